"""Connections: long lists, a page at a time, after the Relay specification.

A cursor names the item it stands at, not its number: whoever continues after a new ingest misses nothing and sees
nothing twice, and is told when the item is gone.
"""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

import strawberry

from schema.errors import InputError

DEFAULT_FIRST = 20
"""How many items come without being asked for a number."""
MOST = 100
"""How many items may be asked for at once."""
MOST_INPUTS = 250
"""How many ids or names may be given at once."""

_PREFIX = "cursor:"
_T = TypeVar("_T")
_N = TypeVar("_N")

First = Annotated[
    int | None,
    strawberry.argument(description="How many, from the start: at most 100, and 20 if nothing is said."),
]
After = Annotated[str | None, strawberry.argument(description="Cursor of the item to start after.")]
Last = Annotated[int | None, strawberry.argument(description="How many, from the end: at most 100.")]
Before = Annotated[str | None, strawberry.argument(description="Cursor of the item to end before.")]


@strawberry.type(description="Where a part of a list stands in the whole.")
class PageInfo:
    """What Relay asks for."""

    has_next_page: bool = strawberry.field(description="Whether items follow.")
    has_previous_page: bool = strawberry.field(description="Whether items come before.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first item.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last item.")


@strawberry.type(description="An item of a list, and where it stands.")
class Edge(Generic[_N]):
    """An item with its cursor."""

    cursor: str = strawberry.field(description="What to continue from.")
    node: _N = strawberry.field(description="The item.")


@strawberry.type(description="A part of a list.")
class Connection(Generic[_N]):
    """A part of a list."""

    edges: list[Edge[_N]] = strawberry.field(description="The items with their cursors.")
    nodes: list[_N] = strawberry.field(description="The items.")
    page_info: PageInfo = strawberry.field(description="Where the part stands in the whole.")
    total_count: int = strawberry.field(description="How many items the whole list has.")


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is wanted.

    Raises:
        InputError: A number is negative or too high.
    """

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None

    def __post_init__(self) -> None:
        for name, number in (("first", self.first), ("last", self.last)):
            if number is not None and not 0 <= number <= MOST:
                raise InputError(
                    f"{name} is {number}, but has to be from 0 to {MOST}",
                    remedy="Ask for a part, and continue with after or before and a cursor",
                )

    def bounds(self, count: int, place: Callable[[str, str], int]) -> tuple[int, int]:
        """Return where the wanted part of a list starts and ends.

        Args:
            count: How many items the list has.
            place: Returns the number of the item that a cursor, given as the named argument, stands at.

        >>> Window(first=2).bounds(3, {}.get), Window(last=2).bounds(3, {}.get)
        ((0, 2), (1, 3))
        """
        start = place("after", self.after) + 1 if self.after is not None else 0
        end = place("before", self.before) if self.before is not None else count
        end = max(start, end)
        first = DEFAULT_FIRST if self.first is None and self.last is None else self.first
        if first is not None:
            end = min(end, start + first)
        if self.last is not None:
            start = max(start, end - self.last)
        return start, end


def connection_of(
    items: Sequence[_T], window: Window, *, key: Callable[[_T], str], shown: Callable[[_T], _N]
) -> Connection[_N]:
    """Return the wanted part of a list.

    Args:
        items: The whole list.
        window: Which part is wanted.
        key: What names an item within the list.
        shown: How an item is shown.

    Raises:
        InputError: A cursor is none of this list.
    """

    def place(argument: str, cursor: str) -> int:
        wanted = key_of_cursor(argument, cursor)
        found = next((number for number, item in enumerate(items) if key(item) == wanted), None)
        if found is None:
            raise _no_cursor(argument, cursor)
        return found

    start, end = window.bounds(len(items), place)
    edges = [Edge(cursor=cursor_of(key(item)), node=shown(item)) for item in items[start:end]]
    return Connection(
        edges=edges,
        nodes=[edge.node for edge in edges],
        page_info=PageInfo(
            has_next_page=end < len(items),
            has_previous_page=start > 0,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        total_count=len(items),
    )


def at_most(name: str, given: Sequence[_T]) -> Sequence[_T]:
    """Return a list that a client gave, if it is not too long.

    Raises:
        InputError: It is.
    """
    if len(given) > MOST_INPUTS:
        raise InputError(f"{name} has {len(given):,} items, but may have at most {MOST_INPUTS}")
    return given


def cursor_of(key: str) -> str:
    """Return the cursor of the item that a key names."""
    return base64.urlsafe_b64encode(f"{_PREFIX}{key}".encode()).decode()


def key_of_cursor(argument: str, cursor: str) -> str:
    """Return the key of the item that a cursor, given as the named argument, stands at.

    Raises:
        InputError: It is no cursor.
    """
    try:
        text = base64.b64decode(cursor, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise _no_cursor(argument, cursor) from error
    if not text.startswith(_PREFIX):
        raise _no_cursor(argument, cursor)
    return text.removeprefix(_PREFIX)


def _no_cursor(argument: str, cursor: str) -> InputError:
    return InputError(
        f"{argument} is no cursor of this list as it is now: {cursor[:80]!r}", remedy=f"Start again without {argument}"
    )
