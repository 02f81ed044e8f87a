"""Asking for papers by id with the arxiv package's client and parser; only this module knows the package."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import arxiv  # type: ignore[import-untyped]
from requests import RequestException, Session

from ingest.arxiv.faults import ArxivUnreachedError, UnusableAnswerError
from ingest.arxiv.transport import Transport


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper as arXiv prints it.

    Attributes:
        address: Where it is, as ``http://arxiv.org/abs/2601.90001v2``.
        title: Its title, in one line; TeX kept.
        authors: Their names, in order.
        published: When its first version was submitted.
        updated: When this version was.
        summary: Its abstract; no part of its record.
        comment: The authors' comment; empty where there is none.
        journal_ref: Where it was published; empty where it does not say.
        doi: DOI of the publisher; empty where there is none.
        primary_category: As ``cs.CL``.
        categories: All of them.
    """

    address: str
    title: str
    authors: tuple[str, ...]
    published: datetime
    updated: datetime
    summary: str
    comment: str
    journal_ref: str
    doi: str
    primary_category: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What arXiv answered to a list of ids.

    Attributes:
        entries: The papers, in arXiv's order.
        complete: Whether these are all that it has of the list.
        at: When it answered.
        fresh: Whether it answered just now, and not from the cache.
    """

    entries: tuple[Entry, ...]
    complete: bool
    at: datetime
    fresh: bool


class IdClient:
    """Asks one address for lists of ids.

    Args:
        address: Address of the query interface.
        transport: How requests travel.
    """

    def __init__(self, address: str, transport: Transport) -> None:
        self._address = address
        self._transport = transport
        # Pauses and further tries are the transport's, which shares them with other processes.
        self._client = arxiv.Client(delay_seconds=0, num_retries=0)
        self._client.query_url_format = address + "?{}"
        session = Session()
        # Neither proxies nor passwords of the surroundings.
        session.trust_env = False
        session.max_redirects = 3
        session.adapters.clear()
        session.mount("http://", transport)
        session.mount("https://", transport)
        self._client._session = session

    def listing(self, ids: Sequence[str]) -> Listing:
        """Return what arXiv says of these ids; unknown ones are missing from it.

        Raises:
            ArxivError: It gives no usable answer.
        """
        self._transport.received.clear()
        # It asks for pages of this size, whatever is searched for; the default would cut long lists.
        self._client.page_size = len(ids)
        found: list[arxiv.Result] = []
        cut = False
        try:
            for result in self._client.results(arxiv.Search(id_list=list(ids), max_results=len(ids))):
                found.append(result)
        except arxiv.UnexpectedEmptyPageError:
            cut = True
        except (arxiv.ArxivError, RequestException) as error:
            raise ArxivUnreachedError(self._address, str(error)[:200]) from error
        except ValueError as error:
            raise UnusableAnswerError(self._address, f"the answer cannot be read: {error}") from error
        pages = self._transport.received
        skipped = sum(page.facts.entries for page in pages) > len(found) and len(found) < len(ids)
        different = len({result.entry_id for result in found})
        return Listing(
            entries=tuple(_entry(result) for result in found),
            complete=not cut and not skipped and different >= min(pages[0].facts.total, len(ids)),
            at=min(page.at for page in pages),
            fresh=any(page.fresh for page in pages),
        )


def _entry(result: arxiv.Result) -> Entry:
    return Entry(
        address=result.entry_id,
        title=result.title,
        authors=tuple(author.name for author in result.authors),
        published=result.published,
        updated=result.updated,
        summary=result.summary or "",
        comment=result.comment or "",
        journal_ref=result.journal_ref or "",
        doi=result.doi or "",
        primary_category=result.primary_category or "",
        categories=tuple(result.categories),
    )
