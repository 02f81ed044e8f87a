"""Sentences that say what a concept is."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from ingest.linking.links import Link, links_between
from schema.blocks import Block, BlockKind, SpanKind

_GLOSS = r"(?:\s*[(（][^()（）]{2,120}[)）])"
_NO_LABEL = r"(?!\s*[(（][A-Z]?[a-z\d./+-]+[)）])"
_IS = re.compile(
    rf"{_GLOSS}*[”\"'』」]*\s*(?:"
    r"(?:本质上)?(?:就|正|便)?是(?!否|不是|因|为了|指标)|指的?是?(?!标|令|数|出|导|定)|(?:可以)?(?:理解|视|看作|定义)为|被定义为|称为"
    r"|的?(?:核心|基本|关键|最大)?(?:思想|思路|想法|洞察|本质|定义|原理|创新|观察|直觉)[^，。；]{0,16}?(?:是|：|:|为)"
    r"|[=≈]\s*(?![\s\d.])|基于一个|提出了?一[种个类]"
    r"|(?:is|are) (?:an?|the|one|how|what|when)\b|means\b|refers to\b|denotes\b"
    r")",
    re.IGNORECASE,
)
_TOLD_BEHIND = re.compile(rf"[”\"'』」]*{_GLOSS}+[”\"'』」]*\s*(?:：|:|——|—)\s*\S.{{14}}", re.DOTALL)
_HAS_GLOSS = re.compile(rf"{_NO_LABEL}{_GLOSS}+\s*\S.{{14}}", re.DOTALL)
_LEADS = re.compile(rf"{_GLOSS}*[”\"'』」]*\s*(?:：|:|——|—|\s-\s)\s*\S.{{7}}", re.DOTALL)
_LEADS_ON = re.compile(r"[^。！？\n]{0,24}?\s*(?:：|:|？|\?)\s*\S.{14}", re.DOTALL)
_OPENS = re.compile(
    r"(?:^|[。！？；\n：:]|[.!?;]\s)\s*[\"“'‘『「(（]*(?:所谓的?|经典的?|标准的?|an?\s|the\s)?\s*$", re.IGNORECASE
)
_FRONTED = re.compile(
    r"(?:^|[。！？；\n]|[.!?;]\s)(?:在[^，。！？；：\n]{1,16}，|In\s[^,.;:!?\n]{1,30},\s)\s*[\"“'‘『「(（]*(?:an?\s|the\s)?$",
)
_CALLED = re.compile(
    r"(?:称为|称作|称之为|叫[做作]|名为|(?<!重新)定义"
    r"|\b(?:(?:is|are) (?:called|known as)|define|call (?:this|it|them)))"
    r"\s*[\"“'‘『「(（]*(?:the\s|an?\s)?\s*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(rf"[”\"'』」]*{_NO_LABEL}{_GLOSS}\s*\S.{{7}}", re.DOTALL)
_LEADS_TO = re.compile(r"[^。！？\n]*[：:]\s*\Z")
_EXPANSION = re.compile(r"[”\"'』」]*\s*[(（]\s*([^()（）]+?)\s*[)）]")
_FORM = re.compile(r"[^\s,，、;；/][^,，、;；/]*(?<!\s)")
_WORD = re.compile(r"[A-Za-z]+")
_CAPITALS = re.compile(r"[A-Z]")
_ITS_EXAMPLE = re.compile(
    r"\s*(?:的|中的)?\s*(?:示例|样例|例题|例子|实例|题目示例|'s example|examples?)\s*\d*\s*[：:]?\s*", re.IGNORECASE
)
_EXAMPLE_OF = re.compile(
    r"\s*(?:(?:an?|one|the)\s+)?(?:examples?\s+(?:of|from)\s+|示例[：:]\s*|例[：:]\s*)", re.IGNORECASE
)
_COLON = re.compile(r"\s*[：:]?\s*")
_LONG = 10
_REACH = 40


class Told(Enum):
    """How a block tells what a concept is."""

    LED = "led"
    """It opens with the name in bold and says what it is."""
    DEFINED = "defined"
    """A sentence or formula says what it is, or that this is what it is called."""
    INTRODUCED = "introduced"
    """It stands in bold with its long form behind, and the sentence goes on: so a text brings in a new term. One
    word in brackets (``过度拒绝（over-refusal）``) is a label, unless it is an abbreviation."""
    LED_ON = "led on"
    """It opens with something of the concept in bold and goes on about that."""
    EXAMPLE = "example"
    """It announces an example of the concept, and says nothing else."""
    EXPANDED = "expanded"
    """The long form of the name stands beside it."""


def told_in(block: Block, links: Sequence[Link], *, before_formula: bool = False) -> Iterator[tuple[str, Told]]:
    """Yield what a block tells of the concepts that it names, and a formula that follows it."""
    strong = [(span.start, span.end) for span in block.spans if span.kind is SpanKind.STRONG]
    opened = {start for start, _ in strong}
    for link in links:
        expanded = is_expanded(block.text, link, links)
        if block.kind is BlockKind.PARAGRAPH and announces_example(block.text, link.start, link.end):
            yield link.concept, Told.EXAMPLE
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            told = defined_in(block.text, link.start, link.end, strong)
            if told is not None:
                yield link.concept, told
            elif before_formula and not link.start and 0 in opened and _LEADS_TO.match(block.text, link.end):
                yield link.concept, Told.LED
            if expanded and link.start in opened and _GOES_ON.match(block.text, link.end):
                yield link.concept, Told.INTRODUCED
        if expanded:
            yield link.concept, Told.EXPANDED


def defined_in(text: str, start: int, end: int, strong: Iterable[tuple[int, int]] = ()) -> Told | None:
    """Return how a text says what the name that stands in it is, if it does.

    >>> defined_in("LoRA 是一种参数高效微调方法。", 0, 4)
    <Told.DEFINED: 'defined'>
    >>> defined_in("我们用 LoRA 训练。", 4, 8) is None
    True
    """
    bold = [(first, last) for first, last in strong if first <= start and last >= end] if start <= 1 else []
    if bold and (_LEADS.match(text, end) or _IS.match(text, end)):
        return Told.LED
    if _TOLD_BEHIND.match(text, end) or _CALLED.search(text, max(0, start - _REACH), start):
        return Told.DEFINED
    opens = _OPENS.search(text, max(0, start - _REACH), start) is not None
    if not opens and any(first == start for first, _ in strong):
        opens = _FRONTED.search(text, max(0, start - _REACH), start) is not None
    if opens and (_IS.match(text, end) or _HAS_GLOSS.match(text, end)):
        return Told.DEFINED
    return Told.LED_ON if bold and bold[0][1] > end and _LEADS_ON.match(text, end) else None


def announces_example(text: str, start: int, end: int) -> bool:
    """Tell whether a text announces an example of what is named in it, and says nothing else.

    >>> announces_example("GSM8K 示例：", 0, 5), announces_example("An example of GSM8K:", 14, 19)
    (True, True)
    >>> announces_example("GSM8K 示例很短。", 0, 5)
    False
    """
    before, after = text[:start], text[end:]
    return (not before.strip() and _ITS_EXAMPLE.fullmatch(after) is not None) or (
        _EXAMPLE_OF.fullmatch(before) is not None and _COLON.fullmatch(after) is not None
    )


def is_expanded(text: str, link: Link, links: Sequence[Link]) -> bool:
    """Tell whether a name is followed, in parentheses, by its long form: ``QAT（Quantization-Aware Training）``.

    >>> from ingest.linking.links import LinkRule, TextKind
    >>> text = "QAT（Quantization-Aware Training）"
    >>> is_expanded(text, Link("qat", 0, 0, 3, TextKind.TEXT, LinkRule.NAME), [])
    True
    """
    gloss = _EXPANSION.match(text, link.end)
    if gloss is None:
        return False
    forms = {form.span() for form in _FORM.finditer(text, *gloss.span(1))}
    inside = links_between(links, *gloss.span(1))
    if any(other.concept == link.concept and (other.start, other.end) in forms for other in inside):
        return True
    capitals = "".join(_CAPITALS.findall(text[link.start : link.end]))
    initials = "".join(word[0] for word in _WORD.findall(gloss[1])).upper()
    return len(capitals) > 1 and len(gloss[1]) >= _LONG and initials.startswith(capitals)
