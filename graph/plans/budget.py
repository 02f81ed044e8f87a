"""Making a way fit the time there is.

What can be done without goes first: papers from the least urgent on, then labs, then papers that have to be read, of
each sort the longest first; no step loses all that is to be read. Then targets go, those first whose own way is the
longest, unless the others need them anyway. If the last one still takes too long, the way ends as far as the time goes:
what stays can be used. At last whatever had gone and fits after all comes back, the most urgent first.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import accumulate

from graph.nodes import Node
from graph.plan import Route
from graph.plans import constraint_words as words
from graph.plans.constraints import Constraint, Excluded
from graph.plans.fitting import Fitted, materials_on
from graph.plans.requirements import RequirementGraph
from graph.plans.ways import Way, way_to
from schema.records import Paper
from schema.values import Priority, Text

_FIRST_TO_GO = (None, *reversed(Priority))
"""Papers by how urgently they are recommended."""


def likely_minutes(graph: RequirementGraph, way: Way, left_out: AbstractSet[int] = frozenset()) -> list[int]:
    """Return how many minutes each step of a way is likely to take without some materials, everything counted once."""
    counted: set[int] = set()
    minutes = []
    for number in way.order:
        shelf = graph.materials.without(graph.materials.shelf(number), left_out)
        costs = shelf.costs_as_target if number in way.wanted else shelf.costs
        minutes.append(sum(cost for item, cost in costs.items() if item not in counted))
        counted.update(costs)
    return minutes


def within_time(fitted: Fitted, known: AbstractSet[int], route: Route, limit: int) -> Fitted:
    """Return a way that takes no more than some minutes, and tell what is missing."""
    budget = _Budget(fitted, known, route, limit)
    if budget.fits():
        return fitted
    gone = budget.without_spare_materials()
    budget.without_dear_targets()
    budget.cut()
    for number in reversed(gone):
        budget.take_back(number)
    excluded = (*fitted.excluded, *budget.told(gone))
    return replace(fitted, way=budget.way, left_out=frozenset(budget.left_out), excluded=excluded)


class _Budget:
    """A way that is being shortened."""

    def __init__(self, fitted: Fitted, known: AbstractSet[int], route: Route, limit: int) -> None:
        self._graph = fitted.graph
        self._whole = fitted.way
        self._known = known
        self._route = route
        self._limit = limit
        self._missing: dict[int, int] = {}
        self._dropped: list[int] = []
        self.way = fitted.way
        self.left_out = set(fitted.left_out)

    def fits(self, way: Way | None = None) -> bool:
        """Say whether there is time for a way; without any time there is none for what takes an unknown time."""
        return self._limit > 0 and self._likely(way) <= self._limit

    def _likely(self, way: Way | None = None) -> int:
        return sum(likely_minutes(self._graph, way or self.way, self.left_out))

    def without_spare_materials(self) -> list[int]:
        """Leave out what can be done without until the rest fits; return it in order."""
        gone: list[int] = []
        while not self.fits() and (spare := self._next_spare()) is not None:
            self.left_out.add(spare)
            gone.append(spare)
        return gone

    def _next_spare(self) -> int | None:
        materials = self._graph.materials
        shelves = [materials.without(materials.shelf(step), self.left_out) for step in self.way.order]
        spare: set[int] = set()
        for step, shelf in zip(self.way.order, shelves, strict=True):
            spare.update(shelf.costs_as_target if step in self.way.wanted else shelf.costs)
        spare -= self.way.chains.keys()
        for shelf in shelves:
            readings = [materials.number(one) for one in shelf.readings]
            spare.difference_update(readings if len(readings) == 1 else map(materials.number, shelf.pages))
        return min(spare, key=self._turn, default=None)

    def _turn(self, number: int) -> tuple[float, int, int]:
        node, minutes = self._graph.nodes[number], self._graph.materials.minutes(number)
        turn = float(len(_FIRST_TO_GO)) - 1.5
        if isinstance(node, Paper):
            turn = float(_FIRST_TO_GO.index(self._graph.materials.priority(node)))
        return turn, -minutes.likely if minutes else 0, number

    def without_dear_targets(self) -> None:
        """Leave out one target after another until the others fit, or one is left; take back what fits after all."""
        if self.fits():
            return
        # What leads up to a lab that cannot be done here waits until the other targets are reached.
        if self.way.wanted:
            self.way = self._way_to(self.way.wanted)
        by_cost = sorted(self.way.wanted, key=lambda target: (-self._likely(self._way_to({target})), target))
        for target in by_cost:
            others = self.way.wanted - {target}
            if others and not self.fits() and target not in (way := self._way_to(others)).chains:
                self.way = way
                self._dropped.append(target)
        for target in reversed(self._dropped):
            if self.fits() and self.fits(way := self._way_to(self.way.wanted | {target})):
                self.way = way
                self._dropped.remove(target)

    def _way_to(self, targets: AbstractSet[int]) -> Way:
        """Return the part of the whole way that leads to some of its targets."""
        choices, whole = self._graph.choices, self._whole.chains
        not_taken = {
            member
            for number in choices.keys() & whole.keys()
            for any_of, _ in choices[number]
            for member in any_of
            if member not in whole
        }
        return way_to(self._graph, targets, self._known, self._route, avoided=not_taken)

    def cut(self) -> None:
        """End the way where the time ends."""
        if self.fits():
            return
        so_far = list(accumulate(likely_minutes(self._graph, self.way, self.left_out)))
        order = self.way.order
        end = sum(minutes <= self._limit for minutes in so_far) if self._limit > 0 else 0
        self._missing = {number: so_far[at] - self._limit for at, number in enumerate(order) if at >= end}
        chains = {number: self.way.chains[number] for number in order[:end]}
        self.way = self.way._replace(order=order[:end], chains=chains, wanted=self.way.wanted & chains.keys())

    def take_back(self, number: int) -> None:
        """Take a material back if it fits."""
        self.left_out.discard(number)
        if not self.fits():
            self.left_out.add(number)

    def told(self, gone: Sequence[int]) -> Iterator[Excluded]:
        """Tell of materials that have gone from steps that stay, then of steps that do not."""
        nodes, materials = self._graph.nodes, self._graph.materials
        left = dict.fromkeys(number for number in gone if number in self.left_out)
        for step in self.way.order:
            shelf = materials.shelf(step)
            for number in map(materials.number, materials_on(shelf)):
                if number in left:
                    del left[number]
                    yield self._told(nodes[number], step, words.no_time_to_read(), self._missing_with(number))
        beyond = {target: self._missing_for(target) for target in self._dropped}
        for number in self._whole.order:
            if number in self._missing:
                missing = self._missing[number]
                yield self._told(nodes[number], number, words.no_time(missing), missing)
            elif number not in self.way.chains:
                target = self._graph.number(self._whole.chains[number][-1].node)
                missing = beyond[target] if target in beyond else self._missing_for(number)
                reason = words.no_time(missing)
                reason = reason if number == target else words.only_for(nodes[target], reason)
                yield self._told(nodes[number], target, reason, missing)

    def _missing_with(self, material: int) -> int:
        minutes = likely_minutes(self._graph, self.way, self.left_out - {material})
        return sum(minutes) - self._limit

    def _missing_for(self, target: int) -> int:
        return self._likely(self._way_to(self.way.wanted | {target})) - self._limit

    def _told(self, node: Node, step: int, reason: Text, missing: int) -> Excluded:
        around = words.more_time(missing) if missing > 0 else None
        if self._route is Route.COURSE and step in self._whole.wanted and node is self._graph.nodes[step]:
            needed = self._likely(way_to(self._graph, {step}, self._known))
            around = words.required_only(needed) if 0 < needed <= self._limit else around
        of = self._graph.nodes[step]
        return Excluded(node, of, Constraint.MAX_MINUTES, kept=False, reason=reason, way_round=around)
