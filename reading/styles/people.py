"""What the styles share of writing names."""

import re

from reading.names import Name

_FAMILY_FIRST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")
"""Han, kana and Hangul."""


def is_east_asian(text: str) -> bool:
    """Return whether a text is written in Han, kana or Hangul, in part at least.

    >>> is_east_asian("孙悟空"), is_east_asian("Sun Wukong")
    (True, False)
    """
    return _FAMILY_FIRST.search(text) is not None


def whole_name(name: Name) -> str | None:
    """Return a name that is never taken apart or turned round: a collaboration's, a single or an East Asian one.

    >>> whole_name(Name("孙", "悟空")), whole_name(Name(literal="Tea Team")), whole_name(Name("Pot", "Ann"))
    ('孙悟空', 'Tea Team', None)
    """
    if name.literal:
        return name.literal
    if is_east_asian(name.family):
        between = "" if is_east_asian(name.given) or not name.given else " "
        return f"{name.family}{between}{name.given}"
    return None


def last_name(name: Name) -> str:
    """Return the family name with its particles.

    >>> last_name(Name("Berg", "Ludwig", "van der"))
    'van der Berg'
    """
    return f"{name.particle} {name.family}" if name.particle else name.family


def initials(given: str, *, mark: str, hyphen: str) -> str:
    """Return the first letters of given names.

    Args:
        given: Given names.
        mark: What stands behind each letter.
        hyphen: What stands between the letters of a name with a hyphen.

    >>> initials("Jean-Paul B.", mark=".", hyphen="-"), initials("Jean-Paul B.", mark="", hyphen=" ")
    ('J.-P. B.', 'J P B')
    >>> initials("J. -P.B.", mark=".", hyphen="-")
    'J.-P. B.'
    """
    names = []
    # arXiv writes "J. -P." for "J.-P.".
    for name in re.sub(r"\.(?=[^\s-])", ". ", given.replace(" -", "-")).split():
        letters = [letter[0] for part in re.split("[-\u2010\u2011]", name) if (letter := re.search(r"[^\W\d_]", part))]
        if letters:
            names.append(hyphen.join(f"{letter.upper()}{mark}" for letter in letters))
    return " ".join(names)
