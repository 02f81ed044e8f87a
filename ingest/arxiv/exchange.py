"""One exchange with a server: a request out, an answer in, within bounds of time and size."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from requests import PreparedRequest, RequestException
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from ingest.arxiv.deadline import Deadline, WatchedPool, WatchedSecurePool
from ingest.arxiv.feed import MOST_BYTES


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server may take.

    Attributes:
        connect: Seconds in which a connection has to stand.
        silence: Seconds without a byte after which an answer is given up.
        whole: Seconds within which all of an answer has to be there.
    """

    connect: float = 10.0
    silence: float = 30.0
    whole: float = 90.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent.

    Attributes:
        status: HTTP status.
        headers: Its headers; names in any case.
        body: Its body, cut one byte after the longest that is read.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


class ExchangeError(Exception):
    """No whole answer came.

    Attributes:
        connected: Whether there was a connection at all.
    """

    def __init__(self, reason: str, *, connected: bool) -> None:
        super().__init__(reason)
        self.connected = connected


class BoundedAdapter(HTTPAdapter):
    """Exchanges one request for one answer, over a connection of its own."""

    def __init__(self, patience: Patience) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1)
        self.poolmanager.pool_classes_by_scheme = {"http": WatchedPool, "https": WatchedSecurePool}
        self._patience = patience

    def exchange(self, request: PreparedRequest, *, verify: Any = True, most: int = MOST_BYTES) -> Answer:  # noqa: ANN401
        """Return the answer to a request; redirections are not followed.

        Args:
            request: The request.
            verify: Whether certificates are looked at, as requests has it.
            most: The longest answer that is read, in bytes.

        Raises:
            ExchangeError: None came, or not in time.
        """
        request.headers["Accept-Encoding"] = "identity"
        # A connection that is kept while nothing is asked is one that others cannot have.
        request.headers["Connection"] = "close"
        with Deadline(self._patience.whole) as deadline:
            try:
                answer = self._exchange(request, verify, most)
            except (RequestException, HTTPError, OSError, ValueError) as error:
                if deadline.passed:
                    raise self._late() from error
                raise ExchangeError(_in_words(error), connected=deadline.is_watching) from error
            if deadline.passed:
                raise self._late()
            return answer

    def _late(self) -> ExchangeError:
        return ExchangeError(f"no whole answer within {self._patience.whole:g} s", connected=True)

    def _exchange(self, request: PreparedRequest, verify: Any, most: int) -> Answer:  # noqa: ANN401
        timeout = (self._patience.connect, self._patience.silence)
        response = self.send(request, stream=True, timeout=timeout, verify=verify)
        try:
            body = b"" if response.is_redirect else response.raw.read(most + 1, decode_content=False)
        finally:
            response.close()
        return Answer(response.status_code, response.headers, body)


def _in_words(error: Exception) -> str:
    """Return what is at the bottom of an error, in few words."""
    at_bottom: BaseException = error
    while (inner := at_bottom.__cause__ or at_bottom.__context__) is not None:
        at_bottom = inner
    words = str(at_bottom) or type(at_bottom).__name__
    if isinstance(at_bottom, TimeoutError):
        words = "no answer in time"
    return words[:200]
