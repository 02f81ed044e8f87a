import pytest

from graph.nodes import NodeKind, key_of
from graph.plans.ordering import in_order, in_order_as_taught
from graph.plans.requirements import RequirementGraph
from schema.records import Course
from schema.values import Evidence
from tests.graph.teahouse import TEA, concept, precedes, requires, served, with_more

GRAPH = served().requirements_of()


def number(slug: str, graph: RequirementGraph = GRAPH) -> int:
    return graph.numbers[NodeKind.CONCEPT, slug]


def slugs(numbers, graph: RequirementGraph = GRAPH) -> list[str]:
    return [key_of(graph.nodes[one]) for one in numbers]


def test_numbers_sort_as_names_do():
    assert list(GRAPH.numbers) == sorted(GRAPH.numbers)
    assert [GRAPH.number(node) for node in GRAPH.nodes] == list(range(len(GRAPH.nodes)))


def test_what_is_needed_alone_is_told_apart_from_choices():
    assert slugs(link.node for link in GRAPH.singles[number("green-tea")]) == ["leaves", "water"]
    ((any_of, reason),) = GRAPH.choices[number("blending")]
    assert slugs(any_of) == ["green-tea", "black-tea"]
    assert (key_of(reason.node), reason.evidence) == ("blending", Evidence.CURATED)


def test_what_an_assumed_basic_answers_is_no_need_but_implied():
    water, heat = number("water"), number("heat")

    assert GRAPH.groups[water] == ()
    assert GRAPH.basics[water] == (heat,)
    assert GRAPH.known_with([water]) == {water, heat}


def test_what_needs_something_is_found_from_there():
    assert {"blending", "teahouse/lab-1"} <= set(slugs(GRAPH.needed_by[number("green-tea")]))


def test_the_graph_of_a_course_is_made_once():
    of = served(with_more(Course(slug="cups", title="Cups"), precedes("leaves", "water", course="cups")))

    assert of.requirements_of() is of.requirements_of("cups")
    assert of.requirements_of(TEA) is of.requirements_of(TEA) is not of.requirements_of("cups")
    assert slugs(link.node for link in of.requirements_of("cups").taught_after[number("water", of.requirements_of())])


def test_weaker_edges_are_left_out_of_a_stricter_graph():
    strict = served(with_more(requires("leaves", "water", evidence=Evidence.STATED))).requirements_of(
        least=Evidence.STATED
    )

    assert slugs((link.node for link in strict.singles[number("leaves", strict)]), strict) == ["water"]
    assert strict.singles[number("green-tea", strict)] == ()
    assert strict.taught_after[number("black-tea", strict)]


def test_nodes_keep_their_places_only_where_nothing_they_wait_for_is_missing():
    # goal names late or early; late comes after goal in place, since it needs nothing of goal's and is taught last.
    of = served(
        with_more(*map(concept, ("a-goal", "z-late")), requires("a-goal", "z-late", "leaves"))
    ).requirements_of()
    goal, late, leaves = (number(slug, of) for slug in ("a-goal", "z-late", "leaves"))

    assert of.in_place({goal, leaves}) == [leaves, goal]
    assert of.in_place({goal, late}) is None


@pytest.mark.parametrize("after", [[(1,), (0,)], [(1,), (2,), (0,)]])
def test_a_circle_has_no_order(after):
    nodes = range(len(after))

    assert in_order(nodes, after, nodes, nodes) is None
    assert sorted(in_order_as_taught(nodes, after, {}, nodes)) == list(nodes)


def test_what_the_course_teaches_before_comes_before_unless_a_requirement_says_otherwise():
    assert in_order_as_taught([0, 1], [(), ()], {0: [1]}, [0, 1]) == [1, 0]
    assert in_order_as_taught([0, 1], [(), (0,)], {0: [1]}, [0, 1]) == [0, 1]
