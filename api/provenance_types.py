"""Where the values of a paper come from, and whether it was published."""

from datetime import date, datetime

import strawberry

from graph.papers import provenance, publication
from schema import paper_values
from schema.values import PublicationState


@strawberry.type(description="One version of a paper on arXiv.")
class PaperVersion:
    """A version, as clients see it."""

    number: int = strawberry.field(description="From 1.")
    submitted: date = strawberry.field(name="date", description="Day on which it was submitted.")
    kilobytes: int | None = strawberry.field(description="How much source it has, where that is told.")
    empty: bool = strawberry.field(
        description="Whether it is told to have no text; the newest then withdraws the paper."
    )

    @classmethod
    def of(cls, version: paper_values.PaperVersion) -> "PaperVersion":
        """Show a version."""
        return cls(number=version.number, submitted=version.submitted, kilobytes=version.kilobytes, empty=version.empty)


@strawberry.type(description="What a source says of a field of a paper.")
class SourceStatement:
    """A source's word, as clients see it."""

    source: str = strawberry.field(
        description=(
            "`arxiv`, `oai` (arXiv as it tells harvesters), `library` (a snapshot of arXiv), `shipped` (the shipped"
            " pack), `pack:…`, `bib:…` (a bibliography), `page` (a page of a course), or `earlier`: stored before"
            " sources were kept apart."
        )
    )
    value: str | None = strawberry.field(
        description="The value in words; between several, as authors, stand semicolons."
    )
    confirmed: bool = strawberry.field(description="Whether the source has seen the value itself.")
    read_at: datetime | None = strawberry.field(description="When it said so, if that is known.")

    @classmethod
    def of(cls, statement: provenance.Statement) -> "SourceStatement":
        """Show a statement."""
        return cls(
            source=statement.source,
            value=provenance.in_words(statement.value) or None,
            confirmed=statement.confirmed,
            read_at=statement.read_at,
        )


@strawberry.type(description="How a field of a paper is known.")
class FieldProvenance:
    """A field's provenance, as clients see it."""

    field: str = strawberry.field(description="Name of the field, as in `unverified`.")
    value: str | None = strawberry.field(
        description="The value that is served, in words; several, as authors, with semicolons between."
    )
    confirmed: bool = strawberry.field(description="Whether a source has seen the value.")
    source: str | None = strawberry.field(description="The best source that says so: it has seen it, or was read last.")
    read_at: datetime | None = strawberry.field(description="When that source said so, if that is known.")
    said_by: list[SourceStatement] = strawberry.field(description="All sources that say so, the best first.")
    others: list[SourceStatement] = strawberry.field(description="The sources that say otherwise, the best first.")

    @classmethod
    def of(cls, found: provenance.FieldProvenance) -> "FieldProvenance":
        """Show how a field is known."""
        best = found.said_by[0] if found.said_by else None
        return cls(
            field=found.field,
            value=provenance.in_words(found.value) or None,
            confirmed=found.confirmed,
            source=best.source if best else None,
            read_at=best.read_at if best else None,
            said_by=[SourceStatement.of(one) for one in found.said_by],
            others=[SourceStatement.of(one) for one in found.others],
        )


@strawberry.type(description="One source's word on where a paper was published.")
class PublicationEvidence:
    """Evidence of a publication, as clients see it."""

    field: str = strawberry.field(
        description="`venue`, `venue_year`, `doi`, `journal_ref`; `comment` where the authors say so in passing."
    )
    statement: SourceStatement = strawberry.field(description="What the source says, and when it was read.")
    agrees: bool = strawberry.field(description="Whether no other source says otherwise.")

    @classmethod
    def of(cls, evidence: publication.PublicationEvidence) -> "PublicationEvidence":
        """Show evidence."""
        return cls(field=evidence.field, statement=SourceStatement.of(evidence.statement), agrees=evidence.agrees)


@strawberry.type(description="How a paper stands between preprint and publication.")
class Publication:
    """A publication, as clients see it."""

    state: PublicationState = strawberry.field(description="Whether it is known to be published.")
    venue: str | None = strawberry.field(description="Where it was published.")
    year: int | None = strawberry.field(description="When it was published there.")
    doi: str | None = strawberry.field(description="DOI of its publisher; never that of arXiv itself.")
    journal_ref: str | None = strawberry.field(description="Its journal reference on arXiv.")
    evidence: list[PublicationEvidence] = strawberry.field(description="Who says what of it.")
    asked_at: datetime | None = strawberry.field(description="When arXiv last told of the paper, if it ever did.")

    @classmethod
    def of(cls, found: publication.Publication) -> "Publication":
        """Show how a paper stands."""
        return cls(
            state=found.state,
            venue=found.venue,
            year=found.year,
            doi=found.doi,
            journal_ref=found.journal_ref,
            evidence=[PublicationEvidence.of(one) for one in found.evidence],
            asked_at=found.asked_at,
        )


@strawberry.type(description="A source says that one paper cites another.")
class CitationSource:
    """A source of a citation, as clients see it."""

    name: str = strawberry.field(description="Name of the source, as in `SourceStatement.source`.")
    confirmed: bool = strawberry.field(description="Whether it has seen that the paper does.")
    read_at: datetime | None = strawberry.field(description="When it first said so, if that is known.")

    @classmethod
    def of(cls, source: paper_values.CitationSource) -> "CitationSource":
        """Show a source."""
        return cls(name=source.name, confirmed=source.confirmed, read_at=source.read_at)
