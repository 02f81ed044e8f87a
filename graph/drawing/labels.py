"""Labels: how wide a text is drawn, and where it breaks into lines."""

import re
import unicodedata
from collections.abc import Sequence

_WIDE = "WF"
_NO_START = "、。，．：；！？）】》”’…%·"
_PIECES = re.compile(r"\s+|[^\s\u2e80-\uffef]+?(?:[-‐–/](?=\w)|(?=\s|[\u2e80-\uffef]|$))|[\u2e80-\uffef]")


def cells(text: str) -> int:
    r"""Return the width of a text in halves of a Chinese character.

    >>> cells("DPO"), cells("直接偏好"), cells("e\u0301")
    (3, 8, 1)
    """
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cc", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def shortened(text: str, most: int) -> str:
    """Return a text in at most so many cells, with dots where something is left out.

    >>> shortened("Generalized", 8), shortened("直接偏好优化", 8)
    ('General…', '直接偏…')
    """
    if cells(text) <= most:
        return text
    kept, left = "", most - 1
    for character in text:
        left -= _width(character)
        if left < 0:
            break
        kept += character
    return kept.rstrip() + "…"


def lines_of(text: str, most: int, lines: int = 2) -> tuple[str, ...]:
    """Break a text into lines of at most so many cells and much the same length.

    What does not fit is left out, and dots say so.

    >>> lines_of("KL-constrained reward maximization", 22)
    ('KL-constrained', 'reward maximization')
    >>> lines_of("代入 Bradley-Terry 模型", 18)
    ('代入 Bradley-', 'Terry 模型')
    """
    pieces = _pieces(" ".join(text.split()))
    widest = _broken(pieces, most, lines)
    if any(cells(line) > most for line in widest):
        return tuple(shortened(line, most) for line in widest)
    for narrower in range(most // 2, most):
        broken = _broken(pieces, narrower, lines)
        if len(broken) == len(widest) and all(cells(line) <= narrower for line in broken):
            return broken
    return widest


def _broken(pieces: Sequence[str], most: int, lines: int) -> tuple[str, ...]:
    done: list[str] = []
    line = ""
    for piece in pieces:
        if len(done) + 1 == lines or cells(line + piece.rstrip()) <= most or not line:
            line += piece
        else:
            done.append(line.rstrip())
            line = piece
    done.append(line.rstrip())
    return tuple(each for each in done if each)


def _pieces(text: str) -> list[str]:
    """Split a text where a line may break; closing marks stay with what they close."""
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        if pieces and (piece[0] in _NO_START or piece.isspace()):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces
