"""Taking papers out of the library into the store, where lists, plans and searches know them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ingest.arxiv.client import Entry
from ingest.arxiv.entries import EntryError, paper_of
from ingest.papers.abstracts import keep_abstracts
from ingest.papers.keeping import accounts_by_paper, keep_accounts, keep_vocabulary
from schema.arxiv_ids import arxiv_id
from schema.errors import InputError, NotFoundError, SourceError
from schema.paper_accounts import BIBLIOGRAPHY, LIBRARY, PAGE, PaperAccount
from schema.paper_library import LibraryPaper, PaperLibrary
from schema.records import Paper
from schema.store import VOCABULARY, Store, Transaction
from schema.stored_accounts import paper_accounts


@dataclass(frozen=True, slots=True)
class Added:
    """What became of papers that were asked for, by id, in the order they were.

    Attributes:
        new: Those that the store knows now, and did not before.
        known: Those that it knew before.
        missing: Those that it does not know, and the library does not have.
    """

    new: tuple[str, ...]
    known: tuple[str, ...]
    missing: tuple[str, ...]


def ids_of(spellings: Iterable[str]) -> tuple[str, ...]:
    """Return the arXiv ids that some spellings mean, each once.

    >>> ids_of(["https://arxiv.org/abs/2601.90001v2", "2601.90001"])
    ('2601.90001',)

    Raises:
        InputError: Some are none; all of these are named.
    """
    found = {spelling: arxiv_id(spelling) for spelling in spellings}
    if bad := [spelling[:60] for spelling, one in found.items() if one is None]:
        raise InputError(
            f"no arXiv ids: {', '.join(bad[:10])}",
            remedy="Papers are added by their arXiv id, address or DOI, as 2305.18290; papers search finds it",
        )
    return tuple(dict.fromkeys(filter(None, found.values())))


def add_papers(
    store: Store, library: PaperLibrary | None, ids: Sequence[str], *, now: datetime, abstracts: bool = True
) -> Added:
    """Keep what the library says of papers; of what others than pages and bibliographies know, only the abstract.

    What is missing is told and keeps nothing from being added.

    Args:
        store: Where they are kept.
        library: Where they are taken from, if there is one.
        ids: Ids of the papers.
        now: The time to note down.
        abstracts: Whether to keep their abstracts as well, in this store alone.

    Raises:
        SourceError: The library holds what is no record of a paper.
        StoreError: The database refused.
    """
    held = {one.id: one for one in (_found(library, id_) for id_ in ids) if one is not None}
    with store.writing() as transaction:
        before, sources = {paper.id for paper in transaction.papers()}, _sources(transaction)
        settled = {id_ for id_ in before if _is_settled(sources.get(id_))}
        told = [
            PaperAccount(paper=id_, source=LIBRARY, said=record_of(one), read_at=now)
            for id_, one in held.items()
            if id_ not in settled
        ]
        keep_accounts(transaction, told, now)
        head = transaction.head(VOCABULARY)
        keep_vocabulary(transaction, sources=head.sources if head else [LIBRARY], now=now)
        texts = {id_: one.abstract if abstracts else "" for id_, one in held.items()}
        keep_abstracts(transaction, LIBRARY, texts, now=now)
    known = settled | {id_ for id_ in before if id_ in held or LIBRARY in sources.get(id_, ())}
    return Added(
        new=tuple(id_ for id_ in held if id_ not in before),
        known=tuple(id_ for id_ in ids if id_ in known),
        missing=tuple(id_ for id_ in ids if id_ not in known and id_ not in held),
    )


def record_of(held: LibraryPaper) -> Paper:
    """Return the record of a paper that a library holds.

    Raises:
        SourceError: It is no record of a paper.
    """
    categories = tuple(held.categories.split())
    entry = Entry(
        address=f"http://arxiv.org/abs/{held.id}v{held.latest_version}",
        title=held.title,
        authors=tuple(held.authors.split("; ")) if held.authors else (),
        published=datetime.fromisoformat(held.published).replace(tzinfo=UTC),
        updated=datetime.fromisoformat(held.updated).replace(tzinfo=UTC),
        summary=held.abstract,
        comment=held.comment,
        journal_ref=held.journal_ref,
        doi=held.doi,
        primary_category=categories[0] if categories else "",
        categories=categories,
    )
    try:
        return paper_of(entry)
    except EntryError as error:
        raise SourceError(f"the library, {held.id}", str(error), remedy="Load a newer snapshot") from error


def _found(library: PaperLibrary | None, named: str) -> LibraryPaper | None:
    try:
        return library.paper(named) if library is not None else None
    except NotFoundError:
        return None


def _sources(transaction: Transaction) -> dict[str, frozenset[str]]:
    """Return who tells of each paper."""
    accounts = accounts_by_paper(paper_accounts(transaction))
    return {paper: frozenset(one.source for one in mine) for paper, mine in accounts.items()}


def _is_settled(sources: frozenset[str] | None) -> bool:
    """Say whether others than the library, pages and bibliographies tell of a paper, or nobody knows who does."""
    return sources is None or any(
        source not in (LIBRARY, PAGE) and not source.startswith(BIBLIOGRAPHY) for source in sources
    )
