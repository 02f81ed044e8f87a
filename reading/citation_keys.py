"""Citation keys: short, in ASCII, and the same whatever the order.

A key is the first author's family name, the year of the first version and the first telling word of the title:
``rafailov2023direct``; other styles can be asked for. A key that a paper already has is never changed; people have it
in their documents. The store keeps what was settled (``reading.settled_keys``).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, product
from string import ascii_lowercase

from reading.names import name_of
from reading.romanise import HAN, romanised
from reading.tex import unicode_text
from schema.citation_key_records import KEY_PATTERN, KeyStyle
from schema.records import Paper

_KEY = re.compile(KEY_PATTERN)
_GENERIC = re.compile(r"\b(?:the|collaborations?|consortium|team|group|project|on behalf of)\b", re.IGNORECASE)
_WORD = re.compile(rf"{HAN}|[^\s\u2013\u2014]+")
_LONGEST_WORD = 30
_STOP_WORDS = frozenset(
    str.split(
        "a an and are as at be between beyond but by can do does for from has have how if in into is it its nor not of "
        "on or our out over so than that the their then these this those through to toward towards under up upon using "
        "via was we what when where whether which while who why will with within without you your"
    )
)


def is_key(text: str) -> bool:
    """Return whether a text can be a key in every format and on every file system's command line.

    >>> is_key("rafailov2023direct"), is_key("DBLP:conf/nips/X+23"), is_key("a{b}"), is_key("")
    (True, True, False, False)
    """
    return _KEY.fullmatch(text) is not None


def key_for(paper: Paper) -> str:
    """Return the key of a paper that stands alone: its own, or what the formula gives.

    >>> key_for(Paper(id="2001.00001", title="On the Boiling of Teapots", authors=("Jörg van Løv",)))
    'lovboiling'
    """
    return paper.citation_key if paper.citation_key and is_key(paper.citation_key) else next(candidates_for(paper))


def keys_for(papers: Iterable[Paper]) -> dict[str, str]:
    """Return a key for each paper's id, no two alike even when case is ignored.

    Where two papers would have the same key, the one with the lower id gets it, and the other takes the next word of
    its title, or a letter when there is none. So a key can depend on which papers are asked for: ask for all papers
    of a catalogue at once, and keep what comes back.
    """
    by_id = sorted({paper.id: paper for paper in papers}.values(), key=lambda paper: paper.id)
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for paper in by_id:
        if paper.citation_key and is_key(paper.citation_key) and paper.citation_key.lower() not in taken:
            keys[paper.id] = paper.citation_key
            taken.add(paper.citation_key.lower())
    for paper in by_id:
        if paper.id not in keys:
            keys[paper.id] = next(key for key in candidates_for(paper) if key not in taken)
            taken.add(keys[paper.id])
    return keys


def candidates_for(paper: Paper, style: KeyStyle = KeyStyle.DEFAULT) -> Iterator[str]:
    """Yield the keys a paper may have in a style, best first, without end; ``GIVEN`` has none of its own.

    >>> tea = Paper(id="2001.00001", title="On the Boiling of Teapots", authors=("Jörg van Løv", "Bo Kettle"))
    >>> [next(candidates_for(tea, style)) for style in (KeyStyle.AUTHORYEAR, KeyStyle.ANTHOLOGY, KeyStyle.ARXIV)]
    ['lov', 'lov-kettle-boiling', 'arXiv:2001.00001']
    """
    match style:
        case KeyStyle.AUTHORYEAR:
            yield from _lettered(_author(paper.authors) + _year(paper))
        case KeyStyle.ANTHOLOGY:
            yield from _with_words([*_authors(paper), *filter(None, [_year(paper)])], _telling_words(paper.title), "-")
        case KeyStyle.ARXIV:
            yield from _lettered(f"arXiv:{paper.arxiv_id}" if paper.arxiv_id else paper.id)
        case _:
            yield from _with_words([_author(paper.authors) + _year(paper)], _telling_words(paper.title), "")


def _with_words(start: Sequence[str], words: Sequence[str], between: str) -> Iterator[str]:
    """Yield a beginning with more and more words, as long as it can be a key, then with one word and letters."""
    first = between.join((*start, *words[:1]))
    for length in range(1, len(words) + 1):
        key = between.join((*start, *words[:length]))
        if is_key(key):
            yield key
    if not words:
        yield first
    yield from (first + letters for letters in _letters())


def _lettered(key: str) -> Iterator[str]:
    yield key
    yield from (key + letters for letters in _letters())


def _letters() -> Iterator[str]:
    return ("".join(letters) for length in count(1) for letters in product(ascii_lowercase, repeat=length))


def _year(paper: Paper) -> str:
    year = paper.published.year if paper.published else paper.venue_year
    return str(year) if year else ""


def _authors(paper: Paper) -> list[str]:
    """Return the authors as the ACL Anthology names them: one, two, or the first and others."""
    rest = (paper.author_count or len(paper.authors)) - 1
    if rest == 1 and len(paper.authors) == 2:
        return [_author(paper.authors), _author(paper.authors[1:])]
    return [_author(paper.authors), *(["etal"] if rest > 0 else [])]


def _author(authors: Sequence[str]) -> str:
    for printed in authors:
        if (name := name_of(printed)) and (key := _plain(_GENERIC.sub("", name.sorted_by), family=True)):
            return key
    return "anonymous"


def _telling_words(title: str) -> list[str]:
    """Return the words of a title that are no stop words; all words, if there are no others."""
    text = re.sub(r"\\[A-Za-z]+", " ", unicode_text(title))
    words = [word for found in _WORD.findall(text) for part in _parts(found) if (word := _plain(part))]
    return [word for word in words if word not in _STOP_WORDS] or words


def _parts(word: str) -> list[str]:
    # Han is written without blanks, and most of its words have two characters.
    return [word[place : place + 2] for place in range(0, len(word), 2)] if re.match(HAN, word) else [word]


def _plain(text: str, *, family: bool = False) -> str:
    return re.sub(r"[^a-z0-9]", "", romanised(text, family=family).lower())[:_LONGEST_WORD]
