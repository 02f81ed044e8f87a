"""What is around and inside each block of a page."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from schema.blocks import Block, BlockKind

Row = dict[int, Block]
"""The cells of a row of a table, by column."""


class BlockOutline:
    """The blocks of a page, with what is around and inside each.

    Attributes:
        blocks: The blocks in reading order.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = tuple(sorted(blocks, key=lambda block: block.position))
        self._positions = [block.position for block in self.blocks]
        self._at = {block.position: block for block in self.blocks}
        self._children: dict[int | None, list[Block]] = defaultdict(list)
        self._next: dict[int, Block] = {}
        self._rows: dict[int | None, dict[int, Row]] = defaultdict(lambda: defaultdict(dict))
        self._heads: dict[tuple[int | None, int | None], Block] = {}
        for block in self.blocks:
            siblings = self._children[block.parent]
            if siblings:
                self._next[siblings[-1].position] = block
            siblings.append(block)
            if block.kind is BlockKind.CELL and block.row is not None and block.column is not None:
                self._rows[block.parent][block.row].setdefault(block.column, block)
                if block.header:
                    self._heads.setdefault((block.parent, block.column), block)

    def after(self, block: Block) -> Iterator[Block]:
        """Yield all that comes later on the page."""
        for number in range(bisect_right(self._positions, block.position), len(self.blocks)):
            yield self.blocks[number]

    def inside(self, block: Block) -> Iterator[Block]:
        """Yield all that is in a container, in reading order."""
        todo = self._children.get(block.position, [])[::-1]
        while todo:
            each = todo.pop()
            yield each
            todo += self._children.get(each.position, [])[::-1]

    def children(self, block: Block) -> Sequence[Block]:
        """Return what stands directly in a container."""
        return self._children.get(block.position, ())

    def next_siblings(self, block: Block) -> Iterator[Block]:
        """Yield what follows a block in the same container."""
        while (after := self._next.get(block.position)) is not None:
            yield after
            block = after

    def card_around(self, block: Block) -> Block | None:
        """Return the innermost card that holds a block."""
        while block.parent is not None and (around := self._at.get(block.parent)) and around.position < block.position:
            if around.kind is BlockKind.CARD:
                return around
            block = around
        return None

    def rows(self, table: Block) -> list[Row]:
        """Return the rows of a table."""
        rows = self._rows.get(table.position, {})
        return [rows[number] for number in sorted(rows)]

    def row_of(self, cell: Block) -> Row:
        """Return the row a cell is in."""
        return self._rows.get(cell.parent, {}).get(cell.row or 0, {})

    def head_of(self, cell: Block) -> str:
        """Return the heading of the column of a cell, or nothing."""
        head = self._heads.get((cell.parent, cell.column))
        return head.text if head is not None and head is not cell else ""
