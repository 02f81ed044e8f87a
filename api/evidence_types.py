"""How an edge is known: its evidence, the reason for a student, and the places it is from."""

from collections.abc import Sequence
from typing import Annotated, Protocol

import strawberry

from api.context import Info
from api.enums import Language
from api.lazy_types import PageType, PaperType
from schema.values import Evidence, SourceRef, Text

LanguageArgument = Annotated[
    Language | None,
    strawberry.argument(
        description="The language wanted, by default the first course's. Where it is missing, the other one comes back."
    ),
]
"""The argument of every field that is a text in two languages."""


@strawberry.type(description="Where something is from: a page, a paper, or a line of a file of the vocabulary.")
class Source:
    """A place, as clients see it."""

    reference: strawberry.Private[SourceRef]
    course: strawberry.Private[str | None]

    path: str | None = strawberry.field(description="Path of the page.")
    anchor: str | None = strawberry.field(description="Id of a heading of the page.")
    position: int | None = strawberry.field(description="Number of a block of the page, from 0.")
    section: str | None = strawberry.field(description="Section, figure or table of the paper.")
    file: str | None = strawberry.field(description="File of the vocabulary.")
    line: int | None = strawberry.field(description="Line of the file, from 1.")

    @classmethod
    def of(cls, reference: SourceRef, course: str | None) -> "Source":
        """Show a place; paths are of this course, or without one of the first that has them."""
        return cls(
            reference=reference,
            course=course,
            path=reference.page,
            anchor=reference.anchor,
            position=reference.position,
            section=reference.section,
            file=reference.file,
            line=reference.line,
        )

    @strawberry.field(description="The page, if it is one of a course.")
    def page(self, info: Info) -> PageType | None:
        """Resolve ``page``."""
        return info.context.shown.page_somewhere(self.course, self.reference.page)

    @strawberry.field(description="The paper, if it is one that a course names.")
    def paper(self, info: Info) -> PaperType | None:
        """Resolve ``paper``."""
        return info.context.shown.papers.get(self.reference.paper or "")

    @strawberry.field(description="Where it can be looked up, if it can be.")
    def url(self, info: Info) -> str | None:
        """Resolve ``url``."""
        page = info.context.shown.page_somewhere(self.course, self.reference.page)
        if page is not None and page.url is not None:
            return f"{page.url}#{self.anchor}" if self.anchor else page.url
        paper = info.context.shown.papers.get(self.reference.paper or "")
        return paper.url if paper else None


class _Known(Protocol):
    """A record that says how it is known."""

    @property
    def evidence(self) -> Evidence: ...

    @property
    def sources(self) -> tuple[SourceRef, ...]: ...


class _Reasoned(_Known, Protocol):
    """A record that also says why."""

    @property
    def reason(self) -> Text: ...


@strawberry.type(description="An edge that says how it is known.")
class KnownEdge:
    """What every edge shows."""

    edge: strawberry.Private[_Known]

    @strawberry.field(description="How it is known.")
    def evidence(self) -> Evidence:
        """Resolve ``evidence``."""
        return self.edge.evidence

    @strawberry.field(description="Where it is from.")
    def sources(self) -> list[Source]:
        """Resolve ``sources``."""
        return sources_of(self.edge.sources, getattr(self.edge, "course", None))


@strawberry.type(description="An edge that says how it is known, and why it is so.")
class ReasonedEdge(KnownEdge):
    """What every edge with a reason shows."""

    edge: strawberry.Private[_Reasoned]

    @strawberry.field(description="Why, for a student.")
    def reason(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``reason``."""
        return info.context.text(self.edge.reason, language)


def sources_of(references: Sequence[SourceRef], course: str | None) -> list[Source]:
    """Show places."""
    return [Source.of(reference, course) for reference in references]
