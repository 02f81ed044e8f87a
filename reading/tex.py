r"""What a line of TeX-like text says: Unicode text, with formulas set apart.

Titles and names come from sources that write a little TeX (accents, quotes, formulas) and from sources that are not
to be trusted. What is no accent, quote, escaped character or harmless formula is taken as the characters it is.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from reading.tex_math import is_harmless

# Control characters that are no blanks, half surrogates, noncharacters, and what hides or reorders text.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef"
    "\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
_LETTERS = {
    "ss": "ß",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "i": "ı",
    "j": "ȷ",
}
_ACCENTED = (
    r"\\(?:(?P<sign>[\"'`^~=.])\s?(?:\{(?P<a>\\?[A-Za-z])\}|(?P<b>\\[ij](?![A-Za-z])|[A-Za-z]))"
    r"|(?P<word>[uvHcdbkr])(?:\{(?P<c>\\?[A-Za-z])\}|\s(?P<d>[A-Za-z])(?![A-Za-z])))"
)
_LETTER = r"\\(?P<letter>ss|ae|AE|oe|OE|aa|AA|[oOlLij])(?:\{\}|(?![A-Za-z])\s?)"
_REPLACED = (
    (re.compile(rf"\{{{_ACCENTED}\}}"), "accent"),
    (re.compile(_ACCENTED), "accent"),
    (re.compile(rf"\{{{_LETTER}\}}"), "letter"),
    (re.compile(_LETTER), "letter"),
)
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_QUOTED = re.compile(r"``(?!`)([^`]+?)''(?!')")
_DASHES = re.compile(r"(?<=\w)(-{2,3})(?=\w)")
# A formula begins and ends with no blank and no digit follows it, so that "$5 and $10" is none.
_FORMULA = re.compile(r"(?<!\\)\$(?=[^\s$])(?P<formula>[^$]*[^\s$\\])\$(?![0-9])")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line: Unicode text, or a formula without its dollars."""

    text: str
    formula: bool = False

    def __str__(self) -> str:
        return f"${self.text}$" if self.formula else self.text


def folded(text: str) -> str:
    r"""Return a text on one line, composed, with single blanks and nothing invisible.

    >>> folded("Tea\npots \x07 for\u202e  two")
    'Tea pots for two'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text else text.strip()
    # Twice, as composing can bring what was next to an invisible character together.
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


def segments(line: str) -> tuple[Segment, ...]:
    r"""Return the texts and the harmless formulas of a line, in order.

    >>> [str(segment) for segment in segments(r"Schr\"odinger's cat in $\mu$ metres for $5")]
    ["Schrödinger's cat in ", '$\\mu$', ' metres for $5']
    """
    return tuple(_segments(folded(line)))


def unicode_text(line: str) -> str:
    r"""Return a line as people read it: accents and quotes in Unicode, formulas between dollars.

    >>> unicode_text(r"``R\&D'' by Erd\H{o}s--R{\'e}nyi")
    '“R&D” by Erdős–Rényi'
    """
    return "".join(map(str, segments(line)))


def _segments(line: str) -> Iterator[Segment]:
    start = place = 0
    while found := _FORMULA.search(line, place):
        if not is_harmless(found["formula"]):
            place = found.start() + 1
            continue
        if found.start() > start:
            yield Segment(_decoded(line[start : found.start()]))
        yield Segment(found["formula"], formula=True)
        start = place = found.end()
    if start < len(line):
        yield Segment(_decoded(line[start:]))


def _decoded(text: str) -> str:
    if "\\" in text:
        for pattern, what in _REPLACED:
            text = pattern.sub(_accented if what == "accent" else _letter, text)
        text = _ESCAPED.sub(r"\1", text)
    if "``" in text:
        text = _QUOTED.sub("“\\1”", text)
    if "--" in text:
        text = _DASHES.sub(lambda found: "–" if len(found[1]) == 2 else "—", text)
    return text


def _accented(found: re.Match[str]) -> str:
    base = (found["a"] or found["b"] or found["c"] or found["d"]).removeprefix("\\")
    composed = unicodedata.normalize("NFC", base + _ACCENTS[found["sign"] or found["word"]])
    return composed if len(composed) == 1 else found[0]


def _letter(found: re.Match[str]) -> str:
    return _LETTERS[found["letter"]]
