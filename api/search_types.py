"""Finding things: by reference, and by words."""

import strawberry

from api.connections import Connection, Window, connection_of
from api.context import Info
from api.node import Node
from graph import refs
from graph.nodes import key_of, kind_of
from graph.search import Hit, Match

__all__ = ["Resolution", "SearchConnection", "SearchHit", "search_connection"]


@strawberry.type(description="What a reference means.")
class Resolution:
    """What a reference means, as clients see it."""

    record: strawberry.Private[refs.Resolution]

    ref: str = strawberry.field(description="What was asked.")
    ambiguous: bool = strawberry.field(description="Whether all the candidates go by exactly this name.")

    @classmethod
    def of(cls, record: refs.Resolution) -> "Resolution":
        """Show what a reference means."""
        return cls(record=record, ref=record.ref, ambiguous=record.ambiguous)

    @strawberry.field(description="The one node it means, if it means one.")
    def node(self, info: Info) -> Node | None:
        """Resolve ``node``."""
        return info.context.shown.node(self.record.node) if self.record.node else None

    @strawberry.field(description="Where it does not mean one node, those that it could mean, the likeliest first.")
    def candidates(self, info: Info) -> list[Node]:
        """Resolve ``candidates``."""
        return [info.context.shown.node(node) for node in self.record.candidates]


@strawberry.type(description="Something that was found.")
class SearchHit:
    """A hit, as clients see it."""

    record: strawberry.Private[Hit]

    score: float = strawberry.field(description="How well it fits; comparable within one answer only.")
    match: Match = strawberry.field(description="How it was found.")
    found_in: str = strawberry.field(description="Where the words stand: `name` or `text`.")

    @classmethod
    def of(cls, record: Hit) -> "SearchHit":
        """Show a hit."""
        return cls(record=record, score=record.score, match=record.match, found_in=record.field)

    @strawberry.field(description="What was found.")
    def node(self, info: Info) -> Node:
        """Resolve ``node``."""
        return info.context.shown.node(self.record.node)


@strawberry.type(description="A part of what was found, the best first.")
class SearchConnection(Connection[SearchHit]):
    """What was found."""


def search_connection(hits: tuple[Hit, ...], window: Window) -> SearchConnection:
    """Return a part of what was found."""
    part = connection_of(
        hits, window, key=lambda hit: f"{kind_of(hit.node).value}:{key_of(hit.node)}", shown=SearchHit.of
    )
    return SearchConnection(edges=part.edges, nodes=part.nodes, page_info=part.page_info, total_count=part.total_count)
