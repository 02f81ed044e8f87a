"""How well a pack is backed: its evidence by area, papers that nothing uses, sources that lead nowhere."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from graph.evidence import EvidenceCounts, evidence_of
from ingest.pack.loading import Pack
from schema.errors import Place
from schema.records import ArtifactNeed, Precedence, Record, Relation, Requirement
from schema.values import SourceRef

Anchors = Mapping[str, Collection[str] | None]
"""The headings of each page, by path; None where they are not known."""


@dataclass(frozen=True, slots=True)
class AreaReport:
    """One area of the vocabulary.

    Attributes:
        area: Slug of the area.
        concepts: How many concepts it has.
        assumed: How many of them are assumed.
        evidence: How what they require is known.
    """

    area: str
    concepts: int
    assumed: int
    evidence: EvidenceCounts


@dataclass(frozen=True, slots=True)
class LostSource:
    """A source that does not lead to what it names.

    Attributes:
        place: Where it stands in the pack.
        source: What it names.
        why: What is missing.
    """

    place: Place
    source: str
    why: str


@dataclass(frozen=True, slots=True)
class PackReport:
    """How well a pack is backed.

    Attributes:
        evidence: How all requirements are known.
        areas: The same for each area.
        unused_papers: Ids of papers that no concept and no page names.
        sources: How many sources name a page or paper.
        lost: Those that lead nowhere.
    """

    evidence: EvidenceCounts
    areas: tuple[AreaReport, ...]
    unused_papers: tuple[str, ...]
    sources: int
    lost: tuple[LostSource, ...]


def report_of(pack: Pack, *, anchors: Anchors, papers: Collection[str]) -> PackReport:
    """Return how well a pack is backed.

    Args:
        pack: A sound pack.
        anchors: The pages that sources may name, with their headings.
        papers: Ids of the papers that sources may name.
    """
    placed = [(place, source) for place, source in _sources(pack) if source.page or source.paper]
    lost = [
        LostSource(place, str(source), why) for place, source in placed if (why := _missing(source, anchors, papers))
    ]
    return PackReport(
        evidence=evidence_of(pack.requirements),
        areas=tuple(_areas(pack)),
        unused_papers=_unused(pack),
        sources=len(placed),
        lost=tuple(dict.fromkeys(lost)),
    )


def known_pages(*packs: Pack) -> dict[str, Collection[str] | None]:
    """Return the pages of the courses of packs, with headings unknown."""
    return {page.path: None for pack in packs for course in pack.courses for page in course.pages}


def _sources(pack: Pack) -> Iterator[tuple[Place, SourceRef]]:
    records: list[Record] = [*pack.vocabulary]
    for course in pack.courses:
        records += course.records
    for record in records:
        if isinstance(record, Requirement | Relation | Precedence | ArtifactNeed):
            for source in record.sources:
                yield pack.places[record], source
    for course in pack.courses:
        file = f"courses/{course.course.slug}/claims.yaml"
        for claim in course.claims:
            for place in claim.places:
                yield Place(file, path=claim.slug), SourceRef(page=place.page, anchor=place.anchor)


def _missing(source: SourceRef, anchors: Anchors, papers: Collection[str]) -> str | None:
    if source.page:
        if source.page not in anchors:
            return "there is no such page"
        headings = anchors[source.page]
        if source.anchor and headings is not None and source.anchor not in headings:
            return "the page has no such heading"
    if source.paper and source.paper not in papers:
        return "no such paper is known"
    return None


def _areas(pack: Pack) -> Iterator[AreaReport]:
    for area in pack.areas:
        concepts = [concept for concept in pack.concepts if concept.area == area]
        slugs = {concept.slug for concept in concepts}
        assumed = sum(concept.assumed for concept in concepts)
        needs = [need for need in pack.requirements if need.concept in slugs]
        yield AreaReport(area, len(concepts), assumed, evidence_of(needs))


def _unused(pack: Pack) -> tuple[str, ...]:
    used = {link.paper for link in pack.paper_concepts}
    used |= {one.paper for course in pack.courses for one in course.recommendations if one.paper}
    return tuple(paper.id for paper in pack.papers if paper.id not in used)
