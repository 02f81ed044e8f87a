"""Why one thing comes before another: chains of requirement, and what else joins two things."""

import strawberry

from api.concept_types import Relation
from api.context import Info
from api.evidence_types import ReasonedEdge
from api.node import Node
from graph.questions.chains import Chain as ChainRecord
from graph.questions.chains import Link, LinkKind, WhyAnswer
from graph.questions.chains import Why as WhyRecord

_MOST_COUNTED = 2**31 - 1


@strawberry.type(description="A link of a chain: one thing, and another that comes after it.")
class ChainLink(ReasonedEdge):
    """A link, as clients see it."""

    edge: strawberry.Private[Link]

    kind: LinkKind = strawberry.field(description="What it says.")
    or_model: str | None = strawberry.field(description="A public model that a lab can start from instead.")
    optional: bool = strawberry.field(description="Whether the later one can do without.")

    @classmethod
    def of(cls, record: Link) -> "ChainLink":
        """Show a link."""
        return cls(edge=record, kind=record.kind, or_model=record.or_model, optional=record.optional)

    @strawberry.field(description="What comes first.")
    def earlier(self, info: Info) -> Node:
        """Resolve ``earlier``."""
        return info.context.shown.node(self.edge.earlier)

    @strawberry.field(description="What comes next.")
    def later(self, info: Info) -> Node:
        """Resolve ``later``."""
        return info.context.shown.node(self.edge.later)

    @strawberry.field(description="What would do as well as the earlier one.")
    def others(self, info: Info) -> list[Node]:
        """Resolve ``others``."""
        return [info.context.shown.node(other) for other in self.edge.others]


@strawberry.type(description="Links, each of which begins where the one before ends.")
class Chain:
    """A chain, as clients see it."""

    links: list[ChainLink] = strawberry.field(description="The links, in order.")


@strawberry.type(description="Why one thing comes before another, or that it does not.")
class Why:
    """An answer to why, as clients see it."""

    record: strawberry.Private[WhyRecord]

    answer: WhyAnswer = strawberry.field(description="How the one stands to the other.")
    chains: list[Chain] = strawberry.field(
        description="The shortest chains of requirement on which nothing else will do, or, where there are none, the "
        "shortest of all; at most 20, by name. If it is the other way round, they run from `to` to `from`."
    )
    chain_count: int = strawberry.field(description="How many shortest chains there are.")
    order: list[ChainLink] = strawberry.field(
        description="The shortest chain of the course's order between the two, whichever is taught first."
    )

    @classmethod
    def of(cls, record: WhyRecord) -> "Why":
        """Show an answer."""
        return cls(
            record=record,
            answer=record.answer,
            chains=[Chain(links=_links(chain)) for chain in record.chains],
            chain_count=min(record.chain_count, _MOST_COUNTED),
            order=_links(record.order),
        )

    @strawberry.field(name="from", description="What was asked about.")
    def earlier(self, info: Info) -> Node:
        """Resolve ``from``."""
        return info.context.shown.node(self.record.earlier)

    @strawberry.field(name="to", description="What it may be needed for.")
    def later(self, info: Info) -> Node:
        """Resolve ``to``."""
        return info.context.shown.node(self.record.later)

    @strawberry.field(description="How the two stand to each other apart from needing.")
    def relations(self) -> list[Relation]:
        """Resolve ``relations``."""
        return [Relation.of(relation) for relation in self.record.relations]


def _links(chain: ChainRecord) -> list[ChainLink]:
    return [ChainLink.of(link) for link in chain]
