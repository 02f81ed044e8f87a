"""The layered layout, on any graph without a circle."""

from itertools import combinations, pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.drawing.layered import layered, ranks_of

SIZES = st.tuples(st.floats(20, 200), st.floats(10, 90)).map(lambda size: (round(size[0]), round(size[1])))


@st.composite
def graphs(draw):
    names = [f"box-{number:02}" for number in range(draw(st.integers(0, 14)))]
    boxes = {name: draw(SIZES) for name in names}
    pairs = [(a, b) for at, a in enumerate(names) for b in names[at + 1 :]]
    edges = draw(st.lists(st.sampled_from(pairs), max_size=30, unique=True)) if pairs else []
    return boxes, edges


@given(graphs(), st.sampled_from([300, 1400]))
def test_no_two_boxes_overlap_and_all_lie_inside(graph, widest):
    boxes, edges = graph

    layout = layered(boxes, edges, widest=widest)

    for a, b in combinations(boxes, 2):
        (wide_a, high_a), (wide_b, high_b) = boxes[a], boxes[b]
        one, other = layout.places[a], layout.places[b]
        assert (
            one.x + wide_a <= other.x
            or other.x + wide_b <= one.x
            or one.y + high_a <= other.y
            or other.y + high_b <= one.y
        ), (a, b)
    for name, (wide, high) in boxes.items():
        place = layout.places[name]
        assert place.x >= -0.1
        assert place.x + wide <= layout.width + 0.2
        assert 0 <= place.y <= place.y + high <= layout.height + 0.1


@given(graphs(), st.sampled_from([300, 1400]))
def test_every_edge_points_down_and_passes_between_the_boxes(graph, widest):
    boxes, edges = graph

    layout = layered(boxes, edges, widest=widest)

    assert set(layout.ways) == set(edges)
    for (source, target), way in layout.ways.items():
        assert layout.places[source].rank < layout.places[target].rank
        assert [y for _, y in way] == sorted(y for _, y in way)
        for (x1, y1), (x2, y2) in pairwise(way):
            for name, (wide, high) in boxes.items():
                place = layout.places[name]
                if name not in (source, target):
                    beside = max(x1, x2) <= place.x or min(x1, x2) >= place.x + wide
                    above_or_below = y2 <= place.y or y1 >= place.y + high
                    assert beside or above_or_below, (source, target, name)


@given(graphs())
def test_a_rank_is_the_length_of_the_longest_way(graph):
    boxes, edges = graph
    whole = nx.DiGraph(edges)
    whole.add_nodes_from(boxes)

    for name, rank in ranks_of(boxes, edges).items():
        before = whole.subgraph(nx.ancestors(whole, name) | {name})
        assert rank == nx.dag_longest_path_length(before)


@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_given_makes_no_difference(graph, random):
    boxes, edges = graph
    names, shuffled = list(boxes), list(edges)
    random.shuffle(names)
    random.shuffle(shuffled)

    again = layered({name: boxes[name] for name in names}, [*shuffled, *shuffled])

    assert again == layered(boxes, edges)


def test_what_runs_in_a_circle_is_refused():
    with pytest.raises(ValueError, match="circle"):
        layered({"leaf": (10, 10), "tea": (10, 10)}, [("leaf", "tea"), ("tea", "leaf")])


def test_loose_ends_that_do_not_fit_into_a_row_are_shared_out_over_several():
    cups = {f"cup-{number}": (100.0, 30.0) for number in range(12)}
    boxes = {"pot": (100.0, 30.0), **cups}

    layout = layered(boxes, [("pot", cup) for cup in cups], widest=600)

    rows = [layout.places[cup].rank for cup in cups]
    assert sorted({rank: rows.count(rank) for rank in set(rows)}.values()) == [4, 4, 4]


def test_a_long_edge_with_room_runs_straight():
    boxes = dict.fromkeys(("leaf", "dried", "rolled", "tea"), (60.0, 30.0))
    edges = [("leaf", "dried"), ("dried", "rolled"), ("rolled", "tea"), ("leaf", "tea")]

    way = layered(boxes, edges).ways["leaf", "tea"]

    assert len({x for x, _ in way[1:-1]}) == 1
