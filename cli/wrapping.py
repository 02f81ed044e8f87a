"""Wrapping text that mixes Chinese and Latin words: a line may end after any Chinese character, or at a blank."""

import re

from rich.cells import cell_len

_PIECE = re.compile(r"[⺀-鿿豈-﫿︰-﹏＀-￯][、。，．：；？！）》」』”’％%)\]]*|\s+|[^\s⺀-鿿豈-﫿︰-﹏＀-￯]+")


def wrapped(text: str, width: int) -> str:
    """Return a text in lines of at most so many columns; a single word that is longer is cut.

    >>> print(wrapped("先要知道 GRPO 怎样工作。", 10))
    先要知道
    GRPO 怎样
    工作。
    """
    return "\n".join(line for paragraph in text.split("\n") for line in _lines(paragraph, max(width, 4)))


def _lines(paragraph: str, width: int) -> list[str]:
    lines = [""]
    for piece in _PIECE.findall(paragraph):
        if piece.isspace():
            lines[-1] += " " if lines[-1] else ""
            continue
        if cell_len(lines[-1]) + cell_len(piece) > width and lines[-1]:
            lines.append("")
        rest = piece
        while cell_len(rest) > width:
            head = next(rest[:end] for end in range(len(rest), 0, -1) if cell_len(rest[:end]) <= width)
            lines[-1] = head
            lines.append("")
            rest = rest[len(head) :]
        lines[-1] += rest
    return [line.rstrip() for line in lines]
