"""Layered layout: every edge points down, long ones pass between the boxes of the ranks they cross."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import networkx as nx

from graph.drawing.ordering import ordered
from graph.drawing.picture import Point
from graph.drawing.placing import centres_of
from graph.drawing.straight import straighten

Size = tuple[float, float]
Edge = tuple[str, str]

GAP_ACROSS = 22.0
GAP_DOWN = 40.0
_LANE = 8.0
_LANE_GAP = 12.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box lies.

    Attributes:
        rank: Its rank.
        order: Its place in the rank, from the left.
        x: Left side.
        y: Upper side.
    """

    rank: int
    order: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of boxes and ways of edges, from (0, 0) to (width, height)."""

    places: Mapping[str, Place]
    ways: Mapping[Edge, tuple[Point, ...]]
    width: float
    height: float


def ranks_of(ids: Iterable[str], edges: Iterable[Edge]) -> dict[str, int]:
    """Return the length of the longest way to each.

    Raises:
        ValueError: The edges run in a circle.

    >>> ranks_of("abc", [("a", "b"), ("b", "c"), ("a", "c")])
    {'a': 0, 'b': 1, 'c': 2}
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted(ids))
    graph.add_edges_from(sorted(edges))
    ranks = dict.fromkeys(graph, 0)
    try:
        for name in nx.topological_sort(graph):
            for after in graph.successors(name):
                ranks[after] = max(ranks[after], ranks[name] + 1)
    except nx.NetworkXUnfeasible as error:
        raise ValueError("edges of a layered picture may not run in a circle") from error
    return ranks


def layered(
    boxes: Mapping[str, Size],
    edges: Iterable[Edge],
    *,
    widest: float = 1400,
    down: float = GAP_DOWN,
    strong: Container[Edge] = (),
) -> Layout:
    """Return a layout of boxes.

    Args:
        boxes: Width and height of each box.
        edges: What joins them.
        widest: How wide a rank should be at the most, as far as its loose ends can lie lower.
        down: Room between two ranks.
        strong: Edges that should run as straight as may be.

    Raises:
        ValueError: The edges run in a circle.
    """
    edges = sorted(set(edges))
    ranks = _spread(_drawn_near(ranks_of(boxes, edges), edges), boxes, edges, widest)
    rows: list[list[str]] = [[] for _ in range(max(ranks.values(), default=-1) + 1)]
    for name, rank in ranks.items():
        rows[rank].append(name)
    chains = _chains(edges, ranks, rows)
    below: dict[str, list[str]] = {}
    for chain in chains.values():
        for upper, lower in pairwise(chain):
            below.setdefault(upper, []).append(lower)
    rows = ordered(rows, below)
    return _placed(boxes, rows, chains, down, strong)


def _drawn_near(ranks: dict[str, int], edges: Sequence[Edge]) -> dict[str, int]:
    """Lower what nothing leads to until it lies just above the first that it leads to."""
    led_to = {target for _, target in edges}
    nearest: dict[str, int] = {}
    for source, target in edges:
        if source not in led_to:
            nearest[source] = min(nearest.get(source, ranks[target]), ranks[target])
    return ranks | {name: rank - 1 for name, rank in nearest.items()}


def _spread(ranks: dict[str, int], boxes: Mapping[str, Size], edges: Sequence[Edge], widest: float) -> dict[str, int]:
    """Lower loose ends out of ranks that would be too wide."""
    ranks = dict(ranks)
    leading = {source for source, _ in edges}
    rank = 0
    while rank <= max(ranks.values(), default=-1):
        here = sorted(name for name, at in ranks.items() if at == rank)
        whole = sum(boxes[name][0] + GAP_ACROSS for name in here)
        # What does not fit into one row is shared out evenly.
        excess = whole - whole / ceil(whole / widest) if whole > widest else 0.0
        loose = [name for name in here if name not in leading]
        while excess > GAP_ACROSS and loose and len(here) > 1:
            name = loose.pop()
            here.remove(name)
            ranks[name] += 1
            excess -= boxes[name][0] + GAP_ACROSS
        rank += 1
    return ranks


def _chains(edges: Iterable[Edge], ranks: Mapping[str, int], rows: list[list[str]]) -> dict[Edge, tuple[str, ...]]:
    """Give each edge a lane on every rank that it crosses, and return what it passes."""
    chains: dict[Edge, tuple[str, ...]] = {}
    for source, target in edges:
        lanes = []
        for rank in range(ranks[source] + 1, ranks[target]):
            # No id of a box has a line break in it.
            lane = f"{source}\n{target}\n{rank}"
            rows[rank].append(lane)
            lanes.append(lane)
        chains[source, target] = (source, *lanes, target)
    return chains


def _placed(
    boxes: Mapping[str, Size],
    rows: Sequence[Sequence[str]],
    chains: Mapping[Edge, tuple[str, ...]],
    down: float,
    strong: Container[Edge],
) -> Layout:
    def width(name: str) -> float:
        return boxes[name][0] if name in boxes else _LANE

    def apart(left: str, right: str) -> float:
        gap = GAP_ACROSS if left in boxes and right in boxes else _LANE_GAP
        return (width(left) + width(right)) / 2 + gap

    centres = centres_of(rows, _pulls(chains, boxes, strong), apart=apart)
    first = [chain for edge, chain in chains.items() if edge in strong]
    straighten(rows, [*first, *(chain for chain in chains.values() if chain not in first)], centres, apart=apart)
    leftmost = min((centre - width(name) / 2 for name, centre in centres.items()), default=0)
    places: dict[str, Place] = {}
    spans: dict[str, tuple[float, float]] = {}
    top = 0.0
    for rank, row in enumerate(rows):
        height = max((boxes[name][1] for name in row if name in boxes), default=0)
        real = [name for name in row if name in boxes]
        for name in row:
            spans[name] = (top, top + height)
        for order, name in enumerate(real):
            x = centres[name] - width(name) / 2 - leftmost
            places[name] = Place(rank, order, round(x, 1), round(top + (height - boxes[name][1]) / 2, 1))
        top += height + down
    ways = {edge: _way(chain, boxes, places, centres, leftmost, spans) for edge, chain in chains.items()}
    right = max((centre + width(name) / 2 for name, centre in centres.items()), default=0)
    return Layout(places, ways, round(right - leftmost, 1), round(max(top - down, 0), 1))


def _pulls(
    chains: Mapping[Edge, tuple[str, ...]], boxes: Mapping[str, Size], strong: Container[Edge]
) -> dict[str, list[tuple[str, float]]]:
    """Return how strongly each draws those it is joined to: lanes hold together, so that long edges are straight."""
    pulls: dict[str, list[tuple[str, float]]] = {}
    for edge, chain in chains.items():
        for upper, lower in pairwise(chain):
            weight = {0: 8.0, 1: 2.0, 2: 1.0}[(upper in boxes) + (lower in boxes)] * (6 if edge in strong else 1)
            pulls.setdefault(upper, []).append((lower, weight))
            pulls.setdefault(lower, []).append((upper, weight))
    return pulls


def _way(
    chain: tuple[str, ...],
    boxes: Mapping[str, Size],
    places: Mapping[str, Place],
    centres: Mapping[str, float],
    leftmost: float,
    spans: Mapping[str, tuple[float, float]],
) -> tuple[Point, ...]:
    """Return the points of an edge; it moves sideways only between ranks."""
    points: list[Point] = []
    for number, name in enumerate(chain):
        x = round(centres[name] - leftmost, 1)
        top, bottom = spans[name]
        if number == 0:
            top = places[name].y + boxes[name][1]
        elif number == len(chain) - 1:
            bottom = places[name].y
        points += [(x, round(y, 1)) for y in dict.fromkeys((top, bottom))]
    return tuple(points)
