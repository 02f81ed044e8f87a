"""What a course says of its labs in full, and of the work around them: steps, settings, what to hand in, what it takes.

Each record names the block it was read from, so that it can be followed; a pack, which has no blocks, leaves it out.
"""

from enum import StrEnum

from sqlmodel import Field

from schema.columns import EnumColumn, JsonColumn
from schema.records import Line, PagePath, Record, Slug


class Scope(StrEnum):
    """Which run of a lab a setting belongs to."""

    MAIN = "main"
    ABLATION = "ablation"
    GENERATION = "generation"
    EVALUATION = "evaluation"
    BONUS = "bonus"


class AssetKind(StrEnum):
    """What has to be downloaded."""

    MODEL = "model"
    DATA_SET = "data-set"


class Dimension(StrEnum):
    """What a lab report is graded by."""

    COMPLETENESS = "completeness"
    ANALYSIS = "analysis"
    REPRODUCIBILITY = "reproducibility"


class LabStep(Record):
    """One step of a lab.

    Attributes:
        course: Slug of the course.
        lab: Slug of the lab.
        order: Place among the lab's steps, from 0.
        label: What the course numbers it, as ``1``, ``B`` or ``option 1``; ``bonus`` for extra work.
        title: Its title.
        minutes: How long the course gives it.
        position: Number of the block where it begins.
    """

    course: Slug
    lab: Slug
    order: int = Field(ge=0)
    label: str = ""
    title: Line
    minutes: int | None = Field(default=None, ge=0)
    position: int | None = None


class HyperParameter(Record):
    """A setting that a lab uses.

    Attributes:
        course: Slug of the course.
        lab: Slug of the lab.
        order: Place among the lab's settings, from 0.
        scope: Which run it belongs to.
        group: The call it is passed to: ``SFTConfig``, ``LoraConfig``, ``generate`` …; empty where prose says it.
        variant: Which of several such calls, as ``SimPO`` or ``int8``; of an ablation, which it is.
        name: Its name as the libraries spell it, as ``learning_rate``.
        value: Its value, as written.
        unit: Its unit, where it has one.
        position: Number of the block where it stands.
        line: Line in that block, from 1, for code.
    """

    course: Slug
    lab: Slug
    order: int = Field(ge=0)
    scope: Scope = Field(default=Scope.MAIN, sa_type=EnumColumn(Scope))
    group: str = ""
    variant: str | None = None
    name: Line
    value: Line
    unit: str | None = None
    position: int | None = None
    line: int | None = None


class LabAsset(Record):
    """A model or data set that a lab, or the course, has one download.

    Attributes:
        course: Slug of the course.
        lab: Slug of the lab, or None for a list that the course gives for all.
        order: Place in its list, from 0.
        kind: Model or data set.
        name: Its name on the hub, as ``Qwen/Qwen3-1.7B-Base``.
        subset: Its subset or split, where one is named.
        size: Its size as the course says, as ``10,000 samples`` or ``3.4 GB``.
        use: What it is for, as ``base`` or ``judge``.
        page: Path of the page.
        position: Number of the block where it stands.
    """

    course: Slug
    lab: Slug | None = None
    order: int = Field(ge=0)
    kind: AssetKind = Field(sa_type=EnumColumn(AssetKind))
    name: Line
    subset: str | None = None
    size: str | None = None
    use: str | None = None
    page: PagePath
    position: int | None = None


class Deliverable(Record):
    """Something a lab asks to hand in.

    Attributes:
        course: Slug of the course.
        lab: Slug of the lab.
        order: Place in the list, from 0.
        what: What it is.
        dimension: What it is graded by, where the course says so.
        points: The points of that dimension.
        page: Path of the page that says so.
        position: Number of the block where it stands.
    """

    course: Slug
    lab: Slug
    order: int = Field(ge=0)
    what: Line
    dimension: Dimension | None = Field(default=None, sa_type=EnumColumn(Dimension))
    points: float | None = None
    page: PagePath
    position: int | None = None


class ExpectedResult(Record):
    """A value that a lab tells one to expect.

    Attributes:
        course: Slug of the course.
        lab: Slug of the lab.
        order: Place in the list, from 0.
        subject: What is measured, as ``Base`` or ``NF4``.
        metric: The measure, as ``GSM8K accuracy``.
        value: What is expected, as written.
        low: The least expected, as a number in ``unit``.
        high: The most expected.
        unit: ``%``, ``GB`` …
        page: Path of the page that says so.
        position: Number of the block where it stands.
    """

    course: Slug
    lab: Slug
    order: int = Field(ge=0)
    subject: Line
    metric: Line
    value: Line
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    page: PagePath
    position: int | None = None


class HardwareNeed(Record):
    """What a lab, or a kind of work, takes on some hardware.

    Attributes:
        course: Slug of the course.
        lab: Slug of the lab, or None for a kind of work.
        order: Place in its list, from 0.
        task: The work, as ``QLoRA SFT 1.7B``.
        hardware: The hardware, as ``A100-40G``.
        memory: Memory as written, as ``~8 GB``.
        time: Time as written, as ``30-45 min``.
        cost: Cost as written, as ``9 CNY``.
        advice: What to change to fit, as ``G=4``.
        page: Path of the page that says so.
        position: Number of the block where it stands.
    """

    course: Slug
    lab: Slug | None = None
    order: int = Field(ge=0)
    task: str | None = None
    hardware: str | None = None
    memory: str | None = None
    time: str | None = None
    cost: str | None = None
    advice: str | None = None
    page: PagePath
    position: int | None = None


class GradingRule(Record):
    """A part of what the course grades.

    Attributes:
        course: Slug of the course.
        subject: What is graded, as ``lab report``, ``project report``, ``talk``, ``course``.
        order: Place in its list, from 0.
        dimension: The dimension, as the course names it.
        points: Points or per cent; less than nothing where they are deducted. Of a range, the end away from nothing.
        low: The least of a range: of a deduction of 2 to 3 points, -3.
        high: The most of a range: of that deduction, -2.
        unit: ``points`` or ``%``.
        page: Path of the page that says so.
        position: Number of the block where it stands.
    """

    course: Slug
    subject: Line
    order: int = Field(ge=0)
    dimension: Line
    points: float
    low: float | None = None
    high: float | None = None
    unit: str = "points"
    page: PagePath
    position: int | None = None


class ProjectDirection(Record):
    """A direction that a final project can take.

    Attributes:
        course: Slug of the course.
        number: Its number.
        title: Its title.
        techniques: The techniques it combines.
        difficulty: Its difficulty, in stars.
        model: The model advised.
        hardware: What it takes, as ``8-12 h A100-80G``.
        data: The data advised.
        evaluation: How it is evaluated.
        page: Path of the page.
        position: Number of the block where it begins.
    """

    course: Slug
    number: int = Field(ge=0)
    title: Line
    techniques: tuple[str, ...] = Field(default=(), sa_type=JsonColumn(tuple[str, ...]))
    difficulty: int | None = None
    model: str | None = None
    hardware: str | None = None
    data: tuple[str, ...] = Field(default=(), sa_type=JsonColumn(tuple[str, ...]))
    evaluation: tuple[str, ...] = Field(default=(), sa_type=JsonColumn(tuple[str, ...]))
    page: PagePath
    position: int | None = None
