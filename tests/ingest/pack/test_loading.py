"""A pack of an invented course on tea, whole and damaged."""

from pathlib import Path

import pytest

from ingest.pack.loading import Pack, load_pack
from schema.records import Lecture, Page, Resource
from schema.values import CoverageKind, Evidence, LabConceptKind, PageKind, Priority, Role, SourceRef
from tests.ingest.pack.tea_pack import TEA, VOCABULARY, line_of, problems_of, write


@pytest.fixture
def tea(tmp_path: Path) -> Pack:
    return load_pack(write(tmp_path, TEA))


def test_pages_know_their_place_lecture_and_section(tea: Pack) -> None:
    assert tea.courses[0].pages == (
        Page(course="tea", path="/docs", title="Start", kind=PageKind.OVERVIEW, position=0, section="Welcome"),
        Page(
            course="tea",
            path="/docs/leaves",
            title="Leaves",
            kind=PageKind.OVERVIEW,
            position=1,
            lecture=1,
            section="Lecture 1: Leaves",
        ),
        Page(
            course="tea",
            path="/docs/leaves/papers",
            title="To read",
            kind=PageKind.PAPERS,
            position=2,
            lecture=1,
            section="Lecture 1: Leaves",
        ),
        Page(course="tea", path="/docs/more", title="More", kind=PageKind.RESOURCE, position=3, section="More"),
    )


def test_a_folder_with_a_number_is_a_lecture(tea: Pack) -> None:
    assert tea.courses[0].lectures == (Lecture(course="tea", number=1, title="Lecture 1: Leaves", path="/docs/leaves"),)


def test_the_tree_keeps_its_order(tea: Pack) -> None:
    shown = [(entry.kind, entry.title, entry.depth, entry.lecture) for entry in tea.courses[0].tree]

    assert shown == [
        ("separator", "Welcome", 0, None),
        ("page", "Start", 0, None),
        ("folder", "Lecture 1: Leaves", 0, 1),
        ("page", "Leaves", 1, 1),
        ("page", "To read", 1, 1),
        ("folder", "More", 0, None),
        ("page", "More", 1, None),
    ]


def test_a_recommendation_keeps_all_that_the_page_says(tea: Pack) -> None:
    first = tea.courses[0].recommendations[0]

    assert (first.paper, first.role, first.order, first.lecture) == ("2301.00010", Role.CORE, 0, 1)
    assert (first.priority, first.priority_text) == (Priority.MUST, "Read this!")
    assert first.hours is not None
    assert (first.hours.low, first.hours.high, first.hours.text) == (1.0, 1.5, "about an hour")
    assert first.sections == ("2-3", "Figure 1")


def test_a_resource_is_called_what_the_first_page_calls_it(tea: Pack) -> None:
    assert tea.courses[0].resources == (Resource(course="tea", url="https://tea.example/pots", title="Pots"),)


def test_a_lab_needs_what_another_makes(tea: Pack) -> None:
    (need,) = tea.courses[0].artifact_needs

    assert (need.lab, need.any_of, need.or_model, need.optional) == ("lab-2", ("lab-1",), "acme/kettle", True)


def test_a_curated_edge_is_traced_to_its_line(tea: Pack) -> None:
    (need,) = tea.requirements

    assert need.sources == (SourceRef(file="vocabulary/tea.yaml", line=line_of(VOCABULARY, "- any_of: [pot]")),)


def test_a_stated_edge_keeps_its_sources_and_no_other(tea: Pack) -> None:
    (relation,) = tea.relations

    assert relation.evidence is Evidence.STATED
    assert relation.sources == (
        SourceRef(page="/docs/leaves", anchor="inside"),
        SourceRef(paper="2301.00010", section="2.1"),
    )


def test_a_paper_of_a_concept_is_traced_to_its_section_or_to_the_pack(tea: Pack) -> None:
    introduces, uses = tea.paper_concepts

    assert introduces.sources == (SourceRef(paper="2301.00010", section="2"),)
    assert uses.sources == (SourceRef(file="vocabulary/tea.yaml", line=line_of(VOCABULARY, "- {paper: 2301.00020")),)


def test_what_a_page_teaches_comes_before_what_it_mentions(tea: Pack) -> None:
    shown = [(edge.concept, edge.kind, edge.order) for edge in tea.courses[0].coverages]

    assert shown == [("leaf", CoverageKind.TEACHES, 0), ("pot", CoverageKind.MENTIONS, 1)]


def test_what_a_lab_practises_comes_before_what_it_assesses(tea: Pack) -> None:
    shown = [(edge.concept, edge.kind, edge.order, edge.elective) for edge in tea.courses[0].lab_concepts]

    assert shown == [
        ("leaf", LabConceptKind.PRACTISES, 0, None),
        ("pot", LabConceptKind.PRACTISES, 1, 1),
        ("leaf", LabConceptKind.ASSESSES, 2, None),
    ]


def test_papers_are_sorted_by_id(tea: Pack) -> None:
    assert [paper.id for paper in tea.papers] == ["2301.00010", "2301.00020"]


def test_every_record_has_a_place_in_the_pack(tea: Pack) -> None:
    course = tea.courses[0]

    places = [tea.places[record] for record in (*tea.vocabulary, *tea.papers, *tea.citations, *course.records)]

    assert {place.source for place in places} == set(TEA)
    assert all(place.line for place in places)


def test_the_same_files_give_the_same_pack_anywhere(tmp_path: Path) -> None:
    here = load_pack(write(tmp_path / "here", TEA))

    there = load_pack(write(tmp_path / "there", dict(reversed(TEA.items()))))

    assert here == there


def test_a_folder_with_neither_vocabulary_nor_courses_is_no_pack(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path)

    assert "holds neither vocabulary nor courses" in str(problem)


@pytest.mark.parametrize("file", [name for name in TEA if name != "courses/tea/course.yaml"])
def test_every_other_file_can_be_left_out(tmp_path: Path, file: str) -> None:
    load_pack(write(tmp_path, {**TEA, file: None}))


def test_numbers_and_words_of_yaml_stay_what_they_are(tmp_path: Path) -> None:
    labels = VOCABULARY.replace("[茶叶]", "[no, 1.10, 0x10, 2023-01-02, 1:30, '']").replace(", '']", ", on]")

    pack = load_pack(write(tmp_path, TEA | {"vocabulary/tea.yaml": labels}))

    assert pack.concepts[1].aliases == ("no", "1.10", "0x10", "2023-01-02", "1:30", "on")
