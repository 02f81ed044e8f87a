"""An invented course on tea: two lectures, two languages, a choice of prerequisites, papers, a resource, labs."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from graph.catalogue import CourseState, catalogue_of
from graph.served import Served
from schema.lab_records import (
    AssetKind,
    Deliverable,
    Dimension,
    ExpectedResult,
    GradingRule,
    HardwareNeed,
    HyperParameter,
    LabAsset,
    LabStep,
    ProjectDirection,
    Scope,
)
from schema.record_set import RecordSet
from schema.records import (
    ArtifactNeed,
    Citation,
    Concept,
    Course,
    Coverage,
    Finding,
    Lab,
    LabConcept,
    Lecture,
    Page,
    Paper,
    PaperConcept,
    Precedence,
    Recommendation,
    Record,
    Relation,
    Requirement,
    Resource,
)
from schema.values import (
    ConceptKind,
    CoverageKind,
    Evidence,
    Hours,
    LabConceptKind,
    PageKind,
    PaperConceptKind,
    Priority,
    RelationKind,
    Role,
    Severity,
    SourceRef,
    Text,
)
from schema.work_records import GradingLevel, ProjectMilestone

SITE = "https://tea.example"
STEEP, POUR = "/docs/steep", "/docs/pour"
CURATED, STATED = Evidence.CURATED, Evidence.STATED


def _concept(slug: str, zh: str, en: str, **more: object) -> Concept:
    return Concept(
        slug=slug,
        name=Text(zh=zh, en=en),
        kind=ConceptKind.METHOD,
        area="brewing",
        definition=Text(zh=f"{zh}的定义", en=f"What {en.lower()} is"),
        **more,  # type: ignore[arg-type]
    )


def _page(path: str, title: str, kind: PageKind, position: int, lecture: int | None) -> Page:
    return Page(course="tea", path=path, title=title, kind=kind, position=position, lecture=lecture, characters=900)


def _need(concept: str, group: int, *any_of: str, **more: object) -> Requirement:
    reason = Text(zh=f"{concept} 需要 {any_of[0]}", en=f"{concept} needs {any_of[0]}")
    return Requirement(concept=concept, group=group, any_of=any_of, reason=reason, evidence=CURATED, **more)  # type: ignore[arg-type]


def _recommends(page: str, order: int, lecture: int, role: Role, **more: object) -> Recommendation:
    return Recommendation(course="tea", page=page, order=order, lecture=lecture, role=role, label="One to read", **more)  # type: ignore[arg-type]


def _places() -> Iterable[Record]:
    yield Course(slug="tea", title="茶道", language="zh", site=SITE)
    yield Lecture(course="tea", number=1, title="Steeping", path=STEEP)
    yield Lecture(course="tea", number=2, title="Pouring", path=POUR)
    yield _page(STEEP, "How to steep", PageKind.OVERVIEW, 0, 1)
    yield _page(f"{STEEP}/papers", "Papers on steeping", PageKind.PAPERS, 1, 1)
    yield _page(POUR, "How to pour", PageKind.OVERVIEW, 2, 2)
    yield _page(f"{POUR}/papers", "Papers on pouring", PageKind.PAPERS, 3, 2)
    yield _page("/docs/labs/lab-1", "Lab 1", PageKind.LAB, 4, 1)
    yield _page("/docs/labs/lab-2", "Lab 2", PageKind.LAB, 5, 2)
    yield Resource(course="tea", url="https://kettles.example/guide", title="The kettle guide")
    yield Lab(course="tea", slug="lab-1", number=1, title="A first cup", page="/docs/labs/lab-1", lecture=1)
    yield Lab(course="tea", slug="lab-2", number=2, title="A second cup", page="/docs/labs/lab-2", lecture=2)


def _concepts() -> Iterable[Record]:
    yield _concept("water", "水", "Water", assumed=True)
    yield _concept("leaf", "茶叶", "Leaf")
    yield _concept("tea-bag", "茶包", "Tea bag")
    yield _concept("steeping", "浸泡", "Steeping", aliases=("brewing",))
    yield _concept("pouring", "倒茶", "Pouring")
    yield Concept(
        slug="drip",
        name=Text(en="Drip"),
        kind=ConceptKind.PHENOMENON,
        area="spills",
        definition=Text(en="Tea where it should not be"),
    )
    yield _need("steeping", 0, "water", sources=(SourceRef(page=STEEP, anchor="why"),))
    yield _need("steeping", 1, "leaf", "tea-bag", sources=(SourceRef(file="vocabulary/brewing.yaml", line=7),))
    yield _need("pouring", 0, "steeping", sources=(SourceRef(paper="2401.00001", section="2"),))
    yield _need("drip", 0, "pouring")
    yield Relation(
        source="drip",
        kind=RelationKind.ANSWERS,
        target="pouring",
        reason=Text(en="What goes wrong"),
        evidence=CURATED,
    )
    yield Precedence(course="tea", before="steeping", after="pouring", reason=Text(zh="先泡后倒"), evidence=STATED)


def _papers() -> Iterable[Record]:
    yield Paper(
        id="2401.00001",
        title="On the Steeping of {Tea}",
        authors=("Ada Teapot", "Bo Kettle", "茶壶"),
        published=date(2024, 1, 2),
        primary_category="cs.CL",
        categories=("cs.CL", "cs.AI"),
    )
    yield Paper(id="2402.00002", title="Pouring Considered", authors=("Bo Kettle",), published=date(2024, 2, 3))
    yield Paper(
        id="the-tea-book", title='Tea & <b>"Sympathy"</b>', authors=("Cy Cup",), doi="10.1234/tea", withdrawn=True
    )
    yield Citation(paper="2402.00002", cited="2401.00001", confirmed=True)
    yield Citation(paper="2402.00002", cited="the-tea-book", confirmed=False)
    yield PaperConcept(
        paper="2401.00001",
        concept="steeping",
        kind=PaperConceptKind.INTRODUCES,
        section="2",
        evidence=STATED,
        sources=(SourceRef(paper="2401.00001", section="2"),),
    )
    yield PaperConcept(paper="2402.00002", concept="pouring", kind=PaperConceptKind.INTRODUCES, evidence=CURATED)
    yield PaperConcept(paper="2402.00002", concept="steeping", kind=PaperConceptKind.USES, evidence=CURATED)


def _edges() -> Iterable[Record]:
    hours = Hours(low=2, high=3, text="2-3 小时")
    must = {"priority": Priority.MUST, "priority_text": "必读", "hours": hours, "sections": ("1-3",)}
    yield _recommends(f"{STEEP}/papers", 0, 1, Role.CORE, paper="2401.00001", position=4, **must)
    yield _recommends(f"{STEEP}/papers", 1, 1, Role.EXTENDED, paper="the-tea-book")
    yield _recommends(f"{STEEP}/papers", 2, 1, Role.EXTENDED, resource="https://kettles.example/guide")
    yield _recommends(f"{POUR}/papers", 0, 2, Role.CORE, paper="2402.00002")
    yield _recommends(f"{POUR}/papers", 1, 2, Role.EXTENDED, paper="2401.00001")
    yield Coverage(course="tea", page=STEEP, concept="leaf", kind=CoverageKind.TEACHES, order=0, evidence=STATED)
    yield Coverage(course="tea", page=STEEP, concept="steeping", kind=CoverageKind.TEACHES, order=1, evidence=STATED)
    yield Coverage(course="tea", page=POUR, concept="pouring", kind=CoverageKind.TEACHES, order=0, evidence=STATED)
    yield Coverage(course="tea", page=POUR, concept="steeping", kind=CoverageKind.MENTIONS, order=1, evidence=STATED)
    for lab, concept, kind in (
        ("lab-1", "steeping", LabConceptKind.PRACTISES),
        ("lab-2", "pouring", LabConceptKind.PRACTISES),
        ("lab-2", "drip", LabConceptKind.ASSESSES),
    ):
        yield LabConcept(course="tea", lab=lab, concept=concept, kind=kind, order=0, evidence=STATED)
    yield ArtifactNeed(
        course="tea",
        lab="lab-2",
        group=0,
        any_of=("lab-1",),
        or_model="kettles/hot-water",
        artifact="cup",
        reason=Text(zh="要有茶", en="There has to be tea"),
        evidence=STATED,
    )
    yield Finding(
        course="tea",
        code="LUKEWARM",
        severity=Severity.WARNING,
        message="the water is not hot",
        page=STEEP,
        subjects=("water",),
    )
    yield Finding(course="tea", code="NO_MILK", severity=Severity.INFO, message="no milk")
    yield Finding(code="ODD_WORD", severity=Severity.INFO, message="an odd word")


def _work() -> Iterable[Record]:
    lab: dict[str, Any] = {"course": "tea", "lab": "lab-1"}
    page: dict[str, Any] = {"page": "/docs/labs/lab-1"}
    yield LabStep(**lab, order=1, label="bonus", title="Drink it")
    yield LabStep(**lab, order=0, label="1", title="Boil water", minutes=5, position=3)
    warm: dict[str, Any] = {"group": "KettleConfig", "name": "temperature"}
    yield HyperParameter(**lab, order=0, **warm, value="95", unit="°C", position=4, line=2)
    yield HyperParameter(**lab, order=1, **warm, value="80", scope=Scope.ABLATION, variant="cool")
    yield LabAsset(**lab, order=0, kind=AssetKind.MODEL, name="kettles/steel", use="base", **page)
    yield LabAsset(**lab, order=1, kind=AssetKind.DATA_SET, name="leaves/green", subset="spring", size="10 g", **page)
    yield Deliverable(**lab, order=0, what="A cup", dimension=Dimension.COMPLETENESS, points=5, page="/docs/grading")
    yield Deliverable(**lab, order=1, what="A saucer", position=7, **page)
    warmth: dict[str, Any] = {"metric": "warmth", "low": 60, "high": 70, "unit": "°C"}
    yield ExpectedResult(**lab, order=0, subject="Cup", value="60-70 °C", **warmth, **page)
    yield HardwareNeed(**lab, order=0, task="boiling", hardware="A stove", time="5 min", advice="half a cup", **page)
    course: dict[str, Any] = {"course": "tea", "page": STEEP}
    yield HardwareNeed(**course, order=0, hardware="A big stove", memory="2 l", cost="3 cups")
    yield LabAsset(**course, order=0, kind=AssetKind.MODEL, name="kettles/big", size="2 l")
    yield GradingRule(**course, subject="lab report", order=0, dimension="Taste", points=6)
    yield GradingRule(**course, subject="lab report", order=1, dimension="Smell", points=4)
    taste: dict[str, Any] = {"subject": "lab report", "dimension": "Taste"}
    yield GradingLevel(**course, **taste, order=0, label="good", low=4, high=6, meaning="One wants more", position=8)
    yield GradingLevel(**course, **taste, order=1, label="poor", high=50, unit="%", meaning="One is polite")
    yield GradingLevel(
        **course | {"page": "/docs/grading"}, **taste, order=0, label="fair", low=1, high=3, meaning="One drinks it"
    )
    late: dict[str, Any] = {"points": -3, "low": -3, "high": -2}
    yield GradingRule(**course, subject="deductions", order=3, dimension="Late", **late)
    yield ProjectMilestone(
        **course,
        order=0,
        when="a day before lecture 2",
        what="Boil",
        duration="5 min",
        by_lecture=2,
        days_before=1,
        last_day=date(2026, 3, 11),
    )
    yield GradingRule(**course, subject="course", order=2, dimension="Labs", points=100, unit="%")
    yield ProjectDirection(
        **course,
        number=1,
        title="A tea house",
        techniques=("steeping", "pouring"),
        difficulty=2,
        model="kettles/big",
        hardware="a day",
        data=("leaves/all",),
        evaluation=("guests",),
    )


def tea(*more: Record, revision: str = "r1") -> Served:
    """Return the course, with more records if any are given."""
    records = RecordSet.of([*_places(), *_concepts(), *_papers(), *_edges(), *_work(), *more])
    when = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    states = [
        CourseState("tea", revision, when, ("tea.example",), frozenset((POUR,))),
        CourseState("", "v1", when, ("vocabulary",)),
    ]
    return Served.of(catalogue_of(records, states))


def many_papers(count: int) -> list[Paper]:
    """Return papers that only fill lists."""
    return [Paper(id=f"pot-{number:04}", title=f"Pot number {number}") for number in range(count)]
