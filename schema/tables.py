"""The tables. A record's table inherits its fields; the other tables say which revision holds what.

Course and vocabulary records are stored once, by content hash. Papers and citations live outside revisions: what is
known of a paper does not change a course.
"""

from datetime import datetime

from sqlalchemy import Index, Table
from sqlmodel import Field, SQLModel

from schema import (
    abstracts,
    citation_key_records,
    claim_records,
    lab_records,
    paper_accounts,
    records,
    run_records,
    saved_list_records,
    work_records,
)
from schema.columns import JsonColumn, UtcColumn


class Row(SQLModel):
    """What makes a record storable: SQLAlchemy has to be able to write to it."""

    model_config = {"frozen": False}


class ContentRow(Row):
    """A record stored once, by its content hash."""

    digest: str = Field(primary_key=True)


class CourseRow(records.Course, ContentRow, table=True):
    """A stored course."""


class LectureRow(records.Lecture, ContentRow, table=True):
    """A stored lecture."""


class PageRow(records.Page, ContentRow, table=True):
    """A stored page."""


class ResourceRow(records.Resource, ContentRow, table=True):
    """A stored resource."""


class RecommendationRow(records.Recommendation, ContentRow, table=True):
    """A stored recommendation."""


class LabRow(records.Lab, ContentRow, table=True):
    """A stored lab."""


class PrecedenceRow(records.Precedence, ContentRow, table=True):
    """A stored step of a course's order."""


class CoverageRow(records.Coverage, ContentRow, table=True):
    """A stored edge from a page to a concept."""


class LabConceptRow(records.LabConcept, ContentRow, table=True):
    """A stored edge from a lab to a concept."""


class ArtifactNeedRow(records.ArtifactNeed, ContentRow, table=True):
    """A stored edge from a lab to the labs it starts from."""


class LabStepRow(lab_records.LabStep, ContentRow, table=True):
    """A stored lab step."""


class HyperParameterRow(lab_records.HyperParameter, ContentRow, table=True):
    """A stored setting of a lab."""


class LabAssetRow(lab_records.LabAsset, ContentRow, table=True):
    """A stored model or data set."""


class DeliverableRow(lab_records.Deliverable, ContentRow, table=True):
    """A stored deliverable."""


class ExpectedResultRow(lab_records.ExpectedResult, ContentRow, table=True):
    """A stored expected result."""


class HardwareNeedRow(lab_records.HardwareNeed, ContentRow, table=True):
    """A stored need of hardware."""


class GradingRuleRow(lab_records.GradingRule, ContentRow, table=True):
    """A stored grading rule."""


class GradingLevelRow(work_records.GradingLevel, ContentRow, table=True):
    """A stored level of a rubric."""


class ProjectMilestoneRow(work_records.ProjectMilestone, ContentRow, table=True):
    """A stored part of a project's time."""


class ProjectDirectionRow(lab_records.ProjectDirection, ContentRow, table=True):
    """A stored direction of a project."""


class ClaimRow(claim_records.Claim, ContentRow, table=True):
    """A stored claim."""


class ConceptRow(records.Concept, ContentRow, table=True):
    """A stored concept."""


class RequirementRow(records.Requirement, ContentRow, table=True):
    """A stored requirement."""


class RelationRow(records.Relation, ContentRow, table=True):
    """A stored relation."""


class PaperConceptRow(records.PaperConcept, ContentRow, table=True):
    """A stored edge from a paper to a concept."""


class FindingRow(records.Finding, ContentRow, table=True):
    """A stored finding."""


class PaperRow(records.Paper, Row, table=True):
    """What is known of a paper, whatever revision."""

    id: str = Field(primary_key=True)


class PaperAccountRow(paper_accounts.PaperAccount, Row, table=True):
    """What one source says of a paper."""

    paper: str = Field(primary_key=True)
    source: str = Field(primary_key=True)


class AbstractRow(abstracts.Abstract, Row, table=True):
    """The abstract of a paper by one source; no revision holds it, and nothing serves it."""

    paper: str = Field(primary_key=True)
    source: str = Field(primary_key=True)


class CitationRow(records.Citation, Row, table=True):
    """A stored citation."""

    paper: str = Field(primary_key=True)
    cited: str = Field(primary_key=True)


class CitationKeyRow(citation_key_records.StoredKey, Row, table=True):
    """A citation key that a paper has, or once had; unique without case."""

    folded: str = Field(primary_key=True)


class SavedListRow(saved_list_records.SavedList, Row, table=True):
    """A version of a saved list; every edit adds one, and none is changed."""

    slug: str = Field(primary_key=True)
    version: int = Field(primary_key=True)


class AnsweredEditRow(saved_list_records.AnsweredEdit, Row, table=True):
    """An edit that was asked for under a key of the client's own, so that asking again does it only once."""

    key: str = Field(primary_key=True)


class LabRunRow(run_records.LabRun, Row, table=True):
    """A run of a lab."""

    id: str = Field(primary_key=True)


class RunEventRow(run_records.RunEvent, Row, table=True):
    """Something that happened in a run."""

    run: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)


class RunArtifactRow(run_records.RunArtifact, Row, table=True):
    """Something that a run made."""

    run: str = Field(primary_key=True)
    name: str = Field(primary_key=True)


class RunScoreRow(run_records.RunScore, Row, table=True):
    """A score of a run."""

    run: str = Field(primary_key=True)
    order: int = Field(primary_key=True)


class Membership(SQLModel, table=True):
    """A revision, or a layer, of a scope holds a record.

    Attributes:
        scope: Slug of a course, or empty for the vocabulary.
        holder: ``revision:<id>`` or ``layer:<name>``.
        kind: Field of ``RecordSet`` the record belongs to.
        digest: Its content hash.
        rank: Its place within the kind, so that a set comes back in the order it was given.
    """

    scope: str = Field(primary_key=True)
    holder: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    rank: int


class Revision(SQLModel, table=True):
    """A revision of a course, or of the vocabulary."""

    scope: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    first_seen: datetime = Field(sa_type=UtcColumn)


class Head(SQLModel, table=True):
    """The newest revision of a course, or of the vocabulary."""

    scope: str = Field(primary_key=True)
    revision: str
    ingested_at: datetime = Field(sa_type=UtcColumn)
    sources: tuple[str, ...] = Field(default=(), sa_type=JsonColumn(tuple[str, ...]))


class PageReading(SQLModel, table=True):
    """When a layer last read the body of a page.

    Attributes:
        stale: Whether a later ingest of the layer did not read the page again.
    """

    scope: str = Field(primary_key=True)
    layer: str = Field(primary_key=True)
    path: str = Field(primary_key=True)
    source: str
    read_at: datetime = Field(sa_type=UtcColumn)
    stale: bool


def table_of(model: type[SQLModel]) -> Table:
    """Return the SQLAlchemy table behind a model."""
    return SQLModel.metadata.tables[model.__name__.lower()]


Index("ix_membership_digest", table_of(Membership).c.digest)
Index("ix_labrun_state", table_of(LabRunRow).c.state, table_of(LabRunRow).c.owner)
Index("ix_labrun_key", table_of(LabRunRow).c.owner, table_of(LabRunRow).c.idempotency_key, unique=True)
Index("ix_runartifact_sha256", table_of(RunArtifactRow).c.sha256)

ROW_OF: dict[type[records.Record], type[ContentRow]] = {
    records.Course: CourseRow,
    records.Lecture: LectureRow,
    records.Page: PageRow,
    records.Resource: ResourceRow,
    records.Recommendation: RecommendationRow,
    records.Lab: LabRow,
    records.Precedence: PrecedenceRow,
    records.Coverage: CoverageRow,
    records.LabConcept: LabConceptRow,
    records.ArtifactNeed: ArtifactNeedRow,
    lab_records.LabStep: LabStepRow,
    lab_records.HyperParameter: HyperParameterRow,
    lab_records.LabAsset: LabAssetRow,
    lab_records.Deliverable: DeliverableRow,
    lab_records.ExpectedResult: ExpectedResultRow,
    lab_records.HardwareNeed: HardwareNeedRow,
    lab_records.GradingRule: GradingRuleRow,
    work_records.GradingLevel: GradingLevelRow,
    work_records.ProjectMilestone: ProjectMilestoneRow,
    lab_records.ProjectDirection: ProjectDirectionRow,
    claim_records.Claim: ClaimRow,
    records.Concept: ConceptRow,
    records.Requirement: RequirementRow,
    records.Relation: RelationRow,
    records.PaperConcept: PaperConceptRow,
    records.Finding: FindingRow,
}
"""The table of each kind of record that a revision or a layer can hold."""
