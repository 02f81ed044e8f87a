"""What the pages of a course state, laid upon what is known: edges with their places, orders that diagrams draw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.statements.diagrams import drawn_on
from ingest.statements.locating import locate
from ingest.statements.names import Finder
from ingest.statements.reach import Reach
from schema.record_set import RecordSet
from schema.records import Finding, Page, Precedence, Relation, Requirement
from schema.values import ConceptKind, Evidence, Severity


@dataclass(frozen=True, slots=True)
class Statements:
    """What is known and what the pages draw, as one.

    Attributes:
        requirements: The known requirements; what is stated, with the block that states it.
        relations: The known relations, likewise.
        precedences: The known order of the course, likewise, and what its diagrams draw.
        findings: What was not found where it should be, and what is odd about diagrams.
    """

    requirements: tuple[Requirement, ...]
    relations: tuple[Relation, ...]
    precedences: tuple[Precedence, ...]
    findings: tuple[Finding, ...]


def statements_of(pages: Sequence[Page], finder: Finder, *, known: RecordSet) -> Statements:
    """Return what the pages of a course state.

    Args:
        pages: The pages of one course; those without a body state nothing.
        finder: Finds concepts in a text.
        known: Concepts, and requirements, relations and precedences of the course.
    """
    methods = frozenset(concept.slug for concept in known.concepts if concept.kind is ConceptKind.METHOD)
    requirements, unfound = locate(known.requirements, pages, finder, methods=methods)
    relations, unfound_too = locate(known.relations, pages, finder, methods=methods)
    precedences, unfound_order = locate(known.precedences, pages, finder, methods=methods)
    concepts = {concept.slug: concept for concept in known.concepts}
    drawn = [drawn_on(page, finder, concepts) for page in pages]
    order, against = _laid_upon(precedences, (one for page in drawn for one in page.precedences))
    odd = [finding for page in drawn for finding in page.findings]
    return Statements(requirements, relations, order, (*unfound, *unfound_too, *unfound_order, *odd, *against))


def _laid_upon(
    known: Iterable[Precedence], drawn: Iterable[Precedence]
) -> tuple[tuple[Precedence, ...], list[Finding]]:
    """Add drawn orders to the known: an edge that is known keeps its reason and gains the place where it is drawn."""
    order = {(one.before, one.after): one for one in known}
    reach = Reach(order)
    findings: list[Finding] = []
    for one in drawn:
        pair = (one.before, one.after)
        if before := order.get(pair):
            own = before.sources if before.evidence is Evidence.STATED else ()
            already = {(source.page, source.anchor) for source in own}
            new = [source for source in one.sources if (source.page, source.anchor) not in already]
            stated = {"sources": (*own, *new), "evidence": Evidence.STATED}
            order[pair] = before.model_copy(update=stated)
        elif reach.leads(one.after, one.before):
            findings.append(_against_the_order(one))
        else:
            order[pair] = one
            reach.add(*pair)
    return tuple(order.values()), findings


def _against_the_order(drawn: Precedence) -> Finding:
    (source,) = drawn.sources
    return Finding(
        course=drawn.course,
        code="DIAGRAM_AGAINST_ORDER",
        severity=Severity.WARNING,
        message=f"a diagram puts {drawn.before} before {drawn.after}; the course’s known order is the other way round",
        remedy="Look which of the two is meant",
        page=source.page,
        place=f"block {source.position}",
        subjects=(drawn.before, drawn.after),
    )
