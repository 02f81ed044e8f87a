"""The smallest reordering of a course after which each page comes after what it needs.

What moves is a page; every other page keeps its place among the rest. A page stays in its lecture where it can, and may
leave it where that is the only way or takes fewer moves. Whole lectures are moved instead where they are fewer than the
pages. An entrance (of the course, or of a lecture) is never moved and nothing is moved for its sake: it looks ahead by
its nature. Nor is anything moved for what no order could mend without breaking what is in order now.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from graph.auditing.fewest_moves import MOST_TRIED, Ordering
from graph.auditing.order_needs import OrderNeed, order_needs, violated
from graph.catalogue import Catalogue
from schema.records import Page
from schema.values import PageKind


class WhyNot(StrEnum):
    """Why no order of pages mends a violation."""

    ENTRANCE = "entrance"
    """The page is the entrance of a course or lecture: it looks ahead."""
    CIRCLE = "circle"
    """What the page needs in turn needs the page."""


@dataclass(frozen=True, slots=True)
class Move:
    """A page, or the pages of a lecture, put elsewhere; moves are made one after the other.

    Attributes:
        pages: The pages, in their order.
        lecture: The number of their lecture, if they are the whole of it and not a single page.
        before: Path of the page they are put before, if they come earlier now.
        after: Path of the page they are put after, if they come later now.
        leaves_lecture: Whether they stand in another lecture then.
        mends: What would be open without this move.
    """

    pages: tuple[Page, ...]
    lecture: int | None
    before: str | None
    after: str | None
    leaves_lecture: bool
    mends: tuple[OrderNeed, ...]


@dataclass(frozen=True, slots=True)
class Unmendable:
    """A violation that no order of pages mends.

    Attributes:
        need: What is open.
        why: Why it stays open.
        circle: For a circle, what leads from the page back to it, need by need.
    """

    need: OrderNeed
    why: WhyNot
    circle: tuple[OrderNeed, ...] = ()


@dataclass(frozen=True, slots=True)
class Reordering:
    """How to put a course in order.

    Attributes:
        violations: What is open in the course's order.
        moves: The moves that mend all of it but the unmendable.
        unmendable: What no order mends.
        order: Paths of all pages after the moves.
        exact: Whether fewer moves would not do.
    """

    violations: tuple[OrderNeed, ...]
    moves: tuple[Move, ...]
    unmendable: tuple[Unmendable, ...]
    order: tuple[str, ...]
    exact: bool


def reordering_of(catalogue: Catalogue, course: str, *, most_tried: int = MOST_TRIED) -> Reordering:
    """Return the smallest reordering of a course; without violations it moves nothing."""
    pages = catalogue.pages.get(course, ())
    paths = [page.path for page in pages]
    needs = order_needs(catalogue, course)
    open_ = violated(needs, paths)
    if not open_:
        return Reordering((), (), (), tuple(paths), exact=True)
    by_page = _Reorderer(pages, needs, [(page.path,) for page in pages], most_tried)
    best, exact = by_page.best()
    by_lecture = _Reorderer(pages, needs, _lectures(pages), most_tried)
    if len(best) > 1 and {one.need for one in by_lecture.unmendable} <= {one.need for one in by_page.unmendable}:
        fewer, also_exact = by_lecture.best()
        if also_exact and len(fewer) < len(best):
            return Reordering(open_, fewer, by_lecture.unmendable, by_lecture.order, exact)
    return Reordering(open_, best, by_page.unmendable, by_page.order, exact)


def _lectures(pages: Sequence[Page]) -> list[tuple[str, ...]]:
    """Return the pages in blocks: a lecture is one, any other page is its own."""
    blocks: list[tuple[str, ...]] = []
    for lecture, together in groupby(pages, key=lambda page: page.lecture):
        paths = tuple(page.path for page in together)
        blocks += [paths] if lecture is not None else [(path,) for path in paths]
    return blocks


class _Reorderer:
    """Finds the fewest units to move, where the pages of a unit stay together in their order.

    Attributes:
        unmendable: What no order of the units mends.
        order: Paths of all pages after the moves, once they have been found.
    """

    def __init__(
        self, pages: Sequence[Page], needs: Sequence[OrderNeed], units: Sequence[tuple[str, ...]], most_tried: int
    ) -> None:
        self._pages = {page.path: page for page in pages}
        self._places = {page.path: place for place, page in enumerate(pages)}
        self._units = {unit[0]: unit for unit in units}
        self._unit_of = {path: unit[0] for unit in units for path in unit}
        self._most_tried = most_tried
        self._needs = needs
        entrances = {page.path for page in pages if page.kind is PageKind.OVERVIEW}
        self._fixed = frozenset(unit[0] for unit in units if len(unit) == 1 and unit[0] in entrances)
        open_ = [need for need in needs if not self._is_met(need, self._places)]
        self._kept = [need for need in needs if need not in open_]
        self._never = [need for need in open_ if need.page in entrances or not self._fits(need)]
        for need in open_:
            if need not in self._never:
                stuck = self._ordering([*self._kept, need]).never_placed()
                (self._never if stuck else self._kept).append(need)
        told = violated(needs, list(self._pages))
        self.unmendable = tuple(self._unmendable(need, entrances) for need in told if need in self._never)
        self.order = tuple(self._pages)

    def best(self) -> tuple[tuple[Move, ...], bool]:
        """Return the fewest moves, of those as few the least disturbing ones, and whether fewer would not do."""
        ordering = self._ordering(self._kept)
        fewest = ordering.fewest(most_tried=self._most_tried)
        ways = [(sorted(units), self._spread(ordering.order_with(units))) for units in fewest.sets]
        units, order = min(ways, key=lambda way: (*self._disturbance(*way), way[0]))
        self.order = tuple(order)
        return tuple(self._moves(units, order)), fewest.exact

    def _fits(self, need: OrderNeed) -> bool:
        """Say whether a need can be met by moving units at all: not if only pages of its own unit could meet it."""
        return any(self._unit_of[path] != self._unit_of[need.page] for path in need.after)

    def _ordering(self, needs: Iterable[OrderNeed]) -> Ordering:
        by_unit: dict[str, list[frozenset[str]]] = {}
        for need in needs:
            unit = self._unit_of[need.page]
            own = [path for path in need.after if self._unit_of[path] == unit]
            if not any(self._places[path] < self._places[need.page] for path in own):
                others = frozenset(self._unit_of[path] for path in need.after) - {unit}
                by_unit.setdefault(unit, []).append(others)
        return Ordering(list(self._units), by_unit, self._fixed)

    def _spread(self, units: Iterable[str]) -> list[str]:
        return [path for unit in units for path in self._units[unit]]

    @staticmethod
    def _is_met(need: OrderNeed, places: Mapping[str, int]) -> bool:
        return any(places[path] < places[need.page] for path in need.after)

    def _disturbance(self, units: Sequence[str], order: Sequence[str]) -> tuple[int, int]:
        """Return how many units leave their lecture, and how far all of them go."""
        anchors = [self._anchor(unit, units, order) for unit in units]
        leaving = sum(self._leaves(unit, before or after) for unit, (before, after) in zip(units, anchors, strict=True))
        return leaving, sum(abs(order.index(unit) - self._places[unit]) for unit in units)

    def _leaves(self, unit: str, anchor: str | None) -> bool:
        return anchor is not None and self._pages[anchor].lecture != self._pages[unit].lecture

    def _anchor(self, unit: str, units: Sequence[str], order: Sequence[str]) -> tuple[str | None, str | None]:
        """Return what a moved unit now stands before, if it comes earlier, or else what it stands after."""
        start = order.index(unit)
        following = next((path for path in order[start:] if self._unit_of[path] not in units), None)
        if following is not None and self._places[following] < self._places[unit]:
            return following, None
        return None, order[start - 1] if start else None

    def _moves(self, units: Sequence[str], order: Sequence[str]) -> Iterator[Move]:
        for unit in sorted(units, key=order.index):
            before, after = self._anchor(unit, units, order)
            pages = tuple(self._pages[path] for path in self._units[unit])
            yield Move(
                pages=pages,
                lecture=pages[0].lecture if len(pages) > 1 else None,
                before=before,
                after=after,
                leaves_lecture=len(pages) == 1 and self._leaves(unit, before or after),
                mends=self._open_without(unit, units, order),
            )

    def _open_without(self, unit: str, units: Sequence[str], order: Sequence[str]) -> tuple[OrderNeed, ...]:
        """Return what is open when one unit goes back to where it was."""
        own = self._units[unit]
        rest = [path for path in order if path not in own]
        kept = [path for path in rest if self._unit_of[path] not in units]
        earlier = [path for path in kept if self._places[path] < self._places[unit]]
        home = max((rest.index(path) + 1 for path in earlier), default=0)
        back = [*rest[:home], *own, *rest[home:]]
        return violated([need for need in self._needs if need in self._kept], back)

    def _unmendable(self, need: OrderNeed, entrances: set[str]) -> Unmendable:
        if need.page in entrances:
            return Unmendable(need, WhyNot.ENTRANCE)
        return Unmendable(need, WhyNot.CIRCLE, self._circle(need))

    def _circle(self, need: OrderNeed) -> tuple[OrderNeed, ...]:
        """Return the shortest way from an open need over needs that only stuck pages could meet back to its page."""
        stuck = self._ordering([*self._kept, need]).never_placed()
        waiting = [each for each in self._kept if {self._unit_of[path] for path in (each.page, *each.after)} <= stuck]
        ways: list[tuple[OrderNeed, ...]] = [(need,)]
        seen: set[str] = set()
        while ways:
            way = ways.pop(0)
            for path in way[-1].after:
                if path == need.page:
                    return way
                if path not in seen:
                    seen.add(path)
                    ways += [(*way, each) for each in waiting if each.page == path]
        return (need,)
