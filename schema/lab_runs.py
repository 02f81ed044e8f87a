"""The runs of labs in the store: what is known of each, what it told, and how it goes from state to state.

A change of state names the state it leaves, in the statement itself: of two that would change a run, one does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update

from schema.errors import ConflictError, NotFoundError, RunStateError
from schema.run_records import CHANGES, LabRun, RunArtifact, RunEvent, RunScore, RunState
from schema.store import Transaction
from schema.tables import LabRunRow, RunArtifactRow, RunEventRow, RunScoreRow, table_of

MOST_EVENTS = 1_000
"""The most events that are returned at once."""


@dataclass(frozen=True, slots=True)
class RunFilter:
    """Which runs are meant; what is None does not matter.

    Attributes:
        lab: Slug of a lab.
        course: Slug of a course.
        profile: Name of a profile.
        owner: Whose they are.
        states: States, one of which they are in.
    """

    lab: str | None = None
    course: str | None = None
    profile: str | None = None
    owner: str | None = None
    states: tuple[RunState, ...] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Something that a run, or whoever watches over it, tells: an event that has no number yet.

    Attributes:
        at: When.
        kind: As of an event.
        body: What it says.
    """

    at: datetime
    kind: str
    body: Mapping[str, Any]


def add_run(transaction: Transaction, run: LabRun) -> LabRun:
    """Keep a new run, or return the one that was asked for under the same key.

    Raises:
        ConflictError: The key was used for something else.
    """
    if run.idempotency_key is not None:
        before = run_of_key(transaction, run.owner, run.idempotency_key)
        if before and before.asked != run.asked:
            raise ConflictError(
                f"the idempotency key {run.idempotency_key[:80]!r} was used for something else",
                remedy="Take a new key for a new run",
            )
        if before:
            return before
    transaction.connection.execute(insert(table_of(LabRunRow)).values(dict(run)))
    tell(transaction, run.id, [Told(run.created_at, "state", {"state": run.state.value})])
    return lab_run(transaction, run.id)


def lab_run(transaction: Transaction, run: str) -> LabRun:
    """Return a run.

    Raises:
        NotFoundError: There is none of this id.
    """
    table = table_of(LabRunRow)
    found = transaction.records(LabRun, select(table).where(table.c.id == run)) if "\0" not in run else ()
    if not found:
        raise NotFoundError(run, what="lab run")
    return found[0]


def run_of_key(transaction: Transaction, owner: str, key: str) -> LabRun | None:
    """Return the run that somebody asked for under a key, if there is one."""
    table = table_of(LabRunRow)
    query = select(table).where(table.c.owner == owner, table.c.idempotency_key == key)
    return next(iter(transaction.records(LabRun, query)), None)


def lab_runs(
    transaction: Transaction, which: RunFilter = RunFilter(), *, before: str | None = None, limit: int | None = None
) -> tuple[LabRun, ...]:
    """Return runs, newest first.

    Args:
        transaction: Where.
        which: Which runs are meant.
        before: Only those that were asked for before this one.
        limit: The most runs to return.
    """
    table = table_of(LabRunRow)
    query = _chosen(select(table), which).order_by(table.c.id.desc())
    if before is not None:
        query = query.where(table.c.id < before)
    return transaction.records(LabRun, query.limit(limit) if limit is not None else query)


def count_of_runs(transaction: Transaction, which: RunFilter = RunFilter()) -> int:
    """Return how many runs there are."""
    query = _chosen(select(func.count()).select_from(table_of(LabRunRow)), which)
    return int(transaction.connection.scalar(query) or 0)


def change_state(
    transaction: Transaction, run: LabRun, to: RunState, *, now: datetime, reason: str = "", **also: object
) -> LabRun:
    """Bring a run to another state, tell so as an event, and return it as it is then.

    Args:
        transaction: Where.
        run: The run as it was read: only if it is still in that state is it changed.
        to: The state that follows.
        now: The time.
        reason: Why, where that needs saying.
        also: Other fields to change with it.

    Raises:
        RunStateError: That state cannot follow, or the run is no longer in the state it was read in.
    """
    if to not in CHANGES[run.state]:
        raise RunStateError(run.id, run.state, to)
    fields = {"state": to, "reason": reason, **({"ended_at": now} if to.ended else {}), **also}
    table = table_of(LabRunRow)
    done = transaction.connection.execute(
        update(table).where(table.c.id == run.id, table.c.state == run.state).values(fields)
    )
    if done.rowcount != 1:
        raise RunStateError(run.id, lab_run(transaction, run.id).state, to)
    tell(transaction, run.id, [Told(now, "state", {"state": to.value, **({"reason": reason} if reason else {})})])
    return lab_run(transaction, run.id)


def note(transaction: Transaction, run: str, **fields: object) -> None:
    """Note down something of a run other than its state."""
    table = table_of(LabRunRow)
    transaction.connection.execute(update(table).where(table.c.id == run).values(fields))


def tell(transaction: Transaction, run: str, told: Sequence[Told]) -> int:
    """Add events to a run, numbered on from its last, and return the number of the newest."""
    runs, events = table_of(LabRunRow), table_of(RunEventRow)
    last = int(transaction.connection.scalar(select(runs.c.last_seq).where(runs.c.id == run)) or 0)
    if told:
        rows = [
            {"run": run, "seq": seq, "at": one.at, "kind": one.kind, "body": dict(one.body)}
            for seq, one in enumerate(told, last + 1)
        ]
        transaction.connection.execute(insert(events), rows)
        last += len(rows)
        note(transaction, run, last_seq=last)
    return last


def events_after(
    transaction: Transaction, run: str, seq: int = 0, *, limit: int = MOST_EVENTS, kinds: Iterable[str] | None = None
) -> tuple[RunEvent, ...]:
    """Return the events of a run that follow one, in order.

    Args:
        transaction: Where.
        run: Id of the run.
        seq: Number of the event before the first that is wanted.
        limit: The most events to return, up to ``MOST_EVENTS``.
        kinds: Only events of these kinds.
    """
    table = table_of(RunEventRow)
    query = select(table).where(table.c.run == run, table.c.seq > seq).order_by(table.c.seq)
    if kinds is not None:
        query = query.where(table.c.kind.in_(list(kinds)))
    return transaction.records(RunEvent, query.limit(min(limit, MOST_EVENTS)))


def last_event(transaction: Transaction, run: str, kind: str) -> RunEvent | None:
    """Return the newest event of a kind, if there is one: the newest ``progress`` tells how far a run is."""
    table = table_of(RunEventRow)
    query = select(table).where(table.c.run == run, table.c.kind == kind).order_by(table.c.seq.desc()).limit(1)
    return next(iter(transaction.records(RunEvent, query)), None)


def save_outcome(
    transaction: Transaction, run: str, artifacts: Iterable[RunArtifact], scores: Iterable[RunScore]
) -> None:
    """Keep what a run made and measured, in place of what was kept of it."""
    for row, kept in ((RunArtifactRow, list(artifacts)), (RunScoreRow, list(scores))):
        table = table_of(row)
        transaction.connection.execute(delete(table).where(table.c.run == run))
        if kept:
            transaction.connection.execute(insert(table), [dict(one) for one in kept])


def artifacts_of(transaction: Transaction, run: str) -> tuple[RunArtifact, ...]:
    """Return what a run made, by name."""
    table = table_of(RunArtifactRow)
    return transaction.records(RunArtifact, select(table).where(table.c.run == run).order_by(table.c.name))


def scores_of(transaction: Transaction, run: str) -> tuple[RunScore, ...]:
    """Return the scores of a run, in the order it gave them."""
    table = table_of(RunScoreRow)
    return transaction.records(RunScore, select(table).where(table.c.run == run).order_by(table.c.order))


def artifact_of_hash(transaction: Transaction, sha256: str) -> RunArtifact:
    """Return an artifact by its hash; of several that are the same, that of the newest run.

    Raises:
        NotFoundError: No run made it.
    """
    table = table_of(RunArtifactRow)
    query = select(table).where(table.c.sha256 == sha256).order_by(table.c.run.desc(), table.c.name).limit(1)
    found = transaction.records(RunArtifact, query) if "\0" not in sha256 else ()
    if not found:
        raise NotFoundError(sha256, what="artifact of a lab run")
    return found[0]


def newest_artifact(
    transaction: Transaction, labs: Sequence[str], *, role: str, profile: str, course: str
) -> RunArtifact | None:
    """Return the newest artifact of a role that a run of one of some labs made which succeeded, if there is one."""
    runs, table = table_of(LabRunRow), table_of(RunArtifactRow)
    query = (
        select(table)
        .join(runs, runs.c.id == table.c.run)
        .where(
            runs.c.lab.in_(list(labs)),
            runs.c.course == course,
            runs.c.profile == profile,
            runs.c.state == RunState.SUCCEEDED,
            table.c.role == role,
        )
        .order_by(runs.c.ended_at.desc(), table.c.run.desc(), table.c.name)
        .limit(1)
    )
    return next(iter(transaction.records(RunArtifact, query)), None)


def _chosen(query: Select[Any], which: RunFilter) -> Select[Any]:
    table = table_of(LabRunRow)
    for name in ("lab", "course", "profile", "owner"):
        if (wanted := getattr(which, name)) is not None:
            query = query.where(table.c[name] == wanted)
    return query if which.states is None else query.where(table.c.state.in_(list(which.states)))
