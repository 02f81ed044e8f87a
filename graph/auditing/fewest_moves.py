"""The fewest units of an order to move so that each comes after what it needs.

A need is met when one of several units comes before. Units that are not moved keep their order; the others may go
anywhere. Moving more never does harm, so a set of moves is tried by placing units greedily: whoever can be placed is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

MOST_TRIED = 3_000
"""How many sets of moves are looked at before a set is given that may not be the smallest."""

_MOST_KEPT = 64
"""How many sets of the smallest size are kept to choose from."""


@dataclass(frozen=True, slots=True)
class Fewest:
    """Sets of units to move.

    Attributes:
        sets: Sets of the smallest size found, as many as are worth choosing from; none where no set will do.
        exact: Whether no smaller set exists.
    """

    sets: tuple[frozenset[str], ...]
    exact: bool


@dataclass(slots=True)
class Ordering:
    """Units in their order, and what each needs.

    Attributes:
        units: The units.
        needs: For each unit, sets of which one member has to come before it.
        fixed: Units that cannot be moved.
    """

    units: Sequence[str]
    needs: Mapping[str, Sequence[frozenset[str]]]
    fixed: frozenset[str] = frozenset()
    _bits: dict[str, int] = field(init=False)
    _masks: dict[str, tuple[int, ...]] = field(init=False)

    def __post_init__(self) -> None:
        self._bits = {unit: 1 << place for place, unit in enumerate(self.units)}
        self._masks = {
            unit: tuple(sum(self._bits[each] for each in need) for need in self.needs.get(unit, ()))
            for unit in self.units
        }

    def never_placed(self) -> frozenset[str]:
        """Return the units that no order places after what they need; none if every need can be met."""
        blocked = self._blocked(frozenset(self.units) - self.fixed)
        placed = blocked[1] if blocked else self._mask_of(self.units)
        return frozenset(unit for unit in self.units if not placed & self._bits[unit])

    def fewest(self, *, most_tried: int = MOST_TRIED) -> Fewest:
        """Return the smallest sets of units to move, by deepening and a lower bound."""
        left = most_tried
        for size in range(len(self.units) + 1):
            found: list[frozenset[str]] = []
            seen: set[frozenset[str]] = set()
            for moved in self._sets_of(frozenset(), size, seen):
                if moved is not None:
                    found.append(moved)
                if len(seen) > left or len(found) >= _MOST_KEPT:
                    break
            if found:
                return Fewest(tuple(found), exact=True)
            left -= len(seen)
            if left < 0:
                some = self._some_set()
                return Fewest((some,) if some is not None else (), exact=False)
        return Fewest((), exact=True)

    def order_with(self, moved: frozenset[str]) -> list[str]:
        """Return the units in order when some are moved, each as near as can be to where it was.

        What moves back goes no further than it must, what moves forward comes just before the unit that needs it.
        """
        order: list[str] = []
        waiting = [unit for unit in self.units if unit in moved]
        for unit in self.units:
            if unit in moved:
                continue
            home = self._bits[unit]
            while (ready := self._ready(order, waiting, lambda each: self._bits[each] < home)) is not None:  # noqa: B023
                order.append(ready)
                waiting.remove(ready)
            while not self._is_ready(unit, self._mask_of(order)):
                wanted = self._wanted_by(unit, self._mask_of(order))
                ready = self._ready(order, waiting, wanted.__contains__)
                assert ready is not None
                order.append(ready)
                waiting.remove(ready)
            order.append(unit)
        while (ready := self._ready(order, waiting, lambda _: True)) is not None:
            order.append(ready)
            waiting.remove(ready)
        return order

    def _ready(self, order: Sequence[str], waiting: Iterable[str], fits: Callable[[str], bool]) -> str | None:
        placed = self._mask_of(order)
        return next((each for each in waiting if fits(each) and self._is_ready(each, placed)), None)

    def _mask_of(self, units: Iterable[str]) -> int:
        return sum(self._bits[unit] for unit in units)

    def _is_ready(self, unit: str, placed: int) -> bool:
        return all(mask & placed for mask in self._masks[unit])

    def _sets_of(self, moved: frozenset[str], size: int, seen: set[frozenset[str]]) -> Iterator[frozenset[str] | None]:
        """Yield the sets of a size that hold some units and meet all needs; None for each set that was looked at."""
        if moved in seen:
            return
        seen.add(moved)
        yield None
        blocked = self._blocked(moved)
        if blocked is None:
            yield moved
            return
        if len(moved) + self._least_more(moved) > size:
            return
        for unit in self._helpers(*blocked, moved):
            yield from self._sets_of(moved | {unit}, size, seen)

    def _blocked(self, moved: frozenset[str]) -> tuple[str, int] | None:
        """Return the first unit that cannot be placed, with what is placed before it; None if all can be."""
        placed, waiting = 0, [unit for unit in self.units if unit in moved]
        for unit in self.units:
            if unit in moved:
                continue
            placed, waiting = self._placed_with(placed, waiting)
            if not self._is_ready(unit, placed):
                return unit, placed
            placed |= self._bits[unit]
        _, waiting = self._placed_with(placed, waiting)
        return (waiting[0], placed) if waiting else None

    def _placed_with(self, placed: int, waiting: list[str]) -> tuple[int, list[str]]:
        while ready := [unit for unit in waiting if self._is_ready(unit, placed)]:
            placed |= self._mask_of(ready)
            waiting = [unit for unit in waiting if unit not in ready]
        return placed, waiting

    def _helpers(self, unit: str, placed: int, moved: frozenset[str]) -> list[str]:
        """Return units of which one more has to be moved: the blocked one, or one that could come before it now."""
        wanted = self._wanted_by(unit, placed)
        return [
            each
            for each in self.units
            if each not in moved
            and each not in self.fixed
            and (each == unit or (each in wanted and self._is_ready(each, placed)))
        ]

    def _wanted_by(self, unit: str, placed: int) -> frozenset[str]:
        """Return what a unit still waits for, and what that waits for, and so on."""
        found: set[str] = set()
        looking = [unit]
        while looking:
            for need, mask in zip(*self._pairs(looking.pop()), strict=True):
                if not mask & placed:
                    looking += need - found
                    found |= need
        return frozenset(found)

    def _pairs(self, unit: str) -> tuple[Sequence[frozenset[str]], tuple[int, ...]]:
        return self.needs.get(unit, ()), self._masks[unit]

    def _least_more(self, moved: frozenset[str]) -> int:
        """Return how many units have to be moved at the least besides these."""
        more = 0
        while (blocked := self._blocked(moved)) is not None:
            helpers = self._helpers(*blocked, moved)
            if not helpers:
                return len(self.units) + 1
            # One of these has to be moved; for a lower bound all of them may be, at the price of one.
            moved |= frozenset(helpers)
            more += 1
        return more

    def _some_set(self) -> frozenset[str] | None:
        """Return a set of which no unit can be left out; not always the smallest."""
        moved = frozenset(self.units) - self.fixed
        if self._blocked(moved) is not None:
            return None
        for unit in self.units:
            if unit in moved and self._blocked(moved - {unit}) is None:
                moved -= {unit}
        return moved
