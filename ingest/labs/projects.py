"""The directions a final project can take: a table of them, and a section for each."""

import re
from collections.abc import Iterator, Sequence

from ingest.labs.surroundings import Surroundings
from ingest.pages.course_words import number_of
from schema.blocks import Block, BlockKind
from schema.lab_records import ProjectDirection
from schema.records import Page

_TITLE = re.compile(r"方向|选题|题目|项目|\b(?:directions?|projects?|topics?|titles?)\b", re.IGNORECASE)
_TECHNIQUES = re.compile(r"技术|方法|\b(?:techniques?|methods?)\b", re.IGNORECASE)
_DIFFICULTY = re.compile(r"难度|\b(?:difficulty|level)\b", re.IGNORECASE)
_MODEL = re.compile(r"模型|\bmodels?\b", re.IGNORECASE)
_HARDWARE = re.compile(r"GPU|显卡|硬件|算力|\b(?:hardware|compute)\b", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:#|编号|序号|no\.?|number)$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"^\s*(?:(?:项目)?(?:方向|选题|题目)|direction|project|topic)\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})\s*[:：.、—–-]",
    re.IGNORECASE,
)
_DATA = re.compile(r"数据|\bdata", re.IGNORECASE)
_SIZE = re.compile(r"规模|大小|数量|\b(?:sizes?|rows|samples)\b", re.IGNORECASE)
_EVALUATION = re.compile(r"^\s*(?:评估|评测|评价)|^\s*evaluation", re.IGNORECASE)
_STARS = re.compile(r"[★⭐]")
_JOINED = re.compile(r"\s*[+＋]\s*")


def projects_in(page: Page, around: Surroundings) -> tuple[ProjectDirection, ...]:
    """Return the directions of projects that a page lists."""
    found: list[ProjectDirection] = []
    for table in around.of_kind(BlockKind.TABLE):
        heads, rows = around.cells(table)
        columns = {kind: _column(heads, words) for kind, words in _WORDS.items()}
        title, techniques = columns["title"], columns["techniques"]
        if title is None or techniques is None or title == techniques or columns["difficulty"] is None:
            continue
        for order, row in enumerate(rows, 1):
            said = {kind: row[at].text.strip() for kind, at in columns.items() if at is not None and at in row}
            if not said.get("title"):
                continue
            heading = _section(said["title"], around)
            figures = said.get("number", "")
            number = int(figures) if figures.isdecimal() and len(figures) < 6 else _number(heading) or order
            found.append(
                ProjectDirection(
                    course=page.course,
                    number=number,
                    title=said["title"],
                    techniques=tuple(filter(None, _JOINED.split(said.get("techniques", "")))),
                    difficulty=_difficulty(said.get("difficulty", "")),
                    model=said.get("model") or None,
                    hardware=said.get("hardware") or None,
                    data=tuple(_data(heading, around)),
                    evaluation=tuple(_evaluation(heading, around)),
                    page=page.path,
                    position=heading.position if heading else row[title].position,
                )
            )
    return tuple(found)


_WORDS = {
    "title": _TITLE,
    "techniques": _TECHNIQUES,
    "difficulty": _DIFFICULTY,
    "model": _MODEL,
    "hardware": _HARDWARE,
    "number": _NUMBER,
}


def _column(heads: dict[int, str], words: re.Pattern[str]) -> int | None:
    return next((at for at in sorted(heads) if words.search(heads[at])), None)


def _section(title: str, around: Surroundings) -> Block | None:
    return next((one for one in around.of_kind(BlockKind.HEADING) if title in one.text), None)


def _number(heading: Block | None) -> int | None:
    match = _NUMBERED.match(heading.text) if heading else None
    return number_of(match["number"]) if match else None


def _difficulty(text: str) -> int | None:
    stars = len(_STARS.findall(text))
    if stars:
        return stars
    digits = re.search(r"\d", text)
    return int(digits[0]) if digits else None


def _below(heading: Block | None, around: Surroundings) -> Sequence[Block]:
    return [block for block in around.after(heading) if heading in around.headings(block)] if heading else []


def _data(heading: Block | None, around: Surroundings) -> Iterator[str]:
    for table in _below(heading, around):
        if table.kind is not BlockKind.TABLE:
            continue
        heads, rows = around.cells(table)
        if not _DATA.search(heads.get(0, "")):
            continue
        size = _column(heads, _SIZE)
        for row in rows:
            name = row[0].text.strip() if 0 in row else ""
            amount = row[size].text.strip() if size is not None and size in row else ""
            if name:
                yield f"{name} ({amount})" if amount else name


def _evaluation(heading: Block | None, around: Surroundings) -> Iterator[str]:
    for block in _below(heading, around):
        if block.kind is not BlockKind.ITEM or not block.text.strip():
            continue
        outer = [one for one in around.holders(block) if one.kind is BlockKind.ITEM]
        if any(_EVALUATION.match(one.text) for one in outer) or (
            not outer and _EVALUATION.match(around.heading(block))
        ):
            yield block.text.strip()
