"""Following a run of a lab over a WebSocket, as a frontend does."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from websockets.sync.client import connect

FOLLOW = """subscription ($id: ID!, $after: Int! = 0) { labRun(id: $id, after: $after) {
  sequence at kind state reason text progress { done total doing secondsLeft }
  metric { series step value } score { name value n interval } artifact { name role } } }"""


@contextmanager
def follower(address: object, run: str, after: int = 0) -> Iterator[Iterator[dict[str, Any]]]:
    """Yield the events of a run as a WebSocket client hears them."""
    url = str(address).rstrip("/").replace("http://", "ws://") + "/graphql"
    with connect(url, subprotocols=["graphql-transport-ws"], open_timeout=5, proxy=None) as opened:
        opened.send('{"type": "connection_init"}')
        assert json.loads(opened.recv(timeout=5)) == {"type": "connection_ack"}
        payload = {"query": FOLLOW, "variables": {"id": run, "after": after}}
        opened.send(json.dumps({"type": "subscribe", "id": "1", "payload": payload}))

        def events():
            while (message := json.loads(opened.recv(timeout=300)))["type"] == "next":
                yield message["payload"]["data"]["labRun"]
            assert message["type"] == "complete", message

        yield events()
