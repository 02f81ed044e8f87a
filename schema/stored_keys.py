"""The citation keys in the store. They live outside revisions and never change by themselves."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from schema.citation_key_records import StoredKey
from schema.errors import KeyTakenError
from schema.records import Paper
from schema.store import Transaction
from schema.tables import CitationKeyRow, PaperRow, table_of


def all_keys(transaction: Transaction) -> tuple[StoredKey, ...]:
    """Return every key that a paper has or had, by paper, the one it has first."""
    table = table_of(CitationKeyRow)
    found = transaction.records(StoredKey, select(table).order_by(table.c.paper, table.c.folded))
    return tuple(sorted(found, key=lambda one: (one.paper, one.retired is not None)))


def keys_now(transaction: Transaction) -> Mapping[str, StoredKey]:
    """Return the key that each paper has, by the paper's id; a paper that has none yet is left out."""
    return {one.paper: one for one in all_keys(transaction) if one.retired is None}


def papers_with_keys(transaction: Transaction) -> tuple[Paper, ...]:
    """Return all that is known of papers, by id, each under the key it has in the store."""
    keys = keys_now(transaction)
    return tuple(
        paper.model_copy(update={"citation_key": keys[paper.id].key}) if paper.id in keys else paper
        for paper in transaction.papers()
    )


def keys_shown(transaction: Transaction) -> tuple[tuple[str, str | None], ...]:
    """Return each paper's id with the key of ``papers_with_keys``, by id, without loading the papers."""
    paper, key = table_of(PaperRow).c, table_of(CitationKeyRow).c
    joined = table_of(PaperRow).outerjoin(table_of(CitationKeyRow), (key.paper == paper.id) & key.retired.is_(None))
    query = select(paper.id, func.coalesce(key.key, paper.citation_key)).select_from(joined).order_by(paper.id)
    return tuple((id_, shown) for id_, shown in transaction.connection.execute(query))


def save_keys(transaction: Transaction, keys: Iterable[StoredKey], *, now: datetime) -> None:
    """Give papers keys; those they had are retired, and stay theirs.

    Raises:
        KeyTakenError: Another paper has one of them, or had it.
    """
    table = table_of(CitationKeyRow)
    owners = {one.identity: one for one in all_keys(transaction)}
    current = {one.paper: one for one in owners.values() if one.retired is None}
    for key in keys:
        owner, before = owners.get(key.identity), current.get(key.paper)
        if owner is not None and owner.paper != key.paper:
            raise KeyTakenError(key.key, owner.paper, since=owner.retired)
        if before is not None and before.identity != key.identity:
            left = {"retired": now, "pinned": False}
            transaction.connection.execute(update(table).where(table.c.folded == before.identity).values(left))
            owners[before.identity] = before.model_copy(update=left)
        first_seen = owner.first_seen if owner else key.first_seen
        kept = key.model_copy(update={"first_seen": first_seen, "retired": None})
        transaction.connection.execute(delete(table).where(table.c.folded == kept.identity))
        transaction.connection.execute(insert(table).values(dict(kept) | {"folded": kept.identity}))
        owners[kept.identity] = current[kept.paper] = kept


def pass_keys_on(transaction: Transaction, paper: str, heir: str, *, now: datetime) -> None:
    """Make the keys of a paper those of another: they are one paper.

    If the other has a key, it keeps it, and those that come to it are retired: they lead to it for good.
    """
    table = table_of(CitationKeyRow)
    mine = table.c.paper == paper
    if heir in keys_now(transaction):
        transaction.connection.execute(
            update(table).where(mine, table.c.retired.is_(None)).values(retired=now, pinned=False)
        )
    transaction.connection.execute(update(table).where(mine).values(paper=heir))
