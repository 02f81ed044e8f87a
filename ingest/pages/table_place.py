"""Where the cells of a table are, when some take several rows or columns."""

from collections import Counter
from typing import TypedDict

from ingest.flight.values import Element

_MOST_COLUMNS = 1000  # as in browsers


class CellPlace(TypedDict):
    """Row and column of a cell, and whether it is a heading."""

    row: int
    column: int
    header: bool


class TablePlace:
    """The place in a table where the next cell goes."""

    def __init__(self) -> None:
        self._row = -1
        self._column = 0
        self._heads = 0
        self._covered: Counter[int] = Counter()  # rows each column is still covered by a cell, this row included

    def open_head(self) -> None:
        """Begin the head of the table."""
        self._heads += 1

    def close_head(self) -> None:
        """End the head of the table."""
        self._heads -= 1

    def next_row(self) -> None:
        """Begin a row."""
        self._row += 1
        self._column = 0
        self._covered = Counter({column: rows - 1 for column, rows in self._covered.items() if rows > 1})

    def next_cell(self, cell: Element) -> CellPlace:
        """Return the place of a cell, and go on behind it."""
        while self._covered[self._column] > 0:
            self._column += 1
        column, columns, rows = self._column, _extent(cell, "colSpan"), _extent(cell, "rowSpan")
        if rows > 1:
            self._covered.update(dict.fromkeys(range(column, column + columns), rows))
        self._column += columns
        return CellPlace(row=max(self._row, 0), column=column, header=cell.type == "th" or self._heads > 0)


def _extent(cell: Element, name: str) -> int:
    value = cell.props.get(name, 1)
    if isinstance(value, str):
        value = int(value) if value.isdecimal() and len(value) < 6 else 1
    return min(max(value, 1), _MOST_COLUMNS) if isinstance(value, int) else 1
