"""The rubrics by which work is graded: what it is like at each level, from tables of levels or of dimensions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.labs.amounts import Amount, amount_in
from ingest.labs.grading import dimension_in, subject_of
from ingest.labs.surroundings import Surroundings
from schema.blocks import Block, BlockKind
from schema.records import Page
from schema.work_records import GradingLevel

_LEVEL = re.compile(r"^(?:得?分|分数|分值|等级|级别|档次|(?:score|level|grade|band|points?)s?)$", re.IGNORECASE)
_WORTH = re.compile(r"^(?:得?分|分数|分值|(?:score|point|mark)s?)$", re.IGNORECASE)
_MEANING = re.compile(
    r"标准|要求|描述|表现|说明|\b(?:criteri(?:on|a)|descriptions?|standards?|requirements?|meaning)\b", re.IGNORECASE
)
_DIMENSION = re.compile(r"维度|\b(?:dimensions?|criteri(?:on|a))\b", re.IGNORECASE)
_BAND = re.compile(r"^(?P<label>[^（()）]{1,40}?)\s*[（(]\s*(?P<range>[^（()）]{1,30})\s*[）)]$")
_RUBRIC_WORDS = re.compile(
    r"\s*(?:的)?(?:评分|评估|打分|考核)?(?:细则|标准|等级|量表|评估|评分)\s*$|\s*\b(?:rubric|grading|levels?|scale)s?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Level:
    dimension: str
    label: str
    amount: Amount | None
    cell: Block


def rubrics_in(page: Page, around: Surroundings) -> tuple[GradingLevel, ...]:
    """Return the levels of all rubrics of a page."""
    found: list[GradingLevel] = []
    for table in around.of_kind(BlockKind.TABLE):
        heads, _ = around.cells(table)
        levels = [*_of_levels(table, around), *_of_dimensions(table, around)]
        subject = subject_of(table, heads.get(0, ""), page, around) if levels else ""
        for one in levels:
            found.append(
                GradingLevel(
                    course=page.course,
                    subject=subject,
                    dimension=one.dimension,
                    order=len(found),
                    label=one.label,
                    low=one.amount.low if one.amount else None,
                    high=one.amount.high if one.amount else None,
                    unit="%" if one.amount and one.amount.unit == "%" else "points",
                    meaning=one.cell.text.strip(),
                    page=page.path,
                    position=one.cell.position,
                )
            )
    return tuple(found)


def rubric_dimension(heading: str) -> str:
    """Return the dimension that a rubric below a heading grades.

    >>> rubric_dimension("完整性评分细则（5 分）"), rubric_dimension("Taste rubric (5 points)")
    ('完整性', 'Taste')
    """
    plain = dimension_in(heading)
    return _RUBRIC_WORDS.sub("", plain).strip() or plain


def _of_levels(table: Block, around: Surroundings) -> Iterator[_Level]:
    """Yield the levels of one dimension: a row for each."""
    heads, rows = around.cells(table)
    meaning = next((at for at in sorted(heads) if at and _MEANING.search(heads[at])), None)
    worth = next((at for at in sorted(heads) if _WORTH.match(heads[at])), None)
    dimension = rubric_dimension(around.heading(table))
    if meaning is None or worth is None or not _LEVEL.match(heads.get(0, "")) or not dimension:
        return
    for row in rows:
        if 0 in row and row[0].text.strip() and meaning in row and row[meaning].text.strip():
            amount = amount_in(row[worth].text) if worth in row else None
            yield _Level(dimension, row[0].text.strip(), amount, row[meaning])


def _of_dimensions(table: Block, around: Surroundings) -> Iterator[_Level]:
    """Yield the levels of several dimensions: a row for each of these, a column for each level."""
    heads, rows = around.cells(table)
    bands = {at: band for at in sorted(heads) if at and (band := _BAND.match(heads[at])) and amount_in(band["range"])}
    if len(bands) < 2 or not _DIMENSION.search(heads.get(0, "")):
        return
    for row in rows:
        dimension = dimension_in(row[0].text) if 0 in row else ""
        for at, band in bands.items():
            if dimension and at in row and row[at].text.strip():
                yield _Level(dimension, band["label"].strip(), amount_in(band["range"]), row[at])
