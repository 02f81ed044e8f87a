"""The words the command uses in either language, and spans of time as people write them."""

from graph.minutes import Minutes
from schema.values import RelationKind

_WORDS = {
    "what": ("学什么", "what"),
    "materials": ("读与做", "read and run"),
    "time": ("时间", "time"),
    "why": ("为什么", "why"),
    "steps": ("步", "steps"),
    "assumed": ("默认已会", "assumed"),
    "known": ("已会", "known"),
    "only for order": ("只为课程顺序", "only for the course's order"),
    "bonus": ("加分", "bonus"),
    "elective": ("选做", "elective"),
    "seen": ("前面的步骤已经读过、计过时间", "read, and its time counted, in an earlier step"),
    "instead": ("也可以", "would do as well"),
    "left out": ("略去", "left out"),
    "kept": ("仍保留", "kept"),
    "of step": ("用于", "for"),
    "way round": ("。办法：", ". Way round: "),
    "nothing fits": ("照这些限制，没有一步放得下", "no step fits these constraints"),
    "nothing to do": ("目标都已掌握，无需再学", "nothing to do: all of it is known or assumed"),
    "requires": ("先要会", "requires"),
    "any of": ("任一即可", "any of"),
    "unlocks": ("之后能学", "unlocks"),
    "taught by": ("讲授页面", "taught by"),
    "mentioned by": ("提到它的页面", "mentioned by"),
    "papers": ("论文", "papers"),
    "papers proposed": ("规则推测的论文（未经确认）", "papers, as rules propose (nobody has confirmed it)"),
    "labs": ("实验", "labs"),
    "also called": ("又名", "also called"),
    "stands to others": ("与其他概念", "in relation"),
    "taught before": ("课程先讲", "taught before it"),
    "recommended": ("课程推荐", "recommended"),
    "teaches": ("讲授", "teaches"),
    "mentions": ("提到", "mentions"),
    "concepts": ("概念", "concepts"),
    "concepts proposed": ("规则推测的概念（未经确认）", "concepts, as rules propose (nobody has confirmed it)"),
    "key": ("引用键", "key"),
    "withdrawn": ("已撤稿", "WITHDRAWN"),
    "unverified": ("未经来源证实", "not confirmed by a source"),
    "stale": ("正文来自较早的读取", "body from an earlier ingest"),
    "lecture": ("课次", "lecture"),
    "needs": ("需要", "needs"),
    "pages": ("页面", "pages"),
    "not exact": ("选择太多，未穷尽比较", "too many choices to compare all"),
    "estimated": ("估计", "estimated"),
    "declared": ("课程给出", "as the course says"),
    "mixed": ("部分为估计", "partly estimated"),
}

_RELATIONS = {
    RelationKind.PART_OF: ("{} 属于 {}", "{} is part of {}"),
    RelationKind.VARIANT_OF: ("{} 是 {} 的变体", "{} is a variant of {}"),
    RelationKind.ANSWERS: ("{} 回应 {}", "{} answers {}"),
    RelationKind.REPAIRS: ("{} 修补 {}", "{} repairs {}"),
    RelationKind.REMOVES: ("{} 省去 {}", "{} removes {}"),
    RelationKind.COMBINES: ("{} 结合 {}", "{} combines {}"),
    RelationKind.APPLIES: ("{} 应用 {}", "{} applies {}"),
    RelationKind.EQUALS: ("{} 等同于 {}", "{} equals {}"),
}
_VALUES = {
    "stated": "原文明说",
    "declared": "教师确认",
    "curated": "本项目编写",
    "inferred": "规则推断",
    "introduces": "提出",
    "uses": "使用",
    "surveys": "综述",
    "practises": "练习",
    "assesses": "考查",
    "core": "核心",
    "extended": "扩展",
    "optional": "可选",
}


def value_word(value: str, language: str) -> str:
    """Return how a value of the graph reads in a sentence.

    >>> value_word("stated", "zh"), value_word("stated", "en")
    ('原文明说', 'stated')
    """
    return value if language == "en" else _VALUES.get(value, value)


def relation_sentence(kind: RelationKind, source: str, target: str, language: str) -> str:
    """Return in words how one concept stands to another.

    >>> relation_sentence(RelationKind.VARIANT_OF, "GRPO", "PPO", "zh")
    'GRPO 是 PPO 的变体'
    """
    return _RELATIONS[kind][1 if language == "en" else 0].format(source, target)


def word(name: str, language: str) -> str:
    """Return one of the command's own words."""
    return _WORDS[name][1 if language == "en" else 0]


def span_of(minutes: Minutes | None) -> str:
    """Return a span of time as ``2 h 05``, or a dash where nothing is known.

    >>> from graph.minutes import Basis
    >>> span_of(Minutes(100, 125, 150, Basis.ESTIMATED)), span_of(None)
    ('2 h 05', '–')
    """
    if minutes is None:
        return "–"
    hours, rest = divmod(minutes.likely, 60)
    return f"{hours} h {rest:02}" if hours else f"{rest} min"
