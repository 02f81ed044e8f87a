"""Files of bibliographies, at addresses that stay."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.earlier import earlier
from api.responses import error_response, not_ready
from graph.history import History
from graph.served import Served
from reading.bibliography import BibliographyFormat, BibliographyStyle, bibliography
from reading.reading_list import items_of
from reading.selection import Selection
from schema.errors import InputError, NotFoundError
from schema.values import Role

if TYPE_CHECKING:
    from api.snapshot import Snapshots

_FORMATS = {
    "bib": BibliographyFormat.BIBTEX,
    "biblatex": BibliographyFormat.BIBLATEX,
    "ris": BibliographyFormat.RIS,
    "json": BibliographyFormat.CSL_JSON,
    "txt": BibliographyFormat.TEXT,
    "md": BibliographyFormat.MARKDOWN,
    "html": BibliographyFormat.HTML,
}
_PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What a file is asked to hold.

    Attributes:
        course: Slug of the course.
        lecture: Number of the lecture, or None for the whole course.
        role: Only papers recommended in this role, or None for all.
        format: Its format.
        style: How its references look, or None where the format says it.
        accessed: Day on which addresses were looked up, if it is to be named.
    """

    course: str
    lecture: int | None
    role: Role | None
    format: BibliographyFormat
    style: BibliographyStyle | None = None
    accessed: date | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """A file.

    Attributes:
        content: Its bytes.
        etag: Names these bytes.
        media_type: What they are.
        filename: What to call it.
    """

    content: bytes
    etag: str
    media_type: str
    filename: str


def export_of(served: Served, keys: Mapping[str, str], request: ExportRequest) -> Export:
    """Make a file, with the citation keys of all papers of the graph.

    Raises:
        NotFoundError: There is no such course or lecture.
        InputError: The format has no styles.
    """
    lectures = () if request.lecture is None else (request.lecture,)
    items = items_of(
        served, Selection(lectures=lectures, roles=(request.role,) if request.role else (), course=request.course)
    )
    course = served.catalogue.courses[request.course]
    lecture = None if request.lecture is None else served.catalogue.lecture(request.course, request.lecture)
    made = bibliography(
        items,
        request.format,
        style=request.style,
        accessed=request.accessed,
        title=f"{course.title} · {lecture.title}" if lecture else course.title,
        language=course.language,
        keys=keys,
    )
    content = made.text.encode()
    part = "" if request.lecture is None else f"-lecture-{request.lecture}"
    role = f"-{request.role.value}" if request.role else "-all"
    style = "-biblatex" if request.format is BibliographyFormat.BIBLATEX else f"-{made.style}" if made.style else ""
    return Export(
        content=content,
        etag=f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        media_type=made.media_type,
        filename=f"{request.course}{part}{role}{style}{made.suffix}",
    )


def export_routes(snapshots: "Snapshots", history: History | None = None) -> list[Route]:
    """Return the routes of all files; with a history, also as they were at ``?revision=``."""
    endpoint = _endpoint(snapshots, history)
    return [
        Route("/courses/{course}/papers.{suffix}", endpoint),
        Route("/courses/{course}/lectures/{lecture}/papers.{suffix}", endpoint),
    ]


def _endpoint(snapshots: "Snapshots", history: History | None) -> Callable[[Request], Response]:
    def papers(request: Request) -> Response:
        snapshot = snapshots.newest()
        if snapshot is None:
            return not_ready()
        try:
            asked = _asked(request)
            revision = request.query_params.get("revision")
            if revision is None:
                export = snapshot.export(asked)
            else:
                export = export_of(*earlier(history, asked.course, revision), asked)
        except (NotFoundError, InputError) as error:
            return error_response(error)
        return file_response(request, export)

    return papers


def _asked(request: Request) -> ExportRequest:
    lecture, suffix = request.path_params.get("lecture"), request.path_params["suffix"]
    if suffix not in _FORMATS:
        raise NotFoundError(suffix[:80], list(_FORMATS), what="format")
    if lecture is not None and not (lecture.isascii() and lecture.isdecimal() and len(lecture) < 5):
        raise NotFoundError(lecture[:80], what="lecture")
    role = request.query_params.get("role", "core")
    if role not in ("all", *(each.value for each in Role)):
        raise InputError(f"role is {role[:80]!r}, but has to be core, extended or all")
    return ExportRequest(
        course=request.path_params["course"][:200],
        lecture=None if lecture is None else int(lecture),
        role=None if role == "all" else Role(role),
        format=_FORMATS[suffix],
        style=_style(request.query_params.get("style")),
        accessed=_day(request.query_params.get("accessed")),
    )


def _style(asked: str | None) -> BibliographyStyle | None:
    if asked is None:
        return None
    if asked in list(BibliographyStyle):
        return BibliographyStyle(asked)
    raise InputError(f"style is {asked[:80]!r}, but has to be {', '.join(BibliographyStyle)}")


def _day(asked: str | None) -> date | None:
    try:
        return date.fromisoformat(asked) if asked is not None else None
    except ValueError:
        raise InputError(f"accessed is {(asked or '')[:80]!r}, but has to be a day, as 2026-03-11") from None


def file_response(request: Request, export: Export) -> Response:
    """Return a file, or that the client has it already; nothing in it may run or fetch anything."""
    kind = "inline" if export.media_type.startswith(("text/", "image/svg+xml")) else "attachment"
    headers = {
        "ETag": export.etag,
        "Cache-Control": "no-cache",
        "Content-Disposition": f'{kind}; filename="{export.filename}"',
        "Content-Security-Policy": _PAGE_POLICY,
    }
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if export.etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(export.content, media_type=export.media_type, headers=headers)
