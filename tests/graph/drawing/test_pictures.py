"""Pictures of plans, neighbourhoods and courses: what is in them, and where."""

import networkx as nx
import pytest

from graph.drawing.formats import PictureFormat, written
from graph.drawing.of_course import map_of
from graph.drawing.of_node import MOST_NODES, neighbourhood
from graph.drawing.of_plan import picture_of_plan
from graph.drawing.picture import BoxRole, EdgeKind
from graph.plan import Route
from graph.planning import learning_path
from schema.errors import NotFoundError
from schema.record_set import RecordSet
from tests.graph.drawing.sound import assert_sound
from tests.graph.random_courses import question
from tests.graph.teahouse import TEA, concept, precedes, requires, served, teaches, with_more

ONE_OF_TWO_TEAS = "one-of:Concept:black-tea|Concept:green-tea"


def plan(*targets, known=(), route=Route.REQUIRED, of=None, language="en"):
    tea = of or served()
    return picture_of_plan(tea, learning_path(tea, targets, known, route=route), language=language)


def roles(picture):
    return {node.id: node.role for node in picture.nodes}


def joined(picture, kind):
    return {(edge.source, edge.target) for edge in picture.edges if edge.kind is kind}


def test_a_choice_is_drawn_where_its_ways_meet_and_what_was_not_chosen_stays_apart():
    picture = plan("tasting")

    assert joined(picture, EdgeKind.ONE_OF) == {
        ("Concept:green-tea", ONE_OF_TWO_TEAS),
        ("Concept:black-tea", ONE_OF_TWO_TEAS),
        (ONE_OF_TWO_TEAS, "Concept:blending"),
    }
    assert sorted(roles(picture)[f"Concept:{tea}"] for tea in ("green-tea", "black-tea")) == ["alternative", "step"]
    assert roles(picture)["Concept:tasting"] is BoxRole.TARGET


def test_whatever_needs_one_of_the_same_meets_at_the_same_place():
    tea = served(
        with_more(concept("party"), requires("party", "black-tea", "green-tea"), requires("party", "blending", group=1))
    )

    picture = plan("party", of=tea)

    assert [node.id for node in picture.nodes if node.role is BoxRole.ONE_OF] == [ONE_OF_TWO_TEAS]


def test_what_is_known_is_drawn_with_a_check_mark_and_what_it_implies_is_not_drawn():
    picture = plan("milk-tea", known=["black-tea"])

    assert roles(picture) == {"Concept:milk-tea": BoxRole.TARGET, "Concept:black-tea": BoxRole.KNOWN}
    assert "✓ Black tea" in written(picture, PictureFormat.MERMAID)
    assert "✓ Black tea" in written(picture, PictureFormat.SVG)
    assert picture.notes == ("Known: Black tea",)


def test_basics_are_a_line_below_the_picture():
    picture = plan("water")

    assert roles(picture) == {"Concept:water": BoxRole.TARGET}
    assert picture.notes == ("Taken for granted: Heat",)


def test_steps_name_what_to_read_and_how_long_it_takes():
    green = next(node for node in plan("green-tea").nodes if node.id == "Concept:green-tea")

    assert green.title == ("Green tea",)
    assert green.small[0] == "Green tea"
    assert green.small[1].endswith("1 paper · 1 lab")


def test_what_is_there_for_the_order_only_says_so_and_its_order_is_no_requirement():
    picture = plan("milk-tea", route=Route.COURSE)

    assert roles(picture)["Concept:green-tea"] is BoxRole.FOR_ORDER
    assert ("Concept:green-tea", "Concept:black-tea") in joined(picture, EdgeKind.PRECEDES)
    assert ("Concept:green-tea", "Concept:black-tea") not in joined(picture, EdgeKind.REQUIRES)


def test_a_plan_without_steps_says_that_there_is_nothing_to_do():
    picture = plan("water", known=["water"])

    assert picture.nodes == ()
    assert picture.subtitle.startswith("Nothing to do")
    for format in PictureFormat:
        assert written(picture, format)


def test_an_unrelated_node_changes_nothing_in_a_plan():
    more = with_more(concept("saucer"), teaches("/docs/lecture-2", "saucer", 9), requires("saucer", "heat"))

    for route in Route:
        before, after = plan("tasting", route=route), plan("tasting", route=route, of=served(more))
        for format in PictureFormat:
            revised = written(after, format).replace(after.revision, before.revision)
            assert revised == written(before, format)


def test_an_order_that_goes_against_a_requirement_is_not_drawn_upwards():
    tea = served(with_more(precedes("milk-tea", "black-tea")))

    picture = plan("milk-tea", route=Route.COURSE, of=tea)

    against = next(e for e in picture.edges if (e.source, e.target) == ("Concept:milk-tea", "Concept:black-tea"))
    assert against.points == ()
    assert_sound(picture)


@pytest.mark.parametrize("route", Route)
def test_pictures_of_random_plans_are_sound_and_the_same_every_time(route):
    for seed in range(60):
        of = question(seed)
        tea = served(RecordSet.of(of.records))
        picture = plan(*of.targets, known=of.known, route=route, of=tea)
        assert_sound(picture)
        again = plan(*of.targets, known=of.known, route=route, of=served(RecordSet.of(of.records)))
        assert written(picture, PictureFormat.SVG) == written(again, PictureFormat.SVG), seed


def test_a_neighbourhood_has_needs_above_and_what_they_open_below():
    tea = served()

    picture = neighbourhood(tea, tea.refs.node("black-tea"), language="en")

    rank = {node.id: node.rank for node in picture.nodes}
    assert rank["Concept:water"] < rank["Concept:black-tea"] < rank["Concept:milk-tea"]
    assert "Concept:heat" not in rank
    assert_sound(picture)


def test_a_neighbourhood_goes_as_far_as_asked():
    tea = served()
    node = tea.refs.node("black-tea")

    sizes = [len(neighbourhood(tea, node, depth).nodes) for depth in (1, 2, 3, 5, 50)]

    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[1]
    assert sizes[3] == sizes[4]


def test_a_choice_below_names_what_else_would_do():
    tea = served()

    picture = neighbourhood(tea, tea.refs.node("black-tea"), language="en")

    blending = next(node for node in picture.nodes if node.id == "Concept:blending")
    assert blending.small == ("or: Green tea",)


def test_a_relation_between_two_that_are_joined_anyway_is_written_at_that_edge():
    tea = served()

    edges = neighbourhood(tea, tea.refs.node("black-tea"), language="en").edges

    written_at = {
        (edge.source, edge.kind): edge.label for edge in edges if "Concept:milk-tea" in (edge.source, edge.target)
    }
    assert written_at["Concept:black-tea", EdgeKind.REQUIRES].en == "variant of"
    assert all(not edge.points for edge in edges if edge.kind is EdgeKind.RELATION)


def test_what_to_read_and_run_lies_in_a_frame_beside():
    tea = served()

    picture = neighbourhood(tea, tea.refs.node("green-tea"), language="en")

    beside = {node.id: node.kind for node in picture.nodes if node.role is BoxRole.MATERIAL}
    assert beside == {
        f"Page:{TEA}/docs/lecture-1/green": "page",
        f"Lab:{TEA}/lab-1": "lab",
        "Paper:2301.00001": "paper",
    }
    assert [group.label.en for group in picture.groups] == ["Read and run"]


@pytest.mark.parametrize(
    "ref", ["lab-2", "2301.00001", "/docs/lecture-2", "lecture-1", TEA, "https://kettles.example/guide"]
)
def test_anything_has_a_neighbourhood(ref):
    tea = served()

    picture = neighbourhood(tea, tea.refs.node(ref), 2)

    assert [node.role for node in picture.nodes].count(BoxRole.TARGET) == 1
    assert_sound(picture)


def test_a_crowded_neighbourhood_is_bounded_and_says_what_it_leaves_out():
    guests = [concept(f"guest-{number:03}") for number in range(MOST_NODES * 2)]
    needs = [requires(guest.slug, "water") for guest in guests]
    tea = served(with_more(*guests, *needs))

    picture = neighbourhood(tea, tea.refs.node("water"), language="en")

    assert len(picture.nodes) <= MOST_NODES + 10
    assert "not drawn" in picture.notes[0]
    assert_sound(picture)


def test_a_map_holds_what_a_course_uses_by_the_lecture_that_first_teaches_it():
    picture = map_of(served(with_more(concept("coffee"))), TEA, language="en")

    frames = {node.id: node.group for node in picture.nodes if node.kind == "concept"}
    assert frames["Concept:water"] == "lecture-1"
    assert frames["Concept:black-tea"] == "lecture-2"
    assert frames["Concept:heat"] == "basics"
    assert "Concept:coffee" not in frames
    assert [group.id for group in picture.groups] == ["basics", "lecture-1", "lecture-2"]
    assert_sound(picture)


def test_boxes_of_a_map_lie_in_their_frames():
    picture = map_of(served(), TEA)

    frames = {group.id: group for group in picture.groups}
    for node in picture.nodes:
        frame = frames[node.group]
        assert frame.x < node.x
        assert node.x + node.width < frame.x + frame.width
        assert frame.y < node.y
        assert node.y + node.height < frame.y + frame.height


def test_a_map_names_what_is_required_from_other_lectures_in_the_box():
    boxes = {node.id: node for node in map_of(served(), TEA, language="en").nodes}

    assert boxes["Concept:black-tea"].small == ("↑ Water, Leaves",)
    assert boxes["Concept:green-tea"].small == ()


def test_every_requirement_is_an_edge_of_the_map_drawn_or_not():
    tea = served()

    edges = {(edge.source, edge.target) for edge in map_of(tea, TEA).edges}

    graph = nx.DiGraph(edges)
    for need in tea.catalogue.records.requirements:
        for member in need.any_of:
            if f"Concept:{need.concept}" in graph:
                assert nx.has_path(graph, f"Concept:{member}", f"Concept:{need.concept}")


def test_there_is_no_map_of_a_course_that_is_not_there():
    with pytest.raises(NotFoundError, match="coffeehouse"):
        map_of(served(), "coffeehouse")


def test_both_languages_have_a_picture_of_their_own():
    assert plan("milk-tea", language="zh").title == "学习路径：奶茶"
    assert plan("milk-tea", language="en").title == "Learning path: Milk tea"
