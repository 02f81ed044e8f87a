r"""The names in a line of authors as arXiv keeps it: one text, with TeX accents, affiliations in brackets and no rule.

Where the line lost a separator two people become one name; nothing in it tells.
"""

import re

from reading.tex import unicode_text

_BETWEEN = re.compile(r"\s*[,;]\s*(?:and\b\s*|&\s*)?|\s+(?:and|&)\s+|^(?:and|&)\s+|\s+(?:and|&)$", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
_COLLABORATION = re.compile(r"(?P<all>[^:,]{2,200}\bcollaborations?)\s*:\s*", re.IGNORECASE)
_TEX = re.compile(r"[\\{}$]")


def names_in(line: str) -> tuple[str, ...]:
    r"""Return the names in a line of authors, in order.

    >>> names_in(r"Odalys Fenn (1), Aki K\"essel, Jr. ((1) Tea House, (2) Mill) and Ludwig van der Berg")
    ('Odalys Fenn', 'Aki Këssel, Jr.', 'Ludwig van der Berg')
    >>> names_in("The Kettle Collaboration: O. Fenn, A. Kessel")
    ('The Kettle Collaboration', 'O. Fenn', 'A. Kessel')
    """
    rest = " ".join(_without_brackets(line).split())
    names: list[str] = []
    if found := _COLLABORATION.match(rest):
        names.append(printed(found["all"]))
        rest = rest[found.end() :]
    for part in _BETWEEN.split(rest):
        name = printed(part)
        if not any(char.isalnum() for char in name):
            continue
        if names and _SUFFIX.fullmatch(name):
            names[-1] += f", {name}"
        else:
            names.append(name)
    return tuple(names)


def printed(name: str) -> str:
    r"""Return a name with its TeX accents made letters, in one line.

    >>> printed("Fran\\c{c}ois  M{\\'e}nard")
    'François Ménard'
    """
    text = unicode_text(name) if _TEX.search(name) else name
    return " ".join(text.replace("\0", "").split()).strip(" ,;:")


def _without_brackets(line: str) -> str:
    """Return a line without what stands in round brackets, nested ones too; one that never closes hides nothing."""
    kept: list[str] = []
    opened: list[int] = []
    for part in re.split(r"([()])", line):
        if part == "(":
            opened.append(len(kept))
            kept.append(" ")
        elif part == ")":
            if opened:
                del kept[opened.pop() :]
        else:
            kept.append(part)
    return "".join(kept)
