"""Runs of labs: what was asked for, the state each is in, what it told, made and measured; outside all revisions."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import StringConstraints, model_validator
from sqlalchemy import BigInteger
from sqlmodel import Field

from schema.columns import EnumColumn, JsonColumn, UtcColumn
from schema.records import Slug
from schema.values import Value

RunId = Annotated[str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{26}$")]
"""26 signs that sort by the time of the request: a ULID."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hexadecimal."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class RunState(StrEnum):
    """How far a run is."""

    QUEUED = "queued"
    """Asked for, and waiting for its turn."""
    STARTING = "starting"
    """A server has taken it, and its process is being started."""
    RUNNING = "running"
    CANCELLING = "cancelling"
    """Asked to end; it may save a checkpoint first."""
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    TIMED_OUT = "timed-out"
    INTERRUPTED = "interrupted"
    """Its process was lost: the machine or whoever watched over it went down."""

    @property
    def ended(self) -> bool:
        """Whether nothing follows."""
        return not CHANGES[self]


CHANGES: Mapping[RunState, frozenset[RunState]] = {
    RunState.QUEUED: frozenset({RunState.STARTING, RunState.CANCELLED}),
    RunState.STARTING: frozenset({RunState.RUNNING, RunState.CANCELLING, RunState.FAILED, RunState.INTERRUPTED}),
    RunState.RUNNING: frozenset(
        {RunState.CANCELLING, RunState.SUCCEEDED, RunState.FAILED, RunState.TIMED_OUT, RunState.INTERRUPTED}
    ),
    RunState.CANCELLING: frozenset(
        # What had ended before it was asked to has ended as it did.
        {RunState.CANCELLED, RunState.SUCCEEDED, RunState.FAILED, RunState.TIMED_OUT, RunState.INTERRUPTED}
    ),
    RunState.SUCCEEDED: frozenset(),
    RunState.FAILED: frozenset(),
    RunState.CANCELLED: frozenset(),
    RunState.TIMED_OUT: frozenset(),
    RunState.INTERRUPTED: frozenset(),
}
"""Which states may follow a state."""

ALIVE = (RunState.STARTING, RunState.RUNNING, RunState.CANCELLING)
"""The states in which a run may have a process."""

RESUMABLE = (RunState.FAILED, RunState.CANCELLED, RunState.TIMED_OUT, RunState.INTERRUPTED)
"""The states from which a run can go on from its checkpoint."""


class Isolation(StrEnum):
    """What keeps a run away from everything else."""

    SANDBOXED = "sandboxed"
    """Namespaces of its own: it sees its inputs and its folder, no network unless its profile says so."""
    PLAIN = "plain"
    """A process like any other, with limits; only shipped recipes run so."""


class LabRun(Value):
    """A run of a lab.

    Attributes:
        id: Its id; ids sort by the time of the request.
        course: Slug of the course.
        lab: Slug of the lab, as ``lab-4``.
        recipe: Name of the recipe.
        profile: ``tiny``, ``small`` or ``course``.
        seed: What all that is random follows from.
        parameters: All parameters of the recipe with their values.
        inputs: The artifacts that it starts from, by name: their hashes.
        owner: Who asked for it; empty where nobody is told apart.
        idempotency_key: The client's own key for the request.
        asked: Hash of what was asked.
        state: How far it is.
        reason: Why it is in that state, where that needs saying.
        isolation: What keeps it apart, once it has started.
        created_at: When it was asked for.
        started_at: When a server took it.
        ended_at: When it ended.
        heartbeat_at: When a server last said that it watches over it.
        server: The server that watches over it, or empty.
        host: The machine, and its boot, that it runs on, and after a colon the folder there that holds it.
        pid: Process that keeps it.
        process_started: When that process was started, in the machine's own count.
        attempt: 1, or more where it goes on from the checkpoint of an earlier run.
        resumes: The run that it goes on from.
        timeout_s: Seconds that it may take.
        grace_s: Seconds that it has for a checkpoint when it is asked to end.
        result: What the run came to, apart from scores: ``shows``, ``does_not_show``, ``environment``, tables.
        last_seq: Number of its newest event.
        bytes_read: How much of what the run tells has been read.
        log_kept: Characters of its log that are kept.
        unreadable: Lines that could not be read.
        dropped: Lines beyond what is kept of a run.
    """

    id: RunId
    course: Slug
    lab: Slug
    recipe: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
    profile: Slug
    seed: int = Field(ge=0)
    parameters: dict[str, Any] = Field(default_factory=dict, sa_type=JsonColumn(dict[str, Any]))
    inputs: dict[str, Digest] = Field(default_factory=dict, sa_type=JsonColumn(dict[str, Digest]))
    owner: Annotated[str, StringConstraints(max_length=200)] = ""
    idempotency_key: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    asked: str
    state: RunState = Field(default=RunState.QUEUED, sa_type=EnumColumn(RunState))
    reason: str = ""
    isolation: Isolation | None = Field(default=None, sa_type=EnumColumn(Isolation))
    created_at: datetime = Field(sa_type=UtcColumn)
    started_at: datetime | None = Field(default=None, sa_type=UtcColumn)
    ended_at: datetime | None = Field(default=None, sa_type=UtcColumn)
    heartbeat_at: datetime | None = Field(default=None, sa_type=UtcColumn)
    server: str = ""
    host: str = ""
    pid: int | None = None
    process_started: str | None = None
    attempt: int = Field(default=1, ge=1)
    resumes: RunId | None = None
    timeout_s: float = Field(gt=0)
    grace_s: float = Field(ge=0)
    result: dict[str, Any] | None = Field(default=None, sa_type=JsonColumn(dict[str, Any]))
    last_seq: int = Field(default=0, ge=0)
    bytes_read: int = Field(default=0, ge=0)
    log_kept: int = Field(default=0, ge=0)
    unreadable: int = Field(default=0, ge=0)
    dropped: int = Field(default=0, ge=0)


class RunEvent(Value):
    """Something that happened in a run.

    Attributes:
        run: Id of the run.
        seq: Its number within the run, from 1, without a gap.
        at: When.
        kind: ``state``, ``progress``, ``metric``, ``log``, ``artifact``, ``score``, ``table``, ``result``,
            ``failure`` or ``notice``.
        body: What it says; which fields there are depends on the kind.
    """

    run: RunId
    seq: int = Field(ge=1)
    at: datetime = Field(sa_type=UtcColumn)
    kind: str
    body: dict[str, Any] = Field(default_factory=dict, sa_type=JsonColumn(dict[str, Any]))


class RunArtifact(Value):
    """A file or folder that a run made.

    Attributes:
        run: Id of the run.
        name: Its name.
        role: ``model``, ``adapter``, ``checkpoint``, ``data``, ``samples``, ``plot`` …
        path: Where it is, below the run's own folder.
        bytes: Its size; of a folder, of all files in it.
        sha256: Hash of its content; of a folder, of the names and hashes of all files in it.
    """

    run: RunId
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    role: str
    path: str
    bytes: int = Field(ge=0, sa_type=BigInteger)
    sha256: Digest

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        # A model is larger than the numbers that other records may hold; its column is as well.
        return self


class ScoreFlag(StrEnum):
    """Why a score may be none."""

    UNREAD = "unread"
    """No answer could be read, so the score says nothing of the model."""
    CONSTANT = "constant"
    """Every case has the same value, as where a judge or a parser gives its default."""


class RunScore(Value):
    """A score of a run.

    Attributes:
        run: Id of the run.
        order: Its place among the run's scores, from 0.
        name: Its name, as ``grpo_accuracy``.
        value: Its value, or None with a reason.
        n: How many cases it is measured on.
        low: Lower end of its 95 % interval.
        high: Upper end.
        parse_failures: How many answers could not be read; they count as wrong.
        unit: Its unit.
        reason: Why there is no value.
        expected_low: The least that is expected with this profile.
        expected_high: The most.
        expected_source: Who says so.
        outside: Whether it is outside that range; None where it cannot be said.
        flag: Why it may be no score at all.
    """

    run: RunId
    order: int = Field(ge=0)
    name: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    value: float | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    parse_failures: int = 0
    unit: str = ""
    reason: str = ""
    expected_low: float | None = None
    expected_high: float | None = None
    expected_source: str = ""
    outside: bool | None = None
    flag: ScoreFlag | None = Field(default=None, sa_type=EnumColumn(ScoreFlag))


def run_id(now: datetime, randomness: bytes) -> str:
    """Return a new id: a ULID.

    Args:
        now: The time of the request.
        randomness: Ten random bytes.

    >>> from datetime import UTC
    >>> run_id(datetime(2026, 3, 11, tzinfo=UTC), bytes(10))
    '01KKD32X000000000000000000'
    """
    number = int(now.timestamp() * 1000) << 80 | int.from_bytes(randomness[:10])
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -5, -5))
