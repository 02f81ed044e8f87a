"""Runs of labs as clients see them."""

import re
from collections import defaultdict
from datetime import datetime
from typing import Annotated

import strawberry

from api.context import Context, Info
from api.filters import short
from api.lab_offer_types import Offer, as_json
from api.lab_run_events import LabRunEvent
from api.lab_run_parts import Artifact, Point, Progress, Score, Series, Table
from api.lazy_types import LabType
from api.node import Node
from api.run_desk import RunDesk
from graph.nodes import NodeKind, global_id, kind_and_key
from schema import run_records
from schema.errors import InputError, NotFoundError
from schema.run_records import Isolation, RunState

_MOST_EVENTS = 1_000
_NAME = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")

AfterEvent = Annotated[int, strawberry.argument(description="Number of the last event that is known; 0 for none.")]
FirstEvents = Annotated[int, strawberry.argument(description="How many, at most 1,000.")]


@strawberry.type(name="LabRunParameter", description="The value that a run has for a parameter.")
class SetParameter:
    """A value, as clients see it."""

    name: str = strawberry.field(description="Name of the parameter.")
    value: str = strawberry.field(description="In JSON.")


@strawberry.type(description="A run of a lab: what was asked for, how far it is, what it told, made and measured.")
class LabRun(Node):
    """A run, as clients see it."""

    record: strawberry.Private[run_records.LabRun]

    name: str = strawberry.field(description="Its name in commands: 26 signs that sort by the time of the request.")
    lab_slug: str = strawberry.field(description="Slug of the lab.")
    recipe: str = strawberry.field(description="The recipe that is run.")
    profile: str = strawberry.field(description="`tiny`, `small` or `course`.")
    seed: int = strawberry.field(description="What all that is random follows from.")
    state: RunState = strawberry.field(description="How far it is.")
    reason: str | None = strawberry.field(description="Why it is in that state, where that needs saying.")
    owner: str | None = strawberry.field(description="Whose it is: runs of different people take turns.")
    isolation: Isolation | None = strawberry.field(description="What keeps it apart, once it has started.")
    created_at: datetime = strawberry.field(description="When it was asked for.")
    started_at: datetime | None = strawberry.field(description="When it was taken out of the queue.")
    ended_at: datetime | None = strawberry.field(description="When it ended.")
    attempt: int = strawberry.field(description="More than 1 where it goes on from a checkpoint of an earlier run.")
    sequence: int = strawberry.field(description="Number of its newest event.")
    parameters: list[SetParameter] = strawberry.field(description="All parameters with their values.")

    @classmethod
    def of(cls, record: run_records.LabRun) -> "LabRun":
        """Show a run."""
        return cls(
            id=strawberry.ID(global_id(NodeKind.LAB_RUN, record.id)),
            record=record,
            name=record.id,
            lab_slug=record.lab,
            recipe=record.recipe,
            profile=record.profile,
            seed=record.seed,
            state=record.state,
            reason=record.reason or None,
            owner=record.owner or None,
            isolation=record.isolation,
            created_at=record.created_at,
            started_at=record.started_at,
            ended_at=record.ended_at,
            attempt=record.attempt,
            sequence=record.last_seq,
            parameters=[SetParameter(name=name, value=as_json(value)) for name, value in record.parameters.items()],
        )

    @strawberry.field(description="The lab; null where it belongs to no course of the graph.")
    def lab(self, info: Info) -> LabType | None:
        """Resolve ``lab``."""
        return info.context.shown.labs.get((self.record.course, self.record.lab))

    @strawberry.field(description="What can be run of the lab; null where it no longer can.")
    def offer(self, info: Info) -> Offer | None:
        """Resolve ``offer``."""
        offer = desk_of(info.context).offers.get(self.record.lab)
        return Offer.of(offer) if offer else None

    @strawberry.field(description="The run whose checkpoint it goes on from.")
    def resumes(self, info: Info) -> "LabRun | None":
        """Resolve ``resumes``."""
        return LabRun.of(desk_of(info.context).run(self.record.resumes)) if self.record.resumes else None

    @strawberry.field(description="How far it is; null before it has said so.")
    def progress(self, info: Info) -> Progress | None:
        """Resolve ``progress``."""
        last = desk_of(info.context).last(self.record.id, "progress")
        return Progress.of(last.body, None if self.record.ended_at else self.record, last.at) if last else None

    @strawberry.field(description="The series that it tells.")
    def metrics(
        self,
        info: Info,
        series: Annotated[list[str] | None, strawberry.argument(description="Only these.")] = None,
    ) -> list[Series]:
        """Resolve ``metrics``."""
        points: defaultdict[str, list[Point]] = defaultdict(list)
        for event in desk_of(info.context).events(self.record.id, kinds=["metric"]):
            name = event.body["series"]
            if series is None or name in series:
                points[name].append(Point(step=event.body["step"], value=event.body["value"]))
        return [Series(name=name, points=found) for name, found in sorted(points.items())]

    @strawberry.field(description="What it says for people, as events; continue after the last one's sequence.")
    def log(self, info: Info, after: AfterEvent = 0, first: FirstEvents = 200) -> list[LabRunEvent]:
        """Resolve ``log``."""
        return self._events(info, after, first, ["log", "failure", "notice"])

    @strawberry.field(description="All that it tells, in order; continue after the last one's sequence.")
    def events(self, info: Info, after: AfterEvent = 0, first: FirstEvents = 200) -> list[LabRunEvent]:
        """Resolve ``events``."""
        return self._events(info, after, first, None)

    @strawberry.field(description="What it has made; empty before it has ended.")
    def artifacts(self, info: Info) -> list[Artifact]:
        """Resolve ``artifacts``."""
        return [Artifact.of(one) for one in desk_of(info.context).artifacts(self.record.id)]

    @strawberry.field(description="What it has measured; empty before it has ended.")
    def scores(self, info: Info) -> list[Score]:
        """Resolve ``scores``."""
        return [Score.of(one) for one in desk_of(info.context).scores(self.record.id)]

    @strawberry.field(description="Tables for the report.")
    def tables(self, info: Info) -> list[Table]:
        """Resolve ``tables``."""
        return [Table.of(event.body) for event in desk_of(info.context).events(self.record.id, kinds=["table"])]

    @strawberry.field(description="What it shows, a sentence each.")
    def shows(self) -> list[str]:
        """Resolve ``shows``."""
        return list((self.record.result or {}).get("shows", ()))

    @strawberry.field(description="What one might take from it and must not.")
    def does_not_show(self) -> list[str]:
        """Resolve ``doesNotShow``."""
        return list((self.record.result or {}).get("does_not_show", ()))

    @strawberry.field(description="Versions of libraries, device and threads, as `name=value`.")
    def environment(self) -> list[str]:
        """Resolve ``environment``."""
        return [f"{name}={value}" for name, value in (self.record.result or {}).get("environment", {}).items()]

    def _events(self, info: Info, after: int, first: int, kinds: list[str] | None) -> list[LabRunEvent]:
        if not 0 <= first <= _MOST_EVENTS:
            raise InputError(f"first is {first}, but has to be from 0 to {_MOST_EVENTS:,}")
        if after < 0:
            raise InputError(f"after is {after}, but a sequence is 0 or more")
        found = desk_of(info.context).events(self.record.id, after, limit=first, kinds=kinds) if first else ()
        return [LabRunEvent.of(event, self.record) for event in found]


def desk_of(context: Context) -> RunDesk:
    """Return the runs.

    Raises:
        InputError: There is no store.
    """
    if context.runs is None:
        raise InputError("this service was given one graph and keeps no runs", remedy="Serve a database")
    return context.runs


def run_by_name(context: Context, name: str) -> LabRun:
    """Return a run by the id that it has in the store.

    Raises:
        NotFoundError: There is none.
    """
    if context.runs is None:
        raise NotFoundError(name[:80], what="lab run")
    return LabRun.of(context.runs.run(name))


def run_named(given: str) -> str:
    """Return the id that a run has in the store, of what a client calls it: that, or its opaque id.

    Raises:
        InputError: It is neither.
    """
    if _NAME.fullmatch(short("an id", given)):
        return given
    kind, key = kind_and_key(given)
    if kind is not NodeKind.LAB_RUN:
        raise InputError(f"{given[:80]!r} is the id of a {kind}, not of a run of a lab")
    return key
