"""What lists of concepts and papers can be narrowed by."""

from collections.abc import Iterator

import strawberry

from api.context import Context
from api.enums import Language
from graph.nodes import NodeKind, key_of
from schema import records
from schema.errors import InputError, NotFoundError
from schema.values import ConceptKind, Evidence, Priority, PublicationState, Role

LONGEST_TEXT = 500
"""How long a name or a text to search for may be."""


@strawberry.input(description="Only concepts that fit all that is given.")
class ConceptFilter:
    """What concepts can be narrowed by."""

    kind: ConceptKind | None = strawberry.field(default=None, description="Of this kind.")
    area: str | None = strawberry.field(default=None, description="Of this part of the field.")
    assumed: bool | None = strawberry.field(default=None, description="That courses take for granted, or do not.")
    language: Language | None = strawberry.field(default=None, description="With a name in this language.")
    evidence: Evidence | None = strawberry.field(
        default=None, description="That require something which is known in just this way."
    )
    text: str | None = strawberry.field(default=None, description="That these words are found in.")

    def chosen(self, context: Context) -> Iterator[records.Concept]:
        """Yield the concepts that fit, in the order of the vocabulary."""
        found = _found(context, self.text, NodeKind.CONCEPT)
        for concept in context.catalogue.concepts.values():
            if (
                self.kind in (None, concept.kind)
                and self.area in (None, concept.area)
                and self.assumed in (None, concept.assumed)
                and (self.language is None or self.language.value in concept.name.languages)
                and (self.evidence is None or self.evidence in _ways_known(context, concept))
                and (found is None or concept.slug in found)
            ):
                yield concept


@strawberry.input(description="Only papers that fit all that is given.")
class PaperFilter:
    """What papers can be narrowed by."""

    lecture: int | None = strawberry.field(default=None, description="Recommended for the lecture of this number.")
    role: Role | None = strawberry.field(default=None, description="Recommended in this role.")
    priority: Priority | None = strawberry.field(default=None, description="Recommended this urgently.")
    course: str | None = strawberry.field(
        default=None, description="Slug of the course that recommends; with `lecture`, the first by default."
    )
    concept: str | None = strawberry.field(default=None, description="REF of a concept they treat.")
    category: str | None = strawberry.field(default=None, description="With this arXiv category, as `cs.CL`.")
    publication: PublicationState | None = strawberry.field(
        default=None, description="That stand so between preprint and publication."
    )
    text: str | None = strawberry.field(default=None, description="That these words are found in.")

    def chosen(self, context: Context) -> Iterator[records.Paper]:
        """Yield the papers that fit, by id.

        Raises:
            NotFoundError: There is no such course or concept.
        """
        found = _found(context, self.text, NodeKind.PAPER)
        treating = self._treating(context)
        course = course_slug(context, self.course) if self.course or self.lecture is not None else None
        for paper in context.catalogue.papers.values():
            if (
                (self.category is None or self.category in paper.categories)
                and (found is None or paper.id in found)
                and (treating is None or paper.id in treating)
                and (self.publication is None or context.shown.publications[paper.id].state is self.publication)
                and self._is_recommended(context, paper, course)
            ):
                yield paper

    def _treating(self, context: Context) -> set[str] | None:
        if self.concept is None:
            return None
        concept = context.served.refs.node(short("concept", self.concept), kinds=[NodeKind.CONCEPT])
        return {link.paper for link in context.catalogue.papers_of_concept.get(key_of(concept), ())}

    def _is_recommended(self, context: Context, paper: records.Paper, course: str | None) -> bool:
        if course is None and self.role is None and self.priority is None:
            return True
        return any(
            course in (None, one.course)
            and self.lecture in (None, one.lecture)
            and self.role in (None, one.role)
            and self.priority in (None, one.priority)
            for one in context.catalogue.recommendations_of_paper.get(paper.id, ())
        )


def _ways_known(context: Context, concept: records.Concept) -> set[Evidence]:
    return {need.evidence for need in context.catalogue.requirements.get(concept.slug, ())}


def course_slug(context: Context, slug: str | None) -> str:
    """Return the slug of a course, of the first one by default.

    Raises:
        NotFoundError: There is no such course.
    """
    course = context.catalogue.course(slug)
    if course is None:
        raise NotFoundError((slug or "")[:80], list(context.catalogue.courses), what="course")
    return course.slug


def short(name: str, text: str) -> str:
    """Return a name or text that a client gave, if it is not too long.

    Raises:
        InputError: It is.
    """
    if len(text) > LONGEST_TEXT:
        raise InputError(f"{name} has {len(text):,} characters, but may have at most {LONGEST_TEXT}")
    return text


def _found(context: Context, text: str | None, kind: NodeKind) -> set[str] | None:
    if text is None or not text.strip():
        return None
    return {key_of(hit.node) for hit in context.served.search.search(short("text", text), kinds=[kind])}
