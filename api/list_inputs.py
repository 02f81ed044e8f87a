"""What clients send to change saved lists: one input for each mutation."""

import strawberry
from strawberry import UNSET

from api.enums import Language
from api.reading_list_input import ReadingListInput
from schema.list_edits import made_text
from schema.values import Text


@strawberry.input(description="A text in Chinese, English, or both.")
class TextInput:
    """A text, as clients send it."""

    zh: str | None = strawberry.field(default=None, description="In Chinese.")
    en: str | None = strawberry.field(default=None, description="In English.")

    def text(self) -> Text:
        """Return the text.

        Raises:
            InputError: It is empty, or holds what no text may hold.
        """
        return made_text(zh=self.zh, en=self.en)


@strawberry.input(description="Something to put on a list.")
class ListItemInput:
    """An item, as clients send it."""

    ref: str = strawberry.field(description="REF or id of a paper, a page or a resource.")
    note: str = strawberry.field(default="", description="What the list says of it.")


@strawberry.input(description="What every mutation takes.")
class MutationInput:
    """What every mutation takes."""

    client_mutation_id: str | None = strawberry.field(default=None, description="Comes back as it was sent.")
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="A key of the client's own, as a UUID. What is asked again under the same key is done only once, "
        "and answered with the version that it led to.",
    )


@strawberry.input(description="What every edit of a list takes.")
class EditInput(MutationInput):
    """What every edit of a list takes."""

    slug: str = strawberry.field(description="Its name in addresses.")
    version: int = strawberry.field(
        description="The version that the edit was made from; if there is a newer one, nothing is changed and both are "
        "told."
    )


@strawberry.input(description="A new list.")
class CreateListInput(MutationInput):
    """A new list."""

    slug: str = strawberry.field(description="Its name in addresses: lower-case words joined by hyphens.")
    title: TextInput = strawberry.field(description="What it is called.")
    description: TextInput | None = strawberry.field(default=None, description="What it is for.")
    language: Language | None = strawberry.field(
        default=None, description="The language of its notes and files; the course's by default."
    )
    course: str | None = strawberry.field(default=None, description="Slug of the course; the first by default.")
    fill_from: ReadingListInput | None = strawberry.field(
        default=None, description="A choice of papers to begin with, in the order of that reading list."
    )
    items: list[ListItemInput] = strawberry.field(
        default_factory=list, description="What is on it, behind the choice of papers."
    )


@strawberry.input(description="Another title, description or language; what is left out stays.")
class UpdateListInput(EditInput):
    """Another title, description or language."""

    title: TextInput | None = strawberry.field(default=None, description="What it is called.")
    description: TextInput | None = strawberry.field(default=UNSET, description="What it is for; null for nothing.")
    language: Language | None = strawberry.field(default=None, description="The language of its notes and files.")


@strawberry.input(description="More items of a list.")
class AddToListInput(EditInput):
    """More items."""

    items: list[ListItemInput] = strawberry.field(description="What to put on it, in order.")
    at: int | None = strawberry.field(default=None, description="Place of the first, from 1; by default at the end.")


@strawberry.input(description="Items that leave a list.")
class RemoveFromListInput(EditInput):
    """Items that leave."""

    items: list[str] = strawberry.field(description="REFs, ids or keys of the items, or their places as `#2`.")


@strawberry.input(description="Another order of a list.")
class ReorderListInput(EditInput):
    """Another order."""

    items: list[str] = strawberry.field(description="Every item once, in the new order, as in `removeFromList`.")


@strawberry.input(description="Another note at an item of a list.")
class AnnotateListItemInput(EditInput):
    """Another note."""

    item: str = strawberry.field(description="REF, id or key of the item, or its place as `#2`.")
    note: str = strawberry.field(description="What the list says of it; empty for nothing.")


@strawberry.input(description="A list to put away, or to bring back.")
class ArchiveListInput(EditInput):
    """A list to put away."""

    archived: bool = strawberry.field(default=True, description="False brings it back.")


@strawberry.input(description="The revision that a list's files show it with.")
class PinListInput(EditInput):
    """The revision to show."""

    revision: str | None = strawberry.field(
        default=None,
        description="The beginning of a revision's id, or `@0` for the newest there is now; null to follow the newest.",
    )
