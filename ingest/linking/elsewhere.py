"""Sentences that send the reader to another lesson for what they name."""

import re
from collections.abc import Iterator, Sequence

from ingest.linking.links import Link, links_between

_HAN_NUMBERS = {number: at for at, number in enumerate("一二三四五六七八九十", 1)}
_ORDINAL = rf"(?:\d{{1,3}}|[{''.join(_HAN_NUMBERS)}])"
_LESSON = re.compile(
    rf"第\s*(?P<first>{_ORDINAL})(?:\s*[-–—~至到、]\s*(?P<last>{_ORDINAL}))?\s*[课讲章]"
    r"|(?:chapter|lesson|lecture) (?P<one>\d{1,3})",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    rf"{_LESSON.pattern}|[上下]一?[节课章讲]|前[一两二三几]?[节课章讲]|\d+\.\d+\s*节"
    r"|后续(?:章节|课程|内容|将)|(?:next|previous|later|earlier|following) (?:section|chapter|lesson|lecture|page|unit)"
    r"|section \d",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^。！？!?\n]+(?:[。！？!?\n]|$)")


def told_elsewhere(text: str, links: Sequence[Link], lesson: int | None = None) -> Iterator[str | None]:
    """Yield the concepts named in sentences that point to another lesson, None for such a sentence that names none.

    Args:
        text: The text of a block.
        links: Where it names concepts, in its order.
        lesson: Number of the lesson that it is from: a sentence that points there sends nobody away.

    >>> list(told_elsewhere("这对应第1-2课的内容。", [])), list(told_elsewhere("这对应第1-2课的内容。", [], lesson=2))
    ([None], [])
    """
    for sentence in _SENTENCE.finditer(text):
        if _ELSEWHERE.search(sentence[0]) and not _points_to(sentence[0], lesson):
            named = {link.concept for link in links_between(links, *sentence.span())}
            yield from sorted(named) if named else [None]


def _points_to(sentence: str, lesson: int | None) -> bool:
    if lesson is None:
        return False
    for found in _LESSON.finditer(sentence):
        first = _number(found["first"] or found["one"])
        if first <= lesson <= (_number(found["last"]) if found["last"] else first):
            return True
    return False


def _number(ordinal: str) -> int:
    return _HAN_NUMBERS.get(ordinal) or int(ordinal)
