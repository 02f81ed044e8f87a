import random

import networkx as nx
import pytest

from graph.check import counts_by_code, problems_in, sound_part
from schema.lab_records import GradingRule, LabStep
from schema.record_set import RecordSet
from schema.records import ArtifactNeed, Citation, Coverage, Finding, Lab, LabConcept, PaperConcept, Record, Requirement
from schema.values import (
    CoverageKind,
    Evidence,
    LabConceptKind,
    PageKind,
    PaperConceptKind,
    RelationKind,
    Severity,
    SourceRef,
    Text,
)
from tests.graph.teahouse import (
    CONCEPTS,
    COURSE,
    LABS,
    PAPERS,
    TEA,
    TEAHOUSE,
    TEAHOUSE_RECORDS,
    both,
    concept,
    page,
    precedes,
    recommends,
    requires,
    teaches,
    with_more,
)

STATED = SourceRef(page="/docs/lecture-1", anchor="kettles", position=1)
TEAHOUSE_RELATION = TEAHOUSE.relations[0]


def codes(records: RecordSet) -> list[str]:
    return [problem.finding.code for problem in problems_in(records)]


def changed(record: Record, **fields) -> Record:
    return type(record).model_validate(record.model_dump() | fields)


def test_the_teahouse_is_sound():
    assert problems_in(TEAHOUSE) == ()


def test_nothing_at_all_is_sound():
    assert problems_in(RecordSet()) == ()


BROKEN = {
    "DUPLICATE_COURSE": changed(COURSE, title="Another"),
    "DUPLICATE_LECTURE": changed(TEAHOUSE.lectures[0], title="Another"),
    "DUPLICATE_PAGE": changed(TEAHOUSE.pages[0], title="Another"),
    "DUPLICATE_RESOURCE": changed(TEAHOUSE.resources[0], title="Another"),
    "DUPLICATE_LAB": changed(LABS[0], title="Another"),
    "DUPLICATE_CONCEPT": changed(CONCEPTS[1], area="elsewhere"),
    "DUPLICATE_PAPER": changed(PAPERS[1], title="Another"),
    "DUPLICATE_CITATION_KEY": changed(PAPERS[0], id="another"),
    "DUPLICATE_REQUIREMENT_GROUP": requires("water", "leaves"),
    "DUPLICATE_RECOMMENDATION": recommends("/docs/lecture-1/papers", 0, paper="blend-note"),
    "ALIAS_CLASH": concept("sencha-tea", aliases=["SENCHA"]),
    "MISSING_LANGUAGE": changed(concept("matcha"), definition=Text(en="Powder")),
    "STATED_WITHOUT_SOURCE": requires("milk-tea", "water", group=1, evidence=Evidence.STATED),
    "REQUIREMENT_CYCLE": requires("leaves", "tasting"),
    "PRECEDENCE_CYCLE": precedes("tasting", "green-tea"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_what_would_make_the_graph_wrong_is_found(code):
    (problem,) = problems_in(with_more(BROKEN[code]))

    assert problem.finding.code == code
    assert problem.finding.severity is Severity.ERROR
    assert problem.finding.remedy
    assert len(problem.culprits) == 1


@pytest.mark.parametrize("code", BROKEN)
def test_without_the_culprits_the_graph_is_sound(code):
    broken = with_more(BROKEN[code])

    sound, findings = sound_part(broken)

    assert problems_in(sound) == ()
    assert [finding.code for finding in findings] == [code]
    assert len(list(sound)) == len(list(broken)) - 1


DANGLING = [
    pytest.param(requires("nothing", "water"), "nothing", id="requirement of a concept"),
    pytest.param(requires("milk-tea", "water", "nothing", group=1), "nothing", id="one member of a group"),
    pytest.param(changed(TEAHOUSE_RELATION, source="nothing"), "nothing", id="relation from"),
    pytest.param(changed(TEAHOUSE_RELATION, target="nothing", kind=RelationKind.EQUALS), "nothing", id="relation to"),
    pytest.param(precedes("nothing", "water"), "nothing", id="precedence"),
    pytest.param(teaches("/docs", "nothing"), "nothing", id="coverage of a concept"),
    pytest.param(teaches("/nowhere", "water"), "/nowhere", id="coverage by a page"),
    pytest.param(
        LabConcept(
            course=TEA, lab="lab-9", concept="water", kind=LabConceptKind.ASSESSES, order=0, evidence=Evidence.CURATED
        ),
        "lab-9",
        id="practice in a lab",
    ),
    pytest.param(changed(TEAHOUSE.artifact_needs[0], any_of=["lab-1", "lab-9"], group=1), "lab-9", id="artifact"),
    pytest.param(
        PaperConcept(paper="nothing", concept="water", kind=PaperConceptKind.USES, evidence=Evidence.CURATED),
        "nothing",
        id="paper of a concept",
    ),
    pytest.param(recommends("/nowhere", 0, paper="blend-note"), "/nowhere", id="recommending page"),
    pytest.param(recommends("/docs", 0, paper="nothing"), "nothing", id="recommended paper"),
    pytest.param(recommends("/docs", 0, resource="https://no.example"), "https://no.example", id="resource"),
    pytest.param(recommends("/docs", 0, paper="blend-note", lecture=9), "9", id="lecture of a recommendation"),
    pytest.param(recommends("/docs", 0, label="both or none"), "it recommends", id="recommendation of nothing"),
    pytest.param(Lab(course=TEA, slug="lab-3", number=3, title="C", page="/nowhere"), "/nowhere", id="page of a lab"),
    pytest.param(page("/a", "A", 9, course="nothing"), "nothing", id="course of a page"),
    pytest.param(page("/a", "A", 9, lecture=9), "9", id="lecture of a page"),
    pytest.param(Citation(paper="blend-note", cited="nothing", confirmed=True), "nothing", id="citation"),
]


@pytest.mark.parametrize(("record", "name"), DANGLING)
def test_a_name_of_what_does_not_exist_is_found(record, name):
    (problem,) = problems_in(with_more(record))

    assert problem.finding.code == "DANGLING_REFERENCE"
    assert problem.finding.subjects == (name,)
    assert problem.culprits == (record,)


def test_all_problems_are_told_at_once():
    broken = with_more(*BROKEN.values(), requires("nothing", "water"))

    assert set(codes(broken)) >= {*BROKEN, "DANGLING_REFERENCE"}


def test_whatever_is_broken_a_sound_part_is_left():
    broken = with_more(*BROKEN.values(), *(parameter.values[0] for parameter in DANGLING))

    sound, findings = sound_part(broken)

    assert problems_in(sound) == ()
    assert {finding.code for finding in findings} >= set(BROKEN)
    assert set(TEAHOUSE.concepts) <= set(sound.concepts)


def test_the_same_record_twice_costs_nothing():
    sound, findings = sound_part(RecordSet.of([*TEAHOUSE_RECORDS, *TEAHOUSE_RECORDS]))

    assert sound == TEAHOUSE
    assert findings == ()


def test_what_hangs_on_something_left_out_is_left_out_too():
    lost = page("/a", "A", 9, course="nothing")
    hangs = Coverage(
        course="nothing", page="/a", concept="water", kind=CoverageKind.TEACHES, order=0, evidence=Evidence.CURATED
    )

    sound, findings = sound_part(with_more(lost, hangs))

    assert sound == TEAHOUSE
    assert counts_by_code(findings) == {"DANGLING_REFERENCE": 2}


def test_a_circle_is_told_whole_with_reasons_and_sources():
    closing = Requirement(
        concept="leaves",
        group=0,
        any_of=("tasting",),
        reason=both("leaves are chosen by taste"),
        evidence=Evidence.STATED,
        sources=(STATED,),
    )

    (problem,) = problems_in(with_more(closing))

    assert problem.finding.message.splitlines() == [
        "concepts require each other in a circle: black-tea -> leaves -> tasting -> blending -> black-tea",
        "  black-tea requires leaves: black-tea is made from leaves [vocabulary/tea.yaml:3]",
        "  leaves requires tasting: leaves are chosen by taste [/docs/lecture-1 #kettles]",
        "  tasting requires blending: tasting is made from blending [vocabulary/tea.yaml:3]",
        "  blending requires green-tea or black-tea: blending is made from green-tea or black-tea"
        " [vocabulary/tea.yaml:3]",
    ]
    assert problem.finding.subjects == ("black-tea", "leaves", "tasting", "blending")


def test_a_concept_that_requires_itself_is_a_circle():
    (problem,) = problems_in(with_more(requires("tasting", "tasting", group=1)))

    assert "tasting -> tasting" in problem.finding.message


def test_two_separate_circles_are_both_told():
    loops = [requires("heat", "water"), requires("leaves", "milk-tea")]

    assert codes(with_more(*loops)) == ["REQUIREMENT_CYCLE"] * 2


def test_orders_of_different_courses_do_not_make_a_circle():
    other = changed(COURSE, slug="cups")

    assert codes(with_more(other, precedes("tasting", "green-tea", course="cups"))) == []


def test_order_against_need_is_no_circle():
    assert codes(with_more(precedes("green-tea", "water"))) == []


@pytest.mark.parametrize("seed", range(40))
def test_circles_are_found_just_where_networkx_finds_them(seed):
    chance = random.Random(seed)
    names = [f"c{number}" for number in range(chance.randint(2, 9))]
    needs = [
        requires(name, *chance.sample(names, chance.randint(1, 2)), group=group, sources=[line_of(group)])
        for name in names
        for group in range(chance.choice([0, 0, 1, 1, 2]))
    ]
    graph = nx.DiGraph((need.concept, member) for need in needs for member in need.any_of)
    knots = [
        knot
        for knot in nx.strongly_connected_components(graph)
        if nx.is_directed_acyclic_graph(graph.subgraph(knot)) is False
    ]
    records = RecordSet.of([*map(concept, names), *needs])

    problems = problems_in(records)
    sound, findings = sound_part(records)

    assert len(problems) == len(knots)
    for problem in problems:
        assert nx.is_simple_path(graph, [*problem.finding.subjects]) or len(problem.finding.subjects) == 1
        assert graph.has_edge(problem.finding.subjects[-1], problem.finding.subjects[0])
    left = nx.DiGraph((need.concept, member) for need in sound.requirements for member in need.any_of)
    assert nx.is_directed_acyclic_graph(left)
    assert bool(findings) == bool(knots)
    assert set(sound.concepts) == set(records.concepts)
    if not knots:
        assert sound == records


def line_of(line: int) -> SourceRef:
    return SourceRef(file="vocabulary/tea.yaml", line=line + 1)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (STATED, "/docs/lecture-1 #kettles"),
        (SourceRef(page="/docs"), "/docs"),
        (SourceRef(paper="2301.00001", section="3.1"), "2301.00001 §3.1"),
        (SourceRef(file="a.yaml", line=4), "a.yaml:4"),
        (SourceRef(file="a.yaml"), "a.yaml"),
    ],
)
def test_a_source_in_words(source, words):
    assert str(source) == words


def test_a_stated_edge_with_a_page_or_paper_is_sound():
    by_page = requires("milk-tea", "water", group=1, evidence=Evidence.STATED, sources=[STATED])
    by_paper = requires(
        "milk-tea", "leaves", group=2, evidence=Evidence.STATED, sources=[SourceRef(paper="2301.00001")]
    )

    assert codes(with_more(by_page, by_paper)) == []


def test_a_finding_says_where_and_in_which_course():
    (problem,) = problems_in(with_more(teaches("/docs/lecture-1", "nothing")))

    assert (problem.finding.course, problem.finding.page) == (TEA, "/docs/lecture-1")


def test_the_same_name_twice_for_one_concept_is_no_clash():
    assert codes(with_more(concept("matcha", "Matcha", aliases=["MATCHA", "matcha"]))) == []


def test_findings_are_counted_by_code():
    of = [Finding(code=code, severity=Severity.INFO, message=code) for code in ("B", "A", "B")]

    assert counts_by_code(of) == {"A": 1, "B": 2}


def test_artifacts_must_not_need_each_other_in_a_circle():
    back = ArtifactNeed(
        course=TEA,
        lab="lab-1",
        group=0,
        any_of=("lab-2",),
        artifact="tray",
        reason=both("the pot stands on the tray"),
        evidence=Evidence.CURATED,
    )

    assert codes(with_more(back)) == ["ARTIFACT_CYCLE"]
    assert sound_part(with_more(back))[0].labs == TEAHOUSE.labs


def test_pages_of_every_kind_are_sound():
    assert codes(with_more(*(page(f"/k/{kind.value}", "K", 20, kind=kind) for kind in PageKind))) == []


def test_a_fact_of_a_lab_that_does_not_exist_dangles():
    step = LabStep(course=TEA, lab="lab-99", order=0, title="Boil")
    rule = GradingRule(course=TEA, subject="cup", order=0, dimension="taste", points=5, page="/nowhere")

    found = problems_in(with_more(step, rule))

    assert [problem.finding.code for problem in found] == ["DANGLING_REFERENCE", "DANGLING_REFERENCE"]
    assert {problem.culprits[0] for problem in found} == {step, rule}
