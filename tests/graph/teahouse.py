"""An invented course about tea, small enough to hold in one's head.

::

    heat  (assumed)
    water      requires heat
    leaves
    green-tea  requires water, leaves
    black-tea  requires water, leaves
    blending   requires green-tea or black-tea
    milk-tea   requires black-tea
    tasting    requires blending

The course teaches green-tea, then black-tea, then blending, then tasting: that is its order, no need. Lab 2 starts from
the pot of lab 1.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from graph.catalogue import Catalogue, CourseState, catalogue_of
from graph.served import Served
from schema.blocks import Block, BlockKind, Span, SpanKind
from schema.record_set import RecordSet
from schema.records import (
    ArtifactNeed,
    Citation,
    Concept,
    Course,
    Coverage,
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
    SourceRef,
    Text,
)

TEA = "teahouse"
NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
FILE = SourceRef(file="vocabulary/tea.yaml", line=3)


def both(english: str, chinese: str | None = None) -> Text:
    """Return a text in both languages."""
    return Text(en=english, zh=chinese or f"（{english}）")


def concept(slug: str, english: str = "", chinese: str = "", *, aliases: Iterable[str] = (), assumed=False) -> Concept:
    """Return a concept."""
    return Concept(
        slug=slug,
        name=both(english or slug.replace("-", " ").capitalize(), chinese or None),
        aliases=tuple(aliases),
        kind=ConceptKind.METHOD,
        area="tea",
        definition=both(f"All about {slug}"),
        assumed=assumed,
    )


def requires(slug: str, *any_of: str, group: int = 0, evidence=Evidence.CURATED, sources=(FILE,)) -> Requirement:
    """Return a group that a concept requires."""
    reason = both(f"{slug} is made from {' or '.join(any_of)}")
    return Requirement(
        concept=slug, group=group, any_of=any_of, reason=reason, evidence=evidence, sources=tuple(sources)
    )


def precedes(before: str, after: str, course: str = TEA) -> Precedence:
    """Return a step of a course's order."""
    source = SourceRef(page="/docs", position=0)
    reason = both(f"{before} comes before {after}")
    return Precedence(
        course=course, before=before, after=after, reason=reason, evidence=Evidence.STATED, sources=(source,)
    )


def page(path: str, title: str, position: int, *, course: str = TEA, **fields) -> Page:
    """Return a page: a lesson, unless something else is said."""
    return Page(
        **{"kind": PageKind.SECTION, "course": course, "path": path, "title": title, "position": position} | fields
    )


def teaches(path: str, slug: str, order: int = 0, *, kind=CoverageKind.TEACHES, course: str = TEA) -> Coverage:
    """Return an edge from a page to a concept."""
    return Coverage(course=course, page=path, concept=slug, kind=kind, order=order, evidence=Evidence.CURATED)


def recommends(path: str, order: int, *, role=Role.CORE, label: str = "", **fields) -> Recommendation:
    """Return a recommendation of the teahouse."""
    what = fields.get("paper") or fields.get("resource")
    return Recommendation(course=TEA, page=path, order=order, role=role, label=label or str(what), **fields)


COURSE = Course(slug=TEA, title="茶馆", site="https://tea.example")
CONCEPTS = (
    concept("heat", "Heat", "热", assumed=True),
    concept("water", "Water", "水", aliases=["H2O"]),
    concept("leaves", "Leaves", "茶叶"),
    concept("green-tea", "Green tea", "绿茶", aliases=["Sencha", "GT"]),
    concept("black-tea", "Black tea", "红茶", aliases=["Assam"]),
    concept("blending", "Blending", "拼配"),
    concept("milk-tea", "Milk tea", "奶茶"),
    concept("tasting", "Tasting", "品鉴方法"),
)
REQUIREMENTS = (
    requires("water", "heat"),
    requires("green-tea", "water", group=0),
    requires("green-tea", "leaves", group=1),
    requires("black-tea", "water", group=0),
    requires("black-tea", "leaves", group=1),
    requires("blending", "green-tea", "black-tea"),
    requires("milk-tea", "black-tea"),
    requires("tasting", "blending"),
)
PAGES = (
    page("/docs", "Overview", 0, kind=PageKind.OVERVIEW),
    page(
        "/docs/lecture-1",
        "Water and leaves",
        1,
        lecture=1,
        characters=3000,
        description="Boil before you pour",
        blocks=(
            Block(position=0, kind=BlockKind.HEADING, text="Kettles", level=2, anchor="kettles"),
            Block(
                position=1,
                kind=BlockKind.PARAGRAPH,
                text="Good kettles whistle; see green tea. 水温很重要",
                spans=(Span(kind=SpanKind.LINK, start=26, end=35, href="/docs/lecture-1/green#steep"),),
            ),
        ),
    ),
    page("/docs/lecture-1/green", "Green tea", 2, lecture=1, characters=6000),
    page("/docs/lecture-1/papers", "Papers", 3, lecture=1, kind=PageKind.PAPERS),
    page("/docs/lecture-1/lab", "Lab 1: a pot", 4, lecture=1, kind=PageKind.LAB),
    page("/docs/lecture-2", "Black tea and blends", 5, lecture=2, characters=9000),
    page("/docs/lecture-2/lab", "Lab 2: a tray", 6, lecture=2, kind=PageKind.LAB),
)
PAPERS = (
    Paper(
        id="2301.00001",
        title="Steeping is All You Need",
        authors=("Mabel Kettle", "Zhao Cha"),
        citation_key="kettle2023steeping",
        doi="10.1000/steep",
        aliases=("SteepNet",),
    ),
    Paper(id="2301.00002", title="Black Tea Considered Strong", authors=("Otto Assam",)),
    Paper(id="blend-note", title="A Note on Blends", authors=("Iris Cup",)),
)
LABS = (
    Lab(course=TEA, slug="lab-1", number=1, title="A pot", page="/docs/lecture-1/lab", lecture=1),
    Lab(course=TEA, slug="lab-2", number=2, title="A tray", page="/docs/lecture-2/lab", lecture=2),
)
TEAHOUSE_RECORDS: tuple[Record, ...] = (
    COURSE,
    Lecture(course=TEA, number=1, title="Green", path="/docs/lecture-1"),
    Lecture(course=TEA, number=2, title="Black", path="/docs/lecture-2"),
    *PAGES,
    *CONCEPTS,
    *REQUIREMENTS,
    *PAPERS,
    *LABS,
    precedes("green-tea", "black-tea"),
    precedes("black-tea", "blending"),
    precedes("blending", "tasting"),
    teaches("/docs/lecture-1", "water", 0),
    teaches("/docs/lecture-1", "leaves", 1),
    teaches("/docs/lecture-1", "green-tea", 2, kind=CoverageKind.MENTIONS),
    teaches("/docs/lecture-1/green", "green-tea"),
    teaches("/docs/lecture-2", "black-tea", 0),
    teaches("/docs/lecture-2", "blending", 1),
    PaperConcept(paper="2301.00001", concept="green-tea", kind=PaperConceptKind.INTRODUCES, evidence=Evidence.CURATED),
    PaperConcept(paper="2301.00001", concept="water", kind=PaperConceptKind.USES, evidence=Evidence.CURATED),
    PaperConcept(paper="2301.00002", concept="black-tea", kind=PaperConceptKind.INTRODUCES, evidence=Evidence.CURATED),
    PaperConcept(paper="blend-note", concept="tasting", kind=PaperConceptKind.INTRODUCES, evidence=Evidence.CURATED),
    Citation(paper="2301.00002", cited="2301.00001", confirmed=True),
    recommends(
        "/docs/lecture-1/papers",
        0,
        paper="2301.00001",
        label="Steeping is all you need",
        lecture=1,
        priority=Priority.MUST,
        priority_text="必读",
        hours=Hours(low=1, high=2, text="1-2 小时"),
    ),
    recommends("/docs/lecture-1/papers", 1, paper="2301.00002", label="Black Tea Considered Strong", lecture=1),
    recommends("/docs/lecture-1/papers", 2, resource="https://kettles.example/guide", role=Role.EXTENDED, lecture=1),
    Resource(course=TEA, url="https://kettles.example/guide", title="A guide to kettles"),
    LabConcept(
        course=TEA, lab="lab-1", concept="green-tea", kind=LabConceptKind.PRACTISES, order=0, evidence=Evidence.CURATED
    ),
    LabConcept(
        course=TEA, lab="lab-2", concept="blending", kind=LabConceptKind.PRACTISES, order=0, evidence=Evidence.CURATED
    ),
    ArtifactNeed(
        course=TEA,
        lab="lab-2",
        group=0,
        any_of=("lab-1",),
        artifact="pot",
        reason=both("the tray carries the pot"),
        evidence=Evidence.CURATED,
        sources=(FILE,),
    ),
    Relation(
        source="milk-tea",
        kind=RelationKind.VARIANT_OF,
        target="black-tea",
        reason=both("it is black tea with milk"),
        evidence=Evidence.CURATED,
        sources=(FILE,),
    ),
)
TEAHOUSE = RecordSet.of(TEAHOUSE_RECORDS)


def with_more(*records: Record) -> RecordSet:
    """Return the teahouse with more records."""
    return RecordSet.of([*TEAHOUSE_RECORDS, *records])


def without(leave_out: Callable[[Record], bool]) -> RecordSet:
    """Return the teahouse without some records."""
    return RecordSet.of(record for record in TEAHOUSE_RECORDS if not leave_out(record))


def catalogue(records: RecordSet = TEAHOUSE) -> Catalogue:
    """Return the catalogue of some records."""
    return catalogue_of(records, [CourseState(course.slug, "1234", NOON) for course in records.courses])


def served(records: RecordSet = TEAHOUSE) -> Served:
    """Return what is served of some records."""
    return Served.of(catalogue(records))
