"""Abstracts in the store: one of each paper by each source, until they are forgotten."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import delete, func, insert, select, text

from schema.abstracts import Abstract
from schema.store import Transaction
from schema.tables import AbstractRow, table_of

_CHUNK = 500


def stored_abstracts(transaction: Transaction, papers: Collection[str] | None = None) -> tuple[Abstract, ...]:
    """Return the abstracts of some papers, by default of all, by paper and source."""
    table = table_of(AbstractRow)
    query = select(table).order_by(table.c.paper, table.c.source)
    if papers is None:
        return transaction.records(Abstract, query)
    parts = (query.where(table.c.paper.in_(part)) for part in _chunks(sorted(set(papers))))
    return tuple(one for part in parts for one in transaction.records(Abstract, part))


def count_of_abstracts(transaction: Transaction) -> int:
    """Return how many abstracts there are."""
    return transaction.connection.scalar(select(func.count()).select_from(table_of(AbstractRow))) or 0


def save_abstracts(transaction: Transaction, abstracts: Iterable[Abstract]) -> None:
    """Store abstracts, in place of what the same sources gave before."""
    _delete_for_good(transaction)
    latest = {(one.paper, one.source): one for one in abstracts}
    table = table_of(AbstractRow)
    for paper, source in latest:
        transaction.connection.execute(delete(table).where(table.c.paper == paper, table.c.source == source))
    if latest:
        transaction.connection.execute(insert(table), [dict(one) for one in latest.values()])


def erase_abstracts(transaction: Transaction) -> int:
    """Take all abstracts out, and return how many there were."""
    _delete_for_good(transaction)
    count = count_of_abstracts(transaction)
    transaction.connection.execute(delete(table_of(AbstractRow)))
    return count


def _delete_for_good(transaction: Transaction) -> None:
    """Have SQLite overwrite what is deleted, which would else be readable in the file until its place is taken."""
    if transaction.connection.dialect.name == "sqlite":
        transaction.connection.execute(text("PRAGMA secure_delete = ON"))


def _chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
