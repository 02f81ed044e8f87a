"""The shape of ``claims.yaml``: numbers that several pages of a course state, and where each of them stands."""

from decimal import Decimal
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from ingest.claims.bounded_patterns import bounded_pattern
from ingest.claims.quantities import quantity
from ingest.pack.models import BothLanguages, Entry
from schema import claim_records
from schema.claim_records import Claim, ClaimKind
from schema.records import Line, Slug

Pattern = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(bounded_pattern)]
"""A regular expression whose repetitions are bounded."""

Factor = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}(\.[0-9]{1,9})?(/[1-9][0-9]{0,8})?$")]
"""A number, or a quotient of two: ``100/180``."""


class ClaimPlace(claim_records.ClaimPlace):
    """Where a page states the number, and what it stated in the build the pack describes.

    What is searched is a block, or a row of a table with its cells joined by ``|``; with ``column``, only the cell
    below that heading. The first that holds all words of ``near`` and matches ``pattern`` is taken.

    Attributes:
        page: Path of the page.
        anchor: Only below this heading.
        near: Words that stand in the block or row.
        column: Heading of the column, for a table.
        pattern: Its group ``value`` is the number, or ``low`` and ``high``; a group ``plus`` is added. Without a
            pattern, the whole cell.
        count: The number is how many blocks match.
        times: What the number is multiplied with, to be in the unit of the others.
        value: What the page stated.
        aside: Told with the others, but not held against them.
        note: What this place is about, where that is not the name of the claim.
    """

    pattern: Pattern | None = None
    times: Factor = "1"

    @model_validator(mode="after")
    def _says_what_to_read(self) -> Self:
        groups = self.pattern or ""
        named = "(?P<value>" in groups or ("(?P<low>" in groups and "(?P<high>" in groups)
        if self.pattern and not (named or self.count):
            msg = "a pattern has a group named value, or two named low and high"
            raise ValueError(msg)
        if not (self.pattern or self.column):
            msg = "a place needs a pattern, or the column of a table"
            raise ValueError(msg)
        return self


class ClaimEntry(Entry):
    """A number that pages should agree on.

    Attributes:
        slug: Its name.
        name: What it is a number of.
        unit: What it is measured in: ``min``, ``GB``, ``CNY`` and ``%`` are converted to; others are words.
        kind: ``number``: ranges are estimates of one number, and agree where they overlap. ``range``: ranges are
            recommendations; they agree where they are the same, and a number agrees where it lies inside.
            ``choice``: a name, compared without case and punctuation.
        tolerance: How far numbers may be apart, as a part of them.
        places: Where pages state it.
    """

    slug: Slug
    name: BothLanguages
    unit: Line | None = None
    kind: ClaimKind
    tolerance: Decimal = Field(default=Decimal(0), ge=0, le=1)
    # As min_length, one place with a mistake would be told as a list that is too short as well.
    places: tuple[ClaimPlace, ...] = Field(json_schema_extra={"minItems": 2})

    @model_validator(mode="after")
    def _records_what_it_compares(self) -> Self:
        if len(self.places) < 2:
            msg = "a claim has two places or more, which could disagree"
            raise ValueError(msg)
        for place in self.places:
            if self.kind is not ClaimKind.CHOICE and quantity(place.value) is None:
                msg = f"{place.value!r}, recorded for {place.page}, is no number and no range"
                raise ValueError(msg)
        return self

    def claim(self, course: str) -> Claim:
        """Return it as a record."""
        places = tuple(claim_records.ClaimPlace.model_validate(place.model_dump()) for place in self.places)
        fields = self.model_dump(exclude={"name", "places"})
        return Claim(course=course, name=self.name.text(), places=places, **fields)


class ClaimsFile(Entry):
    """``courses/<slug>/claims.yaml``."""

    course: Slug
    claims: tuple[ClaimEntry, ...]
