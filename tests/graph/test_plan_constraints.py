import random
from collections.abc import Iterator
from functools import cache

import pytest

from graph.nodes import key_of
from graph.plan import LearningPath, Route
from graph.planning import learning_path
from graph.plans.constraints import Constraint, Excluded, PlanConstraints
from schema.errors import InputError
from schema.lab_records import HardwareNeed
from schema.record_set import RecordSet
from schema.records import ArtifactNeed, Lab, Paper, PaperConcept, Requirement
from schema.values import Evidence, PaperConceptKind, Priority
from tests.graph.estimates import LAB, page_minutes, paper_minutes
from tests.graph.random_courses import Question, question
from tests.graph.teahouse import (
    TEA,
    TEAHOUSE,
    both,
    concept,
    recommends,
    requires,
    served,
    with_more,
)

TEAHOUSE_SERVED = served()


def plan(targets: str, known: str = "", *, of=TEAHOUSE_SERVED, route: Route = Route.REQUIRED, **asked) -> LearningPath:
    return learning_path(of, targets.split(), known.split(), route=route, constraints=PlanConstraints(**asked))


def names(path: LearningPath) -> list[str]:
    return [key_of(step.node) for step in path.steps]


def told(path: LearningPath, *, kept: bool = False) -> list[str]:
    return [key_of(one.node) for one in path.excluded if one.kept is kept]


def about(path: LearningPath, name: str) -> Excluded:
    return next(one for one in path.excluded if key_of(one.node) == name)


def materials(path: LearningPath) -> set[str]:
    return {key_of(one) for step in path.steps for one in (*step.pages, *step.papers, *step.labs)}


def likely(path: LearningPath) -> int:
    return path.minutes.likely if path.minutes else 0


# --- asking ---


@pytest.mark.parametrize("route", Route)
def test_constraints_that_ask_for_nothing_change_nothing(route):
    for target in ("tasting", "lab-2", "2301.00001"):
        assert plan(target, route=route) == learning_path(TEAHOUSE_SERVED, [target], route=route)


@pytest.mark.parametrize("asked", [{"max_minutes": -1}, {"gpu_memory_gb": -0.5}, {"gpu_memory_gb": float("nan")}])
def test_less_than_nothing_cannot_be_asked_for(asked):
    with pytest.raises(InputError):
        PlanConstraints(**asked)


def test_what_is_left_out_is_told_in_both_languages():
    late = plan("tasting lab-2", max_minutes=60)

    for path in (late, plan("green-tea", priorities=frozenset()), plan("water", language="en")):
        assert path.excluded
        for one in path.excluded:
            texts = [one.reason, *([one.way_round.text] if one.way_round else [])]
            assert all(text.zh and text.en for text in texts)


# --- least evidence ---


def with_a_weak_edge() -> RecordSet:
    stated = [need.model_copy(update={"evidence": Evidence.STATED}) for need in TEAHOUSE.requirements]
    others = [record for record in TEAHOUSE if not isinstance(record, Requirement)]
    weak = Requirement(concept="black-tea", group=7, any_of=("tasting-cups",), reason=both("cups"), evidence="curated")
    needed = requires("tasting-cups", "kiln", evidence=Evidence.STATED)
    return RecordSet.of([*others, *stated, weak, concept("tasting-cups"), concept("kiln"), needed])


def test_edges_that_are_known_less_well_are_not_followed_and_told_with_what_hangs_on_them():
    path = plan("milk-tea", of=served(with_a_weak_edge()), least_evidence=Evidence.STATED)

    assert names(path) == ["leaves", "water", "black-tea", "milk-tea"]
    assert told(path) == ["kiln", "tasting-cups"]
    for one in path.excluded:
        assert (one.constraint, one.evidence, key_of(one.step)) == (
            Constraint.LEAST_EVIDENCE,
            Evidence.CURATED,
            "black-tea",
        )
        assert "cups" in one.reason.en


def test_edges_that_are_known_well_enough_are_followed():
    path = plan("milk-tea", of=served(with_a_weak_edge()), least_evidence=Evidence.CURATED)

    assert {"kiln", "tasting-cups"} <= set(names(path))
    assert path.excluded == ()


def test_what_is_only_inferred_is_followed_when_asked_for():
    guess = Requirement(concept="water", group=5, any_of=("leaves",), reason=both("?"), evidence=Evidence.INFERRED)
    of = served(with_more(guess))

    assert names(plan("water", of=of)) == ["water"]
    assert names(plan("water", of=of, least_evidence=Evidence.INFERRED)) == ["leaves", "water"]


def test_what_is_known_is_known_however_weak_the_edges_below_it():
    of = served(with_a_weak_edge())

    assert names(plan("tasting-cups milk-tea", "black-tea", of=of, least_evidence=Evidence.STATED)) == ["milk-tea"]


# --- priorities ---


def with_papers() -> RecordSet:
    """Return the teahouse with two more papers on water, which has a page."""
    papers = [Paper(id="on-springs", title="On Springs"), Paper(id="on-wells", title="On Wells")]
    links = [
        PaperConcept(paper=paper.id, concept="water", kind=PaperConceptKind.INTRODUCES, evidence=Evidence.CURATED)
        for paper in papers
    ]
    said = [
        recommends("/docs/lecture-1/papers", 8, paper="on-springs", priority=Priority.STRONG),
        recommends("/docs/lecture-1/papers", 9, paper="on-wells", priority=Priority.OPTIONAL),
    ]
    return with_more(*papers, *links, *said)


def test_papers_of_other_priorities_are_neither_shown_nor_counted():
    of = served(with_papers())

    path = plan("water", of=of, priorities=frozenset({Priority.OPTIONAL}))

    assert materials(path) == {"teahouse/docs/lecture-1", "on-wells"}
    assert likely(path) == page_minutes(3000)
    assert told(path) == ["on-springs"]
    out = about(path, "on-springs")
    assert (key_of(out.step), out.constraint) == ("water", Constraint.PRIORITIES)
    assert key_of(out.way_round.material) == "teahouse/docs/lecture-1"


def test_a_paper_whose_urgency_the_course_does_not_say_is_of_no_priority_asked_for():
    assert told(plan("black-tea", priorities=frozenset(Priority))) == ["2301.00002"]


def test_the_only_material_of_a_step_stays_and_that_is_told():
    path = plan("tasting", "blending", priorities=frozenset({Priority.MUST}))

    assert materials(path) == {"blend-note"}
    assert likely(path) == paper_minutes("none")
    assert told(path, kept=True) == ["blend-note"]
    assert "nothing else" in about(path, "blend-note").reason.en


def test_a_paper_that_is_a_target_stays_and_that_is_told():
    path = plan("2301.00002 black-tea", priorities=frozenset({Priority.MUST}))

    assert "2301.00002" in names(path)
    assert "2301.00002" in materials(path)
    assert told(path, kept=True) == ["2301.00002"]


def test_where_the_most_urgent_papers_go_the_next_one_takes_their_time():
    papers = [Paper(id=name, title=name) for name in ("first-cup", "second-cup")]
    links = [PaperConcept(paper=one.id, concept="cups", kind="introduces", evidence="curated") for one in papers]
    said = [
        recommends("/docs/lecture-1/papers", 8, paper="first-cup", priority=Priority.MUST),
        recommends("/docs/lecture-1/papers", 9, paper="second-cup", priority=Priority.OPTIONAL),
    ]
    of = served(with_more(concept("cups"), *papers, *links, *said))

    assert likely(plan("cups", of=of)) == paper_minutes("must")
    assert likely(plan("cups", of=of, priorities=frozenset({Priority.OPTIONAL}))) == paper_minutes("optional")


# --- language ---


def with_arxiv_papers() -> RecordSet:
    comments = {"2401.00001": None, "2401.00002": "12 pages, in French"}
    papers = [Paper(id=id_, title=f"On {id_}", comment=comment) for id_, comment in comments.items()]
    links = [PaperConcept(paper=one.id, concept="water", kind="introduces", evidence="curated") for one in papers]
    return with_more(*papers, *links)


def test_materials_that_are_known_to_be_in_another_language_are_left_out():
    path = plan("water", of=served(with_arxiv_papers()), language="en")

    assert materials(path) == {"2401.00001"}
    assert told(path) == ["teahouse/docs/lecture-1", "2401.00002"]
    assert about(path, "2401.00002").reason.en == "It is in fr"
    assert key_of(about(path, "2401.00002").way_round.material) == "2401.00001"


def test_materials_of_which_no_language_is_known_stay():
    path = plan("tasting", "blending", language="zh")

    assert materials(path) == {"blend-note"}
    assert path.excluded == ()


def test_materials_in_the_language_stay_whatever_its_region():
    assert plan("water", language="zh-TW").excluded == ()


def test_the_only_pages_of_a_step_stay_whatever_their_language():
    path = plan("water", language="en")

    assert materials(path) == {"teahouse/docs/lecture-1"}
    assert told(path, kept=True) == ["teahouse/docs/lecture-1"]


# --- GPU memory ---


def needs_hardware(lab: str | None, order: int, hardware: str, **fields) -> HardwareNeed:
    return HardwareNeed(course=TEA, lab=lab, order=order, hardware=hardware, page="/docs", **fields)


def with_kettles() -> RecordSet:
    """Return the teahouse with what its labs take, and what kettles cost by the hour."""
    return with_more(
        needs_hardware("lab-1", 0, "K100-40G", time="~60 min"),
        needs_hardware("lab-1", 1, "K50 16 GB", advice="half the leaves"),
        needs_hardware("lab-2", 0, "K100-40G", time="~1.5 h"),
        needs_hardware(None, 2, "K50", memory="16 GB", cost="~1.20 CNY/h"),
        needs_hardware(None, 3, "K100-40G", cost="~6.00 CNY/h"),
        needs_hardware(None, 4, "K100-80G", cost="~2.00 CNY/h"),
    )


KETTLES = served(with_kettles())


def test_a_lab_that_takes_too_much_memory_is_no_material_and_the_cheapest_hire_is_told():
    path = plan("green-tea", of=KETTLES, gpu_memory_gb=8)

    assert "teahouse/lab-1" not in materials(path)
    assert likely(path) == likely(plan("green-tea", of=KETTLES)) - LAB
    out = about(path, "teahouse/lab-1")
    assert (out.constraint, key_of(out.step)) == (Constraint.GPU_MEMORY, "green-tea")
    assert "16 GB" in out.reason.en
    # The small kettle at 1.20 an hour, for as long as a lab is likely to take: nothing says how long it takes there.
    assert (out.way_round.hardware, out.way_round.minutes) == ("K50", LAB)
    assert out.way_round.price == f"~{1.2 * LAB / 60:.2f} CNY"
    assert "half the leaves" in out.way_round.text.en


def test_the_dearest_kettle_by_the_hour_can_be_the_largest_or_not():
    out = about(plan("blending", "green-tea", of=KETTLES, gpu_memory_gb=8), "teahouse/lab-2")

    assert (out.way_round.hardware, out.way_round.price) == ("K100-80G", f"~{2 * LAB / 60:.2f} CNY")


def test_a_lab_that_is_a_target_and_takes_too_much_goes_and_what_leads_up_to_it_stays():
    path = plan("lab-2", of=KETTLES, gpu_memory_gb=16)

    assert names(path) == names(plan("lab-2", of=KETTLES))[:-1]
    assert names(path)[-1] == "teahouse/lab-1"
    assert told(path)[0] == "teahouse/lab-2"
    assert about(path, "teahouse/lab-2").way_round.hardware == "K100-80G"


def test_a_lab_that_starts_from_one_that_takes_too_much_cannot_be_done_either():
    of = served(RecordSet.of([*with_kettles(), needs_hardware("lab-3", 0, "K5 4 GB"), *third_lab("lab-2")]))

    path = plan("lab-3", of=of, gpu_memory_gb=16)

    assert {"teahouse/lab-2", "teahouse/lab-3"}.isdisjoint(names(path))
    assert "blending" in names(path)
    assert "starts from “A tray”" in about(path, "teahouse/lab-3").reason.en
    assert about(path, "teahouse/lab-3").way_round.hardware == "K100-80G"


def test_what_leads_up_to_a_lab_that_cannot_be_done_gives_way_to_targets_that_can():
    path = plan("lab-2 water", of=KETTLES, gpu_memory_gb=16, max_minutes=page_minutes(3000))

    assert names(path) == ["water"]
    assert about(path, "blending").constraint is Constraint.MAX_MINUTES
    assert "Only “A tray” needs it" in about(path, "blending").reason.en
    assert about(path, "blending").way_round.minutes > 0


def third_lab(*any_of: str) -> Iterator[Lab | ArtifactNeed]:
    yield Lab(course=TEA, slug="lab-3", number=3, title="A cup", page="/docs")
    yield ArtifactNeed(
        course=TEA, lab="lab-3", group=0, any_of=any_of, artifact="x", reason=both("a cup"), evidence="curated"
    )


def test_where_another_lab_will_do_the_plan_goes_by_that_one():
    of = served(RecordSet.of([*with_kettles(), *third_lab("lab-1", "lab-2")]))

    path = plan("lab-3 blending", of=of, gpu_memory_gb=16)

    assert {"teahouse/lab-1", "teahouse/lab-3"} <= set(names(path))
    assert "teahouse/lab-2" not in names(path)


def test_a_lab_that_fits_only_otherwise_than_advised_stays_and_that_is_told():
    path = plan("green-tea", of=KETTLES, gpu_memory_gb=16)

    assert "teahouse/lab-1" in materials(path)
    assert told(path, kept=True) == ["teahouse/lab-1"]
    assert "half the leaves" in about(path, "teahouse/lab-1").way_round.text.en


def test_a_lab_of_which_nothing_is_known_stays():
    assert plan("green-tea lab-1", gpu_memory_gb=0).excluded == ()


# --- time ---


def test_what_fits_is_left_alone():
    whole = plan("tasting lab-2")

    assert plan("tasting lab-2", max_minutes=likely(whole)) == whole


def test_without_time_there_are_no_steps():
    path = plan("tasting", max_minutes=0)

    assert (path.steps, path.minutes) == ((), None)
    assert told(path) == names(plan("tasting"))


def test_without_time_there_is_none_for_what_takes_an_unknown_time_either():
    of = served(with_more(concept("silence")))

    path = plan("silence", of=of, max_minutes=0)

    assert path.steps == ()
    assert told(path) == ["silence"]


def test_less_urgent_papers_go_before_labs_and_labs_before_what_has_to_be_read():
    of = served(with_papers())
    whole = likely(plan("green-tea", of=of))
    springs = paper_minutes("strong")

    assert told(plan("green-tea", of=of, max_minutes=whole - 1)) == ["on-springs"]
    assert set(told(plan("green-tea", of=of, max_minutes=whole - springs - LAB))) == {"on-springs", "teahouse/lab-1"}
    without = plan("green-tea", of=of, max_minutes=page_minutes(3000) + page_minutes(6000))
    assert set(told(without)) == {"on-springs", "teahouse/lab-1", "2301.00001"}
    assert names(without) == names(plan("green-tea", of=of))


def test_what_had_gone_comes_back_where_it_fits_after_all():
    of = served(with_papers())
    springs, pages = paper_minutes("strong"), page_minutes(3000) + page_minutes(6000)

    # The paper went first, but once the lab has gone there is time for it.
    path = plan("green-tea", of=of, max_minutes=pages + springs + 90)

    assert "on-springs" in materials(path)
    assert told(path) == ["teahouse/lab-1"]


def test_the_only_reading_of_a_step_does_not_go_to_save_time():
    path = plan("tasting", "blending", max_minutes=10)

    assert path.steps == ()
    assert told(path) == ["tasting"]


def test_how_much_time_is_missing_for_a_material_is_told():
    whole = likely(plan("green-tea"))

    out = about(plan("green-tea", max_minutes=whole - 20), "teahouse/lab-1")

    assert (out.constraint, out.way_round.minutes) == (Constraint.MAX_MINUTES, 20)


def test_of_several_targets_the_dearest_go_until_the_others_fit():
    alone = likely(plan("water"))

    path = plan("water tasting", max_minutes=alone)

    assert names(path) == ["water"]
    assert set(told(path)) == set(names(plan("tasting"))) - {"water"}
    missing = page_minutes(9000) + paper_minutes("none")
    assert about(path, "tasting").way_round.minutes == missing
    assert "Only “Tasting” needs it" in about(path, "blending").reason.en


def test_a_target_that_another_needs_anyway_does_not_go():
    path = plan("black-tea milk-tea", max_minutes=page_minutes(3000))

    assert names(path) == ["leaves", "water"]


def test_a_target_that_takes_too_long_is_approached_as_far_as_time_goes():
    path = plan("milk-tea", max_minutes=page_minutes(3000) + 1)

    assert names(path) == ["leaves", "water"]
    assert told(path) == ["black-tea", "milk-tea"]
    assert about(path, "milk-tea").way_round.minutes == page_minutes(9000) - 1
    assert key_of(path.targets[0]) == "milk-tea"


def test_on_the_course_route_the_required_route_is_the_way_round_where_it_fits():
    needed = likely(plan("milk-tea"))

    path = plan("milk-tea", route=Route.COURSE, max_minutes=needed)

    out = about(path, "milk-tea")
    assert out.way_round.minutes == needed
    assert "only what is required" in out.way_round.text.en


# --- what holds of every plan ---

SEEDS = range(400)


def asked_of(seed: int, whole: LearningPath) -> dict:
    chance = random.Random(seed)
    every = {
        "max_minutes": chance.randint(0, likely(whole) + 20),
        "priorities": frozenset(chance.sample(list(Priority), chance.randint(0, 3))),
        "language": chance.choice(("zh", "en")),
    }
    return {name: every[name] for name in chance.sample(sorted(every), chance.randint(1, 3))}


@cache
def constrained(route: Route) -> list[tuple[int, Question, LearningPath, LearningPath, dict]]:
    found = []
    for seed in SEEDS:
        of = question(seed)
        index = served(of.record_set)
        whole = learning_path(index, of.targets, of.known, route=route)
        asked = asked_of(seed, whole)
        path = learning_path(index, of.targets, of.known, route=route, constraints=PlanConstraints(**asked))
        found.append((seed, of, whole, path, asked))
    return found


@pytest.mark.parametrize("route", Route)
def test_every_step_that_stays_has_all_it_requires_before_it(route):
    for seed, of, _, path, _ in constrained(route):
        done = set(of.satisfied)
        for slug in names(path):
            assert all(not done.isdisjoint(group) for group in of.groups[slug]), (seed, slug)
            done.add(slug)


@pytest.mark.parametrize("route", Route)
def test_a_plan_never_takes_more_time_than_there_is(route):
    for seed, _, whole, path, asked in constrained(route):
        assert likely(path) <= asked.get("max_minutes", likely(whole)), seed


@pytest.mark.parametrize("route", Route)
def test_what_stays_and_what_is_told_make_up_the_plan_without_constraints(route):
    for seed, _, whole, path, _ in constrained(route):
        left_out = set(told(path))
        assert set(names(path)) | (left_out & set(names(whole))) == set(names(whole)), seed
        assert left_out.isdisjoint(names(path)), seed
        gone = [step for step in whole.steps if key_of(step.node) in left_out]
        shown = {key_of(one) for step in gone for one in (*step.pages, *step.papers, *step.labs)}
        assert materials(path) | left_out | shown >= materials(whole), seed
        assert materials(path) <= materials(whole), seed
        assert materials(path).isdisjoint(left_out), seed


def test_no_step_that_had_something_to_read_is_left_with_nothing():
    for seed, _, whole, path, _ in constrained(Route.REQUIRED):
        had = {key_of(step.node) for step in whole.steps if step.pages or step.papers}
        assert all(step.pages or step.papers for step in path.steps if key_of(step.node) in had), seed


def test_every_target_that_fits_is_reached():
    for seed, of, whole, path, asked in constrained(Route.REQUIRED):
        if likely(whole) <= asked.get("max_minutes", likely(whole)) and asked.get("max_minutes") != 0:
            assert set(of.targets) <= set(names(path)) | of.satisfied, seed


def test_the_same_question_has_the_same_answer_whatever_the_order_of_records():
    for seed in range(0, 400, 8):
        of = question(seed)
        shuffled = list(of.records)
        random.Random(seed).shuffle(shuffled)
        asked = PlanConstraints(**asked_of(seed, learning_path(served(of.record_set), of.targets, of.known)))

        paths = [
            learning_path(served(RecordSet.of(records)), of.targets, of.known, constraints=asked)
            for records in (of.records, shuffled)
        ]

        assert repr(paths[0]) == repr(paths[1]), seed
