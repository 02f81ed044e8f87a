"""What a plan is: steps in order, each with its materials, minutes and reasons."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from graph.minutes import Minutes
from graph.nodes import Node, NodeKind
from graph.plans.constraints import Excluded
from schema.records import Concept, Lab, Page, Paper
from schema.values import Evidence, Text


class Route(StrEnum):
    """Which edges a plan follows."""

    REQUIRED = "required"
    """Only what the targets need."""
    COURSE = "course"
    """Also what the course teaches before, each such step marked."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A link of the chain from a step to a target.

    Attributes:
        node: What the step, or the link before, is needed for.
        reason: Why.
        evidence: How it is known.
    """

    node: Node
    reason: Text
    evidence: Evidence


class Step(NamedTuple):
    """One step of a plan.

    Attributes:
        kind: What the node is.
        node: What to learn, read or run.
        pages: Pages that teach it, in course order.
        papers: Papers that introduce it, the most urgent first.
        labs: Labs that practise it.
        minutes: How long its materials take that no earlier step has counted; None where nothing is known.
        why: The chain from here to a target; never empty.
        only_for_order: Whether it is here only because the course teaches it before.
        unlocks: Concepts that directly require it.
        counted: The materials that its minutes count; what else it names was counted before, or is optional.
    """

    kind: NodeKind
    node: Node
    pages: tuple[Page, ...]
    papers: tuple[Paper, ...]
    labs: tuple[Lab, ...]
    minutes: Minutes | None
    why: tuple[Reason, ...]
    only_for_order: bool
    unlocks: tuple[Concept, ...]
    counted: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """A choice that was made where any of several concepts was enough.

    Attributes:
        concept: What needed one of them.
        chosen: The one in the plan.
        others: Those not taken.
    """

    concept: Node
    chosen: Node
    others: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class LearningPath:
    """A plan.

    Attributes:
        targets: What it leads to, where all fits.
        known: What was known before.
        route: Which edges it follows.
        steps: The steps, each after all that it requires.
        assumed: Basics that the steps take for granted, by slug.
        minutes: How long the steps take together.
        alternatives: Choices that were made.
        exact: Whether no plan of less total likely minutes exists.
        revision: Revision of the graph it was made from.
        excluded: What did not fit the constraints, and what stays though it does not.
    """

    targets: tuple[Node, ...]
    known: tuple[Node, ...]
    route: Route
    steps: tuple[Step, ...]
    assumed: tuple[Concept, ...]
    minutes: Minutes | None
    alternatives: tuple[Alternative, ...]
    exact: bool
    revision: str
    excluded: tuple[Excluded, ...] = ()
