"""What a page advises on reading its papers: priority lists and tables, and which sections matter."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.recommended.advice_tables import AdviceColumns, columns_of
from ingest.recommended.block_outline import BlockOutline
from ingest.recommended.link_targets import Target
from ingest.recommended.name_lists import Named, names_in
from ingest.recommended.paper_links import Link
from ingest.recommended.paper_names import PaperNames
from ingest.recommended.priority_words import Lead, lead_of, priority_of
from ingest.recommended.reading_hours import hours_of
from ingest.recommended.section_hints import sections_in
from schema.blocks import Block, BlockKind, SpanKind
from schema.values import Hours, Priority

_LINES = frozenset({BlockKind.ITEM, BlockKind.PARAGRAPH})
_INTRODUCING = _LINES | {BlockKind.CALLOUT, BlockKind.TAB, BlockKind.HEADING}
_TITLED = frozenset({BlockKind.HEADING, BlockKind.CALLOUT, BlockKind.TAB})
_FOCUS = re.compile(
    r"(?:阅读时?)?(?:重点关注|重点阅读|阅读重点|关注重点|重点章节|导读|阅读指引)(?:部分|章节|内容)?"
    r"|\b(?:reading focus|what to (?:read|focus on)|key sections|focus points|where to focus|reading guide)\b",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(r"(?:in|of|for|on|the)\b", re.IGNORECASE)
_AFTER_NAME = re.compile(r"原始论文|论文|一文|paper|的|\b(?:in|of|for|on)", re.IGNORECASE)
_EDGES = ' \t:：,，、-—《》"“”'


@dataclass(frozen=True, slots=True)
class Advice:
    """What one place of a page advises.

    Attributes:
        named: The names it is given to.
        position: Number of the block.
        priority: How urgent the papers are, where a known word says so.
        word: The page's word for it.
        hours: How long reading takes.
        sections: What to read.
        first: Whether its sections go before those named elsewhere.
    """

    named: tuple[Named, ...]
    position: int
    priority: Priority | None = None
    word: str | None = None
    hours: Hours | None = None
    sections: tuple[str, ...] = ()
    first: bool = True

    @property
    def targets(self) -> tuple[Target, ...]:
        """What it is given to beyond doubt."""
        found = (next(iter(each.targets)) for each in self.named if len(each.targets) == 1)
        return tuple(dict.fromkeys(found))


def advice_in(outline: BlockOutline, links: Sequence[Link]) -> list[Advice]:
    """Return all advice of a page, in reading order."""
    at: dict[int, list[Link]] = {}
    for link in links:
        at.setdefault(link.position, []).append(link)
    reader = _Reader(outline, PaperNames(links), at)
    return sorted(reader.all(), key=lambda advice: advice.position)


@dataclass(slots=True)
class _Reader:
    """A page being read."""

    outline: BlockOutline
    names: PaperNames
    links: Mapping[int, Sequence[Link]]

    def all(self) -> Iterator[Advice]:
        for block in self.outline.blocks:
            if block.kind is BlockKind.TABLE:
                yield from self._table(block)
            elif block.kind in _INTRODUCING and (lead := _lead(block)) and not self.outline.card_around(block):
                yield from self._list(block, lead)
            if block.kind in _TITLED:
                yield from self._focus(block)

    def _names(self, block: Block, start: int = 0) -> tuple[Named, ...]:
        return tuple(names_in(block.text, self.names, self.links.get(block.position, ()), start=start))

    def _list(self, block: Block, lead: Lead) -> Iterator[Advice]:
        """Yield what a line such as ``必读：甲、乙`` says, or what is under it where it stops at the colon.

        Of headings and paragraphs that follow, only what names a paper counts: they say other things as well.
        """
        if lead.end < len(block.text):
            if block.kind is not BlockKind.HEADING:
                yield from self._line(block, lead, lead.end)
        elif block.kind is not BlockKind.HEADING or lead.priority is not Priority.REFERENCE:
            for inner in self._following(block):
                if _lead(inner) is None:
                    sure = block.kind is BlockKind.HEADING or inner.kind is BlockKind.PARAGRAPH
                    found = self._line(inner, lead, 0)
                    yield from (each for each in found if each.targets or not sure)

    def _following(self, block: Block) -> Iterator[Block]:
        """Yield the lines and cards that a priority without names is about."""
        if block.kind is BlockKind.HEADING:
            under: Iterable[Block] = (each for each in self._under(block) if not self.outline.card_around(each))
            yield from (each for each in under if each.kind in (BlockKind.ITEM, BlockKind.CARD))
            return
        under = self.outline.children(block) or _first_run(self.outline.next_siblings(block))
        for each in under:
            if each.kind is BlockKind.LIST:
                yield from self.outline.children(each)
            elif each.kind in _LINES or each.kind is BlockKind.CARD:
                yield each

    def _line(self, block: Block, lead: Lead, start: int) -> Iterator[Advice]:
        for named in self._names(block, start):
            sections = tuple(section for note in named.notes for section in sections_in(note))
            yield Advice((named,), block.position, lead.priority, lead.word, sections=sections)

    def _table(self, table: Block) -> Iterator[Advice]:
        rows = self.outline.rows(table)
        columns = columns_of(rows)
        if columns is None:
            return
        word = ""
        for row in rows[columns.first_row :]:
            if columns.priority is not None and (cell := row.get(columns.priority)):
                word = cell.text.strip()
            if (papers := row.get(columns.papers)) and papers.text:
                yield from self._row(row, papers, columns, word)

    def _row(self, row: dict[int, Block], papers: Block, columns: AdviceColumns, word: str) -> Iterator[Advice]:
        named = self._names(papers)
        if columns.priority is None:
            named = tuple(each for each in named if len(each.targets) == 1)
        known = priority_of(word)
        advice = Advice(named, papers.position, *(known or (None, word or None)))
        if len(advice.targets) != 1 or len(named) != 1:
            if named:
                yield advice
            return
        hours = row.get(columns.hours) if columns.hours is not None else None
        others = (cell for column, cell in row.items() if column not in (columns.priority, columns.hours))
        yield Advice(
            named,
            papers.position,
            advice.priority,
            advice.word,
            hours_of(hours.text, head=columns.hours_head) if hours else None,
            tuple(section for cell in others for section in sections_in(cell.text)),
        )

    def _focus(self, block: Block) -> Iterator[Advice]:
        """Yield the sections named under a title such as ``甲论文重点关注``."""
        focus = _FOCUS.search(block.text)
        if focus is None:
            return
        name = _name_in(block.text[: focus.start()]) or _name_in(block.text[focus.end() :])
        sections = tuple(section for inner in self._under(block) for section in sections_in(inner.text))
        if name and sections:
            targets = frozenset(self.names.called(name))
            yield Advice((Named(name, targets),), block.position, sections=sections, first=False)

    def _under(self, title: Block) -> Iterator[Block]:
        if title.kind is not BlockKind.HEADING:
            yield from self.outline.inside(title)
            return
        level = title.level or 0
        for block in self.outline.after(title):
            if block.kind is BlockKind.HEADING and ((block.level or 0) <= level or _FOCUS.search(block.text)):
                return
            yield block


def _first_run(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the list, or all the cards, that blocks begin with."""
    for number, block in enumerate(blocks):
        if block.kind is BlockKind.CARD or (block.kind is BlockKind.LIST and not number):
            yield block
        if block.kind is not BlockKind.CARD:
            return


def _name_in(text: str) -> str:
    """Return the name of a paper without the words around it.

    >>> _name_in("LeafMemory 论文的"), _name_in(" in the LeafMemory paper")
    ('LeafMemory', 'LeafMemory')
    """
    name, before = text.strip(_EDGES), None
    while name != before:
        before = name
        start = match.end() if (match := _BEFORE_NAME.match(name)) else 0
        ending = next((word for word in _AFTER_NAME.findall(name[-20:]) if name.endswith(word)), "")
        name = name[start : len(name) - len(ending)].strip(_EDGES)
    return name


def _lead(block: Block) -> Lead | None:
    marked = any(span.kind is SpanKind.STRONG for span in block.spans[:1])
    lead = lead_of(block.text, marked=marked)
    if lead is None or not marked:
        return lead
    strong = block.spans[0]
    return lead if lead_of(block.text) or strong.end <= lead.end else None
