"""What is around and inside each block of a page."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from schema.blocks import Block, BlockKind


class BlockOutline:
    """The blocks of a page, with what is around and inside each."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = tuple(blocks)
        self._at = {block.position: block for block in blocks}
        self._children: dict[int | None, list[Block]] = defaultdict(list)
        for block in blocks:
            self._children[block.parent].append(block)

    def children(self, block: Block) -> list[Block]:
        """Return what stands directly in a container."""
        return self._children[block.position]

    def around(self, block: Block) -> Iterator[Block]:
        """Yield the containers around a block, the innermost first."""
        seen = {block.position}
        while block.parent is not None and block.parent in self._at and block.parent not in seen:
            block = self._at[block.parent]
            seen.add(block.position)
            yield block

    def inside(self, block: Block) -> Iterator[Block]:
        """Yield all that is in a container, in reading order."""
        todo = self._children[block.position][::-1]
        while todo:
            each = todo.pop()
            yield each
            todo += self._children[each.position][::-1]

    def card_around(self, block: Block) -> Block | None:
        """Return the innermost card that holds a block."""
        return next((each for each in self.around(block) if each.kind is BlockKind.CARD), None)

    def sibling_after(self, block: Block) -> Block | None:
        """Return what follows a block in the same container."""
        siblings = self._children[block.parent]
        after = siblings.index(block) + 1
        return siblings[after] if after < len(siblings) else None

    def rows(self, table: Block) -> list[dict[int, Block]]:
        """Return the rows of a table: each its cells by column."""
        rows: dict[int, dict[int, Block]] = defaultdict(dict)
        for cell in self.children(table):
            if cell.row is not None and cell.column is not None:
                rows[cell.row].setdefault(cell.column, cell)
        return [rows[number] for number in sorted(rows)]

    def row_around(self, cell: Block) -> dict[int, Block]:
        """Return the cells of the row of a cell, by column."""
        row = (each for each in self._children[cell.parent] if each.row == cell.row and each.column is not None)
        return {each.column: each for each in row if each.column is not None}

    def head_above(self, cell: Block) -> str:
        """Return the heading of the column of a cell, or nothing."""
        column = (each for each in self._children[cell.parent] if each.header and each.column == cell.column)
        return next((each.text for each in column if each is not cell), "")
