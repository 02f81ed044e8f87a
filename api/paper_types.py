"""Papers, and the concepts they treat."""

from datetime import date
from typing import Annotated

import strawberry

from api.context import Info
from api.evidence_types import KnownEdge
from api.lazy_types import ConceptType, RecommendationType
from api.node import Node, id_of
from schema import records
from schema.errors import InputError
from schema.values import PaperConceptKind


@strawberry.type(description="A paper that a course names.")
class Paper(Node):
    """A paper, as clients see it."""

    record: strawberry.Private[records.Paper]

    arxiv_id: str | None = strawberry.field(description="Its arXiv id without version, if arXiv holds it.")
    title: str = strawberry.field(description="Its current title; TeX is kept.")
    author_count: int = strawberry.field(description="How many authors it has.")
    published: date | None = strawberry.field(description="Day of its first version.")
    updated: date | None = strawberry.field(description="Day of its newest known version.")
    latest_version: int | None = strawberry.field(description="Number of its newest known version.")
    year: int | None = strawberry.field(description="Year of its first version, or else of its venue.")
    primary_category: str | None = strawberry.field(description="Its arXiv category, as `cs.CL`.")
    categories: list[str] = strawberry.field(description="All its arXiv categories, the primary first.")
    doi: str | None = strawberry.field(description="DOI of its publisher.")
    venue: str | None = strawberry.field(description="Where it was published.")
    venue_year: int | None = strawberry.field(description="When it was published there.")
    comment: str | None = strawberry.field(description="What its authors noted on arXiv.")
    journal_ref: str | None = strawberry.field(description="Its journal reference on arXiv.")
    code: str | None = strawberry.field(description="Address of its code.")
    url: str | None = strawberry.field(description="Where it is: on arXiv, or else by its DOI.")
    pdf_url: str | None = strawberry.field(description="Where its PDF is, if arXiv holds it.")
    citation_key: str = strawberry.field(description="Its key in bibliographies, the same in all of them.")
    aliases: list[str] = strawberry.field(description="Other titles and short names.")
    withdrawn: bool = strawberry.field(description="Whether its newest version is a withdrawal.")
    unverified: list[str] = strawberry.field(description="Fields whose value no source has confirmed.")

    @classmethod
    def of(cls, record: records.Paper, citation_key: str) -> "Paper":
        """Show a paper."""
        arxiv = record.arxiv_id
        return cls(
            id=id_of(record),
            record=record,
            arxiv_id=arxiv,
            title=record.title,
            author_count=record.author_count or len(record.authors),
            published=record.published,
            updated=record.updated,
            latest_version=record.latest_version,
            year=record.published.year if record.published else record.venue_year,
            primary_category=record.primary_category,
            categories=list(record.categories),
            doi=record.doi,
            venue=record.venue,
            venue_year=record.venue_year,
            comment=record.comment,
            journal_ref=record.journal_ref,
            code=record.code,
            url=url_of(record),
            pdf_url=f"https://arxiv.org/pdf/{arxiv}" if arxiv else None,
            citation_key=citation_key,
            aliases=list(record.aliases),
            withdrawn=record.withdrawn,
            unverified=list(record.unverified),
        )

    @strawberry.field(description="Its authors as the source prints them, in order.")
    def authors(
        self, first: Annotated[int | None, strawberry.argument(description="How many; all by default.")] = None
    ) -> list[str]:
        """Resolve ``authors``."""
        if first is not None and first < 0:
            raise InputError(f"first is {first}, but cannot be below 0")
        return list(self.record.authors[:first])

    @strawberry.field(description="The concepts it introduces, uses and surveys.")
    def concepts(
        self,
        info: Info,
        kind: Annotated[PaperConceptKind | None, strawberry.argument(description="Only those it treats so.")] = None,
    ) -> list["PaperConceptLink"]:
        """Resolve ``concepts``."""
        links = info.context.catalogue.concepts_of_paper.get(self.record.id, ())
        return [PaperConceptLink.of(link) for link in links if kind in (None, link.kind)]

    @strawberry.field(description="Where it is recommended, in the order of the course.")
    def recommendations(self, info: Info) -> list[RecommendationType]:
        """Resolve ``recommendations``."""
        return info.context.shown.recommendations(
            info.context.catalogue.recommendations_of_paper.get(self.record.id, ())
        )

    @strawberry.field(description="The papers here that it is known to cite. Absence says nothing.")
    def cites(self, info: Info) -> list["Paper"]:
        """Resolve ``cites``."""
        return info.context.shown.cited_by_paper(self.record.id)

    @strawberry.field(description="The papers here that are known to cite it. Absence says nothing.")
    def cited_by(self, info: Info) -> list["Paper"]:
        """Resolve ``citedBy``."""
        return info.context.shown.citing_paper(self.record.id)


@strawberry.type(description="A paper introduces, uses or surveys a concept.")
class PaperConceptLink(KnownEdge):
    """That a paper treats a concept, as clients see it."""

    edge: strawberry.Private[records.PaperConcept]

    kind: PaperConceptKind = strawberry.field(description="How the paper treats the concept.")
    section: str | None = strawberry.field(description="Where in the paper.")

    @classmethod
    def of(cls, record: records.PaperConcept) -> "PaperConceptLink":
        """Show that a paper treats a concept."""
        return cls(edge=record, kind=record.kind, section=record.section)

    @strawberry.field(description="The paper.")
    def paper(self, info: Info) -> Paper:
        """Resolve ``paper``."""
        return info.context.shown.papers[self.edge.paper]

    @strawberry.field(description="The concept.")
    def concept(self, info: Info) -> ConceptType:
        """Resolve ``concept``."""
        return info.context.shown.concepts[self.edge.concept]


def url_of(paper: records.Paper) -> str | None:
    """Return where a paper is: on arXiv, or else by its DOI."""
    if paper.arxiv_id:
        return f"https://arxiv.org/abs/{paper.arxiv_id}"
    return f"https://doi.org/{paper.doi}" if paper.doi else None
