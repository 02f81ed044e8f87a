"""What exists, declared once: courses, pages, concepts, papers, labs, and the edges between them.

A record is validated where it is made and trusted afterwards. Tables inherit it (``schema.tables``), the GraphQL
types choose from it (``api``). Course records name their course; the others are shared by all courses.
"""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from sqlmodel import Field

from schema.arxiv_ids import arxiv_id
from schema.blocks import Block
from schema.columns import EnumColumn, JsonColumn
from schema.paper_values import CitationSource, PaperVersion
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
    Value,
)

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""Lower-case words joined by hyphens."""

PagePath = Annotated[str, StringConstraints(pattern=r"^/[^\s?#]*[^\s?#/]$|^/$", max_length=500)]
"""Path of a page: begins with a slash, ends without one."""


def _paper_id(text: str) -> str:
    canonical = arxiv_id(text)
    if canonical is not None and canonical != text:
        msg = f"an arXiv id is written without version and prefix: {canonical}"
        raise ValueError(msg)
    return text


Line = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
"""A short text, not empty."""

PaperId = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9./-]*$", max_length=80),
    AfterValidator(_paper_id),
]
"""An arXiv id without version, or a slug of our own for a paper that arXiv does not hold."""


class Record(Value):
    """What every record has in common."""


class Course(Record):
    """A course.

    Attributes:
        slug: Its name in addresses.
        title: Its title, as the course gives it.
        language: The language it is taught in.
        site: Address of its site, if known, without a trailing slash.
    """

    slug: Slug
    title: Line
    language: str = "zh"
    site: str | None = None


class Lecture(Record):
    """One lecture of a course: a folder of its page tree.

    Attributes:
        course: Slug of the course.
        number: Number as the course counts.
        title: Title of the folder.
        path: Path of its entrance page, if it has one.
    """

    course: Slug
    number: int = Field(ge=0)
    title: Line
    path: PagePath | None = None


class Page(Record):
    """A page of a course, as its tree lists it, with the body as far as it was read.

    Attributes:
        course: Slug of the course.
        path: Its address below the site, without trailing slash.
        title: Its title in the tree.
        description: Its description in the tree.
        kind: What it is for.
        position: Its place in the tree, from 0.
        lecture: Number of its lecture.
        section: Title of the separator or top folder it stands under.
        characters: Length of its text without code, where known.
        blocks: Its body; empty where it was not read.
    """

    course: Slug
    path: PagePath
    title: Line
    description: str | None = None
    kind: PageKind = Field(sa_type=EnumColumn(PageKind))
    position: int = Field(ge=0)
    lecture: int | None = None
    section: str | None = None
    characters: int | None = None
    blocks: tuple[Block, ...] = Field(default=(), sa_type=JsonColumn(tuple[Block, ...]))


class Resource(Record):
    """A recommended book, site or tool that is not a paper.

    Attributes:
        course: Slug of the course.
        url: Where it is; http or https.
        title: What the course calls it.
    """

    course: Slug
    url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=2000)]
    title: Line


class Recommendation(Record):
    """A page recommends a paper or a resource.

    Attributes:
        course: Slug of the course.
        page: Path of the page that recommends.
        order: Place among the page's recommendations, from 0.
        paper: Id of the paper, or None for a resource.
        resource: URL of the resource, or None for a paper.
        role: Core or extended.
        label: What the page calls it.
        lecture: Number of the lecture it is recommended for.
        priority: How urgently, where the page says so.
        priority_text: The page's own word, as ``必读``.
        hours: How long reading takes, where the page says so.
        sections: What to read of it, in the page's words.
        position: Number of the block where it stands.
    """

    course: Slug
    page: PagePath
    order: int = Field(ge=0)
    paper: PaperId | None = None
    resource: str | None = None
    role: Role = Field(sa_type=EnumColumn(Role))
    label: Line
    lecture: int | None = None
    priority: Priority | None = Field(default=None, sa_type=EnumColumn(Priority))
    priority_text: str | None = None
    hours: Hours | None = Field(default=None, sa_type=JsonColumn(Hours))
    sections: tuple[str, ...] = Field(default=(), sa_type=JsonColumn(tuple[str, ...]))
    position: int | None = None


class Lab(Record):
    """A lab of a course.

    Attributes:
        course: Slug of the course.
        slug: ``lab-1``.
        number: Its number.
        title: Its title.
        page: Path of its page.
        lecture: Number of its lecture.
    """

    course: Slug
    slug: Slug
    number: int = Field(ge=0)
    title: Line
    page: PagePath
    lecture: int | None = None


class Concept(Record):
    """One thing that can be learnt.

    Attributes:
        slug: Its name everywhere.
        name: Its name per language.
        aliases: Other spellings, in any language.
        kind: What sort of thing it is.
        area: The part of the field it belongs to.
        definition: One or two sentences per language.
        assumed: Whether courses take it for granted.
    """

    slug: Slug
    name: Text = Field(sa_type=JsonColumn(Text))
    aliases: tuple[Line, ...] = Field(default=(), sa_type=JsonColumn(tuple[str, ...]))
    kind: ConceptKind = Field(sa_type=EnumColumn(ConceptKind))
    area: Slug
    definition: Text = Field(sa_type=JsonColumn(Text))
    assumed: bool = False


class Requirement(Record):
    """A concept cannot be understood without one of a group of others.

    All groups of a concept are needed; any member of a group is enough.

    Attributes:
        concept: Slug of the concept that needs.
        group: Number of the group within the concept, from 0.
        any_of: Slugs of the concepts of which one is enough.
        reason: Why, for a student.
        evidence: How it is known.
        sources: Where it is from.
    """

    concept: Slug
    group: int = Field(ge=0)
    any_of: tuple[Slug, ...] = Field(min_length=1, sa_type=JsonColumn(tuple[str, ...]))
    reason: Text = Field(sa_type=JsonColumn(Text))
    evidence: Evidence = Field(sa_type=EnumColumn(Evidence))
    sources: tuple[SourceRef, ...] = Field(default=(), sa_type=JsonColumn(tuple[SourceRef, ...]))


class Relation(Record):
    """How one concept stands to another, apart from needing it.

    Attributes:
        source: Slug of the concept that does.
        kind: What it does.
        target: Slug of the concept it is done to.
        reason: Why, for a student.
        evidence: How it is known.
        sources: Where it is from.
    """

    source: Slug
    kind: RelationKind = Field(sa_type=EnumColumn(RelationKind))
    target: Slug
    reason: Text = Field(sa_type=JsonColumn(Text))
    evidence: Evidence = Field(sa_type=EnumColumn(Evidence))
    sources: tuple[SourceRef, ...] = Field(default=(), sa_type=JsonColumn(tuple[SourceRef, ...]))


class Precedence(Record):
    """A course teaches one concept before another; an order, not a need.

    Attributes:
        course: Slug of the course.
        before: Slug of the concept taught first.
        after: Slug of the concept taught next.
        reason: Why, for a student.
        evidence: How it is known.
        sources: Where it is from.
    """

    course: Slug
    before: Slug
    after: Slug
    reason: Text = Field(sa_type=JsonColumn(Text))
    evidence: Evidence = Field(sa_type=EnumColumn(Evidence))
    sources: tuple[SourceRef, ...] = Field(default=(), sa_type=JsonColumn(tuple[SourceRef, ...]))


class Coverage(Record):
    """A page explains a concept, or names it.

    Attributes:
        course: Slug of the course.
        page: Path of the page.
        concept: Slug of the concept.
        kind: Whether it is explained or named.
        order: Place among the page's concepts, from 0.
        rule: The sign by which the linker tells, as ``heading``; None where a person did.
        evidence: How it is known.
        sources: Where it is from.
    """

    course: Slug
    page: PagePath
    concept: Slug
    kind: CoverageKind = Field(sa_type=EnumColumn(CoverageKind))
    order: int = Field(ge=0)
    rule: str | None = None
    evidence: Evidence = Field(sa_type=EnumColumn(Evidence))
    sources: tuple[SourceRef, ...] = Field(default=(), sa_type=JsonColumn(tuple[SourceRef, ...]))


class LabConcept(Record):
    """A lab practises a concept, or tests it.

    Attributes:
        course: Slug of the course.
        lab: Slug of the lab.
        concept: Slug of the concept.
        kind: Whether it is practised or assessed.
        order: Place among the lab's concepts, from 0.
        elective: Number of the elective part that practises it, from 1; of a lab's electives, one is enough. 0 is a
            bonus: the lab can be done without it.
        evidence: How it is known.
        sources: Where it is from.
    """

    course: Slug
    lab: Slug
    concept: Slug
    kind: LabConceptKind = Field(sa_type=EnumColumn(LabConceptKind))
    order: int = Field(ge=0)
    elective: int | None = Field(default=None, ge=0)
    evidence: Evidence = Field(sa_type=EnumColumn(Evidence))
    sources: tuple[SourceRef, ...] = Field(default=(), sa_type=JsonColumn(tuple[SourceRef, ...]))


class ArtifactNeed(Record):
    """A lab starts from what another lab made, or from a public model.

    All groups of a lab are needed; any lab of a group, or its public model, is enough.

    Attributes:
        course: Slug of the course.
        lab: Slug of the lab that needs.
        group: Number of the group, from 0.
        any_of: Slugs of the labs of which one is enough.
        or_model: A public model that will do instead, as ``Qwen/Qwen3-1.7B``.
        artifact: What is needed, as ``adapter``.
        optional: Whether the lab can be done without it.
        reason: Why, for a student.
        evidence: How it is known.
        sources: Where it is from.
    """

    course: Slug
    lab: Slug
    group: int = Field(ge=0)
    any_of: tuple[Slug, ...] = Field(min_length=1, sa_type=JsonColumn(tuple[str, ...]))
    or_model: str | None = None
    artifact: str
    optional: bool = False
    reason: Text = Field(sa_type=JsonColumn(Text))
    evidence: Evidence = Field(sa_type=EnumColumn(Evidence))
    sources: tuple[SourceRef, ...] = Field(default=(), sa_type=JsonColumn(tuple[SourceRef, ...]))


class PaperConcept(Record):
    """A paper introduces, uses or surveys a concept.

    Attributes:
        paper: Id of the paper.
        concept: Slug of the concept.
        kind: How it treats it.
        section: Where in the paper.
        rule: The sign by which the linker tells, as ``proposed``; None where a person did.
        confidence: How sure the linker is, from 0 to 1; None where a person says so.
        evidence: How it is known.
        sources: Where it is from.
    """

    paper: PaperId
    concept: Slug
    kind: PaperConceptKind = Field(sa_type=EnumColumn(PaperConceptKind))
    section: str | None = None
    rule: str | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)
    evidence: Evidence = Field(sa_type=EnumColumn(Evidence))
    sources: tuple[SourceRef, ...] = Field(default=(), sa_type=JsonColumn(tuple[SourceRef, ...]))


class Citation(Record):
    """A paper cites another. Absence says nothing.

    Attributes:
        paper: Id of the paper that cites.
        cited: Id of the paper that is cited.
        confirmed: Whether a source was seen that says so.
        sources: Who says so, by name; none where it was stored before that was kept.
    """

    paper: PaperId
    cited: PaperId
    confirmed: bool
    sources: tuple[CitationSource, ...] = Field(default=(), sa_type=JsonColumn(tuple[CitationSource, ...]))


class Paper(Record):
    """What is known of a paper.

    Attributes:
        id: arXiv id without version, or a slug of our own.
        title: Current title; TeX kept.
        authors: Names as the source prints them, in order.
        author_count: How many there are, where the list is cut; 0 where it is cut and nobody says how many.
        published: Day of the first version.
        updated: Day of the newest known version.
        latest_version: Number of the newest known version.
        versions: Versions by number, as far as a source tells of them; there may be gaps.
        primary_category: arXiv category, as ``cs.CL``.
        categories: All arXiv categories, the primary first.
        doi: Bare DOI of the publisher.
        venue: Where it was published.
        venue_year: When it was published there; without a venue, the year that is given for want of a date.
        comment: arXiv comment.
        journal_ref: arXiv journal reference.
        code: Address of its code.
        citation_key: Key in bibliographies; never recomputed once given.
        aliases: Other titles and short names.
        withdrawn: Whether the newest version is a withdrawal.
        unverified: Fields whose value no source has confirmed.
    """

    id: PaperId
    title: Line
    authors: tuple[Line, ...] = Field(default=(), sa_type=JsonColumn(tuple[str, ...]))
    author_count: int | None = None
    published: date | None = None
    updated: date | None = None
    latest_version: int | None = None
    versions: tuple[PaperVersion, ...] = Field(default=(), sa_type=JsonColumn(tuple[PaperVersion, ...]))
    primary_category: str | None = None
    categories: tuple[str, ...] = Field(default=(), sa_type=JsonColumn(tuple[str, ...]))
    doi: str | None = None
    venue: str | None = None
    venue_year: int | None = None
    comment: str | None = None
    journal_ref: str | None = None
    code: str | None = None
    citation_key: str | None = None
    aliases: tuple[Line, ...] = Field(default=(), sa_type=JsonColumn(tuple[str, ...]))
    withdrawn: bool = False
    unverified: tuple[str, ...] = Field(default=(), sa_type=JsonColumn(tuple[str, ...]))

    @property
    def arxiv_id(self) -> str | None:
        """The arXiv id, or None where arXiv does not hold the paper."""
        return arxiv_id(self.id)


class Finding(Record):
    """Something a person should know about a source: an oddity, a conflict, a gap.

    Attributes:
        course: Slug of the course, or None for the vocabulary.
        code: What sort of thing it is, as ``ROLE_CONFLICT``.
        severity: How much it matters.
        message: What was seen.
        remedy: What can be done.
        page: Path of the page it is about, if it is about one.
        source: File or address it was seen in, relative to what was ingested.
        place: How far inside: a row, a line, a block.
        subjects: Ids or slugs of what it is about.
    """

    course: Slug | None = None
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$")]
    severity: Severity = Field(sa_type=EnumColumn(Severity))
    message: str
    remedy: str = ""
    page: str | None = None
    source: str | None = None
    place: str | None = None
    subjects: tuple[str, ...] = Field(default=(), sa_type=JsonColumn(tuple[str, ...]))
