"""From the files of a pack to records: vocabulary and papers, and what all of them have in common."""

from collections.abc import Hashable, Iterable
from typing import Any, TypeVar

from pydantic import ValidationError

from ingest.pack import models as models
from ingest.pack.document import Document
from schema.errors import PackError, Place
from schema.records import Citation, Concept, Paper, PaperConcept, Record, Relation, Requirement
from schema.values import Evidence, SourceRef

Kind = TypeVar("Kind", bound=Record)


class Records:
    """Records in the order they were made, each with its place, and what is wrong with them.

    Attributes:
        places: Where each record stands.
        problems: What could not become a record, or stands there twice.
    """

    def __init__(self) -> None:
        self.places: dict[Record, Place] = {}
        self.problems: list[PackError] = []
        self._first: dict[Hashable, Place] = {}

    def add(self, kind: type[Record], place: Place, /, **fields: Any) -> None:  # noqa: ANN401 - checked by the record
        """Make a record."""
        try:
            self.places.setdefault(kind(**fields), place)
        except ValidationError as error:
            for details in error.errors(include_url=False):
                name = ".".join(map(str, details["loc"]))
                self.problems.append(PackError(place, f"{name}: {details['msg']}"))

    def once(self, what: str, key: Hashable, place: Place) -> None:
        """Note that something stands at a place; standing at two is a problem."""
        first = self._first.setdefault((what, key), place)
        if first is not place:
            shown = " ".join(str(part) for part in key if part is not None) if isinstance(key, tuple) else key
            self.problems.append(PackError(place, f"{what} {shown}: given twice, first at {first}"))

    def of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """Return the records of a kind."""
        return tuple(record for record in self.places if isinstance(record, kind))


def add_vocabulary(records: Records, document: Document, file: models.VocabularyFile) -> None:
    """Make the concepts of a file, and what goes out from them."""
    records.once("area", file.area, document.place("area"))
    for number, concept in enumerate(file.concepts):
        at = ("concepts", number)
        place = document.place(*at)
        records.once("concept", concept.slug, document.place(*at, "slug"))
        records.add(
            Concept,
            place,
            slug=concept.slug,
            name=concept.name.text(),
            aliases=concept.aliases,
            kind=concept.kind,
            area=file.area,
            definition=concept.definition.text(),
            assumed=concept.assumed,
        )
        _add_outgoing(records, document, at, concept)


def _add_outgoing(
    records: Records, document: Document, at: tuple[str | int, ...], concept: models.ConceptEntry
) -> None:
    slug = concept.slug
    for group, need in enumerate(concept.requires):
        place = document.place(*at, "requires", group)
        records.once(f"{slug} requires", tuple(sorted(set(need.any_of))), place)
        each_once(records, f"{slug} requires any of", need.any_of, place)
        records.add(Requirement, place, concept=slug, group=group, any_of=need.any_of, **edge(need, place))
    for number, relation in enumerate(concept.relations):
        place = document.place(*at, "relations", number)
        records.once(f"{slug} {relation.kind}", relation.to, place)
        records.add(Relation, place, source=slug, kind=relation.kind, target=relation.to, **edge(relation, place))
    for number, paper in enumerate(concept.papers):
        place = document.place(*at, "papers", number)
        records.once(f"{slug}: paper", (paper.paper, paper.kind), place)
        source = SourceRef(paper=paper.paper, section=paper.section) if paper.section else line_of(place)
        fields = paper.model_dump()
        records.add(PaperConcept, place, concept=slug, evidence=Evidence.CURATED, sources=(source,), **fields)


def add_papers(records: Records, document: Document, papers: Iterable[Paper]) -> None:
    """Take the papers over, as they are records already."""
    for number, paper in enumerate(papers):
        records.once("paper", paper.id, document.place(number, "id"))
        if paper.citation_key:
            records.once("citation key", paper.citation_key, document.place(number, "citation_key"))
        for name in paper.unverified:
            if not getattr(paper, name, None):
                place = document.place(number, "unverified")
                records.problems.append(PackError(place, f"unverified: {name} is no field that has a value"))
        records.places.setdefault(paper, document.place(number))


def add_citations(records: Records, document: Document, citations: Iterable[Citation]) -> None:
    """Take the citations over, as they are records already."""
    for number, citation in enumerate(citations):
        place = document.place(number)
        records.once("citation", (citation.paper, citation.cited), place)
        if citation.sources:
            reason = "sources: a pack is the source of what it says, and names no other"
            records.problems.append(PackError(document.place(number, "sources"), reason))
        records.places.setdefault(citation, place)


def line_of(place: Place) -> SourceRef:
    """Return a line of the pack as a source."""
    return SourceRef(file=place.source, line=place.line)


def edge(entry: models.Edge, place: Place) -> dict[str, Any]:
    """Return what an edge says of itself; without a source of its own, its line in the pack is the source."""
    sources = tuple(source.ref() for source in entry.sources) or (line_of(place),)
    return {"reason": entry.reason.text(), "evidence": entry.evidence, "sources": sources}


def curated(place: Place, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - checked by the record
    """Return the fields of an edge that only this project vouches for."""
    return {"evidence": Evidence.CURATED, "sources": (line_of(place),), **fields}


def each_once(records: Records, what: str, slugs: tuple[str, ...], place: Place) -> None:
    """Note which slugs a list names more than once."""
    for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        records.problems.append(PackError(place, f"{what}: {slug} is given twice"))
