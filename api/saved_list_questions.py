"""Questions about saved lists. They are read from the store, so that an edit shows at once."""

from typing import Annotated

import strawberry

from api.connections import After, Before, Connection, First, Last, Window, connection_of
from api.context import Info
from api.filters import short
from api.saved_list_types import SavedList, shelf_of


@strawberry.type(description="Questions about saved lists.")
class SavedListQuestions:
    """The part of the query type that knows saved lists."""

    @strawberry.field(name="list", description="A saved list by its slug; also one that is archived.")
    def saved_list(
        self, info: Info, slug: Annotated[str, strawberry.argument(description="Its name in addresses.")]
    ) -> SavedList | None:
        """Resolve ``list``."""
        return SavedList.of(shelf_of(info.context).list(short("a slug", slug)))

    @strawberry.field(description="All saved lists, by slug.")
    def lists(
        self,
        info: Info,
        archived: Annotated[bool, strawberry.argument(description="Also those that are put away.")] = False,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[SavedList]:
        """Resolve ``lists``."""
        found = shelf_of(info.context).lists(archived=archived)
        return connection_of(found, Window(first, after, last, before), key=lambda one: one.slug, shown=SavedList.of)
