"""Lineages: how methods grew from one another."""

import strawberry

from api.concept_types import Concept, Relation, Requirement
from api.context import Info
from api.paper_types import Paper
from graph.questions import lineage

_MOST_COUNTED = 2**31 - 1


@strawberry.type(description="A method of a lineage.")
class LineageMember:
    """A member, as clients see it."""

    record: strawberry.Private[lineage.Member]

    year: int | None = strawberry.field(description="When the paper that introduces it came out, if known.")
    generation: int = strawberry.field(description="How many steps lie between it and where the lineage starts.")

    @strawberry.field(description="The method.")
    def concept(self, info: Info) -> Concept:
        """Resolve ``concept``."""
        return info.context.shown.concepts[self.record.concept.slug]

    @strawberry.field(description="The earliest paper that introduces it, if one is known.")
    def paper(self, info: Info) -> Paper | None:
        """Resolve ``paper``."""
        return info.context.shown.papers[self.record.paper.id] if self.record.paper else None


@strawberry.type(description="How a newer method grew from an older one.")
class LineageStep:
    """A step, as clients see it."""

    record: strawberry.Private[lineage.Step]

    @strawberry.field(description="The older method.")
    def older(self, info: Info) -> Concept:
        """Resolve ``older``."""
        return info.context.shown.concepts[self.record.older.slug]

    @strawberry.field(description="The newer method.")
    def newer(self, info: Info) -> Concept:
        """Resolve ``newer``."""
        return info.context.shown.concepts[self.record.newer.slug]

    @strawberry.field(description="What the newer one does to the older one, the most telling first.")
    def relations(self) -> list[Relation]:
        """Resolve ``relations``."""
        return [Relation.of(relation) for relation in self.record.relations]

    @strawberry.field(description="The requirement of the newer one that the older one answers, if there is one.")
    def requirement(self) -> Requirement | None:
        """Resolve ``requirement``."""
        return Requirement(edge=self.record.requirement) if self.record.requirement else None


@strawberry.type(description="One way from an older method to a newer one.")
class LineagePath:
    """A path, as clients see it."""

    concepts: list[Concept] = strawberry.field(description="The methods, the oldest first.")


@strawberry.type(description="How one method grew from another, or all that grew from one, or all that one grew from.")
class Lineage:
    """A lineage, as clients see it."""

    record: strawberry.Private[lineage.Lineage]

    backwards: bool = strawberry.field(
        description="Whether it is `from` that grew from `to`: all is told in that direction."
    )
    path_count: int = strawberry.field(description="How many best ways there are from one end to the other.")
    member_count: int = strawberry.field(description="How many methods belong to it; at most 100 are told.")

    @classmethod
    def of(cls, record: lineage.Lineage) -> "Lineage":
        """Show a lineage."""
        return cls(
            record=record,
            backwards=record.backwards,
            path_count=min(record.path_count, _MOST_COUNTED),
            member_count=record.member_count,
        )

    @strawberry.field(name="from", description="The older end, if one was given.")
    def start(self, info: Info) -> Concept | None:
        """Resolve ``from``."""
        return info.context.shown.concepts[self.record.start.slug] if self.record.start else None

    @strawberry.field(name="to", description="The newer end, if one was given.")
    def end(self, info: Info) -> Concept | None:
        """Resolve ``to``."""
        return info.context.shown.concepts[self.record.end.slug] if self.record.end else None

    @strawberry.field(description="The methods, by generation, then by year.")
    def members(self) -> list[LineageMember]:
        """Resolve ``members``."""
        return [LineageMember(record=one, year=one.year, generation=one.generation) for one in self.record.members]

    @strawberry.field(description="The steps between the methods.")
    def steps(self) -> list[LineageStep]:
        """Resolve ``steps``."""
        return [LineageStep(record=step) for step in self.record.steps]

    @strawberry.field(
        description="With both ends, the ways with the fewest steps that are mere requirements, then the fewest steps; "
        "at most 20, by name."
    )
    def paths(self, info: Info) -> list[LineagePath]:
        """Resolve ``paths``."""
        shown = info.context.shown.concepts
        return [LineagePath(concepts=[shown[concept.slug] for concept in path]) for path in self.record.paths]
