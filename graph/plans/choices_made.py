"""The nodes that have to be there for some targets, and the choices they leave."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from graph.plans.requirements import RequirementGraph

Costs = Callable[[int], Mapping[int, int]]
"""What a node costs, item by item; an item that several nodes share is paid once."""

ROOT = -1
"""Needs all the choices that are searched together; before all others in name, and free."""


class ChoicesMade:
    """The nodes that have to be there, and the choices they leave."""

    def __init__(
        self,
        graph: RequirementGraph,
        known: AbstractSet[int],
        costs: Costs,
        avoided: AbstractSet[int],
    ) -> None:
        self._graph = graph
        self._costs = costs
        self._open: dict[tuple[int, ...], None] = {}
        self.known = known
        self.avoided = avoided
        self.nodes: set[int] = set()
        self.paid: set[int] = set()

    def take(self, nodes: Collection[int]) -> None:
        """Take nodes with all that they need without a choice."""
        self.nodes.update(nodes)
        self.paid.update(*map(self._costs, nodes))
        for node in self._graph.choices.keys() & nodes:
            self._open.update(dict.fromkeys(self.choices(node)))

    def brought_by(self, nodes: Iterable[int]) -> dict[int, None]:
        """Return nodes and what they need without a choice, as far as it is not there."""
        singles, there, known = self._graph.singles, self.nodes, self.known
        brought = dict.fromkeys(node for node in nodes if node not in there)
        waiting = list(brought)
        for node in waiting:
            for needed, _ in singles[node]:
                if needed not in brought and needed not in there and needed not in known:
                    brought[needed] = None
                    waiting.append(needed)
        return brought

    def has(self, node: int) -> bool:
        """Say whether a node is there or known."""
        return node in self.nodes or node in self.known

    def answers(self, any_of: Iterable[int]) -> bool:
        """Say whether one of some nodes is there or known."""
        return not (self.nodes.isdisjoint(any_of) and self.known.isdisjoint(any_of))

    def choices(self, node: int) -> list[tuple[int, ...]]:
        """Return the choices of a node that nothing there answers."""
        return [
            tuple(sorted({*any_of} - self.avoided or {*any_of}))
            for any_of, _ in self._graph.choices.get(node, ())
            if not self.answers(any_of)
        ]

    def unanswered(self) -> list[tuple[int, ...]]:
        """Return the open choices, each once."""
        return sorted(group for group in self._open if not self.answers(group))

    def added_by(self, member: int) -> tuple[AbstractSet[int], tuple[tuple[int, tuple[int, ...]], ...]]:
        """Return what a member of a choice adds without a choice, and the choices that may be left, and by whom."""
        nodes, choices, _ = self._graph.brought_by(member)
        # Whoever knows a node knows all that it needs without a choice: what is left is just what is to be added.
        return nodes - self.nodes - self.known, choices

    def chosen_apart(self, groups: Sequence[tuple[int, ...]]) -> list[int] | None:
        """Return the least member of each choice, where the choices have nothing in common and lead to no other.

        That is the same as taking them apart and searching each part, and the common case.
        """
        chosen: list[int] = []
        seen: set[int] = set()
        for group in groups:
            here: set[int] = set()
            bounds = []
            for member in group:
                added, choices = self.added_by(member)
                paid, costs_of = self.paid, self._costs
                costs = {item: cost for node in added for item, cost in costs_of(node).items() if item not in paid}
                # Materials are nodes as well: numbers of what is learnt and of what is read do not mix.
                if choices or not (seen.isdisjoint(added) and seen.isdisjoint(costs)):
                    return None
                here.update(added, costs)
                bounds.append((sum(costs.values()), len(added), sorted(added), member))
            seen |= here
            chosen.append(min(bounds)[3])
        return chosen

    def needed(self, node: int) -> list[tuple[int, ...]]:
        """Return what a node needs that is not there: each need's members."""
        singles = [(needed,) for needed, _ in self._graph.singles[node] if not self.has(needed)]
        return singles + self.choices(node)

    def costs(self, node: int) -> dict[int, int]:
        """Return what a node costs beyond what is paid."""
        if node == ROOT:
            return {}
        return {item: cost for item, cost in self._costs(node).items() if item not in self.paid}
