"""Whether two titles are one: letters and digits compared, and how many words two titles share."""

import re

from reading.names import Name
from reading.romanise import romanised

_NO_LETTER = re.compile(r"[\W_]+")


def plain_title(text: str) -> str:
    """Return the letters and digits of a text in lower case, which are the same however it is set.

    >>> plain_title("{DPO}: Your  Model") == plain_title("DPO – your model")
    True
    """
    return _NO_LETTER.sub("", text.casefold())


def share_most_words(first: str, second: str) -> bool:
    """Return whether most words of the shorter of two titles stand in the other.

    >>> share_most_words("Monolithic Preference Optimization", "ORPO: Monolithic Preference Optimization")
    True
    """
    one, other = (set(_NO_LETTER.sub(" ", text.casefold()).split()) for text in (first, second))
    return len(one & other) > 0.6 * min(len(one), len(other)) > 0


def plain_name(text: str) -> str:
    """Return a name in plain letters, the same with and without accents.

    >>> plain_name("Schölkopf"), plain_name("van der Berg")
    ('scholkopf', 'vanderberg')
    """
    return _NO_LETTER.sub("", romanised(text).casefold())


def known_by(name: Name) -> set[str]:
    """Return the words of a name by which people are known, in plain letters, wherever it has its parts.

    >>> sorted(known_by(Name(family="van Løv", given="Jörg"))), known_by(Name(family="Pot", given="A."))
    (['jorg', 'lov', 'van'], {'pot'})
    """
    written = " ".join((name.literal, name.family, name.given if len(name.given) > 3 else ""))
    return {plain for word in written.split() if len(plain := plain_name(word)) > 1}
