"""Parts of runs as clients see them: how far one is, what it measured, made, and put into tables."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import strawberry

from api.lab_offer_types import as_json
from schema.run_records import LabRun, RunArtifact, RunScore, ScoreFlag


@strawberry.type(name="LabRunProgress", description="How far a run is.")
class Progress:
    """Progress, as clients see it."""

    done: int = strawberry.field(description="Steps done.")
    total: int = strawberry.field(description="Of all.")
    doing: str = strawberry.field(description="What it is doing.")
    seconds_left: float | None = strawberry.field(description="About how long it will take; null where nobody can say.")

    @classmethod
    def of(cls, body: Mapping[str, Any], run: LabRun | None, at: datetime) -> "Progress":
        """Show how far a run is; where the run is known, also how long it will take."""
        done, total = body["done"], body["total"]
        left = None
        if run is not None and run.started_at is not None and 0 < done <= total:
            left = (at - run.started_at).total_seconds() / done * (total - done)
        return cls(done=done, total=total, doing=body["doing"], seconds_left=left)


@strawberry.type(name="LabRunPoint", description="A value of a series.")
class Point:
    """A point, as clients see it."""

    step: int = strawberry.field(description="Step of the training.")
    value: float | None = strawberry.field(description="Its value; null where it was no number.")


@strawberry.type(name="LabRunSeries", description="A series that a run tells, as `grpo/reward`.")
class Series:
    """A series, as clients see it."""

    name: str = strawberry.field(description="Its name.")
    points: list[Point] = strawberry.field(description="Its values, in order.")


@strawberry.type(name="LabRunMetric", description="A value of a series, as it is told.")
class Metric:
    """A value, as clients see it."""

    series: str = strawberry.field(description="Name of the series.")
    step: int = strawberry.field(description="Step of the training.")
    value: float | None = strawberry.field(description="Its value; null where it was no number.")


@strawberry.type(name="LabRunArtifact", description="A file or folder that a run has made.")
class Artifact:
    """An artifact, as clients see it."""

    name: str = strawberry.field(description="Its name.")
    role: str = strawberry.field(description="What it is: `model`, `adapter`, `checkpoint`, `data` and so on.")
    path: str = strawberry.field(description="Where it is, below the folder of the run.")
    bytes: float | None = strawberry.field(description="Its size; null before the run has ended.")
    sha256: str | None = strawberry.field(description="Hash of its content; null before the run has ended.")

    @classmethod
    def of(cls, record: RunArtifact) -> "Artifact":
        """Show an artifact."""
        return cls(name=record.name, role=record.role, path=record.path, bytes=record.bytes, sha256=record.sha256)

    @classmethod
    def told(cls, body: Mapping[str, Any]) -> "Artifact":
        """Show an artifact that a run tells of."""
        return cls(name=body["name"], role=body["role"], path=body["path"], bytes=None, sha256=None)


@strawberry.type(name="LabRunScore", description="Something that a run has measured.")
class Score:
    """A score, as clients see it."""

    name: str = strawberry.field(description="Its name, as `grpo_accuracy`.")
    value: float | None = strawberry.field(description="Its value; null with a reason.")
    n: int | None = strawberry.field(description="How many cases it is measured on.")
    interval: list[float] | None = strawberry.field(description="Lower and upper end of its 95 % interval.")
    parse_failures: int = strawberry.field(description="Answers that could not be read; they count as wrong.")
    unit: str = strawberry.field(description="Its unit.")
    reason: str | None = strawberry.field(description="Why there is no value.")
    expected: list[float | None] | None = strawberry.field(description="The least and the most that is expected.")
    expected_source: str | None = strawberry.field(description="Who expects that.")
    outside: bool | None = strawberry.field(description="Whether it is outside of that; null where nobody can say.")
    flag: ScoreFlag | None = strawberry.field(description="Why it may be no score at all.")

    @classmethod
    def of(cls, record: RunScore) -> "Score":
        """Show a score."""
        has_range = record.expected_low is not None or record.expected_high is not None
        return cls(
            name=record.name,
            value=record.value,
            n=record.n,
            interval=_interval(record.low, record.high),
            parse_failures=record.parse_failures,
            unit=record.unit,
            reason=record.reason or None,
            expected=[record.expected_low, record.expected_high] if has_range else None,
            expected_source=record.expected_source or None,
            outside=record.outside,
            flag=record.flag,
        )

    @classmethod
    def told(cls, body: Mapping[str, Any]) -> "Score":
        """Show a score as a run tells it, before it is compared with anything."""
        return cls(
            name=body["name"],
            value=body["value"],
            n=body["n"],
            interval=_interval(body["low"], body["high"]),
            parse_failures=body["parse_failures"],
            unit=body["unit"],
            reason=body["reason"] or None,
            expected=None,
            expected_source=None,
            outside=None,
            flag=None,
        )


def _interval(low: float | None, high: float | None) -> list[float] | None:
    return [low, high] if low is not None and high is not None else None


@strawberry.type(name="LabRunTable", description="A table for the report.")
class Table:
    """A table, as clients see it."""

    name: str = strawberry.field(description="Its name in files.")
    title: str = strawberry.field(description="What it shows.")
    columns: list[str] = strawberry.field(description="Headings.")
    rows: list[list[str]] = strawberry.field(description="Its rows; each value in JSON.")
    deliverable: str | None = strawberry.field(description="What the lab asks to hand in that it answers.")

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> "Table":
        """Show a table."""
        rows = [[as_json(cell) for cell in row] for row in body["rows"] if isinstance(row, list)]
        columns = [str(column) for column in body["columns"]]
        return cls(
            name=body["name"], title=body["title"], columns=columns, rows=rows, deliverable=body["deliverable"] or None
        )
