"""ArXiv, ready to be asked: the parts of this package put together by what an operator has set."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version

from ingest.arxiv.cache import LIFETIME, AnswerCache
from ingest.arxiv.client import IdClient
from ingest.arxiv.exchange import Patience
from ingest.arxiv.pacing import INTERVAL, Pace
from ingest.arxiv.query import MOST_IDS, PartAnswered, answers
from ingest.arxiv.retrying import Tries
from ingest.arxiv.settings import ArxivSettings, introduction, query_address
from ingest.arxiv.transport import Transport

Progress = Callable[[str], None]
"""Is told what is being done, in a few words."""


class Arxiv:
    """ArXiv, or what stands in for it.

    Args:
        settings: Where it is, and how this program presents itself.
        now: The time by which answers count as fresh.
        interval: Seconds between two requests.
        seed: Decides by how much pauses are longer than they have to be.
        tries: How often it is asked the same.
        patience: How long it may take.
        most_ids: Ids in one request.
        progress: Is told what is being done.

    Attributes:
        address: Address of its query interface.

    Raises:
        InputError: The address is none.
    """

    def __init__(
        self,
        settings: ArxivSettings,
        *,
        now: datetime,
        interval: float = INTERVAL,
        seed: int = 0,
        tries: Tries | None = None,
        patience: Patience | None = None,
        most_ids: int = MOST_IDS,
        progress: Progress = lambda _: None,
    ) -> None:
        self.address = query_address(settings.url)
        self._now = now
        self._most_ids = most_ids
        self._cache = AnswerCache(settings.cache, lifetime=LIFETIME)
        pace = Pace(settings.cache, interval=interval, waiting=lambda left: progress(f"waiting {left:.0f} s for arXiv"))
        agent = f"{introduction(settings.contact, version('syllagraph'))} arxiv.py/{version('arxiv')}"
        self._transport = Transport(
            self.address,
            pace=pace,
            cache=self._cache,
            now=now,
            agent=agent,
            tries=tries,
            seed=seed,
            patience=patience,
            progress=progress,
        )
        self._client = IdClient(self.address, self._transport)

    @property
    def requests(self) -> int:
        """How many requests were made."""
        return self._transport.requests

    def answers(self, ids: Iterable[str]) -> Iterator[PartAnswered]:
        """Yield what arXiv says of each id, part by part; what it said today is not asked again.

        Raises:
            ArxivError: It gives no usable answer, or none any more; what was yielded before stands.
        """
        lately = [known for known in self._cache.lists(self._now) if len(known) <= self._most_ids]
        for part in answers(self._client, ids, now=self._now, answered=lately, most=self._most_ids):
            # An answer cannot come from later than now, whatever a clock said when it was kept.
            yield replace(part, at=min(part.at, self._now))
