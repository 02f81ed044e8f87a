"""Results that a lesson tells one to expect of the lab of its lecture, measured on the model of that lab."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from ingest.labs.amounts import Amount, amount_in
from ingest.labs.surroundings import Surroundings
from ingest.recommended.block_outline import Row
from schema.blocks import Block, BlockKind
from schema.lab_records import AssetKind, ExpectedResult, LabAsset
from schema.record_set import RecordSet
from schema.records import Lab, Page
from schema.values import PageKind

_MEASURE = re.compile(
    r"显存|内存|延迟|速度|吞吐|准确率|正确率|耗时|用时|tokens?\s*/\s*s"
    r"|\b(?:memory|v?ram|latency|speed|throughput|accuracy|runtime)\b",
    re.IGNORECASE,
)
_BASELINE = re.compile(
    r"^(?:基准|基线|baseline|reference)\s*(?:[（(]\s*(?P<value>[^（）()]{1,40})[）)])?$", re.IGNORECASE
)
_RATIO = frozenset({"x", "X", "×", "倍"})
_FEWEST_MEASURES = 2


class _Column(NamedTuple):
    at: int
    head: str
    amounts: Mapping[int, Amount]


def announced_results(course: RecordSet) -> tuple[ExpectedResult, ...]:
    """Return the results that lessons announce: each under its lab, with the page and block where it stands."""
    found: list[ExpectedResult] = []
    outlines: dict[str, Surroundings] = {}
    for lab in course.labs:
        model = _model_of(lab, course.lab_assets)
        if model is None or lab.lecture is None:
            continue
        for page in course.pages:
            if page.lecture == lab.lecture and page.kind is PageKind.SECTION and page.blocks:
                around = outlines.setdefault(page.path, Surroundings(page.blocks))
                found += _on_page(lab, page, around, model)
    return tuple(found)


def _model_of(lab: Lab, assets: Iterable[LabAsset]) -> re.Pattern[str] | None:
    """Return how the model that a lab works with is named in prose: its base, or the first that it uses."""
    models = [one for one in assets if one.lab == lab.slug and one.kind is AssetKind.MODEL]
    if not models:
        return None
    base = min(models, key=lambda one: (one.use != "base", one.order))
    return re.compile(rf"(?<![\w.-]){re.escape(base.name.rpartition('/')[2])}(?![\w-]|\.\w)", re.IGNORECASE)


def _on_page(lab: Lab, page: Page, around: Surroundings, model: re.Pattern[str]) -> Iterator[ExpectedResult]:
    order = 0
    before = {later.position: earlier for earlier, later in pairwise(around.blocks)}
    for table in around.of_kind(BlockKind.TABLE):
        introduction = before.get(table.position)
        words = introduction.text if introduction and introduction.kind is BlockKind.PARAGRAPH else ""
        if not any(map(model.search, (words, around.heading(table)))):
            continue
        _, rows = around.cells(table)
        columns = _measured(table, around)
        for number, row in enumerate(rows):
            for at, head, amounts in columns:
                if 0 not in row or not row[0].text.strip() or number not in amounts:
                    continue
                amount = amounts[number]
                yield ExpectedResult(
                    course=lab.course,
                    lab=lab.slug,
                    order=order,
                    subject=row[0].text.strip(),
                    metric=head,
                    value=row[at].text.strip(),
                    low=amount.low,
                    high=amount.high,
                    unit=amount.unit,
                    page=page.path,
                    position=row[at].position,
                )
                order += 1


def _measured(table: Block, around: Surroundings) -> list[_Column]:
    """Return the columns that give amounts, or none where fewer than two of them are measures."""
    heads, rows = around.cells(table)
    columns = [_Column(at, heads[at], _amounts(at, rows)) for at in sorted(heads) if at and heads[at]]
    columns = [column for column in columns if column.amounts]
    return columns if sum(bool(_MEASURE.search(column.head)) for column in columns) >= _FEWEST_MEASURES else []


def _amounts(column: int, rows: list[Row]) -> dict[int, Amount]:
    """Return the amount in each row of a column, or none where a cell holds anything else; a baseline is one."""
    texts = {number: text for number, row in enumerate(rows) if column in row and (text := row[column].text.strip())}
    found: dict[int, Amount] = {}
    baselines: list[int] = []
    for number, text in texts.items():
        baseline = _BASELINE.match(text)
        if amount := amount_in(baseline["value"] if baseline and baseline["value"] else text):
            found[number] = amount
        elif baseline:
            baselines.append(number)
        else:
            return {}
    ratios = {amount.unit for amount in found.values()}
    if baselines and not (ratios and ratios <= _RATIO):
        return {}
    return found | {number: Amount(1, 1, next(iter(ratios))) for number in baselines}
