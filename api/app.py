"""The HTTP application: its addresses, and what stands before them."""

from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from api.errors import Code, masked
from api.execution import Behind, Execution
from api.exports import export_routes
from api.graph_exports import graph_export_routes
from api.graphql_schema import schema_of_api
from api.guard import Guard
from api.list_routes import list_routes
from api.list_shelf import ListShelf
from api.open_streams import OpenStreams
from api.reading_list_files import reading_list_routes
from api.responses import json_response, not_ready, refused
from api.run_desk import RunDesk
from api.sdl import sdl
from api.settings import Settings
from api.snapshot import Snapshots
from api.sockets import GraphQLSockets
from api.view import GraphQLView
from graph.history import History
from graph.served import Served

_WEB = Path(__file__).parent.parent / "web" / "dist"
_PLAIN_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Syllagraph</title>
<h1>Syllagraph</h1>
<p>The start page has not been built: <code>make setup</code> builds it. Everything else is here:</p>
<ul>
<li><code>POST /graphql</code> answers queries; <a href="/schema.graphql">/schema.graphql</a> says which.</li>
<li><code>/courses/{course}/papers.bib</code> is a course's bibliography,
 <code>/courses/{course}/lectures/{number}/papers.bib</code> a lecture's;
 both also end in <code>.biblatex .ris .json .md .html</code>.</li>
<li><code>/lists/{slug}</code> is a saved list; with <code>.bib .ris .json .md .html .csv</code> it is a file.</li>
<li><a href="/export/svg">/export/svg</a> is the map of a course; also
 <code>json jsonld graphml csv dot mermaid layout</code>.</li>
<li><a href="/healthz">/healthz</a> and <a href="/readyz">/readyz</a> say how the server is.</li>
</ul>
</html>
"""
_NO_GRAPHIQL = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>GraphiQL</title>
<p>GraphiQL has not been built: <code>make setup</code> builds it.
 Queries are answered here all the same; <a href="/schema.graphql">/schema.graphql</a> says which.</p>
</html>
"""


def create_app(
    served: Served | Callable[[], Served | None],
    settings: Settings | None = None,
    *,
    web: Path = _WEB,
    history: History | None = None,
    lists: ListShelf | None = None,
    runs: RunDesk | None = None,
) -> Starlette:
    """Return the application.

    Args:
        served: The graph, or a function that returns the newest one, or None as long as there is none.
        settings: How it faces its clients; from the environment by default.
        web: Folder of the built pages.
        history: What the store remembers; without it no question about earlier editions is answered.
        lists: The store's saved lists; without it there are none.
        runs: The store's runs of labs, controlled as long as the application runs; without it there are none.
    """
    settings = settings or Settings()
    snapshots = Snapshots(served)
    execution = Execution(schema_of_api, Behind(snapshots, history, lists, runs), settings)
    streams = OpenStreams(settings.max_streams)
    routes: list[BaseRoute] = [
        Route("/", _page(web / "index.html", _PLAIN_PAGE)),
        _graphql_route(GraphQLView(execution, settings, streams), web),
        WebSocketRoute("/graphql", GraphQLSockets(schema_of_api, execution, settings, streams).serve),
        Route("/schema.graphql", _schema),
        Route("/healthz", _healthy),
        Route("/readyz", _readiness(snapshots)),
        *export_routes(snapshots, history),
        *list_routes(snapshots, history, lists),
        *graph_export_routes(snapshots),
        *reading_list_routes(snapshots),
    ]
    if web.is_dir():
        routes.append(Mount("/static", StaticFiles(directory=web)))
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, settings=settings)],
        exception_handlers={HTTPException: _refused, Exception: _failed},
        lifespan=_controlling(runs),
    )


def _controlling(runs: RunDesk | None) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """Return what controls runs of labs from the start of an application to its end."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncGenerator[None, None]:
        if runs is None:
            yield
            return
        async with runs.supervised():
            yield

    return lifespan


def _graphql_route(view: GraphQLView, web: Path) -> Route:
    page = _page(web / "graphiql.html", _NO_GRAPHIQL)

    async def graphql(request: Request) -> Response:
        wants_page = request.method in ("GET", "HEAD") and "query" not in request.query_params
        if wants_page and "text/html" in request.headers.get("accept", ""):
            return await page(request)
        return await view(request)

    return Route("/graphql", graphql, methods=["GET", "POST"])


def _page(file: Path, otherwise: str) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    async def page(request: Request) -> Response:
        headers = {"Cache-Control": "no-cache"}
        if file.is_file():
            return FileResponse(file, media_type="text/html; charset=utf-8", headers=headers)
        return HTMLResponse(otherwise, headers=headers)

    return page


async def _schema(request: Request) -> Response:
    return PlainTextResponse(sdl())


async def _healthy(request: Request) -> Response:
    return json_response({"ok": True})


def _readiness(snapshots: Snapshots) -> Callable[[Request], Response]:
    def ready(request: Request) -> Response:
        snapshot = snapshots.newest()
        if snapshot is None:
            return not_ready()
        return json_response({"ready": True, "revision": snapshot.served.catalogue.revision})

    return ready


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    if status == 404:
        return refused(Code.NOT_FOUND, "there is nothing at this address", 404)
    response = refused(Code.BAD_USER_INPUT, f"{request.method} is not answered here", status)
    response.headers.update(getattr(error, "headers", None) or {})
    return response


async def _failed(request: Request, error: Exception) -> Response:
    message, extensions = masked(error)
    response = json_response({"errors": [{"message": message, "extensions": extensions}]}, 500)
    # This answer is given outside the guard.
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
