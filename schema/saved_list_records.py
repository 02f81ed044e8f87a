"""Reading lists that people keep: what is on them, in which order, with which notes. They live outside revisions."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field as ValueField
from pydantic import StringConstraints, model_validator
from sqlmodel import Field

from schema.columns import JsonColumn, UtcColumn
from schema.records import Slug
from schema.values import Text, Value

MOST_ITEMS = 500
"""How many items a list may have."""
MOST_TITLE = 300
"""How many characters a list's title may have in a language."""
MOST_NOTE = 4_000
"""How many characters a note or a list's description in a language may have."""


class ListItemKind(StrEnum):
    """What can stand on a list. The value is what the node is elsewhere."""

    PAPER = "Paper"
    RESOURCE = "Resource"
    PAGE = "Page"


class ListItem(Value):
    """Something on a list.

    Attributes:
        kind: What it is.
        key: What identifies it among those of its kind, after every ingest and on every machine.
        note: What the list says of it, or empty.
    """

    kind: ListItemKind
    key: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
    note: Annotated[str, StringConstraints(max_length=MOST_NOTE)] = ""

    @property
    def identity(self) -> tuple[ListItemKind, str]:
        """What no two items of a list share."""
        return self.kind, self.key


Items = Annotated[tuple[ListItem, ...], ValueField(max_length=MOST_ITEMS)]


class SavedList(Value):
    """A version of a list that somebody keeps.

    Attributes:
        slug: Its name in addresses.
        version: Number of the version, from 1; every edit makes the next.
        title: What it is called.
        description: What it is for.
        language: The language of its notes, as ``zh`` or ``en``.
        course: Slug of the course whose pages, recommendations and revisions are meant.
        items: What is on it, in order.
        revision: The revision of the course it is shown with, or None for the newest.
        archived: Whether it is no longer shown.
        created: When its first version was made.
        updated: When this version was made.
    """

    slug: Slug
    version: int = Field(default=1, ge=1)
    title: Text = Field(sa_type=JsonColumn(Text))
    description: Text | None = Field(default=None, sa_type=JsonColumn(Text))
    language: Annotated[str, StringConstraints(pattern=r"^(zh|en)$")] = "zh"
    course: Slug
    items: Items = Field(default=(), sa_type=JsonColumn(tuple[ListItem, ...]))
    revision: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")] | None = None
    archived: bool = False
    created: datetime = Field(sa_type=UtcColumn)
    updated: datetime = Field(sa_type=UtcColumn)

    @model_validator(mode="after")
    def _is_a_list(self) -> Self:
        seen = [item.identity for item in self.items]
        if len(set(seen)) != len(seen):
            msg = "an item stands on the list twice"
            raise ValueError(msg)
        for name, text, most in (("title", self.title, MOST_TITLE), ("description", self.description, MOST_NOTE)):
            if text and any(len(part or "") > most for part in (text.zh, text.en)):
                msg = f"the {name} is longer than {most:,} characters"
                raise ValueError(msg)
        return self


class AnsweredEdit(Value):
    """An edit that was asked for under a key of the client's own.

    Attributes:
        key: The client's key.
        asked: Hash of what was asked.
        slug: The list.
        version: The version that the edit led to.
        answered: When.
    """

    key: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    asked: str
    slug: Slug
    version: int
    answered: datetime = Field(sa_type=UtcColumn)
