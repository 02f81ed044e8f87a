"""The references of a flight payload, linked in place.

Parsed rows are turned into values level by level, so that no nesting exhausts the interpreter. A reference to a
row becomes the row's own object. Two kinds have to wait until all rows are linked: references with a path, and rows
that are nothing but a reference. While linking, each row's size and links are noted for
:mod:`ingest.flight.budget`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ingest.flight.budget import Budget, Part
from ingest.flight.paths import MISSING, Pending, settle
from ingest.flight.values import (
    COLLECTIONS,
    UNDEFINED,
    ClientReference,
    Collection,
    Element,
    Opaque,
    Symbol,
    reference_of,
    scalar_of,
)
from schema.errors import PayloadLimitError, Place

PROBLEMS_KEPT = 1_000
_CONTAINERS = (list, dict, Element)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something odd in a payload that does not keep it from being read.

    Attributes:
        code: ``dangling-reference``, ``duplicate-row``, ``server-error`` …
        place: Where it is.
        message: What it is.
    """

    code: str
    place: Place
    message: str


class Linker:
    """Turns parsed rows into values that refer to each other as the payload says.

    Attributes:
        values: What each row stands for; filled before :meth:`link` with parsed JSON and finished values.
        parts: The size and links of everything that is referred to.
        problems: What was odd.
    """

    def __init__(self, source: str, budget: Budget) -> None:
        self.values: dict[str, Any] = {}
        self.parts: dict[int, Part] = {}
        self.problems: list[Problem] = []
        self._source = source
        self._budget = budget
        self._nodes = 0  # written out in all rows
        self._types: dict[str, tuple[str, Any]] = {}
        self._pending: dict[str, Pending] = {}
        self._late: list[tuple[Any, Any, Any, Part, int]] = []
        self._late_types: list[tuple[Element, Pending]] = []
        self._rows_known = False

    def problem(self, code: str, row: str, message: str, *, offset: int | None = None) -> None:
        """Note something odd, unless a thousand things were."""
        if len(self.problems) < PROBLEMS_KEPT:
            self.problems.append(Problem(code, Place(self._source, row=row, offset=offset), message))

    def link(self, parsed: Mapping[str, Any]) -> None:
        """Turn parsed JSON rows into values.

        Raises:
            PayloadCycleError: References lead to nothing but each other.
            PayloadLimitError: What is written out is too deep or too much already.
        """
        elements = {}
        for row, raw in parsed.items():
            if raw.__class__ is str and raw[:1] == "$":
                self.values[row] = self._string(raw, row)
            elif raw.__class__ is list and _is_element(raw):
                elements[row] = raw
            else:
                self.values[row] = raw
        self._rows_known = True
        inside: dict[str, tuple[Part, list[Any]]] = {}
        for row in parsed:
            part = Part(row)
            if row in elements:
                self.values[row] = element = self._element(elements[row], row, part, 0)
                inside[row] = part, [element.props] if element.props.__class__ is dict else []
            elif self.values[row].__class__ in (list, dict):
                inside[row] = part, [self.values[row]]
            else:
                continue
            self.parts[id(self.values[row])] = part
        for part, level in inside.values():
            self._link_row(level, part)
        self._settle_all()

    def _link_row(self, level: list[Any], part: Part) -> None:
        """Link what a row holds, one level after the other."""
        depth, nodes, row = 0, 1, part.row
        while level:
            depth += 1
            inner: list[Any] = []
            self._nodes += sum(map(len, level))
            self._check(row, depth)
            for holder in level:
                nodes += len(holder)
                for key, value in holder.items() if holder.__class__ is dict else enumerate(holder):
                    kind = value.__class__
                    if kind is str:
                        if value[:1] == "$":
                            self._place(holder, key, value, part, depth)
                    elif kind is dict:
                        inner.append(value)
                    elif kind is list:
                        if value and value[0] == "$" and _is_element(value):
                            holder[key] = element = self._element(value, row, part, depth)
                            if element.props.__class__ is dict:
                                inner.append(element.props)
                        else:
                            inner.append(value)
            level = inner
        part.nodes, part.levels = nodes, max(depth, 1)

    def _check(self, row: str, depth: int) -> None:
        """Refuse at once what could only be refused later."""
        place = Place(self._source, row=row)
        if self._nodes > self._budget.expanded_nodes:
            raise PayloadLimitError(place, "expanded_nodes", self._budget.expanded_nodes)
        if depth > self._budget.depth:
            raise PayloadLimitError(place, "depth", self._budget.depth)

    def _place(self, holder: Any, key: Any, text: str, part: Part, depth: int) -> None:  # noqa: ANN401
        """Put what a string beginning with ``$`` stands for in its place."""
        if text == "$undefined":
            holder[key] = UNDEFINED
            return
        value = self.values.get(text[2:], MISSING) if text[1:2] == "L" else MISSING
        if value is MISSING:
            value = self._string(text, part.row)
        holder[key] = value
        if value.__class__ is Pending:
            self._late.append((holder, key, value, part, depth))
        elif value.__class__ in _CONTAINERS:
            part.links.append((depth, id(value)))

    def _string(self, text: str, row: str, *, wait: bool = False) -> Any:  # noqa: ANN401
        """Return what a string beginning with ``$`` stands for, or what waits for it."""
        try:
            value = scalar_of(text, row)
        except (ValueError, OverflowError):
            self.problem("unreadable-value", row, f"{text[:80]!r} is no date or number")
            return Opaque(text[:2], row, text[2:])
        if value is not None:
            if text == "$":
                self.problem("malformed-element", row, "an element without type or properties")
            return value
        waiting = self._pending.get(text)
        if waiting is not None:
            return waiting
        reference = reference_of(text)
        if reference is None:
            self.problem("unknown-reference", row, f"{text[:80]!r} refers to nothing known")
            return Opaque("$", row, text[1:])
        if self._rows_known and not wait and not reference.path and reference.kind not in COLLECTIONS:
            value = self.values.get(reference.row, MISSING)
            if value is not MISSING:
                return value
        waiting = self._pending[text] = Pending(text, reference, row)
        return waiting

    def _element(self, raw: list[Any], row: str, part: Part, depth: int) -> Element:
        """Return the element a tuple describes; its type or properties may still have to come."""
        kind, key, props = raw[1:4]
        name = self._types.get(kind)
        if name is None:
            name = self._types[kind] = self._type(kind, row)
        if key is not None:
            key = key[key[:2] == "$$" :] if key.__class__ is str else str(key)
        if props.__class__ is str and props[:1] == "$":
            props = self._string(props, row, wait=True)  # what it leads to is linked where it stands
        element = Element(*name, key, props, row)
        if name[1].__class__ is Pending:
            self._late_types.append((element, name[1]))
        if props.__class__ is not dict:
            self._late.append((element, "props", props, part, depth))
        return element

    def _type(self, kind: str, row: str) -> tuple[str, Any]:
        """Return an element's type, and whether it is a component or has to wait."""
        if kind[:1] != "$":
            return kind, False
        value = self._string(kind, row)
        return (kind, value) if value.__class__ is Pending else self._type_from(value, row)

    def _type_from(self, value: Any, row: str) -> tuple[str, bool]:  # noqa: ANN401
        if value.__class__ is ClientReference:
            return value.name, True
        if value.__class__ is Symbol:
            return value.name, False
        if value.__class__ is str:
            return value, False
        if value.__class__ is not Opaque:  # told already where it was met
            self.problem("malformed-element", row, "an element's type is neither a tag nor a component")
        return "", True

    def _settle_all(self) -> None:
        """Follow what had to wait, put it in place, and measure what it leads to."""
        for waiting in self._pending.values():
            settle(waiting, self.values, self._source)
            if waiting.trouble:
                self.problem("dangling-reference", waiting.row, f"{waiting.text[:80]!r} {waiting.trouble}")
        for row, value in self.values.items():
            self.values[row] = _settled(value)
        for element, waiting in self._late_types:
            kind, component = self._type_from(waiting.value, element.row)
            object.__setattr__(element, "type", kind)
            object.__setattr__(element, "component", component)
        inner = [target for entry in self._late if (target := self._put(*entry)) is not None]
        for target in inner:
            self._measure(target)

    def _put(self, holder: Any, key: Any, value: Any, part: Part, depth: int) -> Any:  # noqa: ANN401
        """Put a settled value where it belongs; return it if it is a part not known before."""
        row = value.reference.row if value.__class__ is Pending else part.row
        value = _settled(value)
        if holder.__class__ is Element:
            if value.__class__ is not dict:
                self.problem("malformed-element", part.row, "an element's properties are no object")
                value = {}
            object.__setattr__(holder, key, value)
        else:
            holder[key] = value
        target = value.items if value.__class__ is Collection else value
        if target.__class__ not in _CONTAINERS:
            return None
        part.links.append((depth, id(target)))
        if id(target) in self.parts:
            return None
        self.parts[id(target)] = Part(row)
        return target

    def _measure(self, start: Any) -> None:  # noqa: ANN401
        """Measure a part inside a row, up to where other parts begin."""
        part = self.parts[id(start)]
        depth, nodes = 0, 1
        level = [start.props if start.__class__ is Element else start]
        while level:
            depth += 1
            inner: list[Any] = []
            for holder in level:
                nodes += len(holder)
                for value in holder.values() if holder.__class__ is dict else holder:
                    if value.__class__ is Collection:
                        value = value.items
                    if value.__class__ not in _CONTAINERS:
                        continue
                    props = value.props if value.__class__ is Element else value
                    if id(value) in self.parts or id(props) in self.parts:
                        part.links.append((depth, id(value) if id(value) in self.parts else id(props)))
                    else:
                        inner.append(props)
            level = inner
        part.nodes, part.levels = nodes, depth


def _is_element(raw: list[Any]) -> bool:
    return len(raw) > 3 and raw[0] == "$" and raw[1].__class__ is str


def _settled(value: Any) -> Any:  # noqa: ANN401
    return value.value if value.__class__ is Pending else value
