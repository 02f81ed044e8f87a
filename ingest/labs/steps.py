"""The steps of a lab, from its headings, or from a table of steps."""

import re
from collections.abc import Iterator, Sequence

from ingest.labs.surroundings import Surroundings
from ingest.pages.course_words import number_of
from schema.blocks import Block, BlockKind
from schema.lab_records import LabStep
from schema.records import Lab

_NUMBER = r"(?P<number>\d{1,2}(?:\.\d{1,2})?|[一二三四五六七八九十]{1,3})"
_STEP = re.compile(
    rf"^\s*(?:(?:实验)?步骤\s*{_NUMBER}|第\s*{_NUMBER.replace('number', 'zh')}\s*步"
    rf"|(?:step|task|part)\s*{_NUMBER.replace('number', 'en')})\s*(?:[:：.、—–-]\s*)?(?P<title>.*)$",
    re.IGNORECASE,
)
_BONUS = re.compile(r"^\s*(?:加分项?|附加题?|bonus|extra credit)\s*(?:[:：—–-]\s*)?(?P<title>.*)$", re.IGNORECASE)
_DURATION = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)\s*(?:[-–—~～至到]\s*(?P<high>\d+(?:\.\d+)?)\s*)?"
    r"(?:(?P<minutes>分钟|min(?:ute)?s?\b)|(?P<hours>小时|h(?:ou)?rs?\b))",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*[（(][^（）()]*?(?:分钟|小时|\bmin|\bhour|\bhrs?\b)[^（）()]*[）)]\s*", re.IGNORECASE)
_STEP_COLUMN = re.compile(r"^(?:实验)?步骤|^steps?$|^任务$|^tasks?$", re.IGNORECASE)
_TIME_COLUMN = re.compile(r"时间|时长|用时|分钟|\b(?:time|duration|minutes)\b", re.IGNORECASE)


def steps_in(lab: Lab, around: Surroundings) -> tuple[LabStep, ...]:
    """Return the steps of a lab, extra work last as the page has it."""
    found = [*_of_headings(around)]
    if not any(label != "bonus" for label, *_ in found):
        found = [*_of_tables(around), *found]
    return tuple(
        LabStep(
            course=lab.course,
            lab=lab.slug,
            order=order,
            label=label,
            title=title,
            minutes=minutes,
            position=position,
        )
        for order, (label, title, minutes, position) in enumerate(found)
    )


def minutes_in(text: str) -> int | None:
    """Return the minutes a text gives: of a range the larger number.

    >>> [minutes_in(text) for text in ("(15 min)", "约 1.5 小时", "20-30 分钟", "soon")]
    [15, 90, 30, None]
    """
    match = _DURATION.search(text)
    if match is None:
        return None
    amount = float(match["high"] or match["low"])
    return round(amount * 60 if match["hours"] else amount)


def _of_headings(around: Surroundings) -> Iterator[tuple[str, str, int | None, int]]:
    outer: int | None = None
    for heading in around.of_kind(BlockKind.HEADING):
        if match := _STEP.match(heading.text):
            label = next(filter(None, (match["number"], match["zh"], match["en"])))
            outer = outer if outer is not None and outer < (heading.level or 0) else heading.level
            if heading.level == outer:
                yield _label(label), _title(match["title"], heading), minutes_in(heading.text), heading.position
        elif match := _BONUS.match(heading.text):
            if match["title"].strip():
                yield "bonus", _title(match["title"], heading), minutes_in(heading.text), heading.position
        elif _is_bonus_without_title(around.headings(heading)[-1:]):
            yield "bonus", _title(heading.text, heading), minutes_in(heading.text), heading.position


def _is_bonus_without_title(above: Sequence[Block]) -> bool:
    return any((match := _BONUS.match(one.text)) and not match["title"].strip() for one in above)


def _of_tables(around: Surroundings) -> Iterator[tuple[str, str, int | None, int]]:
    for table in around.of_kind(BlockKind.TABLE):
        heads, rows = around.cells(table)
        step = next((at for at in sorted(heads) if _STEP_COLUMN.search(heads[at])), None)
        time = next((at for at in sorted(heads) if at != step and _TIME_COLUMN.search(heads[at])), None)
        if step is None or time is None:
            continue
        for number, row in enumerate(rows, 1):
            name = row[step].text.strip() if step in row else ""
            if not name:
                continue
            match = _STEP.match(name)
            title = match["title"].strip() if match else name
            if re.fullmatch(r"[\d.]*", title):
                title = next((row[at].text.strip() for at in sorted(row) if at not in {step, time}), "") or name
            text = row[time].text if time in row else ""
            minutes = minutes_in(text if minutes_in(text) is not None else f"{text} {_unit(heads[time])}")
            yield str(number), _without_time(title), minutes, row[step].position
        return


def _unit(head: str) -> str:
    return "min" if re.search(r"分钟|min", head, re.IGNORECASE) else "h" if re.search(r"小时|hour", head) else ""


def _label(figures: str) -> str:
    return figures if figures[0].isdigit() else str(number_of(figures))


def _title(title: str, heading: Block) -> str:
    return _without_time(title) or heading.text.strip()


def _without_time(text: str) -> str:
    return _IN_BRACKETS.sub(" ", text).strip()
