"""A flight payload as one document: every row parsed, every reference followed.

Rows may stand in any order and may share their parts; a part that is shared is one object. References are linked in
place, level by level, so no payload is deep enough to exhaust the interpreter, and what the document would be when
written out in full is bounded before anyone walks it (:mod:`ingest.flight.budget`).

What breaks the format is an error. What is merely odd (a reference to nothing, two rows of one id, half of a
surrogate pair, which becomes U+FFFD) is a :class:`Problem`, and the rest of the document stands.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import orjson

from ingest.flight.budget import Budget, check_extent
from ingest.flight.links import Linker, Problem
from ingest.flight.rows import Row, rows_of
from ingest.flight.values import ClientReference, Collection, Element, Opaque, Value
from schema.errors import PayloadError, PayloadLimitError, Place

_DAMAGED = "Fetch the page again, as bytes: the payload was changed on its way"
_STREAMS = ("R", "r", "X", "x")


@dataclass(frozen=True, slots=True)
class Payload:
    """A flight payload with its references followed.

    Attributes:
        root: What row 0 stands for: in a Next.js page, the router's state with the page in it.
        rows: What each JSON and text row stands for, by id.
        problems: What is odd about it, by row.
        build: The build id of the site, where the root tells it.
    """

    root: Value
    rows: Mapping[str, Value]
    problems: tuple[Problem, ...]
    build: str | None


def payload_of(data: bytes, *, source: str, budget: Budget | None = None) -> Payload:
    r"""Return the document a flight payload stands for.

    >>> payload_of(b'1:T6,Oolong0:["$","p",null,{"children":"$1"}]\n', source="tea").root
    Element(type='p', component=False, key=None, props={'children': 'Oolong'}, row='0')

    Raises:
        PayloadError: The payload breaks its format, or has no root row.
        PayloadLimitError: It is larger or deeper than the budget allows.
        PayloadCycleError: References run in a circle.
    """
    budget = budget or Budget()
    linker = Linker(source, budget)
    first = _first_rows(rows_of(data, source=source, budget=budget), linker, source)
    linker.link(_parsed(first, linker, source, budget))
    check_extent(linker.parts, budget, source)
    if "0" not in linker.values:
        raise PayloadError(
            Place(source, row="0"), "there is no root row", remedy="Give the whole payload, from its first byte"
        )
    root = linker.values["0"]
    build = root.get("b") if isinstance(root, dict) else None
    return Payload(
        root=root,
        rows=MappingProxyType({name: linker.values[name] for name, row in first.items() if row.tag in ("", "T")}),
        problems=tuple(sorted(linker.problems, key=lambda each: (str(each.place), each.code, each.message))),
        build=build if isinstance(build, str) else None,
    )


def walk(value: Value) -> Iterator[tuple[str, Value]]:
    """Yield a value and all values in it with their paths, each before what it holds, in document order.

    What is shared is met at every place it stands. The path of a property of an element is that of a property of an
    object: ``children[2].href``.

    >>> [path for path, _ in walk({"pot": [1, 2]})]
    ['', 'pot', 'pot[0]', 'pot[1]']
    """
    stack: list[tuple[str, Value]] = [("", value)]
    while stack:
        path, here = stack.pop()
        yield path, here
        if isinstance(here, Element):
            here = here.props
        elif isinstance(here, Collection):
            here = here.items
        if isinstance(here, dict):
            start = f"{path}." if path else ""
            stack += [(start + name, held) for name, held in reversed(here.items())]
        elif isinstance(here, list):
            inside = [(f"{path}[{index}]", held) for index, held in enumerate(here)]
            inside.reverse()
            stack += inside


def _first_rows(rows: Sequence[Row], linker: Linker, source: str) -> dict[str, Row]:
    """Return the first row of each id that can be referred to; the browser ignores later ones, we tell of them."""
    first: dict[str, Row] = {}
    for row in rows:
        if row.tag[:1] in _ABOUT_OTHERS:
            continue
        if not row.id:
            place = Place(source, row="", offset=row.offset)
            message = "the row has no id, so the row before it is damaged or its length is wrong"
            raise PayloadError(place, message, remedy=_DAMAGED)
        earlier = first.setdefault(row.id.lstrip("0") or "0", row)
        same = earlier.tag == row.tag and earlier.body == row.body
        if not same and earlier.tag not in _STREAMS:
            linker.problem("duplicate-row", row.id, "an earlier row has this id and says otherwise", offset=row.offset)
    return first


def _parsed(rows: Mapping[str, Row], linker: Linker, source: str, budget: Budget) -> dict[str, Any]:
    """Return the JSON rows, parsed; what the others stand for goes to the linker as it is."""
    parsed: dict[str, Any] = {}
    for name, row in rows.items():
        if not row.tag:
            parsed[name] = _json(row, linker, source, budget)
        elif row.tag == "T":
            linker.values[name] = _text(row, source)
        elif row.tag == "I":
            linker.values[name] = _module(row, name, linker, source, budget)
        else:
            linker.values[name] = Opaque(row.tag, name, row.body.decode("utf-8", "replace"))
            if row.tag == "E":
                linker.problem("server-error", name, "the server failed to make this part", offset=row.offset)
    return parsed


def _module(row: Row, name: str, linker: Linker, source: str, budget: Budget) -> Value:
    """Return the component an ``I`` row names: its module, its scripts and its export."""
    match _json(row, linker, source, budget):
        case [str() | int() as module, _, str() as export, *_]:
            return ClientReference(str(module), export)
        case {"id": str() | int() as module, "name": str() as export}:
            return ClientReference(str(module), export)
    linker.problem("malformed-module", name, "the row names no module and export", offset=row.offset)
    return Opaque("I", name, row.body.decode("utf-8", "replace"))


def _json(row: Row, linker: Linker, source: str, budget: Budget) -> Any:  # noqa: ANN401
    """Parse a row, taking half a surrogate pair (text the site cut inside a character) as U+FFFD."""
    try:
        return orjson.loads(row.body)
    except orjson.JSONDecodeError:
        _text(row, source)
        if _is_deeper(row.body, budget.depth):
            raise PayloadLimitError(Place(source, row=row.id), "depth", budget.depth) from None
    try:
        value = orjson.loads(_ESCAPE.sub(_whole, row.body))
    except orjson.JSONDecodeError as error:
        offset = _body_offset(row) + len(row.body.decode()[: error.pos].encode())
        place = Place(source, row=row.id, offset=offset)
        raise PayloadError(place, f"the row is no JSON: {error.msg.split(':')[0]}", remedy=_DAMAGED) from None
    linker.problem("lone-surrogate", row.id, "a character is cut in half; it was replaced by U+FFFD")
    return value


def _text(row: Row, source: str) -> str:
    try:
        return row.body.decode()
    except UnicodeDecodeError as error:
        place = Place(source, row=row.id, offset=_body_offset(row) + error.start)
        raise PayloadError(place, "the row is not valid UTF-8", remedy=_DAMAGED) from None


def _body_offset(row: Row) -> int:
    length = f"{len(row.body):x}," if row.tag == "T" else ""
    return row.offset + len(row.id) + len(":") + len(row.tag) + len(length)


_ABOUT_OTHERS = ("H", "D", "W", "N", "C")  # hints, debug information, console, clock, ends of streams
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)"
)
_NESTING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[{]|[\]}]')


def _whole(escape: re.Match[bytes]) -> bytes:
    return b"\\ufffd" if escape[1] else escape[0]


def _is_deeper(body: bytes, most: int) -> bool:
    """Say whether the brackets of a JSON text go deeper than this; reads no further than it takes to know."""
    depth = 0
    for token in _NESTING.finditer(body):
        depth += {91: 1, 123: 1, 34: 0}.get(token[0][0], -1)
        if depth > most:
            return True
    return False
