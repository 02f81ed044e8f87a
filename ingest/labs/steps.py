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
_OPTION = re.compile(
    rf"^\s*(?:选项|选做|option|elective)\s*{_NUMBER}\s*(?:[:：.、—–-]\s*)?(?P<title>.*)$", re.IGNORECASE
)
_PART = re.compile(
    r"^\s*(?:(?:实验|部分)\s*(?P<zh>[A-Z])|(?:part|section)\s+(?P<en>[A-Z]))(?![A-Za-z])"
    r"\s*(?:[（(][^（）()]*[）)])?\s*(?:[:：.、—–-]\s*)?(?P<title>.*)$",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"(?P<low>\d{1,6}(?:\.\d{1,6})?)\s*(?:[-–—~～至到]\s*(?P<high>\d{1,6}(?:\.\d{1,6})?)\s*)?"
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
    headings = around.of_kind(BlockKind.HEADING)
    with_steps = {above.position for one in headings if _STEP.match(one.text) for above in around.headings(one)}
    minutes_of_parts = dict(_minutes_of_parts(around))
    for heading in headings:
        minutes = minutes_in(heading.text)
        if match := _STEP.match(heading.text):
            label = next(filter(None, (match["number"], match["zh"], match["en"])))
            outer = outer if outer is not None and outer < (heading.level or 0) else heading.level
            if heading.level == outer:
                yield _label(label), _title(match["title"], heading), minutes, heading.position
        elif match := _OPTION.match(heading.text):
            yield f"option {_label(match['number'])}", _title(match["title"], heading), minutes, heading.position
        elif match := _BONUS.match(heading.text):
            if match["title"].strip():
                yield "bonus", _title(match["title"], heading), minutes, heading.position
        elif _is_bonus_without_title(around.headings(heading)[-1:]):
            yield "bonus", _title(heading.text, heading), minutes, heading.position
        # Of a part that has numbered steps, these are what is counted.
        elif (match := _PART.match(heading.text)) and heading.position not in with_steps:
            letter = (match["zh"] or match["en"]).upper()
            minutes = minutes if minutes is not None else minutes_of_parts.get(letter)
            yield letter, _title(match["title"], heading), minutes, heading.position


def _minutes_of_parts(around: Surroundings) -> Iterator[tuple[str, int | None]]:
    """Yield how long tables give the parts of a lab that have a letter."""
    for table in around.of_kind(BlockKind.TABLE):
        heads, rows = around.cells(table)
        time = next((at for at in sorted(heads) if at and _TIME_COLUMN.search(heads[at])), None)
        for row in rows if time is not None else ():
            if time in row and 0 in row and (match := _PART.match(row[0].text)):
                yield (match["zh"] or match["en"]).upper(), minutes_in(row[time].text)


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


def title_of(heading: str) -> str:
    """Return the title of a heading, without the number and the time of a step.

    >>> [title_of(text) for text in ("Step 3: Pour (5 min)", "第 2 步 Boil", "Plan A: green")]
    ['Pour', 'Boil', 'Plan A: green']
    """
    match = _STEP.match(heading)
    return _without_time(match["title"] if match else heading) or heading.strip()


def _label(figures: str) -> str:
    return figures if figures[0].isdigit() else str(number_of(figures))


def _title(title: str, heading: Block) -> str:
    return _without_time(title) or heading.text.strip()


def _without_time(text: str) -> str:
    return _IN_BRACKETS.sub(" ", text).strip()
