"""The reading lists in the store. Every edit adds a version; it names the one it was made from, so nothing is lost."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import func, insert, select

from schema.errors import ConflictError, InputError, NotFoundError, StaleEditError
from schema.list_edits import changed
from schema.saved_list_records import AnsweredEdit, SavedList
from schema.store import Transaction
from schema.tables import AnsweredEditRow, SavedListRow, table_of

Edit = Callable[[SavedList], SavedList]
"""What an edit makes of a list, but for its version and time."""

_NAMED = 8


def saved_lists(transaction: Transaction, *, archived: bool = False) -> tuple[SavedList, ...]:
    """Return the newest version of every list by slug, of archived ones only if they are asked for."""
    table = table_of(SavedListRow)
    newest = select(table.c.slug, func.max(table.c.version).label("version")).group_by(table.c.slug).subquery()
    query = (
        select(table)
        .join(newest, (table.c.slug == newest.c.slug) & (table.c.version == newest.c.version))
        .order_by(table.c.slug)
    )
    return tuple(one for one in transaction.records(SavedList, query) if archived or not one.archived)


def saved_list(transaction: Transaction, slug: str, version: int | None = None) -> SavedList:
    """Return a list, by default its newest version; an archived one too.

    Raises:
        NotFoundError: There is no such list, or it has no such version.
    """
    table = table_of(SavedListRow)
    query = select(table).where(table.c.slug == slug).order_by(table.c.version.desc()).limit(1)
    newest = next(iter(transaction.records(SavedList, query)), None)
    if newest is None:
        raise NotFoundError(slug, _slugs(transaction)[:_NAMED], what="list")
    if version is None or version == newest.version:
        return newest
    # A number that no database could hold finds nothing either.
    if not 1 <= version < newest.version:
        raise NotFoundError(str(version), [str(newest.version)], what=f"version of the list {slug!r}")
    return transaction.records(SavedList, select(table).where(table.c.slug == slug, table.c.version == version))[0]


def add_list(transaction: Transaction, made: SavedList) -> SavedList:
    """Keep a new list.

    Raises:
        ConflictError: There is one of this name.
    """
    if made.slug in _slugs(transaction):
        raise ConflictError(f"there is a list {made.slug!r} already", remedy="Choose another name, or edit that list")
    _insert(transaction, made)
    return made


def edit_list(
    transaction: Transaction, slug: str, edit: Edit, *, made_from: int | None = None, now: datetime
) -> SavedList:
    """Edit a list and return what it is then; an edit that changes nothing makes no version.

    Args:
        transaction: Where.
        slug: Its name.
        edit: What to make of it.
        made_from: The version that the edit was made from; without it, whatever is the newest.
        now: The time to note down.

    Raises:
        NotFoundError: There is no such list, or something that the edit names is not on it.
        InputError: The edit makes no sense, or the list is archived.
        StaleEditError: There is a newer version than the one that the edit was made from.
    """
    current = saved_list(transaction, slug)
    base = current if made_from is None else saved_list(transaction, slug, made_from)
    attempted = _next(base, edit, now)
    if base.version != current.version:
        raise StaleEditError(current, attempted)
    if current.archived and attempted.archived:
        raise InputError(f"the list {slug!r} is archived", remedy="Restore it first: syllagraph list archive --restore")
    if _content(attempted) == _content(current):
        return current
    _insert(transaction, attempted)
    return attempted


def once(
    transaction: Transaction, key: str | None, asked: str, work: Callable[[], SavedList], *, now: datetime
) -> SavedList:
    """Do some work on a list, unless it was done before under the same key; return the version that it led to.

    Args:
        transaction: Where.
        key: The client's own key for what it asks, or None to do it in any case.
        asked: Hash of what is asked.
        work: What to do.
        now: The time to note down.

    Raises:
        ConflictError: The key was used for something else.
    """
    if key is None:
        return work()
    if not 1 <= len(key) <= 200:
        raise InputError("an idempotency key has from 1 to 200 characters", remedy="Use a UUID")
    table = table_of(AnsweredEditRow)
    before = transaction.records(AnsweredEdit, select(table).where(table.c.key == key))
    if before and before[0].asked != asked:
        raise ConflictError(
            f"the idempotency key {key[:80]!r} was used for something else", remedy="Take a new key for a new edit"
        )
    if before:
        return saved_list(transaction, before[0].slug, before[0].version)
    made = work()
    answer = AnsweredEdit(key=key, asked=asked, slug=made.slug, version=made.version, answered=now)
    transaction.connection.execute(insert(table).values(dict(answer)))
    return made


def _next(base: SavedList, edit: Edit, now: datetime) -> SavedList:
    return changed(edit(base), version=base.version + 1, updated=now)


def _content(one: SavedList) -> SavedList:
    return one.model_copy(update={"version": 1, "updated": one.created})


def _slugs(transaction: Transaction) -> Sequence[str]:
    table = table_of(SavedListRow)
    return transaction.connection.scalars(select(table.c.slug).distinct().order_by(table.c.slug)).all()


def _insert(transaction: Transaction, one: SavedList) -> None:
    transaction.connection.execute(insert(table_of(SavedListRow)).values(dict(one)))
