"""GraphQL over HTTP: what comes in, what goes out, and with which status.

A request that is none gets 400 and no data, a mutation without the token 401, and one by GET 405. A query that is
refused before it runs gets 400 where the client accepts ``application/graphql-response+json``, and 200 where it only
knows ``application/json``, as the specification has it.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import orjson
from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from strawberry import Schema

from api.access import mutation_refused
from api.budget import Budget, OverBudgetError
from api.context import Context
from api.errors import Code, extensions_of, masked, told
from api.json_body import GraphQLRequest, request_in, request_in_address
from api.list_shelf import ListShelf
from api.preparation import Preparation, Prepared, RefusedError
from api.responses import NOTHING_INGESTED
from api.settings import Settings
from api.snapshot import Snapshot, Snapshots
from graph.history import History
from schema.errors import InputError

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"

_INLINE_NODES = 10_000
"""Queries that cost more run in a thread, so that they hold up nobody."""
_MOST_ERRORS = 100


class HttpError(Exception):
    """A request that is none.

    Attributes:
        status: HTTP status.
        code: Code of the error.
        headers: What the answer says besides.
    """

    def __init__(self, status: int, code: Code, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.headers = status, code, headers or {}


class GraphQLView:
    """Answers GraphQL requests."""

    def __init__(
        self,
        schema: Schema,
        snapshots: Snapshots,
        settings: Settings,
        history: History | None = None,
        lists: ListShelf | None = None,
    ) -> None:
        self._schema = schema
        self._snapshots = snapshots
        self._settings = settings
        self._history = history
        self._lists = lists
        self._preparation = Preparation(schema, settings)
        self._threads: CapacityLimiter | None = None

    async def __call__(self, request: Request) -> Response:
        """Answer a request, whatever it is."""
        media_type = _accepted(request.headers.get("accept"))
        try:
            asked = await self._asked(request)
            snapshot = self._snapshot()
            wants_cost = request.headers.get("x-query-cost") == "1" or bool((asked.extensions or {}).get("cost"))
            status, answer = await self._answer(request, asked, snapshot, media_type, wants_cost=wants_cost)
            return _response(answer, status, media_type)
        except HttpError as error:
            response = _response(_errors(str(error), {"code": error.code.value}), error.status, media_type)
            response.headers.update(error.headers)
            return response
        except InputError as error:
            return _response(_errors(str(error), extensions_of(error)), 400, media_type)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as error:
            message, extensions = masked(error)
            return _response(_errors(message, extensions), 500, media_type)

    def _snapshot(self) -> Snapshot:
        snapshot = self._snapshots.newest()
        if snapshot is None:
            raise HttpError(503, Code.NOT_FOUND, NOTHING_INGESTED)
        return snapshot

    async def _asked(self, request: Request) -> GraphQLRequest:
        if request.method in ("GET", "HEAD"):
            return request_in_address(request.query_params)
        content_type, _, parameters = request.headers.get("content-type", "").partition(";")
        if content_type.strip().lower() != JSON:
            raise HttpError(415, Code.BAD_USER_INPUT, "send JSON, with the content type application/json")
        charset = parameters.lower().replace(" ", "").replace('"', "").partition("charset=")[2].partition(";")[0]
        if charset not in ("", "utf-8", "utf8"):
            raise HttpError(415, Code.BAD_USER_INPUT, "send JSON in UTF-8")
        return request_in(await self._body(request))

    async def _body(self, request: Request) -> bytes:
        most = self._settings.max_body_bytes
        chunks: list[bytes] = []
        length = 0
        try:
            async with asyncio.timeout(self._settings.body_timeout):
                async for chunk in request.stream():
                    length += len(chunk)
                    if length > most:
                        raise HttpError(413, Code.BAD_USER_INPUT, f"the body is longer than {most:,} bytes")
                    chunks.append(chunk)
        except TimeoutError as error:
            seconds = f"{self._settings.body_timeout:g}"
            raise HttpError(408, Code.TIMEOUT, f"the body did not arrive within {seconds} seconds") from error
        return b"".join(chunks)

    async def _answer(
        self, request: Request, asked: GraphQLRequest, snapshot: Snapshot, media_type: str, *, wants_cost: bool
    ) -> tuple[int, Mapping[str, Any]]:
        try:
            prepared = self._preparation.prepare(asked.query, asked.operation_name, asked.variables)
        except RefusedError as error:
            return 400 if media_type == GRAPHQL_JSON else 200, {"errors": error.errors}
        if prepared.changes and (refused := mutation_refused(request, self._settings.token)) is not None:
            raise HttpError(*refused)
        if prepared.cost.nodes <= _INLINE_NODES and not prepared.changes:
            answer = self._executed(asked, prepared, snapshot)
        else:
            # Made here and not before: it belongs to the running loop.
            self._threads = self._threads or CapacityLimiter(4)
            answer = await to_thread.run_sync(self._executed, asked, prepared, snapshot, limiter=self._threads)
        if wants_cost:
            cost = {"requested": prepared.cost.nodes, "limit": self._settings.max_nodes}
            answer["extensions"] = {"cost": cost}
        return 400 if media_type == GRAPHQL_JSON and "data" not in answer else 200, answer

    def _executed(self, asked: GraphQLRequest, prepared: Prepared, snapshot: Snapshot) -> dict[str, Any]:
        settings = self._settings
        context = Context(
            snapshot.served,
            snapshot.shown,
            Budget(nodes=settings.max_nodes, values=settings.max_values, seconds=settings.query_timeout),
            prepared.document,
            self._history,
            self._lists,
        )
        try:
            result = self._schema.execute_sync(
                asked.query,
                variable_values=asked.variables,
                context_value=context,
                operation_name=asked.operation_name,
            )
        except OverBudgetError as error:
            return {"data": None, "errors": told([error.error])}
        errors = result.errors or []
        if result.data is None and errors and all(error.path is None for error in errors):
            return {"errors": told(errors[:_MOST_ERRORS])}
        if errors:
            return {"data": result.data, "errors": told(errors[:_MOST_ERRORS])}
        return {"data": result.data}


def _accepted(header: str | None) -> str:
    """Return the media type to answer in: the newer one where it is asked for by name.

    >>> _accepted("application/json;q=0.5, application/graphql-response+json"), _accepted("*/*")
    ('application/graphql-response+json', 'application/json')
    """
    weights = {JSON: 0.0, GRAPHQL_JSON: 0.0}
    for part in (header or "*/*").lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((_weight(each[2:]) for each in parameters if each.startswith("q=")), 1.0)
        if name in weights:
            weights[name] = max(weights[name], weight)
        elif name in ("*/*", "application/*"):
            weights[JSON] = max(weights[JSON], weight * 0.999)
    return GRAPHQL_JSON if weights[GRAPHQL_JSON] > 0 and weights[GRAPHQL_JSON] >= weights[JSON] else JSON


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _errors(message: str, extensions: dict[str, Any]) -> dict[str, Any]:
    return {"errors": [{"message": message, "extensions": extensions}]}


def _response(answer: Mapping[str, Any], status: int, media_type: str) -> Response:
    return Response(orjson.dumps(answer), status_code=status, media_type=f"{media_type}; charset=utf-8")
