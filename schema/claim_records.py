"""Numbers and names that several pages of a course state, and where each of them stands.

A pack gives them, so that what the pages say can be compared whenever some of them are read.
"""

from decimal import Decimal
from enum import StrEnum

from sqlmodel import Field

from schema.columns import EnumColumn, JsonColumn
from schema.records import Line, PagePath, Record, Slug
from schema.values import Text, Value


class ClaimKind(StrEnum):
    """How the values of a claim are compared."""

    NUMBER = "number"
    """Ranges are estimates of one number, and agree where they overlap."""
    RANGE = "range"
    """Ranges are recommendations: they agree where they are the same, and a number agrees where it lies inside."""
    CHOICE = "choice"
    """Names, compared without case and punctuation."""


class ClaimPlace(Value):
    """Where a page states the number, and what it stated in the build the pack describes.

    Attributes:
        page: Path of the page.
        anchor: Only below this heading.
        near: Words that stand in the block, or in the row of a table, that is read.
        column: Heading of the column, for a table.
        pattern: What to find there, with bounded repetitions: its group ``value``, or ``low`` and ``high``.
        count: The number is how many blocks match.
        times: What the number is multiplied with, to be in the unit of the others; also a quotient: ``100/180``.
        value: What the page stated.
        aside: Told with the others, but not held against them.
        note: What this place is about, where that is not the name of the claim.
    """

    page: PagePath
    anchor: Line | None = None
    near: tuple[Line, ...] = ()
    column: Line | None = None
    pattern: str | None = None
    count: bool = False
    times: str = "1"
    value: Line
    aside: bool = False
    note: Line | None = None

    @property
    def factor(self) -> Decimal:
        """What the number is multiplied with."""
        number, _, divisor = self.times.partition("/")
        return Decimal(number) / Decimal(divisor or 1)


class Claim(Record):
    """A number that pages of a course should agree on.

    Attributes:
        course: Slug of the course.
        slug: Its name.
        name: What it is a number of.
        unit: What it is measured in: ``min``, ``GB``, ``CNY`` and ``%`` are converted to; others are words.
        kind: How its values are compared.
        tolerance: How far numbers may be apart, as a part of them.
        places: Where pages state it.
    """

    course: Slug
    slug: Slug
    name: Text = Field(sa_type=JsonColumn(Text))
    unit: str | None = None
    kind: ClaimKind = Field(sa_type=EnumColumn(ClaimKind))
    tolerance: Decimal = Field(default=Decimal(0), ge=0, le=1, sa_type=JsonColumn(Decimal))
    places: tuple[ClaimPlace, ...] = Field(sa_type=JsonColumn(tuple[ClaimPlace, ...]))
