"""The saved lists behind the service: reading them, and editing them once for each thing that is asked."""

from collections.abc import Callable
from datetime import UTC, datetime

from schema.saved_list_records import SavedList
from schema.saved_lists import Edit, add_list, edit_list, once, saved_list, saved_lists
from schema.store import Store


def _now() -> datetime:
    return datetime.now(UTC)


class ListShelf:
    """The lists of a store.

    Args:
        store: The store.
        clock: Tells the time to note down.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime] = _now) -> None:
        self._store = store
        self._clock = clock

    def lists(self, *, archived: bool = False) -> tuple[SavedList, ...]:
        """Return the newest version of each list, by slug."""
        with self._store.reading() as transaction:
            return saved_lists(transaction, archived=archived)

    def list(self, slug: str, version: int | None = None) -> SavedList:
        """Return a list, by default its newest version.

        Raises:
            NotFoundError: There is none, or none of this version.
        """
        with self._store.reading() as transaction:
            return saved_list(transaction, slug, version)

    def create(self, make: Callable[[datetime], SavedList], *, key: str | None, asked: str) -> SavedList:
        """Keep a new list, made with the time it is.

        Raises:
            ConflictError: There is one of its name.
            InputError: It cannot be one.
        """
        now = self._clock()
        with self._store.writing() as transaction:
            return once(transaction, key, asked, lambda: add_list(transaction, make(now)), now=now)

    def edit(self, slug: str, edit: Edit, *, made_from: int, key: str | None, asked: str) -> SavedList:
        """Edit a list.

        Raises:
            NotFoundError: There is none, or something that is named is not on it.
            InputError: The edit makes no sense.
            StaleEditError: There is a newer version than the one that it was made from.
        """
        now = self._clock()
        with self._store.writing() as transaction:
            return once(
                transaction,
                key,
                asked,
                lambda: edit_list(transaction, slug, edit, made_from=made_from, now=now),
                now=now,
            )
