"""What each source says of a paper, kept apart: what is served of it is made of these accounts."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints
from sqlmodel import Field

from schema.columns import EnumColumn, JsonColumn, UtcColumn
from schema.records import Paper, PaperId
from schema.values import Value

ARXIV = "arxiv"
"""The source that arXiv is."""

SHIPPED = "shipped"
"""The source that the shipped pack is; of other packs it is ``pack:`` and their name."""

PAGE = "page"
"""The source of what nothing but a page tells of."""

EARLIER = "earlier"
"""The source of what was stored before sources were kept apart."""

OAI = "oai"
"""The source that arXiv is to harvesters: it tells all versions, and which of them withdraw a paper."""

LIBRARY = "library"
"""The source that a library of papers is: a snapshot of arXiv, which may be older than what others know."""

BIBLIOGRAPHY = "bib:"
"""What the sources begin with that are bibliographies; what they say is never confirmed."""


SourceName = Annotated[str, StringConstraints(pattern=r"^[a-z]+(:.+)?$", max_length=200)]
"""Name of a source of papers."""


class Holding(StrEnum):
    """Whether a source holds a paper that it was asked for."""

    HELD = "held"
    NOT_FOUND = "not-found"
    """The id is well formed, and the source has nothing under it."""
    REFUSED = "refused"
    """The source takes the id for none."""
    UNREADABLE = "unreadable"
    """The source answers with something that is no record of a paper."""


class PaperAccount(Value):
    """What one source says of one paper.

    Attributes:
        paper: Id of the paper.
        source: Name of the source: ``shipped``, ``pack:<name>``, ``page``, ``arxiv``.
        holding: Whether the source holds the paper.
        said: What it says of it; None where it holds nothing.
        remark: In the source's words, why it holds nothing.
        read_at: When the source said so.
    """

    paper: PaperId
    source: SourceName
    holding: Holding = Field(default=Holding.HELD, sa_type=EnumColumn(Holding))
    said: Paper | None = Field(default=None, sa_type=JsonColumn(Paper))
    remark: str = ""
    read_at: datetime = Field(sa_type=UtcColumn)
