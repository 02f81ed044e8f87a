"""The written mapping from what a sentence says of two concepts to the kind of edge: cue by cue, in both languages.

In the patterns below ``<S>`` and ``<T>`` stand for the source and the target of the edge: one concept or several in a
row. ``~`` is a short gap without comma or negation, ``…`` a longer one that may hold a comma, ``≈`` a very short one.
``^<S>`` is what a sentence is about: the concept it begins with, whatever else it names before the cue comes (``≫``).
docs/statements.md holds the same mapping as a table.
"""

import re
from dataclasses import dataclass

from ingest.statements.proposals import ProposalKind

NAME = "[\ue000-\uf8ff]"
"""A character that stands for a name of a concept."""

_SEPARATOR = r"(?:[、/·&+＋]|和|与|及|以及|或|, ?and\b|\band\b|\bor\b|, )"
_SEVERAL = rf"{NAME}(?:[^\W\ue000-\uf8ff]{{0,4}} ?{_SEPARATOR} ?{NAME}){{0,5}}"
_NO = r"(?!n't\b|\b(?:not|no|never)\b)"
_NEAR = f"(?:(?:{_NO}[^\ue000-\uf8ff。，,；;：:！？!?不没非未无]){{0,16}}?|(?:{_NO}[a-z' -]){{0,40}}?)"
_TIGHT = "[^\ue000-\uf8ff。，,；;：:！？!?的 ]{0,6} ?"
_BEGIN = r"^[\W\d]{0,6}(?:而|但|其中|因此|所以|尽管|虽然|标准|经典|传统|the |standard )? ?"
_ON = "[^。；;！？!?]{0,80}?"
_FAR = "[^\ue000-\uf8ff。；;！？!?不没非未]{0,32}?"


@dataclass(frozen=True, slots=True)
class Cue:
    """A way to say an edge.

    Attributes:
        name: Name of the rule.
        kind: What it says.
        confidence: How often it says so, by what was seen on real pages.
        patterns: How it is said; the groups ``s`` and ``t`` hold the names of source and target.
    """

    name: str
    kind: ProposalKind
    confidence: float
    patterns: tuple[re.Pattern[str], ...]


_SIGNS = {
    "~": _NEAR,
    "…": _FAR,
    "≈": _TIGHT,
    "≫": _ON,
    "^": _BEGIN,
    "<S>": f"(?P<s>{_SEVERAL})",
    "<T>": f"(?P<t>{_SEVERAL})",
}
_ANY_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))


def _cue(name: str, kind: ProposalKind, confidence: float, *patterns: str) -> Cue:
    return Cue(name, kind, confidence, tuple(re.compile(_written_out(pattern), re.IGNORECASE) for pattern in patterns))


def _written_out(pattern: str) -> str:
    return _ANY_SIGN.sub(lambda sign: _SIGNS[sign[0]], pattern)


CUES = (
    _cue(
        "basis-of",
        ProposalKind.REQUIRES,
        0.8,
        r"<T>~(?:是|作为)~<S>~的~(?:基础|基石|前提|先决条件)",
        r"<S>~(?:的|所需的)~(?:基础|基石|前提|先决条件)~是~<T>",
        r"<T> (?:is|are) ~(?:basis|foundations?|prerequisites?|groundwork) (?:of|for|to) ~<S>",
        r"~(?:basis|foundation|prerequisite) (?:of|for|to) ~<S>~ is ~<T>",
    ),
    _cue(
        "built-on",
        ProposalKind.REQUIRES,
        0.75,
        r"<S>~(?:建立|构建|建构)(?:在|于)~<T>",
        r"<S>~在~<T>~(?:的)?基础(?:之)?上",
        r"<S>~以~<T>~为(?:基础|前提)",
        r"<S>~ (?:builds?|is built|are built|rests?) (?:up)?on ~<T>",
    ),
    _cue("based-on", ProposalKind.REQUIRES, 0.6, r"<S>~基于~<T>", r"<S>~ (?:is|are) based (?:up)?on ~<T>"),
    _cue(
        "needs-first",
        ProposalKind.REQUIRES,
        0.7,
        r"<S>~(?:需要先|必须先|依赖于?|离不开)~<T>",
        r"(?:学习|理解|掌握)~<S>~(?:之前|以前|前)…(?:学习|理解|掌握|了解|需要)~<T>",
        r"<T>~(?:学完|学会|掌握)~(?:之后|以后|后)~(?:才能|才可以|再)~<S>",
        r"<S>~ (?:requires?|needs?|relies on|rely on|depends? on|presupposes?) ~<T>",
    ),
    _cue("start-for", ProposalKind.REQUIRES, 0.6, r"<T>~为~<S>~(?:提供|打下|奠定)~(?:起点|基础|初始化|前提)"),
    _cue(
        "repairs",
        ProposalKind.REPAIRS,
        0.7,
        r"<S>~(?:是)?对~<T>~的?~改进",
        r"<S>~(?:修复|修正|修补|弥补|缓解)了?~<T>",
        r"<S>~改进了? ?<T>",
        r"<S>~ (?:repairs?|fix(?:es)?|mends?|improves?(?: up)?(?:on)?|mitigates?) ~<T>",
    ),
    _cue(
        "answers",
        ProposalKind.ANSWERS,
        0.65,
        r"<S>…(?:解决|应对|克服|针对)了?~<T>~(?:问题|局限|缺陷|不足|瓶颈)",
        r"(?:解决|克服)~<T>~(?:问题|局限|不足|缺陷)…(?:提出|引入|出现)了?~<S>",
        r"<S>~ (?:address(?:es)?|answers?|solves?|overcomes?) ~<T>",
    ),
    _cue(
        "removes",
        ProposalKind.REMOVES,
        0.65,
        r"^<S>≫(?:去掉|去除|移除|消除|省去|省掉|跳过|绕过|无需|不需要|不再需要|不使用|摆脱)了?≈<T>",
        r"<S>~ (?:removes?|drops?|skips?|eliminates?|dispenses? with|does not (?:need|require|use)|needs? no) ~<T>",
        r"<S>~ without ~<T>",
    ),
    _cue(
        "stands-for",
        ProposalKind.REMOVES,
        0.55,
        r"^<S>≫(?:代替|替代|取代)了?≈<T>",
        r"<S>~ (?:replaces?|takes? the place of) ~<T>",
    ),
    _cue(
        "combines",
        ProposalKind.COMBINES,
        0.7,
        r"<S>~ ?= ?~<T>",
        r"<S>~(?:结合|融合|合并)了?~<T>",
        r"<S>~将~<T>~(?:合并|结合|统一|融合)",
        rf"(?P<s>{NAME})~ ?[+＋] ?~(?P<t>{NAME})~的?(?:组合|结合)",
        r"<S>~ (?:combines?|joins?|merges?|unites?) ~<T>",
    ),
    _cue(
        "applies",
        ProposalKind.APPLIES,
        0.65,
        r"将~<T>~(?:应用|运用)(?:于|到|在)~<S>",
        r"<T>~(?:被)?(?:应用|运用)(?:于|到|在)~<S>",
        r"<T>~ (?:is|are|was|were)? ?applied to ~<S>",
    ),
    _cue(
        "used-for",
        ProposalKind.APPLIES,
        0.5,
        r"<T>~(?:可以|可|能|被)?(?<!应)用于~<S>",
        r"<T>~ (?:is|are) used (?:for|in) ~<S>",
    ),
    _cue(
        "variant-of",
        ProposalKind.VARIANT_OF,
        0.75,
        r"<S>~(?:是|视为|看作|看成|作为)~<T>~的~(?:特例|变体|推广|扩展|简化|改进版|一般化)",
        r"<S>~本质上~是~(?:一种|特殊)~<T>",
        r"<S>~是一种~<T>",
        r"<S>~ (?:is|are) ~(?:variant|special case|generali[sz]ation|form|kind|extension)s? of ~<T>",
    ),
    _cue(
        "equals",
        ProposalKind.EQUALS,
        0.65,
        r"<S>~(?:等价于|等同于)~<T>",
        r"<S>~本质上就是…<T>",
        r"<S>~ (?:equals|is equivalent to|is the same as|amounts to) ~<T>",
    ),
    _cue(
        "before",
        ProposalKind.PRECEDES,
        0.65,
        r"先~<S>…(?:再|然后|之后|随后|后|最后)~<T>",
        r"<S>~(?:之后|以后)~(?:再|是|进行|使用|做|学)~<T>",
        r"(?:first|starts? with) ~<S>…,? (?:then|and then) ~<T>",
        r"<S>~ (?:is|comes|goes) ~(?:before|ahead of) ~<T>",
    ),
)
"""All cues; each is looked for in every sentence that names two concepts."""
