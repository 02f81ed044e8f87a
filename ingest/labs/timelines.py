"""When a project is to be chosen, worked on and handed in: by lectures, by weeks of the course, or by days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest.labs.surroundings import Surroundings
from ingest.pages.course_words import number_of
from schema.blocks import Block, BlockKind
from schema.records import Page
from schema.values import PageKind
from schema.work_records import ProjectMilestone

_LONGEST = 2_000
_LONGEST_TIME = 100
_HEADING = re.compile(
    r"时间(?:规划|安排|线|表|节点)|进度|里程碑|日程|截止"
    r"|\b(?:timelines?|schedules?|milestones?|deadlines?|due dates?)\b",
    re.IGNORECASE,
)
_PROJECT = re.compile(r"项目|大作业|\bprojects?\b|\bcapstone\b", re.IGNORECASE)
_TIME_COLUMN = re.compile(r"时间|日期|周次|课次|截止|\b(?:times?|dates?|weeks?|when|due|deadlines?)\b", re.IGNORECASE)
_SAID = re.compile(r"^\s*(?P<when>[^：:]{1,60})(?:[：:])\s*(?P<what>\S.*)$", re.DOTALL)
_FIGURES = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_LECTURES = re.compile(
    rf"第\s*(?P<first>{_FIGURES})\s*(?:课|讲|次课)?\s*(?:[-–—~～至到和、]\s*(?:第\s*)?(?P<last>{_FIGURES})\s*)?(?:课|讲|次课)"
    r"|\b(?:lectures?|class(?:es)?|sessions?)\s*(?P<from>\d{1,3})(?:\s*(?:[-–—~]|to|and)\s*(?P<to>\d{1,3}))?",
    re.IGNORECASE,
)
_WEEKS = re.compile(
    rf"第\s*(?P<first>{_FIGURES})\s*周?\s*(?:[-–—~～至到和、]\s*(?:第\s*)?(?P<last>{_FIGURES})\s*)?周"
    r"|\bweeks?\s*(?P<from>\d{1,3})(?:\s*(?:[-–—~]|to|and)\s*(?P<to>\d{1,3}))?",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<!\d)(?P<year>20\d{2})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)\s*日?")
_DAYS_BEFORE = re.compile(
    rf"前\s*(?P<zh>{_FIGURES})\s*天|\b(?P<en>\d{{1,3}}|one|two|three|four|five|six|seven)\s*days?\s*before\b",
    re.IGNORECASE,
)
_BY = re.compile(r"前|之前|截止|\b(?:before|by|until|due)\b", re.IGNORECASE)
_AFTER = re.compile(r"后|之后|起|\b(?:after|from|since)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"间|之间|\bbetween\b", re.IGNORECASE)
_DURATION = re.compile(
    r"\s*[（(]\s*(?P<long>[~约]?\s*[\d.一二三四两半]+(?:\s*[-–~～至到]\s*[\d.]+)?\s*(?:周|天|个?月|weeks?|days?|months?))\s*[）)]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Time:
    """A time as a course says it, and what that means."""

    when: str
    duration: str | None
    after_lecture: int | None = None
    by_lecture: int | None = None
    days_before: int | None = None
    first_week: int | None = None
    last_week: int | None = None
    first_day: date | None = None
    last_day: date | None = None


def timeline_in(page: Page, around: Surroundings) -> tuple[ProjectMilestone, ...]:
    """Return the times of a project that a page gives, in its order."""
    return tuple(
        ProjectMilestone(
            course=page.course,
            order=order,
            when=time.when,
            what=what,
            duration=time.duration,
            after_lecture=time.after_lecture,
            by_lecture=time.by_lecture,
            days_before=time.days_before,
            first_week=time.first_week,
            last_week=time.last_week,
            first_day=time.first_day,
            last_day=time.last_day,
            page=page.path,
            position=position,
        )
        for order, (time, what, position) in enumerate(_found(page, around))
    )


def _found(page: Page, around: Surroundings) -> Iterator[tuple[_Time, str, int]]:
    for block in around.blocks:
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.TABLE}:
            continue
        words = around.words(block)
        if not any(map(_HEADING.search, words)):
            continue
        if page.kind is not PageKind.PROJECT and not any(map(_PROJECT.search, words)):
            continue
        if block.kind is BlockKind.TABLE:
            yield from _of_table(block, around)
        elif (said := _SAID.match(block.text)) and (time := _time_in(said["when"])):
            yield time, said["what"].strip(), block.position


def _of_table(table: Block, around: Surroundings) -> Iterator[tuple[_Time, str, int]]:
    heads, rows = around.cells(table)
    column = next((at for at in sorted(heads) if _TIME_COLUMN.search(heads[at])), None)
    for row in rows if column is not None else ():
        time = _time_in(row[column].text) if column in row else None
        what = " · ".join(text for at in sorted(row) if at != column and (text := row[at].text.strip()))[:_LONGEST]
        if time and what:
            yield time, what, row[min(row)].position


def _time_in(text: str) -> _Time | None:
    """Return the time that a text is, or None where it names no lecture, week or day.

    >>> time = _time_in("Three days before lecture 6"); time.days_before, time.by_lecture
    (3, 6)
    >>> time = _time_in("第 3-4 课间（1 周）"); time.when, time.duration, time.after_lecture, time.by_lecture
    ('第 3-4 课间', '1 周', 3, 4)
    """
    text = text.strip()[:_LONGEST_TIME]
    long = _DURATION.search(text)
    when = _DURATION.sub("", text).strip()
    duration = long["long"].strip() if long else None
    if days := [day for match in _DAY.finditer(when) if (day := _day_of(match))]:
        by = len(days) == 1 and _BY.search(when)
        return _Time(when, duration, first_day=None if by else days[0], last_day=days[-1])
    if match := _WEEKS.search(when):
        first, last = _ends(match)
        return _Time(when, duration, first_week=first, last_week=last)
    if match := _LECTURES.search(when):
        before = _DAYS_BEFORE.search(when)
        first, last = _ends(match)
        return _of_lectures(when, duration, first, last, _days(before))
    return None


def _of_lectures(when: str, duration: str | None, first: int, last: int, days_before: int | None) -> _Time:
    if first < last or _BETWEEN.search(when):
        return _Time(when, duration, after_lecture=first, by_lecture=last if first < last else None)
    if days_before is not None or _BY.search(when) or not _AFTER.search(when):
        return _Time(when, duration, by_lecture=first, days_before=days_before)
    return _Time(when, duration, after_lecture=first)


def _ends(match: re.Match[str]) -> tuple[int, int]:
    first = number_of(match["first"] or match["from"])
    last = match["last"] or match["to"]
    return first, number_of(last) if last else first


def _days(match: re.Match[str] | None) -> int | None:
    return number_of((match["zh"] or match["en"]).casefold()) if match else None


def _day_of(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
