"""Constraints on a plan, and what does not fit them."""

from dataclasses import dataclass
from enum import StrEnum

from graph.nodes import Node
from schema.errors import InputError
from schema.values import Evidence, Priority, Text


class Constraint(StrEnum):
    """A constraint on a plan."""

    LEAST_EVIDENCE = "least-evidence"
    """How well edges have to be known."""
    GPU_MEMORY = "gpu-memory"
    """How much memory the GPU has."""
    PRIORITIES = "priorities"
    """How urgently papers are recommended."""
    LANGUAGE = "language"
    """In which language materials are."""
    MAX_MINUTES = "max-minutes"
    """How much time there is."""


@dataclass(frozen=True, slots=True)
class PlanConstraints:
    """What a plan has to fit; each is left open where it is None.

    Attributes:
        max_minutes: How many likely minutes there are.
        gpu_memory_gb: How much memory the GPU has, in GB; 0 where there is none.
        language: Language of materials, as ``en``.
        priorities: How urgently the course may recommend a paper; none of them: no papers.
        least_evidence: How well each edge has to be known.

    Raises:
        InputError: Time or memory is less than nothing.
    """

    max_minutes: int | None = None
    gpu_memory_gb: float | None = None
    language: str | None = None
    priorities: frozenset[Priority] | None = None
    least_evidence: Evidence | None = None

    def __post_init__(self) -> None:
        if self.max_minutes is not None and self.max_minutes < 0:
            raise InputError(f"there cannot be {self.max_minutes} minutes", remedy="Give 0 or more minutes")
        if self.gpu_memory_gb is not None and not self.gpu_memory_gb >= 0:
            raise InputError(f"a GPU cannot have {self.gpu_memory_gb} GB", remedy="Give 0 or more GB")


@dataclass(frozen=True, slots=True)
class WayRound:
    """The cheapest way to have all the same what a constraint leaves out.

    Attributes:
        text: The way, for a student.
        minutes: Minutes that have to be found for it, or for which a GPU has to be hired.
        hardware: The GPU to hire, as the course names it.
        price: What that costs, by the course's prices.
        material: What does instead.
    """

    text: Text
    minutes: int | None = None
    hardware: str | None = None
    price: str | None = None
    material: Node | None = None


@dataclass(frozen=True, slots=True)
class Excluded:
    """Something that does not fit a constraint.

    Attributes:
        node: The step or material.
        step: The step it would have belonged to: that whose material it is, that which needs it, or itself.
        constraint: What it does not fit.
        kept: Whether it stays in the plan all the same, since it is a target or the only material of a step.
        reason: Why it is left out, or kept.
        evidence: How the edge is known that is not followed, where that is why.
        way_round: The cheapest way round, where there is one.
    """

    node: Node
    step: Node
    constraint: Constraint
    kept: bool
    reason: Text
    evidence: Evidence | None = None
    way_round: WayRound | None = None
