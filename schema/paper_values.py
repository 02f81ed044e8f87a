"""The values that records of papers are made of: versions, and who says that one paper cites another."""

from datetime import date, datetime

from sqlmodel import Field

from schema.values import Value


class PaperVersion(Value):
    """One version of a paper on arXiv.

    Attributes:
        number: From 1.
        submitted: Day on which it was submitted.
        kilobytes: How much source it has, where that is told.
        empty: Whether it is told to have no text; as the newest version, it withdraws the paper.
    """

    number: int = Field(ge=1)
    submitted: date
    kilobytes: int | None = Field(default=None, ge=0)
    empty: bool = False

    def __str__(self) -> str:
        """Return number and day, as ``v2 2026-01-15``."""
        return f"v{self.number} {self.submitted}"


class CitationSource(Value):
    """That a source says that one paper cites another.

    Attributes:
        name: Name of the source, as in ``PaperAccount``.
        confirmed: Whether it has seen that the paper does.
        read_at: When it first said so.
    """

    name: str
    confirmed: bool
    read_at: datetime
