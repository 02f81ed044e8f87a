"""Learning paths: what to learn, read and do, in which order, and why."""

import strawberry

from api.concept_types import Concept
from api.constraint_types import Excluded
from api.context import Info
from api.enums import StepKind
from api.evidence_types import LanguageArgument
from api.lab_types import Lab
from api.node import Node
from api.page_types import Page
from api.paper_types import Paper
from api.picture_types import Picture, PictureLanguage, language_of
from graph import plan
from graph.drawing.mermaid import mermaid
from graph.drawing.of_plan import picture_of_plan
from graph.minutes import Basis
from graph.minutes import Minutes as MinutesRecord
from graph.plan import Route
from schema.values import Evidence

__all__ = ["Alternative", "LearningPath", "Minutes", "Reason", "Step"]


@strawberry.type(description="A span of minutes.")
class Minutes:
    """Minutes, as clients see them."""

    low: int = strawberry.field(description="At the least.")
    likely: int = strawberry.field(description="Most likely.")
    high: int = strawberry.field(description="At the most.")
    basis: Basis = strawberry.field(description="Where they come from.")

    @classmethod
    def of(cls, minutes: MinutesRecord | None) -> "Minutes | None":
        """Show minutes, where anything is known."""
        if minutes is None:
            return None
        return cls(low=minutes.low, likely=minutes.likely, high=minutes.high, basis=minutes.basis)


@strawberry.type(description="A link of the chain from a step to a target.")
class Reason:
    """A reason, as clients see it."""

    record: strawberry.Private[plan.Reason]

    evidence: Evidence = strawberry.field(description="How it is known.")

    @strawberry.field(description="What the step, or the link before, is needed for.")
    def node(self, info: Info) -> Node:
        """Resolve ``node``."""
        return info.context.shown.node(self.record.node)

    @strawberry.field(description="Why, for a student.")
    def reason(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``reason``."""
        return info.context.text(self.record.reason, language)


@strawberry.type(description="One step of a learning path.")
class Step:
    """A step, as clients see it."""

    record: strawberry.Private[plan.Step]

    kind: StepKind = strawberry.field(description="What the step is.")
    minutes: Minutes | None = strawberry.field(
        description="How long its materials take that no earlier step has counted, where anything is known."
    )
    only_for_order: bool = strawberry.field(
        description="Whether no target needs it, and it is here because the course teaches it before."
    )

    @classmethod
    def of(cls, record: plan.Step) -> "Step":
        """Show a step."""
        return cls(
            record=record,
            kind=StepKind(record.kind.value),
            minutes=Minutes.of(record.minutes),
            only_for_order=record.only_for_order,
        )

    @strawberry.field(description="What to learn, read or do.")
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

    @strawberry.field(description="The chain from here to a target; never empty.")
    def why(self) -> list[Reason]:
        """Resolve ``why``."""
        return [Reason(record=reason, evidence=reason.evidence) for reason in self.record.why]

    @strawberry.field(description="The materials that its minutes count; others were counted before, or are optional.")
    def counted(self, info: Info) -> list[Node]:
        """Resolve ``counted``."""
        return [info.context.shown.node(node) for node in self.record.counted]

    @strawberry.field(description="The concepts that directly require it.")
    def unlocks(self, info: Info) -> list[Concept]:
        """Resolve ``unlocks``."""
        return [info.context.shown.concepts[concept.slug] for concept in self.record.unlocks]


@strawberry.type(description="A choice that was made where any one of several concepts was enough.")
class Alternative:
    """An alternative, as clients see it."""

    record: strawberry.Private[plan.Alternative]

    @strawberry.field(description="What needed one of them.")
    def concept(self, info: Info) -> Node:
        """Resolve ``concept``."""
        return info.context.shown.node(self.record.concept)

    @strawberry.field(description="The one that is in the path.")
    def chosen(self, info: Info) -> Node:
        """Resolve ``chosen``."""
        return info.context.shown.node(self.record.chosen)

    @strawberry.field(description="Those not taken.")
    def others(self, info: Info) -> list[Node]:
        """Resolve ``others``."""
        return [info.context.shown.node(other) for other in self.record.others]


@strawberry.type(description="What to learn, read and do to reach targets, in an order that works.")
class LearningPath:
    """A learning path, as clients see it."""

    record: strawberry.Private[plan.LearningPath]
    course: strawberry.Private[str | None]

    route: Route = strawberry.field(description="Which edges it follows.")
    steps: list[Step] = strawberry.field(description="The steps, each after all that it requires.")
    minutes: Minutes | None = strawberry.field(description="How long the steps take together, as far as is known.")
    exact: bool = strawberry.field(description="Whether no path takes fewer likely minutes.")
    excluded: list[Excluded] = strawberry.field(
        description="What does not fit the constraints, and what stays though it does not."
    )
    revision: str = strawberry.field(description="Id of the revision of the graph it was made from.")

    @classmethod
    def of(cls, record: plan.LearningPath, *, course: str | None = None) -> "LearningPath":
        """Show a learning path, made for a course or without one for the first."""
        return cls(
            record=record,
            course=course,
            route=record.route,
            steps=[Step.of(step) for step in record.steps],
            minutes=Minutes.of(record.minutes),
            exact=record.exact,
            excluded=[Excluded.of(one) for one in record.excluded],
            revision=record.revision,
        )

    @strawberry.field(description="What it leads to.")
    def targets(self, info: Info) -> list[Node]:
        """Resolve ``targets``."""
        return [info.context.shown.node(node) for node in self.record.targets]

    @strawberry.field(description="What was known before, as it was given.")
    def known(self, info: Info) -> list[Node]:
        """Resolve ``known``."""
        return [info.context.shown.node(node) for node in self.record.known]

    @strawberry.field(description="Basics that the steps take for granted.")
    def assumed(self, info: Info) -> list[Concept]:
        """Resolve ``assumed``."""
        return [info.context.shown.concepts[concept.slug] for concept in self.record.assumed]

    @strawberry.field(description="Choices that were made.")
    def alternatives(self) -> list[Alternative]:
        """Resolve ``alternatives``."""
        return [Alternative(record=alternative) for alternative in self.record.alternatives]

    @strawberry.field(description="The path as a picture, with a place for every step and every edge.")
    def picture(self, info: Info, language: PictureLanguage = None) -> Picture:
        """Resolve ``picture``."""
        spoken = language_of(info, language)
        return Picture.of(picture_of_plan(info.context.served, self.record, language=spoken, course=self.course))

    @strawberry.field(description="The path as a Mermaid flowchart.")
    def mermaid(self, info: Info, language: PictureLanguage = None) -> str:
        """Resolve ``mermaid``."""
        spoken = language_of(info, language)
        return mermaid(picture_of_plan(info.context.served, self.record, language=spoken, course=self.course))
