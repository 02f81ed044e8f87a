"""Changes: what differs between two editions of a course, in meaning, and whose plans change."""

from datetime import datetime
from typing import Annotated

import strawberry

from api.context import Info
from api.course_types import Lecture
from api.evidence_types import LanguageArgument
from api.node import Node
from api.plan_types import Minutes
from graph import history, plan
from graph.changes import plans as changes_plans
from graph.changes import told as changes_told
from graph.changes.told import ChangeKind, ChangeSubject
from graph.nodes import NodeKind, global_id, key_of, title_of
from schema.values import Text


@strawberry.type(description="A revision of a course, with the vocabulary that it was first shown with.")
class Edition:
    """An edition, as clients see it."""

    revision: str = strawberry.field(description="Id of the course's revision; its beginning names it too.")
    vocabulary: str = strawberry.field(description="Id of the vocabulary's revision.")
    seen_at: datetime = strawberry.field(description="When the two were first together.")
    back: int = strawberry.field(description="How many editions ago it was, 0 for the newest; `@1` names one by it.")

    @classmethod
    def of(cls, edition: history.Edition) -> "Edition":
        """Show an edition."""
        return cls(revision=edition.revision, vocabulary=edition.vocabulary, seen_at=edition.seen_at, back=edition.back)


@strawberry.type(description="A node that may be in only one of two editions.")
class ChangedNode:
    """A node that a change is about, as clients see it."""

    identity: strawberry.Private[tuple[NodeKind, str]]
    called: strawberry.Private[Text]

    @strawberry.field(description="Its id, which is valid only where it still is.")
    def id(self) -> strawberry.ID:
        """Resolve ``id``."""
        return strawberry.ID(global_id(*self.identity))

    @strawberry.field(description="What it is.")
    def kind(self) -> NodeKind:
        """Resolve ``kind``."""
        return self.identity[0]

    @strawberry.field(description="What identifies it among those of its kind, as a concept's slug.")
    def key(self) -> str:
        """Resolve ``key``."""
        return self.identity[1]

    @strawberry.field(description="What it is called.")
    def title(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``title``."""
        return info.context.text(self.called, language)

    @strawberry.field(description="The node as it is served now, if it still is.")
    def node(self, info: Info) -> Node | None:
        """Resolve ``node``."""
        found = info.context.catalogue.nodes.get(self.identity)
        return info.context.shown.node(found) if found is not None else None


@strawberry.type(description="One thing that differs between two editions.")
class Change:
    """A change, as clients see it."""

    record: strawberry.Private[changes_told.Change]

    subject: ChangeSubject = strawberry.field(description="What sort of thing differs.")
    kind: ChangeKind = strawberry.field(description="What happened to it.")
    node: ChangedNode = strawberry.field(description="The node it is, or the one it belongs to.")
    aspect: str = strawberry.field(
        description="Which side of it differs, as `priority`, or the name of a setting; empty for the whole."
    )

    @classmethod
    def of(cls, record: changes_told.Change) -> "Change":
        """Show a change."""
        return cls(
            record=record,
            subject=record.subject,
            kind=record.kind,
            node=ChangedNode(identity=record.node, called=record.name),
            aspect=record.aspect,
        )

    @strawberry.field(description="Where it leads to, for an edge.")
    def other(self) -> ChangedNode | None:
        """Resolve ``other``."""
        if self.record.other is None or self.record.other_name is None:
            return None
        return ChangedNode(identity=self.record.other, called=self.record.other_name)

    @strawberry.field(description="How it was; null where it was not, or where there is nothing to show.")
    def before(self, info: Info, language: LanguageArgument = None) -> str | None:
        """Resolve ``before``."""
        return info.context.text(self.record.before, language) if self.record.before else None

    @strawberry.field(description="How it is; null where it is not, or where there is nothing to show.")
    def after(self, info: Info, language: LanguageArgument = None) -> str | None:
        """Resolve ``after``."""
        return info.context.text(self.record.after, language) if self.record.after else None

    @strawberry.field(description="The change in a sentence.")
    def sentence(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``sentence``."""
        return info.context.text(self.record.sentence, language)


@strawberry.type(description="How the plan to a lecture differs, for someone who knows nothing yet.")
class PlanChange:
    """A change of a plan, as clients see it."""

    record: strawberry.Private[changes_plans.PlanChange]

    number: int = strawberry.field(description="Number of the lecture.")
    title: str = strawberry.field(description="Title of the lecture.")
    steps_before: int | None = strawberry.field(description="How many steps it had; null where it was not there.")
    steps_after: int | None = strawberry.field(description="How many steps it has; null where it is not there.")
    minutes_before: Minutes | None = strawberry.field(description="How long it took, as far as is known.")
    minutes_after: Minutes | None = strawberry.field(description="How long it takes, as far as is known.")
    new: list[ChangedNode] = strawberry.field(description="Steps that are there now, in order.")
    gone: list[ChangedNode] = strawberry.field(description="Steps that are there no more, in order.")
    moved: list[ChangedNode] = strawberry.field(
        description="Steps that stand elsewhere among those that both plans have, in their new order."
    )

    @classmethod
    def of(cls, record: changes_plans.PlanChange) -> "PlanChange":
        """Show a change of a plan."""
        before, after = record.before, record.after
        return cls(
            record=record,
            number=record.lecture.number,
            title=record.lecture.title,
            steps_before=len(before.steps) if before else None,
            steps_after=len(after.steps) if after else None,
            minutes_before=Minutes.of(before.minutes) if before else None,
            minutes_after=Minutes.of(after.minutes) if after else None,
            new=[_step(step) for step in record.new],
            gone=[_step(step) for step in record.gone],
            moved=[_step(step) for step in record.moved],
        )

    @strawberry.field(description="The lecture as it is served now, if it still is.")
    def lecture(self, info: Info) -> Lecture | None:
        """Resolve ``lecture``."""
        return info.context.shown.lectures.get((self.record.lecture.course, self.number))


def _step(step: plan.Step) -> ChangedNode:
    name = Text(zh=title_of(step.node, "zh"), en=title_of(step.node, "en"))
    return ChangedNode(identity=(step.kind, key_of(step.node)), called=name)


@strawberry.type(description="What differs between two editions of a course, and whose plans change.")
class ChangeSet:
    """A comparison, as clients see it."""

    record: strawberry.Private[history.Comparison]

    course: str = strawberry.field(description="Slug of the course.")
    since: Edition = strawberry.field(description="The edition to start from.")
    until: Edition = strawberry.field(description="The edition to arrive at.")

    @classmethod
    def of(cls, record: history.Comparison) -> "ChangeSet":
        """Show a comparison."""
        return cls(
            record=record,
            course=record.until.course,
            since=Edition.of(record.since),
            until=Edition.of(record.until),
        )

    @strawberry.field(
        description="What differs in meaning: by subject, then in the course's order. What only one edition has read, "
        "as the body of a page, is no change. Papers are shown as they are known today."
    )
    def changes(
        self,
        subjects: Annotated[
            list[ChangeSubject] | None, strawberry.argument(description="Only changes of these.")
        ] = None,
    ) -> list[Change]:
        """Resolve ``changes``."""
        return [Change.of(one) for one in self.record.changes if not subjects or one.subject in subjects]

    @strawberry.field(description="The lectures whose plans differ: their steps, the order of these, or their time.")
    def plans(self) -> list[PlanChange]:
        """Resolve ``plans``."""
        return [PlanChange.of(one) for one in self.record.plans]
