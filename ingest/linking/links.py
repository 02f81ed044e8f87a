"""Where blocks name concepts."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.linking.diagrams import shown_in_diagram
from ingest.linking.folding import CLOSED, is_han, is_letter
from ingest.linking.matcher import Matcher
from schema.blocks import Block, BlockKind, SpanKind


class TextKind(StrEnum):
    """What sort of text names a concept."""

    TITLE = "title"
    DESCRIPTION = "description"
    HEADING = "heading"
    TEXT = "text"
    CELL = "cell"
    CARD = "card"
    CALLOUT = "callout"
    DIAGRAM = "diagram"


class LinkRule(StrEnum):
    """By which rule a stretch of text names a concept."""

    NAME = "name"
    """It is a name of the concept."""
    NUMBER = "number"
    """It is a name of the concept in another number."""
    CODE = "code"
    """It is set as code and is a name of the concept, no more and no less."""
    DIAGRAM = "diagram"
    """It is a name of the concept that a diagram shows."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place that names a concept.

    Attributes:
        concept: Slug of the concept.
        position: Number of the block, or None in the title and description of a page.
        start: Offset of the first character in the text of the block.
        end: Offset after the last.
        kind: What sort of text it is.
        rule: By which rule it names the concept.
    """

    concept: str
    position: int | None
    start: int
    end: int
    kind: TextKind
    rule: LinkRule


_NAMELESS = frozenset({BlockKind.CODE, BlockKind.FORMULA, BlockKind.IMAGE, BlockKind.RULE})
_KINDS = {
    BlockKind.HEADING: TextKind.HEADING,
    BlockKind.CELL: TextKind.CELL,
    BlockKind.CARD: TextKind.CARD,
    BlockKind.CALLOUT: TextKind.CALLOUT,
    BlockKind.MERMAID: TextKind.DIAGRAM,
}
_WEAK = 2
_NEAR = 8
_LISTING = "、/+→·|：:"
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_PHRASE = re.compile(r"[A-Za-z][A-Za-z0-9.'-]*(?:[ -][A-Za-z0-9.'-]+)+")
_CLOSED_SPANS = frozenset({SpanKind.CODE, SpanKind.MATH})
_ADDRESS = re.compile(
    r"(?<![a-z0-9+.\-])(?:[a-z][a-z0-9+.\-]*://|www\.)[^\s<>\"'，。；、）】]+"
    r"|(?<![\w.+\-])[\w.+\-]+@[\w\-]+\.[\w.\-]+"
    r"|(?<![\w.\-])[\w\-]+(?:\.[\w\-]+)*\.(?:com|org|net|edu|io|ai|cn|dev)\b(?:/[^\s<>\"'，。；、）】]*)?"
    r"|(?<![\w.~/\-])(?:[\w.~\-]*/)*[\w\-]+\."
    r"(?:py|ipynb|jsonl?|ya?ml|toml|mdx?|txt|csv|sh|pt|bin|gguf|safetensors)\b",
    re.IGNORECASE | re.ASCII,
)


def links_in(blocks: Iterable[Block], matcher: Matcher) -> tuple[Link, ...]:
    """Return all places of blocks that name a concept, in reading order.

    Code blocks, formulas and pictures name nothing; nor do formulas, addresses and file names within a text. Code
    within a text does where it is a name and no more. A name of two Chinese characters may be an everyday word
    (``量化`` is also to quantify): alone on its page, it counts only where it stands in a list or behind a Latin word.
    """
    held = {block.position: block for block in blocks}
    found = [link for block in held.values() for link in _links_of(block, matcher)]
    doubtful = _doubtful(found, held)
    return tuple(link for link in found if link.concept not in doubtful)


def links_in_line(text: str, kind: TextKind, matcher: Matcher) -> tuple[Link, ...]:
    """Return all places of a line that is no block, as a title, that name a concept."""
    return tuple(_plain_links(text, _blotted(text, _addresses(text)), None, kind, matcher))


def links_between(links: Sequence[Link], start: int, end: int) -> Sequence[Link]:
    """Return those of a block's links, which are in order, that begin between two offsets."""
    first = bisect_left(links, start, key=lambda link: link.start)
    return links[first : bisect_left(links, end, key=lambda link: link.start)]


def _links_of(block: Block, matcher: Matcher) -> Iterable[Link]:
    text = block.text
    if not text or block.kind in _NAMELESS:
        return ()
    kind = _KINDS.get(block.kind, TextKind.TEXT)
    if kind is TextKind.DIAGRAM:
        return _diagram_links(block, matcher)
    closed = [(span.start, span.end) for span in block.spans if span.kind in _CLOSED_SPANS]
    shown = _blotted(text, [*closed, *_addresses(text)])
    found = _without_glosses(text, [*_plain_links(text, shown, block.position, kind, matcher)])
    for span in block.spans:
        if span.kind is SpanKind.CODE and (concept := matcher.whole(text[span.start : span.end])) is not None:
            found.append(Link(concept, block.position, span.start, span.end, kind, LinkRule.CODE))
    return sorted(found, key=lambda link: link.start)


def _diagram_links(block: Block, matcher: Matcher) -> Iterator[Link]:
    shown = [CLOSED] * len(block.text)
    for start, end in shown_in_diagram(block.text):
        shown[start:end] = block.text[start:end]
    text = "".join(shown)
    for match in matcher.matches(text):
        yield Link(match.concept, block.position, match.start, match.end, TextKind.DIAGRAM, LinkRule.DIAGRAM)


def _plain_links(
    text: str, shown: str | None, position: int | None, kind: TextKind, matcher: Matcher
) -> Iterator[Link]:
    for match in matcher.matches(text, shown):
        rule = LinkRule.NUMBER if match.inflected else LinkRule.NAME
        yield Link(match.concept, position, match.start, match.end, kind, rule)


def _without_glosses(text: str, links: list[Link]) -> list[Link]:
    """Leave out names that are part of the words that another name stands for: ``MT-Bench（Multi-Turn Benchmark）``."""
    owners = {link.end: link.concept for link in links}
    longer: list[tuple[int, int, str]] = []
    for aside in _ASIDE.finditer(text):
        before = aside.start()
        while before and text[before - 1].isspace():
            before -= 1
        if before in owners:
            inside = _PHRASE.finditer(text, aside.start() + 1, aside.end() - 1)
            longer += [(*words.span(), owners[before]) for words in inside]
    return [link for link in links if not _is_within(link, longer)] if longer else links


def _is_within(link: Link, longer: list[tuple[int, int, str]]) -> bool:
    """Tell whether a name is part of one of some longer phrases, which stand for other concepts; they are in order."""
    at = bisect_right(longer, link.start, key=lambda phrase: phrase[0]) - 1
    if at < 0 or link.end > longer[at][1]:
        return False
    start, end, owner = longer[at]
    return link.concept != owner and link.end - link.start < end - start


def _doubtful(links: Iterable[Link], blocks: Mapping[int, Block]) -> set[str]:
    """Return the concepts that are named in one block only, by two Chinese characters in the middle of a sentence."""
    places: defaultdict[str, set[int | None]] = defaultdict(set)
    sure = set()
    for link in links:
        places[link.concept].add(link.position)
        text = blocks[link.position or 0].text
        name = text[link.start : link.end]
        if len(name) != _WEAK or not all(map(is_han, name)) or name == text or _is_listed(text, link):
            sure.add(link.concept)
    return {concept for concept, found in places.items() if len(found) == 1 and concept not in sure}


def _is_listed(text: str, link: Link) -> bool:
    before = text[max(0, link.start - _NEAR) : link.start].rstrip()[-1:]
    after = text[link.end : link.end + _NEAR].lstrip()[:1]
    if before and (before in _LISTING or is_letter(before)):
        return True
    return bool(after) and after in _LISTING


def _addresses(text: str) -> list[tuple[int, int]]:
    return [address.span() for address in _ADDRESS.finditer(text)] if "." in text or ":" in text else []


def _blotted(text: str, closed: list[tuple[int, int]]) -> str | None:
    if not closed:
        return None
    characters = list(text)
    for start, end in closed:
        characters[start:end] = CLOSED * (min(end, len(text)) - start)
    return "".join(characters)
