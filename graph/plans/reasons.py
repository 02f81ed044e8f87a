"""Why a node is in a plan: the shortest chain of reasons that leads from it to a target, ties by name."""

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from heapq import heappop, heappush

from graph.plan import Reason
from graph.plans.requirements import RequirementGraph
from schema.values import Evidence, Text

Chains = dict[int, tuple[Reason, ...]]
"""The chain of each node."""

_ASKED_FOR = Text(zh="这就是你的目标", en="This is what you asked for")


def chains_without_choice(
    graph: RequirementGraph, targets: Sequence[int], known: AbstractSet[int]
) -> tuple[Chains, bool, bool]:
    """Return all that targets require without a choice, with its chains.

    Args:
        graph: What requires what.
        targets: The targets, in order of their numbers.
        known: What is not followed.

    Returns:
        The chains, whether something leaves a choice that nothing known answers, and whether a need led to what is
        known.
    """
    chains: Chains = dict.fromkeys(targets, ())
    waiting = list(targets)
    singles, meets_known = graph.singles, False
    for later in waiting:
        for earlier, reason in singles[later]:
            if earlier not in chains:
                if earlier in known:
                    meets_known = True
                else:
                    chains[earlier] = (reason, *chains[later])
                    waiting.append(earlier)
    _say_asked_for(graph, chains, targets)
    choosers = graph.choices.keys() & chains.keys()
    has_choice = any(known.isdisjoint(any_of) for chooser in choosers for any_of, _ in graph.choices[chooser])
    return chains, has_choice, meets_known


def chains_over(
    graph: RequirementGraph,
    targets: Sequence[int],
    known: AbstractSet[int],
    *,
    required: AbstractSet[int],
    nodes: Collection[int],
) -> Chains:
    """Return the chains of nodes that are required, and of those that are there only for the course's order.

    Args:
        graph: What requires what.
        targets: The targets, in order of their numbers.
        known: What answers needs from outside.
        required: What the targets require, they among it.
        nodes: That and what is there for the order; each has a chain once all that is required has one.
    """
    chains: Chains = dict.fromkeys(targets, ())
    waiting = list(targets)
    singles, members = graph.singles, graph.members
    orders: list[tuple[int, int]] = []
    while waiting:
        for later in waiting:
            links = _links(graph, later, known, required) if later in members else singles[later]
            for earlier, reason in links:
                if earlier not in chains and earlier in nodes:
                    chains[earlier] = (reason, *chains[later])
                    waiting.append(earlier)
        if len(chains) == len(nodes):
            break
        # A target's own reason counts as a chain of one.
        for later in waiting:
            heappush(orders, (len(chains[later]) or 1, later))
        waiting = _next_for_order(graph, chains, nodes, orders)
    _say_asked_for(graph, chains, targets)
    return chains


def _say_asked_for(graph: RequirementGraph, chains: Chains, targets: Iterable[int]) -> None:
    for target in targets:
        chains[target] = (Reason(graph.nodes[target], _ASKED_FOR, Evidence.DECLARED),)


def _links(
    graph: RequirementGraph, later: int, known: AbstractSet[int], required: AbstractSet[int]
) -> Sequence[tuple[int, Reason]]:
    """Return what a node that leaves choices needs and why, by name; of each choice, what was chosen."""
    return [
        (earlier, reason)
        for earlier, reason, any_of in graph.members[later]
        if known.isdisjoint(any_of) and (earlier in required or required.isdisjoint(any_of))
    ]


def _next_for_order(
    graph: RequirementGraph, chains: Chains, nodes: Collection[int], orders: list[tuple[int, int]]
) -> list[int]:
    """Give a chain to one node that is there for the order only, by the shortest way; return it, if there is one."""
    while orders:
        _, later = orders[0]
        for earlier, reason in graph.taught_after.get(later, ()):
            if earlier in nodes and earlier not in chains:
                chains[earlier] = (reason, *chains[later])
                return [earlier]
        heappop(orders)
    return []
