"""What the course grades, and by how many points, from its tables."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.labs.deliverables import dimension_of
from ingest.labs.surroundings import Surroundings
from ingest.recommended.block_outline import Row
from schema.blocks import Block, BlockKind
from schema.lab_records import Dimension, GradingRule
from schema.records import Page
from schema.values import PageKind

LAB_REPORT = "lab report"
"""The subject of the rules by which a lab report is graded."""

_DEDUCTIONS = "deductions"
_POINTS = re.compile(
    r"分值|比例|占比|权重|百分比|满分|^加分$|\b(?:points?|weights?|percent(?:age)?|marks|share|worth)\b", re.IGNORECASE
)
_DIMENSION = re.compile(r"维度|\b(?:dimensions?|criteri(?:on|a))\b", re.IGNORECASE)
_PARTS = re.compile(r"环节|部分|\b(?:parts?|segments?)\b", re.IGNORECASE)
_NUMBER = r"\d{1,9}(?:\.\d{1,9})?"
_VALUE = re.compile(
    rf"^(?:(?P<less>扣(?:除|掉)?|减|deduct(?:s|ed)?|minus|lose|[-−])|[+＋])?\s*(?P<first>{_NUMBER})"
    rf"(?:\s*[-–—~～至到]\s*(?P<last>{_NUMBER}))?\s*(?P<unit>%|分|points?|pts?)?$",
    re.IGNORECASE,
)
_IN_NAME = re.compile(
    rf"\s*[（(]\s*(?P<less>)(?P<first>{_NUMBER})(?P<last>)\s*(?P<unit>%|分|points?|pts?)\s*[）)]\s*$", re.IGNORECASE
)
_SUBJECTS = (
    ("bonus", re.compile(r"加分|附加|\bbonus\b|\bextra credit\b", re.IGNORECASE)),
    (_DEDUCTIONS, re.compile(r"扣分|\bdeductions?\b|\bpenalt(?:y|ies)\b", re.IGNORECASE)),
    (LAB_REPORT, re.compile(r"实验报告|\blab reports?\b", re.IGNORECASE)),
    ("project report", re.compile(r"项目报告|\bproject reports?\b", re.IGNORECASE)),
    ("talk", re.compile(r"演示|答辩|展示|\b(?:talks?|presentations?|demos?)\b", re.IGNORECASE)),
    ("attendance", re.compile(r"考勤|出勤|参与|\b(?:attendance|participation)\b", re.IGNORECASE)),
)
_WHOLE = re.compile(
    r"成绩构成|总成绩|总分|总评|成绩组成|\b(?:(?:course|final|overall) grades?|grade breakdown)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Worth:
    """What a part of a grade is worth; of a range, also its ends."""

    points: float
    low: float | None
    high: float | None
    unit: str


def grading_in(page: Page, around: Surroundings) -> tuple[GradingRule, ...]:
    """Return what the tables of a page say is graded."""
    found: list[GradingRule] = []
    orders: Counter[str] = Counter()
    for table in around.of_kind(BlockKind.TABLE):
        heads, _ = around.cells(table)
        subject = subject_of(table, heads.get(0, ""), page, around)
        for cell, dimension, worth in _rows(table, subject, around):
            found.append(
                GradingRule(
                    course=page.course,
                    subject=subject,
                    order=orders[subject],
                    dimension=dimension,
                    points=worth.points,
                    low=worth.low,
                    high=worth.high,
                    unit=worth.unit,
                    page=page.path,
                    position=cell.position,
                )
            )
            orders[subject] += 1
    return tuple(found)


def points_of_lab_reports(rules: tuple[GradingRule, ...]) -> Mapping[Dimension, float]:
    """Return how many points each dimension of a lab report has."""
    found: dict[Dimension, float] = {}
    for rule in rules:
        if rule.subject == LAB_REPORT and (dimension := dimension_of(rule.dimension)):
            found.setdefault(dimension, rule.points)
    return found


def dimension_in(cell: str) -> str:
    """Return the dimension that a cell names, without its points.

    >>> dimension_in("Depth (8%)"), dimension_in("Depth")
    ('Depth', 'Depth')
    """
    return _IN_NAME.sub("", cell).strip()


def _rows(table: Block, subject: str, around: Surroundings) -> Iterator[tuple[Block, str, _Worth]]:
    """Yield what is graded, with its points, also where these stand in brackets after a dimension."""
    heads, rows = around.cells(table)
    column = next((at for at in sorted(heads) if at and _POINTS.search(heads[at])), None)
    if column is None and subject == _DEDUCTIONS:
        column = next((at for at in sorted(heads) if at and any(_is_value(at, row) for row in rows)), None)
    if column is None and not _DIMENSION.search(heads.get(0, "")):
        return
    for row in rows:
        if 0 not in row or (column is not None and column not in row):
            continue
        name = row[0].text.strip()
        match = _VALUE.match(row[column].text.strip()) if column is not None else _IN_NAME.search(name)
        dimension = name if column is not None else dimension_in(name)
        if match and dimension:
            yield row[0], dimension, _worth(match, subject)


def _is_value(column: int, row: Row) -> bool:
    return column in row and _VALUE.match(row[column].text.strip()) is not None


def _worth(match: re.Match[str], subject: str) -> _Worth:
    first, last = float(match["first"]), float(match["last"] or match["first"])
    unit = "%" if match["unit"] == "%" else "points"
    least, most = min(first, last), max(first, last)
    if match["less"] or subject == _DEDUCTIONS:
        least, most, points = -most, -least, -most
    else:
        points = most
    is_range = least < most
    return _Worth(points, least if is_range else None, most if is_range else None, unit)


def subject_of(table: Block, head: str, page: Page, around: Surroundings) -> str:
    """Return what a table grades, by the words around it; by the heading of its first column, perhaps parts of it."""
    texts = [*around.words(table), page.title]
    for text in texts:
        if _WHOLE.search(text) and not _SUBJECTS[0][1].search(text):
            return "project" if page.kind is PageKind.PROJECT else "course"
        for subject, words in _SUBJECTS:
            if words.search(text):
                return f"{subject} parts" if _PARTS.search(head) else subject
    return texts[0] or "course"
