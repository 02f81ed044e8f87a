"""Answers as server-sent events, in the way graphql-sse calls distinct connections: ``next`` …, then ``complete``."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

import orjson
from anyio import CancelScope
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.errors import Code, refusal, told
from api.execution import Answer, Execution
from api.json_body import GraphQLRequest
from api.open_streams import OpenStreams
from api.preparation import Prepared

EVENTS = "text/event-stream"

_SECONDS_OF_SILENCE = 12.0
"""After so long without an event a comment is sent, so that nobody between takes the connection for dead."""


def wants_events(request: Request) -> bool:
    """Say whether a client accepts events, and so wants each answer as one."""
    accepted = request.headers.get("accept", "").lower().split(",")
    return any(part.partition(";")[0].strip() == EVENTS for part in accepted)


def event_stream(
    execution: Execution, asked: GraphQLRequest, prepared: Prepared, streams: OpenStreams, address: str
) -> Response:
    """Return the answers to an operation as events, unless the address has too many streams open."""

    async def answers() -> AsyncGenerator[Answer, None]:
        if not prepared.goes_on:
            yield await execution.answer(asked, prepared)
            return
        with streams.opened(address) as has_room:
            if not has_room:
                yield {"errors": told([refusal(Code.RATE_LIMITED, "this address has too many streams open")])}
                return
            async with aclosing(execution.stream(asked, prepared)) as stream:
                async for answer in stream:
                    yield answer

    # No store between may keep what belongs to one moment, nor hold events back.
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_written(answers()), media_type=EVENTS, headers=headers)


async def _written(answers: AsyncGenerator[Answer, None]) -> AsyncIterator[bytes]:
    waiting: asyncio.Future[Answer] | None = None
    try:
        # What comes at once tells the client that it has been heard.
        yield b":\n\n"
        while True:
            waiting = waiting or asyncio.ensure_future(anext(answers))
            done, _ = await asyncio.wait([waiting], timeout=_SECONDS_OF_SILENCE)
            if not done:
                yield b":\n\n"
                continue
            try:
                answer = waiting.result()
            except StopAsyncIteration:
                break
            finally:
                waiting = None
            yield b"event: next\ndata: " + orjson.dumps(answer) + b"\n\n"
        yield b"event: complete\ndata:\n\n"
    finally:
        # A client that has gone cancels all that waits here; what stands behind is ended in order all the same.
        with CancelScope(shield=True):
            if waiting is not None:
                waiting.cancel()
                await asyncio.wait([waiting])
            await answers.aclose()
