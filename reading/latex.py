r"""Unicode text as LaTeX that prints it and does nothing else, safe inside a field of a BibTeX entry.

BibTeX counts braces whatever stands before them, so only pairs are written as ``\{`` and ``\}``. Macros are those
that LaTeX itself defines and that bibtexparser reads back. Text is one line: see ``reading.tex.folded``.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from reading.latex_letters import accented
from reading.romanise import HAN, romanised

_MACROS = {
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "\\": r"{\textbackslash}",
    "<": r"{\ensuremath{<}}",
    ">": r"{\ensuremath{>}}",
    "|": r"{\ensuremath{|}}",
}
_IN_NAMES = {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "<": r"\ensuremath{<}",
    ">": r"\ensuremath{>}",
    "|": r"\ensuremath{|}",
}
"""Macros of which biber leaves no brace when it looks for initials."""
_PAIRED = {"{": r"\{", "}": r"\}"}
_ALONE_IN_NAMES = {"{": r"\ensuremath{\lbrace}", "}": r"\ensuremath{\rbrace}"}
_ALONE = {"{": r"{\ensuremath{\lbrace}}", "}": r"{\ensuremath{\rbrace}}"}
_JOINED = frozenset(("--", "''", "``", ",,", "?`", "!`"))
"""Pairs that fonts turn into one other character."""
_CARE = re.compile(r"[&%$#_~^\\<>|{}]|--|''|``|,,|[?!]`")
# Biber takes a grave for an accent on what follows.
_BEFORE_BRACE = re.compile(r"`(?=\{|$|[^\x00-\x7f])")
# It takes two letters and a hyphen for a prefix, as in "al-", and away.
_AFTER_PREFIX = re.compile(r"(\b[^\W\d_]{2}-)\{\}")
_BARE_GROUP = re.compile(r"(?<![A-Za-z\\])\{\}")
_NOT_ASCII = re.compile(rf"({HAN}|[^\x00-\x7f])")


@lru_cache(maxsize=65536)
def latex(text: str, *, ascii_only: bool = False) -> str:
    r"""Return LaTeX that prints a text.

    >>> print(latex(r"R&D {50%} of_ } \input{x}"))
    R\&D \{50\%\} of\_ {\ensuremath{\rbrace}} {\textbackslash}input\{x\}
    >>> print(latex("Šrámek–Gödel 茶壶", ascii_only=True))
    {\v{S}}r{\'a}mek{\textendash}G{\"o}del Chahu
    """
    return latex_pieces((text,), ascii_only=ascii_only)[0]


def latex_pieces(texts: tuple[str, ...], *, ascii_only: bool = False) -> list[str]:
    r"""Return LaTeX for each of the pieces that make up one text; braces may pair across pieces.

    >>> print(*latex_pieces(("{", "LoRA", "}")))
    \{ LoRA \}
    """
    whole = "".join(texts)
    if not _CARE.search(whole):
        return [_in_ascii(text) for text in texts] if ascii_only else list(texts)
    paired = _paired_braces(whole)
    pieces, offset = [], 0
    for text in texts:
        piece = _escaped(text, offset, paired)
        pieces.append(_in_ascii(piece) if ascii_only else piece)
        offset += len(text)
    return pieces


def latex_name(text: str, *, ascii_only: bool = False) -> str:
    r"""Return LaTeX that prints a name, and of which biber can take initials without cutting a pair of braces.

    >>> print(latex_name("^_} Pot"))
    \textasciicircum{}\_\ensuremath{\rbrace} Pot
    """
    if _CARE.search(text):
        text = _escaped(text, 0, _paired_braces(text), _MACROS | _IN_NAMES, _ALONE_IN_NAMES)
        text = _AFTER_PREFIX.sub(r"\1\\relax{}", text)
    text = _BEFORE_BRACE.sub(r"`\\/", text)
    return _BARE_GROUP.sub(r"\\relax{}", _in_ascii(text).replace(r"{\ldots}", r"\ldots{}")) if ascii_only else text


def unwritable(text: str) -> str:
    """Return the characters of a text that have no macro, so that an ASCII file can only approach them.

    >>> unwritable("Gödel 茶 ☕")
    '茶☕'
    """
    return "".join(dict.fromkeys(char for char in text if not char.isascii() and accented(char) is None))


def _paired_braces(text: str) -> frozenset[int]:
    """Return where the braces stand that belong to a pair."""
    waiting: list[int] = []
    paired: list[int] = []
    for place, char in enumerate(text):
        if char == "{":
            waiting.append(place)
        elif char == "}" and waiting:
            paired += (waiting.pop(), place)
    return frozenset(paired)


def _escaped(
    text: str,
    offset: int,
    paired: frozenset[int],
    macros: Mapping[str, str] = _MACROS,
    alone: Mapping[str, str] = _ALONE,
) -> str:
    written = []
    before = ""
    for place, char in enumerate(text, offset):
        if before + char in _JOINED:
            written.append("{}")
        if char in _PAIRED:
            written.append((_PAIRED if place in paired else alone)[char])
        else:
            written.append(macros.get(char, char))
        before = char
    return "".join(written)


def _in_ascii(text: str) -> str:
    return text if text.isascii() else "".join(map(_ascii_run, _NOT_ASCII.split(text)))


def _ascii_run(run: str) -> str:
    if run.isascii():
        return run
    if macro := accented(run) if len(run) == 1 else None:
        return macro
    if (plain := romanised(run)) or unicodedata.combining(run[0]):
        return latex(plain) if plain.isalnum() else f"{{{latex(plain)}}}"
    return "".join(f"[U+{ord(char):04X}]" for char in run)
