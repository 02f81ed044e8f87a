"""Suggestions: what can be learnt, read or run now, why, and what that opens."""

import strawberry

from api.concept_types import Concept
from api.context import Info
from api.enums import StepKind
from api.evidence_types import ReasonedEdge
from api.lab_types import Lab
from api.node import Node
from api.page_types import Page
from api.paper_types import Paper
from api.plan_types import Minutes
from graph.questions import suggestion


@strawberry.type(description="Something known that a suggestion builds on.")
class Ground(ReasonedEdge):
    """A ground, as clients see it."""

    edge: strawberry.Private[suggestion.Ground]

    @strawberry.field(description="What is known.")
    def node(self, info: Info) -> Node:
        """Resolve ``node``."""
        return info.context.shown.node(self.edge.node)


@strawberry.type(description="Something that can be learnt, read or run now: all that it needs is known or assumed.")
class Suggestion:
    """A suggestion, as clients see it."""

    record: strawberry.Private[suggestion.Suggestion]

    kind: StepKind = strawberry.field(description="What it is: a concept, a paper or a lab.")
    minutes: Minutes | None = strawberry.field(description="How long its materials take, where anything is known.")
    leads_to: int = strawberry.field(
        description="How many concepts build on it in the end, directly or through others. Where one of several is "
        "enough, each of them counts."
    )

    @classmethod
    def of(cls, record: suggestion.Suggestion) -> "Suggestion":
        """Show a suggestion."""
        return cls(
            record=record,
            kind=StepKind(record.kind.value),
            minutes=Minutes.of(record.minutes),
            leads_to=record.leads_to,
        )

    @strawberry.field(description="What to learn, read or run.")
    def node(self, info: Info) -> Node:
        """Resolve ``node``."""
        return info.context.shown.node(self.record.node)

    @strawberry.field(description="The pages that teach it, in the order of the course.")
    def pages(self, info: Info) -> list[Page]:
        """Resolve ``pages``."""
        return [info.context.shown.page(page) for page in self.record.pages]

    @strawberry.field(description="The papers behind it, the most urgent first.")
    def papers(self, info: Info) -> list[Paper]:
        """Resolve ``papers``."""
        return [info.context.shown.papers[paper.id] for paper in self.record.papers]

    @strawberry.field(description="The labs that practise it.")
    def labs(self, info: Info) -> list[Lab]:
        """Resolve ``labs``."""
        return [info.context.shown.lab(lab) for lab in self.record.labs]

    @strawberry.field(description="What is known that it builds on; empty where it needs nothing but basics.")
    def because(self) -> list[Ground]:
        """Resolve ``because``."""
        return [Ground(edge=ground) for ground in self.record.because]

    @strawberry.field(description="Basics that it takes for granted.")
    def assumed(self, info: Info) -> list[Concept]:
        """Resolve ``assumed``."""
        return [info.context.shown.concepts[concept.slug] for concept in self.record.assumed]

    @strawberry.field(description="The concepts that can be learnt as soon as it is known, and not before.")
    def unlocks(self, info: Info) -> list[Concept]:
        """Resolve ``unlocks``."""
        return [info.context.shown.concepts[concept.slug] for concept in self.record.unlocks]


@strawberry.type(description="Things of which any one is enough.")
class Choice:
    """A choice, as clients see it."""

    record: strawberry.Private[suggestion.Choice]

    @strawberry.field(description="The things.")
    def any_of(self, info: Info) -> list[Node]:
        """Resolve ``anyOf``."""
        return [info.context.shown.node(node) for node in self.record]


@strawberry.type(description="What becomes possible once something is known as well.")
class Opening:
    """An opening, as clients see it."""

    record: strawberry.Private[suggestion.Opening]

    at_once: list[Suggestion] = strawberry.field(
        description="What can be learnt, read or run then, and not before, in the order of `next`."
    )
    missing: list[Choice] = strawberry.field(
        description="What it needs directly and nothing known answers; it is taken as known all the same, with all "
        "that it needs."
    )
    later_count: int = strawberry.field(description="How many concepts build on it further on.")

    @classmethod
    def of(cls, record: suggestion.Opening) -> "Opening":
        """Show an opening."""
        return cls(
            record=record,
            at_once=[Suggestion.of(one) for one in record.at_once],
            missing=[Choice(record=choice) for choice in record.missing],
            later_count=record.later_count,
        )

    @strawberry.field(description="What is to be known.")
    def node(self, info: Info) -> Node:
        """Resolve ``node``."""
        return info.context.shown.node(self.record.node)

    @strawberry.field(description="Concepts that build on it further on, the nearest first; at most 100.")
    def later(self, info: Info) -> list[Concept]:
        """Resolve ``later``."""
        return [info.context.shown.concepts[concept.slug] for concept in self.record.later]
