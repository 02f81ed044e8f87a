"""Invented records: one of every kind, about teapots."""

from datetime import UTC, date, datetime

from schema.blocks import Block, BlockKind, Span, SpanKind
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

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 5, 2, 12, 0, tzinfo=UTC)
BECAUSE = Text(zh="先有水，才有茶", en="No tea without water")
PAGE_SOURCE = SourceRef(page="/docs/steeping", anchor="water", position=1)
FILE_SOURCE = SourceRef(file="vocabulary/tea.yaml", line=7)

COURSE = Course(slug="teapots", title="茶壶", site="https://teapots.example")
LECTURE = Lecture(course="teapots", number=1, title="Steeping", path="/docs/steeping")
PAGE = Page(
    course="teapots",
    path="/docs/steeping",
    title="Steeping",
    description="How hot, how long",
    kind=PageKind.SECTION,
    position=0,
    lecture=1,
    section="Basics",
    characters=900,
    blocks=(
        Block(position=0, kind=BlockKind.HEADING, text="Water", level=2, anchor="water"),
        Block(
            position=1,
            kind=BlockKind.PARAGRAPH,
            text="Boil it, see the kettle",
            spans=(Span(kind=SpanKind.LINK, start=13, end=23, href="/docs/kettles"),),
        ),
        Block(position=2, kind=BlockKind.LIST, ordered=False),
        Block(position=3, kind=BlockKind.ITEM, text="95 °C", parent=2),
    ),
)
RESOURCE = Resource(course="teapots", url="https://kettles.example/guide", title="A guide to kettles")
PAPER = Paper(
    id="2301.00001",
    title="Water is Hot",
    authors=("Mabel Kettle", "Zhao Cha"),
    author_count=2,
    published=date(2023, 1, 1),
    updated=date(2024, 2, 3),
    latest_version=3,
    primary_category="cs.TE",
    categories=("cs.TE", "cs.CL"),
    doi="10.1000/tea",
    venue="Journal of Kettles",
    venue_year=2024,
    comment="12 cups",
    journal_ref="Kettles 1 (2024)",
    code="https://code.example/kettle",
    citation_key="kettle2023water",
    aliases=("HotWater",),
    unverified=("venue",),
)
OTHER_PAPER = Paper(id="blend-note", title="On Blending")

EVERY_KIND: tuple[Record, ...] = (
    COURSE,
    LECTURE,
    PAGE,
    RESOURCE,
    Recommendation(
        course="teapots",
        page="/docs/steeping",
        order=0,
        paper="2301.00001",
        role=Role.CORE,
        label="Water is Hot",
        lecture=1,
        priority=Priority.MUST,
        priority_text="必读",
        hours=Hours(low=2, high=3, text="2-3 小时"),
        sections=("§2", "§4"),
        position=1,
    ),
    Lab(course="teapots", slug="lab-1", number=1, title="Boil", page="/docs/steeping", lecture=1),
    Precedence(
        course="teapots", before="water", after="tea", reason=BECAUSE, evidence=Evidence.STATED, sources=(PAGE_SOURCE,)
    ),
    Coverage(
        course="teapots",
        page="/docs/steeping",
        concept="water",
        kind=CoverageKind.TEACHES,
        order=0,
        rule="heading",
        evidence=Evidence.STATED,
        sources=(PAGE_SOURCE,),
    ),
    LabConcept(
        course="teapots",
        lab="lab-1",
        concept="water",
        kind=LabConceptKind.PRACTISES,
        order=0,
        evidence=Evidence.CURATED,
        sources=(FILE_SOURCE,),
    ),
    LabStep(course="teapots", lab="lab-1", order=0, label="1", title="Boil the water", minutes=5, position=1),
    HyperParameter(
        course="teapots",
        lab="lab-1",
        order=0,
        scope=Scope.ABLATION,
        group="KettleConfig",
        name="temperature",
        value="95",
        unit="°C",
        position=1,
        line=3,
    ),
    LabAsset(
        course="teapots",
        lab="lab-1",
        order=0,
        kind=AssetKind.DATA_SET,
        name="leaves/green",
        subset="spring",
        size="12 cups",
        use="steeping",
        page="/docs/steeping",
        position=2,
    ),
    Deliverable(
        course="teapots",
        lab="lab-1",
        order=0,
        what="A cup",
        dimension=Dimension.COMPLETENESS,
        points=5,
        page="/docs/steeping",
        position=3,
    ),
    ExpectedResult(
        course="teapots",
        lab="lab-1",
        order=0,
        subject="Green tea",
        metric="bitterness",
        value="1-2",
        low=1,
        high=2,
        unit="of 10",
        page="/docs/steeping",
        position=3,
    ),
    HardwareNeed(
        course="teapots",
        lab="lab-1",
        order=0,
        task="boiling",
        hardware="kettle",
        memory="1 l",
        time="5 min",
        cost="1 cent",
        advice="fill it half",
        page="/docs/steeping",
        position=3,
    ),
    GradingRule(
        course="teapots",
        subject="cup",
        order=0,
        dimension="taste",
        points=5,
        unit="cups",
        page="/docs/steeping",
        position=3,
    ),
    ProjectDirection(
        course="teapots",
        number=1,
        title="A blend",
        techniques=("blending",),
        difficulty=2,
        model="clay pot",
        hardware="two kettles",
        data=("leaves",),
        evaluation=("tasting",),
        page="/docs/steeping",
        position=3,
    ),
    ArtifactNeed(
        course="teapots",
        lab="lab-1",
        group=0,
        any_of=("lab-1",),
        or_model="kettle/small",
        artifact="hot water",
        optional=True,
        reason=BECAUSE,
        evidence=Evidence.CURATED,
        sources=(FILE_SOURCE,),
    ),
    Concept(
        slug="water",
        name=Text(zh="水", en="Water"),
        aliases=("H2O",),
        kind=ConceptKind.DATA,
        area="basics",
        definition=Text(zh="热的", en="Hot"),
        assumed=True,
    ),
    Concept(
        slug="tea", name=Text(zh="茶", en="Tea"), kind=ConceptKind.METHOD, area="basics", definition=Text(en="Leaves")
    ),
    Requirement(
        concept="tea", group=0, any_of=("water",), reason=BECAUSE, evidence=Evidence.CURATED, sources=(FILE_SOURCE,)
    ),
    Relation(
        source="tea",
        kind=RelationKind.APPLIES,
        target="water",
        reason=BECAUSE,
        evidence=Evidence.DECLARED,
        sources=(FILE_SOURCE,),
    ),
    PaperConcept(
        paper="2301.00001",
        concept="water",
        kind=PaperConceptKind.INTRODUCES,
        section="3.1",
        evidence=Evidence.STATED,
        sources=(SourceRef(paper="2301.00001", section="3.1"),),
    ),
    PAPER,
    OTHER_PAPER,
    Citation(paper="blend-note", cited="2301.00001", confirmed=True),
    Finding(
        course="teapots",
        code="SPILT_TEA",
        severity=Severity.INFO,
        message="some tea was spilt",
        remedy="Wipe it",
        page="/docs/steeping",
        source="site",
        place="block 1",
        subjects=("tea",),
    ),
)
"""One record of every kind at least, each field set somewhere."""

TEAPOTS = RecordSet.of(EVERY_KIND)
COURSE_AND_VOCABULARY = RecordSet.of(r for r in EVERY_KIND if not isinstance(r, Paper | Citation))
"""What a revision can hold: papers and citations live beside them."""


def lecture(number: int) -> Lecture:
    """Return one more lecture."""
    return Lecture(course="teapots", number=number, title=f"Cup {number}")
