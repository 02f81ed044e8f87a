"""What the names and expressions of a page's code stand for, as far as that can be read without running it."""

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ingest.labs.arithmetic import numbers_in, results_of

_LONGEST = 400
_LONGEST_TEXT = 2_000
_MOST_ROWS = 200
_ALWAYS_IMPORTED = frozenset({"torch"})


@dataclass(frozen=True, slots=True)
class Known:
    """What a name stands for.

    Attributes:
        value: The value, as written; a string without its quotes.
        is_text: Whether it is a string.
        swept: Whether it takes one of several values in turn.
    """

    value: str
    is_text: bool = False
    swept: bool = False


Row = tuple[Known | None, ...]
"""What can be read of one member of a list: of a tuple, its members."""


@dataclass(slots=True)
class Names:
    """What the names of a page's code stand for, block after block.

    Attributes:
        known: The values that can be read.
        lists: Of lists, their members as far as they can be read.
        imported: Names of modules and of what comes from them.
        defined: Names of functions that the page defines.
    """

    known: dict[str, Known] = field(default_factory=dict)
    lists: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    imported: set[str] = field(default_factory=lambda: set(_ALWAYS_IMPORTED))
    defined: set[str] = field(default_factory=set)

    def inner(self, more: Mapping[str, Known | None]) -> "Names":
        """Return the names inside a function or loop, where some are bound anew; None hides a name."""
        known = {name: value for name, value in self.known.items() if name not in more}
        known |= {name: value for name, value in more.items() if value is not None}
        lists = {name: rows for name, rows in self.lists.items() if name not in more}
        return Names(known, lists, self.imported, self.defined)

    def bind(self, name: str, value: Known | None, rows: tuple[Row, ...]) -> None:
        """Let a name stand for a value from here on."""
        self.known.pop(name, None)
        self.lists.pop(name, None)
        if value is not None:
            self.known[name] = value
        if rows:
            self.lists[name] = rows


class Source:
    """The text that a tree was read from, to say how its expressions are written.

    Args:
        text: The text.
        first: The line that its first line is in the tree.
    """

    def __init__(self, text: str, first: int = 1) -> None:
        self._text = text
        self._first = first

    def value(self, node: ast.expr, names: Names) -> Known | None:
        """Return what an expression stands for, or None where it cannot be read."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            one_line = node.value.strip()
            is_line = 0 < len(one_line) <= _LONGEST_TEXT and "\n" not in one_line
            return Known(one_line, is_text=True) if is_line else None
        if isinstance(node, ast.Name):
            return names.known.get(node.id)
        if isinstance(node, ast.Attribute):
            root: ast.expr = node
            while isinstance(root, ast.Attribute):
                root = root.value
            is_constant = isinstance(root, ast.Name) and root.id in names.imported and root.id not in names.known
            return self.written(node) if is_constant else None
        if _is_literal(node):
            return self.written(node)
        return _computed(node, names) if isinstance(node, ast.BinOp | ast.UnaryOp) else None

    def rows(self, node: ast.expr, names: Names) -> tuple[Row, ...]:
        """Return what can be read of the members of a list, or of the pairs of a dictionary; of a long one, nothing."""
        if isinstance(node, ast.Name):
            return names.lists.get(node.id, ())
        if isinstance(node, ast.Dict):
            members: Sequence[Sequence[ast.expr | None]] = list(zip(node.keys, node.values, strict=True))
        elif isinstance(node, ast.List | ast.Tuple | ast.Set):
            members = [one.elts if isinstance(one, ast.Tuple | ast.List) else [one] for one in node.elts]
        else:
            return ()
        if not 0 < len(members) <= _MOST_ROWS or any(len(one) > _MOST_ROWS for one in members):
            return ()
        return tuple(tuple(self.value(each, names) if each else None for each in one) for one in members)

    def written(self, node: ast.expr) -> Known | None:
        """Return how an expression is written, on one line."""
        segment = " ".join(self._segment(node).split())
        segment = re.sub(r"(?<=[(\[{]) | (?=[)\]}])|,(?= ?[)\]}]$)", "", segment)
        return Known(segment) if 0 < len(segment) <= _LONGEST and "#" not in segment else None

    def _segment(self, node: ast.expr) -> str:
        first, last = node.lineno - self._first, (node.end_lineno or node.lineno) - self._first
        # A long value is given up anyway, and looking at its first lines is enough to know.
        lines = self._lines[first : min(last, first + _LONGEST) + 1]
        if not lines or node.end_col_offset is None:
            return ""
        if last - first < len(lines):
            lines[-1] = lines[-1][: node.end_col_offset]
        lines[0] = lines[0][node.col_offset :]
        return b"\n".join(lines).decode(errors="replace")

    @cached_property
    def _lines(self) -> list[bytes]:
        return [line.encode(errors="replace") for line in self._text.split("\n")]


def in_turn(values: Sequence[Known | None]) -> Known | None:
    """Return what a name stands for that takes some values in turn, or None where one cannot be read."""
    known = [one.value for one in values if one is not None]
    joined = ", ".join(known)
    return Known(joined, swept=True) if known and len(known) == len(values) and len(joined) <= _LONGEST else None


def _computed(node: ast.expr, names: Names) -> Known | None:
    """Return what arithmetic comes to where names stand for numbers: for a name that varies, each result in turn."""
    used = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    known = {name: names.known[name] for name in used if name in names.known}
    results = results_of(node, {name: numbers_in(one.value) for name, one in known.items() if not one.is_text})
    swept = any(one.swept for one in known.values())
    return Known(", ".join(str(one) for one in results), swept=swept) if results else None


def _is_literal(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp | ast.BinOp):
        return all(
            isinstance(each, ast.UnaryOp | ast.BinOp | ast.operator | ast.unaryop)
            or (isinstance(each, ast.Constant) and isinstance(each.value, int | float))
            for each in ast.walk(node)
        )
    try:
        return ast.literal_eval(node) is not ...
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
