"""What resolvers are given: one unchanging snapshot of the graph, and what the request may spend."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import strawberry
from graphql import DocumentNode

from api.budget import Budget
from api.enums import Language
from api.list_shelf import ListShelf
from api.run_desk import RunDesk
from graph.catalogue import Catalogue
from graph.history import History
from graph.served import Served
from schema.values import Text

if TYPE_CHECKING:
    from api.shown import Shown
    from api.snapshot import Snapshots


@dataclass(slots=True)
class Context:
    """One request's view; of a subscription, the view that its newest event is answered from.

    Attributes:
        served: The graph with its indexes.
        shown: The nodes of the graph as clients see them.
        budget: What the request may spend.
        document: The query, parsed and validated, if that has been done.
        history: What the store remembers of its courses, if the graph comes from a store.
        lists: The saved lists, if there is a store.
        runs: The runs of labs, if there is a store.
        snapshots: Where newer snapshots come from.
    """

    served: Served
    shown: "Shown"
    budget: Budget = field(default_factory=lambda: Budget(nodes=100_000, values=500_000, seconds=30))
    document: DocumentNode | None = None
    history: History | None = None
    lists: ListShelf | None = None
    runs: RunDesk | None = None
    snapshots: "Snapshots | None" = None

    @property
    def catalogue(self) -> Catalogue:
        """The graph."""
        return self.served.catalogue

    def catch_up(self) -> None:
        """Look at the newest snapshot from now on."""
        if self.snapshots and (newest := self.snapshots.newest()):
            self.served, self.shown = newest.served, newest.shown

    def text(self, text: Text, language: Language | None) -> str:
        """Return a text in a language, by default the first course's, or else in the other one."""
        return text.in_language(language.value if language else self.shown.language)


Info: TypeAlias = strawberry.Info[Context, None]
"""What strawberry hands to every resolver."""
