"""Questions about a course over time, and about its order: editions, changes, reorderings."""

from typing import Annotated

import strawberry

from api.change_types import ChangeSet, Edition
from api.context import Context, Info
from api.filters import course_slug, short
from api.lookups import CourseArgument
from api.reordering_types import Reordering
from graph.auditing.reordering import reordering_of
from graph.history import History
from graph.plan import Route
from schema.errors import InputError

EditionArgument = Annotated[
    str,
    strawberry.argument(
        description="The beginning of a revision's id, as `revisions` and `ingest` tell it, or `@1` for the edition "
        "before the newest."
    ),
]


@strawberry.type(description="Questions about a course over time, and about its order.")
class HistoryQuestions:
    """The part of the query type that looks back, and at the order of pages."""

    @strawberry.field(description="The editions of a course that are kept, the newest first.")
    def revisions(self, info: Info, course: CourseArgument = None) -> list[Edition]:
        """Resolve ``revisions``."""
        slug = course_slug(info.context, course)
        return [Edition.of(edition) for edition in _history(info.context).editions(slug)]

    @strawberry.field(description="What differs between two editions of a course, in meaning, and whose plans change.")
    def changes(
        self,
        info: Info,
        since: EditionArgument,
        until: Annotated[
            str | None, strawberry.argument(description="The edition to arrive at, named alike; the newest by default.")
        ] = None,
        course: CourseArgument = None,
        route: Annotated[
            Route | None, strawberry.argument(description="Which edges the compared plans follow.")
        ] = Route.REQUIRED,
    ) -> ChangeSet:
        """Resolve ``changes``."""
        slug = course_slug(info.context, course)
        for name in filter(None, (since, until)):
            short("a revision", name)
        return ChangeSet.of(_history(info.context).comparison(since, until, slug, route=route or Route.REQUIRED))

    @strawberry.field(description="The fewest pages of a course to move so that each comes after what it needs.")
    def reordering(self, info: Info, course: CourseArgument = None) -> Reordering:
        """Resolve ``reordering``."""
        catalogue = info.context.catalogue
        slug = course_slug(info.context, course)
        return Reordering.of(reordering_of(catalogue, slug), catalogue.courses[slug])


def _history(context: Context) -> History:
    """Return what the store remembers.

    Raises:
        InputError: There is no store.
    """
    if context.history is None:
        raise InputError(
            "this service was given one graph and keeps no earlier ones", remedy="Serve a database: syllagraph serve"
        )
    return context.history
