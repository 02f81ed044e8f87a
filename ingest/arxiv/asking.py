"""Asking arXiv in turn with all others, and again where that may help: what its two interfaces have in common."""

from collections.abc import Callable, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any, TypeVar

from requests import PreparedRequest

from ingest.arxiv.exchange import Answer, BoundedAdapter, ExchangeError, Patience
from ingest.arxiv.faults import ArxivUnreachedError, UnusableAnswerError
from ingest.arxiv.feed import MOST_BYTES
from ingest.arxiv.hosts import host_in
from ingest.arxiv.pacing import LONGEST_PAUSE, Pace
from ingest.arxiv.retrying import FailedError, Retrying, Tries, asked_pause

_AGAIN = {429, 500, 502, 503, 504}
_STATUSES = frozenset(int(status) for status in HTTPStatus)
_T = TypeVar("_T")


class Asking:
    """Asks one host.

    Args:
        address: The address of the interface.
        pace: Whose turn it is.
        now: The time it is.
        agent: What this program calls itself.
        seed: Decides how much longer than the least pauses are.
        tries: How often it is tried.
        patience: How long arXiv may take.
        progress: Is told what is being done.

    Attributes:
        requests: How many requests were made.
    """

    def __init__(
        self,
        address: str,
        *,
        pace: Pace,
        now: datetime,
        agent: str,
        seed: int = 0,
        tries: Tries | None = None,
        patience: Patience | None = None,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.requests = 0
        self._address = address
        self._pace = pace
        self._now = now
        self._agent = agent
        self._retrying = Retrying(tries or Tries(), seed=seed)
        self._line = BoundedAdapter(patience or Patience())
        self._progress = progress

    def close(self) -> None:
        """Let go of what connections there are."""
        self._line.close()

    def persistently(self, attempt: Callable[[Sequence[FailedError]], _T]) -> _T:
        """Return what an attempt gives, made again as long as that may help; it is told how those before failed.

        Raises:
            ArxivError: None succeeded.
        """
        failures: list[FailedError] = []
        while not failures or self._retrying.may_go_on(failures):
            if failures:
                self._put_off(failures)
            try:
                return attempt(failures)
            except FailedError as failed:
                failures.append(failed)
        reason = f"{failures[-1]} ({len(failures)} tries)"
        if failures[-1].broken:
            raise UnusableAnswerError(self._address, reason)
        raise ArxivUnreachedError(self._address, reason)

    def exchange(self, request: PreparedRequest, *, verify: Any = True, most: int = MOST_BYTES) -> Answer:  # noqa: ANN401
        """Wait for the turn, and return the answer to a request.

        Args:
            request: The request.
            verify: Whether certificates are looked at, as requests has it.
            most: The longest answer that is read, in bytes.

        Raises:
            FailedError: There is none, or the server asks to come again.
        """
        request.headers["User-Agent"] = self._agent
        with self._pace.turn():
            self._progress(f"asking {host_in(self._address)}")
            self.requests += 1
            try:
                answer = self._line.exchange(request, verify=verify, most=most)
            except ExchangeError as error:
                raise FailedError(str(error), connected=error.connected) from error
        if answer.status in _AGAIN:
            raise FailedError(f"answers {named(answer.status)}", pause=asked_pause(answer.headers, self._now))
        return answer

    def _put_off(self, failures: list[FailedError]) -> None:
        """Have everyone wait before the next try.

        Raises:
            ArxivUnreachedError: The server asks for more patience than there is.
        """
        pause = self._retrying.pause_after(failures)
        if pause > LONGEST_PAUSE:
            reason = f"{failures[-1]} and asks to come back in {pause / 60:.0f} minutes"
            raise ArxivUnreachedError(self._address, reason)
        self._progress(f"{failures[-1]}; asking again in {pause:.3g} s")
        self._pace.hold_off(pause)


def refuse_wrong_form(answer: Answer, kinds: Sequence[str], form: str) -> None:
    """Refuse an answer that is compressed, or says that it is something else.

    Raises:
        FailedError: It is.
    """
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise FailedError("the answer is compressed, though it should not be", broken=True)
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in kinds:
        raise FailedError(f"the answer is {kind[:60]}, not {form}", broken=True)


def named(status: int) -> str:
    """Return a status with its name.

    >>> named(503), named(799)
    ('503 Service Unavailable', '799')
    """
    return f"{status} {HTTPStatus(status).phrase}" if status in _STATUSES else str(status)
