"""Search over everything that has a name: exact names first, then words and Chinese character pairs in texts.

Chinese is indexed by single characters and by pairs, so that two-character words are found without a dictionary. A word
that begins with a searched Latin word is found as well. All words of a query have to occur in a node; of a very long
query, the first ones.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from graph.catalogue import Catalogue
from graph.nodes import Node, NodeKind, key_of, kind_of
from graph.refs import RefIndex, folded, names_of
from schema.records import Concept, Page, Paper

_HAN_CLASS = "㐀-䶿一-鿿豈-﫿"
_HAN = re.compile(f"[{_HAN_CLASS}]")
_LETTER = f"(?:(?![{_HAN_CLASS}])[^\\W_])"
_WORD = re.compile(rf"[{_HAN_CLASS}]+|{_LETTER}+(?:[.'+#]{_LETTER}+)*")
_KINDS = (
    NodeKind.CONCEPT,
    NodeKind.PAPER,
    NodeKind.PAGE,
    NodeKind.LAB,
    NodeKind.LECTURE,
    NodeKind.RESOURCE,
    NodeKind.COURSE,
)
_NAME, _TEXT = 10.0, 1.0
_MOST_WORDS = 64


class Match(StrEnum):
    """How a node was found, from the surest."""

    REF = "ref"
    """The text is a reference to just this node."""
    ALIAS = "alias"
    """The text is one of its names."""
    TEXT = "text"
    """Its names or texts hold the words."""


_MATCHES = list(Match)


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that was found.

    Attributes:
        node: The node.
        score: How well it fits; comparable within one answer only.
        match: How it was found.
        field: Where the words stand: ``name`` or ``text``.
    """

    node: Node
    score: float
    match: Match
    field: str


class SearchIndex:
    """An inverted index over a catalogue."""

    def __init__(self, catalogue: Catalogue, refs: RefIndex | None = None) -> None:
        self._catalogue = catalogue
        self._refs = refs or RefIndex(catalogue)
        weights: defaultdict[str, dict[tuple[NodeKind, str], float]] = defaultdict(dict)
        for identity, node in catalogue.nodes.items():
            for weight, text in _texts_of(node):
                for token in set(tokens_in(text)):
                    weights[token][identity] = weights[token].get(identity, 0.0) + weight
        self._weights: Mapping[str, Mapping[tuple[NodeKind, str], float]] = dict(weights)
        self._sorted = sorted(weights)

    def search(self, text: str, *, kinds: Collection[NodeKind] = (), limit: int | None = None) -> tuple[Hit, ...]:
        """Return the nodes that a text names or that hold its words, the best first, ties by kind and key."""
        wanted = set(kinds)
        found = {(kind_of(hit.node), key_of(hit.node)): hit for hit in self._by_words(text)}
        found |= {(kind_of(hit.node), key_of(hit.node)): hit for hit in self._by_name(text)}
        hits = [hit for (kind, _), hit in found.items() if not wanted or kind in wanted]
        hits.sort(
            key=lambda hit: (_MATCHES.index(hit.match), -hit.score, _KINDS.index(kind_of(hit.node)), key_of(hit.node))
        )
        return tuple(hits[:limit])

    def _by_name(self, text: str) -> Iterator[Hit]:
        if not text.strip():
            return
        resolution = self._refs.resolve(text)
        if resolution.node is not None:
            yield Hit(resolution.node, 1000.0, Match.REF, "name")
        for node in resolution.candidates if resolution.ambiguous else ():
            yield Hit(node, 900.0, Match.ALIAS, "name")

    def _by_words(self, text: str) -> Iterator[Hit]:
        scores: dict[tuple[NodeKind, str], float] | None = None
        for token in dict.fromkeys(islice(query_tokens_in(text), _MOST_WORDS)):
            found = self._nodes_with(token)
            if scores is None:
                scores = dict(found)
            else:
                scores = {identity: score + found[identity] for identity, score in scores.items() if identity in found}
        whole = folded(text)
        for identity, score in (scores or {}).items():
            node = self._catalogue.nodes[identity]
            in_name = any(whole in folded(name) for name in names_of(node))
            yield Hit(node, score + (100.0 if in_name else 0.0), Match.TEXT, "name" if score >= _NAME else "text")

    def _nodes_with(self, token: str) -> Mapping[tuple[NodeKind, str], float]:
        found: dict[tuple[NodeKind, str], float] = dict(self._weights.get(token, {}))
        if _HAN.match(token):
            return found
        for at in range(bisect_left(self._sorted, token), len(self._sorted)):
            if not self._sorted[at].startswith(token):
                break
            for identity, weight in self._weights[self._sorted[at]].items():
                found[identity] = max(found.get(identity, 0.0), weight / 2)
        return found


def tokens_in(text: str) -> Iterator[str]:
    """Yield the words of a text, folded; of Chinese its characters and pairs.

    >>> list(tokens_in("GRPO优势估计"))
    ['grpo', '优', '优势', '势', '势估', '估', '估计', '计']
    """
    for word in _WORD.findall(folded(text)):
        if _HAN.match(word):
            for at, character in enumerate(word):
                yield character
                if at + 1 < len(word):
                    yield word[at : at + 2]
        else:
            yield word


def query_tokens_in(text: str) -> Iterator[str]:
    """Yield what has to occur: words, and of Chinese only the pairs, or the character where it stands alone.

    >>> list(query_tokens_in("GRPO 优势估计"))
    ['grpo', '优势', '势估', '估计']
    """
    for word in _WORD.findall(folded(text)):
        if _HAN.match(word) and len(word) > 1:
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        else:
            yield word


def _texts_of(node: Node) -> Iterator[tuple[float, str]]:
    for name in names_of(node):
        yield _NAME, name
    match node:
        case Concept():
            yield from ((_TEXT, text) for text in (node.definition.zh, node.definition.en) if text)
        case Paper():
            yield from ((_TEXT, author) for author in node.authors)
        case Page():
            if node.description:
                yield 2 * _TEXT, node.description
            yield _TEXT, "\n".join(block.text for block in node.blocks)
        case _:
            return
