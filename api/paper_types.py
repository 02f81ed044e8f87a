"""Papers, and the concepts they treat."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated

import strawberry

from api.author_types import AuthorName
from api.context import Info
from api.evidence_types import KnownEdge
from api.lazy_types import ConceptType, RecommendationType
from api.node import Node, id_of
from api.provenance_types import CitationSource, FieldProvenance, PaperVersion, Publication
from graph.papers.provenance import provenance_of
from schema import records
from schema.errors import InputError
from schema.values import Evidence, PaperConceptKind

_Confirmed = Annotated[
    bool | None, strawberry.argument(description="Only those that a source has seen, or that none has.")
]


@strawberry.type(description="A paper that a course names.")
class Paper(Node):
    """A paper, as clients see it."""

    record: strawberry.Private[records.Paper]

    arxiv_id: str | None = strawberry.field(description="Its arXiv id without version, if arXiv holds it.")
    title: str = strawberry.field(description="Its current title; TeX is kept.")
    author_count: int = strawberry.field(description="How many authors it has, as far as that is known.")
    authors_complete: bool = strawberry.field(description="Whether the list of authors is known to be whole.")
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
            authors_complete=bool(record.authors) and record.author_count in (None, len(record.authors)),
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
        return _first_of(self.record.authors, first)

    @strawberry.field(description="Its authors, their names taken apart as bibliographies need them, in order.")
    def author_names(
        self, first: Annotated[int | None, strawberry.argument(description="How many; all by default.")] = None
    ) -> list[AuthorName]:
        """Resolve ``authorNames``."""
        return [AuthorName.of(printed) for printed in _first_of(self.record.authors, first)]

    @strawberry.field(description="Its versions by number, as far as a source tells of them; there may be gaps.")
    def versions(self) -> list[PaperVersion]:
        """Resolve ``versions``."""
        return [PaperVersion.of(one) for one in self.record.versions]

    @strawberry.field(description="How each of its fields is known: who says so, since when, and who says otherwise.")
    def provenance(
        self,
        info: Info,
        fields: Annotated[list[str] | None, strawberry.argument(description="Only these, as in `unverified`.")] = None,
    ) -> list[FieldProvenance]:
        """Resolve ``provenance``."""
        accounts = info.context.catalogue.accounts_of_paper.get(self.record.id, ())
        found = provenance_of(self.record, accounts)
        return [FieldProvenance.of(one) for one in found if fields is None or one.field in fields]

    @strawberry.field(description="Whether it was published, where, and by whose word.")
    def publication(self, info: Info) -> Publication:
        """Resolve ``publication``."""
        return Publication.of(info.context.shown.publications[self.record.id])

    @strawberry.field(
        description="The concepts it introduces, uses and surveys; last what is only inferred, the surest first."
    )
    def concepts(
        self,
        info: Info,
        kind: Annotated[PaperConceptKind | None, strawberry.argument(description="Only those it treats so.")] = None,
        least_evidence: Annotated[
            Evidence | None, strawberry.argument(description="Only what is known at least this well; all by default.")
        ] = None,
    ) -> list["PaperConceptLink"]:
        """Resolve ``concepts``."""
        links = info.context.catalogue.concepts_treated(self.record.id, least_evidence or Evidence.INFERRED)
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

    @strawberry.field(description="What it is said to cite, and who says so. Absence says nothing.")
    def citations(
        self,
        info: Info,
        confirmed: _Confirmed = None,
    ) -> list["Citation"]:
        """Resolve ``citations``."""
        found = info.context.catalogue.citations_by_paper.get(self.record.id, ())
        return Citation.all_of(found, info, confirmed)

    @strawberry.field(description="What is said to cite it, and who says so. Absence says nothing.")
    def incoming_citations(
        self,
        info: Info,
        confirmed: _Confirmed = None,
    ) -> list["Citation"]:
        """Resolve ``incomingCitations``."""
        found = info.context.catalogue.citations_of_paper.get(self.record.id, ())
        return Citation.all_of(found, info, confirmed)


@strawberry.type(description="One paper is said to cite another.")
class Citation:
    """A citation, as clients see it."""

    record: strawberry.Private[records.Citation]

    confirmed: bool = strawberry.field(description="Whether a source has seen that it does.")

    @classmethod
    def all_of(cls, found: Iterable[records.Citation], info: Info, confirmed: bool | None) -> list["Citation"]:
        """Show citations among the papers that are known here."""
        papers = info.context.shown.papers
        known = (one for one in found if one.paper in papers and one.cited in papers)
        return [cls(record=one, confirmed=one.confirmed) for one in known if confirmed in (None, one.confirmed)]

    @strawberry.field(description="The paper that cites.")
    def citing(self, info: Info) -> Paper:
        """Resolve ``citing``."""
        return info.context.shown.papers[self.record.paper]

    @strawberry.field(description="The paper that is cited.")
    def cited(self, info: Info) -> Paper:
        """Resolve ``cited``."""
        return info.context.shown.papers[self.record.cited]

    @strawberry.field(description="Who says so; none where it was stored before that was kept.")
    def sources(self) -> list[CitationSource]:
        """Resolve ``sources``."""
        return [CitationSource.of(one) for one in self.record.sources]


@strawberry.type(description="A paper introduces, uses or surveys a concept.")
class PaperConceptLink(KnownEdge):
    """That a paper treats a concept, as clients see it."""

    edge: strawberry.Private[records.PaperConcept]

    kind: PaperConceptKind = strawberry.field(description="How the paper treats the concept.")
    section: str | None = strawberry.field(description="Where in the paper.")
    rule: str | None = strawberry.field(description="By which sign it was inferred, as `proposed` or `used`.")
    confidence: float | None = strawberry.field(description="How sure that sign is, from 0 to 1, where it is inferred.")

    @classmethod
    def of(cls, record: records.PaperConcept) -> "PaperConceptLink":
        """Show that a paper treats a concept."""
        return cls(
            edge=record, kind=record.kind, section=record.section, rule=record.rule, confidence=record.confidence
        )

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


def _first_of(authors: Sequence[str], first: int | None) -> list[str]:
    if first is not None and first < 0:
        raise InputError(f"first is {first}, but cannot be below 0")
    return list(authors[:first])
