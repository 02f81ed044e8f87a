"""The least set of nodes that answers all needs of some targets: a search over the choices that OR-groups leave."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.needs import Identity, Need

MOST_COMBINATIONS = 2**16
"""How many sets are compared before the search settles for a good one."""

Costs = Mapping[Identity, int]
"""What a node costs, item by item; an item that several nodes share is paid once."""


@dataclass(frozen=True, slots=True)
class Closure:
    """A set of nodes in which every need of every member is answered.

    Attributes:
        nodes: The nodes, the targets among them.
        exact: Whether no cheaper set exists.
    """

    nodes: frozenset[Identity]
    exact: bool


@dataclass(slots=True)
class _State:
    nodes: set[Identity] = field(default_factory=set)
    open: list[Need] = field(default_factory=list)
    paid: set[Identity] = field(default_factory=set)
    spent: int = 0

    def copy(self) -> "_State":
        return _State(set(self.nodes), list(self.open), set(self.paid), self.spent)


def least_closure(
    targets: Iterable[Identity],
    *,
    needs: Callable[[Identity], Sequence[Need]],
    costs: Callable[[Identity], Costs],
    satisfied: Callable[[Identity], bool],
    most_combinations: int = MOST_COMBINATIONS,
) -> Closure:
    """Return the set of the least total cost, then of the fewest nodes, then the first by name.

    Args:
        targets: What has to be in it.
        needs: What a node needs directly.
        costs: What a node costs; no item less than 0.
        satisfied: Whether a node need not be in the set: it is known, or assumed.
        most_combinations: How many sets to compare at most.
    """
    wanted = sorted(targets)
    start = _State()
    _require(start, wanted, needs, costs, satisfied)
    best: tuple[int, int, list[Identity]] | None = None
    stack, compared = [start], 0
    while stack:
        if best is not None and compared >= most_combinations:
            break
        state = stack.pop()
        # A set that is dearer before it is complete stands for all that it could become.
        if best is not None and (state.spent, len(state.nodes)) > best[:2]:
            compared += 1
            continue
        group = _first_open(state)
        if group is None:
            compared += 1
            found = (state.spent, len(state.nodes), sorted(state.nodes))
            best = found if best is None else min(best, found)
            continue
        branches = []
        for member in group.any_of:
            branch = state.copy()
            _require(branch, [member], needs, costs, satisfied)
            branches.append((branch.spent, len(branch.nodes), member, branch))
        # The cheapest member is looked at first: if the search has to stop, it has been greedy.
        branches.sort(key=lambda one: one[:3], reverse=True)
        stack += [branch for *_, branch in branches]
    assert best is not None
    nodes, exact = frozenset(best[2]), not stack
    return Closure(nodes if exact else _pruned(nodes, frozenset(wanted), needs, satisfied), exact)


def _require(
    state: _State,
    nodes: Sequence[Identity],
    needs: Callable[[Identity], Sequence[Need]],
    costs: Callable[[Identity], Costs],
    satisfied: Callable[[Identity], bool],
) -> None:
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node in state.nodes:
            continue
        state.nodes.add(node)
        for item, cost in costs(node).items():
            if item not in state.paid:
                state.paid.add(item)
                state.spent += cost
        for need in needs(node):
            if any(satisfied(member) for member in need.any_of):
                continue
            if len(need.any_of) == 1:
                waiting.append(need.any_of[0])
            else:
                state.open.append(need)


def _first_open(state: _State) -> Need | None:
    return next((need for need in state.open if not any(member in state.nodes for member in need.any_of)), None)


def _pruned(
    nodes: frozenset[Identity],
    targets: frozenset[Identity],
    needs: Callable[[Identity], Sequence[Need]],
    satisfied: Callable[[Identity], bool],
) -> frozenset[Identity]:
    """Leave out one node after another, until none can be left out."""

    def is_closed(kept: frozenset[Identity]) -> bool:
        groups = (need.any_of for node in kept for need in needs(node))
        return all(any(member in kept or satisfied(member) for member in group) for group in groups)

    while spare := next((node for node in sorted(nodes - targets) if is_closed(nodes - {node})), None):
        nodes -= {spare}
    return nodes
