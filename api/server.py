"""Running the application: a socket that is free, a fast loop, and an end that is clean."""

import errno
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

_TRIES = 20
_MOST_CONNECTIONS = 1_000
_MOST_SOCKET_MESSAGE = 64 * 1024


class Server(uvicorn.Server):
    """A server that says when it can be reached.

    Args:
        app: The application.
        on_ready: Called once with the address.
    """

    def __init__(self, app: ASGIApp, on_ready: Callable[[str], None] | None = None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=_MOST_CONNECTIONS,
                timeout_graceful_shutdown=3,
                ws_max_size=_MOST_SOCKET_MESSAGE,
            )
        )
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started and self._on_ready is not None and sockets:
            self._on_ready(address_of(sockets[0]))


def serve(
    app: ASGIApp, host: str = "127.0.0.1", port: int = 8000, *, on_ready: Callable[[str], None] | None = None
) -> None:
    """Run an application until SIGINT or SIGTERM.

    Args:
        app: The application.
        host: Address to listen on.
        port: Port to listen on; if it is taken the next that is free, and 0 for any.
        on_ready: Called once with the address that clients can reach.

    Raises:
        OSError: No port near this one is free, or the host is none of ours.
    """
    listening = listening_socket(host, port)
    try:
        with _ended_by_signals():
            Server(app, on_ready).run(sockets=[listening])
    finally:
        listening.close()


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a socket at the first free port from the given one.

    Raises:
        OSError: None of them is free, or the host is none of ours.
    """
    family, _, _, _, _ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    last = port + _TRIES if port else port
    for candidate in range(port, last + 1):
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, candidate))
            # Only listening tells whether another server has the port.
            listening.listen(2048)
        except OSError as error:
            listening.close()
            if error.errno != errno.EADDRINUSE or candidate == last:
                raise
        else:
            return listening
    raise AssertionError


def address_of(listening: socket.socket) -> str:
    """Return the address by which a socket is reached."""
    host, port = listening.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}"


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let uvicorn raise again the signal that ended it, without harm."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {each: signal.signal(each, lambda *_: None) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
