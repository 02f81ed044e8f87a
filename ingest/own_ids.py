"""Which arXiv ids in a text are said to be those of a link or card next to them.

Such an id follows its link in brackets or with nothing but punctuation between, stands in a title, in the first
brackets of a card's text (``Brook et al. (2026, arXiv:…)``), or is all that a cell of the link's row holds.
"""

import re
from collections.abc import Iterator

from ingest.block_outline import BlockOutline
from ingest.link_targets import target_of
from schema.arxiv_ids import arxiv_id, arxiv_ids_in
from schema.blocks import Block, BlockKind

_AT_ONCE = re.compile(r"\W*[(（\[【][^()（）\[\]【】]*|\W*")
_IN_FIRST_BRACKETS = re.compile(r"[^()（）\[\]【】。；;!?—]*[(（\[【][^()（）\[\]【】]*|\W*")


def ids_after(block: Block, start: int, end: int) -> list[str]:
    """Return the ids a block gives to the link that ends at ``start``, before something else begins at ``end``."""
    return [
        mention.id
        for mention in arxiv_ids_in(block.text)
        if start <= mention.start < end and _AT_ONCE.fullmatch(block.text, start, mention.start)
    ]


def ids_of_card(outline: BlockOutline, card: Block) -> list[str]:
    """Return the ids a card gives to its own paper."""
    ids = [mention.id for mention in arxiv_ids_in(card.text)]
    for block in outline.inside(card):
        ids += [mention.id for mention in arxiv_ids_in(block.text) if _is_own(block, mention.start)]
    return ids


def is_of_card(outline: BlockOutline, block: Block, start: int) -> bool:
    """Tell whether the id at an offset of a block is that of the card around it, as far as that leads to a paper."""
    card = block if block.kind is BlockKind.CARD else outline.card_around(block)
    target = target_of(card.href) if card and card.href else None
    if target is None or target.paper is None:
        return False
    return card is block or _is_own(block, start)


def id_of_cell(outline: BlockOutline, cell: Block) -> str | None:
    """Return the id that a cell consists of; a bare number is one only in a column of arXiv ids."""
    mentions = list(arxiv_ids_in(cell.text))
    if mentions or "arxiv" in outline.head_above(cell).casefold():
        return arxiv_id(cell.text)
    return None


def id_cells(outline: BlockOutline, cell: Block) -> Iterator[str]:
    """Yield the ids that fill other cells of the row of a cell."""
    if cell.kind is BlockKind.CELL:
        for other in outline.row_around(cell).values():
            if other is not cell and (paper := id_of_cell(outline, other)):
                yield paper


def _is_own(block: Block, start: int) -> bool:
    return _IN_FIRST_BRACKETS.fullmatch(block.text, 0, start) is not None
