"""What can be searched on a page: its blocks, and the rows of its tables, below a heading or anywhere."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from schema.blocks import Block, BlockKind

_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Passage:
    """A block with text, or a row of a table.

    Attributes:
        position: Number of the block; of a row, that of its first cell.
        text: Its text; of a row, the texts of its cells, joined by ``|``.
        cells: Of a row, its cells by the heading of their column.
        starts: Of a row, where in the text each cell begins, and its number.
    """

    position: int
    text: str
    cells: Mapping[str, Block] = field(default_factory=dict)
    starts: tuple[tuple[int, int], ...] = ()

    def position_at(self, offset: int) -> int:
        """Return the number of the block that stands at an offset of the text."""
        return max((start for start in self.starts if start[0] <= offset), default=(0, self.position))[1]


def passages_of(blocks: Sequence[Block], anchor: str | None = None) -> tuple[Passage, ...]:
    """Return what can be searched, in reading order.

    Args:
        blocks: The body of a page.
        anchor: Only what stands below this heading, down to the next that is not lower.
    """
    found: list[Passage] = []
    tables: defaultdict[int, list[Block]] = defaultdict(list)
    for block in _below(blocks, anchor):
        if block.kind is BlockKind.CELL and block.parent is not None:
            tables[block.parent].append(block)
        elif block.text:
            found.append(Passage(block.position, block.text))
    for cells in tables.values():
        found += _rows(cells)
    return tuple(sorted(found, key=lambda passage: passage.position))


def _below(blocks: Sequence[Block], anchor: str | None) -> Iterator[Block]:
    if anchor is None:
        yield from blocks
        return
    level: int | None = None
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            if level is not None and (block.level or 1) <= level:
                return
            if block.anchor == anchor:
                level = block.level or 1
        if level is not None:
            yield block


def _rows(cells: Sequence[Block]) -> Iterator[Passage]:
    rows: defaultdict[int, list[Block]] = defaultdict(list)
    for cell in cells:
        rows[cell.row or 0].append(cell)
    headings = {cell.column: cell.text for cell in rows.get(0, ()) if cell.header}
    for row in rows.values():
        named = {headings[cell.column]: cell for cell in row if headings.get(cell.column)}
        text = ""
        starts: list[tuple[int, int]] = []
        for cell in row:
            text += _BETWEEN if starts else ""
            starts.append((len(text), cell.position))
            text += cell.text
        yield Passage(row[0].position, text, named, tuple(starts))
