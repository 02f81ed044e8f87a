"""What differs between the two real builds of the course, in meaning; and its order of pages."""

from datetime import UTC, datetime

import pytest

from graph.auditing.reordering import WhyNot, reordering_of
from graph.changes.told import ChangeKind, ChangeSubject
from graph.history import Comparison, History
from graph.nodes import key_of
from graph.served import served_from
from schema.store import Store

COURSE = "llm-post-training"
FEBRUARY, MARCH = datetime(2026, 2, 26, tzinfo=UTC), datetime(2026, 3, 11, tzinfo=UTC)
REWRITTEN = [
    "/docs",
    "/docs/lecture-1/post-training-overview",
    "/docs/lecture-1/sft-core-concepts",
    "/docs/lecture-1/evaluation-methods",
    "/docs/lecture-1/lab",
    "/docs/lecture-2/lab",
    "/docs/lecture-6",
]
"""The pages whose text differs between the builds, in the course's order."""


@pytest.fixture(scope="module")
def store(ingested, tmp_path_factory):
    database = tmp_path_factory.mktemp("both") / "course.db"
    ingested("2026-02-26", "2026-03-11", to=database)
    store = Store.open(f"sqlite:///{database}")
    yield store
    store.close()


@pytest.fixture(scope="module")
def comparison(store) -> Comparison:
    return History(store).comparison()


def of(comparison: Comparison, subject: ChangeSubject):
    return [one for one in comparison.changes if one.subject is subject]


def told(comparison: Comparison, subject: ChangeSubject, lab: str) -> dict[str, tuple[str | None, str | None]]:
    return {
        one.aspect: (one.before.en if one.before else None, one.after.en if one.after else None)
        for one in of(comparison, subject)
        if one.node[1] == f"{COURSE}/{lab}"
    }


def test_the_two_builds_are_two_editions(store):
    editions = History(store).editions()

    assert [one.seen_at for one in editions] == [MARCH, FEBRUARY]


def test_the_text_of_seven_pages_changed_and_no_page_came_went_or_moved(comparison):
    pages = of(comparison, ChangeSubject.PAGE)

    assert [(one.kind, one.aspect) for one in pages] == [(ChangeKind.CHANGED, "body")] * 7
    assert [one.node[1].removeprefix(COURSE) for one in pages] == REWRITTEN


def test_of_lecture_6_one_block_changed(comparison):
    last = of(comparison, ChangeSubject.PAGE)[-1]

    assert "(1 of " in last.before.en
    assert last.before.en == last.after.en


def test_lab_1_changed_its_base_model_its_data_and_their_length(comparison):
    assets = told(comparison, ChangeSubject.ASSET, "lab-1")
    settings = told(comparison, ChangeSubject.SETTING, "lab-1")

    assert assets["model base"] == ("Qwen/Qwen3-1.7B", "Qwen/Qwen3-1.7B-Base")
    before, after = assets["data"]
    assert before.startswith("HuggingFaceH4/ultrachat_200k (train_sft, 8,000")
    assert after.startswith("llamafactory/alpaca_gpt4_zh (train, 10,000")
    assert settings["SFTConfig.max_length"] == ("2048", "512")
    assert next(told for name, told in settings.items() if "repetition_penalty" in name) == (None, "1.1, 1.2")


def test_lab_2_changed_its_base_model_and_its_judge(comparison):
    assets = told(comparison, ChangeSubject.ASSET, "lab-2")
    settings = told(comparison, ChangeSubject.SETTING, "lab-2")

    assert assets["model base"] == ("Qwen/Qwen3-1.7B", "Qwen/Qwen3-1.7B-Base")
    assert assets["model judge"] == ("qwen3-32b", "qwen3-max")
    assert [after for before, after in settings.values() if before and "use_reentrant" in before] == [
        '{"use_reentrant": True}'
    ]


def test_the_steps_of_both_labs_can_be_read_since_they_are_rendered(comparison):
    steps = of(comparison, ChangeSubject.LAB_STEP)

    assert {one.kind for one in steps} == {ChangeKind.ADDED}
    assert {lab: [one.aspect for one in steps if one.node[1].endswith(lab)] for lab in ("lab-1", "lab-2")} == {
        "lab-1": ["1", "2", "3", "4", "5"],
        "lab-2": ["1", "2", "3", "4"],
    }


def test_no_other_lab_changed(comparison):
    labs = {one.node[1] for one in comparison.changes if one.node[0] == "Lab"}

    assert labs == {f"{COURSE}/lab-1", f"{COURSE}/lab-2"}


def test_the_vocabulary_the_recommendations_and_the_papers_are_the_same(comparison):
    same = (
        ChangeSubject.CONCEPT,
        ChangeSubject.REQUIREMENT,
        ChangeSubject.RELATION,
        ChangeSubject.ORDER,
        ChangeSubject.RECOMMENDATION,
        ChangeSubject.PAPER,
        ChangeSubject.GRADING,
    )

    assert [one for one in comparison.changes if one.subject in same] == []


def test_unrendered_markup_is_gone(comparison):
    markup = [one for one in of(comparison, ChangeSubject.FINDING) if one.aspect == "UNRENDERED_MARKUP"]

    assert len(markup) == 6
    assert {one.kind for one in markup} == {ChangeKind.REMOVED}


def test_plans_take_longer_where_pages_can_be_read_in_full(comparison):
    longer = {one.lecture.number: one for one in comparison.plans}

    assert {2, 3, 4, 5} <= set(longer)
    for number in (2, 3, 4, 5):
        assert not longer[number].new
        assert not longer[number].gone
        assert longer[number].before.minutes.likely < longer[number].after.minutes.likely


def test_both_ways_the_same_is_told(store, comparison):
    back = History(store).comparison("@0", "@1")

    assert len(back.changes) == len(comparison.changes)
    assert [key_of(step.node) for plan in back.plans for step in plan.gone] == [
        key_of(step.node) for plan in comparison.plans for step in plan.new
    ]


def test_the_course_is_put_in_order_as_far_as_pages_can(store):
    found = reordering_of(served_from(store).catalogue, COURSE)

    stuck = {(one.need.page, one.need.concept): one.why for one in found.unmendable}
    assert found.exact
    assert stuck["/docs", "post-training"] is WhyNot.ENTRANCE
    assert stuck["/docs/lecture-1/post-training-overview", "general-rl"] is WhyNot.CIRCLE
    (move,) = found.moves
    assert ([page.path for page in move.pages], move.before) == (
        ["/docs/lecture-5/quantization"],
        "/docs/lecture-1/parameter-efficient-ft",
    )
    assert [need.concept for need in move.mends] == ["nf4"]
