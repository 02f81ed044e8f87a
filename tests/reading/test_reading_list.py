"""Reading lists: which papers, in which groups, why, and what there is no time for."""

import pytest

from graph.minutes import Basis
from reading.reading_list import items_of, reading_list
from reading.selection import Grouping, ListOrder, Selection
from schema.errors import InputError, NotFoundError, SyllagraphError
from schema.records import Paper, PaperConcept
from schema.values import Evidence, Hours, PaperConceptKind, Priority, Role
from tests.graph.teahouse import recommends, served, with_more
from tests.reading.random_lists import course, selection

SEEDS = range(300)
STEEPING, STRONG, BLENDS = "2301.00001", "2301.00002", "blend-note"


def ids(made):
    return [one.paper.id for one in made.items]


def listed(records=None, **fields):
    return reading_list(served(records) if records else served(), Selection(**fields))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({}, [STEEPING, STRONG], id="whole-course"),
        pytest.param({"lectures": (1,)}, [STEEPING, STRONG], id="lecture"),
        pytest.param({"lectures": (2,)}, [], id="lecture-without-papers"),
        pytest.param({"concepts": ("water",)}, [STEEPING], id="concept"),
        pytest.param({"refs": ("blend-note", "SteepNet")}, [BLENDS, STEEPING], id="refs-as-named"),
        pytest.param({"targets": ("tasting",)}, [STRONG, BLENDS], id="targets"),
        pytest.param({"targets": ("tasting",), "known": ("green-tea",)}, [BLENDS], id="known"),
        pytest.param({"targets": ("tasting",), "known": ("blending",)}, [BLENDS], id="known-implies"),
        pytest.param({"priorities": (Priority.MUST,)}, [STEEPING], id="priority"),
        pytest.param({"roles": (Role.EXTENDED,)}, [], id="role"),
        pytest.param({"text": "BLACK tea"}, [STRONG], id="words"),
        pytest.param({"text": "绿茶"}, [STEEPING], id="words-of-a-concept"),
        pytest.param({"text": "black coffee"}, [], id="every-word"),
        pytest.param({"text": "coffee", "refs": ("blend-note",)}, [BLENDS], id="named-whatever-else-is-asked"),
        pytest.param({"concepts": ("tasting",), "roles": (Role.CORE,)}, [], id="not-recommended-has-no-role"),
        pytest.param({"concepts": ("water",), "least_evidence": Evidence.STATED}, [], id="evidence"),
    ],
)
def test_a_list_holds_the_papers_that_are_meant(fields, expected):
    assert ids(listed(**fields)) == expected


def test_a_paper_says_for_which_target_it_is_there():
    first, last = listed(targets=("tasting",)).items

    assert first.because[0].text.en == (
        "Introduces Black tea, needed for Blending on the way to Tasting: blending is made from green-tea or black-tea."
    )
    assert first.because[0].evidence is Evidence.CURATED
    assert last.because[0].text.zh == "提出品鉴方法，它就是目标。"


def test_a_paper_says_who_recommends_it_and_where_its_concept_is_taught():
    first = listed(lectures=(1,)).items[0]

    recommended, about = first.because[:2]
    assert recommended.text.zh == "第 1 讲的核心论文（必读），见《Papers》。"
    assert recommended.text.en == "Recommended for lecture 1 (core, must read), on the page “Papers”."
    assert (recommended.evidence, recommended.page.path) == (Evidence.STATED, "/docs/lecture-1/papers")
    assert about.text.zh == "提出绿茶，第 1 讲《Green tea》讲授。"
    assert about.text.en == "Introduces Green tea, taught on “Green tea” of lecture 1."
    assert [concept.slug for concept in about.concepts] == ["green-tea"]


def test_no_paper_is_there_without_a_reason():
    for seed in SEEDS:
        for one in reading_list(course(seed), selection(seed)).items:
            assert one.because
            assert all(each.text.zh and each.text.en for each in one.because)
    assert listed(refs=("blend-note",)).items[0].because


def test_minutes_are_those_of_the_page_that_recommends_it():
    more = [recommends("/docs/lecture-2", 0, paper=STRONG, lecture=2, hours=Hours(low=0.5, high=0.5, text="30 分钟"))]
    more.append(recommends("/docs/lecture-2", 1, paper=STEEPING, lecture=2, hours=Hours(low=4, high=4, text="4 h")))
    records = with_more(*more)

    first, second = listed(records, lectures=(1,)).items
    assert (first.minutes.likely, first.minutes.basis) == (90, Basis.DECLARED)
    assert (second.minutes.likely, second.minutes.basis) == (30, Basis.DECLARED), "another page says how long"
    assert {one.paper.id: one.minutes.likely for one in listed(records, lectures=(2,)).items}[STEEPING] == 240


def test_what_there_is_no_time_for_is_told_with_what_builds_on_it():
    records = with_more(
        PaperConcept(paper=BLENDS, concept="black-tea", kind=PaperConceptKind.USES, evidence=Evidence.CURATED)
    )

    made = listed(records, refs=(BLENDS,), concepts=("black-tea",), order=ListOrder.PREREQUISITE, max_minutes=60)

    (kept,), (gone,) = made.items, made.left_out
    assert (kept.paper.id, gone.paper.id, gone.missing) == (BLENDS, STRONG, 60)
    assert [(one.paper, one.concept.slug) for one in kept.lacks] == [(STRONG, "black-tea")]
    assert gone.needed_by == (BLENDS,)
    assert (
        gone.reason.en
        == "takes about 60 minutes, 60 more than were left when its turn came; 1 on the list builds on it"
    )


def test_kept_and_left_out_are_all_that_was_chosen():
    for seed in SEEDS:
        served_course, asked = course(seed), selection(seed)
        made = reading_list(served_course, asked)
        whole = reading_list(served_course, selection(seed, max_minutes=None))
        assert sorted([*ids(made), *(one.paper.id for one in made.left_out)]) == sorted(ids(whole)), seed
        assert [paper for paper in ids(whole) if paper in ids(made)] == ids(made), "time changes no order"
        assert not whole.left_out


def test_nothing_is_left_out_that_would_fit_without_what_is_less_urgent():
    gone = 0
    for seed in SEEDS:
        asked = selection(seed)
        made = reading_list(course(seed), asked)
        if asked.max_minutes is None:
            continue
        assert sum(one.minutes.likely for one in made.items) <= asked.max_minutes
        for one in made.left_out:
            gone += 1
            as_urgent = sum(
                each.minutes.likely
                for each in made.items
                if each.paper.id in asked.refs or _urgency(each.item) <= _urgency(one.item)
            )
            assert as_urgent + one.minutes.likely > asked.max_minutes, (seed, one.paper.id)
    assert gone > 100


def test_a_paper_says_of_all_it_builds_on_whether_it_was_left_out():
    told = 0
    for seed in SEEDS:
        served_course = course(seed)
        made = reading_list(served_course, selection(seed, order=ListOrder.PREREQUISITE))
        whole = reading_list(served_course, selection(seed, order=ListOrder.PREREQUISITE, max_minutes=None))
        gone = {one.paper.id for one in made.left_out}
        before = {one.paper.id: {each.paper for each in one.builds_on} for one in whole.items}
        for one in made.items:
            told += len(one.lacks)
            assert before[one.paper.id] & gone <= {each.paper for each in one.lacks}, (seed, one.paper.id)
    assert told > 20


def test_groups_hold_each_paper_once_and_keep_the_order():
    for seed in SEEDS:
        for grouping in Grouping:
            made = reading_list(course(seed), selection(seed, group_by=grouping))
            held = [one.number for group in made.groups for one in group.items]
            assert sorted(held) == [one.number for one in made.items]
            for group in made.groups:
                numbers = [one.number for one in group.items]
                assert numbers == sorted(numbers)
                assert group.items


def test_groups_have_names_in_both_languages():
    by_lecture = listed(refs=("blend-note",), lectures=(1,), group_by=Grouping.LECTURE).groups
    by_concept = listed(lectures=(1,), group_by=Grouping.CONCEPT).groups

    assert [group.title.zh for group in by_lecture] == ["Green", "不属于某一讲"]
    assert [group.title.en for group in by_lecture] == ["Lecture 1 · Green", "Not of one lecture"]
    assert [group.title.en for group in by_concept] == ["Green tea", "Black tea"]
    assert [group.title for group in listed(group_by=Grouping.NONE).groups] == [None]


def test_bibliographies_have_the_papers_of_the_list_in_its_order():
    for seed in SEEDS[:100]:
        served_course, asked = course(seed), selection(seed)
        assert [one.paper.id for one in items_of(served_course, asked)] == ids(reading_list(served_course, asked))


def test_the_same_question_has_the_same_answer():
    for seed in SEEDS[:50]:
        assert reading_list(course(seed), selection(seed)) == reading_list(course(seed), selection(seed))


def test_a_paper_that_nothing_joins_changes_no_order():
    stray = [Paper(id="stray", title="Stray"), recommends("/docs/lecture-2", 9, paper="stray")]

    assert ids(listed(with_more(*stray), order=ListOrder.PREREQUISITE)) == [
        *ids(listed(order=ListOrder.PREREQUISITE)),
        "stray",
    ]


def test_all_problems_are_told_at_once():
    with pytest.raises(ExceptionGroup) as caught:
        listed(lectures=(9,), concepts=("watr",), refs=("nothing",), targets=("gren-tea",), max_minutes=0)

    assert all(isinstance(each, SyllagraphError) for each in caught.value.exceptions)
    assert len(caught.value.exceptions) == 5
    candidates = {each.ref: each.candidates for each in caught.value.exceptions if isinstance(each, NotFoundError)}
    assert candidates["9"] == ("1", "2")
    assert "water" in candidates["watr"]
    assert "green-tea" in candidates["gren-tea"]


def test_a_target_and_what_is_known_are_told_together():
    with pytest.raises(ExceptionGroup) as caught:
        listed(targets=("coffee",), known=("milk", "sugar"))

    assert {each.ref for each in caught.value.exceptions} == {"coffee", "milk", "sugar"}


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"course": "coffee"}, NotFoundError),
        ({"lectures": (9,)}, NotFoundError),
        ({"max_minutes": 0}, InputError),
        ({"max_minutes": 10**9}, InputError),
        ({"known": ("water",)}, InputError),
    ],
)
def test_a_single_problem_comes_alone(fields, error):
    with pytest.raises(error):
        listed(**fields)


def _urgency(item):
    return list(Priority).index(item.priority) if item.priority else len(Priority)
