"""Pictures of the shipped course: sound, complete, readable, and as they are in the documentation."""

from itertools import pairwise

import pytest

from graph.drawing.labels import cells
from graph.drawing.of_course import map_of
from graph.drawing.of_node import neighbourhood
from graph.drawing.of_plan import ARC, picture_of_plan
from graph.drawing.picture import BoxRole, EdgeKind
from graph.plan import Route
from graph.planning import learning_path
from tests.graph.drawing.in_docs import pictures, shipped
from tests.graph.drawing.sound import assert_sound

LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
NOBODY_SCROLLS_SIDEWAYS = 1600


@LANGUAGES
@pytest.mark.parametrize("route", Route)
def test_the_plan_for_grpo_is_sound_in_either_language(language, route):
    picture = picture_of_plan(shipped(), learning_path(shipped(), ["grpo"], route=route), language=language)

    assert_sound(picture)
    assert picture.width < NOBODY_SCROLLS_SIDEWAYS


def test_the_arc_is_drawn_from_sft_over_dpo_to_grpo_and_is_no_requirement():
    picture = picture_of_plan(shipped(), learning_path(shipped(), ["grpo"], route=Route.COURSE))

    arc = [(edge.source, edge.target, edge.kind) for edge in picture.edges if edge.arc]
    assert arc == [
        ("Concept:dpo", "Concept:grpo", EdgeKind.PRECEDES),
        ("Concept:sft", "Concept:dpo", EdgeKind.PRECEDES),
    ]
    assert all(edge.points for edge in picture.edges if edge.arc)


@LANGUAGES
def test_the_map_has_every_concept_once_and_nothing_overlaps(language):
    picture = map_of(shipped(), language=language)

    drawn = [node.id for node in picture.nodes if node.kind == "concept"]
    assert sorted(drawn) == sorted(f"Concept:{slug}" for slug in shipped().catalogue.concepts)
    assert_sound(picture)
    assert picture.width < NOBODY_SCROLLS_SIDEWAYS


def test_the_stations_of_the_arc_stand_at_their_lectures_from_top_to_bottom():
    groups = map_of(shipped(), language="en").groups

    stations = [(group.lecture, *group.stations) for group in groups if group.stations]
    assert stations == [(1, "SFT"), (3, "DPO"), (4, "GRPO")]
    assert [name for _, name in stations] == [slug.upper() for slug in ARC]
    assert all(above.y < below.y for above, below in pairwise(groups))


@LANGUAGES
def test_every_neighbourhood_of_a_concept_is_sound(language):
    for concept in shipped().catalogue.concepts.values():
        assert_sound(neighbourhood(shipped(), concept, language=language))


def test_names_of_concepts_are_never_cut_in_plans():
    plan = learning_path(shipped(), ["grpo"], route=Route.COURSE)
    for language in ("zh", "en"):
        for node in picture_of_plan(shipped(), plan, language=language).nodes:
            if node.role is not BoxRole.ONE_OF:
                assert not node.title[-1].endswith("…"), node.title
                assert all(cells(line) * 7 < node.width for line in node.title)


def test_the_pictures_in_the_documentation_are_current():
    for file, text in pictures():
        assert file.read_text(encoding="utf-8") == text, f"{file.name} is not current: make pictures draws it anew"
        assert len(text.encode()) < 200_000
