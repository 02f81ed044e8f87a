"""Flight references that lead through other references, followed to their end.

A path such as ``$22:metadata:0`` begins at a row and goes through properties, and any of these may be a reference
itself. Each reference is followed once, the ones it meets first, without recursion.
"""

from collections.abc import Mapping
from typing import Any, Final

from ingest.flight.budget import loop_of
from ingest.flight.values import COLLECTIONS, Collection, Element, Opaque, Reference
from schema.errors import PayloadCycleError, Place

MISSING: Final[Any] = object()
_ELEMENT_FIELDS = {"1": "type", "2": "key", "3": "props", "type": "type", "key": "key", "props": "props"}


class Pending:
    """A reference that waits until all rows are linked.

    Attributes:
        text: How it is written.
        row: The row it was first met in.
        value: Where following it has come to; once settled, what it stands for.
        trouble: Why it stands for nothing, if so.
    """

    __slots__ = ("followed", "reference", "row", "settled", "text", "trouble", "value")

    def __init__(self, text: str, reference: Reference, row: str) -> None:
        self.text, self.reference, self.row = text, reference, row
        self.value: Any = None
        self.trouble = ""
        self.followed = -1
        self.settled = False


def settle(first: Pending, rows: Mapping[str, Any], source: str) -> None:
    """Follow a reference to its end, and before that all it meets on its way.

    Raises:
        PayloadCycleError: It leads to itself.
    """
    stack = [first]
    while stack:
        waiting = stack[-1]
        if waiting.settled or (blocker := _follow(waiting, rows)) is None:
            stack.pop()
        elif blocker.followed >= 0:
            loop = [each.reference.row for each in stack[stack.index(blocker) :]]
            raise PayloadCycleError(Place(source, row=loop[0]), loop_of(loop))
        else:
            stack.append(blocker)


def _follow(waiting: Pending, rows: Mapping[str, Any]) -> Pending | None:
    """Follow a reference as far as it goes; return the one it has to wait for, if any."""
    reference = waiting.reference
    if waiting.followed < 0:
        waiting.value, waiting.followed = rows.get(reference.row, MISSING), 0
    while True:
        if isinstance(waiting.value, Pending):
            if not waiting.value.settled:
                return waiting.value
            waiting.value = waiting.value.value
        if waiting.value is MISSING or waiting.followed == len(reference.path):
            break
        waiting.value = _property(waiting.value, reference.path[waiting.followed])
        waiting.followed += 1
    _conclude(waiting)
    return None


def _conclude(waiting: Pending) -> None:
    kind, value = waiting.reference.kind, waiting.value
    waiting.settled = True
    if kind in COLLECTIONS and isinstance(value, list):
        waiting.value = Collection(kind, value)
    elif kind in COLLECTIONS or value is MISSING:
        waiting.value = Opaque("$", waiting.row, waiting.text[1:])
        if kind != "weak":  # a weak promise may never be kept
            waiting.trouble = "refers to nothing" if value is MISSING else f"is no {kind}"


def _property(value: Any, name: str) -> Any:  # noqa: ANN401
    """Return the property of a value, elements seen as the tuples they are written as."""
    if isinstance(value, Element):
        field = _ELEMENT_FIELDS.get(name)
        return getattr(value, field) if field else MISSING
    if isinstance(value, dict):
        return value.get(name, MISSING)
    if isinstance(value, list) and name.isascii() and name.isdigit() and len(name) < 10:
        return value[int(name)] if int(name) < len(value) else MISSING
    return MISSING
