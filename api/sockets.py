"""GraphQL over WebSocket, by the protocol graphql-transport-ws.

The protocol is strawberry's; what stands here is what it lets through: messages of the wrong shape, operations that are
too large, mutations without the token, and more sockets than one address should need.
"""

from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from datetime import timedelta
from typing import Any, cast

import orjson
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from strawberry import Schema
from strawberry.http.async_base_view import AsyncWebSocketAdapter
from strawberry.http.exceptions import NonTextMessageReceived, WebSocketDisconnected
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
    Operation,
)
from strawberry.subscriptions.protocols.graphql_transport_ws.types import Message, SubscribeMessage
from strawberry.types.unset import UNSET

from api.access import mutation_refused
from api.errors import Code, extensions_of, masked, refusal, told
from api.execution import Answer, Execution
from api.json_body import json_in, request_of
from api.open_streams import OpenStreams, address_of
from api.preparation import RefusedError
from api.settings import Settings
from schema.errors import InputError

_TOO_MANY = 4429
_WRONG_PROTOCOL = 4406
_INVALID = 4400
_LONGEST_ID = 128
_LONGEST_REASON = 120
"""What a close frame has room for, in bytes."""


class GraphQLSockets:
    """Answers operations over WebSocket.

    Args:
        schema: The schema.
        execution: Runs what is asked for.
        settings: What a socket may do.
        streams: How many streams each address holds open.
    """

    def __init__(self, schema: Schema, execution: Execution, settings: Settings, streams: OpenStreams) -> None:
        self._schema = schema
        self._execution = execution
        self._settings = settings
        self._streams = streams

    async def serve(self, socket: WebSocket) -> None:
        """Serve one socket until it is closed."""
        if GRAPHQL_TRANSPORT_WS_PROTOCOL not in socket["subprotocols"]:
            await socket.accept()
            await socket.close(_WRONG_PROTOCOL, f"the subprotocol has to be {GRAPHQL_TRANSPORT_WS_PROTOCOL}")
            return
        await socket.accept(GRAPHQL_TRANSPORT_WS_PROTOCOL)
        with self._streams.opened(address_of(socket)) as has_room:
            if not has_room:
                await socket.close(_TOO_MANY, f"more than {self._settings.max_streams} streams are open")
                return
            await _Conversation(socket, self._schema, self._execution, self._settings).handle()


class _Socket(AsyncWebSocketAdapter):
    """A socket as strawberry's handler wants it."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def iter_json(self, *, ignore_parsing_errors: bool = False) -> AsyncGenerator[object, None]:
        """Yield what the client says, and close at what is no JSON."""
        try:
            while self._socket.application_state != WebSocketState.DISCONNECTED:
                try:
                    message = json_in(await self._socket.receive_text(), "the message")
                except InputError as error:
                    await self.close(_INVALID, str(error))
                    return
                yield message
        except KeyError as error:
            raise NonTextMessageReceived from error
        except WebSocketDisconnect:
            return

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Say something."""
        try:
            await self._socket.send_text(orjson.dumps(message).decode())
        except (WebSocketDisconnect, RuntimeError) as error:
            # Starlette raises RuntimeError where the socket has been closed from here in the meantime.
            raise WebSocketDisconnected from error

    async def close(self, code: int, reason: str) -> None:
        """Close the socket, unless that has been done."""
        if self._socket.application_state != WebSocketState.DISCONNECTED:
            cut = reason.encode()[:_LONGEST_REASON].decode(errors="ignore")
            await self._socket.close(code, cut)


class _Accepting:
    """The part of a view that the handler asks whether a client may begin: everyone may read."""

    async def on_ws_connect(self, context: object) -> object:
        return UNSET


class _Conversation(BaseGraphQLTransportWSHandler[dict[str, Any], None]):
    """One client's conversation."""

    def __init__(self, socket: WebSocket, schema: Schema, execution: Execution, settings: Settings) -> None:
        super().__init__(
            view=cast("Any", _Accepting()),
            websocket=_Socket(socket),
            context={},
            root_value=None,
            schema=schema,
            connection_init_wait_timeout=timedelta(seconds=settings.init_timeout),
        )
        self._execution = execution
        self._settings = settings
        self._header = socket.headers.get("authorization", "")

    async def handle_message(self, message: Message) -> None:
        """Hear a message, if it has the shape of one."""
        if (wrong := _wrong_in(message)) is not None:
            await self.handle_invalid_message(wrong)
            return
        await super().handle_message(message)

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        """Begin an operation, unless too many go on."""
        most = self._settings.max_subscriptions
        if self.connection_acknowledged and len(self.operations) >= most:
            wrong = refusal(Code.RATE_LIMITED, f"more than {most} operations go on over this socket; complete some")
            await self.send_message({"id": message["id"], "type": "error", "payload": cast("Any", told([wrong]))})
            return
        await super().handle_subscribe(message)

    async def run_operation(self, operation: Operation[dict[str, Any], None]) -> None:
        """Run an operation, and send what comes of it."""
        try:
            async with aclosing(self._answers(operation)) as answers:
                async for answer in answers:
                    await operation.send_operation_message(
                        cast("Message", {"id": operation.id, "type": "next", "payload": answer})
                    )
            await operation.send_operation_message({"id": operation.id, "type": "complete"})
        except RefusedError as refused:
            await self._refuse(operation, refused.errors)
        except InputError as error:
            await self._refuse(operation, [{"message": str(error), "extensions": extensions_of(error)}])
        except WebSocketDisconnected:
            return
        except Exception as error:
            message, extensions = masked(error)
            await self._refuse(operation, [{"message": message, "extensions": extensions}])

    async def _answers(self, operation: Operation[dict[str, Any], None]) -> AsyncGenerator[Answer, None]:
        asked = request_of(
            {"query": operation.query, "variables": operation.variables, "operationName": operation.operation_name}
        )
        prepared = self._execution.prepare(asked)
        # A socket carries what a POST would: JSON, from an origin that has been looked at.
        refused = mutation_refused("POST", self._authorization(), self._settings.token)
        if prepared.changes and refused is not None:
            raise RefusedError(told([refusal(refused[1], refused[2])]))
        if not prepared.goes_on:
            yield await self._execution.answer(asked, prepared)
            return
        async with aclosing(self._execution.stream(asked, prepared)) as stream:
            async for answer in stream:
                yield answer

    def _authorization(self) -> str:
        given = self.context.get("connection_params", {})
        said = next((value for name, value in given.items() if name.lower() == "authorization"), self._header)
        return said if isinstance(said, str) else ""

    async def _refuse(self, operation: Operation[dict[str, Any], None], errors: list[dict[str, Any]]) -> None:
        try:
            await operation.send_operation_message(
                cast("Message", {"id": operation.id, "type": "error", "payload": errors})
            )
        except WebSocketDisconnected:
            return


def _wrong_in(message: object) -> str | None:
    """Return what is wrong with the shape of a message; None if nothing is."""
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return "a message is a JSON object with a type"
    if message["type"] not in ("subscribe", "complete"):
        return None
    name = message.get("id")
    if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_ID:
        return f"an id is a string of 1 to {_LONGEST_ID} characters"
    if message["type"] == "complete":
        return None
    payload = message.get("payload")
    if not isinstance(payload, dict) or not isinstance(payload.get("query"), str):
        return "a subscribe message has a payload with a query"
    return None
