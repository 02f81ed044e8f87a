"""Proposals from what no sentence says: the order of pages and what they name, and who cites whom."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from ingest.statements.proposals import Proposal, ProposalKind
from schema.record_set import RecordSet
from schema.values import ConceptKind, CoverageKind, PaperConceptKind, SourceRef

PAGE_ORDER, CITATION = "page-order", "citation"
"""Names of the rules."""

_LEAST_ASYMMETRY, _ASYMMETRY_WEIGHT = 0.35, 0.2
_SEEN_ANYWHERE = (ConceptKind.EVALUATION, ConceptKind.TOOL, ConceptKind.PHENOMENON)
_CITED, _CITED_UNCONFIRMED = 0.5, 0.3


def from_page_order(records: RecordSet, course: str) -> Iterator[Proposal]:
    """Yield what concepts seem to need by how pages name them.

    When one concept is explained first and named again by the page that first explains another, and that other is not
    named where the one is explained, the other may need the one. The surer, the more the pages of the other name the
    one than the other way round.
    """
    places = {page.path: page.position for page in records.pages if page.course == course}
    of_course = [one for one in records.coverages if one.course == course and one.page in places]
    named_on: defaultdict[str, set[str]] = defaultdict(set)
    pages_of: defaultdict[str, set[str]] = defaultdict(set)
    first: dict[str, str] = {}
    for one in sorted(of_course, key=lambda one: (places[one.page], one.order)):
        named_on[one.page].add(one.concept)
        pages_of[one.concept].add(one.page)
        if one.kind is CoverageKind.TEACHES:
            first.setdefault(one.concept, one.page)
    plausible = _plausible(records)
    for later, page in first.items():
        for earlier in sorted(slug for slug in named_on[page] & first.keys() if plausible(later, slug)):
            home = first[earlier]
            if places[home] < places[page] and later not in named_on[home]:
                both = len(pages_of[earlier] & pages_of[later])
                asymmetry = max(0.0, both / len(pages_of[later]) - both / len(pages_of[earlier]))
                sources = (SourceRef(page=page), SourceRef(page=home))
                confidence = round(_LEAST_ASYMMETRY + _ASYMMETRY_WEIGHT * asymmetry, 2)
                yield Proposal(ProposalKind.REQUIRES, later, earlier, confidence, PAGE_ORDER, sources, course)


def from_citations(records: RecordSet, course: str) -> Iterator[Proposal]:
    """Yield what concepts seem to need by the papers that introduce them: the paper of one cites that of the other."""
    plausible = _plausible(records)
    introduced: defaultdict[str, list[str]] = defaultdict(list)
    for link in records.paper_concepts:
        if link.kind is PaperConceptKind.INTRODUCES:
            introduced[link.paper].append(link.concept)
    for citation in records.citations:
        for later in introduced.get(citation.paper, ()):
            for earlier in introduced.get(citation.cited, ()):
                if later != earlier and plausible(later, earlier):
                    sources = (SourceRef(paper=citation.paper), SourceRef(paper=citation.cited))
                    confidence = _CITED if citation.confirmed else _CITED_UNCONFIRMED
                    yield Proposal(ProposalKind.REQUIRES, later, earlier, confidence, CITATION, sources, course)


def _plausible(records: RecordSet) -> Callable[[str, str], bool]:
    """Return what says whether one concept may need another for all that its name is seen beside it.

    What is assumed needs no mention; benchmarks, tools and phenomena are named wherever something is tried out.
    """
    kinds = {concept.slug: concept.kind for concept in records.concepts}
    assumed = {concept.slug for concept in records.concepts if concept.assumed}

    def plausible(later: str, earlier: str) -> bool:
        anywhere = kinds.get(earlier) in _SEEN_ANYWHERE and kinds.get(later) not in _SEEN_ANYWHERE
        return earlier not in assumed and not anywhere

    return plausible
