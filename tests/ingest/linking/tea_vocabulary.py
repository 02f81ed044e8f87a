"""An invented vocabulary in both scripts, and pages written as short lists of parts.

In texts ``**word**`` is strong, `` `word` `` is code and ``$word$`` is a formula.
"""

import re

from schema.blocks import Block, BlockKind, Span, SpanKind
from schema.records import Concept, Page
from schema.values import ConceptKind, PageKind, Text

_MARK = re.compile(r"\*\*(?P<strong>[^*]+)\*\*|`(?P<code>[^`]+)`|\$(?P<math>[^$]+)\$")


def concept(slug, *, zh=None, en=None, aliases=()):
    return Concept(
        slug=slug,
        name=Text(zh=zh, en=en),
        aliases=tuple(aliases),
        kind=ConceptKind.TECHNIQUE,
        area="tea",
        definition=Text(en="Something about tea."),
    )


GREEN_TEA = concept("green-tea", zh="龙井茶", en="Green tea")
GONGFU = concept("gongfu", zh="工夫泡法", en="Gongfu brewing", aliases=["GFB"])
COLD_GONGFU = concept("cold-gongfu", zh="冷泡工夫", en="Dr. GFB", aliases=["QGFB"])
LEAF = concept("leaf", zh="叶底分析", en="Leaf reading", aliases=["LeAF", "叶底"])
STEEPING = concept("steeping", zh="浸泡", en="Steeping schedule", aliases=["浸泡时间表"])
COLD_STEEPING = concept("cold-steeping", zh="冷浸泡", en="Cold steeping", aliases=["冷浸泡法"])
BREW = concept("brew-plus", zh="BREW++", en="BREW++", aliases=["Brew.int8()"])
TASTE = concept("taste-pairs", zh="口味对", en="Taste pairs", aliases=["think/no_think"])
SCORE = concept("tea-score", zh="茶汤评分", en="Tea-as-a-Judge", aliases=["Tea-as-Judge", "KL 评分"])
STEAMER = concept("steamer", zh="蒸青机", en="Steamer")

VOCABULARY = (
    GREEN_TEA,
    GONGFU,
    COLD_GONGFU,
    LEAF,
    STEEPING,
    COLD_STEEPING,
    BREW,
    TASTE,
    SCORE,
    STEAMER,
)


def heading(text, level=2):
    return BlockKind.HEADING, text, {"level": level, "anchor": f"a-{text}"}


def p(text):
    return BlockKind.PARAGRAPH, text, {}


def item(text):
    return BlockKind.ITEM, text, {}


def cells(*rows):
    return [
        (BlockKind.CELL, text, {"row": row, "column": column, "header": row == 0, "parent": 0})
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]


def part(kind, text, **more):
    return kind, text, more


def inside(parent, one):
    """Return a part that stands in the container at a position."""
    kind, text, more = one
    return kind, text, {**more, "parent": parent}


def blocks_of(*parts):
    return tuple(_block(position, *one) for position, one in enumerate(parts))


def page_of(*parts, title="Tea", kind=PageKind.SECTION, description=None, lecture=None):
    return Page(
        course="tea",
        path="/docs/tea",
        title=title,
        description=description,
        kind=kind,
        position=0,
        lecture=lecture,
        blocks=blocks_of(*parts),
    )


def _block(position, kind, source, more):
    text, spans, last = "", [], 0
    for mark in _MARK.finditer(source) if kind not in (BlockKind.CODE, BlockKind.MERMAID) else ():
        text += source[last : mark.start()]
        words = mark[mark.lastgroup]
        spans.append(Span(kind=SpanKind(mark.lastgroup), start=len(text), end=len(text) + len(words)))
        text += words
        last = mark.end()
    return Block(position=position, kind=kind, text=text + source[last:], spans=tuple(spans), **more)
