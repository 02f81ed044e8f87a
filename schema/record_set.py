"""A set of records, by kind: what a source says, what a layer holds, what a revision is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Self

from schema.claim_records import Claim
from schema.lab_records import (
    Deliverable,
    ExpectedResult,
    GradingRule,
    HardwareNeed,
    HyperParameter,
    LabAsset,
    LabStep,
    ProjectDirection,
)
from schema.records import (
    ArtifactNeed,
    Citation,
    Concept,
    Course,
    Coverage,
    Finding,
    Lab,
    LabConcept,
    Lecture,
    Page,
    Paper,
    PaperConcept,
    Precedence,
    Recommendation,
    Record,
    Relation,
    Requirement,
    Resource,
)
from schema.work_records import GradingLevel, ProjectMilestone


@dataclass(frozen=True, slots=True)
class RecordSet:
    """Records by kind, in the order they were given.

    >>> from schema.records import Course
    >>> RecordSet.of([Course(slug="tea", title="Tea")]).courses[0].title
    'Tea'
    """

    courses: tuple[Course, ...] = ()
    lectures: tuple[Lecture, ...] = ()
    pages: tuple[Page, ...] = ()
    resources: tuple[Resource, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    labs: tuple[Lab, ...] = ()
    precedences: tuple[Precedence, ...] = ()
    coverages: tuple[Coverage, ...] = ()
    lab_concepts: tuple[LabConcept, ...] = ()
    artifact_needs: tuple[ArtifactNeed, ...] = ()
    lab_steps: tuple[LabStep, ...] = ()
    hyper_parameters: tuple[HyperParameter, ...] = ()
    lab_assets: tuple[LabAsset, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    expected_results: tuple[ExpectedResult, ...] = ()
    hardware_needs: tuple[HardwareNeed, ...] = ()
    grading_rules: tuple[GradingRule, ...] = ()
    grading_levels: tuple[GradingLevel, ...] = ()
    project_milestones: tuple[ProjectMilestone, ...] = ()
    project_directions: tuple[ProjectDirection, ...] = ()
    claims: tuple[Claim, ...] = ()
    concepts: tuple[Concept, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    relations: tuple[Relation, ...] = ()
    paper_concepts: tuple[PaperConcept, ...] = ()
    papers: tuple[Paper, ...] = ()
    citations: tuple[Citation, ...] = ()
    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, records: Iterable[Record]) -> Self:
        """Sort records by kind."""
        sorted_: dict[str, list[Record]] = {}
        for record in records:
            sorted_.setdefault(FIELD_OF[type(record)], []).append(record)
        return cls(**{name: tuple(kept) for name, kept in sorted_.items()})  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[Record]:
        """Yield all records, kind by kind."""
        for field in fields(self):
            yield from getattr(self, field.name)

    def __or__(self, other: "RecordSet") -> "RecordSet":
        """Return the records of both sets, this one's first, each once."""
        both = {
            field.name: tuple(dict.fromkeys((*getattr(self, field.name), *getattr(other, field.name))))
            for field in fields(self)
        }
        return replace(self, **both)


FIELD_OF: dict[type[Record], str] = {
    Course: "courses",
    Lecture: "lectures",
    Page: "pages",
    Resource: "resources",
    Recommendation: "recommendations",
    Lab: "labs",
    Precedence: "precedences",
    Coverage: "coverages",
    LabConcept: "lab_concepts",
    ArtifactNeed: "artifact_needs",
    LabStep: "lab_steps",
    HyperParameter: "hyper_parameters",
    LabAsset: "lab_assets",
    Deliverable: "deliverables",
    ExpectedResult: "expected_results",
    HardwareNeed: "hardware_needs",
    GradingRule: "grading_rules",
    GradingLevel: "grading_levels",
    ProjectMilestone: "project_milestones",
    ProjectDirection: "project_directions",
    Claim: "claims",
    Concept: "concepts",
    Requirement: "requirements",
    Relation: "relations",
    PaperConcept: "paper_concepts",
    Paper: "papers",
    Citation: "citations",
    Finding: "findings",
}
"""Where each kind of record is kept."""
