"""Questions with many answers, or one that is worked out: lists, search, learning paths, bibliographies, audit."""

from datetime import date
from typing import Annotated

import strawberry

from api.bibliography_types import Bibliography, bibliography_of
from api.concept_types import Concept
from api.connections import After, Before, Connection, First, Last, Window, at_most, connection_of
from api.constraint_types import PlanConstraints
from api.context import Info
from api.course_types import Course
from api.enums import Language
from api.filters import ConceptFilter, PaperFilter, course_slug, short
from api.finding_types import Finding, finding_connection
from api.known_types import known_given
from api.lab_types import Lab
from api.lookups import CourseArgument
from api.paper_types import Paper
from api.plan_types import LearningPath
from api.reading_list_input import ReadingListInput
from api.search_types import SearchConnection, search_connection
from graph.nodes import NodeKind
from graph.plan import Route
from graph.planning import learning_path
from reading.bibliography import BibliographyFormat, BibliographyStyle


@strawberry.type(description="Lists of what there is.")
class Lists:
    """The part of the query type that lists things."""

    @strawberry.field(description="All courses, by slug.")
    def courses(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[Course]:
        """Resolve ``courses``."""
        courses = tuple(info.context.shown.courses.values())
        window = Window(first, after, last, before)
        return connection_of(courses, window, key=lambda one: one.slug, shown=lambda one: one)

    @strawberry.field(description="All concepts, in the order of the vocabulary.")
    def concepts(
        self,
        info: Info,
        filter: Annotated[ConceptFilter | None, strawberry.argument(description="Only those that fit.")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Concept]:
        """Resolve ``concepts``."""
        chosen = tuple((filter or ConceptFilter()).chosen(info.context))
        shown = info.context.shown.concepts
        window = Window(first, after, last, before)
        return connection_of(chosen, window, key=lambda one: one.slug, shown=lambda one: shown[one.slug])

    @strawberry.field(description="All papers, by id.")
    def papers(
        self,
        info: Info,
        filter: Annotated[PaperFilter | None, strawberry.argument(description="Only those that fit.")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Paper]:
        """Resolve ``papers``."""
        chosen = tuple((filter or PaperFilter()).chosen(info.context))
        shown = info.context.shown.papers
        window = Window(first, after, last, before)
        return connection_of(chosen, window, key=lambda one: one.id, shown=lambda one: shown[one.id])

    @strawberry.field(description="All labs, by course and number.")
    def labs(
        self,
        info: Info,
        course: Annotated[str | None, strawberry.argument(description="Only those of this course.")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Lab]:
        """Resolve ``labs``."""
        catalogue = info.context.catalogue
        courses = list(catalogue.courses) if course is None else [course_slug(info.context, course)]
        labs = tuple(lab for slug in courses for lab in catalogue.labs.get(slug, ()))
        window = Window(first, after, last, before)
        return connection_of(labs, window, key=lambda one: f"{one.course}/{one.slug}", shown=info.context.shown.lab)


@strawberry.type(description="Questions that are worked out.")
class Questions:
    """The part of the query type that works answers out."""

    @strawberry.field(description="What a text finds, in Chinese or English, the best first.")
    def search(
        self,
        info: Info,
        text: Annotated[str, strawberry.argument(description="A reference, a name, or words that all have to occur.")],
        kinds: Annotated[list[NodeKind] | None, strawberry.argument(description="Only nodes of these kinds.")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> SearchConnection:
        """Resolve ``search``."""
        hits = info.context.served.search.search(short("text", text), kinds=kinds or ())
        return search_connection(hits, Window(first, after, last, before))

    @strawberry.field(description="What to learn, read and do to reach targets, in order, and why.")
    def learning_path(
        self,
        info: Info,
        targets: Annotated[
            list[str],
            strawberry.argument(description="References to concepts, papers, pages, labs or lectures, mixed."),
        ],
        known: Annotated[
            list[str] | None,
            strawberry.argument(description="References to what is known, or tokens; it implies what it requires."),
        ] = [],  # noqa: B006 - shown as the default, never changed
        route: Annotated[Route | None, strawberry.argument(description="Which edges to follow.")] = Route.REQUIRED,
        course: CourseArgument = None,
        constraints: Annotated[
            PlanConstraints | None, strawberry.argument(description="What the path has to fit; what does not is told.")
        ] = None,
    ) -> LearningPath:
        """Resolve ``learningPath``."""
        known, route = known or [], route or Route.REQUIRED
        for ref in at_most("targets", targets):
            short("a reference", ref)
        known_given("known", known)
        asked = constraints.asked() if constraints is not None else None
        slug = course_slug(info.context, course) if course is not None else None
        path = learning_path(info.context.served, targets, known, route=route, course=slug, constraints=asked)
        return LearningPath.of(path, course=slug)

    @strawberry.field(description="The papers of a choice, in a format that other programs read.")
    def bibliography(
        self,
        info: Info,
        input: Annotated[ReadingListInput, strawberry.argument(description="Which papers.")],
        format: Annotated[BibliographyFormat, strawberry.argument(description="In which format.")],
        style: Annotated[
            BibliographyStyle | None,
            strawberry.argument(
                description="How references look in text, Markdown or HTML. If it is left out, text is in GB/T 7714, "
                "and the others are lists with what the course says of each paper."
            ),
        ] = None,
        accessed: Annotated[
            date | None,
            strawberry.argument(description="The day on which addresses were looked up, to be named by a style."),
        ] = None,
        title: Annotated[str | None, strawberry.argument(description="A title to print above them.")] = None,
        language: Annotated[
            Language | None,
            strawberry.argument(description="The language of what we add to it; the first course's by default."),
        ] = None,
    ) -> Bibliography:
        """Resolve ``bibliography``."""
        return bibliography_of(
            info,
            input,
            format,
            style=style,
            accessed=accessed,
            language=language,
            title=short("title", title or "") or None,
        )

    @strawberry.field(description="What a course's instructor should look at, the gravest first.")
    def audit(
        self,
        info: Info,
        course: Annotated[str | None, strawberry.argument(description="Only of this course.")] = None,
        codes: Annotated[list[str] | None, strawberry.argument(description="Only findings with these codes.")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Finding]:
        """Resolve ``audit``."""
        slug = course_slug(info.context, course) if course is not None else None
        wanted = set(at_most("codes", codes or []))
        found = tuple(one for one in info.context.shown.audit(slug) if not wanted or one.code in wanted)
        return finding_connection(found, Window(first, after, last, before))
