"""Constraints on a learning path, and what does not fit them."""

import strawberry

from api.connections import at_most
from api.context import Info
from api.enums import Language
from api.evidence_types import LanguageArgument
from api.node import Node
from graph.plans import constraints
from graph.plans.constraints import Constraint
from schema.values import Evidence, Priority

__all__ = ["Excluded", "PlanConstraints", "WayRound"]


@strawberry.input(description="What a learning path has to fit. What is left open constrains nothing.")
class PlanConstraints:
    """Constraints, as clients give them."""

    max_minutes: int | None = strawberry.field(default=None, description="How many likely minutes there are.")
    gpu_memory_gb: float | None = strawberry.field(
        default=None, description="How much memory the GPU has, in GB; 0 where there is none."
    )
    language: Language | None = strawberry.field(
        default=None, description="The language of materials; those of which no language is known stay."
    )
    priorities: list[Priority] | None = strawberry.field(
        default=None, description="How urgently the course may recommend a paper; an empty list: no papers."
    )
    least_evidence: Evidence | None = strawberry.field(
        default=None, description="How well each edge has to be known; weaker ones are not followed."
    )

    def asked(self) -> constraints.PlanConstraints:
        """Return what is asked for."""
        priorities = None if self.priorities is None else frozenset(at_most("priorities", self.priorities))
        return constraints.PlanConstraints(
            max_minutes=self.max_minutes,
            gpu_memory_gb=self.gpu_memory_gb,
            language=None if self.language is None else self.language.value,
            priorities=priorities,
            least_evidence=self.least_evidence,
        )


@strawberry.type(description="The cheapest way to have all the same what a constraint leaves out.")
class WayRound:
    """A way round, as clients see it."""

    record: strawberry.Private[constraints.WayRound]

    minutes: int | None = strawberry.field(
        description="Minutes that have to be found for it, or for which a GPU has to be hired."
    )
    hardware: str | None = strawberry.field(description="The GPU to hire or to follow, as the course names it.")
    price: str | None = strawberry.field(description="What hiring costs, by the course's prices.")

    @classmethod
    def of(cls, record: constraints.WayRound | None) -> "WayRound | None":
        """Show a way round, where there is one."""
        if record is None:
            return None
        return cls(record=record, minutes=record.minutes, hardware=record.hardware, price=record.price)

    @strawberry.field(description="The way, for a student.")
    def text(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``text``."""
        return info.context.text(self.record.text, language)

    @strawberry.field(description="What does instead.")
    def material(self, info: Info) -> Node | None:
        """Resolve ``material``."""
        return info.context.shown.node(self.record.material) if self.record.material else None


@strawberry.type(description="Something that does not fit a constraint: a step, or a material of one.")
class Excluded:
    """What is left out, as clients see it."""

    record: strawberry.Private[constraints.Excluded]

    constraint: Constraint = strawberry.field(description="What it does not fit.")
    kept: bool = strawberry.field(
        description="Whether it stays in the path all the same: it is a step itself, or the only material of one."
    )
    evidence: Evidence | None = strawberry.field(
        description="How the edge is known that is not followed, where that is why."
    )
    way_round: WayRound | None = strawberry.field(description="The cheapest way round, where there is one.")

    @classmethod
    def of(cls, record: constraints.Excluded) -> "Excluded":
        """Show what is left out."""
        return cls(
            record=record,
            constraint=record.constraint,
            kept=record.kept,
            evidence=record.evidence,
            way_round=WayRound.of(record.way_round),
        )

    @strawberry.field(description="The step or material.")
    def node(self, info: Info) -> Node:
        """Resolve ``node``."""
        return info.context.shown.node(self.record.node)

    @strawberry.field(description="The step whose material it is, that needs it, or that it is itself.")
    def step(self, info: Info) -> Node:
        """Resolve ``step``."""
        return info.context.shown.node(self.record.step)

    @strawberry.field(description="Why it is left out, or kept, for a student.")
    def reason(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``reason``."""
        return info.context.text(self.record.reason, language)
