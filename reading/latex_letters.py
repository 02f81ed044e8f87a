"""LaTeX macros for single characters beyond ASCII."""

import unicodedata
from functools import cache

_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0323": "d",
    "\u0327": "c",
    "\u0328": "k",
    "\u0331": "b",
}
_TEXT = {
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "å": "aa",
    "Å": "AA",
    "ı": "i",
    "ȷ": "j",
    "đ": "dj",
    "Đ": "DJ",
    "ð": "dh",
    "Ð": "DH",
    "þ": "th",
    "Þ": "TH",
    "ŋ": "ng",
    "Ŋ": "NG",
    "–": "textendash",
    "—": "textemdash",
    "‘": "textquoteleft",
    "’": "textquoteright",
    "“": "textquotedblleft",
    "”": "textquotedblright",
    "…": "ldots",
    "¡": "textexclamdown",
    "¿": "textquestiondown",
    "§": "textsection",
    "¶": "textparagraph",
    "©": "textcopyright",
    "®": "textregistered",
    "™": "texttrademark",
    "£": "textsterling",
    "€": "texteuro",
    "°": "textdegree",
    "µ": "textmu",
    "•": "textbullet",
    "†": "textdagger",
    "‡": "textdaggerdbl",
}
_GREEK = (
    "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho varsigma sigma tau upsilon "
    "varphi chi psi omega"
)
_CAPITAL_GREEK = "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
_SIGNS = (
    "times div pm cdot rightarrow leftarrow leftrightarrow Rightarrow leq geq neq approx infty in sum prod surd "
    "partial nabla sim ell"
)
_FORMULAS = {
    **dict(zip("αβγδεζηθικλμνξπρςστυφχψω", _GREEK.split(), strict=True)),
    **dict(zip("ΓΔΘΛΞΠΣΦΨΩ", _CAPITAL_GREEK.split(), strict=True)),
    **dict(zip("×÷±·→←↔⇒≤≥≠≈∞∈∑∏√∂∇∼ℓ", _SIGNS.split(), strict=True)),
}

MARKS = {sign: mark for mark, sign in _ACCENTS.items()}
"""The combining character of each accent's macro."""
CHARACTERS = {macro: char for char, macro in (_FORMULAS | _TEXT).items()}
"""The character of each macro that stands for one."""


@cache
def accented(char: str) -> str | None:
    r"""Return the macro that prints a character, in braces, or None where LaTeX has none.

    Some, such as ``\k``, ``\dj`` and ``\ng``, need the font encoding T1.

    >>> print(accented("é"), accented("ế"), accented("ł"), accented("α"), accented("茶"))
    {\'e} {\'{\^e}} {\l} {\ensuremath{\alpha}} None
    """
    if char in _TEXT:
        return f"{{\\{_TEXT[char]}}}"
    if char in _FORMULAS:
        return f"{{\\ensuremath{{\\{_FORMULAS[char]}}}}}"
    parts = unicodedata.decomposition(char).split()
    if len(parts) != 2 or parts[0].startswith("<"):
        return None
    base, mark = (chr(int(part, 16)) for part in parts)
    if mark not in _ACCENTS or base in _FORMULAS:
        return None
    if not (inner := base if base.isascii() and base.isalpha() else accented(base)):
        return None
    accent = _ACCENTS[mark]
    return f"{{\\{accent}{{{inner}}}}}" if accent.isalpha() and len(inner) == 1 else f"{{\\{accent}{inner}}}"
