"""The words of reading lists and schedules in either language, and spans of time as people write them."""

import re
from collections.abc import Sequence

from graph.minutes import Basis, Minutes
from reading.advice import priority_named, role_named
from reading.tex import folded
from schema.records import Recommendation
from schema.values import Evidence, Role

_BORDER = re.compile(r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])")
_WORDS = {
    "list": ("阅读清单", "Reading list"),
    "schedule": ("每周安排", "Weekly schedule"),
    "paper": ("篇论文", "papers"),
    "one paper": ("篇论文", "paper"),
    "week": ("第 {} 周", "Week {}"),
    "free": ("本周没有安排。", "Nothing this week."),
    "read": ("读", "read"),
    "after": ("先读", "Read first"),
    "lacks": ("它所依据的论文不在清单里", "Builds on papers that are not on the list"),
    "left out": ("时间不够，未列入", "Left out for lack of time"),
    "nothing": ("没有符合条件的论文。", "No paper fits what was asked for."),
    "part": ("第 {} 部分，共 {} 部分", "part {} of {}"),
    "legend": (
        "原文明说：页面或论文写明；教师确认：任课教师认可；本项目编写：出自本项目的词汇表，课程未确认；规则推断：由规则得出。",
        "Stated: a page or paper says so. Declared: the instructor accepted it. "
        "Curated: from this project's vocabulary; the course has not confirmed it. Inferred: found by a rule.",
    ),
    "done": ("已读", "Read"),
    "withdrawn": ("已撤稿", "withdrawn"),
    "per week": ("每周 {} 小时", "{} hours a week"),
}
_EVIDENCE = {
    Evidence.STATED: ("原文明说", "stated"),
    Evidence.DECLARED: ("教师确认", "declared"),
    Evidence.CURATED: ("本项目编写", "curated"),
    Evidence.INFERRED: ("规则推断", "inferred"),
}
_BASES = {
    Basis.DECLARED: ("课程给出", "as the course says"),
    Basis.ESTIMATED: ("估计", "estimated"),
    Basis.MIXED: ("部分为估计", "partly estimated"),
}


def word(name: str, language: str, *values: object) -> str:
    """Return one of the words of lists, with values in its gaps."""
    return _WORDS[name][language == "en"].format(*values)


def evidence_word(evidence: Evidence, language: str) -> str:
    """Return how something is known, in a word or two."""
    return _EVIDENCE[evidence][language == "en"]


def basis_word(basis: Basis, language: str) -> str:
    """Return where minutes come from, in a word or two."""
    return _BASES[basis][language == "en"]


def role_word(role: Role, language: str) -> str:
    """Return a role in a word."""
    return role_named(role, language)


def priority_word(one: Recommendation, language: str) -> str:
    """Return a priority in the course's word, where the language has it, or nothing where there is none."""
    own = folded(one.priority_text or "")
    if language != "en" and own:
        return own
    return priority_named(one.priority, language) if one.priority else ""


def joined(names: Sequence[str], language: str) -> str:
    """Return names as a sentence lists them.

    >>> joined(["tea", "milk", "sugar"], "en"), joined(["茶", "奶", "糖"], "zh")
    ('tea, milk and sugar', '茶、奶与糖')
    """
    if len(names) < 2:
        return "".join(names)
    comma, last = (", ", " and ") if language == "en" else ("、", "与")
    return f"{comma.join(names[:-1])}{last}{names[-1]}"


def spaced(text: str) -> str:
    """Return Chinese with a blank wherever it meets Latin letters or digits.

    >>> spaced("提出PPO与截断目标")
    '提出 PPO 与截断目标'
    """
    return _BORDER.sub(" ", text)


def time_of(minutes: int, language: str) -> str:
    """Return a time as people say it.

    >>> time_of(125, "en"), time_of(125, "zh"), time_of(45, "zh"), time_of(120, "en")
    ('2 h 5 min', '2 小时 5 分钟', '45 分钟', '2 h')
    """
    hours, rest = divmod(minutes, 60)
    hour, minute = ("h", "min") if language == "en" else ("小时", "分钟")
    parts = ([f"{hours} {hour}"] if hours else []) + ([f"{rest} {minute}"] if rest or not hours else [])
    return " ".join(parts)


def span_of(minutes: Minutes | None, language: str) -> str:
    """Return a span of time with where it comes from.

    >>> span_of(Minutes(60, 90, 120, Basis.DECLARED), "zh")
    '1 小时 30 分钟（1 小时–2 小时，课程给出）'
    """
    if minutes is None:
        return "–"
    likely, basis = time_of(minutes.likely, language), basis_word(minutes.basis, language)
    between = (
        "" if minutes.low == minutes.high else f"{time_of(minutes.low, language)}–{time_of(minutes.high, language)}"
    )
    if language == "en":
        return f"{likely} ({', '.join(filter(None, (between, basis)))})"
    return f"{likely}（{'，'.join(filter(None, (between, basis)))}）"


def count_of(papers: int, language: str) -> str:
    """Return how many papers there are.

    >>> count_of(1, "en"), count_of(7, "zh")
    ('1 paper', '7 篇论文')
    """
    return f"{papers} {word('one paper' if papers == 1 else 'paper', language)}"
