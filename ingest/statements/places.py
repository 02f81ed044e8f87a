"""Where something stands on a page: the sections below its headings, and what is named in them."""

import re
from collections.abc import Iterator
from functools import cached_property

from ingest.statements.names import Finder
from schema.blocks import Block, BlockKind, SpanKind
from schema.records import Page
from schema.values import SourceRef

_NO_PROSE = (SpanKind.CODE, SpanKind.MATH)
_ALL_METHODS = re.compile(
    r"所有(?:其他|其它|其余|后续)?的?方法|(?:其他|其它|其余|后续)所有的?方法|\ball (?:other|later)? ?methods\b",
    re.IGNORECASE,
)
_READ = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL, BlockKind.CALLOUT, BlockKind.QUOTE, BlockKind.CARD)


def prose_of(block: Block) -> str:
    """Return the text of a block with a blank in place of each formula and stretch of code."""
    parts, at = [], 0
    for span in sorted(block.spans, key=lambda span: span.start):
        if span.kind in _NO_PROSE and span.start >= at:
            parts += [block.text[at : span.start], " "]
            at = span.end
    return "".join((*parts, block.text[at:]))


def said_in(page: Page) -> Iterator[tuple[int, str]]:
    """Yield what a page says in sentences, each text with the position of its block."""
    for block in page.blocks:
        if block.kind in _READ and block.text:
            yield block.position, prose_of(block)


def source_at(page: Page, position: int) -> SourceRef:
    """Return a block of a page as a source, with the heading it stands under."""
    headings = (one for one in page.blocks if one.kind is BlockKind.HEADING and one.position <= position)
    anchor = next((one.anchor for one in reversed(tuple(headings)) if one.anchor), None)
    return SourceRef(page=page.path, anchor=anchor, position=position)


class Sections:
    """The sections of a page, and the concepts that each of its blocks names.

    Args:
        page: The page, with its body.
        finder: Finds concepts in a text.
        methods: Slugs of what a text names that speaks of all other methods.
    """

    def __init__(self, page: Page, finder: Finder, methods: frozenset[str] = frozenset()) -> None:
        self.page = page
        self._finder = finder
        self._methods = methods
        self._known: dict[int, frozenset[str]] = {}

    @cached_property
    def anchors(self) -> dict[str, int]:
        """Number of the block of each heading, by its anchor."""
        found: dict[str, int] = {}
        for number, block in enumerate(self.page.blocks):
            if block.kind is BlockKind.HEADING and block.anchor:
                found.setdefault(block.anchor, number)
        return found

    @cached_property
    def title(self) -> frozenset[str]:
        """What the title of the page names."""
        return self._names(self.page.title)

    def below(self, anchor: str | None) -> range:
        """Return the numbers of the blocks from a heading to the next of its rank; without one, of the whole page."""
        blocks = self.page.blocks
        if anchor is None:
            return range(len(blocks))
        start = self.anchors[anchor]
        level = blocks[start].level or 1
        end = start + 1
        while end < len(blocks) and not _ends(blocks[end], level):
            end += 1
        return range(start, end)

    def over(self, anchor: str | None) -> frozenset[str]:
        """Return what the title and the headings over a heading name."""
        named = self.title
        if anchor is None:
            return named
        level = self.page.blocks[self.anchors[anchor]].level or 1
        for number in range(self.anchors[anchor], -1, -1):
            block = self.page.blocks[number]
            if block.kind is BlockKind.HEADING and (block.level or 1) < level:
                level = block.level or 1
                named |= self.names(number)
        return named

    def names(self, number: int) -> frozenset[str]:
        """Return what a block names; code names nothing."""
        if number not in self._known:
            block = self.page.blocks[number]
            self._known[number] = frozenset() if block.kind is BlockKind.CODE else self._names(prose_of(block))
        return self._known[number]

    def _names(self, text: str) -> frozenset[str]:
        named = frozenset(slug for slug, _, _ in self._finder(text)) if text else frozenset()
        return named | self._methods if self._methods and _ALL_METHODS.search(text) else named


def _ends(block: Block, level: int) -> bool:
    return block.kind is BlockKind.HEADING and (block.level or 1) <= level
