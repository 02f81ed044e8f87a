"""What a course recommends, counted as its lectures see it."""

from collections.abc import Iterable

from schema.records import Recommendation
from schema.values import Role


def core_readings(recommendations: Iterable[Recommendation]) -> frozenset[tuple[int | None, str]]:
    """Return each paper that a lecture calls core, with the number of the lecture; twice if two lectures do."""
    return frozenset((one.lecture, one.paper) for one in recommendations if one.paper and one.role is Role.CORE)
