"""What papers build on, and the order that follows from it."""

from datetime import date

import pytest

from reading.ordering import foundations_of
from reading.reading_list import items_of, reading_list
from reading.selection import ListOrder, Selection
from schema.records import Citation, Paper, PaperConcept
from schema.values import Evidence, PaperConceptKind, Priority
from tests.graph.teahouse import recommends, served, with_more
from tests.reading.random_lists import course, selection

SEEDS = range(300)


def paper(id_, *, published=None, introduces=(), uses=(), evidence=Evidence.CURATED):
    links = [(PaperConceptKind.INTRODUCES, slug) for slug in introduces]
    links += [(PaperConceptKind.USES, slug) for slug in uses]
    yield Paper(id=id_, title=f"On {id_}", published=published)
    for kind, slug in links:
        yield PaperConcept(paper=id_, concept=slug, kind=kind, evidence=evidence)


def found(records, ids, least=Evidence.CURATED):
    return foundations_of(served(with_more(*records)).catalogue, ids, least)


def built_on(records, ids, least=Evidence.CURATED):
    direct = found(records, ids, least).direct
    return {(later, one.paper) for later, several in direct.items() for one in several}


def test_a_paper_builds_on_what_its_concepts_require_over_any_number_of_steps():
    records = [
        *paper("a", introduces=["black-tea"]),
        *paper("z", introduces=["milk-tea"]),
        *paper("w", uses=["milk-tea"]),
    ]
    records += paper("h", introduces=["water"])

    assert built_on(records, ["z", "a", "w", "h"]) == {
        ("z", "a"),
        ("z", "h"),
        ("a", "h"),
        ("w", "z"),
        ("w", "a"),
        ("w", "h"),
    }
    assert [one.paper for one in found(records, ["z", "a", "w", "h"]).nearest("w", "zah")] == ["z"]


def test_no_paper_builds_on_one_that_was_published_later():
    records = [*paper("old", published=date(2020, 1, 1), uses=["water"], introduces=["leaves"])]
    records += paper("new", published=date(2022, 1, 1), introduces=["water"])
    records.append(Citation(paper="old", cited="new", confirmed=True))

    assert built_on(records, ["old", "new"]) == set()


def test_of_several_concepts_that_would_do_one_with_a_paper_counts():
    black, blend = paper("black", introduces=["black-tea"]), paper("blend", introduces=["blending"])
    green = paper("green", introduces=["green-tea"])
    blended = [*black, *blend]

    assert built_on(blended, ["blend", "black"]) == {("blend", "black")}
    assert built_on([*blended, *green], ["blend", "black", "green"]) == {("blend", "green")}


def test_papers_in_a_circle_have_no_order_among_themselves_and_keep_it_with_others():
    records = [*paper("a", introduces=["water"], uses=["leaves"]), *paper("b", introduces=["leaves"], uses=["water"])]
    records += paper("c", uses=["water"])

    made = found(records, ["c", "b", "a"])
    assert {(later, one.paper) for later, several in made.direct.items() for one in several} == {("c", "a")}
    assert [sorted(each) for each in made.before] == [[1, 2], [], []]


def test_a_citation_never_turns_a_need_around():
    records = [*paper("a", introduces=["water"]), *paper("b", uses=["water"])]
    records.append(Citation(paper="a", cited="b", confirmed=True))

    assert built_on(records, ["b", "a"]) == {("b", "a")}


def test_citations_no_source_confirms_count_as_curated():
    records = [*paper("a"), *paper("b"), Citation(paper="b", cited="a", confirmed=False)]

    assert built_on(records, ["a", "b"]) == {("b", "a")}
    assert built_on(records, ["a", "b"], Evidence.STATED) == set()


def test_links_that_are_not_known_well_enough_are_not_followed():
    records = [*paper("a", introduces=["water"]), *paper("b", uses=["water"], evidence=Evidence.INFERRED)]

    assert built_on(records, ["a", "b"]) == set()
    assert built_on(records, ["a", "b"], Evidence.INFERRED) == {("b", "a")}


def test_each_paper_comes_after_all_it_builds_on():
    several = 0
    for seed in SEEDS:
        made = reading_list(course(seed), selection(seed, order=ListOrder.PREREQUISITE))
        place = {one.paper.id: one.number for one in made.items}
        for one in made.items:
            for each in one.builds_on:
                several += 1
                assert place[each.paper] < one.number, (seed, one.paper.id)
    assert several > 100


def test_ties_go_by_the_order_of_the_course():
    for seed in SEEDS:
        served_course = course(seed)
        by_course = [one.paper.id for one in items_of(served_course, Selection(order=ListOrder.COURSE))]
        made = reading_list(served_course, Selection(order=ListOrder.PREREQUISITE))
        if not any(one.builds_on for one in made.items):
            assert [one.paper.id for one in made.items] == by_course


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (ListOrder.COURSE, ["2301.00001", "2301.00002", "x"]),
        (ListOrder.PRIORITY, ["x", "2301.00001", "2301.00002"]),
        (ListOrder.DATE, ["x", "2301.00001", "2301.00002"]),
        (None, ["2301.00001", "2301.00002", "x"]),
    ],
)
def test_a_list_is_in_the_order_that_is_asked_for(order, expected):
    more = [Paper(id="x", title="Old", published=date(1999, 1, 1))]
    more.append(recommends("/docs/lecture-2", 0, paper="x", priority=Priority.MUST))
    records = with_more(*more)
    if order is ListOrder.PRIORITY:
        expected = ["2301.00001", "x", "2301.00002"]

    assert [one.paper.id for one in items_of(served(records), Selection(order=order))] == expected
