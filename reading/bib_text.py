r"""What a value of a BibTeX field says: Unicode text from LaTeX, and where each letter of it stands.

The inverse of ``reading.latex``. Macros that are not known stay as they are, so that nothing is lost; formulas stay
between dollars. Time is linear in the length, whatever is nested in what.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reading.latex_letters import CHARACTERS, MARKS
from reading.tex import folded

_MACROS = CHARACTERS | {
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textunderscore": "_",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textquotedbl": '"',
    "lbrace": "{",
    "rbrace": "}",
    "dots": "…",
    "S": "§",
    "P": "¶",
    "copyright": "©",
    "pounds": "£",
    "slash": "/",
    "quad": " ",
    "qquad": " ",
}
# What only changes the look of its argument.
_LOOKS = frozenset(
    str.split(
        "ensuremath emph textbf textit textsc texttt textrm textsf textsl textup textmd textnormal mbox hbox text url "
        "path nolinkurl protect relax bf it em tt sc rm sf sl bfseries itshape scshape ttfamily"
    )
)
_PLAIN = frozenset("&%$#_{}")
_SPACES = {" ": " ", "\n": " ", "\t": " ", "\\": " ", ",": " ", ";": " ", ":": " ", "-": "", "/": "", "@": "", "!": ""}
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "?`": "¿", "!`": "¡", ",,": "„"}
_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?\s*|.|$)|---?|``|''|[?!]`|,,|[{}$~]|\s+|.", re.DOTALL)
_SIMPLE = re.compile(r"[^\\{}$~`'\-?!,]*")


@dataclass(frozen=True, slots=True)
class Letter:
    """A character of a text.

    Attributes:
        char: What is read; nothing or several characters for some macros.
        start: Where it begins in the LaTeX.
        end: Where it ends.
        depth: How many groups it stands in.
        formula: Whether it belongs to a formula.
    """

    char: str
    start: int
    end: int
    depth: int
    formula: bool = False


@lru_cache(maxsize=16384)
def text_of(raw: str) -> str:
    r"""Return the text that a value stands for, on one line.

    >>> text_of(r"{LoRA}: {\v{S}}r{\'a}mek \& {\O}re --- ``$\mu$'' in {\ensuremath{<}}5\%")
    'LoRA: Šrámek & Øre — “$\\mu$” in <5%'
    """
    if _SIMPLE.fullmatch(raw):
        return folded(raw)
    return folded("".join(letter.char for letter in letters_of(raw)))


def letters_of(raw: str) -> Iterator[Letter]:
    """Yield the letters of a value, in order."""
    return _Letters(raw).read()


class _Letters:
    """Reads a value once, from its beginning to its end."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._depth = 0
        # Accents that wait for their letter, with where they begin.
        self._accents: list[tuple[str, int]] = []
        self._formulas_to_come = True

    def read(self) -> Iterator[Letter]:
        place = 0
        while place < len(self._raw):
            found = _TOKEN.match(self._raw, place)
            assert found
            token = found[0]
            if token == "$" and (end := self._end_of_formula(place)):
                yield from self._formula(place, end)
                place = end
                continue
            yield from self._token(token, place, found.end())
            place = found.end()
        yield from self._spare_accents(len(self._raw))

    def _token(self, token: str, start: int, end: int) -> Iterator[Letter]:
        if token == "{":
            self._depth += 1
        elif token == "}":
            yield from self._spare_accents(start)
            self._depth = max(0, self._depth - 1)
        elif token[0] == "\\" and len(token) > 1:
            yield from self._macro(token[1:], start, end)
        elif token == "~" or token.isspace():
            # A blank after an accent does not take it.
            if not self._accents:
                yield Letter(" ", start, end, self._depth)
        else:
            yield self._letter(_LIGATURES.get(token, token), start, end)

    def _macro(self, name: str, start: int, end: int) -> Iterator[Letter]:
        word = name.rstrip().rstrip("*") if name[0].isalpha() else name
        if word in MARKS:
            self._accents.append((word, start))
        elif word in _PLAIN:
            yield self._letter(word, start, end)
        elif word in _MACROS:
            yield self._letter(_MACROS[word], start, end)
        elif word in _SPACES:
            if _SPACES[word]:
                yield Letter(" ", start, end, self._depth)
        elif word not in _LOOKS:
            yield self._letter(f"\\{name}", start, end)

    def _letter(self, char: str, start: int, end: int) -> Letter:
        if self._accents:
            start = self._accents[0][1]
            # The accent nearest to the letter was read last.
            marks = "".join(MARKS[sign] for sign, _ in reversed(self._accents))
            char = unicodedata.normalize("NFC", {"ı": "i", "ȷ": "j"}.get(char, char)[:1] + marks) + char[1:]
            self._accents.clear()
        return Letter(char, start, end, self._depth)

    def _spare_accents(self, end: int) -> Iterator[Letter]:
        r"""Yield accents over nothing, as in ``\~{}``, as the signs they are."""
        for sign, start in self._accents:
            yield Letter(f"\\{sign}" if sign.isalpha() else sign, start, end, self._depth)
        self._accents.clear()

    def _end_of_formula(self, start: int) -> int | None:
        """Return the offset behind the dollar that closes a formula, or None where none does."""
        place = start + 1
        while self._formulas_to_come and (place := self._raw.find("$", place + 1)) > 0:
            if self._raw[place - 1] != "\\":
                return place + 1
        self._formulas_to_come = False
        return None

    def _formula(self, start: int, end: int) -> Iterator[Letter]:
        for place in range(start, end):
            yield Letter(self._raw[place], place, place + 1, self._depth, formula=True)
