"""Revisions: which state of the graph an answer is from."""

from datetime import datetime

import strawberry

from api.context import Context, Info
from api.course_types import Course
from api.filters import course_slug
from graph.catalogue import CourseState


@strawberry.type(description="The state of a course.")
class CourseRevision:
    """The state of a course, as clients see it."""

    slug: str = strawberry.field(description="Slug of the course.")
    id: str = strawberry.field(description="Id of its revision: the same input gives the same id on any machine.")
    ingested_at: datetime = strawberry.field(description="When it was last ingested.")
    sources: list[str] = strawberry.field(description="What it was ingested from.")

    @classmethod
    def of(cls, state: CourseState) -> "CourseRevision":
        """Show the state of a course."""
        return cls(slug=state.slug, id=state.revision, ingested_at=state.ingested_at, sources=list(state.sources))

    @strawberry.field(description="The course.")
    def course(self, info: Info) -> Course | None:
        """Resolve ``course``."""
        return info.context.shown.courses.get(self.slug)


@strawberry.type(description="The state of the graph, or of one course.")
class Revision:
    """A revision, as clients see it."""

    id: str = strawberry.field(description="The same input gives the same id on any machine.")
    ingested_at: datetime | None = strawberry.field(description="When anything of it was last ingested.")
    sources: list[str] = strawberry.field(description="What it was ingested from.")
    courses: list[CourseRevision] = strawberry.field(description="The state of each course.")
    findings: int = strawberry.field(description="How many findings its ingest has.")


def revision_of(context: Context, course: str | None) -> Revision:
    """Return the state of the graph, or of one course.

    Raises:
        NotFoundError: There is no such course.
    """
    catalogue = context.catalogue
    if course is not None:
        course = course_slug(context, course)
    slugs = [slug for slug in catalogue.states if course in (None, slug)]
    states = [catalogue.states[slug] for slug in slugs]
    return Revision(
        id=catalogue.revision if course is None else states[0].revision,
        ingested_at=max((state.ingested_at for state in states), default=None),
        sources=sorted({source for state in states for source in state.sources}),
        courses=[CourseRevision.of(state) for state in states if state.slug in catalogue.courses],
        findings=sum(len(set(catalogue.findings.get(slug, ()))) for slug in slugs),
    )
