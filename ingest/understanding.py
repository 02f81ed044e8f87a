"""What a course's pages say together: what they explain and name, the order they draw, what they announce of labs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.labs.announced import announced_results
from ingest.linking.linker import Linker
from ingest.statements.names import finder_of
from ingest.statements.statements import statements_of
from schema.record_set import RecordSet
from schema.records import Coverage, Finding, Page
from schema.values import CoverageKind


@dataclass(frozen=True, slots=True)
class Understanding:
    """A course with what its pages say.

    Attributes:
        records: The course's records, its edges to concepts among them.
        findings: What was not where it should be.
    """

    records: RecordSet
    findings: tuple[Finding, ...]


def understood(course: RecordSet, curation: RecordSet, vocabulary: RecordSet) -> Understanding:
    """Return a course with the edges that its pages show laid upon those that a pack has written down.

    With them come the results that lessons announce of labs: it takes the page of the lab to know them as such.

    Args:
        course: The course's pages, labs and recommendations.
        curation: What a pack says its pages teach, in which order, and what its labs need.
        vocabulary: The concepts, and how they stand to each other.
    """
    linker = Linker(vocabulary.concepts)
    coverages = [one for page in course.pages for one in covered(page, linker, curation.coverages)]
    known = replace(vocabulary, precedences=curation.precedences)
    stated = statements_of(course.pages, finder_of(vocabulary.concepts), known=known)
    edges = replace(curation, coverages=tuple(coverages), precedences=stated.precedences)
    expected = replace(course, expected_results=(*course.expected_results, *announced_results(course)))
    return Understanding(expected | edges, stated.findings)


def covered(page: Page, linker: Linker, curated: Iterable[Coverage]) -> Sequence[Coverage]:
    """Return how a page treats concepts: as its text shows, and where it was not read as the pack says.

    What the pack says a page teaches stays, though its text only names it: a reader has judged that.
    """
    said = [one for one in curated if one.page == page.path]
    if not page.blocks:
        return said
    shown = linker.coverages(page)
    taught = {one.concept: one for one in said if one.kind is CoverageKind.TEACHES}
    merged: list[Coverage] = []
    for one in shown:
        judged = taught.pop(one.concept, None)
        if judged is not None and one.kind is CoverageKind.MENTIONS:
            merged.append(judged.model_copy(update={"sources": (*judged.sources, *one.sources)}))
        else:
            merged.append(one)
    merged += taught.values()
    return [one.model_copy(update={"order": order}) for order, one in enumerate(merged)]
