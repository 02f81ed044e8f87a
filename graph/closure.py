"""The least set of nodes that answers all needs of some targets: a search over the choices that OR-groups leave."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from graph.needs import Identity, Need

MOST_COMBINATIONS = 2**16
"""How many sets are compared before the search settles for a good one."""


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


def least_closure(
    targets: Iterable[Identity],
    *,
    needs: Callable[[Identity], Sequence[Need]],
    cost: Callable[[Identity], int],
    satisfied: Callable[[Identity], bool],
) -> Closure:
    """Return the set of the least total cost, then of the fewest nodes, then the first by name.

    Args:
        targets: What has to be in it.
        needs: What a node needs directly.
        cost: What a node costs, at least 0.
        satisfied: Whether a node need not be in the set: it is known, or assumed.
    """
    start = _State()
    _require(start, sorted(targets), needs, satisfied)
    best: tuple[int, int, list[Identity]] | None = None
    stack, seen = [start], 0
    while stack:
        state = stack.pop()
        group = _first_open(state)
        spent = sum(cost(node) for node in state.nodes)
        if best is not None and spent > best[0]:
            continue
        if group is None:
            seen += 1
            found = (spent, len(state.nodes), sorted(state.nodes))
            best = found if best is None else min(best, found)
            if seen >= MOST_COMBINATIONS:
                break
            continue
        # The cheapest member is looked at first: if the search has to stop, it has been greedy.
        for member in sorted(group.any_of, key=lambda node: (-cost(node), node)):
            branch = _State(set(state.nodes), list(state.open))
            _require(branch, [member], needs, satisfied)
            stack.append(branch)
    assert best is not None
    exact = not stack
    nodes = set(best[2])
    return Closure(frozenset(nodes if exact else _pruned(nodes, set(targets), needs, satisfied)), exact)


def _require(
    state: _State,
    nodes: Sequence[Identity],
    needs: Callable[[Identity], Sequence[Need]],
    satisfied: Callable[[Identity], bool],
) -> None:
    waiting = [node for node in nodes if node not in state.nodes]
    while waiting:
        node = waiting.pop()
        if node in state.nodes:
            continue
        state.nodes.add(node)
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
    nodes: set[Identity],
    targets: set[Identity],
    needs: Callable[[Identity], Sequence[Need]],
    satisfied: Callable[[Identity], bool],
) -> set[Identity]:
    for node in sorted(nodes - targets):
        rest = nodes - {node}
        if all(
            any(member in rest or satisfied(member) for member in need.any_of) for kept in rest for need in needs(kept)
        ):
            nodes = rest
    return nodes
