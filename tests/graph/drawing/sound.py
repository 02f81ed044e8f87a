"""What holds of every picture, as assertions."""

from itertools import combinations, pairwise

import networkx as nx

from graph.drawing.picture import EdgeKind, Picture

_LEAST_GAP = 4.0


def assert_sound(picture: Picture) -> None:
    """Check a picture: nothing overlaps, edges go down and past boxes, names are unique."""
    assert_no_overlap(picture)
    assert_edges_go_down(picture)
    assert_ways_pass_boxes(picture)
    assert_reduced(picture)
    places = [(node.rank, node.order) for node in picture.nodes]
    assert len(set(places)) == len(places)
    assert len({node.id for node in picture.nodes}) == len(picture.nodes)


def assert_no_overlap(picture: Picture) -> None:
    for a, b in combinations(picture.nodes, 2):
        apart = (
            a.x + a.width + _LEAST_GAP <= b.x
            or b.x + b.width + _LEAST_GAP <= a.x
            or a.y + a.height + _LEAST_GAP <= b.y
            or b.y + b.height + _LEAST_GAP <= a.y
        )
        assert apart, (a.id, b.id)
    for node in picture.nodes:
        assert node.x >= 0, node.id
        assert node.y >= 0, node.id
        assert node.x + node.width <= picture.width + 0.2, node.id
        assert node.y + node.height <= picture.height + 0.2, node.id


def assert_edges_go_down(picture: Picture) -> None:
    rank = {node.id: node.rank for node in picture.nodes}
    for edge in picture.edges:
        if edge.kind in (EdgeKind.REQUIRES, EdgeKind.ONE_OF):
            assert rank[edge.source] < rank[edge.target], edge
        if edge.points and edge.kind in (EdgeKind.REQUIRES, EdgeKind.ONE_OF):
            heights = [y for _, y in edge.points]
            assert heights == sorted(heights), edge


def assert_ways_pass_boxes(picture: Picture) -> None:
    """An edge stays within the points of its way, so it is enough that no box lies between two of them."""
    for edge in picture.edges:
        for (x1, y1), (x2, y2) in pairwise(edge.points):
            left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
            for node in picture.nodes:
                if node.id not in (edge.source, edge.target):
                    outside = (
                        right <= node.x
                        or left >= node.x + node.width
                        or bottom <= node.y
                        or top >= node.y + node.height
                    )
                    assert outside, (edge.source, edge.target, node.id)


def assert_reduced(picture: Picture) -> None:
    required = nx.DiGraph((e.source, e.target) for e in picture.edges if e.kind is EdgeKind.REQUIRES)
    marked = {(e.source, e.target) for e in picture.edges if e.kind is EdgeKind.REQUIRES and e.reduced}
    assert marked == set(nx.transitive_reduction(required).edges)
