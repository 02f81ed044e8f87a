"""An article as arXiv's bulk interfaces tell of it: with all its versions, and maybe with what each of them holds.

The query interface tells of one version only; from there on both make the same records.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from ingest.arxiv.client import Entry
from ingest.arxiv.entries import paper_of
from schema.paper_values import PaperVersion
from schema.records import Paper

_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
# RFC 1123, as arXiv writes it; other spellings take the slow way.
_DATE = re.compile(r"(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT", re.ASCII)
_NUMBERS = {f"v{number}": number for number in range(1, 1000)}
_SIZE = re.compile(r"(\d{1,9})\s*kb", re.IGNORECASE | re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class ArticleError(ValueError):
    """What is told is not enough of an article, or contradicts itself."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article.

    Attributes:
        number: From 1.
        created: When it was submitted.
        kilobytes: How much source it has; None where that is not told.
        source_type: arXiv's flags for its source; empty where they are not told.
    """

    number: int
    created: datetime
    kilobytes: int | None = None
    source_type: str = ""

    @property
    def is_told(self) -> bool:
        """Whether it is told what the version holds."""
        return self.kilobytes is not None or bool(self.source_type)

    @property
    def is_empty(self) -> bool:
        """Whether it has no full text: no source, and the flag for that."""
        if self.kilobytes:
            return False
        return "I" in self.source_type or (self.kilobytes == 0 and not self.source_type)


@dataclass(frozen=True, slots=True)
class Article:
    """An article, its texts in one line each.

    Attributes:
        id: arXiv id without version.
        title: Current title; TeX kept.
        authors: Names in order, TeX accents made letters.
        versions: By number, at least one; there may be gaps.
        categories: The primary first.
        abstract: Never kept beside the graph's own records.
        comment: Empty where there is none, as are the following.
        journal_ref: Journal reference.
        doi: As arXiv has it; there may be several in it.
        report_number: Report number.
        license: Address of the license.
        changed: Day on which arXiv last changed anything about it; None where that is not told.
    """

    id: str
    title: str
    authors: tuple[str, ...]
    versions: tuple[Version, ...]
    categories: tuple[str, ...]
    abstract: str = ""
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""
    report_number: str = ""
    license: str = ""
    changed: date | None = None

    @property
    def published(self) -> datetime:
        """When the first version was submitted."""
        return self.versions[0].created

    @property
    def updated(self) -> datetime:
        """When the newest version was submitted."""
        return self.versions[-1].created

    @property
    def withdrawn(self) -> bool | None:
        """Whether the newest version withdraws the article; None where it is not told what that version holds."""
        return self.versions[-1].is_empty if self.versions[-1].is_told else None


def paper_from(article: Article) -> Paper:
    """Return the record of an article's paper.

    That it is withdrawn is confirmed where its versions are told of, and guessed as elsewhere where they are not.

    Raises:
        EntryError: It is no record of a paper.
    """
    paper = paper_of(_as_entry(article))
    facts: dict[str, object] = {"versions": tuple(map(_kept, article.versions))}
    if article.withdrawn is not None:
        unverified = tuple(name for name in paper.unverified if name != "withdrawn")
        facts |= {"withdrawn": article.withdrawn, "unverified": unverified}
    return Paper.model_validate(dict(paper) | facts)


def ordered_versions(told: Iterable[Version]) -> tuple[Version, ...]:
    """Return versions by number.

    Raises:
        ArticleError: There is none, a number occurs twice, or the first is missing.
    """
    by_number: dict[int, Version] = {}
    for version in told:
        if by_number.setdefault(version.number, version) is not version:
            raise ArticleError("has two versions of one number")
    if not by_number:
        raise ArticleError("has no versions")
    if 1 not in by_number:
        raise ArticleError(f"begins with version {min(by_number)}")
    return tuple(by_number[number] for number in sorted(by_number))


def version_of(name: str, created: str, size: str = "", source_type: str = "") -> Version:
    """Return a version from the words it is told in.

    >>> version_of("v2", "Mon, 2 Apr 2007 19:18:42 GMT", "0kb", "I").is_empty
    True

    Raises:
        ArticleError: Number, date or size is none.
    """
    if (number := _NUMBERS.get(name.strip())) is None:
        raise ArticleError(f"{name[:40]!r} is no version")
    return Version(number, moment_of(created), _kilobytes(size.strip()), source_type.strip())


def _kilobytes(text: str) -> int | None:
    if not text:
        return None
    if not (held := _SIZE.fullmatch(text)):
        raise ArticleError(f"{text[:40]!r} is no size")
    return int(held[1])


def moment_of(text: str) -> datetime:
    """Return the moment that a date of mail names, in UTC.

    Raises:
        ArticleError: It is none.
    """
    text = text.strip()
    try:
        if (found := _DATE.fullmatch(text)) and found[2] in _MONTHS:
            day, month, year, hour, minute, second = found.groups()
            return datetime(int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second), tzinfo=UTC)
        moment = parsedate_to_datetime(text[:60])
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ArticleError(f"{text[:60]!r} is no date") from error


def day_of(text: str) -> date | None:
    """Return the day that a text such as ``2026-01-15`` names; None where it is empty.

    Raises:
        ArticleError: It is none.
    """
    text = text.strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError as error:
        raise ArticleError(f"{text[:40]!r} is no day") from error


def in_one_line(text: str) -> str:
    """Return a text without line folds, double blanks and what no database takes."""
    return " ".join(text.replace("\0", "").split())


def _kept(version: Version) -> PaperVersion:
    return PaperVersion(
        number=version.number,
        submitted=version.created.date(),
        kilobytes=version.kilobytes,
        empty=version.is_told and version.is_empty,
    )


def _as_entry(article: Article) -> Entry:
    return Entry(
        address=f"http://arxiv.org/abs/{article.id}v{article.versions[-1].number}",
        title=article.title,
        authors=article.authors,
        published=article.published,
        updated=article.updated,
        summary=article.abstract,
        comment=article.comment,
        journal_ref=article.journal_ref,
        doi=article.doi,
        primary_category=article.categories[0] if article.categories else "",
        categories=article.categories,
    )
