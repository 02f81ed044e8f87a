"""What else a course says of the work it grades: the levels of its rubrics, and the time of its final project."""

from datetime import date

from sqlmodel import Field

from schema.records import Line, PagePath, Record, Slug


class GradingLevel(Record):
    """A level of a rubric: what work is like that is graded so.

    Attributes:
        course: Slug of the course.
        subject: What is graded, as in ``GradingRule``.
        dimension: The dimension, as the course names it.
        order: Place among the levels of all dimensions of the page, from 0.
        label: What the course calls the level, as ``5`` or ``excellent``.
        low: The least it is worth, in ``unit``; None where it is all below ``high``.
        high: The most it is worth; None where it is all above ``low``.
        unit: ``points``, or ``%`` of what the dimension is worth.
        meaning: What such work is like.
        page: Path of the page that says so.
        position: Number of the block where it stands.
    """

    course: Slug
    subject: Line
    dimension: Line
    order: int = Field(ge=0)
    label: Line
    low: float | None = None
    high: float | None = None
    unit: str = "points"
    meaning: Line
    page: PagePath
    position: int | None = None


class ProjectMilestone(Record):
    """A part of the final project's time, and what is to be done in it.

    Attributes:
        course: Slug of the course.
        order: Place in the timeline, from 0.
        when: The time, as the course says.
        what: What is to be done.
        duration: How long it takes, as the course says.
        after_lecture: Number of the lecture after which it begins.
        by_lecture: Number of the lecture before which it ends.
        days_before: How many days before that lecture it ends.
        first_week: The week of the course in which it begins.
        last_week: The week in which it ends.
        first_day: The day on which it begins.
        last_day: The day on which it ends.
        page: Path of the page that says so.
        position: Number of the block where it stands.
    """

    course: Slug
    order: int = Field(ge=0)
    when: Line
    what: Line
    duration: str | None = None
    after_lecture: int | None = Field(default=None, ge=0)
    by_lecture: int | None = Field(default=None, ge=0)
    days_before: int | None = Field(default=None, ge=0)
    first_week: int | None = Field(default=None, ge=0)
    last_week: int | None = Field(default=None, ge=0)
    first_day: date | None = None
    last_day: date | None = None
    page: PagePath
    position: int | None = None
