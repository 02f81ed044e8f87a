"""Choices before they are searched: what the least set cannot hold is left out, and what stands alone is taken apart.

Sets are compared as in the search: by cost, then by size, then by the first name that only one of them has. No two sets
are alike in this order, so there is one least set; whatever that set cannot hold may be left out before the search.
"""

from collections import defaultdict
from collections.abc import Sequence

from graph.plans.choices_made import ChoicesMade


class Undecided:
    """The nodes that open choices may still bring, and who would use them."""

    def __init__(self, made: ChoicesMade, groups: Sequence[tuple[int, ...]]) -> None:
        self._made = made
        self._groups = groups
        self._users: defaultdict[int, set[int]] = defaultdict(set)
        self._holders: defaultdict[int, set[int]] = defaultdict(set)
        self._needs: dict[int, list[tuple[int, ...]]] = {}
        waiting: list[int] = []
        for at, group in enumerate(groups):
            for member in group:
                self._users[member].add(_name_of(at))
            waiting += group
        while waiting:
            node = waiting.pop()
            if node in self._needs:
                continue
            self._needs[node] = made.needed(node)
            for item in made.costs(node):
                self._holders[item].add(node)
            for members in self._needs[node]:
                for member in members:
                    self._users[member].add(node)
                waiting += members

    def least_members(self) -> dict[tuple[int, ...], list[int]]:
        """Return of each choice the members that the least set can hold for its sake."""
        return {group: self._undominated(at, group) for at, group in enumerate(self._groups)}

    def _undominated(self, at: int, group: tuple[int, ...]) -> list[int]:
        """Leave out members in whose place another would make any set a lesser one.

        Take a set that holds such a member, drop what only the member is there for, and add all that the other brings:
        it still answers all needs, and has become less by what was dropped, more at most by what was added. Both sets
        of nodes are apart, since nobody but this choice and each other use those that are dropped. So the least set,
        of which there is one, does not hold the member, whatever else is chosen; all such members go at once.
        """
        most = [(bound, member) for member in group if (bound := self._most_added(member)) is not None]
        if not most:
            return list(group)
        bound, best = min(most)
        return [m for m in group if m == best or (least := self._least_dropped(at, m)) is None or bound > least]

    def _most_added(self, member: int) -> tuple[int, int, int] | None:
        """Return at most how much a member adds: cost, nodes, first name; None where it leaves choices of its own."""
        brought = self._made.brought_by([member])
        held = set(brought)
        if any(len(any_of) > 1 and held.isdisjoint(any_of) for node in brought for any_of in self._needs[node]):
            return None
        costs: dict[int, int] = {}
        for node in brought:
            costs |= self._made.costs(node)
        return sum(costs.values()), len(brought), min(brought)

    def _least_dropped(self, at: int, member: int) -> tuple[int, int, int] | None:
        """Return at least how much goes with a member: cost, nodes, first name; None where others use it too."""
        if self._users[member] != {_name_of(at)}:
            return None
        alone = {member}
        waiting = [member]
        while waiting:
            for any_of in self._needs[waiting.pop()]:
                # What a member needs without a choice is there with it, and goes if nothing else uses it.
                if len(any_of) == 1 and any_of[0] not in alone and self._users[any_of[0]] <= alone:
                    alone.add(any_of[0])
                    waiting.append(any_of[0])
        costs: dict[int, int] = {}
        for node in alone:
            costs |= {item: cost for item, cost in self._made.costs(node).items() if self._holders[item] <= alone}
        return sum(costs.values()), len(alone), min(alone)

    def parts(self) -> list[list[tuple[int, ...]]]:
        """Return the choices in parts that have no node and no cost in common, whatever is chosen.

        Then cost and size of a set are the sums over its parts, and of two sets that differ in one part only, the
        names decide as they do between the parts: the least set is made of the least sets of the parts.
        """
        above: dict[tuple[str, int], tuple[str, int]] = {}

        def top(of: tuple[str, int]) -> tuple[str, int]:
            while (higher := above.get(of, of)) != of:
                above[of] = above.get(higher, higher)
                of = higher
            return of

        def join(one: tuple[str, int], other: tuple[str, int]) -> None:
            above[top(one)] = top(other)

        for node, needs in self._needs.items():
            for item, cost in self._made.costs(node).items():
                if cost:
                    join(("node", node), ("item", item))
            for members in needs:
                for member in members:
                    join(("node", node), ("node", member))
        parts: defaultdict[tuple[str, int], list[tuple[int, ...]]] = defaultdict(list)
        for group in self._groups:
            for member in group:
                join(("node", group[0]), ("node", member))
        for group in self._groups:
            parts[top(("node", group[0]))].append(group)
        return list(parts.values())


def _name_of(group: int) -> int:
    """Return what stands for a choice among those who use nodes: a number that is no node's."""
    return -1 - group
