"""What a run comes to: scores with their sample sizes, and tables and samples a report can be made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from statistics import fmean, stdev

Cell = str | int | float | bool | None
"""A value in a table."""

Z = 1.959964
"""Standard normal quantile of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A score as measured.

    Attributes:
        name: Its name, as ``grpo_accuracy``.
        value: Its value; None where the run cannot show it.
        n: How many cases it is measured on; None where it is no sample.
        low: Lower end of its 95 % interval; None where there is none.
        high: Upper end.
        parse_failures: How many answers could not be read; in a share they count as wrong, in a mean for nothing.
        unit: Its unit: ``share``, ``loss``, ``MB`` …
        reason: Why there is no value.
    """

    name: str
    value: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    parse_failures: int = 0
    unit: str = ""
    reason: str = ""

    @classmethod
    def share(cls, name: str, hits: int, n: int, *, parse_failures: int = 0) -> "Measure":
        """Return how many of some cases hold, with Wilson's interval.

        >>> one = Measure.share("accuracy", 8, 10)
        >>> one.value, round(one.low, 3), round(one.high, 3)
        (0.8, 0.49, 0.943)
        """
        low, high = wilson(hits, n)
        return cls(name, hits / n, n, low, high, parse_failures, "share")

    @classmethod
    def mean(cls, name: str, values: Sequence[float], *, parse_failures: int = 0, unit: str = "") -> "Measure":
        """Return the mean of the values that could be read, with its interval; where there are none it has no value.

        >>> one = Measure.mean("judge", [7, 8, 9], parse_failures=1)
        >>> one.value, one.n, one.parse_failures, round(one.low, 2), round(one.high, 2)
        (8.0, 4, 1, 6.87, 9.13)
        """
        n = len(values) + parse_failures
        if not values:
            return cls(name, None, n, parse_failures=parse_failures, unit=unit, reason="no score could be read")
        mean = fmean(values)
        half = Z * stdev(values) / sqrt(len(values)) if len(values) > 1 else None
        low, high = (None, None) if half is None else (mean - half, mean + half)
        return cls(name, mean, n, low, high, parse_failures, unit)

    @classmethod
    def missing(cls, name: str, reason: str) -> "Measure":
        """Return a score that this run cannot show, with the reason."""
        return cls(name, None, reason=reason)


@dataclass(frozen=True, slots=True)
class Table:
    """A table for the report.

    Attributes:
        name: Its name in files, as ``comparison``.
        title: What it shows.
        columns: Headings.
        rows: Its rows.
        deliverable: What the lab asks to hand in that it answers, in a few words; empty for none.
    """

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    deliverable: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run comes to.

    Attributes:
        scores: What was measured.
        tables: Tables for the report.
        shows: What the run shows, one sentence each.
        does_not_show: What one might take from it and must not.
        environment: Versions of libraries, device, threads, by name.
    """

    scores: Sequence[Measure]
    tables: Sequence[Table] = ()
    shows: Sequence[str] = ()
    does_not_show: Sequence[str] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share (Wilson 1927)."""
    share = hits / n
    centre = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)
