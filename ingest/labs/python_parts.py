"""The parts of a block of Python that can be parsed: all of it, or else statement by statement."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

_SHELL = re.compile(r"^\s*[!%]")
_GOES_ON = re.compile(r"^(?:[)\]}]|(?:elif|else|except|finally)\b)")
_MOST_JOINED = 8
_LONGEST_JOINED = 10_000
_MOST_TRIES = 200


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of a block.

    Attributes:
        text: The lines.
        first: Number of the first of them in the block, from 1.
        tree: What they say, with the lines of the block; None where they are no Python.
    """

    text: str
    first: int
    tree: ast.Module | None


def parsed(text: str) -> ast.Module | None:
    """Return a block's tree, without the lines meant for a shell, or None where it is no Python."""
    lines = ["" if _SHELL.match(line) else line for line in text.split("\n")]
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def parts_of(text: str) -> Iterator[Part]:
    r"""Yield a block whole where it is Python, or else its outermost statements, each by itself.

    >>> [(part.first, part.tree is not None) for part in parts_of("cups = 4\nbrew the tea\npour(cups)")]
    [(1, True), (2, False), (3, True)]
    """
    tree = parsed(text)
    if tree is not None:
        yield Part(text, 1, tree)
        return
    lines = text.split("\n")
    starts = [at for at, line in enumerate(lines) if line and not line[0].isspace() and line[0] != "#"]
    starts = [0, *starts] if not starts or starts[0] else starts
    ends = [*starts[1:], len(lines)]
    at, tries = 0, _MOST_TRIES
    while at < len(starts):
        lengths = _lengths(lines, starts, at)
        # What cannot be read keeps what goes on with it: the rest of a call is worth nothing without its beginning.
        length, tree, source = lengths[0], None, "\n".join(lines[starts[at] : ends[at + lengths[0] - 1]])
        for taken in lengths:
            joined = "\n".join(lines[starts[at] : ends[at + taken - 1]])
            if taken > 1 and (tries <= 0 or len(joined) > _LONGEST_JOINED):
                continue
            tries -= taken > 1
            if (read := parsed(joined)) is not None:
                length, tree, source = taken, lowered(read, starts[at]), joined
                break
        yield Part(source, starts[at] + 1, tree)
        at += length


def _lengths(lines: list[str], starts: list[int], at: int) -> list[int]:
    """Return how many pieces a statement may have, the likeliest first: those that go on with it belong to it."""
    most = min(_MOST_JOINED, len(starts) - at)
    going_on = next((n for n in range(1, most) if not _GOES_ON.match(lines[starts[at + n]])), most)
    return [*range(going_on, 0, -1), *range(going_on + 1, most + 1)]


def lowered(tree: ast.Module, lines: int) -> ast.Module:
    """Return a tree as if some lines stood above it."""
    if lines:
        for node in ast.walk(tree):
            if isinstance(node, ast.expr | ast.stmt | ast.keyword | ast.arg | ast.alias | ast.ExceptHandler):
                node.lineno += lines
                node.end_lineno = (node.end_lineno or 0) + lines
    return tree


def closings_of(text: str) -> dict[int, int]:
    """Return where each bracket that is opened is closed.

    >>> closings_of("brew(water=(1, 2), pot=')')")
    {11: 16, 4: 26}
    """
    found: dict[int, int] = {}
    opened: list[int] = []
    quote, at = "", 0
    while at < len(text):
        char = text[at]
        if quote:
            at += char == "\\"
            quote = "" if char == quote or char == "\n" else quote
        elif char in "'\"":
            quote = char
        elif char == "#":
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
        elif char in "([{":
            opened.append(at)
        elif char in ")]}" and opened:
            found[opened.pop()] = at
        at += 1
    return found
