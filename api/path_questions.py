"""Questions about ways through the graph: what next, what that opens, why one thing comes before another, what grew."""

from typing import Annotated

import strawberry

from api.chain_types import Why
from api.context import Info
from api.enums import StepKind
from api.filters import course_slug, short
from api.known_types import KnownSet, known_given
from api.lineage_types import Lineage
from api.lookups import CourseArgument
from api.suggestion_types import Opening, Suggestion
from graph.nodes import NodeKind
from graph.questions.chains import why
from graph.questions.known_set import known_set
from graph.questions.lineage import lineage
from graph.questions.suggestions import opening, suggestions


@strawberry.type(description="Questions about ways through the graph.")
class PathQuestions:
    """The part of the query type that asks about ways through the graph."""

    @strawberry.field(
        description="What can be learnt, read or run now: what is not known, and whose every need is known or assumed. "
        "What builds on something known comes before what needs nothing but basics; of each, labs first, then concepts "
        "by how many others they lead to, then papers by urgency; ties in the order of the course, then by name."
    )
    def next(
        self,
        info: Info,
        known: Annotated[
            list[str],
            strawberry.argument(description="References to what is known, or tokens; it implies what it requires."),
        ],
        limit: Annotated[int | None, strawberry.argument(description="How many at the most, up to 100.")] = 10,
        kinds: Annotated[
            list[StepKind] | None,
            strawberry.argument(description="Only concepts, papers or labs; all of them by default."),
        ] = None,
        course: CourseArgument = None,
    ) -> list[Suggestion]:
        """Resolve ``next``."""
        slug = course_slug(info.context, course) if course is not None else None
        wanted = [NodeKind(kind.value) for kind in kinds or ()]
        refs = known_given("known", known)
        found = suggestions(info.context.served, refs, limit=10 if limit is None else limit, kinds=wanted, course=slug)
        return [Suggestion.of(suggestion) for suggestion in found]

    @strawberry.field(description="What becomes possible once something is known as well.")
    def opening(
        self,
        info: Info,
        ref: Annotated[str, strawberry.argument(description="A reference to a concept, paper, page, lab or lecture.")],
        known: Annotated[
            list[str] | None,
            strawberry.argument(description="References to what is known already, or tokens."),
        ] = [],  # noqa: B006 - shown as the default, never changed
        course: CourseArgument = None,
    ) -> Opening:
        """Resolve ``opening``."""
        slug = course_slug(info.context, course) if course is not None else None
        refs = known_given("known", known or [])
        return Opening.of(opening(info.context.served, short("ref", ref), refs, course=slug))

    @strawberry.field(description="Why one thing comes before another: the shortest chains of requirement.")
    def why(
        self,
        info: Info,
        earlier: Annotated[
            str,
            strawberry.argument(
                name="from", description="A reference to a concept, paper, page, lab or lecture: what comes first."
            ),
        ],
        later: Annotated[str, strawberry.argument(name="to", description="A reference to what may need it.")],
        course: CourseArgument = None,
    ) -> Why:
        """Resolve ``why``."""
        slug = course_slug(info.context, course) if course is not None else None
        refs = short("from", earlier), short("to", later)
        return Why.of(why(info.context.served, *refs, course=slug))

    @strawberry.field(
        description="How methods grew: the ways from one to another; with `from` alone all that grew from it; with "
        "`to` alone all that it grew from."
    )
    def lineage(
        self,
        info: Info,
        start: Annotated[
            str | None, strawberry.argument(name="from", description="A reference to the older method.")
        ] = None,
        end: Annotated[
            str | None, strawberry.argument(name="to", description="A reference to the newer method.")
        ] = None,
    ) -> Lineage:
        """Resolve ``lineage``."""
        return Lineage.of(
            lineage(info.context.served, short("from", start or "") or None, short("to", end or "") or None)
        )

    @strawberry.field(description="What somebody knows, as one word to take along, and what it holds.")
    def known_set(
        self,
        info: Info,
        refs: Annotated[
            list[str], strawberry.argument(description="References and tokens, mixed; together at most 1,000 things.")
        ],
        course: CourseArgument = None,
    ) -> KnownSet:
        """Resolve ``knownSet``."""
        slug = course_slug(info.context, course) if course is not None else None
        return KnownSet.of(known_set(info.context.served, known_given("refs", refs), course=slug))
