"""The options that say what a plan has to fit."""

from typing import Annotated, Any

import typer

from cli.language import Language
from graph.plans.constraints import PlanConstraints
from schema.values import Evidence, Priority

MaxMinutesOption = Annotated[int | None, typer.Option("--max-minutes", help="How many minutes there are.")]
GpuOption = Annotated[
    float | None, typer.Option("--gpu-gb", help="How many GB of memory the GPU has; 0 where there is none.")
]
MaterialLanguageOption = Annotated[
    Language | None, typer.Option("--material-language", help="Only materials in this language.")
]
PriorityOption = Annotated[
    list[Priority] | None,
    typer.Option("--priority", help="Only papers that the course recommends like this; may be given several times."),
]
LeastEvidenceOption = Annotated[
    Evidence | None, typer.Option("--least-evidence", help="Only edges that are known as well as this.")
]


def constraints_asked(
    max_minutes: int | None,
    gpu_gb: float | None,
    material_language: Language | None,
    priorities: list[Priority] | None,
    least_evidence: Evidence | None,
) -> PlanConstraints | None:
    """Return what the options ask for, or None where they ask for nothing."""
    asked = PlanConstraints(
        max_minutes=max_minutes,
        gpu_memory_gb=gpu_gb,
        language=None if material_language is None else material_language.value,
        priorities=frozenset(priorities) if priorities else None,
        least_evidence=least_evidence,
    )
    return None if asked == PlanConstraints() else asked


def as_variable(asked: PlanConstraints | None) -> dict[str, Any] | None:
    """Return constraints as the service's schema takes them."""
    if asked is None:
        return None
    given = {
        "maxMinutes": asked.max_minutes,
        "gpuMemoryGb": asked.gpu_memory_gb,
        "language": asked.language and asked.language.upper(),
        "priorities": None if asked.priorities is None else sorted(one.name for one in asked.priorities),
        "leastEvidence": asked.least_evidence and asked.least_evidence.name,
    }
    return {name: value for name, value in given.items() if value is not None}
