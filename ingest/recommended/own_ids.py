"""Which arXiv ids in a text are said to be those of a link or card next to them.

Such an id is in the link's own text, follows it in brackets or with nothing but punctuation between, stands in a card's
title or in the first brackets of its text (``Brook et al. (2026, arXiv:…)``), or is all that a cell of the row holds.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ingest.recommended.block_outline import BlockOutline
from ingest.recommended.link_targets import target_of
from schema.arxiv_ids import ArxivMention, arxiv_id, arxiv_ids_in
from schema.blocks import Block, BlockKind

_AT_ONCE = re.compile(r"\W*[(（\[【][^()（）\[\]【】]*|\W*")
_IN_FIRST_BRACKETS = re.compile(r"[^()（）\[\]【】。；;!?—]*[(（\[【][^()（）\[\]【】]*|\W*")
_FARTHEST = 300


def mention_of(text: str, mentions: Sequence[ArxivMention], start: int, end: int) -> ArxivMention | None:
    """Return the id that a text gives to the link from ``start`` to ``end``."""
    number = bisect_left(mentions, start, key=lambda mention: mention.start)
    mention = mentions[number] if number < len(mentions) else None
    if mention is None or mention.start < end:
        return mention
    near = mention.start - end <= _FARTHEST and _AT_ONCE.fullmatch(text, end, mention.start)
    return mention if near else None


def ids_of_card(outline: BlockOutline, card: Block) -> list[str]:
    """Return the ids a card gives to its own paper."""
    ids = [mention.id for mention in arxiv_ids_in(card.text)]
    for block in outline.inside(card):
        ids += [mention.id for mention in arxiv_ids_in(block.text[:_FARTHEST]) if _is_own(block, mention.start)]
    return ids


def leads_to_paper(card: Block | None) -> bool:
    """Tell whether there is a card that leads to a paper."""
    target = target_of(card.href) if card is not None and card.href else None
    return target is not None and target.paper is not None


def is_of_card(outline: BlockOutline, block: Block, start: int) -> bool:
    """Tell whether the id at an offset of a block is that of the card around it, as far as that leads to a paper."""
    if block.kind is BlockKind.CARD:
        return leads_to_paper(block)
    return _is_own(block, start) and leads_to_paper(outline.card_around(block))


def id_of_cell(outline: BlockOutline, cell: Block) -> str | None:
    """Return the id that a cell consists of; a bare number is one only in a column of arXiv ids."""
    if "arxiv" in cell.text.casefold() or "arxiv" in outline.head_of(cell).casefold():
        return arxiv_id(cell.text)
    return None


def ids_of_row(outline: BlockOutline, cell: Block) -> Iterator[str]:
    """Yield the ids that fill other cells of the row of a cell."""
    if cell.kind is BlockKind.CELL:
        for other in outline.row_of(cell).values():
            if other is not cell and (paper := id_of_cell(outline, other)):
                yield paper


def _is_own(block: Block, start: int) -> bool:
    return start <= _FARTHEST and _IN_FIRST_BRACKETS.fullmatch(block.text, 0, start) is not None
