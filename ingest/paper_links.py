"""The papers and resources that a page leads to: its cards, its links, and arXiv ids in its text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ingest.block_outline import BlockOutline
from ingest.link_labels import card_title, label_of
from ingest.link_targets import Target, is_for_arxiv, target_of
from ingest.own_ids import id_cells, id_of_cell, ids_after, ids_of_card, is_of_card
from schema.arxiv_ids import arxiv_ids_in
from schema.blocks import Block, BlockKind, SpanKind

_NO_PROSE = frozenset({BlockKind.CODE, BlockKind.MERMAID, BlockKind.FORMULA, BlockKind.IMAGE})


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
        label=card_title(outline, card),
        position=card.position,
        start=0,
        end=len(card.text),
        beside="\n".join(block.text for block in outline.inside(card) if block.text),
        href=href,
        other_ids=_others(ids_of_card(outline, card), target),
    )


def _in_text(outline: BlockOutline, block: Block) -> Iterator[Link]:
    spots = [*_linked(block), *_written(outline, block)]
    spots.sort(key=lambda spot: spot.start)
    alone = len({spot.target for spot in _of_line(outline, block, spots)}) == 1
    for number, spot in enumerate(spots):
        following = next((each.start for each in spots[number + 1 :] if each.target != spot.target), len(block.text))
        ids = [] if spot.form is Form.TEXT else ids_after(block, spot.end, following)
        yield Link(
            target=spot.target,
            form=spot.form,
            label=label_of(outline, block, spot.start, spot.end),
            position=block.position,
            start=spot.start,
            end=spot.end,
            beside=_line(outline, block, spot) if alone else block.text[spot.end : following],
            authors=_authors(outline, block),
            href=spot.href,
            other_ids=_others([*ids, *(id_cells(outline, block) if alone else ())], spot.target),
        )


def _linked(block: Block) -> Iterator[_Spot]:
    for span in block.spans:
        if span.kind is SpanKind.LINK and span.href and (target := target_of(span.href)):
            yield _Spot(span.start, span.end, span.href, target)


def _written(outline: BlockOutline, block: Block) -> Iterator[_Spot]:
    """Yield the arXiv ids that stand in the text on their own: no link has them or is said to have them."""
    linked = [spot for spot in _linked(block) if spot.target.paper]
    if block.kind is BlockKind.CELL and not linked and (paper := id_of_cell(outline, block)):
        row = outline.row_around(block).values()
        if not any(spot.target.paper for cell in row for spot in _linked(cell)):
            yield _Spot(0, len(block.text), block.text, Target(paper=paper), Form.TEXT)
        return
    taken = {paper for spot in linked for paper in ids_after(block, spot.end, len(block.text))}
    spans = [span for span in block.spans if span.kind is SpanKind.LINK]
    for mention in arxiv_ids_in(block.text):
        inside = any(span.start < mention.end and mention.start < span.end for span in spans)
        if not inside and mention.id not in taken and not is_of_card(outline, block, mention.start):
            written = block.text[mention.start : mention.end]
            yield _Spot(mention.start, mention.end, written, Target(paper=mention.id), Form.TEXT)


def _of_line(outline: BlockOutline, block: Block, spots: Sequence[_Spot]) -> Iterator[_Spot]:
    """Yield what the line of a block leads to: a row of a table is one line."""
    yield from spots
    if block.kind is BlockKind.CELL:
        for cell in outline.row_around(block).values():
            yield from _linked(cell)


def _line(outline: BlockOutline, block: Block, spot: _Spot) -> str:
    """Return what a line says around the only thing it leads to."""
    around = [block.text[spot.end :], block.text[: spot.start]]
    if block.kind is BlockKind.CELL:
        around += [cell.text for cell in outline.row_around(block).values() if cell is not block]
    if block.kind is BlockKind.ITEM:
        around += [inner.text for inner in outline.inside(block) if not any(True for _ in _linked(inner))]
    return "\n".join(filter(None, around))


def _authors(outline: BlockOutline, block: Block) -> str:
    if block.kind is not BlockKind.CELL:
        return ""
    cells = outline.row_around(block).values()
    return next((cell.text for cell in cells if _is_about_authors(outline.head_above(cell))), "")


def _is_about_authors(head: str) -> bool:
    return "作者" in head or "author" in head.casefold()


def _others(ids: Sequence[str], target: Target) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in ids if target.paper is not None and each != target.paper))
