"""How many streams each address holds open, so that none can take all that there are."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import HTTPConnection


class OpenStreams:
    """Counts the streams of each address.

    Args:
        most: The most that one may hold open.

    >>> streams = OpenStreams(1)
    >>> with streams.opened("127.0.0.1") as first, streams.opened("127.0.0.1") as second:
    ...     first, second
    (True, False)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: Counter[str] = Counter()

    @contextmanager
    def opened(self, address: str) -> Iterator[bool]:
        """Hold one open for an address, or say that it has too many."""
        if self._held[address] >= self._most:
            yield False
            return
        self._held[address] += 1
        try:
            yield True
        finally:
            self._held[address] -= 1
            if not self._held[address]:
                del self._held[address]


def address_of(connection: HTTPConnection) -> str:
    """Return the address that a connection comes from."""
    return connection.client.host if connection.client else ""
