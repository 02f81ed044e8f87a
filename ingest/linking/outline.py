"""The sections of a page: which heading each block stands under, and how much follows each heading."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ingest.linking.headings import is_aside, is_lead_in
from schema.blocks import Block, BlockKind

_DEEPEST = 7


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what follows it.

    Attributes:
        heading: The heading, or None before the first.
        is_aside: Whether it, or a heading above it, opens a summary, references or the like.
        is_lead_in: Whether one of them opens an introduction.
        length: Characters, code and formulas included, down to the next heading that begins something else: one of a
            higher level, or one of its own level that names a concept. What callouts say beside it does not count,
            unless there is nothing else.
    """

    heading: Block | None = None
    is_aside: bool = False
    is_lead_in: bool = False
    length: int = 0


def sections_of(blocks: Sequence[Block], naming: Collection[int] = ()) -> dict[int, Section]:
    """Return the section of each block, by position; that of a heading is its own.

    Args:
        blocks: The body of a page.
        naming: Positions of the headings that name a concept.
    """
    lengths = _lengths(blocks, naming)
    above: list[Block] = []
    sections = {}
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            while above and _level(above[-1]) >= _level(block):
                above.pop()
            above.append(block)
        sections[block.position] = Section(
            heading=above[-1] if above else None,
            is_aside=any(is_aside(heading.text) for heading in above),
            is_lead_in=any(is_lead_in(heading.text) for heading in above),
            length=lengths.get(above[-1].position, 0) if above else 0,
        )
    return sections


def tabs_of(blocks: Sequence[Block]) -> dict[int, int]:
    """Return the characters in each tab, by its position; none for a tab that holds nothing but code."""
    within = _within(blocks, BlockKind.TAB)
    lengths: defaultdict[int, int] = defaultdict(int)
    explaining = set()
    for block in blocks:
        tab = within.get(block.position)
        if tab is not None and tab != block.position:
            lengths[tab] += len(block.text)
            if block.text and block.kind is not BlockKind.CODE:
                explaining.add(tab)
    return {tab: length for tab, length in lengths.items() if tab in explaining}


def _within(blocks: Sequence[Block], kind: BlockKind) -> dict[int, int]:
    """Return the innermost container of a kind that each block is or stands in, where there is one."""
    within: dict[int, int] = {}
    for block in blocks:
        if block.kind is kind:
            within[block.position] = block.position
        elif block.parent in within:
            within[block.position] = within[block.parent]
    return within


def _lengths(blocks: Sequence[Block], naming: Collection[int]) -> dict[int, int]:
    in_callouts = _within(blocks, BlockKind.CALLOUT)
    lengths: defaultdict[int, int] = defaultdict(int)
    beside: defaultdict[int, int] = defaultdict(int)
    running: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            level, names = _level(block), block.position in naming
            running = [one for one in running if _level(one) < level or (_level(one) == level and not names)]
            running.append(block)
        else:
            counted = beside if block.position in in_callouts else lengths
            for heading in running:
                counted[heading.position] += len(block.text)
    return beside | {heading: length for heading, length in lengths.items() if length}


def _level(heading: Block) -> int:
    return heading.level or _DEEPEST
