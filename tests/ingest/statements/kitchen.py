"""An invented course on tea, in pieces: a vocabulary, what finds it, and pages."""

from ingest.statements.names import finder_of
from schema.blocks import Block, BlockKind, Span, SpanKind
from schema.record_set import RecordSet
from schema.records import Concept, Page, Precedence, Relation, Requirement
from schema.values import ConceptKind, Evidence, PageKind, RelationKind, SourceRef, Text

COURSE = "tea"
_NAMES = (
    ("leaf", "茶叶", "Tea leaf", ConceptKind.DATA),
    ("water", "热水", "Hot water", ConceptKind.DATA),
    ("steeping", "冲泡", "Steeping", ConceptKind.METHOD),
    ("cold-brew", "冷泡", "Cold brew", ConceptKind.METHOD),
    ("whisking", "点茶", "Whisking", ConceptKind.METHOD),
    ("straining", "过滤", "Straining", ConceptKind.METHOD),
    ("serving", "奉茶", "Serving", ConceptKind.STAGE),
    ("teapot", "茶壶", "Teapot", ConceptKind.TOOL),
    ("tasting", "品鉴", "Tasting", ConceptKind.EVALUATION),
)


def concept(slug: str, zh: str, en: str, kind: ConceptKind) -> Concept:
    name = Text(zh=zh, en=en)
    return Concept(slug=slug, name=name, kind=kind, area="tea", definition=name)


CONCEPTS = tuple(concept(*names) for names in _NAMES)
BY_SLUG = {one.slug: one for one in CONCEPTS}
FINDER = finder_of(CONCEPTS)


def heading(text, anchor, level=2):
    return {"kind": BlockKind.HEADING, "text": text, "anchor": anchor, "level": level}


def p(text):
    """A paragraph; what stands between backticks is code."""
    spans, plain = [], ""
    for number, part in enumerate(text.split("`")):
        if number % 2:
            spans.append(Span(kind=SpanKind.CODE, start=len(plain), end=len(plain) + len(part)))
        plain += part
    return {"kind": BlockKind.PARAGRAPH, "text": plain, "spans": tuple(spans)}


def chart(text):
    return {"kind": BlockKind.MERMAID, "text": text}


def code(text):
    return {"kind": BlockKind.CODE, "text": text}


def page(*blocks, path="/tea", title="A page", position=0):
    whole = tuple(Block(position=number, **fields) for number, fields in enumerate(blocks))
    return Page(course=COURSE, path=path, title=title, kind=PageKind.SECTION, position=position, blocks=whole)


def at(anchor=None, path="/tea"):
    return SourceRef(page=path, anchor=anchor)


def need(slug, *any_of, group=0, sources=(), evidence=Evidence.STATED):
    reason = Text(zh="因为", en="because")
    return Requirement(concept=slug, group=group, any_of=any_of, reason=reason, evidence=evidence, sources=sources)


def relation(source, kind, target, *, sources=(), evidence=Evidence.STATED):
    reason = Text(zh="因为", en="because")
    kind = RelationKind(kind)
    return Relation(source=source, kind=kind, target=target, reason=reason, evidence=evidence, sources=sources)


def order(before, after, *, sources=(), evidence=Evidence.STATED):
    reason = Text(zh="因为", en="because")
    return Precedence(course=COURSE, before=before, after=after, reason=reason, evidence=evidence, sources=sources)


def known(*records):
    return RecordSet.of([*CONCEPTS, *records])
