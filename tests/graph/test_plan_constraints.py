from collections.abc import Iterator

import pytest

from graph.nodes import key_of
from graph.plan import Route
from graph.planning import learning_path
from graph.plans.constraints import Constraint, PlanConstraints
from schema.errors import InputError
from schema.lab_records import HardwareNeed
from schema.record_set import RecordSet
from schema.records import ArtifactNeed, Lab, Paper, PaperConcept, Requirement
from schema.values import Evidence, Priority
from tests.graph.constrained import TEAHOUSE_SERVED, about, likely, materials, names, plan, told, with_papers
from tests.graph.estimates import LAB, page_minutes, paper_minutes
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
