"""Which nodes lead to some targets, in which order, and why each is among them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import NamedTuple

from graph.plan import Route
from graph.plans.choices import required_by
from graph.plans.closure import MOST_COMBINATIONS
from graph.plans.ordering import in_order, in_order_as_taught
from graph.plans.reasons import Chains, chains_over, chains_without_choice
from graph.plans.requirements import RequirementGraph


class Way(NamedTuple):
    """The nodes of a plan.

    Attributes:
        order: Their numbers, each after all that it requires.
        chains: Why each is there.
        wanted: The targets among them.
        required: What the targets require, they among it; the others are there for the course's order.
        exact: Whether nothing takes fewer minutes.
    """

    order: Sequence[int]
    chains: Chains
    wanted: frozenset[int]
    required: Collection[int]
    exact: bool


def way_to(
    graph: RequirementGraph,
    targets: Iterable[int],
    known: AbstractSet[int],
    route: Route = Route.REQUIRED,
    avoided: AbstractSet[int] = frozenset(),
    most_combinations: int = MOST_COMBINATIONS,
) -> Way:
    """Return what leads to some targets.

    Args:
        graph: What requires what.
        targets: The targets; those that are known or assumed lead nowhere.
        known: What is known.
        route: Which edges to follow.
        avoided: What no choice may fall on, where there is another way.
        most_combinations: How many sets to compare at most.
    """
    wanted = sorted({target for target in targets if target not in known and target not in graph.assumed})
    chains, has_choice, meets_known = chains_without_choice(graph, wanted, known)
    if has_choice or route is Route.COURSE:
        return _way_with_choices(graph, wanted, chains, known, route, avoided, most_combinations)
    order = (None if meets_known else graph.in_place(chains.keys())) or _ordered(graph, chains)
    return Way(order, chains, frozenset(wanted), chains.keys(), exact=True)


def _way_with_choices(
    graph: RequirementGraph,
    wanted: Sequence[int],
    brought: Collection[int],
    known: AbstractSet[int],
    route: Route,
    avoided: AbstractSet[int],
    most: int,
) -> Way:
    targets, shelves = frozenset(wanted), graph.materials.shelves

    def costs(number: int) -> Mapping[int, int]:
        return shelves[number].costs_as_target if number in targets else shelves[number].costs

    settled = partial(required_by, graph, known=known, costs=costs, avoided=avoided, most_combinations=most)
    required = settled(wanted, brought=brought)
    nodes, exact = required.nodes, required.exact
    # What is there for the order requires things of its own, before which the course may teach others.
    while route is Route.COURSE and (before := _taught_before(graph, nodes, known) - nodes):
        whole = settled(nodes | before)
        nodes, exact = whole.nodes, exact and whole.exact
    chains = chains_over(graph, wanted, known, required=required.nodes, nodes=nodes)
    if route is Route.COURSE:
        order: Sequence[int] = _ordered_as_taught(graph, nodes)
    else:
        order = (None if known else graph.in_place(nodes)) or _ordered(graph, nodes)
    return Way(order, chains, targets, required.nodes, exact)


def _taught_before(graph: RequirementGraph, nodes: Iterable[int], known: AbstractSet[int]) -> set[int]:
    found: set[int] = set()
    waiting = list(nodes)
    while waiting:
        for before, _ in graph.taught_after.get(waiting.pop(), ()):
            if before not in found and before not in known and before not in graph.assumed:
                found.add(before)
                waiting.append(before)
    return found


def _ordered(graph: RequirementGraph, nodes: Collection[int]) -> Sequence[int]:
    return in_order(nodes, graph.after, graph.rank, graph.by_rank) or in_order_as_taught(
        nodes, graph.after, {}, graph.rank
    )


def _ordered_as_taught(graph: RequirementGraph, nodes: Collection[int]) -> Sequence[int]:
    taught_after = {
        node: [before for before, _ in graph.taught_after[node]] for node in nodes if node in graph.taught_after
    }
    return in_order_as_taught(nodes, graph.after, taught_after, graph.rank)
