"""What a page, lecture or paper brings across: the concepts that it teaches or introduces."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.nodes import Node
from schema.records import Lecture, Page, Paper
from schema.values import CoverageKind, Evidence, PaperConceptKind, SourceRef, Text

_PAGE_TEACHES = Text(zh="页面讲授它", en="The page teaches it")
_LECTURE_TEACHES = Text(zh="这一讲讲授它", en="The lecture teaches it")
_PAPER_INTRODUCES = Text(zh="论文提出它", en="The paper introduces it")


@dataclass(frozen=True, slots=True)
class Taught:
    """A concept that something brings across.

    Attributes:
        concept: Slug of the concept.
        how: ``teaches`` or ``introduces``.
        reason: The same in words.
        evidence: How it is known.
        sources: Where it is from.
    """

    concept: str
    how: str
    reason: Text
    evidence: Evidence
    sources: tuple[SourceRef, ...]


def taught_in(catalogue: Catalogue, node: Node) -> Iterator[Taught]:
    """Yield the concepts that a page or lecture teaches or a paper introduces; of others nothing."""
    match node:
        case Page():
            yield from _on_page(catalogue, node, _PAGE_TEACHES)
        case Lecture():
            for page in catalogue.pages.get(node.course, ()):
                if page.lecture == node.number:
                    yield from _on_page(catalogue, page, _LECTURE_TEACHES)
        case Paper():
            for link in catalogue.concepts_of_paper.get(node.id, ()):
                if link.kind is PaperConceptKind.INTRODUCES:
                    yield Taught(link.concept, "introduces", _PAPER_INTRODUCES, link.evidence, link.sources)
        case _:
            return


def _on_page(catalogue: Catalogue, page: Page, reason: Text) -> Iterator[Taught]:
    for coverage in catalogue.coverages_of_page.get((page.course, page.path), ()):
        if coverage.kind is CoverageKind.TEACHES:
            yield Taught(coverage.concept, "teaches", reason, coverage.evidence, coverage.sources)
