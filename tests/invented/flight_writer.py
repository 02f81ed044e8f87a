"""Writes React flight payloads, so that tests need no real one.

The values are JSON; a :class:`Ref` is a string with a meaning, every other string is text and escaped as React does.
"""

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

Node = Any


class Ref(str):
    """A string that stands for something else, such as ``$L1f``; it is written as it is."""

    __slots__ = ()


UNDEFINED = Ref("$undefined")


def element(kind: str, key: str | None = None, /, **props: Node) -> list[Node]:
    """Return an element; ``_`` in names of properties is written ``-``, and a trailing one is left out."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in props.items()}
    return [Ref("$"), kind, key, named]


@dataclass
class Flight:
    """A payload being written.

    Attributes:
        next_id: The number of the next row.
    """

    next_id: int = 1
    _rows: list[bytes] = field(default_factory=list)
    _clients: dict[tuple[str, str], Ref] = field(default_factory=dict)

    def _id(self) -> str:
        self.next_id += 1
        return f"{self.next_id - 1:x}"

    def _add(self, value: Node, tag: str = "") -> str:
        name = self._id()
        self._rows.append(f"{name}:{tag}{dumped(value)}\n".encode())
        return name

    def root(self, value: Node) -> None:
        """Write row 0."""
        self._rows.append(f"0:{dumped(value)}\n".encode())

    def row(self, value: Node, *path: str) -> Ref:
        """Write a value to a row of its own; return a reference to it, or to something inside it."""
        return Ref(":".join(["$" + self._add(value), *path]))

    def lazy(self, value: Node) -> Ref:
        """Write a value to a row of its own, as React does with what comes later."""
        return Ref(f"$L{self._add(value)}")

    def promise(self, value: Node) -> Ref:
        """Write what a promise was kept with."""
        return Ref(f"$@{self._add(value)}")

    def set_of(self, values: list[Node]) -> Ref:
        """Write a JavaScript set."""
        return Ref(f"$W{self._add(values)}")

    def text_row(self, text: str) -> Ref:
        """Write a long text: its bytes are counted, and nothing is escaped."""
        name, body = self._id(), text.encode()
        self._rows.append(f"{name}:T{len(body):x},".encode() + body)
        return Ref(f"${name}")

    def symbol(self, name: str) -> Ref:
        """Write a symbol."""
        return self.row(Ref(f"$S{name}"))

    def client(self, name: str, *, module: str = "") -> Ref:
        """Return a reference to a component in the browser; its row is written once."""
        known = (module, name)
        if known not in self._clients:
            number = 10_000 + len(self._clients) * 37
            chunks = ["412", f"static/chunks/{module or 'leaf'}-0c0ffee.js"]
            self._clients[known] = Ref(f"$L{self._add([number, chunks, name], 'I')}")
        return self._clients[known]

    def hint(self, code: str, value: Node) -> None:
        """Write a hint, which has no id."""
        self._rows.append(f":H{code}{dumped(value)}\n".encode())

    def raw(self, tag: str, body: str, *, named: bool = True) -> Ref:
        """Write a row of any tag: errors, debug information, tags nobody knows."""
        name = self._id() if named else ""
        self._rows.append(f"{name}:{tag}{body}\n".encode())
        return Ref(f"$L{name}")

    def rows(self, order: str | int = "natural") -> list[bytes]:
        """Return the rows as they were written, ``reversed``, or shuffled by a seed."""
        if order == "natural":
            return list(self._rows)
        if order == "reversed":
            return self._rows[::-1]
        rows = list(self._rows)
        Random(order).shuffle(rows)
        return rows

    def to_bytes(self, order: str | int = "natural") -> bytes:
        """Return the payload."""
        return b"".join(self.rows(order))


def dumped(value: Node) -> str:
    """Return a value as JSON, with text that begins like a reference escaped."""
    return json.dumps(_escaped(value), ensure_ascii=False, separators=(",", ":"))


def _escaped(value: Node) -> Node:
    if isinstance(value, Ref):
        return str(value)
    if isinstance(value, str):
        return f"${value}" if value.startswith("$") else value
    if isinstance(value, list | tuple):
        return [_escaped(each) for each in value]
    if isinstance(value, dict):
        return {name: _escaped(each) for name, each in value.items()}
    return value


def html_of(payload: bytes, *, seed: int, article: str = "", head: str = "") -> bytes:
    """Return a page that hands its payload to the browser in pieces, cut anywhere, also inside a row."""
    text, random = payload.decode(), Random(seed)
    cuts = sorted(random.choices(range(len(text) + 1), k=9)) if text else []
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    pushes = "".join(f"<script>self.__next_f.push([1,{_script_string(piece)}])</script>" for piece in pieces if piece)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charSet="utf-8"/>{head}</head><body>{article}'
        "<script>(self.__next_f=self.__next_f||[]).push([0])</script>"
        f"{pushes}</body></html>"
    ).encode()


def _script_string(text: str) -> str:
    """Return JSON that cannot end the script tag it stands in."""
    written = json.dumps(text, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return written
