"""What mutations of saved lists answer: the list, or what was wrong with what was asked, as data."""

from typing import TypeVar

import strawberry

from api.errors import extensions_of
from api.saved_list_types import ListDraft, SavedList
from schema.errors import StaleEditError, SyllagraphError


@strawberry.type(description="Something that was wrong with what was asked. Then nothing has been changed.")
class UserError:
    """A mistake of a client, as data."""

    code: str = strawberry.field(description="As `extensions.code` of errors: `CONFLICT`, `NOT_FOUND` and so on.")
    message: str = strawberry.field(description="What was wrong, and what to do.")
    candidates: list[str] = strawberry.field(description="Where something was not found: names that come near.")

    @classmethod
    def of(cls, error: SyllagraphError) -> "UserError":
        """Show an error."""
        extensions = extensions_of(error)
        return cls(code=extensions["code"], message=str(error), candidates=extensions.get("candidates", []))


@strawberry.type(description="Two versions of a list of which only one can stay.")
class ListConflict:
    """A stale edit, as clients see it."""

    current: SavedList = strawberry.field(description="The list as it is now.")
    attempted: ListDraft = strawberry.field(description="What the edit would have made of the version it came from.")


@strawberry.interface(description="What became of an edit of a list.")
class ListPayload:
    """An answer."""

    saved: SavedList | None = strawberry.field(name="list", description="The list after it; null if it was refused.")
    user_errors: list[UserError] = strawberry.field(description="What was wrong; empty when all is well.")
    conflict: ListConflict | None = strawberry.field(description="Both versions, where the edit came too late.")
    client_mutation_id: str | None = strawberry.field(description="As it was sent.")


@strawberry.type(description="What became of a new list.")
class CreateListPayload(ListPayload):
    """Answer to ``createList``."""


@strawberry.type(description="What became of another title, description or language.")
class UpdateListPayload(ListPayload):
    """Answer to ``updateList``."""


@strawberry.type(description="What became of more items.")
class AddToListPayload(ListPayload):
    """Answer to ``addToList``."""


@strawberry.type(description="What became of fewer items.")
class RemoveFromListPayload(ListPayload):
    """Answer to ``removeFromList``."""


@strawberry.type(description="What became of another order.")
class ReorderListPayload(ListPayload):
    """Answer to ``reorderList``."""


@strawberry.type(description="What became of a note.")
class AnnotateListItemPayload(ListPayload):
    """Answer to ``annotateListItem``."""


@strawberry.type(description="What became of putting a list away.")
class ArchiveListPayload(ListPayload):
    """Answer to ``archiveList``."""


@strawberry.type(description="What became of another revision to show.")
class PinListPayload(ListPayload):
    """Answer to ``pinList``."""


PayloadT = TypeVar("PayloadT", bound=ListPayload)


def refused_edit(payload: type[PayloadT], problems: list[SyllagraphError], client_mutation_id: str | None) -> PayloadT:
    """Return the answer to an edit that was refused."""
    stale = next((one for one in problems if isinstance(one, StaleEditError)), None)
    conflict = None
    if stale is not None:
        conflict = ListConflict(current=SavedList.of(stale.current), attempted=ListDraft.of(stale.attempted))
    return payload(
        saved=None,
        user_errors=[UserError.of(one) for one in problems],
        conflict=conflict,
        client_mutation_id=client_mutation_id,
    )
