"""What resolvers are given: one unchanging snapshot of the graph, and what the request may spend."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import strawberry
from graphql import DocumentNode

from api.budget import Budget
from api.enums import Language
from api.list_shelf import ListShelf
from graph.catalogue import Catalogue
from graph.history import History
from graph.served import Served
from schema.values import Text

if TYPE_CHECKING:
    from api.shown import Shown


@dataclass(frozen=True, slots=True)
class Context:
    """One request's view.

    Attributes:
        served: The graph with its indexes.
        shown: The nodes of the graph as clients see them.
        budget: What the request may spend.
        document: The query, parsed and validated, if that has been done.
        history: What the store remembers of its courses, if the graph comes from a store.
        lists: The saved lists, if there is a store.
    """

    served: Served
    shown: "Shown"
    budget: Budget = field(default_factory=lambda: Budget(nodes=100_000, values=500_000, seconds=30))
    document: DocumentNode | None = None
    history: History | None = None
    lists: ListShelf | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The graph."""
        return self.served.catalogue

    def text(self, text: Text, language: Language | None) -> str:
        """Return a text in a language, by default the first course's, or else in the other one."""
        return text.in_language(language.value if language else self.shown.language)


Info: TypeAlias = strawberry.Info[Context, None]
"""What strawberry hands to every resolver."""
