"""Finding the papers of a page by the short names that its lists and tables give them.

A name counts for a paper, in this order, where it is: its title, what stands before the title's colon or in its
brackets; the initials of that, wholly or of some words (``TR``); the first author (``Snell et al.``); several words
that its title or authors hold; or the initials with which its title begins. A single word out of a title never counts:
that a page has "Dr. Oolong" does not make "Oolong" a paper.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.link_targets import Target
from ingest.paper_links import Link

_TOKEN = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+[+#]*")
_SMALL = frozenset({"a", "an", "the", "of", "for", "and", "in", "on", "with", "to", "from", "via", "by", "is", "are"})
_NO_NAME = frozenset({"论文", "一文", "原文", "paper", "papers", "et", "al"})
_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_HEAD_END = re.compile(r"[:：]|\s[—–-]+\s|——")
_NAME = r"[^\W\d_\u3400-\u9fff][\w'’.-]*"
_AUTHORS = (
    re.compile(rf"(?P<name>{_NAME})(?:\s*(?:&|and|与|和)\s*{_NAME})?,?\s*(?:et\s+al\b|等)"),
    re.compile(r"^\W*(?P<name>[\u3400-\u9fff]{2,4}?)\s*等"),
    re.compile(rf"(?P<name>{_NAME})(?:\s+(?:&|and|与|和)\s+(?:{_NAME}\s+)*{_NAME})?\s*[(（,，][^()（）]{{0,30}}?(?:19|20)\d\d"),
)
_YEAR = re.compile(r"[,，]?\s*[(（]?(?:19|20)\d\d(?:\.\d+)?[)）]?\s*$")
_AND_OTHERS = re.compile(r"[,，]?\s*(?:et\s+al\.?|等人?|and colleagues|and others|团队)\s*(?:的?论文)?$", re.IGNORECASE)


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text without case, accents and a leading article; runs of Chinese are one word.

    >>> tokens("The Thé-2: a guide, 绿茶REINFORCE++")
    ('the', '2', 'a', 'guide', '绿茶', 'reinforce++')
    """
    plain = unicodedata.normalize("NFKD", text)
    plain = unicodedata.normalize("NFC", "".join(char for char in plain if not unicodedata.combining(char)))
    found = tuple(_TOKEN.findall(plain.casefold()))
    return found[1:] if len(found) > 1 and re.match(r"\W*(?:an?|the)\s", plain.casefold()) else found


@dataclass(slots=True)
class _Known:
    """What is known of one thing a page leads to, as words."""

    titles: set[tuple[str, ...]] = field(default_factory=set)
    names: set[tuple[str, ...]] = field(default_factory=set)
    authors: set[tuple[str, ...]] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)

    def add(self, link: Link) -> None:
        bare = _BRACKETS.sub(" ", link.label)
        head = _HEAD_END.split(bare, maxsplit=1)[0]
        self.titles |= {tokens(link.label), tokens(bare)} - {()}
        bracketed = (tokens(inner) for inner in _BRACKETS.findall(link.label))
        self.names |= {tokens(head), *bracketed} | self.titles
        self.names.discard(())
        self.authors |= {tokens(name) for name in _authors_in(link)}
        self.beside |= set(tokens(link.beside))

    @property
    def words(self) -> set[str]:
        """All words of its titles and authors."""
        return {word for words in (*self.titles, *self.authors) for word in words}


class PaperNames:
    """What the things a page leads to can be called."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._known: dict[Target, _Known] = {}
        for link in links:
            self._known.setdefault(link.target, _Known()).add(link)

    def titled(self, name: str) -> set[Target]:
        """Return what has exactly this title, or the short name in it."""
        return self._where(lambda known: tokens(name) in known.names) or self._where(
            lambda known: any(_abbreviates(tokens(name), whole) for whole in known.names)
        )

    def called(self, name: str, notes: Sequence[str] = ()) -> set[Target]:
        """Return what a name can mean: nothing, one thing, or several that its notes do not tell apart.

        Args:
            name: The name, without brackets.
            notes: What stood in brackets after it.
        """
        head = _HEAD_END.split(name, maxsplit=1)[0]
        found = self.titled(name) or self.titled(head) or self._by_authors(name) or self._by_words(name)
        found = found or self._by_first_initials(name)
        if not found:
            found = next(filter(None, (self.titled(note) or self._by_authors(note) for note in notes)), set())
        return self._told_apart(found, notes) if len(found) > 1 else found

    def _where(self, holds: Callable[[_Known], bool]) -> set[Target]:
        return {target for target, known in self._known.items() if holds(known)}

    def _by_authors(self, name: str) -> set[Target]:
        words = tokens(_AND_OTHERS.sub("", _YEAR.sub("", name).strip()))
        return self._where(lambda known: words in known.authors) if words else set()

    def _by_words(self, name: str) -> set[Target]:
        words = [word for word in tokens(name) if word not in _SMALL and word not in _NO_NAME]
        if len(words) < 2:
            return set()
        return self._where(lambda known: all(_is_among(word, known) for word in words))

    def _by_first_initials(self, name: str) -> set[Target]:
        words = tokens(name)
        if len(words) != 1 or len(words[0]) < 3 or not name.strip().isupper():
            return set()
        return self._where(lambda known: any(_initials(title).startswith(words[0]) for title in known.titles))

    def _told_apart(self, found: set[Target], notes: Sequence[str]) -> set[Target]:
        words = {word for note in notes for word in tokens(note)} - _SMALL - _NO_NAME
        fitting = {each: words & (self._known[each].words | self._known[each].beside) for each in found}
        most = max(map(len, fitting.values()))
        best = {each for each, held in fitting.items() if len(held) == most}
        return best if most else found


def _authors_in(link: Link) -> Iterator[str]:
    """Yield the first author that a page names beside a link, and of a column of authors the first's surname."""
    match = next(filter(None, (pattern.search(link.beside) for pattern in _AUTHORS)), None)
    if match:
        yield match["name"]
    if link.authors:
        first = re.split(r"[,，、;；]|\band\b|\bet\b|等|&", link.authors)[0].strip()
        yield from filter(None, (first, first.rpartition(" ")[2]))


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words if word not in _SMALL)


def _is_among(word: str, known: _Known) -> bool:
    """Tell whether a word, or the words it is the initials of, are in the titles or authors."""
    single = word.removesuffix("s")
    if any(single == each.removesuffix("s") for each in known.words):
        return True
    return len(word) > 1 and any(word in _initials(title) for title in known.titles)


def _abbreviates(short: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether a name is some words with at least two of them as initials.

    >>> _abbreviates(("tea2", "tr"), ("tea2", "technical", "report")), _abbreviates(("tr",), ("tea", "technical"))
    (True, False)
    """
    full = [word for word in words if word not in _SMALL]
    if len(short) >= len(full) or (len(short) == 1 and len(short[0]) < 3):
        return False
    at = 0
    for word in short:
        if at < len(full) and full[at] == word:
            at += 1
        elif len(word) > 1 and _initials(full[at : at + len(word)]) == word:
            at += len(word)
        else:
            return False
    return at == len(full)
