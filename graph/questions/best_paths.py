"""The best paths from one node to another: all of the least cost, counted, and the first ones by name spelled out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import heappop, heappush
from typing import Any, TypeVar

_N = TypeVar("_N", bound=Any)
Cost = tuple[int, int]
"""What a step costs: compared by the first number, then by the second, which is more than 0."""


def best_paths(
    start: _N, end: _N, before: Callable[[_N], Iterable[tuple[_N, Cost]]], *, most: int
) -> tuple[tuple[tuple[_N, ...], ...], int]:
    """Return the paths of the least total cost, the first ones by the names of their nodes, and how many there are.

    Args:
        start: Where they begin.
        end: Where they end.
        before: Returns the nodes from which a step leads to a node, each once, with what the step costs.
        most: How many to spell out.

    >>> steps = {"cup": [("pot", (0, 1)), ("bag", (0, 1))], "pot": [("water", (0, 1))], "bag": [("water", (0, 1))]}
    >>> best_paths("water", "cup", lambda node: steps.get(node, ()), most=1)
    ((('water', 'bag', 'cup'),), 2)
    """
    total: dict[_N, Cost] = {end: (0, 0)}
    onwards: defaultdict[_N, list[_N]] = defaultdict(list)
    waiting: list[tuple[Cost, _N]] = [((0, 0), end)]
    while waiting:
        cost, here = heappop(waiting)
        if here == start:
            break
        if cost > total[here]:
            continue
        for there, step in before(here):
            reached = (cost[0] + step[0], cost[1] + step[1])
            if there not in total or reached < total[there]:
                total[there] = reached
                onwards[there] = [here]
                heappush(waiting, (reached, there))
            elif reached == total[there]:
                onwards[there].append(here)
    if start not in total:
        return (), 0
    return tuple(_spelled_out(start, end, onwards, most)), _count(start, end, onwards, total)


def _spelled_out(start: _N, end: _N, onwards: Mapping[_N, list[_N]], most: int) -> Iterator[tuple[_N, ...]]:
    stack: list[tuple[_N, ...]] = [(start,)]
    while stack and most > 0:
        path = stack.pop()
        if path[-1] == end:
            most -= 1
            yield path
        else:
            stack += [(*path, there) for there in sorted(onwards[path[-1]], reverse=True)]


def _count(start: _N, end: _N, onwards: Mapping[_N, list[_N]], total: Mapping[_N, Cost]) -> int:
    on_the_way, waiting = {start}, [start]
    while waiting:
        fresh = [there for there in onwards.get(waiting.pop(), ()) if there not in on_the_way]
        on_the_way.update(fresh)
        waiting += fresh
    ways = {end: 1}
    for here in sorted(on_the_way - {end}, key=lambda node: total[node]):
        ways[here] = sum(ways[there] for there in onwards[here])
    return ways[start]
