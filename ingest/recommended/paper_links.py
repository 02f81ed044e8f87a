"""The papers and resources that a page leads to: its cards, its links, and arXiv ids in its text."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import zip_longest

from ingest.recommended.block_outline import BlockOutline
from ingest.recommended.link_labels import card_title, label_of
from ingest.recommended.link_targets import Target, is_for_arxiv, target_of
from ingest.recommended.own_ids import id_of_cell, ids_of_card, ids_of_row, is_of_card, mention_of
from schema.arxiv_ids import ArxivMention, arxiv_ids_in
from schema.blocks import Block, BlockKind, SpanKind

_NO_PROSE = frozenset({BlockKind.CODE, BlockKind.MERMAID, BlockKind.FORMULA, BlockKind.IMAGE})
_AUTHORS = re.compile(r"作者|\bauthors?\b", re.IGNORECASE)


class Form(IntEnum):
    """How a page leads to something, from the strongest."""

    CARD = 0
    LINK = 1
    TEXT = 2


@dataclass(frozen=True, slots=True)
class Link:
    """A place of a page that leads to a paper or resource.

    Attributes:
        target: Where it leads.
        form: How.
        label: What the page calls it.
        position: Number of its block.
        start: Offset of its first character in the block's text.
        end: Offset after its last character.
        beside: What the page says next to it, of it alone.
        authors: Who wrote it, where a column of a table says so.
        href: Its address, or the id, as the page writes it.
        other_ids: arXiv ids that the page gives it in its text and that are not where it leads.
    """

    target: Target
    form: Form
    label: str
    position: int
    start: int
    end: int
    beside: str = ""
    authors: str = ""
    href: str = ""
    other_ids: tuple[str, ...] = ()

    @property
    def is_malformed(self) -> bool:
        """Whether its address looks like that of a paper on arXiv and is none."""
        return self.target.paper is None and is_for_arxiv(self.href)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A stretch of a block's text that leads somewhere."""

    start: int
    end: int
    href: str
    target: Target
    form: Form = Form.LINK


def links_in(outline: BlockOutline) -> list[Link]:
    """Return all cards, links and arXiv ids of a page that lead away from the course, in reading order."""
    links: list[Link] = []
    for block in outline.blocks:
        if block.kind is BlockKind.CARD and block.href and (target := target_of(block.href)):
            links.append(_card(outline, block, block.href, target))
        if block.kind not in _NO_PROSE:
            links += _in_text(outline, block)
    return links


def _card(outline: BlockOutline, card: Block, href: str, target: Target) -> Link:
    return Link(
        target=target,
        form=Form.CARD,
        label=card_title(outline, card) or target.name,
        position=card.position,
        start=0,
        end=len(card.text),
        beside="\n".join(block.text for block in outline.inside(card) if block.text),
        href=href,
        other_ids=_others(ids_of_card(outline, card), target),
    )


def _in_text(outline: BlockOutline, block: Block) -> Iterator[Link]:
    mentions = list(arxiv_ids_in(block.text))
    spots = [*_linked(block), *_written(outline, block, mentions)]
    spots.sort(key=lambda spot: spot.start)
    row = outline.row_of(block).values() if block.kind is BlockKind.CELL else ()
    alone = len({spot.target for spot in spots} | {spot.target for cell in row for spot in _linked(cell)}) == 1
    for spot, after in zip_longest(spots, spots[1:]):
        end = after.start if after else len(block.text)
        own = mention_of(block.text, mentions, spot.start, spot.end) if spot.form is Form.LINK else None
        ids = [own.id] if own else []
        yield Link(
            target=spot.target,
            form=spot.form,
            label=label_of(outline, block, spot.start, spot.end) or spot.target.name,
            position=block.position,
            start=spot.start,
            end=spot.end,
            beside=_line(outline, block, spot) if alone else block.text[spot.end : end],
            authors=next((cell.text for cell in row if _AUTHORS.search(outline.head_of(cell))), ""),
            href=spot.href,
            other_ids=_others([*ids, *(ids_of_row(outline, block) if alone else ())], spot.target),
        )


def _linked(block: Block) -> Iterator[_Spot]:
    for span in block.spans:
        if span.kind is SpanKind.LINK and span.href and (target := target_of(span.href)):
            yield _Spot(span.start, span.end, span.href, target)


def _written(outline: BlockOutline, block: Block, mentions: Sequence[ArxivMention]) -> Iterator[_Spot]:
    """Yield the arXiv ids that stand in the text on their own: no link has them or is said to have them."""
    papers = [spot for spot in _linked(block) if spot.target.paper]
    if block.kind is BlockKind.CELL and (paper := id_of_cell(outline, block)):
        row = outline.row_of(block).values()
        if not any(spot.target.paper for cell in row for spot in _linked(cell)):
            yield _Spot(0, len(block.text), block.text, Target(paper=paper), Form.TEXT)
        return
    taken = {mention_of(block.text, mentions, spot.start, spot.end) for spot in papers}
    links = [span for span in block.spans if span.kind is SpanKind.LINK]
    for mention in mentions:
        before = bisect_left(links, mention.end, key=lambda span: span.start) - 1
        inside = before >= 0 and links[before].end > mention.start
        if not inside and mention not in taken and not is_of_card(outline, block, mention.start):
            written = block.text[mention.start : mention.end]
            yield _Spot(mention.start, mention.end, written, Target(paper=mention.id), Form.TEXT)


def _line(outline: BlockOutline, block: Block, spot: _Spot) -> str:
    """Return what a line says around the only thing it leads to; a row of a table is one line."""
    around = [block.text[spot.end :], block.text[: spot.start]]
    if block.kind is BlockKind.CELL:
        around += [cell.text for cell in outline.row_of(block).values() if cell is not block]
    if block.kind is BlockKind.ITEM:
        around += [inner.text for inner in outline.inside(block) if not any(True for _ in _linked(inner))]
    return "\n".join(filter(None, around))


def _others(ids: Sequence[str], target: Target) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in ids if target.paper is not None and each != target.paper))
