"""What labs and other work of a course are in full: steps, settings, material, what to hand in, what it takes."""

from datetime import date
from typing import Protocol

import strawberry

from api.context import Info
from api.lazy_types import PageType
from schema import lab_records as records
from schema import work_records
from schema.lab_records import AssetKind, Dimension, Scope


class _Placed(Protocol):
    """A record that says on which page it stands."""

    @property
    def course(self) -> str: ...

    @property
    def page(self) -> str: ...

    @property
    def position(self) -> int | None: ...


@strawberry.type(description="Something that a page of a course says.")
class OnPage:
    """What everything shows that stands on a page."""

    record: strawberry.Private[_Placed]

    @strawberry.field(description="The page that says so.")
    def page(self, info: Info) -> PageType | None:
        """Resolve ``page``."""
        return info.context.shown.pages.get((self.record.course, self.record.page))

    @strawberry.field(description="Number of the block of the page, from 0, where it was read from the page.")
    def position(self) -> int | None:
        """Resolve ``position``."""
        return self.record.position


@strawberry.type(description="A step of a lab.")
class LabStep:
    """A step of a lab, as clients see it."""

    label: str = strawberry.field(
        description="What the course numbers it, as `1`, `B` or `option 1`; `bonus` for extra work."
    )
    title: str = strawberry.field(description="What is done in it.")
    minutes: int | None = strawberry.field(description="How long the course gives it.")
    position: int | None = strawberry.field(
        description="Number of the block of the lab's page where it begins, from 0."
    )

    @classmethod
    def of(cls, record: records.LabStep) -> "LabStep":
        """Show a step."""
        return cls(label=record.label, title=record.title, minutes=record.minutes, position=record.position)


@strawberry.type(description="A setting that a lab uses.")
class HyperParameter:
    """A setting, as clients see it."""

    scope: Scope = strawberry.field(description="Which run of the lab it belongs to.")
    group: str = strawberry.field(description="The call it is passed to, as `SFTConfig`; empty where prose says it.")
    variant: str | None = strawberry.field(
        description="Which of several such calls, as `SimPO`; of an ablation, which it is."
    )
    name: str = strawberry.field(description="Its name, as the libraries spell it.")
    value: str = strawberry.field(description="Its value, as written.")
    unit: str | None = strawberry.field(description="Its unit, if it has one.")
    position: int | None = strawberry.field(description="Number of the block of the lab's page it stands in, from 0.")
    line: int | None = strawberry.field(description="Line in that block, from 1, if it is code.")

    @classmethod
    def of(cls, record: records.HyperParameter) -> "HyperParameter":
        """Show a setting."""
        return cls(
            scope=record.scope,
            group=record.group,
            variant=record.variant,
            name=record.name,
            value=record.value,
            unit=record.unit,
            position=record.position,
            line=record.line,
        )


@strawberry.type(description="A model or data set to download.")
class LabAsset(OnPage):
    """A model or data set, as clients see it."""

    kind: AssetKind = strawberry.field(description="Whether it is a model or a data set.")
    name: str = strawberry.field(description="Its name, as `Qwen/Qwen3-1.7B-Base`.")
    subset: str | None = strawberry.field(description="Its subset or split, where one is named.")
    size: str | None = strawberry.field(description="Its size, as the course says.")
    use: str | None = strawberry.field(description="What it is for.")

    @classmethod
    def of(cls, record: records.LabAsset) -> "LabAsset":
        """Show a model or data set."""
        return cls(
            record=record,
            kind=record.kind,
            name=record.name,
            subset=record.subset,
            size=record.size,
            use=record.use,
        )


@strawberry.type(description="Something that a lab asks to hand in.")
class Deliverable(OnPage):
    """Something to hand in, as clients see it."""

    what: str = strawberry.field(description="What it is.")
    dimension: Dimension | None = strawberry.field(description="What it is graded by, where the course says so.")
    points: float | None = strawberry.field(description="The points of that dimension as a whole.")

    @classmethod
    def of(cls, record: records.Deliverable) -> "Deliverable":
        """Show something to hand in."""
        return cls(record=record, what=record.what, dimension=record.dimension, points=record.points)


@strawberry.type(description="A value that a lab tells one to expect; what the course claims, not what was measured.")
class ExpectedResult(OnPage):
    """A value to expect, as clients see it."""

    subject: str = strawberry.field(description="What is measured, as `Base`.")
    metric: str = strawberry.field(description="The measure, as `GSM8K accuracy`.")
    value: str = strawberry.field(description="What is expected, as written.")
    low: float | None = strawberry.field(description="The least expected, in the unit.")
    high: float | None = strawberry.field(description="The most expected, in the unit.")
    unit: str | None = strawberry.field(description="The unit, as `%`.")

    @classmethod
    def of(cls, record: records.ExpectedResult) -> "ExpectedResult":
        """Show a value to expect."""
        return cls(
            record=record,
            subject=record.subject,
            metric=record.metric,
            value=record.value,
            low=record.low,
            high=record.high,
            unit=record.unit,
        )


@strawberry.type(description="What a lab, or a kind of work, takes on some hardware; all as the course says.")
class HardwareNeed(OnPage):
    """What work takes, as clients see it."""

    task: str | None = strawberry.field(description="The work, as `QLoRA SFT 1.7B`.")
    hardware: str | None = strawberry.field(description="The hardware, as `A100-40G`.")
    memory: str | None = strawberry.field(description="The memory it takes or has.")
    time: str | None = strawberry.field(description="The time it takes.")
    cost: str | None = strawberry.field(description="What it costs.")
    advice: str | None = strawberry.field(description="What to change to fit, or what it is advised for.")

    @classmethod
    def of(cls, record: records.HardwareNeed) -> "HardwareNeed":
        """Show what work takes."""
        return cls(
            record=record,
            task=record.task,
            hardware=record.hardware,
            memory=record.memory,
            time=record.time,
            cost=record.cost,
            advice=record.advice,
        )


@strawberry.type(description="A level of a rubric: what it is worth, and what such work is like.")
class GradingLevel(OnPage):
    """A level of a rubric, as clients see it."""

    subject: str = strawberry.field(description="What is graded, as `lab report`.")
    dimension: str = strawberry.field(description="The part of it, as the course names it.")
    label: str = strawberry.field(description="What the course calls the level, as `5` or `excellent`.")
    low: float | None = strawberry.field(description="The least it is worth.")
    high: float | None = strawberry.field(description="The most it is worth.")
    unit: str = strawberry.field(description="`points`, or `%` of what the dimension is worth.")
    meaning: str = strawberry.field(description="What such work is like.")

    @classmethod
    def of(cls, record: work_records.GradingLevel) -> "GradingLevel":
        """Show a level of a rubric."""
        return cls(
            record=record,
            subject=record.subject,
            dimension=record.dimension,
            label=record.label,
            low=record.low,
            high=record.high,
            unit=record.unit,
            meaning=record.meaning,
        )


@strawberry.type(description="A part of what a course grades.")
class GradingRule(OnPage):
    """A part of a grade, as clients see it."""

    rule: strawberry.Private[records.GradingRule]

    subject: str = strawberry.field(description="What is graded, as `lab report`.")
    dimension: str = strawberry.field(description="The part of it, as the course names it.")
    points: float = strawberry.field(
        description="What it counts; less than nothing if it is deducted. Of a range, the end away from nothing."
    )
    low: float | None = strawberry.field(description="The least of a range: of a deduction of 2 to 3 points, -3.")
    high: float | None = strawberry.field(description="The most of a range: of that deduction, -2.")
    unit: str = strawberry.field(description="`points` or `%`.")

    @classmethod
    def of(cls, record: records.GradingRule) -> "GradingRule":
        """Show a part of a grade."""
        return cls(
            record=record,
            rule=record,
            subject=record.subject,
            dimension=record.dimension,
            points=record.points,
            low=record.low,
            high=record.high,
            unit=record.unit,
        )

    @strawberry.field(description="The levels of its rubric, as its page has them.")
    def levels(self, info: Info) -> list[GradingLevel]:
        """Resolve ``levels``."""
        found = info.context.catalogue.course_work(self.rule.course).levels_of(self.rule)
        return [GradingLevel.of(level) for level in found]


@strawberry.type(description="A part of the final project's time.")
class ProjectMilestone(OnPage):
    """A part of a project's time, as clients see it."""

    when: str = strawberry.field(description="The time, as the course says.")
    what: str = strawberry.field(description="What is to be done in it.")
    duration: str | None = strawberry.field(description="How long it takes, as the course says.")
    after_lecture: int | None = strawberry.field(description="Number of the lecture after which it begins.")
    by_lecture: int | None = strawberry.field(description="Number of the lecture before which it ends.")
    days_before: int | None = strawberry.field(description="How many days before that lecture it ends.")
    first_week: int | None = strawberry.field(description="The week of the course in which it begins.")
    last_week: int | None = strawberry.field(description="The week in which it ends.")
    first_day: date | None = strawberry.field(description="The day on which it begins.")
    last_day: date | None = strawberry.field(description="The day on which it ends.")

    @classmethod
    def of(cls, record: work_records.ProjectMilestone) -> "ProjectMilestone":
        """Show a part of a project's time."""
        return cls(
            record=record,
            when=record.when,
            what=record.what,
            duration=record.duration,
            after_lecture=record.after_lecture,
            by_lecture=record.by_lecture,
            days_before=record.days_before,
            first_week=record.first_week,
            last_week=record.last_week,
            first_day=record.first_day,
            last_day=record.last_day,
        )


@strawberry.type(description="A direction that a final project can take.")
class ProjectDirection(OnPage):
    """A direction of a project, as clients see it."""

    number: int = strawberry.field(description="Its number.")
    title: str = strawberry.field(description="Its title.")
    techniques: list[str] = strawberry.field(description="The techniques it combines.")
    difficulty: int | None = strawberry.field(description="Its difficulty, in stars.")
    model: str | None = strawberry.field(description="The model advised.")
    hardware: str | None = strawberry.field(description="What it takes, as `8-12 h A100-80G`.")
    data: list[str] = strawberry.field(description="The data advised.")
    evaluation: list[str] = strawberry.field(description="How it is evaluated.")

    @classmethod
    def of(cls, record: records.ProjectDirection) -> "ProjectDirection":
        """Show a direction of a project."""
        return cls(
            record=record,
            number=record.number,
            title=record.title,
            techniques=list(record.techniques),
            difficulty=record.difficulty,
            model=record.model,
            hardware=record.hardware,
            data=list(record.data),
            evaluation=list(record.evaluation),
        )
