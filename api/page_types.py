"""Pages of courses, and what they teach."""

from urllib.parse import quote

import strawberry

from api.context import Info
from api.evidence_types import KnownEdge
from api.finding_types import Finding
from api.lazy_types import ConceptType, CourseType, LectureType, RecommendationType
from api.node import Node, id_of
from schema import records
from schema.values import CoverageKind, PageKind


@strawberry.type(description="A page of a course.")
class Page(Node):
    """A page, as clients see it."""

    record: strawberry.Private[records.Page]

    path: str = strawberry.field(description="Its address below the site, without a slash at the end.")
    title: str = strawberry.field(description="Its title.")
    description: str | None = strawberry.field(description="What it says it is about.")
    kind: PageKind = strawberry.field(description="What it is for.")
    position: int = strawberry.field(description="Its place in the course's tree, from 0.")
    section: str | None = strawberry.field(description="Title of the part of the tree it stands under.")
    url: str | None = strawberry.field(description="Where it is, if the course's site is known.")
    characters: int | None = strawberry.field(description="Length of its text without code, where it was read.")
    stale: bool = strawberry.field(description="Whether its text is from an earlier ingest than its course.")

    @classmethod
    def of(cls, record: records.Page, *, site: str | None, stale: bool) -> "Page":
        """Show a page."""
        return cls(
            id=id_of(record),
            record=record,
            path=record.path,
            title=record.title,
            description=record.description,
            kind=record.kind,
            position=record.position,
            section=record.section,
            url=f"{site}{quote(record.path, safe='/%:@!$&()*+,;=~-._')}" if site else None,
            characters=record.characters,
            stale=stale,
        )

    @strawberry.field(description="Its course.")
    def course(self, info: Info) -> CourseType:
        """Resolve ``course``."""
        return info.context.shown.courses[self.record.course]

    @strawberry.field(description="Its lecture, if it belongs to one.")
    def lecture(self, info: Info) -> LectureType | None:
        """Resolve ``lecture``."""
        return info.context.shown.lectures.get((self.record.course, self.record.lecture))

    @strawberry.field(description="The concepts it explains, in its order.")
    def teaches(self, info: Info) -> list[ConceptType]:
        """Resolve ``teaches``."""
        return [info.context.shown.concepts[one.concept] for one in self._coverages(info, CoverageKind.TEACHES)]

    @strawberry.field(description="The concepts it names without explaining them, in its order.")
    def mentions(self, info: Info) -> list[ConceptType]:
        """Resolve ``mentions``."""
        return [info.context.shown.concepts[one.concept] for one in self._coverages(info, CoverageKind.MENTIONS)]

    @strawberry.field(description="What it explains and names, with how that is known.")
    def coverages(self, info: Info) -> list["Coverage"]:
        """Resolve ``coverages``."""
        return [Coverage.of(one) for one in self._coverages(info, None)]

    @strawberry.field(description="What it recommends to read, in its order.")
    def recommendations(self, info: Info) -> list[RecommendationType]:
        """Resolve ``recommendations``."""
        found = info.context.catalogue.recommendations_of_page.get((self.record.course, self.path), ())
        return info.context.shown.recommendations(found)

    @strawberry.field(description="What ingest found about it.")
    def findings(self, info: Info) -> list[Finding]:
        """Resolve ``findings``."""
        return [Finding.of(finding) for finding in info.context.shown.findings_of_page(self.record)]

    def _coverages(self, info: Info, kind: CoverageKind | None) -> list[records.Coverage]:
        found = info.context.catalogue.coverages_of_page.get((self.record.course, self.path), ())
        return [coverage for coverage in found if kind in (None, coverage.kind)]


@strawberry.type(description="A page explains a concept, or names it.")
class Coverage(KnownEdge):
    """That a page treats a concept, as clients see it."""

    edge: strawberry.Private[records.Coverage]

    explained: bool = strawberry.field(description="Whether the page explains the concept; otherwise it names it.")
    rule: str | None = strawberry.field(description="The sign by which that is told; none where a person has told it.")

    @classmethod
    def of(cls, record: records.Coverage) -> "Coverage":
        """Show that a page treats a concept."""
        return cls(edge=record, explained=record.kind is CoverageKind.TEACHES, rule=record.rule)

    @strawberry.field(description="The page.")
    def page(self, info: Info) -> Page:
        """Resolve ``page``."""
        return info.context.shown.pages[self.edge.course, self.edge.page]

    @strawberry.field(description="The concept.")
    def concept(self, info: Info) -> ConceptType:
        """Resolve ``concept``."""
        return info.context.shown.concepts[self.edge.concept]
