"""Where each value of a paper comes from: which sources say it, when they were read, and which say otherwise.

Nothing is chosen here. What is served was chosen when the sources were read; this sets beside it what each of them
says, so that it stays true whatever the rules of choosing are.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from graph.papers.venues import same_venue
from schema.paper_accounts import EARLIER, PaperAccount
from schema.paper_values import PaperVersion
from schema.records import Paper

FIELDS = (
    "title",
    "authors",
    "published",
    "updated",
    "latest_version",
    "versions",
    "primary_category",
    "categories",
    "doi",
    "venue",
    "venue_year",
    "journal_ref",
    "comment",
    "code",
    "withdrawn",
)
"""The fields of a paper that sources tell of, in the order they are shown."""

FieldValue = str | int | date | Sequence[str] | Sequence[PaperVersion] | None
"""What a field can hold; None, an empty sequence and no withdrawal are no value."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A source's word on a field.

    Attributes:
        source: Name of the source, as in ``PaperAccount``.
        value: What it says; None where it would know and has nothing.
        confirmed: Whether it has seen the value itself.
        read_at: When it said so; None where that was not kept.
    """

    source: str
    value: FieldValue
    confirmed: bool
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class FieldProvenance:
    """How a field of a paper is known.

    Attributes:
        field: Name of the field.
        value: Its value as it is served; None where none is, though a source names one.
        confirmed: Whether a source has seen the value.
        said_by: Who says so: those that have seen it first, then the last read first; never empty beside a value.
        others: Who says otherwise, in the same order.
    """

    field: str
    value: FieldValue
    confirmed: bool
    said_by: tuple[Statement, ...]
    others: tuple[Statement, ...]


def provenance_of(paper: Paper, accounts: Iterable[PaperAccount]) -> tuple[FieldProvenance, ...]:
    """Return how each field of a paper is known, of those about which any source says something.

    Args:
        paper: The paper as it is served.
        accounts: What each source says of it.

    >>> paper = Paper(id="2601.00001", title="Steam", venue="TeaConf", unverified=("venue",))
    >>> [(one.field, one.confirmed, one.said_by[0].source) for one in provenance_of(paper, ())]
    [('title', True, 'earlier'), ('venue', False, 'earlier')]
    """
    held = [one for one in accounts if one.said is not None]
    found = (_of_field(name, paper, held) for name in FIELDS)
    return tuple(one for one in found if one.value is not None or one.others)


def value_of(paper: Paper, field: str) -> FieldValue:
    """Return the value of a field; None where it has none."""
    value: FieldValue = getattr(paper, field)
    return None if value in ((), "", False) else value


def _of_field(name: str, paper: Paper, accounts: Sequence[PaperAccount]) -> FieldProvenance:
    value = value_of(paper, name)
    said_by: list[Statement] = []
    others: list[Statement] = []
    for one in accounts:
        if one.said is not None and (said := value_of(one.said, name)) is not None:
            # What was there before sources were kept apart was read at a time that nobody noted.
            read_at = None if one.source == EARLIER else one.read_at
            statement = Statement(one.source, said, name not in one.said.unverified, read_at)
            (said_by if value is not None and _agree(name, paper, one.said) else others).append(statement)
    confirmed = value is not None and name not in paper.unverified
    if value is not None and not said_by:
        # Stored before sources were kept apart, or by a source that has said something else since.
        said_by = [Statement(EARLIER, value, confirmed, None)]
    in_order = (tuple(sorted(each, key=lambda one: _order(one, value))) for each in (said_by, others))
    return FieldProvenance(name, value, confirmed, *in_order)


def _order(one: Statement, value: FieldValue) -> tuple[bool, bool, float, str]:
    return not one.confirmed, one.value != value, -one.read_at.timestamp() if one.read_at else 0.0, one.source


def _agree(name: str, served: Paper, said: Paper) -> bool:
    if name == "authors":
        # A list that is cut agrees with a longer one that begins like it.
        cut = [len(one.authors) for one in (served, said) if one.author_count not in (None, len(one.authors))]
        shortest = min(cut, default=None)
        return alike(served.authors[:shortest], said.authors[:shortest])
    if name == "versions":
        days = {one.number: one.submitted for one in served.versions}
        return all(days.get(one.number) == one.submitted for one in said.versions)
    if name == "venue":
        return same_venue(served.venue or "", said.venue or "")
    return alike(value_of(served, name), value_of(said, name))


def in_words(value: FieldValue) -> str:
    """Return a value as one text; several, as authors are, with semicolons between them.

    >>> in_words(("A. Kettle", "B. Pot")), in_words(date(2026, 1, 15)), in_words(True), in_words(None)
    ('A. Kettle; B. Pot', '2026-01-15', 'yes', '')
    >>> in_words((PaperVersion(number=1, submitted=date(2026, 1, 15)),))
    'v1 2026-01-15'
    """
    if value is None or value is True:
        return "yes" if value else ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(part if isinstance(part, str) else _version(part) for part in value)
    return str(value)


def _version(version: PaperVersion) -> str:
    return f"{version} (empty)" if version.empty else str(version)


def alike(one: FieldValue, other: FieldValue) -> bool:
    """Say whether two values are the same but for case, blanks and the form of letters.

    >>> alike("Steeping  at Scale", "Steeping at scale"), alike(("A. Kettle",), ("A. Kettle", "B. Pot"))
    (True, False)
    """
    return _plain(one) == _plain(other)


def _plain(value: object) -> object:
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFKC", value).casefold().split())
    if isinstance(value, Sequence):
        return tuple(_plain(part) for part in value)
    return value
