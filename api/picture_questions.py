"""Questions that are answered with a picture. Each is asked at the root, so that what drawing costs is known before."""

from typing import Annotated

import strawberry

from api.context import Info
from api.filters import course_slug, short
from api.lookups import CourseArgument
from api.picture_types import Picture, PictureLanguage, language_of
from graph.drawing.of_node import MOST_DEPTH, neighbourhood
from schema.errors import InputError


@strawberry.type(description="Questions that are answered with a picture.")
class PictureQuestions:
    """The part of the query type that draws."""

    @strawberry.field(
        description="What stands around something: what it needs above it, what it opens below it, what treats it."
    )
    def neighbourhood(
        self,
        info: Info,
        ref: Annotated[str, strawberry.argument(description="A reference to anything.")],
        depth: Annotated[int, strawberry.argument(description="How many requirements away to go, from 1 to 5.")] = 1,
        language: PictureLanguage = None,
        course: CourseArgument = None,
    ) -> Picture:
        """Resolve ``neighbourhood``."""
        if not 1 <= depth <= MOST_DEPTH:
            raise InputError(f"depth is {depth}, but has to be from 1 to {MOST_DEPTH}")
        slug = course_slug(info.context, course) if course is not None else None
        node = info.context.served.refs.node(short("a reference", ref), course=slug)
        return Picture.of(neighbourhood(info.context.served, node, depth, language=language_of(info, language)))
