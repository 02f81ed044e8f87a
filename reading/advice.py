"""What a course says of reading a paper, in the words of one language."""

from collections.abc import Iterator

from reading.references import Item
from reading.tex import folded
from schema.values import Hours, Priority, Role

_ROLES = {
    "zh": {Role.CORE: "核心", Role.EXTENDED: "扩展"},
    "en": {Role.CORE: "core", Role.EXTENDED: "extended"},
}
_PRIORITIES = {
    "zh": {
        Priority.MUST: "必读",
        Priority.STRONG: "强烈推荐",
        Priority.RECOMMENDED: "推荐",
        Priority.OPTIONAL: "选读",
        Priority.REFERENCE: "参考",
    },
    "en": {
        Priority.MUST: "must read",
        Priority.STRONG: "strongly recommended",
        Priority.RECOMMENDED: "recommended",
        Priority.OPTIONAL: "optional",
        Priority.REFERENCE: "for reference",
    },
}


def advice(item: Item, *, language: str) -> tuple[str, ...]:
    """Return what a course says of reading a paper, the shortest first.

    >>> from schema.records import Paper
    >>> teapots = Paper(id="2001.00001", title="Teapots")
    >>> advice(Item(teapots, role=Role.CORE, lecture=3, priority=Priority.MUST), language="zh")
    ('核心', '第 3 讲', '必读')
    """
    return tuple(_advice(item, "en" if language == "en" else "zh"))


def keywords(item: Item) -> tuple[str, ...]:
    """Return words by which a document can choose among its references.

    >>> from schema.records import Paper
    >>> keywords(Item(Paper(id="2001.00001", title="Teapots"), role=Role.CORE, lecture=3))
    ('core', 'lecture-3')
    """
    lecture = () if item.lecture is None else (f"lecture-{item.lecture}",)
    return tuple(
        word.value if isinstance(word, Priority | Role) else word
        for word in (item.role, *lecture, item.priority)
        if word
    )


def role_named(role: Role, language: str) -> str:
    """Return a role in a word."""
    return _ROLES["en" if language == "en" else "zh"][role]


def priority_named(priority: Priority, language: str) -> str:
    """Return a priority in a word."""
    return _PRIORITIES["en" if language == "en" else "zh"][priority]


def _advice(item: Item, language: str) -> Iterator[str]:
    if item.role:
        yield _ROLES[language][item.role]
    if item.lecture is not None:
        yield f"第 {item.lecture} 讲" if language == "zh" else f"lecture {item.lecture}"
    word = folded(item.priority_text or "")
    if item.priority and (language == "en" or not word):
        word = _PRIORITIES[language][item.priority]
    if word:
        yield word
    if sections := [text for section in item.sections if (text := folded(section))]:
        yield f"读：{'；'.join(sections)}" if language == "zh" else f"read: {'; '.join(sections)}"
    if item.hours:
        yield _hours(item.hours, language)


def _hours(hours: Hours, language: str) -> str:
    if language == "zh" or hours.low is None:
        return folded(hours.text)
    high = "" if hours.high in (None, hours.low) else f"-{hours.high:g}"
    return f"{hours.low:g}{high} h"
