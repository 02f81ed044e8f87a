"""Text as names are compared: without case, width and the ways to join words, and with the way back to the original.

A gap is a run of blanks, hyphens and underscores. Between two Latin words it becomes one blank; where a Latin word
meets Chinese or a mark of punctuation it is dropped, since people write ``KL 散度`` and ``KL散度`` alike. So is the
particle 的, which a Chinese name may have or not: ``数据质量``, ``数据的质量``. A line break is no gap: no name runs
over it.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

HAN = "\u2e80-\u2fff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters of the scripts that are written without blanks, as the inside of a regular expression class."""

CLOSED = "\0"
"""Stands for a character that is part of no name."""

_GAP = re.compile(r"[ \t\u200b_\-‐‑‒–的]+")
_IS_HAN = re.compile(f"[{HAN}]")


class _Folds(dict[int, str]):
    """What each character becomes: its letters without case and width, never nothing."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
        self[code] = plain = plain or CLOSED
        return plain


_FOLDS = _Folds()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.

    Attributes:
        text: What it became.
        places: For each character of that, the offset of the character of the original it came from.
    """

    text: str
    places: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a stretch stands in the original, or None where it begins or ends inside a character.

        >>> fold("低秩 LoRA").original(2, 6)
        (3, 7)
        """
        places = self.places
        if start and places[start - 1] == places[start]:
            return None
        if end < len(places) and places[end] == places[end - 1]:
            return None
        return places[start], places[end - 1] + 1


def fold(text: str) -> Folded:
    """Return a text as names are compared.

    >>> fold("ＫＬ－散度, Pre_Training").text
    'kl散度,pre training'
    """
    plain = text.translate(_FOLDS)
    places: Sequence[int] = range(len(text))
    if len(plain) != len(text):
        places = [at for at, character in enumerate(text) for _ in _FOLDS[ord(character)]]
    pieces: list[str] = []
    kept: list[int] = []
    last = 0
    for gap in _GAP.finditer(plain):
        start, end = gap.span()
        pieces.append(plain[last:start])
        kept.extend(places[last:start])
        if start and end < len(plain) and _is_kept(plain[start - 1], gap[0], plain[end]):
            pieces.append(" ")
            kept.append(places[start])
        last = end
    if not pieces:
        return Folded(plain, places)
    pieces.append(plain[last:])
    kept.extend(places[last:])
    return Folded("".join(pieces), kept)


def is_han(character: str) -> bool:
    """Tell whether a character belongs to a script written without blanks."""
    return _IS_HAN.match(character) is not None


def is_letter(character: str) -> bool:
    """Tell whether a character is a letter or digit of a script written with blanks, or a mark upon one."""
    if character.isascii():
        return character.isalnum()
    return (character.isalnum() and not is_han(character)) or unicodedata.combining(character) != 0


def _is_kept(before: str, gap: str, after: str) -> bool:
    if "的" in gap or not (before.isalnum() and after.isalnum()):
        return False
    return is_han(before) == is_han(after)
