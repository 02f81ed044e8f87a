"""The words of the pages in either language, and sentences made of them."""

from graph.minutes import Basis, Minutes
from reading.list_words import time_of as clock
from reading.site.markup import Markup, markup
from schema.values import RelationKind

_WORDS = {
    "about": ("由 Syllagraph 生成的静态页面", "Static pages made by Syllagraph"),
    "aliases": ("又名", "Also called"),
    "all papers": ("全部文献", "Bibliography"),
    "assumed": ("默认已会", "taken for granted"),
    "basics": ("默认已会的基础", "Taken for granted"),
    "because": ("为什么读", "Why"),
    "builds on": ("先读", "Builds on"),
    "concepts": ("概念", "Concepts"),
    "core": ("核心", "Core"),
    "course site": ("课程网站", "Course site"),
    "courses": ("课程", "Courses"),
    "data": ("图数据", "The graph as data"),
    "definition": ("定义", "Definition"),
    "download": ("下载", "Download"),
    "estimated": ("估计", "estimated"),
    "extended": ("扩展", "Further reading"),
    "gone": ("课程里已没有这一项", "No longer in the course"),
    "glossary": ("概念表", "Glossary"),
    "in order": ("按顺序", "Step by step"),
    "labs": ("实验", "Labs"),
    "lectures": ("课次", "Lectures"),
    "links": ("网页链接", "Links"),
    "list": ("阅读清单", "Reading list"),
    "lists": ("保存的清单", "Saved lists"),
    "map": ("课程地图", "Map of the course"),
    "mentioned by": ("提到它的页面", "Mentioned on"),
    "menu": ("导航", "Navigation"),
    "no papers": ("这一讲没有推荐论文。", "No papers are recommended for this lecture."),
    "one of": ("任一即可", "one of these is enough"),
    "open map": ("单独打开地图", "Open the map on its own"),
    "open plan": ("单独打开图", "Open the picture on its own"),
    "or": ("或", "or"),
    "page": ("页面", "Page"),
    "pages": ("这一讲的页面", "Pages of this lecture"),
    "papers": ("论文", "Papers"),
    "papers page": ("课程网站上的论文页", "Papers page on the course site"),
    "plan": ("怎样学到这一讲", "The way to this lecture"),
    "read": ("读", "read"),
    "read it": ("读过", "Read"),
    "relations": ("与其他概念", "In relation to others"),
    "requires": ("先要会", "Requires"),
    "resources": ("书、网站与工具", "Books, sites and tools"),
    "role none": ("其他", "Other"),
    "sections": ("读", "read"),
    "skip": ("跳到正文", "Skip to the text"),
    "sources": ("出处", "Sources"),
    "taught by": ("讲授页面", "Taught on"),
    "taught before": ("课程先讲（不是依赖）", "Taught before it (no need)"),
    "time": ("时间", "Time"),
    "unlocks": ("之后能学", "Unlocks"),
    "untaught": ("课程页面没有讲到", "Not explained on a page of the course"),
    "use": ("用在 LaTeX 里", "Use it in LaTeX"),
    "withdrawn": ("已撤稿", "withdrawn"),
}
_VALUES = {
    "stated": ("原文明说", "stated"),
    "declared": ("教师确认", "confirmed by the instructor"),
    "curated": ("本项目编写，课程未确认", "written by this project, not confirmed by the course"),
    "inferred": ("规则推断", "proposed by a rule"),
    "introduces": ("提出", "introduces"),
    "uses": ("使用", "uses"),
    "surveys": ("综述", "surveys"),
    "practises": ("练习", "practises"),
    "assesses": ("考查", "assesses"),
}
_RELATIONS = {
    RelationKind.PART_OF: (("", " 属于 ", ""), ("", " is part of ", "")),
    RelationKind.VARIANT_OF: (("", " 是 ", " 的变体"), ("", " is a variant of ", "")),
    RelationKind.ANSWERS: (("", " 回应 ", ""), ("", " answers ", "")),
    RelationKind.REPAIRS: (("", " 修补 ", ""), ("", " repairs ", "")),
    RelationKind.REMOVES: (("", " 省去 ", ""), ("", " removes ", "")),
    RelationKind.COMBINES: (("", " 结合 ", ""), ("", " combines ", "")),
    RelationKind.APPLIES: (("", " 应用 ", ""), ("", " applies ", "")),
    RelationKind.EQUALS: (("", " 等同于 ", ""), ("", " equals ", "")),
}
LANGUAGES = {"zh": "中文", "en": "English"}
"""What each language calls itself."""


def word(name: str, language: str) -> str:
    """Return one of the pages' own words."""
    return _WORDS[name][language == "en"]


def value_word(value: str, language: str) -> str:
    """Return how a value of the graph reads in a sentence.

    >>> value_word("uses", "zh"), value_word("uses", "en")
    ('使用', 'uses')
    """
    return _VALUES[value][language == "en"]


def relation_sentence(kind: RelationKind, source: Markup, target: Markup, language: str) -> Markup:
    """Return in words how one concept stands to another.

    >>> relation_sentence(RelationKind.VARIANT_OF, Markup("<b>GRPO</b>"), Markup("PPO"), "zh")
    '<b>GRPO</b> 是 PPO 的变体'
    """
    before, between, behind = _RELATIONS[kind][language == "en"]
    return markup(before, source, between, target, behind)


def lecture_word(number: int, language: str) -> str:
    """Return the name of a lecture in running text.

    >>> lecture_word(3, "zh"), lecture_word(3, "en")
    ('第 3 讲', 'Lecture 3')
    """
    return f"Lecture {number}" if language == "en" else f"第 {number} 讲"


def bracketed(text: str, language: str) -> str:
    """Return a remark in the brackets of a language.

    >>> bracketed("either", "en"), bracketed("任一", "zh")
    (' (either)', '（任一）')
    """
    return f" ({text})" if language == "en" else f"（{text}）"


def count_of(number: int, what: str, language: str) -> str:
    """Return how many there are of lectures, papers, concepts, entries or steps.

    >>> count_of(1, "papers", "en"), count_of(2, "papers", "en"), count_of(2, "papers", "zh")
    ('1 paper', '2 papers', '2 篇论文')
    """
    if language == "en":
        return f"{number} {what if number != 1 else what.removesuffix('s')}"
    return f"{number} {_COUNTED[what]}"


_COUNTED = {
    "lectures": "讲",
    "papers": "篇论文",
    "concepts": "个概念",
    "steps": "步",
}


def span_of(minutes: Minutes | None, language: str) -> str:
    """Return a span of time as people say it, marked where it is an estimate; nothing where none is known.

    >>> span_of(Minutes(120, 150, 180, Basis.DECLARED), "en"), span_of(Minutes(20, 30, 40, Basis.ESTIMATED), "zh")
    ('2–3 h', '约 30 分钟')
    """
    if minutes is None:
        return ""
    if minutes.basis is not Basis.DECLARED:
        return f"{'about' if language == 'en' else '约'} {clock(minutes.likely, language)}"
    if minutes.low == minutes.high:
        return clock(minutes.low, language)
    if minutes.low >= 60 and minutes.low % 30 == 0 == minutes.high % 30:
        hours = f"{minutes.low / 60:g}–{minutes.high / 60:g}"
        return f"{hours} h" if language == "en" else f"{hours} 小时"
    return f"{clock(minutes.low, language)}–{clock(minutes.high, language)}"
