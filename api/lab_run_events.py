"""What runs tell, as clients see it: numbered events, each with the fields of its kind."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from api.lab_run_enums import EventKind
from api.lab_run_parts import Artifact, Metric, Progress, Score, Table
from schema.run_records import LabRun, RunEvent, RunState


@strawberry.type(name="LabRunEvent", description="Something that happened in a run; the fields of its kind are set.")
class LabRunEvent:
    """An event, as clients see it."""

    sequence: int = strawberry.field(
        description="Its number within the run, from 1, without a gap. Whoever comes again continues after it."
    )
    at: datetime = strawberry.field(description="When.")
    kind: EventKind = strawberry.field(description="What it tells.")
    state: RunState | None = strawberry.field(default=None, description="The state the run is in now.")
    reason: str | None = strawberry.field(default=None, description="Why it is in that state.")
    progress: Progress | None = strawberry.field(default=None, description="How far the run is.")
    metric: Metric | None = strawberry.field(default=None, description="A value of a series.")
    text: str | None = strawberry.field(default=None, description="Something for people.")
    artifact: Artifact | None = strawberry.field(default=None, description="Something that the run has made.")
    score: Score | None = strawberry.field(default=None, description="Something that it has measured.")
    table: Table | None = strawberry.field(default=None, description="A table for the report.")

    @classmethod
    def of(cls, record: RunEvent, run: LabRun | None = None) -> "LabRunEvent":
        """Show an event; of a run that is known, also how long it will take."""
        kind = EventKind(record.kind)
        return cls(sequence=record.seq, at=record.at, kind=kind, **_said(kind, record, run))


def _said(kind: EventKind, record: RunEvent, run: LabRun | None) -> dict[str, Any]:
    body: Mapping[str, Any] = record.body
    match kind:
        case EventKind.STATE:
            return {"state": RunState(body["state"]), "reason": body.get("reason")}
        case EventKind.PROGRESS:
            return {"progress": Progress.of(body, run, record.at)}
        case EventKind.METRIC:
            return {"metric": Metric(series=body["series"], step=body["step"], value=body["value"])}
        case EventKind.ARTIFACT:
            return {"artifact": Artifact.told(body)}
        case EventKind.SCORE:
            return {"score": Score.told(body)}
        case EventKind.TABLE:
            return {"table": Table.of(body)}
        case EventKind.RESULT:
            return {"text": "\n".join(map(str, body["shows"]))}
        case EventKind.FAILURE:
            return {"text": f"{body['error']}: {body['text']}"}
        case _:
            return {"text": str(body.get("text", ""))}
