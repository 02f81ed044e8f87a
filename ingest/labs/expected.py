"""What results a lab tells one to expect."""

import re
from collections.abc import Iterator

from ingest.labs.amounts import amount_in
from ingest.labs.surroundings import Surroundings
from schema.blocks import Block, BlockKind
from schema.lab_records import ExpectedResult
from schema.records import Lab

_COLUMN = re.compile(r"预期|期望|正常|\b(?:expected|expect|normal|target)\b", re.IGNORECASE)
_HEADING = re.compile(
    r"预期|期望结果|参考(?:结果|基线|指标)|\b(?:expected|reference) (?:results?|values?|ranges?)\b", re.IGNORECASE
)
_STRIPPED = re.compile(r"^(?:预期|期望|expected)\s*(?:的)?\s*", re.IGNORECASE)
_NOTES = re.compile(r"说明|备注|方法|原因|\b(?:notes?|remarks?|methods?|comments?)\b", re.IGNORECASE)


def expected_in(lab: Lab, page: str, around: Surroundings) -> tuple[ExpectedResult, ...]:
    """Return the results that the page of a lab tells one to expect."""
    found: list[ExpectedResult] = []
    for subject, head, cell in _cells(around):
        amount = amount_in(cell.text)
        found.append(
            ExpectedResult(
                course=lab.course,
                lab=lab.slug,
                order=len(found),
                subject=subject,
                metric=_STRIPPED.sub("", head).strip() or head,
                value=cell.text.strip(),
                low=amount.low if amount else None,
                high=amount.high if amount else None,
                unit=amount.unit if amount else None,
                page=page,
                position=cell.position,
            )
        )
    return tuple(found)


def _cells(around: Surroundings) -> Iterator[tuple[str, str, Block]]:
    for table in around.of_kind(BlockKind.TABLE):
        heads, rows = around.cells(table)
        columns = [at for at in sorted(heads) if at and _COLUMN.search(heads[at])]
        if not columns and _HEADING.search(around.heading(table)):
            columns = [at for at in sorted(heads) if at and heads[at] and not _NOTES.search(heads[at])]
        for row in rows:
            for column in columns:
                if 0 in row and row[0].text.strip() and column in row and row[column].text.strip():
                    yield row[0].text.strip(), heads[column], row[column]
