"""A time within which a whole answer has to arrive: a server that drips cannot hold a connection open for ever.

A socket's own time-out starts anew with every byte. Here a timer closes the socket when all of the time is over.
"""

import contextlib
import socket
import threading
from contextvars import ContextVar
from types import TracebackType
from typing import Self

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

_CURRENT: ContextVar["Deadline | None"] = ContextVar("deadline", default=None)


class Deadline:
    """The time that an exchange may take; connections made inside it are closed when it is over.

    Attributes:
        passed: Whether it was over before the exchange was.
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._close)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._token = _CURRENT.set(self)
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        _CURRENT.reset(self._token)

    @property
    def is_watching(self) -> bool:
        """Whether there is a connection that it would close."""
        return bool(self._sockets)

    def watch(self, connection: socket.socket) -> None:
        """Close this connection when the time is over."""
        self._sockets.append(connection)

    def _close(self) -> None:
        self.passed = True
        for connection in self._sockets:
            # It may have been closed in the meantime.
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


def _watch(connection: HTTPConnection) -> None:
    deadline = _CURRENT.get()
    if deadline is not None and connection.sock is not None:
        deadline.watch(connection.sock)


class _WatchedConnection(HTTPConnection):
    def connect(self) -> None:
        super().connect()
        _watch(self)


class _WatchedSecureConnection(HTTPSConnection):
    def connect(self) -> None:
        super().connect()
        _watch(self)


class WatchedPool(HTTPConnectionPool):
    """Connections that a deadline closes."""

    ConnectionCls = _WatchedConnection


class WatchedSecurePool(HTTPSConnectionPool):
    """Secure connections that a deadline closes."""

    ConnectionCls = _WatchedSecureConnection
