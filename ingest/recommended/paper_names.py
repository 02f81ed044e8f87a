"""Finding the papers of a page by the short names that its lists and tables give them.

A name counts for a paper, in this order, where it is: its title, what stands before the title's colon or in its
brackets; the initials of that, wholly or of some words (``TR``); the first author (``Snell et al.``); several words
that its title or authors hold; or the initials with which its title begins. A single word out of a title never counts:
that a page has "Dr. Oolong" does not make "Oolong" a paper.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from ingest.recommended.link_targets import Target
from ingest.recommended.paper_links import Link

_TOKEN = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+[+#]*")
_SMALL = frozenset({"a", "an", "the", "of", "for", "and", "in", "on", "with", "to", "from", "via", "by", "is", "are"})
_NO_NAME = frozenset({"论文", "一文", "原文", "paper", "papers", "et", "al"})
_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_HEAD_END = re.compile(r"[:：]|\s[—–-]+\s|——")
_NAME = r"[^\W\d_\u3400-\u9fff][\w'’.-]{0,40}"
_AUTHORS = (
    re.compile(rf"(?P<name>{_NAME})(?:\s*(?:&|and|与|和)\s*{_NAME})?,?\s*(?:et\s+al\b|等)"),
    re.compile(r"^\W*(?P<name>[\u3400-\u9fff]{2,4}?)\s*等"),
    re.compile(
        rf"(?P<name>{_NAME})(?:\s+(?:&|and|与|和)\s+(?:{_NAME}\s+){{0,3}}{_NAME})?\s*[(（,，][^()（）]{{0,30}}?(?:19|20)\d\d"
    ),
)
_MOST_INITIALS = 16
_YEAR = re.compile(r"[,，]?\s*[(（]?(?:19|20)\d\d(?:\.\d+)?[)）]?\s*$")
_AND_OTHERS = re.compile(r"[,，]?\s*(?:et\s+al\.?|等人?|and colleagues|and others|团队)\s*(?:的?论文)?$", re.IGNORECASE)

Words: TypeAlias = tuple[str, ...]


def tokens(text: str) -> Words:
    """Return the words of a text without case, accents and a leading article; runs of Chinese are one word.

    >>> tokens("The Thé-2: a guide, 绿茶REINFORCE++")
    ('the', '2', 'a', 'guide', '绿茶', 'reinforce++')
    """
    plain = unicodedata.normalize("NFKD", text)
    plain = unicodedata.normalize("NFC", "".join(char for char in plain if not unicodedata.combining(char)))
    found = tuple(_TOKEN.findall(plain.casefold()))
    return found[1:] if len(found) > 1 and re.match(r"\W*(?:an?|the)\s", plain.casefold()) else found


class PaperNames:
    """What the things a page leads to can be called; where a paper and a resource share a name, it is the paper's."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._names: dict[Target, set[Words]] = defaultdict(set)
        self._named: dict[Words, set[Target]] = defaultdict(set)
        self._written: dict[Words, set[Target]] = defaultdict(set)
        self._beginning: dict[str, set[Target]] = defaultdict(set)
        self._holding: dict[str, set[Target]] = defaultdict(set)
        self._beside: dict[Target, set[str]] = defaultdict(set)
        for link in links:
            self._add(link)

    def _add(self, link: Link) -> None:
        target, bare = link.target, _BRACKETS.sub(" ", link.label)
        titles = {tokens(link.label), tokens(bare)} - {()}
        bracketed = (tokens(inner) for inner in _BRACKETS.findall(link.label))
        names = {tokens(_HEAD_END.split(bare, maxsplit=1)[0]), *bracketed, *titles} - {()}
        authors = {tokens(name) for name in _authors_in(link)} - {()}
        self._names[target] |= names
        self._beside[target] |= set(tokens(link.beside))
        for name in names:
            self._named[name].add(target)
        for author in authors:
            self._written[author].add(target)
        for words in (*titles, *authors):
            for word in words:
                self._holding[_singular(word)].add(target)
        for initials in {_initials(name)[:_MOST_INITIALS] for name in names}:
            for end in range(2, len(initials) + 1):
                self._beginning[initials[:end]].add(target)
                for start in range(end - 1):
                    self._holding[initials[start:end]].add(target)

    def titled(self, name: str) -> set[Target]:
        """Return what has exactly this title, or the short name in it."""
        return _papers_first(self._named.get(tokens(name), set()))

    def called(self, name: str, notes: Sequence[str] = ()) -> set[Target]:
        """Return what a name can mean: nothing, one thing, or several that its notes do not tell apart.

        Args:
            name: The name, without brackets.
            notes: What stood in brackets after it.
        """
        head = _HEAD_END.split(name, maxsplit=1)[0]
        ways = (self.titled, self._by_initials, self._by_authors, self._by_words, self._by_first_initials)
        found = self.titled(name) or next(filter(None, (way(head) for way in ways)), set())
        if not found:
            found = next(filter(None, (self.titled(note) or self._by_authors(note) for note in notes)), set())
        return self._told_apart(found, notes) if len(found) > 1 else found

    def _by_initials(self, name: str) -> set[Target]:
        words = tokens(name)
        found = self._holding_all(words)
        return {target for target in found if any(_abbreviates(words, whole) for whole in self._names[target])}

    def _by_authors(self, name: str) -> set[Target]:
        words = tokens(_AND_OTHERS.sub("", _YEAR.sub("", name).strip()))
        return _papers_first(self._written.get(words, set()))

    def _by_words(self, name: str) -> set[Target]:
        words = [word for word in tokens(name) if word not in _SMALL and word not in _NO_NAME]
        return self._holding_all(words) if len(words) > 1 else set()

    def _by_first_initials(self, name: str) -> set[Target]:
        word = name.strip().casefold()
        is_acronym = re.fullmatch(r"[A-Z]{3,}", name.strip()) is not None
        return _papers_first(self._beginning.get(word, set())) if is_acronym else set()

    def _holding_all(self, words: Sequence[str]) -> set[Target]:
        """Return what has all of some words, or words of which they are the initials, in its titles and authors."""
        found = [self._holding.get(_singular(word), set()) | self._holding.get(word, set()) for word in words]
        return _papers_first(set.intersection(*sorted(found, key=len))) if found else set()

    def _told_apart(self, found: set[Target], notes: Sequence[str]) -> set[Target]:
        words = {word for note in notes for word in tokens(note)} - _SMALL - _NO_NAME
        fitting = {
            each: sum(word in self._beside[each] or each in self._holding.get(_singular(word), ()) for word in words)
            for each in found
        }
        most = max(fitting.values())
        return {each for each, count in fitting.items() if count == most}


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _papers_first(found: set[Target]) -> set[Target]:
    return {target for target in found if target.paper} or found


def _authors_in(link: Link) -> Iterator[str]:
    """Yield the first author that a page names beside a link, and of a column of authors the first's surname."""
    matches = filter(None, (pattern.search(link.beside) for pattern in _AUTHORS))
    if first := min(matches, key=lambda match: match.start("name"), default=None):
        yield first["name"]
    if link.authors:
        name = re.split(r"[,，、;；]|\band\b|\bet\b|等|&", link.authors)[0].strip()
        yield from (name, name.rpartition(" ")[2])


def _initials(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words if word not in _SMALL)


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
