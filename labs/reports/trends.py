"""What a series did, said only as far as its values say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import fmean, pvariance

_PART = 0.2
"""Which part of a series counts as its beginning, and which as its end."""
_LEAST = 2
_ROUNDING = 1e-9


class Direction(StrEnum):
    """Where a series went."""

    ROSE = "rose"
    FELL = "fell"
    NO_CLEAR_CHANGE = "no clear change"
    """Its end differs from its beginning by no more than its values differ among themselves there."""
    TOO_SHORT = "too short"


@dataclass(frozen=True, slots=True)
class Trend:
    """What a series did.

    Attributes:
        direction: Where it went.
        first: Mean of its beginning; None where it has no value.
        last: Mean of its end.
        missing: How many of its values were no numbers.
    """

    direction: Direction
    first: float | None
    last: float | None
    missing: int = 0


def trend_of(values: Sequence[float | None]) -> Trend:
    """Return what a series did: it rose or fell only beyond twice the standard error of the difference.

    >>> trend_of([0.1, 0.2, 0.1, 0.5, 0.6, 0.7, 0.8, 0.9, 0.9, 0.9]).direction.value
    'rose'
    >>> trend_of([0.5, 0.4, 0.6, 0.5, 0.4, 0.6, 0.5, 0.5, 0.4, 0.6]).direction.value
    'no clear change'
    """
    known = [value for value in values if value is not None]
    missing = len(values) - len(known)
    if not known:
        return Trend(Direction.TOO_SHORT, None, None, missing)
    size = max(_LEAST, round(len(known) * _PART))
    if len(known) < 2 * _LEAST:
        return Trend(Direction.TOO_SHORT, known[0], known[-1], missing)
    first, last = known[:size], known[-size:]
    error = sqrt(_error_squared(first) + _error_squared(last))
    change = fmean(last) - fmean(first)
    direction = Direction.NO_CLEAR_CHANGE
    # What is left of rounding is no change.
    if abs(change) > max(2 * error, _ROUNDING * max(abs(fmean(first)), abs(fmean(last)))):
        direction = Direction.ROSE if change > 0 else Direction.FELL
    return Trend(direction, fmean(first), fmean(last), missing)


def _error_squared(values: Sequence[float]) -> float:
    """Return the squared standard error of a mean."""
    n = len(values)
    return pvariance(values) / (n - 1) if n > 1 else 0.0
