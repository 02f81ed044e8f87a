"""What a file of a run elsewhere is found to hold: values of series, scores, tables."""

from dataclasses import dataclass, field

from labs.running.results import Measure, Table


@dataclass(slots=True)
class Found:
    """What was found in a file.

    Attributes:
        points: Values of series: name, step, value.
        scores: Scores.
        tables: Tables.
        settings: Settings of the run, by name.
        left_out: How many values were too many to be kept.
    """

    points: list[tuple[str, int, float | None]] = field(default_factory=list)
    scores: list[Measure] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    settings: dict[str, str | int | float | bool] = field(default_factory=dict)
    left_out: int = 0

    def __bool__(self) -> bool:
        """Say whether there is anything."""
        return bool(self.points or self.scores or self.tables or self.settings)


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file, and what came of reading it.

    Attributes:
        path: Where it is, within what was given.
        kind: What it was taken for; empty if nothing came of it.
        found: What it holds.
        why: Why nothing came of it.
    """

    path: str
    kind: str = ""
    found: Found = field(default_factory=Found)
    why: str = ""
