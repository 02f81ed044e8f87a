"""The least set of nodes that answers all needs of some targets: a search over the choices that OR-groups leave.

Sets are bits of integers, names in order, so that a step of the search is a few operations on whole sets.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

MOST_COMBINATIONS = 2**16
"""How many sets are compared before the search settles for a good one."""

T = TypeVar("T", bound=Hashable)
T_co = TypeVar("T_co", covariant=True)


class AnyOf(Protocol[T_co]):
    """A need: one of these is enough."""

    @property
    def any_of(self) -> tuple[T_co, ...]:
        """What is enough."""


@dataclass(frozen=True, slots=True)
class Closure(Generic[T]):
    """A set of nodes in which every need of every member is answered.

    Attributes:
        nodes: The nodes, the targets among them.
        exact: Whether no cheaper set exists.
        compared: How many sets were compared to find it.
    """

    nodes: frozenset[T]
    exact: bool
    compared: int = 0


def least_closure(
    targets: Iterable[T],
    *,
    needs: Callable[[T], Sequence[AnyOf[T]]],
    costs: Callable[[T], Mapping[Any, int]],
    satisfied: Callable[[T], bool],
    most_combinations: int = MOST_COMBINATIONS,
) -> Closure[T]:
    """Return the set of the least total cost, then of the fewest nodes, then the first by name.

    Args:
        targets: What has to be in it.
        needs: What a node needs directly.
        costs: What a node costs, item by item, no item less than 0; an item that several nodes share is paid once.
        satisfied: Whether a node need not be in the set: it is known, or assumed.
        most_combinations: How many sets to compare at most.
    """
    bits = _Bits(sorted(targets), needs, costs, satisfied)  # type: ignore[type-var]
    best, exact, compared = Search(bits.brought_by, bits.prices).least(bits.start(), most_combinations)
    return Closure(bits.named(best if exact else bits.pruned(best)), exact, compared)


Choice = tuple[int, tuple[int, ...]]
"""A choice: the set of its members, and each of them as a set of one, by name."""

Brought = tuple[int, int, tuple[Choice, ...]]
"""What comes along with a node: nodes, it among them, what has to be paid for them, and the choices they leave."""


class Search:
    """A search for the least of the sets that choices leave, all of them as bits of integers.

    Args:
        brought_by: What comes along with a member of a choice.
        prices: What each thing that has to be paid costs, by the number of its bit.
    """

    def __init__(self, brought_by: Callable[[int], Brought], prices: Sequence[int]) -> None:
        self._brought_by = brought_by
        self._prices = prices
        self._priced: dict[int, int] = {}

    def least(self, start: Brought, most: int) -> tuple[int, bool, int]:
        """Return the least set that holds what is there from the start.

        Args:
            start: What is there.
            most: How many sets to compare at most.

        Returns:
            The set, whether it is known to be the least, and how many sets were compared.
        """
        nodes, items, opened = start
        best: tuple[int, int, int] | None = None
        stack, compared = [(self._price(items), nodes, items, opened)], 0
        while stack:
            if best is not None and compared >= most:
                break
            spent, nodes, items, opened = stack.pop()
            # A set that is dearer before it is complete stands for all that it could become.
            if best is not None and (spent, nodes.bit_count()) > best[:2]:
                compared += 1
                continue
            at = 0
            for members, _ in opened:
                if not members & nodes:
                    break
                at += 1
            else:
                compared += 1
                found = (spent, nodes.bit_count(), nodes)
                if best is None or found[:2] < best[:2] or (found[:2] == best[:2] and _is_first(nodes, best[2])):
                    best = found
                continue
            stack += self._branches(spent, nodes, items, opened[at:])
        assert best is not None
        return best[2], not stack, compared

    def _branches(
        self, spent: int, nodes: int, items: int, opened: tuple[Choice, ...]
    ) -> list[tuple[int, int, int, tuple[Choice, ...]]]:
        """Answer the first of some open choices in each way: the cheapest last, to be looked at first.

        If the search has to stop, it has been greedy.
        """
        rest, found = opened[1:], []
        for member in opened[0][1]:
            more, paid, choices = self._brought_by(member)
            whole, price = nodes | more, spent + self._price(paid & ~items)
            found.append((price, whole.bit_count(), member, (price, whole, items | paid, rest + choices)))
        found.sort(key=lambda one: one[:3], reverse=True)
        return [branch for *_, branch in found]

    def _price(self, items: int) -> int:
        if items not in self._priced:
            self._priced[items] = sum(self._prices[bit.bit_length() - 1] for bit in each_of(items))
        return self._priced[items]


class _Bits(Generic[T]):
    """All that can come into question for some targets, as bits."""

    def __init__(
        self,
        targets: Sequence[T],
        needs: Callable[[T], Sequence[AnyOf[T]]],
        costs: Callable[[T], Mapping[Any, int]],
        satisfied: Callable[[T], bool],
    ) -> None:
        groups: dict[T, list[tuple[T, ...]]] = {}
        waiting = list(targets)
        while waiting:
            node = waiting.pop()
            if node not in groups:
                groups[node] = [need.any_of for need in needs(node) if not any(map(satisfied, need.any_of))]
                waiting += [member for any_of in groups[node] for member in any_of]
        self._names: list[T] = sorted(groups)  # type: ignore[type-var]
        bits = {name: 1 << at for at, name in enumerate(self._names)}
        self._groups = {
            bits[node]: [(sum({bits[m] for m in any_of}), tuple(bits[m] for m in any_of)) for any_of in found]
            for node, found in groups.items()
        }
        self._targets = sum({bits[target] for target in targets})
        items: dict[Any, int] = {}
        self.prices: list[int] = []
        self._items: dict[int, int] = {}
        for name in self._names:
            paid = 0
            for item, cost in costs(name).items():
                if item not in items:
                    items[item] = 1 << len(items)
                    self.prices.append(cost)
                paid |= items[item]
            self._items[bits[name]] = paid
        self._brought: dict[int, Brought] = {}

    def named(self, nodes: int) -> frozenset[T]:
        """Return the names of a set."""
        return frozenset(self._names[bit.bit_length() - 1] for bit in each_of(nodes))

    def start(self) -> Brought:
        """Return what comes along with the targets."""
        nodes, items = 0, 0
        opened: tuple[Choice, ...] = ()
        for target in each_of(self._targets):
            more, paid, choices = self.brought_by(target)
            nodes, items, opened = nodes | more, items | paid, opened + choices
        return nodes, items, opened

    def brought_by(self, node: int) -> Brought:
        """Return what comes along with a node through needs without a choice."""
        if node not in self._brought:
            nodes, items, opened, waiting = 0, 0, [], [node]
            while waiting:
                one = waiting.pop()
                if one & nodes:
                    continue
                nodes, items = nodes | one, items | self._items[one]
                for group in self._groups[one]:
                    if len(group[1]) == 1:
                        waiting.append(group[0])
                    else:
                        opened.append(group)
            self._brought[node] = nodes, items, tuple(opened)
        return self._brought[node]

    def pruned(self, nodes: int) -> int:
        """Leave out one node after another, the first by name that can be, until none can."""

        def is_closed(kept: int) -> bool:
            return all(members & kept for node in each_of(kept) for members, _ in self._groups[node])

        while spare := next((bit for bit in each_of(nodes & ~self._targets) if is_closed(nodes & ~bit)), 0):
            nodes &= ~spare
        return nodes


def each_of(nodes: int) -> Iterator[int]:
    """Return the members of a set, each as a set of one."""
    while nodes:
        bit = nodes & -nodes
        yield bit
        nodes ^= bit


def _is_first(nodes: int, others: int) -> bool:
    """Say whether a set's names come before those of another of the same size: the first that only one has is its."""
    apart = nodes ^ others
    return bool(apart & -apart & nodes)
