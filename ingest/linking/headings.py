"""What a heading is about: the concepts it announces, told apart from those it only names.

``LoRA：低秩适配``, ``掩码损失的原理``, ``步骤 2：奖励模型训练（RM）`` and ``什么是 RLVR`` announce; ``从 PPO 到 GRPO``,
``DPO vs RLHF``, ``SFT 的局限``, ``为什么仅靠 SFT 不够`` and ``扩展阅读`` do not.
"""

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import TypeAlias

Name: TypeAlias = tuple[int, int, str]
"""Start, end and concept of a name."""

_LONGEST = 300
_ORDINAL = r"[\d一二三四五六七八九十]+"
_ENUMERATOR = re.compile(
    rf"\s*(?:(?:第\s*{_ORDINAL}\s*(?:步|章|节|部分)|(?:阶段|步骤|方法|技术|创新|方案|模块|part|step|stage|phase|method)"
    rf"\s*{_ORDINAL})\s*[：:、.—\-]+|\d+(?:\.\d+)+\s+|{_ORDINAL}\s*[、.．]|[(（]\s*{_ORDINAL}\s*[)）])\s*",
    re.IGNORECASE,
)
_CUT = re.compile(r"：|:\s|——|\s[—–-]\s|—")
_PARENTHESIS = re.compile(r"[(（](?:[^()（）]|[(（][^()（）]*[)）])*[)）]")
_RECALLING = re.compile(r"回顾|复习|重温|recap\b|revisit", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:什么是|何为|认识|深入|理解|详解|回顾|复习|重温|经典|标准|完整|广义|基本|典型|主要|为什么需要|为何需要|的|\s"
    r"|what (?:is|are)|why|understanding|introduction to|introducing|revisiting|the\b|an?\b|how)*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?:的|与|和|及|以及|是什么|深层|直觉|理解|原理|原则|核心|思想|概念|基础|基本|方法|算法|公式|推导|数学|定义|本质|详解|解析"
    rf"|简介|概述|介绍|概览|全景|图|入门|框架|流程|训练|架构|机制|优化|步骤|实践|实现|目标|函数|损失|模型|格式|范式|设计|结构"
    rf"|构建|技术|偏好|评估|策略|模板|缓解|控制|(?:检查)?清单|{_ORDINAL}\s*(?:步|个|种|大|阶段)"
    rf"|explained|principles?|basics|methods?|algorithms?|derivation|loss|objective|training|templates?"
    rf"|in (?:practice|depth|detail)|overview|checklist|and|[\s,，、&/?？])*",
    re.IGNORECASE,
)
_FACET = re.compile(
    r"(?:质量|来源|成本|开销|特点|优势|效果|结果|影响|作用|应用|构成|分类|类型|分析|计算|估算|调优|配置)+"
    r"|quality|costs?|results|analysis|tuning"
    r"|的\s*(?:(?!对比|比较|区别|关系)[^与和及、&+/，,：:]){2,16}|['’]s\s+[a-z][a-z -]{2,40}",
    re.IGNORECASE,
)
_FACET_OF = re.compile(r"(?:the\s+)?[a-z][a-z -]{2,40}\s+of(?:\s+the|\s+an?)?", re.IGNORECASE)
_FLAW = re.compile(
    r"问题|缺陷|缺点|不足|弱点|problems?\b|issues?\b|flaws?\b|shortcomings?\b|drawbacks?\b", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*(?:与|和|及|以及|、|&|,|，|\+|/|and)\s*", re.IGNORECASE)
_ASIDE = re.compile(
    r"参考|文献|阅读|延伸|小结|总结|下一步|下一节|展望|关键词|学习目标|常见问题(?:解答|\s*[(（]|\s*$)|练习|作业|思考题|附录|致谢"
    r"|references?\b|further reading|summary|recap|conclusions?\b|next steps?|what'?s next|keywords|exercises?\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(r"引言|导言|前言|概述|背景|introduction\b|background\b|overview\b", re.IGNORECASE)
_NOT_ENOUGH = re.compile(
    r"仅靠|只靠|光靠|不够|不足以|局限|困境|is not enough|falls? short|limits of|limitations of", re.IGNORECASE
)


class Announced(Enum):
    """How a heading stands to a concept it names, from the strongest."""

    ALONE = "alone"
    """It is the name, perhaps with a number before and an explanation behind."""
    SUBJECT = "subject"
    """It says that something about it is explained."""
    SHARED = "shared"
    """It announces several."""
    FACET = "facet"
    """It says that something of it, and nothing else, is looked at: ``X 的显存开销``, ``The cost of X``."""
    RECALLED = "recalled"
    """It says that it was explained before."""
    NAMED = "named"
    """It names it in some other way."""


def is_aside(heading: str) -> bool:
    """Tell whether what follows a heading explains nothing: a summary, references, what comes next.

    >>> is_aside("本节小结"), is_aside("掩码损失")
    (True, False)
    """
    return _ASIDE.search(heading) is not None


def recalls(text: str) -> bool:
    """Tell whether a text begins by recalling what was explained before.

    >>> recalls("回顾上一节，LoRA 冻结原有权重。"), recalls("LoRA 冻结原有权重。")
    (True, False)
    """
    return _RECALLING.match(text.lstrip()) is not None


def is_lead_in(heading: str) -> bool:
    """Tell whether a heading opens an introduction, which names more than it explains.

    >>> is_lead_in("引言：从 DPO 回到 RLHF")
    True
    """
    return _LEAD_IN.match(heading) is not None


def announced_in(heading: str, names: Iterable[Name]) -> dict[str, Announced]:
    """Return how a heading stands to each concept it names.

    >>> announced_in("LoRA：低秩适配", [(0, 4, "lora")])
    {'lora': <Announced.ALONE: 'alone'>}
    """
    found = sorted(names)
    told = dict.fromkeys((concept for _, _, concept in found), Announced.NAMED)
    if len(heading) > _LONGEST or is_aside(heading) or is_lead_in(heading):
        return told
    return told | _announced(heading, found)


def _announced(heading: str, names: Sequence[Name]) -> dict[str, Announced]:
    enumerator = _ENUMERATOR.match(heading)
    start = enumerator.end() if enumerator else 0
    cut = _CUT.search(heading, start)
    end = cut.start() if cut else len(heading)
    asides = [aside.span() for aside in _PARENTHESIS.finditer(heading, start, end)]
    in_asides = [name for name in names if any(first < name[0] < last for first, last in asides)]
    plain = [name for name in names if start <= name[0] and name[1] <= end and name not in in_asides]
    if not plain:
        return _glossed(heading[:end], start, in_asides, asides)
    pieces, last = [], start
    for first, stop, _ in plain:
        pieces.append(heading[last:first])
        last = stop
    before, *between, after = (_PARENTHESIS.sub("", piece).strip() for piece in (*pieces, heading[last:end]))
    subjects = dict.fromkeys(concept for _, _, concept in plain)
    if len(plain) == 1 and not _NOT_ENOUGH.search(heading) and _is_facet(before, after):
        return dict.fromkeys(subjects, Announced.FACET)
    if not _BEFORE.fullmatch(before):
        return {}
    if not _AFTER.fullmatch(after) or not all(_BETWEEN.fullmatch(one) for one in between if one):
        both = {concept for _, _, concept in in_asides}
        return {concept: Announced.SUBJECT for concept in subjects if concept in both}
    if _RECALLING.search(before):
        how = Announced.RECALLED
    elif len(subjects) > 1:
        how = Announced.SHARED
    else:
        how = Announced.SUBJECT if before or after else Announced.ALONE
    return dict.fromkeys(subjects, how)


def _is_facet(before: str, after: str) -> bool:
    """Tell whether the words around the only name of a heading say that one side of it is looked at."""
    if (_BEFORE.fullmatch(before) and _AFTER.fullmatch(after)) or _FLAW.search(before + after):
        return False
    return (not before and _FACET.fullmatch(after) is not None) or (
        not after and _FACET_OF.fullmatch(before) is not None
    )


def _glossed(
    heading: str, start: int, names: Sequence[Name], asides: Sequence[tuple[int, int]]
) -> dict[str, Announced]:
    """Return the concept whose name alone closes a heading in parentheses, as ``重复删除（Deduplication）``."""
    if not asides or not heading[start : asides[-1][0]].strip() or heading[asides[-1][1] :].strip():
        return {}
    first, last = asides[-1]
    inside = {concept for at, _, concept in names if first < at < last}
    whole = {concept for at, stop, concept in names if (at, stop) == (first + 1, last - 1)}
    return dict.fromkeys(whole, Announced.SUBJECT) if len(inside) == 1 else {}
