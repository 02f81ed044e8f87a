"""What treats a node, or what it treats or holds: every edge that is no requirement."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.drawing.picture import EdgeKind
from graph.needs import Identity
from graph.nodes import Node, NodeKind, key_of, kind_of
from schema.records import Concept, Course, Lab, Lecture, Page, Paper
from schema.values import CoverageKind, PaperConceptKind, Text


@dataclass(frozen=True, slots=True)
class Link:
    """An edge that is no requirement.

    Attributes:
        source: What treats, holds, or stands in a relation.
        target: What it treats, holds, or stands to.
        kind: Whether it is a relation of concepts or one of a material.
        says: The relation or treatment.
        reason: Why, where that is known.
    """

    source: Identity
    target: Identity
    kind: EdgeKind
    says: str
    reason: Text | None = None

    def other(self, end: Identity) -> Identity:
        """Return the end that is not this one."""
        return self.target if end == self.source else self.source


def links_of(catalogue: Catalogue, node: Node) -> Iterator[Link]:
    """Yield the links that start or end at a node."""
    me = (kind_of(node), key_of(node))
    match node:
        case Concept():
            yield from _of_concept(catalogue, node)
        case Paper():
            for link in catalogue.concepts_of_paper.get(node.id, ()):
                yield Link(me, (NodeKind.CONCEPT, link.concept), EdgeKind.MATERIAL, link.kind.value)
        case Lab():
            for practice in catalogue.concepts_of_lab.get((node.course, node.slug), ()):
                yield Link(me, (NodeKind.CONCEPT, practice.concept), EdgeKind.MATERIAL, practice.kind.value)
        case Page():
            for coverage in catalogue.coverages_of_page.get((node.course, node.path), ()):
                if coverage.kind is CoverageKind.TEACHES:
                    yield Link(me, (NodeKind.CONCEPT, coverage.concept), EdgeKind.MATERIAL, coverage.kind.value)
        case Lecture():
            yield from _of_lecture(catalogue, node)
        case Course():
            for lecture in catalogue.lectures.get(node.slug, ()):
                yield Link(me, (NodeKind.LECTURE, key_of(lecture)), EdgeKind.MATERIAL, "holds")
        case _:
            return


def _of_concept(catalogue: Catalogue, concept: Concept) -> Iterator[Link]:
    me = (NodeKind.CONCEPT, concept.slug)
    for relation in catalogue.relations.get(concept.slug, ()):
        ends = ((NodeKind.CONCEPT, relation.source), (NodeKind.CONCEPT, relation.target))
        yield Link(*ends, EdgeKind.RELATION, relation.kind.value, relation.reason)
    for page in catalogue.pages_teaching(concept.slug):
        yield Link((NodeKind.PAGE, key_of(page)), me, EdgeKind.MATERIAL, CoverageKind.TEACHES.value)
    for paper in catalogue.papers_of_concept.get(concept.slug, ()):
        if paper.kind is PaperConceptKind.INTRODUCES and paper.paper in catalogue.papers:
            yield Link((NodeKind.PAPER, paper.paper), me, EdgeKind.MATERIAL, paper.kind.value)
    for lab in catalogue.labs_of_concept.get(concept.slug, ()):
        yield Link((NodeKind.LAB, f"{lab.course}/{lab.lab}"), me, EdgeKind.MATERIAL, lab.kind.value)


def _of_lecture(catalogue: Catalogue, lecture: Lecture) -> Iterator[Link]:
    me = (NodeKind.LECTURE, key_of(lecture))
    for page in catalogue.pages.get(lecture.course, ()):
        if page.lecture == lecture.number:
            yield Link(me, (NodeKind.PAGE, key_of(page)), EdgeKind.MATERIAL, "holds")
    for lab in catalogue.labs.get(lecture.course, ()):
        if lab.lecture == lecture.number:
            yield Link(me, (NodeKind.LAB, key_of(lab)), EdgeKind.MATERIAL, "holds")
