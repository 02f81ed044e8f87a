"""The citation keys of papers, as the store keeps them: each settled once, when its paper was first seen."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints
from sqlmodel import Field

from schema.columns import EnumColumn, UtcColumn
from schema.records import PaperId
from schema.values import Value

KEY_PATTERN = r"[A-Za-z0-9:_.+/-]{1,200}"
"""What every format, and every file system's command line, can hold."""

CitationKey = Annotated[str, StringConstraints(pattern=rf"^{KEY_PATTERN}$", max_length=200)]
"""A citation key. Two keys that differ in case alone count as the same."""


class KeyStyle(StrEnum):
    """How a citation key is made."""

    GIVEN = "given"
    """As a source or a person gave it."""
    DEFAULT = "default"
    """Author, year and word, in one: ``kettle2023steeping``; a key that a source gives comes before it."""
    AUTHORYEAR = "authoryear"
    """Author and year: ``kettle2023``, then ``kettle2023a``."""
    ANTHOLOGY = "anthology"
    """As the ACL Anthology does: ``kettle-etal-2023-steeping``."""
    ARXIV = "arxiv"
    """The arXiv id: ``arXiv:2301.00001``, or else our own id."""


class StoredKey(Value):
    """A key that a paper has, or once had.

    Attributes:
        paper: Id of the paper.
        key: The key.
        style: How it was made.
        pinned: Whether a person has fixed it, so that no other style replaces it.
        first_seen: When the paper first had it.
        retired: When the paper got another one, or None. Nobody else ever gets it: documents may still name it.
    """

    paper: PaperId
    key: CitationKey
    style: KeyStyle = Field(sa_type=EnumColumn(KeyStyle))
    pinned: bool = False
    first_seen: datetime = Field(sa_type=UtcColumn)
    retired: datetime | None = Field(default=None, sa_type=UtcColumn)

    @property
    def identity(self) -> str:
        """The key without case: what no two papers share."""
        return self.key.lower()
