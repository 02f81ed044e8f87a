"""What stands around a block: the headings above it and the containers that hold it."""

import re
from collections.abc import Sequence

from ingest.recommended.block_outline import BlockOutline, Row
from schema.blocks import Block, BlockKind

_LONGEST = 2_000
"""How much of a text is looked at: as much as a record holds of it."""

_GAP = re.compile(r"\s{4,}")


class Surroundings(BlockOutline):
    """The blocks of a page, with the headings and containers around each; of endless prose, its beginning."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__([_shortened(block) for block in blocks])
        self._by_position = {block.position: block for block in self.blocks}
        self._headings: dict[int, tuple[Block, ...]] = {}
        above: list[Block] = []
        for block in self.blocks:
            holders = {holder.position for holder in self.holders(block)}
            above = [one for one in above if one.parent is None or one.parent in holders]
            if block.kind is BlockKind.HEADING:
                above = [one for one in above if (one.level or 0) < (block.level or 0)]
            self._headings[block.position] = tuple(above)
            if block.kind is BlockKind.HEADING:
                above.append(block)

    def of_kind(self, kind: BlockKind) -> list[Block]:
        """Return all blocks of a kind, in reading order."""
        return [block for block in self.blocks if block.kind is kind]

    def headings(self, block: Block) -> tuple[Block, ...]:
        """Return the headings a block stands under, the outermost first."""
        return self._headings[block.position]

    def heading(self, block: Block) -> str:
        """Return the text of the innermost heading above a block, or nothing."""
        return next((one.text for one in reversed(self.headings(block))), "")

    def holders(self, block: Block) -> list[Block]:
        """Return the containers that hold a block, the innermost first."""
        found: list[Block] = []
        while block.parent is not None and block.parent < block.position and block.parent in self._by_position:
            block = self._by_position[block.parent]
            found.append(block)
        return found

    def words(self, block: Block) -> tuple[str, ...]:
        """Return the headings and labels of tabs around a block, the innermost first."""
        tabs = [one.text for one in self.holders(block) if one.kind is BlockKind.TAB]
        return (*tabs, *(one.text for one in reversed(self.headings(block))))

    def cells(self, table: Block) -> tuple[dict[int, str], list[Row]]:
        """Return the headings of a table's columns, and the rows below them."""
        rows = self.rows(table)
        if not rows:
            return {}, []
        return {column: cell.text.strip() for column, cell in rows[0].items()}, rows[1:]

    def full_text(self, block: Block) -> str:
        """Return the text of a block with all that is inside."""
        return "\n".join(one.text for one in (block, *self.inside(block)) if one.text)


def _shortened(block: Block) -> Block:
    if block.kind is BlockKind.CODE or (len(block.text) <= _LONGEST and not _GAP.search(block.text)):
        return block
    text = _GAP.sub(lambda gap: "\n" if "\n" in gap[0] else " ", block.text)
    return block.model_copy(update={"text": text[:_LONGEST].strip()})
