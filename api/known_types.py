"""What somebody knows, as one word to take along, and what it holds."""

from collections.abc import Sequence

import strawberry

from api.connections import at_most
from api.context import Info
from api.filters import short
from api.node import Node
from graph.nodes import NodeKind
from graph.questions import known_set
from graph.questions.known_token import is_token


@strawberry.type(description="A name that means nothing here, or no single thing that can be known.")
class UnknownRef:
    """An unknown name, as clients see it."""

    record: strawberry.Private[known_set.Unknown]

    ref: str = strawberry.field(description="The name.")
    message: str = strawberry.field(description="Why it means nothing.")

    @strawberry.field(description="What it could mean, the likeliest first.")
    def candidates(self, info: Info) -> list[Node]:
        """Resolve ``candidates``."""
        return [info.context.shown.node(node) for node in self.record.candidates]


@strawberry.type(description="Something that a token holds and the graph does not have.")
class GoneNode:
    """A node that is gone, as clients see it."""

    kind: NodeKind = strawberry.field(description="What it was.")
    key: str = strawberry.field(description="What identified it among those of its kind.")


@strawberry.type(description="What somebody knows.")
class KnownSet:
    """A known set, as clients see it."""

    record: strawberry.Private[known_set.KnownSet]

    token: str = strawberry.field(
        description="All of it as one word that fits into an address, for wherever `known` is asked. It also holds "
        "what is gone, for a graph that has it."
    )
    gone: list[GoneNode] = strawberry.field(description="What the tokens hold and the graph does not have.")

    @classmethod
    def of(cls, record: known_set.KnownSet) -> "KnownSet":
        """Show a known set."""
        return cls(record=record, token=record.token, gone=[GoneNode(kind=g.kind, key=g.key) for g in record.gone])

    @strawberry.field(description="The things that are meant.")
    def nodes(self, info: Info) -> list[Node]:
        """Resolve ``nodes``."""
        return [info.context.shown.node(node) for node in self.record.nodes]

    @strawberry.field(description="What is known along with them: what they teach, and what they require.")
    def implied(self, info: Info) -> list[Node]:
        """Resolve ``implied``."""
        return [info.context.shown.node(node) for node in self.record.implied]

    @strawberry.field(description="Names that mean nothing.")
    def unknown(self) -> list[UnknownRef]:
        """Resolve ``unknown``."""
        return [UnknownRef(record=one, ref=one.ref, message=str(one.error)) for one in self.record.unknown]


def known_given(name: str, refs: Sequence[str]) -> Sequence[str]:
    """Return references and tokens that a client gave, if they are not too many or too long.

    Raises:
        InputError: They are.
    """
    for ref in at_most(name, refs):
        if not is_token(ref):
            short("a reference", ref)
    return refs
