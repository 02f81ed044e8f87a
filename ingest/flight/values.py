"""The values a flight payload is made of, as plain data.

Nothing here can run: what only a browser could carry out (server functions, streams, code kept for a debugger) is
an :class:`Opaque` that says what it was.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, TypeAlias


class Undefined:
    """JavaScript's ``undefined``; there is one, :data:`UNDEFINED`, and it is false."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "UNDEFINED"

    def __reduce__(self) -> str:
        return "UNDEFINED"


UNDEFINED: Final = Undefined()


@dataclass(frozen=True, slots=True)
class Symbol:
    """A JavaScript symbol, such as ``react.suspense``."""

    name: str


@dataclass(frozen=True, slots=True)
class ClientReference:
    """A component that lives in the browser: the ``I`` row names its module and export.

    Attributes:
        module: The bundler's id of the module, as text.
        name: The export: ``TreeContextProvider``, ``default``, or empty for the module itself.
    """

    module: str
    name: str


@dataclass(frozen=True, slots=True)
class Opaque:
    """Something kept but not interpreted.

    Attributes:
        tag: The row's tag (``E``, ``R``, ``A`` …), or ``$`` and the letters a reference began with.
        row: The row it stood in.
        text: What it said.
    """

    tag: str
    row: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A JavaScript map, set, form or iterator.

    Attributes:
        kind: ``map``, ``set``, ``form`` or ``iterator``.
        items: The members; pairs are lists of two.
    """

    kind: str
    items: list["Value"]


@dataclass(frozen=True, slots=True)
class Element:
    """A tag or component with its properties.

    Attributes:
        type: A tag such as ``p``, a component's export name, or a symbol's name such as ``react.fragment``.
        component: Whether the type is a component that lives in the browser.
        key: What tells it from its siblings, if anything.
        props: Its properties, ``children`` among them.
        row: The row it stood in; no part of what it says, so it does not count when elements are compared.
    """

    type: str
    component: bool
    key: str | None
    props: dict[str, "Value"]
    row: str = field(default="", compare=False)


Value: TypeAlias = (
    bool
    | int
    | float
    | str
    | list["Value"]
    | dict[str, "Value"]
    | Element
    | Collection
    | Undefined
    | Symbol
    | ClientReference
    | Opaque
    | datetime
    | None
)

_CONSTANTS: dict[str, Value] = {
    "$undefined": UNDEFINED,
    "$NaN": math.nan,
    "$Infinity": math.inf,
    "$-Infinity": -math.inf,
    "$-0": -0.0,
    "$": Symbol("react.element"),
    "$Y": Opaque("$Y", "", ""),
    "$@": Opaque("$@", "", ""),
}
_DIGITS_READ = 1_000  # of a big integer; Python refuses to read more than 4,300


def _date(text: str) -> Value:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _big_integer(text: str) -> Value:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS_READ):
        raise ValueError(text[:40])
    return int(text)


_READERS: dict[str, Callable[[str], Value]] = {"S": Symbol, "D": _date, "n": _big_integer}
_KEPT = frozenset("hFTEPZBY")  # functions, temporary and debugger's references, errors, files: never followed


def scalar_of(text: str, row: str) -> Value | None:
    """Return what a string that begins with ``$`` stands for on its own, or None for a reference to a row.

    >>> scalar_of("$$5 a pot", "0"), scalar_of("$Sreact.suspense", "0"), scalar_of("$L1f", "0")
    ('$5 a pot', Symbol(name='react.suspense'), None)

    Raises:
        ValueError: A date or number that cannot be read.
    """
    if text.startswith("$$"):
        return text[1:]
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    kind = text[1]
    if reader := _READERS.get(kind):
        return reader(text[2:])
    if kind in _KEPT:
        return Opaque(f"${kind}", row, text[2:])
    return None


_PREFIXES = {"L": "lazy", "@": "promise", "w": "weak", "Q": "map", "W": "set", "K": "form", "i": "iterator"}
COLLECTIONS: Final = frozenset({"map", "set", "form", "iterator"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a row, or to something inside one.

    Attributes:
        kind: ``plain``, ``lazy``, ``promise``, ``weak``, or one of :data:`COLLECTIONS`.
        row: The row's id without leading zeros.
        path: The properties to follow from there.
    """

    kind: str
    row: str
    path: tuple[str, ...] = ()


_HEX = frozenset("0123456789abcdef")


def reference_of(text: str) -> Reference | None:
    """Return the reference a string that begins with ``$`` makes, or None if it makes none.

    >>> reference_of("$22:metadata:0")
    Reference(kind='plain', row='22', path=('metadata', '0'))
    """
    kind = _PREFIXES.get(text[1:2], "plain")
    row, *path = text[1 if kind == "plain" else 2 :].split(":")
    if not row or not _HEX.issuperset(row):
        return None
    return Reference(kind, row.lstrip("0") or "0", tuple(path))
