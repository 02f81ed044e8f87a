"""How requests to arXiv travel: to one host, in turn with all others, again where that may help.

The arxiv package asks through a ``requests`` session; this is the adapter of that session. It answers from the cache
what is still fresh there, waits for its turn before everything else, and lets only answers through that a reader may be
given. All else it raises.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin

from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter

from ingest.arxiv.asking import Asking, named, refuse_wrong_form
from ingest.arxiv.cache import AnswerCache, Kept
from ingest.arxiv.exchange import Answer, Patience
from ingest.arxiv.faults import (
    ArxivUnreachedError,
    BrokenAnswerError,
    ListRefusedError,
    UnreadableEntryError,
    UnusableAnswerError,
)
from ingest.arxiv.feed import FeedFacts, feed_facts
from ingest.arxiv.hosts import host_in, is_same_host
from ingest.arxiv.pacing import Pace
from ingest.arxiv.retrying import FailedError, Tries

_XML = ("application/atom+xml", "application/xml", "text/xml", "")
_USABLE = {200, 400}


@dataclass(frozen=True, slots=True)
class Received:
    """An answer that was let through.

    Attributes:
        facts: What it is.
        at: When it came from arXiv.
        fresh: Whether it came just now, and not from the cache.
    """

    facts: FeedFacts
    at: datetime
    fresh: bool


class Transport(BaseAdapter):
    """Carries requests to one host.

    Args:
        address: The address of the query interface; nothing is sent to another host.
        pace: Whose turn it is.
        cache: Answers of before.
        now: The time by which answers count as fresh.
        agent: What this program calls itself.
        seed: Decides how much longer than the least pauses are.
        tries: How often it is tried.
        patience: How long arXiv may take.
        progress: Is told what is being done.
    """

    def __init__(
        self,
        address: str,
        *,
        pace: Pace,
        cache: AnswerCache,
        now: datetime,
        agent: str,
        seed: int = 0,
        tries: Tries | None = None,
        patience: Patience | None = None,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__()
        self.received: list[Received] = []
        self._address = address
        self._cache = cache
        self._now = now
        self._progress = progress
        self._asking = Asking(
            address, pace=pace, now=now, agent=agent, seed=seed, tries=tries, patience=patience, progress=progress
        )

    @property
    def requests(self) -> int:
        """How many requests were made."""
        return self._asking.requests

    def close(self) -> None:
        """Let go of what connections there are."""
        self._asking.close()

    def send(self, request: PreparedRequest, *_: Any, **options: Any) -> Response:  # noqa: ANN401 - as requests has it
        """Answer a request, from the cache or from arXiv.

        Raises:
            ArxivError: There is no answer that a reader may be given.
        """
        url = request.url or ""
        if not is_same_host(self._address, url):
            raise ArxivUnreachedError(self._address, f"{host_in(url)} is another host, which is not asked")
        if (kept := self._cache.answer(url, self._now)) and (facts := _facts_if_sound(kept.body)):
            return self._let_through(request, kept, facts, fresh=False)
        verify = options.get("verify", True)
        return self._asking.persistently(lambda failures: self._tried(request, verify, failures))

    def _tried(self, request: PreparedRequest, verify: Any, failures: Sequence[FailedError]) -> Response:  # noqa: ANN401
        answer = self._asking.exchange(request, verify=verify)
        was_empty = any(one.empty for one in failures)
        if 300 <= answer.status < 400:
            return self._redirected(request, answer)
        if answer.status not in _USABLE:
            raise ArxivUnreachedError(self._address, f"answers {named(answer.status)}")
        facts = self._facts_of(answer)
        if not facts.entries and not facts.refusal and (facts.total or not was_empty):
            raise FailedError(f"answers with none of {facts.total} papers", empty=not facts.total)
        self._remember(request.url or "", answer)
        return self._let_through(request, Kept(answer.status, self._now, answer.body), facts, fresh=True)

    def _remember(self, url: str, answer: Answer) -> None:
        try:
            self._cache.keep(url, answer.status, answer.body, self._now)
        except OSError as error:
            # The answer is here all the same: it only has to be asked for again next time.
            self._progress(f"the answer cannot be kept in the cache: {error}")

    def _facts_of(self, answer: Answer) -> FeedFacts:
        refuse_wrong_form(answer, _XML, "Atom")
        try:
            facts = feed_facts(answer.body)
        except BrokenAnswerError as error:
            if error.lasting:
                raise UnusableAnswerError(self._address, f"the answer is refused: {error}") from error
            raise FailedError(f"the answer {error}", broken=True) from error
        if answer.status != HTTPStatus.OK and not facts.refusal:
            raise ArxivUnreachedError(self._address, f"answers {named(answer.status)}")
        return facts

    def _redirected(self, request: PreparedRequest, answer: Answer) -> Response:
        target = urljoin(request.url or "", answer.headers.get("Location", ""))
        if not is_same_host(self._address, target):
            raise ArxivUnreachedError(self._address, f"sends elsewhere, to {host_in(target)}, which is not followed")
        return _response(request, answer.status, b"", {"Location": target})

    def _let_through(self, request: PreparedRequest, kept: Kept, facts: FeedFacts, *, fresh: bool) -> Response:
        if facts.refusal:
            raise ListRefusedError(self._address, facts.refusal)
        if facts.misdated:
            raise UnreadableEntryError(self._address, facts.misdated)
        self.received.append(Received(facts, kept.at, fresh))
        return _response(request, kept.status, kept.body, {})


def _facts_if_sound(body: bytes) -> FeedFacts | None:
    """Return what a kept answer is; None where it was let through by a version of this program that knew less."""
    try:
        return feed_facts(body)
    except BrokenAnswerError:
        return None


def _response(request: PreparedRequest, status: int, body: bytes, headers: dict[str, str]) -> Response:
    response = Response()
    response.status_code = status
    response.url = request.url or ""
    response.request = request
    response.headers.update(headers)
    response._content = body
    response._content_consumed = True
    return response
