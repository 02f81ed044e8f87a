"""Which sections, figures and appendices of a paper a text names."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ingest.pages.course_words import number_of

_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2}){0,3}(?![\d%])|[A-Z](?:\.\d{1,2})*(?![A-Za-z\d]))"
_CHINESE = r"[一二三四五六七八九十]{1,3}"
_SIGN = r"(?:§+|(?:[Ss]ections?|SECTIONS?|[Ss]ecs?\.|[Ss]ecs?|[Cc]hapters?)(?![a-z]))\s*"
_TO = r"\s*(?:[-–—~～至到]|to)\s*"
_RANGE = rf"{_NUMBER}(?:{_TO}(?:{_SIGN})?{_NUMBER})?"
_AND = r"\s*(?:[,、&]|和|与|及|and)\s*(?:and\s+)?"
_LIST = rf"{_RANGE}(?:{_AND}(?:{_SIGN})?{_RANGE}(?!\s*[个篇页倍小分]))*"
_HINT = re.compile(
    rf"{_SIGN}(?P<english>{_LIST})"
    rf"|第\s*(?P<chinese>{_LIST}|{_CHINESE})\s*(?:小?节|章)"
    rf"|(?P<other>(?:\b(?:[Ff]igures?|[Ff]igs?\.?|[Tt]ables?|[Aa]lgorithms?|[Aa]ppendix)|[图表]|算法|附录)\s*{_NUMBER})"
    r"|(?P<whole>\b(?:Appendix|Appendices|appendix|appendices)\b|附录)"
)
_OF_THE_COURSE = re.compile(
    r"(?:本(?:课程?|讲|章|节|页)|课程|讲义|第\s*\d+\s*[课讲]|\b(?:this|our) (?:course|lecture|page|lesson)(?:'s)?)"
    r"[^\w]*(?:的|中|见|in|at)?\s*$",
    re.IGNORECASE,
)
_PARTS = re.compile(rf"{_RANGE}")


def sections_in(text: str) -> Iterator[str]:
    """Yield what a text names of a paper: sections as numbers, the rest in its words; never sections of the course.

    >>> list(sections_in("精读第 4–5 节与 Figure 3，对应本课第 2 节；Sections 6 and 7.1，Appendix"))
    ['4-5', 'Figure 3', '6', '7.1', 'Appendix']
    """
    plain = _folded(text)
    for match in _HINT.finditer(plain):
        if _OF_THE_COURSE.search(plain, max(0, match.start() - 40), match.start()):
            continue
        numbers = match["english"] or match["chinese"]
        if not numbers:
            yield " ".join(text[match.start() : match.end()].split())
        elif re.fullmatch(_CHINESE, numbers):
            yield str(number_of(numbers))
        else:
            yield from (_written(part[0]) for part in _PARTS.finditer(numbers))


def merged(sections: Iterable[str]) -> tuple[str, ...]:
    """Return sections in their order, without those that are repeated or that an earlier range contains.

    >>> merged(["4-5", "4", "5.1", "6", "6"])
    ('4-5', '6')
    """
    kept: list[str] = []
    for section in sections:
        if section not in kept and not any(_contains(earlier, section) for earlier in kept):
            kept.append(section)
    return tuple(kept)


def _written(numbers: str) -> str:
    return "-".join(re.findall(_NUMBER, numbers))


def _contains(span: str, section: str) -> bool:
    ends = _numbers(span)
    inner = _numbers(section)
    if len(ends) != 2 or not inner:
        return False
    low, high = ends
    return all(low <= number and number[: len(high)] <= high for number in inner)


def _numbers(section: str) -> list[tuple[int, ...]]:
    if not re.fullmatch(r"[\d.]+(?:-[\d.]+)?", section):
        return []
    return [tuple(int(part) for part in number.split(".") if part) for number in section.split("-")]


def _folded(text: str) -> str:
    return "".join(new if len(new := unicodedata.normalize("NFKC", char)) == 1 else char for char in text)
