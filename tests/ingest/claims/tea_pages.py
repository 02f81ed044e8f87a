"""Pages about tea that state numbers."""

from schema.blocks import Block, BlockKind
from schema.records import Page
from schema.values import PageKind


def page(path: str, *blocks: Block) -> Page:
    """Return a page with blocks, which are numbered here."""
    numbered = [block.model_copy(update={"position": at}) for at, block in enumerate(blocks)]
    return Page(course="tea", path=path, title="Tea", kind=PageKind.SECTION, position=0, blocks=tuple(numbered))


def paragraph(text: str) -> Block:
    """Return a paragraph."""
    return Block(position=0, kind=BlockKind.PARAGRAPH, text=text)


def heading(anchor: str, level: int = 2) -> Block:
    """Return a heading."""
    return Block(position=0, kind=BlockKind.HEADING, text=anchor, anchor=anchor, level=level)


def table(*rows: str, at: int = 0) -> list[Block]:
    """Return a table that stands at a position, with rows as ``pot | 2``; the first is its head."""
    blocks = [Block(position=at, kind=BlockKind.TABLE)]
    for row, line in enumerate(rows):
        for column, text in enumerate(line.split(" | ")):
            cell = Block(position=0, kind=BlockKind.CELL, text=text, parent=at, row=row, column=column, header=row == 0)
            blocks.append(cell)
    return blocks
