import pytest

from graph.nodes import NodeKind, key_of
from graph.plan import LearningPath, Route
from graph.planning import learning_path
from graph.served import Served
from schema.errors import AmbiguousRefError, NotFoundError
from schema.records import (
    ArtifactNeed,
    Concept,
    Course,
    Coverage,
    Lab,
    LabConcept,
    Page,
    Paper,
    PaperConcept,
    Record,
    Requirement,
)
from schema.values import CoverageKind, Evidence, LabConceptKind, PaperConceptKind
from tests.graph.estimates import LAB, page_minutes, paper_minutes
from tests.graph.teahouse import (
    TEA,
    TEAHOUSE,
    both,
    concept,
    page,
    precedes,
    requires,
    served,
    teaches,
    with_more,
    without,
)

TEAHOUSE_SERVED = served()


def plan(
    targets: str, known: str = "", *, route: Route = Route.REQUIRED, of=TEAHOUSE_SERVED, course=None
) -> LearningPath:
    return learning_path(of, targets.split(), known.split(), route=route, course=course)


def names(path: LearningPath) -> list[str]:
    return [key_of(step.node) for step in path.steps]


def step(path: LearningPath, name: str):
    return next(step for step in path.steps if key_of(step.node) == name)


# --- what is in it ---


def test_a_plan_holds_what_the_target_needs_each_after_what_it_needs_itself():
    assert names(plan("milk-tea")) == ["leaves", "water", "black-tea", "milk-tea"]


def test_the_course_order_is_no_need():
    assert "green-tea" not in names(plan("black-tea"))


def test_the_course_route_takes_what_the_course_teaches_before_and_says_so():
    path = plan("black-tea", route=Route.COURSE)

    assert names(path) == ["leaves", "water", "green-tea", "black-tea"]
    assert [key_of(step.node) for step in path.steps if step.only_for_order] == ["green-tea"]


def test_the_course_route_also_follows_the_order_before_what_the_order_brings_in():
    # pouring is there for the order only; it requires warming, before which the course teaches polishing.
    of = served(
        with_more(
            *map(concept, ("pouring", "warming", "polishing")),
            requires("pouring", "warming"),
            precedes("pouring", "water"),
            precedes("polishing", "warming"),
        )
    )

    path = plan("water", route=Route.COURSE, of=of)

    assert names(path) == ["polishing", "warming", "pouring", "water"]
    assert [step.only_for_order for step in path.steps] == [True, True, True, False]
    assert [key_of(reason.node) for reason in path.steps[0].why] == ["warming", "pouring", "water"]


def test_where_the_course_teaches_something_before_what_it_requires_the_requirement_wins():
    of = served(with_more(precedes("black-tea", "leaves")))

    order = names(plan("black-tea", route=Route.COURSE, of=of))

    assert order.index("leaves") < order.index("black-tea")


def test_the_order_of_another_course_does_not_count():
    of = served(with_more(Course(slug="cups", title="Cups"), precedes("leaves", "water", course="cups")))

    assert "leaves" not in names(plan("water", route=Route.COURSE, of=of, course=TEA))
    assert "leaves" in names(plan("water", route=Route.COURSE, of=of, course="cups"))


def test_of_a_choice_the_quicker_is_taken_and_the_other_told():
    path = plan("blending")

    # Green tea has a page and a paper of its own; black tea stands on a page that blending asks for anyway.
    assert names(path) == ["leaves", "water", "black-tea", "blending"]
    (choice,) = path.alternatives
    assert (key_of(choice.concept), key_of(choice.chosen)) == ("blending", "black-tea")
    assert [key_of(other) for other in choice.others] == ["green-tea"]
    assert path.exact


def test_a_choice_that_something_known_has_made_is_no_alternative():
    path = plan("blending milk-tea", "green-tea")

    assert "black-tea" in names(path)
    assert path.alternatives == ()


def test_a_choice_of_which_all_are_in_the_plan_leaves_nothing_to_tell():
    path = plan("blending green-tea black-tea")

    assert path.alternatives == ()


def test_assumed_basics_are_told_and_are_no_steps():
    path = plan("water")

    assert names(path) == ["water"]
    assert [one.slug for one in path.assumed] == ["heat"]


def test_an_assumed_basic_as_target_is_told_as_assumed():
    path = plan("heat")

    assert path.steps == ()
    assert [one.slug for one in path.assumed] == ["heat"]
    assert path.minutes is None


def test_what_is_known_is_no_step_and_implies_what_it_requires():
    assert names(plan("milk-tea", "black-tea")) == ["milk-tea"]
    assert names(plan("green-tea", "black-tea")) == ["green-tea"]


def test_what_is_known_does_not_imply_either_of_a_choice():
    assert names(plan("tasting black-tea", "blending")) == ["leaves", "water", "black-tea", "tasting"]


def test_a_known_target_leaves_nothing_to_do():
    path = plan("milk-tea", "milk-tea")

    assert path.steps == ()
    assert path.exact


def test_whoever_knows_a_page_knows_what_it_teaches():
    assert names(plan("milk-tea", "/docs/lecture-2")) == ["milk-tea"]


def test_whoever_knows_a_paper_knows_what_it_introduces():
    assert names(plan("green-tea", "2301.00001")) == []


def test_what_is_only_inferred_is_never_in_a_plan():
    inferred: list[Record] = [
        Requirement(concept="water", group=5, any_of=("leaves",), reason=both("?"), evidence=Evidence.INFERRED),
        LabConcept(
            course=TEA,
            lab="lab-1",
            concept="tasting",
            kind=LabConceptKind.ASSESSES,
            order=9,
            evidence=Evidence.INFERRED,
        ),
        PaperConcept(paper="2301.00002", concept="tasting", kind=PaperConceptKind.USES, evidence=Evidence.INFERRED),
        Coverage(
            course=TEA,
            page="/docs/lecture-1/lab",
            concept="tasting",
            kind=CoverageKind.TEACHES,
            order=0,
            evidence=Evidence.INFERRED,
        ),
        ArtifactNeed(
            course=TEA, lab="lab-1", group=9, any_of=("lab-2",), artifact="x", reason=both("?"), evidence="inferred"
        ),
    ]
    of = served(with_more(*inferred))

    for target in ("water", "lab-1", "2301.00002", "lecture-1"):
        assert names(plan(target, of=of)) == names(plan(target))


# --- targets of other kinds ---


def with_electives(*parts: tuple[str, ...]) -> Served:
    """Return a teahouse where a lab lets one choose among parts."""
    lab = Lab(course=TEA, slug="lab-9", number=9, title="Choose", page="/docs/lecture-1/lab")
    links = [
        LabConcept(
            course=TEA,
            lab="lab-9",
            concept=slug,
            kind=LabConceptKind.PRACTISES,
            order=at,
            elective=number,
            evidence=Evidence.CURATED,
        )
        for number, part in enumerate(parts, 1)
        for at, slug in enumerate(part)
    ]
    return served(with_more(lab, *(concept(slug) for slug in "abcd"), requires("b", "a"), *links))


def test_a_lab_needs_one_of_its_electives_and_all_of_that_one():
    of = with_electives(("b", "a"), ("c", "d"))

    path = learning_path(of, ["lab-9"])

    assert names(path) == ["a", "b", "teahouse/lab-9"]
    assert {key_of(other) for choice in path.alternatives for other in choice.others} == {"c", "d"}


@pytest.mark.parametrize("known", [["c", "d"], ["c", "d", "a"]])
def test_who_can_do_one_elective_lacks_nothing(known):
    assert names(learning_path(with_electives(("b",), ("c", "d")), ["lab-9"], known)) == ["teahouse/lab-9"]


def test_half_an_elective_is_not_enough():
    assert set(names(learning_path(with_electives(("b",), ("c", "d")), ["lab-9"], ["d"]))) == {"c", "teahouse/lab-9"}


def test_a_lab_needs_what_it_practises_and_the_lab_it_starts_from():
    path = plan("lab-2")

    assert names(path)[-2:] == ["teahouse/lab-1", "teahouse/lab-2"]
    assert {"green-tea", "blending"} <= set(names(path))
    assert step(path, "teahouse/lab-1").why[0].reason.en == "the tray carries the pot"


def test_a_lab_does_not_need_a_lab_that_a_public_model_replaces():
    def replaced(record: Record) -> Record:
        if isinstance(record, ArtifactNeed):
            return record.model_copy(update={"or_model": "pots/small"})
        return record

    of = served(type(TEAHOUSE).of(map(replaced, TEAHOUSE)))

    assert "teahouse/lab-1" not in names(plan("lab-2", of=of))


def test_a_paper_needs_what_it_uses_and_what_its_subject_requires_but_not_its_subject():
    path = plan("2301.00001")

    assert names(path) == ["leaves", "water", "2301.00001"]
    assert path.steps[-1].kind is NodeKind.PAPER


def test_a_page_needs_what_its_subjects_require_but_not_what_it_teaches_itself():
    path = plan("/docs/lecture-2")

    assert names(path) == ["leaves", "water", "teahouse/docs/lecture-2"]


def test_a_lecture_needs_what_its_pages_teach():
    assert set(names(plan("lecture-1"))) == {"leaves", "water", "green-tea", "teahouse/1"}


def test_targets_of_all_kinds_go_together():
    path = plan("milk-tea 2301.00002 lab-1 /docs/lecture-2")

    assert len(names(path)) == len(set(names(path)))
    assert {"milk-tea", "2301.00002", "teahouse/lab-1", "teahouse/docs/lecture-2"} <= set(names(path))
    assert {type(step.node) for step in path.steps} == {Concept, Paper, Lab, Page}


def test_a_target_named_twice_is_one_target():
    path = plan("green-tea 绿茶 Sencha")

    assert [key_of(node) for node in path.targets] == ["green-tea"]
    assert names(path).count("green-tea") == 1


def test_pages_among_the_steps_follow_the_order_of_the_course():
    of = served(with_more(page("/docs/a-last", "Last", 50), page("/docs/z-first", "First", 40)))

    assert names(plan("/docs/a-last /docs/z-first", of=of)) == ["teahouse/docs/z-first", "teahouse/docs/a-last"]


def test_concepts_follow_the_order_of_the_course_that_is_planned_with():
    cups = [
        Course(slug="cups", title="Cups"),
        page("/1", "Leaves first", 1, course="cups"),
        page("/2", "Then water", 2, course="cups"),
        teaches("/1", "leaves", course="cups"),
        teaches("/2", "water", course="cups"),
    ]
    turned = without(lambda record: isinstance(record, Coverage) and record.concept in ("leaves", "water"))
    of = served(
        type(TEAHOUSE).of([*turned, *cups, teaches("/docs/lecture-1", "water"), teaches("/docs/lecture-2", "leaves")])
    )

    assert names(plan("leaves water", of=of, course="cups")) == ["leaves", "water"]
    assert names(plan("leaves water", of=of, course=TEA)) == ["water", "leaves"]


# --- materials and minutes ---


def test_a_step_names_what_to_read_and_run():
    green = step(plan("green-tea"), "green-tea")

    assert [page.path for page in green.pages] == ["/docs/lecture-1/green"]
    assert [paper.id for paper in green.papers] == ["2301.00001"]
    assert [lab.slug for lab in green.labs] == ["lab-1"]
    assert [one.slug for one in green.unlocks] == ["blending"]


def test_labs_of_a_step_are_in_order_of_their_numbers():
    labs = [Lab(course=TEA, slug=f"lab-{n}", number=n, title=f"L{n}", page="/docs") for n in (10, 9)]
    links = [
        LabConcept(
            course=TEA, lab=lab.slug, concept="water", kind=LabConceptKind.PRACTISES, order=0, evidence=Evidence.CURATED
        )
        for lab in labs
    ]
    of = served(with_more(*labs, *links))

    assert [lab.slug for lab in plan("water", of=of).steps[-1].labs] == ["lab-9", "lab-10"]


def test_a_page_that_teaches_two_concepts_is_counted_once():
    path = plan("water leaves")

    assert [step.minutes.likely if step.minutes else None for step in path.steps] == [page_minutes(3000), None]
    assert path.minutes.likely == page_minutes(3000)


def test_the_minutes_of_a_plan_are_those_of_its_materials_each_once():
    path = plan("green-tea")

    # Two pages, a paper of one to two hours, and a lab for the target itself.
    assert path.minutes.likely == page_minutes(3000) + page_minutes(6000) + 90 + LAB
    assert path.minutes.basis == "mixed"
    assert path.minutes.low < path.minutes.likely < path.minutes.high


def test_the_lab_of_a_concept_is_counted_where_the_concept_is_the_target_only():
    path = plan("tasting", "black-tea")

    assert names(path) == ["blending", "tasting"]
    assert step(path, "blending").labs[0].slug == "lab-2"
    assert step(path, "blending").minutes.likely == page_minutes(9000)
    assert step(plan("blending", "black-tea"), "blending").minutes.likely == page_minutes(9000) + LAB


def test_a_concept_without_a_page_takes_as_long_as_its_first_paper():
    assert step(plan("tasting"), "tasting").minutes.likely == paper_minutes("none")


def test_papers_that_the_course_does_not_urge_take_no_time_where_a_page_teaches_the_concept():
    black = step(plan("milk-tea"), "black-tea")

    assert [paper.id for paper in black.papers] == ["2301.00002"]
    assert black.minutes.likely == page_minutes(9000)


def test_a_lab_that_is_a_step_and_a_material_is_counted_once():
    assert plan("green-tea lab-1").minutes.likely == plan("green-tea").minutes.likely


def test_minutes_of_what_is_unknown_are_unknown():
    of = served(with_more(concept("silence")))

    assert plan("silence", of=of).minutes is None
    assert plan("silence", of=of).steps[0].minutes is None


def test_a_shared_page_makes_a_choice_cheaper():
    # far stands on a short page of its own, near on the long page that is read anyway.
    of = served(
        with_more(
            *map(concept, ("near", "far", "goal")),
            requires("goal", "near", "far"),
            page("/shared", "Shared", 20, characters=9000),
            page("/own", "Own", 21, characters=6000),
            teaches("/shared", "goal"),
            teaches("/shared", "near"),
            teaches("/own", "far"),
        )
    )

    path = plan("goal", of=of)

    assert names(path) == ["near", "goal"]
    assert path.minutes.likely == page_minutes(9000)


# --- reasons ---


def test_a_target_is_there_because_it_was_asked_for():
    (reason,) = plan("water").steps[-1].why

    assert key_of(reason.node) == "water"
    assert reason.reason.en == "This is what you asked for"


def test_a_step_is_there_for_a_chain_of_reasons_that_ends_at_a_target():
    why = step(plan("tasting"), "leaves").why

    assert [key_of(reason.node) for reason in why] == ["black-tea", "blending", "tasting"]
    assert [reason.reason.en for reason in why] == [
        "black-tea is made from leaves",
        "blending is made from green-tea or black-tea",
        "tasting is made from blending",
    ]


def test_a_step_is_not_explained_by_a_choice_that_something_known_has_made():
    path = plan("blending milk-tea", "green-tea")

    assert [key_of(reason.node) for reason in step(path, "black-tea").why] == ["milk-tea"]


def test_a_step_that_is_there_for_the_order_says_so():
    why = step(plan("black-tea", route=Route.COURSE), "green-tea").why

    assert [key_of(reason.node) for reason in why] == ["black-tea"]
    assert why[0].reason.en == "green-tea comes before black-tea"


# --- asking ---


def test_all_names_that_mean_nothing_are_told_at_once():
    with pytest.raises(ExceptionGroup) as told:
        plan("water coffee cocoa")

    assert [error.ref for error in told.value.exceptions] == ["coffee", "cocoa"]
    assert all(isinstance(error, NotFoundError) for error in told.value.exceptions)


def test_an_ambiguous_name_is_told_with_its_candidates():
    of = served(with_more(concept("cold-brew", aliases=["GT"])))

    with pytest.raises(ExceptionGroup) as told:
        plan("GT", of=of)

    assert isinstance(told.value.exceptions[0], AmbiguousRefError)


@pytest.mark.parametrize("ref", ["teahouse", "https://kettles.example/guide"])
def test_a_course_or_resource_cannot_be_planned(ref):
    with pytest.raises(ExceptionGroup):
        plan(ref)


def test_a_course_that_does_not_exist_is_told():
    with pytest.raises(ExceptionGroup) as told:
        plan("water", course="coffee")

    assert told.group_contains(NotFoundError, match="no course goes by 'coffee'")


def test_no_targets_make_an_empty_plan():
    path = learning_path(TEAHOUSE_SERVED, [])

    assert (path.steps, path.minutes, path.exact) == ((), None, True)


def test_nobody_needs_what_is_a_bonus_of_a_lab():
    bonus = LabConcept(
        course=TEA, lab="lab-1", concept="blending", kind="practises", order=9, elective=0, evidence=Evidence.CURATED
    )

    assert names(plan("lab-1", of=served(with_more(bonus)))) == names(plan("lab-1"))
