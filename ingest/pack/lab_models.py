"""The shape of what a pack says of labs, and of the work around them."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from ingest.pack.models import Edge, Entry
from schema.lab_records import AssetKind, Dimension, Scope
from schema.records import Line, PagePath, Slug


class NeedEntry(Edge):
    """What a lab starts from or is compared with."""

    any_of: tuple[Slug, ...] = Field(min_length=1)
    or_model: Line | None = None
    artifact: Line
    optional: bool = False


class StepEntry(Entry):
    """A step of a lab."""

    label: Line
    title: Line
    minutes: int | None = Field(default=None, ge=0)


class SettingEntry(Entry):
    """One setting, as written where it is passed."""

    name: Line
    value: Line
    unit: Line | None = None


class SettingsEntry(Entry):
    """Settings that are passed together: to a call, in one of its variants; without a group where prose says them."""

    scope: Scope = Scope.MAIN
    group: Line | None = None
    variant: Line | None = None
    settings: tuple[SettingEntry, ...]


class AssetEntry(Entry):
    """A model or data set to download."""

    kind: AssetKind
    name: Line
    subset: Line | None = None
    size: Line | None = None
    use: Line | None = None
    page: PagePath | None = None


class DeliverableEntry(Entry):
    """Something to hand in."""

    what: Line
    dimension: Dimension | None = None
    points: float | None = Field(default=None, ge=0)
    page: PagePath | None = None

    @model_validator(mode="after")
    def _points_of_a_dimension(self) -> Self:
        if self.points is not None and self.dimension is None:
            msg = "points go with a dimension"
            raise ValueError(msg)
        return self


class ResultEntry(Entry):
    """A value to expect."""

    subject: Line
    metric: Line
    value: Line
    low: float | None = None
    high: float | None = None
    unit: Line | None = None
    page: PagePath | None = None

    @model_validator(mode="after")
    def _from_low_to_high(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            msg = "the least expected is more than the most"
            raise ValueError(msg)
        return self


class HardwareEntry(Entry):
    """What work takes on some hardware."""

    task: Line | None = None
    hardware: Line | None = None
    memory: Line | None = None
    time: Line | None = None
    cost: Line | None = None
    advice: Line | None = None
    page: PagePath | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.task or self.hardware):
            msg = "hardware is said of a task, of a machine, or of both"
            raise ValueError(msg)
        return self


class LabEntry(Entry):
    """A lab; what is said of it stands on its page unless another is named."""

    slug: Slug
    number: int = Field(ge=0)
    title: Line
    page: PagePath
    lecture: int | None = Field(default=None, ge=0)
    needs: tuple[NeedEntry, ...] = ()
    steps: tuple[StepEntry, ...] = ()
    hyper_parameters: tuple[SettingsEntry, ...] = ()
    assets: tuple[AssetEntry, ...] = ()
    deliverables: tuple[DeliverableEntry, ...] = ()
    expected_results: tuple[ResultEntry, ...] = ()
    hardware: tuple[HardwareEntry, ...] = ()


class LabsFile(Entry):
    """``courses/<slug>/labs.yaml``."""

    course: Slug
    labs: tuple[LabEntry, ...]


class RangeEntry(Entry):
    """Something that has a least and a most, where it has them."""

    low: float | None = None
    high: float | None = None

    @model_validator(mode="after")
    def _from_low_to_high(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            msg = "the least is more than the most"
            raise ValueError(msg)
        return self


class LevelEntry(RangeEntry):
    """A level of a rubric: what it is worth, and what such work is like."""

    label: Line
    unit: Line = "points"
    meaning: Line


class RuleEntry(RangeEntry):
    """A part of a grade; of a range of points, the end away from nothing is its points."""

    dimension: Line
    points: float
    levels: tuple[LevelEntry, ...] = ()

    @model_validator(mode="after")
    def _points_of_the_range(self) -> Self:
        ends = {self.low, self.high} - {None}
        if ends and self.points not in ends:
            msg = "the points of a range are one of its ends"
            raise ValueError(msg)
        return self


class GradingEntry(Entry):
    """What is graded, and by which parts."""

    subject: Line
    unit: Line = "points"
    page: PagePath
    rules: tuple[RuleEntry, ...]


class CourseHardwareEntry(HardwareEntry):
    """What work takes, of a lab or of none."""

    lab: Slug | None = None


class HardwareOfPage(Entry):
    """What a page says that work takes, in its order."""

    page: PagePath
    needs: tuple[CourseHardwareEntry, ...]


class DownloadsOfPage(Entry):
    """What a page has one download for the whole course."""

    page: PagePath
    assets: tuple[AssetEntry, ...]


class DirectionEntry(Entry):
    """A direction that a project can take."""

    number: int = Field(ge=0)
    title: Line
    techniques: tuple[Line, ...] = ()
    difficulty: int | None = Field(default=None, ge=1)
    model: Line | None = None
    hardware: Line | None = None
    data: tuple[Line, ...] = ()
    evaluation: tuple[Line, ...] = ()


class DirectionsOfPage(Entry):
    """The directions that a page describes."""

    page: PagePath
    directions: tuple[DirectionEntry, ...]


class MilestoneEntry(Entry):
    """A part of a project's time; by lectures, by weeks or by days."""

    when: Line
    what: Line
    duration: Line | None = None
    after_lecture: int | None = Field(default=None, ge=0)
    by_lecture: int | None = Field(default=None, ge=0)
    days_before: int | None = Field(default=None, ge=0)
    first_week: int | None = Field(default=None, ge=0)
    last_week: int | None = Field(default=None, ge=0)
    first_day: date | None = None
    last_day: date | None = None


class TimelineOfPage(Entry):
    """The time of a project, as a page parts it."""

    page: PagePath
    milestones: tuple[MilestoneEntry, ...]


class WorkFile(Entry):
    """``courses/<slug>/work.yaml``: what is graded, what it takes, what to download, what a project can be and when."""

    course: Slug
    grading: tuple[GradingEntry, ...] = ()
    hardware: tuple[HardwareOfPage, ...] = ()
    downloads: tuple[DownloadsOfPage, ...] = ()
    projects: tuple[DirectionsOfPage, ...] = ()
    timeline: tuple[TimelineOfPage, ...] = ()
