"""Putting nodes in order: each after what it has to come after, ties by rank."""

from collections.abc import Collection, Mapping, Sequence
from heapq import heapify, heappop, heappush


def in_order(
    nodes: Collection[int], after: Sequence[tuple[int, ...]], rank: Sequence[int], by_rank: Sequence[int]
) -> list[int] | None:
    """Return nodes so that each comes after what it has to, and of those that are ready the first in rank is next.

    Args:
        nodes: The nodes.
        after: What a node has to come after, by its number; what is not among the nodes does not count.
        rank: Rank of each node.
        by_rank: The node of each rank.

    Returns:
        None where nodes have to come after each other in a circle.

    >>> in_order({0, 1, 2}, [(2,), (), ()], [0, 1, 2], [0, 1, 2])
    [1, 2, 0]
    """
    left: dict[int, int] = {}
    later: dict[int, list[int]] = {}
    ready: list[int] = []
    for node in nodes:
        count = 0
        for before in after[node]:
            if before in nodes:
                count += 1
                if before in later:
                    later[before].append(node)
                else:
                    later[before] = [node]
        if count:
            left[node] = count
        else:
            ready.append(rank[node])
    heapify(ready)
    order: list[int] = []
    while ready:
        node = by_rank[heappop(ready)]
        order.append(node)
        for one in later.get(node, ()):
            left[one] -= 1
            if not left[one]:
                heappush(ready, rank[one])
    return order if len(order) == len(nodes) else None


def in_order_as_taught(
    nodes: Collection[int],
    after: Sequence[tuple[int, ...]],
    taught_after: Mapping[int, Sequence[int]],
    rank: Sequence[int],
) -> list[int]:
    """Return nodes in order, as far as may be also each after what the course teaches before it.

    Where the course teaches something before what it requires, the requirement wins; a circle of requirements loses its
    order.

    Args:
        nodes: The nodes.
        after: What a node has to come after, by its number.
        taught_after: What the course teaches before a node, by its number, of those that have any.
        rank: Rank of each node.
    """
    hard = {node: {before for before in after[node] if before in nodes} for node in nodes}
    soft = {node: {before for before in taught_after.get(node, ()) if before in nodes} for node in nodes}
    needed_by: dict[int, list[int]] = {}
    for node in nodes:
        for before in hard[node] | soft[node]:
            needed_by.setdefault(before, []).append(node)

    def standing(node: int) -> tuple[int, int, int]:
        return (2 if hard[node] else 1 if soft[node] else 0), rank[node], node

    ready = [*map(standing, nodes)]
    heapify(ready)
    order: list[int] = []
    done: set[int] = set()
    while ready:
        # Whatever has become better placed was put in again: the first that is met is what counts.
        _, _, node = heappop(ready)
        if node in done:
            continue
        done.add(node)
        order.append(node)
        for one in needed_by.get(node, ()):
            hard[one].discard(node)
            soft[one].discard(node)
            heappush(ready, standing(one))
    return order


def inverse(order: Sequence[int]) -> list[int]:
    """Return the place of each node in an order of all nodes.

    >>> inverse([2, 0, 1])
    [1, 2, 0]
    """
    places = [0] * len(order)
    for place, node in enumerate(order):
        places[node] = place
    return places
