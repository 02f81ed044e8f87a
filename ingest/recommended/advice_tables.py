"""Which column of a table holds what of an advice on reading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.recommended.block_outline import Row
from ingest.recommended.priority_words import priority_of
from ingest.recommended.reading_hours import hours_of

_PRIORITY = re.compile(r"优先|重要|级别|等级|必读|\b(?:priority|importance|urgency)\b", re.IGNORECASE)
_HOURS = re.compile(r"时间|时长|耗时|用时|\b(?:times?|hours?|duration|minutes)\b", re.IGNORECASE)
_DATES = re.compile(r"发表|发布|出版|更新|截止|\b(?:publi\w+|released?|due)\b", re.IGNORECASE)
_PAPERS = re.compile(
    r"论文|文献|文章|标题|题目|名称|材料|资料|\b(?:papers?|articles?|titles?|works?|readings?)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AdviceColumns:
    """The columns of a table of advice.

    Attributes:
        papers: The column that names papers.
        priority: The column of priorities.
        hours: The column of times.
        hours_head: Its heading.
        first_row: Number of the first row below the headings.
    """

    papers: int
    priority: int | None
    hours: int | None
    hours_head: str
    first_row: int


def columns_of(rows: Sequence[Row]) -> AdviceColumns | None:
    """Return the columns of a table, or None where it gives neither priorities nor times of papers."""
    first_row = next((number for number, row in enumerate(rows) if not any(cell.header for cell in row.values())), 0)
    first_row = max(first_row, 1)
    heads = {column: cell.text for row in rows[:first_row] for column, cell in row.items()}
    bodies = {column: [row[column].text for row in rows[first_row:] if column in row] for column in heads}
    priority = next((column for column in sorted(heads) if _is_of_priorities(heads[column], bodies[column])), None)
    rest = [column for column in sorted(heads) if column != priority]
    hours = next((column for column in rest if _is_of_hours(heads[column], bodies[column])), None)
    rest = [column for column in rest if column != hours]
    papers = next((column for column in rest if _PAPERS.search(heads[column])), None)
    if papers is None and priority is not None:
        papers = next(iter(rest), None)
    if papers is None or (priority is None and hours is None):
        return None
    return AdviceColumns(papers, priority, hours, heads[hours] if hours is not None else "", first_row)


def _is_of_priorities(head: str, body: Sequence[str]) -> bool:
    known = [priority_of(text) is not None for text in body if text.strip()]
    return any(known) and (sum(known) * 2 > len(known) or _PRIORITY.search(head) is not None)


def _is_of_hours(head: str, body: Sequence[str]) -> bool:
    if not _HOURS.search(head) or _DATES.search(head):
        return False
    times = (hours_of(text, head=head) for text in body)
    return any(time is not None and time.low is not None for time in times)
