"""Files of the whole graph and of the maps of courses, at addresses that stay."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.enums import Language
from api.exports import Export, file_response
from api.responses import error_response, not_ready
from graph.export.formats import GraphFormat, exported
from graph.served import Served
from schema.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from api.snapshot import Snapshots

_DRAWN = (GraphFormat.DOT, GraphFormat.MERMAID, GraphFormat.SVG, GraphFormat.LAYOUT)


@dataclass(frozen=True, slots=True)
class GraphExportRequest:
    """What a file is asked to hold.

    Attributes:
        format: Its format.
        course: Slug of the course whose map it draws; None for the whole graph.
        language: Language of the map.
    """

    format: GraphFormat
    course: str | None
    language: str


def graph_export_of(served: Served, request: GraphExportRequest) -> Export:
    """Make a file.

    Raises:
        NotFoundError: There is no such course.
    """
    made = exported(served, request.format, course=request.course, language=request.language)
    content = made.text.encode()
    name = f"{request.course}-map-{request.language}" if request.course else "graph"
    return Export(
        content=content,
        etag=f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        media_type=made.media_type,
        filename=f"{name}{made.suffix}",
    )


def graph_export_routes(snapshots: "Snapshots") -> list[Route]:
    """Return the routes of all files."""
    return [Route("/export/{format}", _endpoint(snapshots))]


def _endpoint(snapshots: "Snapshots") -> Callable[[Request], Response]:
    def export(request: Request) -> Response:
        snapshot = snapshots.newest()
        if snapshot is None:
            return not_ready()
        try:
            made = snapshot.graph_export(_asked(request, snapshot.served))
        except (NotFoundError, InputError) as error:
            return error_response(error)
        return file_response(request, made)

    return export


def _asked(request: Request, served: Served) -> GraphExportRequest:
    """Read what is asked for; what makes no difference to a file is left out, so that each is made once."""
    format, courses = request.path_params["format"], served.catalogue.courses
    if format not in list(GraphFormat):
        raise NotFoundError(format[:80], [each.value for each in GraphFormat], what="format")
    if format not in _DRAWN:
        return GraphExportRequest(GraphFormat(format), None, "zh")
    slug = request.query_params.get("course")
    course = served.catalogue.course(slug)
    if course is None:
        raise NotFoundError((slug or "")[:80], list(courses)[:20], what="course")
    own = "en" if course.language.startswith("en") else "zh"
    language = request.query_params.get("language", own)
    if language not in list(Language):
        raise InputError(f"language is {language[:80]!r}, but has to be zh or en")
    return GraphExportRequest(GraphFormat(format), course.slug, language)
