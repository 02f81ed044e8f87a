"""Every edge of the graph in one shape, for files that list them."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.nodes import NodeKind
from schema.values import Evidence, SourceRef, Text

End = tuple[NodeKind, str]


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """An edge.

    Attributes:
        kind: What it says, as ``requires``, ``teaches`` or ``variant-of``.
        source: Kind and key of what it starts at.
        target: Kind and key of what it ends at.
        group: Of edges of one kind that end at the same node, those of one group are ways of which one is enough.
        evidence: How it is known; None where a source's own list is all there is.
        reason: Why, for a student.
        sources: Where it is from.
        role: Of a recommendation, its role.
        priority: Of a recommendation, its priority.
    """

    kind: str
    source: End
    target: End
    group: int | None = None
    evidence: Evidence | None = None
    reason: Text | None = None
    sources: tuple[SourceRef, ...] = ()
    role: str | None = None
    priority: str | None = None


def edges_of(catalogue: Catalogue) -> list[GraphEdge]:
    """Return all edges both of whose ends are nodes, each once, in an order that stays."""
    found = (edge for edge in _all(catalogue) if edge.source in catalogue.nodes and edge.target in catalogue.nodes)
    return sorted(
        dict.fromkeys(found),
        key=lambda edge: (edge.kind, edge.target, -1 if edge.group is None else edge.group, edge.source, str(edge)),
    )


def _all(catalogue: Catalogue) -> Iterator[GraphEdge]:
    yield from _between_concepts(catalogue)
    yield from _of_materials(catalogue)
    yield from _of_courses(catalogue)


def _between_concepts(catalogue: Catalogue) -> Iterator[GraphEdge]:
    records = catalogue.records
    for need in records.requirements:
        for member in need.any_of:
            ends = (_concept(member), _concept(need.concept))
            yield GraphEdge("requires", *ends, need.group, need.evidence, need.reason, need.sources)
    for order in records.precedences:
        ends = (_concept(order.before), _concept(order.after))
        yield GraphEdge("precedes", *ends, None, order.evidence, order.reason, order.sources)
    for one in records.relations:
        ends = (_concept(one.source), _concept(one.target))
        yield GraphEdge(one.kind.value, *ends, None, one.evidence, one.reason, one.sources)


def _of_materials(catalogue: Catalogue) -> Iterator[GraphEdge]:
    records = catalogue.records
    for page in records.coverages:
        ends = (_page(page.course, page.page), _concept(page.concept))
        yield GraphEdge(page.kind.value, *ends, None, page.evidence, None, page.sources)
    for paper in records.paper_concepts:
        ends = (_paper(paper.paper), _concept(paper.concept))
        yield GraphEdge(paper.kind.value, *ends, None, paper.evidence, None, paper.sources)
    for lab in records.lab_concepts:
        ends = (_lab(lab.course, lab.lab), _concept(lab.concept))
        yield GraphEdge(lab.kind.value, *ends, None, lab.evidence, None, lab.sources)
    for need in records.artifact_needs:
        for other in need.any_of:
            ends = (_lab(need.course, other), _lab(need.course, need.lab))
            yield GraphEdge("needs-artifact", *ends, need.group, need.evidence, need.reason, need.sources)
    for citation in records.citations:
        if citation.confirmed:
            yield GraphEdge("cites", _paper(citation.paper), _paper(citation.cited))


def _of_courses(catalogue: Catalogue) -> Iterator[GraphEdge]:
    records = catalogue.records
    for one in records.recommendations:
        target = _paper(one.paper) if one.paper else (NodeKind.RESOURCE, f"{one.course}/{one.resource}")
        priority = one.priority.value if one.priority else None
        yield GraphEdge("recommends", _page(one.course, one.page), target, role=one.role.value, priority=priority)
    for lecture in records.lectures:
        yield GraphEdge("holds", (NodeKind.COURSE, lecture.course), _lecture(lecture.course, lecture.number))
    for page in records.pages:
        holder = (NodeKind.COURSE, page.course) if page.lecture is None else _lecture(page.course, page.lecture)
        yield GraphEdge("holds", holder, _page(page.course, page.path))
    for lab in records.labs:
        holder = (NodeKind.COURSE, lab.course) if lab.lecture is None else _lecture(lab.course, lab.lecture)
        yield GraphEdge("holds", holder, _lab(lab.course, lab.slug))


def _concept(slug: str) -> End:
    return NodeKind.CONCEPT, slug


def _paper(id_: str) -> End:
    return NodeKind.PAPER, id_


def _page(course: str, path: str) -> End:
    return NodeKind.PAGE, f"{course}{path}"


def _lab(course: str, slug: str) -> End:
    return NodeKind.LAB, f"{course}/{slug}"


def _lecture(course: str, number: int) -> End:
    return NodeKind.LECTURE, f"{course}/{number}"
