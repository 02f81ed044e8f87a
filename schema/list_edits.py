"""What can be done to a reading list: each function returns the list as it would be, or says why it cannot be."""

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import ValidationError

from schema.errors import InputError, NotFoundError
from schema.saved_list_records import ListItem, ListItemKind, SavedList
from schema.values import Text

Identity = tuple[ListItemKind, str]
"""Kind and key of an item."""


def made_list(**fields: Any) -> SavedList:  # noqa: ANN401 - the fields of the record
    """Return a list.

    Raises:
        InputError: It cannot be one; all that is wrong is told.
    """
    try:
        return SavedList.model_validate(fields)
    except ValidationError as error:
        raise InputError("; ".join(_problem(one) for one in error.errors())) from error


def made_text(*, zh: str | None = None, en: str | None = None) -> Text:
    """Return a text as lists have it.

    Raises:
        InputError: It is empty, or holds what no text may hold.
    """
    try:
        return Text(zh=zh or None, en=en or None)
    except ValidationError as error:
        raise InputError("; ".join(_problem(one) for one in error.errors())) from error


def changed(saved: SavedList, **fields: Any) -> SavedList:  # noqa: ANN401 - the fields of the record
    """Return a list with other values in some fields.

    Raises:
        InputError: It cannot have them.
    """
    return made_list(**(dict(saved) | fields))


def with_items(saved: SavedList, items: Sequence[ListItem], *, at: int | None = None) -> SavedList:
    """Return a list with more items, the first of them at a place counted from 1, by default behind all others.

    Raises:
        InputError: One of them is on the list, or there is no such place.
    """
    places = {item.identity: place for place, item in enumerate(saved.items, 1)}
    double = [f"{item.key} (at {places[item.identity]})" for item in items if item.identity in places]
    if double:
        raise InputError(f"already on the list {saved.slug!r}: {', '.join(double)}")
    place = _place(saved, at if at is not None else len(saved.items) + 1, extra=1)
    return changed(saved, items=(*saved.items[:place], *items, *saved.items[place:]))


def with_notes(items: Sequence[ListItem], notes: Sequence[str]) -> list[ListItem]:
    """Return items with other notes.

    Raises:
        InputError: A note is too long, or holds control characters.
    """
    try:
        return [ListItem(kind=item.kind, key=item.key, note=note) for item, note in zip(items, notes, strict=True)]
    except ValidationError as error:
        raise InputError("; ".join(_problem(one) for one in error.errors())) from error


def without_items(saved: SavedList, gone: Iterable[Identity]) -> SavedList:
    """Return a list without some of its items.

    Raises:
        NotFoundError: One of them is not on it.
    """
    leaving = {_item(saved, identity).identity for identity in gone}
    return changed(saved, items=tuple(item for item in saved.items if item.identity not in leaving))


def in_order(saved: SavedList, order: Sequence[Identity]) -> SavedList:
    """Return a list with its items in another order, each of which has to be named once.

    Raises:
        NotFoundError: One that is named is not on the list.
        InputError: One that is on it is not named, or is named twice.
    """
    items = [_item(saved, identity) for identity in order]
    missing = [item.key for item in saved.items if item not in items]
    if missing or len(items) != len(saved.items):
        told = f"; left out: {', '.join(missing[:8])}" if missing else ""
        raise InputError(f"an order names each item of the list once{told}")
    return changed(saved, items=tuple(items))


def moved(saved: SavedList, identity: Identity, *, to: int) -> SavedList:
    """Return a list with one item at another place, counted from 1.

    Raises:
        NotFoundError: It is not on the list.
        InputError: There is no such place.
    """
    item = _item(saved, identity)
    place = _place(saved, to, extra=0)
    rest = [one for one in saved.items if one is not item]
    return changed(saved, items=(*rest[:place], item, *rest[place:]))


def annotated(saved: SavedList, identity: Identity, note: str) -> SavedList:
    """Return a list with another note at an item; an empty one takes it away.

    Raises:
        NotFoundError: It is not on the list.
        InputError: The note is too long.
    """
    item = _item(saved, identity)
    (noted,) = with_notes([item], [note])
    return changed(saved, items=tuple(noted if one is item else one for one in saved.items))


def _item(saved: SavedList, identity: Identity) -> ListItem:
    found = next((item for item in saved.items if item.identity == identity), None)
    if found is None:
        raise NotFoundError(
            identity[1], [item.key for item in saved.items[:8]], what=f"item of the list {saved.slug!r}"
        )
    return found


def _place(saved: SavedList, number: int, *, extra: int) -> int:
    most = len(saved.items) + extra
    if not 1 <= number <= most:
        raise InputError(f"place {number} is none of the list {saved.slug!r}: it has {most}")
    return number - 1


def _problem(error: Any) -> str:  # noqa: ANN401 - pydantic's own description
    where = ".".join(str(part) for part in error["loc"])
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{where}: {message}" if where else message
