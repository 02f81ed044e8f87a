"""The linker of papers: a vocabulary, and what it says of papers already, held against titles and abstracts.

What it finds is ``INFERRED``. What the vocabulary says of a paper and a concept stands before it; of a concept that
another paper introduces, none is proposed to do so again; what courses take for granted is not linked at all.
"""

from collections.abc import Iterable

from ingest.linking.matcher import Matcher
from ingest.linking.paper_treatment import ABSTRACT, TITLE, Treatment, treatments_in
from schema.record_set import RecordSet
from schema.records import Paper, PaperConcept
from schema.values import Evidence, PaperConceptKind, SourceRef

_MOST_SOURCES = 8


class PaperLinker:
    """Links papers to the concepts of a vocabulary.

    >>> from schema.records import Concept
    >>> from schema.values import ConceptKind, Text
    >>> name, leaves = Text(en="Green tea"), Text(en="Leaves that were not fermented.")
    >>> tea = Concept(slug="green-tea", name=name, kind=ConceptKind.THEORY, area="tea", definition=leaves)
    >>> [link] = PaperLinker(RecordSet.of([tea])).links(Paper(id="tea2024", title="Green Tea: A Survey"))
    >>> link.kind.value, link.confidence, str(link.sources[0])
    ('surveys', 0.8, 'tea2024 title')
    """

    def __init__(self, vocabulary: RecordSet) -> None:
        taken_for_granted = {concept.slug for concept in vocabulary.concepts if concept.assumed}
        self._matcher = Matcher(concept for concept in vocabulary.concepts if concept.slug not in taken_for_granted)
        self._known = {(link.paper, link.concept) for link in vocabulary.paper_concepts}
        self._introducing: dict[str, set[str]] = {}
        for link in vocabulary.paper_concepts:
            if link.kind is PaperConceptKind.INTRODUCES:
                self._introducing.setdefault(link.concept, set()).add(link.paper)

    def links(self, paper: Paper, abstract: str = "") -> tuple[PaperConcept, ...]:
        """Return how a paper seems to treat concepts, as far as the vocabulary does not say so itself."""
        found = treatments_in(paper.title, abstract, self._matcher)
        return tuple(self._link(paper.id, one) for one in found if (paper.id, one.concept) not in self._known)

    def _link(self, paper: str, found: Treatment) -> PaperConcept:
        kind = found.kind
        if kind is PaperConceptKind.INTRODUCES and self._introducing.get(found.concept, set()) - {paper}:
            kind = PaperConceptKind.USES
        return PaperConcept(
            paper=paper,
            concept=found.concept,
            kind=kind,
            section=TITLE if found.places[0] == TITLE else ABSTRACT,
            rule=found.rule.value,
            confidence=found.confidence,
            evidence=Evidence.INFERRED,
            sources=tuple(SourceRef(paper=paper, section=place) for place in found.places[:_MOST_SOURCES]),
        )


def papers_treated(links: Iterable[PaperConcept]) -> frozenset[str]:
    """Return the papers of which it is said what they do with some concept."""
    return frozenset(link.paper for link in links)
