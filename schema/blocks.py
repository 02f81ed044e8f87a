"""The body of a page as a flat list of blocks, each with its position."""

from enum import StrEnum

from pydantic import Field

from schema.values import Value


class BlockKind(StrEnum):
    """What a block is. Containers hold other blocks, which name them as ``parent``."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CODE = "code"
    MERMAID = "mermaid"
    FORMULA = "formula"
    IMAGE = "image"
    RULE = "rule"
    LIST = "list"
    """Container."""
    ITEM = "item"
    """Container; its own text is what stands before nested blocks."""
    TABLE = "table"
    """Container."""
    CELL = "cell"
    QUOTE = "quote"
    """Container."""
    CARD = "card"
    """Container; the text is the title."""
    CALLOUT = "callout"
    """Container; the text is the title, often empty."""
    TABS = "tabs"
    """Container."""
    TAB = "tab"
    """Container; the text is the label."""


class SpanKind(StrEnum):
    """What a stretch of a block's text is."""

    LINK = "link"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    MATH = "math"


class Span(Value):
    """A marked stretch of a block's text: ``text[start:end]``.

    Attributes:
        kind: What it is.
        start: Offset of the first character.
        end: Offset after the last character.
        href: Where a link leads.
    """

    kind: SpanKind
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    href: str | None = None


class Block(Value):
    """One piece of a page.

    Attributes:
        position: Number of the block in the page, from 0, in reading order.
        kind: What it is.
        text: Plain text. Formulas inside are their TeX source, without dollar signs.
        spans: What parts of the text are.
        parent: Position of the innermost container, if any.
        level: Depth of a heading (1 to 6).
        anchor: Id of a heading.
        href: Where a card leads, or the address of an image.
        language: Language of code.
        ordered: Whether a list is numbered.
        row: Row of a table cell, from 0.
        column: Column of a table cell, from 0.
        header: Whether a table cell is a heading.
    """

    position: int = Field(ge=0)
    kind: BlockKind
    text: str = ""
    spans: tuple[Span, ...] = ()
    parent: int | None = None
    level: int | None = None
    anchor: str | None = None
    href: str | None = None
    language: str | None = None
    ordered: bool | None = None
    row: int | None = None
    column: int | None = None
    header: bool | None = None
