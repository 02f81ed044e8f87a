"""The shape of each file of a pack, exactly: what is not listed here does not belong in it."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from schema.records import Line, PagePath, PaperId, Slug
from schema.values import (
    ConceptKind,
    Evidence,
    Hours,
    PageKind,
    PaperConceptKind,
    Priority,
    RelationKind,
    Role,
    SourceRef,
    Text,
)


class Entry(BaseModel):
    """What every entry of a pack has in common."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class BothLanguages(Entry):
    """A text of the project's own: in Chinese and in English, always."""

    zh: Line
    en: Line

    def text(self) -> Text:
        """Return it as a record holds it."""
        return Text(zh=self.zh, en=self.en)


class SourceEntry(Entry):
    """Where an edge is stated: a page and a heading of it, or a paper and a section of it."""

    page: PagePath | None = None
    anchor: Line | None = None
    paper: PaperId | None = None
    section: Line | None = None

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.page is None) == (self.paper is None):
            msg = "a source names either a page or a paper"
            raise ValueError(msg)
        if (self.anchor and not self.page) or (self.section and not self.paper):
            msg = "an anchor goes with a page, a section with a paper"
            raise ValueError(msg)
        return self

    def ref(self) -> SourceRef:
        """Return it as a record holds it."""
        return SourceRef(**self.model_dump())


class Edge(Entry):
    """What every edge has in common: why it is there, and how that is known."""

    reason: BothLanguages
    evidence: Literal[Evidence.STATED, Evidence.CURATED, Evidence.DECLARED]
    sources: tuple[SourceEntry, ...] = ()

    @model_validator(mode="after")
    def _stated_somewhere(self) -> Self:
        if self.evidence is Evidence.STATED and not self.sources:
            msg = "what is stated needs the source that states it"
            raise ValueError(msg)
        return self


class RequirementEntry(Edge):
    """A group of concepts of which one is needed."""

    any_of: tuple[Slug, ...] = Field(min_length=1)


class RelationEntry(Edge):
    """How the concept stands to another."""

    kind: RelationKind
    to: Slug


class PaperOfConcept(Entry):
    """A paper that introduces, uses or surveys the concept."""

    paper: PaperId
    kind: PaperConceptKind
    section: Line | None = None


class ConceptEntry(Entry):
    """A concept and what goes out from it."""

    slug: Slug
    name: BothLanguages
    aliases: tuple[Line, ...] = ()
    kind: ConceptKind
    assumed: bool = False
    definition: BothLanguages
    requires: tuple[RequirementEntry, ...] = ()
    relations: tuple[RelationEntry, ...] = ()
    papers: tuple[PaperOfConcept, ...] = ()


class VocabularyFile(Entry):
    """``vocabulary/<area>.yaml``."""

    area: Slug
    name: BothLanguages
    concepts: tuple[ConceptEntry, ...]


class CourseEntry(Entry):
    """The course itself."""

    slug: Slug
    title: Line
    language: Line
    site: Line | None = None


class SeparatorNode(Entry):
    """A heading of the page tree."""

    separator: Line


class PageNode(Entry):
    """A page of the page tree."""

    page: PagePath
    title: Line
    kind: PageKind
    characters: int | None = Field(default=None, ge=0)


class FolderNode(Entry):
    """A folder of the page tree; a lecture if it has a number."""

    folder: Line
    lecture: int | None = Field(default=None, ge=0)
    children: "tuple[TreeNode, ...]"


def _node_kind(value: Any) -> str | None:  # noqa: ANN401 - anything a file may hold
    if isinstance(value, dict):
        for key, kind in (("page", "PageNode"), ("folder", "FolderNode"), ("separator", "SeparatorNode")):
            if key in value:
                return kind
    return None


TreeNode = Annotated[
    Annotated[PageNode, Tag("PageNode")]
    | Annotated[FolderNode, Tag("FolderNode")]
    | Annotated[SeparatorNode, Tag("SeparatorNode")],
    Discriminator(
        _node_kind,
        custom_error_type="tree_node",
        custom_error_message="an entry of the tree is a page, a folder or a separator",
    ),
]
"""What the page tree is made of."""


class CourseFile(Entry):
    """``courses/<slug>/course.yaml``."""

    course: CourseEntry
    tree: tuple[TreeNode, ...]


class RecommendationEntry(Entry):
    """One thing a page recommends."""

    paper: PaperId | None = None
    resource: Line | None = None
    role: Role
    label: Line
    lecture: int | None = Field(default=None, ge=0)
    priority: Priority | None = None
    priority_text: Line | None = None
    hours: Hours | None = None
    sections: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        if (self.paper is None) == (self.resource is None):
            msg = "a recommendation names either a paper or a resource"
            raise ValueError(msg)
        return self


class RecommendingPage(Entry):
    """A page and what it recommends, in its order; ``lecture`` holds where an entry says nothing else."""

    page: PagePath
    lecture: int | None = Field(default=None, ge=0)
    recommendations: tuple[RecommendationEntry, ...]


class RecommendationsFile(Entry):
    """``courses/<slug>/recommendations.yaml``."""

    course: Slug
    pages: tuple[RecommendingPage, ...]


class TeachingPage(Entry):
    """The concepts of a page, in its order."""

    page: PagePath
    teaches: tuple[Slug, ...]
    mentions: tuple[Slug, ...] = ()


class TeachingLab(Entry):
    """The concepts of a lab, in its order; under electives those of the parts of which one is chosen, part by part."""

    lab: Slug
    practises: tuple[Slug, ...]
    electives: tuple[Annotated[tuple[Slug, ...], Field(min_length=1, max_length=4)], ...] = Field((), max_length=4)
    bonus: tuple[Slug, ...] = ()
    assesses: tuple[Slug, ...] = ()


class TeachingFile(Entry):
    """``courses/<slug>/teaching.yaml``."""

    course: Slug
    pages: tuple[TeachingPage, ...]
    labs: tuple[TeachingLab, ...] = ()


class PrecedenceEntry(Edge):
    """The course teaches one concept before another."""

    before: Slug
    after: Slug


class OrderFile(Entry):
    """``courses/<slug>/order.yaml``."""

    course: Slug
    precedes: tuple[PrecedenceEntry, ...]
