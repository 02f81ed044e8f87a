"""Files of saved lists, at addresses that stay: ``/lists/{slug}`` for people, with an ending for programs."""

import hashlib
from collections.abc import Callable, Mapping
from threading import Lock
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.earlier import earlier
from api.errors import Code
from api.exports import Export, file_response
from api.list_shelf import ListShelf
from api.responses import error_response, not_ready, refused
from graph.history import History
from graph.served import Served
from reading.saved_list_text import SavedListFormat, written_saved_list
from schema.errors import InputError, NotFoundError
from schema.saved_list_records import SavedList

if TYPE_CHECKING:
    from api.snapshot import Snapshots


class _Files:
    """Files of lists with the newest graph, each made once for a version of a list."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._served: Served | None = None
        self._made: dict[tuple[str, SavedListFormat], tuple[int, Export]] = {}

    def file(self, served: Served, keys: Mapping[str, str], saved: SavedList, format: SavedListFormat) -> Export:
        """Return a file."""
        with self._lock:
            if self._served is not served:
                self._served, self._made = served, {}
            version, export = self._made.get((saved.slug, format), (None, None))
        if export is not None and version == saved.version:
            return export
        export = _export(served, keys, saved, format)
        with self._lock:
            if self._served is served:
                self._made[saved.slug, format] = saved.version, export
        return export


def _export(served: Served, keys: Mapping[str, str], saved: SavedList, format: SavedListFormat) -> Export:
    written = written_saved_list(served, saved, format, keys=keys)
    content = written.text.encode()
    style = "-biblatex" if format is SavedListFormat.BIBLATEX else ""
    return Export(
        content=content,
        etag=f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        media_type=written.media_type,
        filename=f"{saved.slug}{style}{written.suffix}",
    )


def list_routes(snapshots: "Snapshots", history: History | None, lists: ListShelf | None) -> list[Route]:
    """Return the routes of all saved lists."""
    endpoint = _endpoint(snapshots, history, lists)
    return [Route("/lists/{slug}.{suffix}", endpoint), Route("/lists/{slug}", endpoint)]


def _endpoint(
    snapshots: "Snapshots", history: History | None, lists: ListShelf | None
) -> Callable[[Request], Response]:
    files = _Files()

    def saved_list(request: Request) -> Response:
        snapshot = snapshots.newest()
        if snapshot is None:
            return not_ready()
        try:
            saved = _asked_list(request, lists)
            format = _asked_format(request)
            if saved.archived:
                message = (
                    f"the list {saved.slug!r} was put away on {saved.updated:%Y-%m-%d}; who keeps it can restore it"
                )
                return refused(Code.NOT_FOUND, message, 410)
            revision = request.query_params.get("revision", saved.revision)
            if revision is None:
                export = files.file(snapshot.served, snapshot.shown.citation_keys, saved, format)
            else:
                export = _export(*earlier(history, saved.course, revision), saved, format)
        except (NotFoundError, InputError) as error:
            return error_response(error)
        return file_response(request, export)

    return saved_list


def _asked_list(request: Request, lists: ListShelf | None) -> SavedList:
    slug = request.path_params["slug"]
    if lists is None:
        raise NotFoundError(slug[:80], what="list")
    return lists.list(slug[:200])


def _asked_format(request: Request) -> SavedListFormat:
    suffix = request.path_params.get("suffix", SavedListFormat.HTML.value)
    if suffix not in list(SavedListFormat):
        raise NotFoundError(suffix[:80], list(SavedListFormat), what="format")
    return SavedListFormat(suffix)
