"""Sentences that send the reader to another lesson for what they name."""

import re
from collections.abc import Iterator, Sequence

from ingest.linking.links import Link, links_between

_ORDINAL = r"[\d一二三四五六七八九十]+"
_ELSEWHERE = re.compile(
    rf"第\s*{_ORDINAL}(?:\s*[-–—~至到、]\s*{_ORDINAL})?\s*[课讲章]|[上下]一?[节课章讲]|前[一两二三几]?[节课章讲]|\d+\.\d+\s*节"
    r"|后续(?:章节|课程|内容|将)|(?:next|previous|later|earlier|following) (?:section|chapter|lesson|lecture|page|unit)"
    r"|(?:section|chapter|lesson|lecture) \d",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^。！？!?\n]+(?:[。！？!?\n]|$)")


def told_elsewhere(text: str, links: Sequence[Link]) -> Iterator[str | None]:
    """Yield the concepts named in sentences that point to another lesson, None for such a sentence that names none.

    >>> list(told_elsewhere("这对应第1-2课的内容。", []))
    [None]
    """
    for sentence in _SENTENCE.finditer(text):
        if _ELSEWHERE.search(sentence[0]):
            named = {link.concept for link in links_between(links, *sentence.span())}
            yield from sorted(named) if named else [None]
