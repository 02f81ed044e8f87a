"""How long pages, papers and labs take: what their source declares, else estimated by the table in ``data``."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.catalogue import Catalogue
from graph.nodes import Node
from schema.records import Lab, Page, Paper, Recommendation
from schema.values import Priority

_TABLE = Path(__file__).parent.parent / "data" / "estimates.yaml"
_URGENCY = {priority: rank for rank, priority in enumerate(Priority)}


class Basis(StrEnum):
    """Where minutes come from."""

    DECLARED = "declared"
    """A source says so."""
    ESTIMATED = "estimated"
    """The estimates table says so."""
    MIXED = "mixed"
    """Partly the one, partly the other."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """A span of minutes.

    Attributes:
        low: At the least.
        likely: Most likely.
        high: At the most.
        basis: Where they come from.
    """

    low: int
    likely: int
    high: int
    basis: Basis


def total_of(parts: Iterable[Minutes | None]) -> Minutes | None:
    """Return the sum of what is known, or None where nothing is.

    >>> total_of([Minutes(1, 2, 3, Basis.DECLARED), None, Minutes(1, 1, 1, Basis.ESTIMATED)])
    Minutes(low=2, likely=3, high=4, basis=<Basis.MIXED: 'mixed'>)
    """
    low = likely = high = 0
    basis = None
    for part in parts:
        if part is not None:
            low, likely, high = low + part.low, likely + part.likely, high + part.high
            if basis is not part.basis:
                basis = part.basis if basis is None else Basis.MIXED
    return None if basis is None else Minutes(low, likely, high, basis)


def minutes_of(catalogue: Catalogue, node: Node, course: str | None = None) -> Minutes | None:
    """Return how long a page, paper or lab takes, or None where nothing is known of it."""
    match node:
        case Page():
            return _page_minutes(node)
        case Paper():
            return minutes_as_recommended(_telling(catalogue, node, course))
        case Lab():
            return _lab_minutes(catalogue.lab_facts(node).minutes)
        case _:
            return None


def most_urgent(catalogue: Catalogue, paper: Paper, course: str | None = None) -> Recommendation | None:
    """Return the recommendation of a paper with the highest priority, hours before none, ties in course order."""
    found = _recommendations(catalogue, paper, course)
    return min(found, key=lambda r: (_urgency(r), r.hours is None), default=None)


def _telling(catalogue: Catalogue, paper: Paper, course: str | None) -> Recommendation | None:
    """Return the recommendation that tells how long a paper takes: the most urgent one with hours, else of all."""
    found = _recommendations(catalogue, paper, course)
    return min(found, key=lambda r: (_span(r) is None, _urgency(r)), default=None)


def _span(recommendation: Recommendation | None) -> tuple[float, float] | None:
    hours = recommendation.hours if recommendation else None
    return (hours.low, hours.high) if hours and hours.low is not None and hours.high is not None else None


def _recommendations(catalogue: Catalogue, paper: Paper, course: str | None) -> list[Recommendation]:
    return [r for r in catalogue.recommendations_of_paper.get(paper.id, ()) if course in (None, r.course)]


def _urgency(recommendation: Recommendation) -> int:
    return _URGENCY[recommendation.priority] if recommendation.priority else 9


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    return table


def _page_minutes(page: Page) -> Minutes | None:
    if not page.characters:
        return None
    fast, normal, slow = _table()["characters_per_minute"]
    low, likely, high = (max(1, round(page.characters / rate)) for rate in (fast, normal, slow))
    return Minutes(low, likely, high, Basis.ESTIMATED)


def _lab_minutes(timed: int | None) -> Minutes:
    """Return how long a lab takes: what its course gives its steps, else an estimate."""
    if timed is not None:
        return Minutes(timed, timed, timed, Basis.DECLARED)
    low, likely, high = _table()["lab_minutes"]
    return Minutes(low, likely, high, Basis.ESTIMATED)


def minutes_as_recommended(recommendation: Recommendation | None) -> Minutes:
    """Return how long a paper takes by a recommendation: its hours, else an estimate by how urgent it is."""
    if (span := _span(recommendation)) is not None:
        low, high = (round(hours * 60) for hours in span)
        return Minutes(low, round((low + high) / 2), high, Basis.DECLARED)
    priority = recommendation.priority.value if recommendation and recommendation.priority else "none"
    low, likely, high = _table()["paper_minutes"][priority]
    return Minutes(low, likely, high, Basis.ESTIMATED)
