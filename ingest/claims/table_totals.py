"""Tables whose rows or columns do not add up to the total they state."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from ingest.claims.quantities import Quantity, quantity, shown
from schema.blocks import Block, BlockKind
from schema.records import Finding, Page
from schema.values import Severity

_TOTAL = re.compile(r"(?:合计|总计|共计|总和|total|sum)(?![a-z])", re.IGNORECASE)
_OF_A_PART = re.compile(r"仅|只|其中|不含|不包括|除|only|without|excluding|of which", re.IGNORECASE)
_ROUNDING = 5
"""Percent by which a total may differ from the sum: parts are rounded."""
_LEAST_PARTS = 2

_Grid = Mapping[tuple[int, int], Block]


def wrong_totals(page: Page) -> Iterator[Finding]:
    """Yield a finding for each total that is not the sum of what stands before it."""
    tables: defaultdict[int, list[Block]] = defaultdict(list)
    for block in page.blocks:
        if block.kind is BlockKind.CELL and block.parent is not None:
            tables[block.parent].append(block)
    for cells in tables.values():
        grid = {(cell.row or 0, cell.column or 0): cell for cell in cells}
        for sideways in (False, True):
            turned = {(column, row): cell for (row, column), cell in grid.items()} if sideways else grid
            for total, said, summed in _mismatches(turned):
                yield _finding(page, total, said, summed)


def _mismatches(grid: _Grid) -> Iterator[tuple[Block, Quantity, Quantity]]:
    """Yield totals that differ, with what they say and what their parts come to."""
    lines = sorted({line for line, _ in grid})[1:]
    labels = {line: grid[line, 0].text.strip() for line in lines if (line, 0) in grid}
    totals = [line for line, label in labels.items() if _TOTAL.match(label)]
    parts = [line for line in lines if line not in totals]
    for total in totals:
        if _OF_A_PART.search(labels[total]):
            continue
        for across in sorted({across for line, across in grid if line == total and across > 0}):
            said = quantity(grid[total, across].text)
            summed = _sum([grid.get((line, across)) for line in parts if line < total])
            if said and summed and said.unit == summed.unit and not _near(said, summed):
                yield grid[total, across], said, summed


def _sum(cells: list[Block | None]) -> Quantity | None:
    values = [quantity(cell.text) if cell else None for cell in cells]
    known = [value for value in values if value]
    if len(known) < max(_LEAST_PARTS, len(values)) or len({value.unit for value in known}) > 1:
        return None
    whole = known[0]
    for value in known[1:]:
        whole = whole.plus(value)
    return whole


def _near(said: Quantity, summed: Quantity) -> bool:
    lows = [value.low * (100 - _ROUNDING) for value in (said, summed) if value.low is not None]
    highs = [value.high * (100 + _ROUNDING) for value in (said, summed) if value.high is not None]
    return not lows or not highs or max(lows) <= min(highs)


def _finding(page: Page, total: Block, said: Quantity, summed: Quantity) -> Finding:
    unit = f" {said.unit}" if said.unit else ""
    return Finding(
        course=page.course,
        code="TOTAL_DISAGREES",
        severity=Severity.WARNING,
        message=f"the table says {total.text} in all, but its parts come to {shown(summed)}{unit}",
        remedy="Correct the total, or the parts",
        page=page.path,
        place=f"block {total.position}",
    )
