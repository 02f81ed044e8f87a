"""The words in which changes are told, in Chinese and English."""

_PHRASES: dict[str, dict[str, tuple[str, str]]] = {
    "lecture": {"added": ("新增的一课", "a new lecture"), "removed": ("取消的一课", "a lecture no more")},
    "page": {"added": ("新页面", "a new page"), "removed": ("页面已删除", "the page is gone")},
    "section": {
        "added": ("新增小节：{after}", "new sections: {after}"),
        "removed": ("删去小节：{before}", "sections gone: {before}"),
        "changed": ("小节：{before} → {after}", "sections: {before} → {after}"),
    },
    "concept": {"added": ("新概念", "a new concept"), "removed": ("不再有的概念", "the concept is gone")},
    "requirement": {
        "added": ("现在先要会 {after}", "now requires {after}"),
        "removed": ("不再要求先会 {before}", "no longer requires {before}"),
        "changed": ("先要会的：{before} → {after}", "requires: {before} → {after}"),
        "reason": ("为什么先要会 {other}：{before} → {after}", "why it requires {other}: {before} → {after}"),
        "evidence": (
            "先要会 {other} 的依据：{before} → {after}",
            "how it is known that it requires {other}: {before} → {after}",
        ),
    },
    "relation": {
        "added": ("新关系 {aspect} {other}", "now {aspect} {other}"),
        "removed": ("不再有关系 {aspect} {other}", "no longer {aspect} {other}"),
        "changed": ("{aspect} {other} 的理由：{before} → {after}", "why {aspect} {other}: {before} → {after}"),
    },
    "order": {
        "added": ("课程现在先讲它再讲 {other}", "now taught before {other}"),
        "removed": ("课程不再先讲它再讲 {other}", "no longer taught before {other}"),
    },
    "coverage": {
        "added": ("现在讲授 {other}", "now teaches {other}"),
        "removed": ("不再讲授 {other}", "no longer teaches {other}"),
    },
    "recommendation": {
        "added": ("现在推荐 {other}", "now recommends {other}"),
        "removed": ("不再推荐 {other}", "no longer recommends {other}"),
        "moved": ("对 {other} 的推荐换了位置：{before} → {after}", "{other} has moved: {before} → {after}"),
        "changed": ("推荐 {other} 的{aspect}：{before} → {after}", "{aspect} of {other}: {before} → {after}"),
    },
    "paper": {"added": ("新论文", "a new paper"), "removed": ("不再有的论文", "the paper is gone")},
    "lab": {"added": ("新实验", "a new lab"), "removed": ("实验已取消", "the lab is gone")},
    "finding": {
        "added": ("新问题 {aspect}：{after}", "new finding {aspect}: {after}"),
        "removed": ("问题已消失 {aspect}：{before}", "finding gone {aspect}: {before}"),
    },
}
"""Phrases by subject, and by kind or aspect; what is not here is made of ``_NOUNS`` and ``_PATTERNS``."""

_NOUNS = {
    "lab-step": ("步骤 {aspect}", "step {aspect}"),
    "setting": ("设置 {aspect}", "setting {aspect}"),
    "lab-concept": ("与 {other} 的关系", "on {other}"),
    "artifact": ("所需的 {aspect}", "start from {aspect}"),
    "deliverable": ("要交的：{aspect}", "to hand in: {aspect}"),
    "expected-result": ("预期 {aspect}", "expected {aspect}"),
    "hardware": ("硬件 {aspect}", "hardware {aspect}"),
    "grading": ("评分 {aspect}", "grading {aspect}"),
    "project": ("项目方向 {aspect}", "project direction {aspect}"),
}
_PATTERNS = {
    "added": ("新增{noun}：{after}", "new {noun}: {after}"),
    "removed": ("删去{noun}：{before}", "no longer {noun}: {before}"),
    "renamed": ("改名：{before} → {after}", "renamed: {before} → {after}"),
    "moved": ("换了位置：{before} → {after}", "moved: {before} → {after}"),
    "changed": ("{noun}：{before} → {after}", "{noun}: {before} → {after}"),
}
_ASPECTS = {
    "body": "正文",
    "description": "简介",
    "kind": "类别",
    "aliases": "别名",
    "area": "领域",
    "definition": "定义",
    "assumed": "是否默认已会",
    "role": "角色",
    "priority": "优先级",
    "hours": "用时",
    "sections": "章节",
    "label": "称呼",
    "page": "页面",
    "lecture": "课次",
    "model": "模型",
    "data": "数据",
}


def phrase_of(subject: str, kind: str, language: str, *, aspect: str, **parts: str) -> str:
    """Return in words what happened, without the name of what it happened to.

    >>> phrase_of("coverage", "added", "en", aspect="", other="Water", before="", after="")
    'now teaches Water'
    """
    chosen = 1 if language == "en" else 0
    own = _PHRASES.get(subject, {})
    told = parts | {"aspect": _aspect_word(aspect, language)}
    said = own.get(aspect) or own.get(kind) or _PATTERNS[kind]
    noun = _NOUNS.get(subject, ("{aspect}", "{aspect}"))[chosen].format(**told)
    phrase = said[chosen].format(noun=noun, **told)
    # Some things are only there or not, and say nothing of themselves.
    return phrase.rstrip("： :")


def sentence_of(name: str, phrase: str, language: str) -> str:
    """Return a phrase with the name of what it is about."""
    return f"{name}: {phrase}" if language == "en" else f"{name}：{phrase}"


def _aspect_word(aspect: str, language: str) -> str:
    """Return what one side of a thing is called, as ``model base`` or ``模型 base``.

    >>> _aspect_word("model base", "zh")
    '模型 base'
    """
    first, gap, rest = aspect.partition(" ")
    return aspect if language == "en" else _ASPECTS.get(first, first) + gap + rest
