"""What a page calls the things it leads to."""

import re

from ingest.recommended.block_outline import BlockOutline
from ingest.recommended.own_ids import leads_to_paper
from ingest.recommended.priority_words import priority_of
from schema.blocks import Block, BlockKind, SpanKind

_NUMBERING = re.compile(r"\d{1,3}(?:[.)]\s+|[、．]\s*)")
_NAMES = re.compile(
    r"论文|文献|标题|题目|名称|资源|材料|\b(?:papers?|titles?|names?|readings?|resources?)\b", re.IGNORECASE
)
_SAYS_NOTHING = re.compile(
    r"\W*(?:(?:pdf|html|abs|links?|papers?|doi|here|论文|链接|原文|全文|地址|下载|arxiv(?:\s*:?\s*[\d./v]+)?)\W*)+",
    re.IGNORECASE,
)
_BEFORE_LINK = re.compile(r"[\s(（\[【,，:：—–|-]*$")
_LONGEST = 2000


def card_title(outline: BlockOutline, card: Block) -> str:
    """Return the title of a card, or how its text begins."""
    inside = (block.text.partition("\n")[0] for block in outline.inside(card))
    return _clean(card.text) or next(filter(None, map(_clean, inside)), "")


def label_of(outline: BlockOutline, block: Block, start: int, end: int) -> str:
    """Return what a page calls what it leads to from a stretch of a block.

    That is the text of the link. In a later column of a table it is the row's first cell, unless that gives only a
    number or a priority, or the column itself is one of names. Where the text says nothing (``PDF``), it is what stands
    before it.
    """
    text = _clean(block.text[start:end])
    if block.kind is BlockKind.CELL and block.column and not _NAMES.search(outline.head_of(block)):
        row = outline.row_of(block)
        first = row[min(row)].text
        if re.search(r"[^\W\d]", first) and priority_of(first) is None:
            return _clean(first) or text
    if not _SAYS_NOTHING.fullmatch(text):
        return text
    earlier = any(span.kind is SpanKind.LINK and span.end <= start for span in block.spans)
    if block.kind in (BlockKind.ITEM, BlockKind.CELL) and not earlier:
        before = _BEFORE_LINK.sub("", re.split(r"[\n。；;]", block.text[:start])[-1])
        return _clean(before) or text
    card = outline.card_around(block)
    return text if card is None or leads_to_paper(card) else card_title(outline, card)


def _clean(text: str) -> str:
    """Return a label without its number and the marks of a title.

    >>> _clean("1. 《Patient  Kettles》")
    'Patient Kettles'
    """
    line = " ".join(text.split())
    line = line[match.end() :] if (match := _NUMBERING.match(line)) and match.end() < len(line) else line
    if line.startswith("《") and line.endswith("》"):
        line = line[1:-1].strip() or line
    return line[:_LONGEST]
