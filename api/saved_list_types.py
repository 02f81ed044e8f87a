"""Saved lists: what people keep, in their order, with their notes."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from api.context import Context, Info
from api.course_types import Course
from api.enums import Language
from api.evidence_types import LanguageArgument
from api.list_shelf import ListShelf
from api.node import Node
from graph.nodes import NodeKind, global_id
from reading.saved_list_text import SavedListFormat, written_saved_list
from schema import saved_list_records
from schema.errors import InputError, NotFoundError
from schema.saved_list_records import ListItemKind


@strawberry.type(description="Something on a list.")
class SavedListItem:
    """An item, as clients see it."""

    record: strawberry.Private[saved_list_records.ListItem]

    number: int = strawberry.field(description="Its place on the list, from 1.")
    kind: ListItemKind = strawberry.field(description="What it is.")
    key: str = strawberry.field(description="What names it for good: a paper's id, a course with a path or an address.")
    note: str = strawberry.field(description="What the list says of it; empty where it says nothing.")

    @strawberry.field(description="The node in the newest graph; null and `gone` where that no longer has it.")
    def node(self, info: Info) -> Node | None:
        """Resolve ``node``."""
        found = info.context.catalogue.nodes.get((NodeKind(self.kind.value), self.key))
        return info.context.shown.node(found) if found is not None else None

    @strawberry.field(description="Whether the newest graph no longer has it.")
    def gone(self, info: Info) -> bool:
        """Resolve ``gone``."""
        return (NodeKind(self.kind.value), self.key) not in info.context.catalogue.nodes


@strawberry.interface(description="What a list says, in one of its versions.")
class ListContent:
    """The content of a list, as clients see it."""

    record: strawberry.Private[saved_list_records.SavedList]

    slug: str = strawberry.field(description="Its name in addresses.")
    version: int = strawberry.field(description="Number of the version, from 1; an edit names the one it is made from.")
    note_language: Language = strawberry.field(description="The language of its notes and files.")
    revision: str | None = strawberry.field(
        description="The revision of the course that its files show it with; null where they follow the newest."
    )
    archived: bool = strawberry.field(description="Whether it is put away: its addresses then say that it is gone.")
    created: datetime = strawberry.field(description="When it was made.")
    updated: datetime = strawberry.field(description="When this version was made.")

    @strawberry.field(description="What it is called.")
    def title(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``title``."""
        return info.context.text(self.record.title, language)

    @strawberry.field(description="What it is for.")
    def description(self, info: Info, language: LanguageArgument = None) -> str | None:
        """Resolve ``description``."""
        return info.context.text(self.record.description, language) if self.record.description else None

    @strawberry.field(description="The course that is meant; null where the graph no longer has it.")
    def course(self, info: Info) -> Course | None:
        """Resolve ``course``."""
        return info.context.shown.courses.get(self.record.course)

    @strawberry.field(description="What is on it, in its order; at most 500.")
    def items(self) -> list[SavedListItem]:
        """Resolve ``items``."""
        return [
            SavedListItem(record=one, number=number, kind=one.kind, key=one.key, note=one.note)
            for number, one in enumerate(self.record.items, 1)
        ]


@strawberry.type(description="A list that somebody keeps.")
class SavedList(ListContent, Node):
    """A list, as clients see it."""

    @classmethod
    def of(cls, record: saved_list_records.SavedList) -> "SavedList":
        """Show a list."""
        id_ = global_id(NodeKind.SAVED_LIST, record.slug)
        return cls(id=strawberry.ID(id_), **_content(record))

    @strawberry.field(description="Address of its page on this server; with `.bib`, `.md` and so on, of its files.")
    def path(self) -> str:
        """Resolve ``path``."""
        return f"/lists/{self.slug}"

    @strawberry.field(description="The list as a file says it, with the newest graph.")
    def text(
        self, info: Info, format: Annotated[SavedListFormat, strawberry.argument(description="In which format.")]
    ) -> str:
        """Resolve ``text``."""
        keys = info.context.shown.citation_keys
        return written_saved_list(info.context.served, self.record, format, keys=keys).text


@strawberry.type(description="A version of a list that is not kept. It has no id, so that no client takes it for one.")
class ListDraft(ListContent):
    """What an edit would have made of a list, as clients see it."""

    @classmethod
    def of(cls, record: saved_list_records.SavedList) -> "ListDraft":
        """Show a draft."""
        return cls(**_content(record))


def _content(record: saved_list_records.SavedList) -> dict[str, Any]:
    return {
        "record": record,
        "slug": record.slug,
        "version": record.version,
        "note_language": Language(record.language),
        "revision": record.revision,
        "archived": record.archived,
        "created": record.created,
        "updated": record.updated,
    }


def shelf_of(context: Context) -> ListShelf:
    """Return the saved lists.

    Raises:
        InputError: There is no store.
    """
    if context.lists is None:
        raise InputError("this service was given one graph and keeps no lists", remedy="Serve a database")
    return context.lists


def list_by_id(context: Context, slug: str) -> SavedList:
    """Return a list that an id stands for.

    Raises:
        NotFoundError: There is none.
    """
    if context.lists is None:
        raise NotFoundError(slug[:80], what="list")
    return SavedList.of(context.lists.list(slug))
