"""Pages for tests, written as short lists of parts.

In texts ``[name](address)`` is a link and ``**word**`` is strong; a part that holds others takes them after its text.
"""

import re
from dataclasses import dataclass, field

from schema.blocks import Block, BlockKind, Span, SpanKind
from schema.records import Page
from schema.values import PageKind

_MARK = re.compile(r"\[(?P<name>[^\]]*)\]\((?P<href>[^)\s]+)\)|\*\*(?P<strong>[^*]+)\*\*")


@dataclass(frozen=True)
class Part:
    kind: BlockKind
    text: str = ""
    inside: tuple["Part", ...] = ()
    more: dict[str, object] = field(default_factory=dict)


def heading(text, level=2):
    return Part(BlockKind.HEADING, text, (), {"level": level})


def p(text):
    return Part(BlockKind.PARAGRAPH, text)


def code(text):
    return Part(BlockKind.CODE, text)


def card(title, href, *body):
    return Part(BlockKind.CARD, title, tuple(map(p, body)), {"href": href})


def items(*texts):
    inside = tuple(text if isinstance(text, Part) else Part(BlockKind.ITEM, text) for text in texts)
    return Part(BlockKind.LIST, "", inside, {"ordered": False})


def item(text, *inside):
    return Part(BlockKind.ITEM, text, inside)


def callout(title, *inside):
    return Part(BlockKind.CALLOUT, title, inside)


def table(*rows):
    cells = (
        Part(BlockKind.CELL, text, (), {"row": row, "column": column, "header": row == 0})
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text is not None
    )
    return Part(BlockKind.TABLE, "", tuple(cells))


def page_of(*parts, kind=PageKind.PAPERS, lecture=1, path="/docs/lecture-1/papers"):
    blocks = []
    for part in parts:
        _add(blocks, part, None)
    return Page(course="tea", path=path, title="Tea", kind=kind, position=0, lecture=lecture, blocks=tuple(blocks))


def _add(blocks, part, parent):
    position = len(blocks)
    text, spans = _marked(part.text)
    blocks.append(Block(position=position, kind=part.kind, text=text, spans=spans, parent=parent, **part.more))
    for inner in part.inside:
        _add(blocks, inner, position)


def _marked(source):
    text, spans, last = "", [], 0
    for match in _MARK.finditer(source):
        text += source[last : match.start()]
        words = match["name"] or match["strong"]
        kind = SpanKind.STRONG if match["strong"] else SpanKind.LINK
        spans.append(Span(kind=kind, start=len(text), end=len(text) + len(words), href=match["href"]))
        text += words
        last = match.end()
    return text + source[last:], tuple(spans)
