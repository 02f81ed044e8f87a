"""GraphQL over HTTP: what comes in, what goes out, and with which status.

A request that is none gets 400 and no data, a mutation without the token 401, and one by GET 405. A query that is
refused before it runs gets 400 where the client accepts ``application/graphql-response+json``, and 200 where it only
knows ``application/json``, as the specification has it.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api.access import mutation_refused
from api.errors import Code, extensions_of, masked, refusal, told
from api.event_streams import event_stream, wants_events
from api.execution import Execution
from api.json_body import GraphQLRequest, request_in, request_in_address
from api.open_streams import OpenStreams, address_of
from api.preparation import RefusedError
from api.responses import NOTHING_INGESTED
from api.settings import Settings
from schema.errors import InputError

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"

_NO_STREAM = "subscriptions are answered over WebSocket (graphql-transport-ws), or where text/event-stream is accepted"


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

    def __init__(self, execution: Execution, settings: Settings, streams: OpenStreams) -> None:
        self._execution = execution
        self._settings = settings
        self._streams = streams

    async def __call__(self, request: Request) -> Response:
        """Answer a request, whatever it is."""
        media_type = _accepted(request.headers.get("accept"))
        try:
            return await self._answer(request, await self._asked(request), media_type)
        except HttpError as error:
            response = _response(_errors(str(error), {"code": error.code.value}), error.status, media_type)
            response.headers.update(error.headers)
            return response
        except RefusedError as error:
            return _response({"errors": error.errors}, _status_of_refusal(media_type), media_type)
        except InputError as error:
            return _response(_errors(str(error), extensions_of(error)), 400, media_type)
        except ClientDisconnect:
            return Response(status_code=400)
        except Exception as error:
            message, extensions = masked(error)
            return _response(_errors(message, extensions), 500, media_type)

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

    async def _answer(self, request: Request, asked: GraphQLRequest, media_type: str) -> Response:
        if not self._execution.is_ready:
            raise HttpError(503, Code.NOT_FOUND, NOTHING_INGESTED)
        prepared = self._execution.prepare(asked)
        if prepared.changes:
            given = request.headers.get("authorization", "")
            if (refused := mutation_refused(request.method, given, self._settings.token)) is not None:
                raise HttpError(*refused)
        if wants_events(request):
            return event_stream(self._execution, asked, prepared, self._streams, address_of(request))
        if prepared.goes_on:
            raise RefusedError(told([refusal(Code.BAD_USER_INPUT, _NO_STREAM)]))
        answer = await self._execution.answer(asked, prepared)
        if request.headers.get("x-query-cost") == "1" or (asked.extensions or {}).get("cost"):
            cost = {"requested": prepared.cost.nodes, "limit": self._settings.max_nodes}
            answer["extensions"] = {"cost": cost}
        return _response(answer, 200 if "data" in answer else _status_of_refusal(media_type), media_type)


def _status_of_refusal(media_type: str) -> int:
    return 400 if media_type == GRAPHQL_JSON else 200


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
