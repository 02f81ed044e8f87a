"""The words by which a page says how urgent a paper is."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from schema.values import Priority

_WORDS: Final = {
    Priority.MUST: (
        "必须阅读",
        "必读",
        "必看",
        "必修",
        "必须",
        "must[- ]?reads?",
        "must",
        "required",
        "essential",
        "mandatory",
    ),
    Priority.STRONG: ("强烈推荐", "强烈建议", "重点推荐", "强推", "(?:strongly|highly) recommended"),
    Priority.RECOMMENDED: ("推荐", "建议阅读", "recommended", "suggested"),
    Priority.OPTIONAL: ("选读", "选修", "选看", "可选", "optional"),
    Priority.REFERENCE: ("参考", "备查", "查阅", "(?:for )?reference", "(?:as|if) needed", "按需"),
}
_KINDS: Final = {word: priority for priority, words in _WORDS.items() for word in words}
_ANY: Final = "|".join(sorted((f"(?:{word})" for word in _KINDS), key=len, reverse=True))
_DECORATION: Final = r"(?:[^\w《]|\d{1,2}[.)、])*"
_LEAD: Final = re.compile(rf"{_DECORATION}(?P<word>{_ANY})(?![a-z0-9-])", re.IGNORECASE)
_NOUN: Final = r"(?:\s*(?:论文|文献|材料|阅读|papers?|readings?))?"
_END_OF_PRIORITY: Final = re.compile(rf"{_NOUN}\s*(?:[^\w\s]|$)", re.IGNORECASE)
_END_OF_LEAD: Final = re.compile(
    rf"(?P<noun>{_NOUN})(?:\s*[)）\]】」*]+\s*[::]?|\s*(?:[::]|—+|–|-(?=\s)|$))\s*",
    re.IGNORECASE,
)
_NOUNLESS: Final = (Priority.RECOMMENDED, Priority.REFERENCE)


@dataclass(frozen=True, slots=True)
class Lead:
    """How a text that begins with a priority begins.

    Attributes:
        priority: How urgent.
        word: The text's own word for it.
        end: Where the rest of the text begins.
    """

    priority: Priority
    word: str
    end: int


def priority_of(text: str) -> tuple[Priority, str] | None:
    """Return the priority that a text gives, and its word for it; None for one that only begins with such a word.

    >>> priority_of("★ 强烈推荐（重点）")
    (<Priority.STRONG: 'strong'>, '强烈推荐')
    >>> priority_of("Must read")
    (<Priority.MUST: 'must'>, 'Must read')
    >>> priority_of("建议先读摘要")
    """
    plain = _plain(text)
    match = _LEAD.match(plain)
    if match is None or not _END_OF_PRIORITY.match(plain, match.end("word")):
        return None
    return _priority(match["word"]), text[match.start("word") : match.end("word")]


def lead_of(text: str, *, marked: bool = False) -> Lead | None:
    """Return the priority that introduces a list of names, as in ``必读：甲和乙``, or None.

    Args:
        text: The text.
        marked: Whether its first word is set off by being strong, so that no colon is needed.

    >>> lead_of("必读：绿茶和红茶")
    Lead(priority=<Priority.MUST: 'must'>, word='必读', end=3)
    >>> lead_of("推荐论文：下列三篇"), lead_of("参考文献")
    (None, None)
    """
    plain = _plain(text)
    match = _LEAD.match(plain)
    if match is None:
        return None
    priority, word = _priority(match["word"]), text[match.start("word") : match.end("word")]
    end = _END_OF_LEAD.match(plain, match.end("word"))
    if end is not None and not (end["noun"] and priority in _NOUNLESS):
        return Lead(priority, word, end.end())
    return Lead(priority, word, match.end("word")) if marked else None


def _plain(text: str) -> str:
    folded = (unicodedata.normalize("NFKC", char) for char in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, folded, strict=True))


def _priority(word: str) -> Priority:
    return next(kind for pattern, kind in _KINDS.items() if re.fullmatch(pattern, word, re.IGNORECASE))
