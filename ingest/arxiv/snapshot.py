"""Reading arXiv's snapshot of all its metadata: several gigabytes of JSON, an article a line.

It is read line by line and never held as a whole; a reader that was stopped goes on from where it was. What is no
article is told with its line, and the rest is read nevertheless. The layout is taken as it comes: keys that are not
known are passed over, and null is as good as nothing.
"""

import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from ingest.arxiv.articles import Article, ArticleError, Version, day_of, in_one_line, ordered_versions, version_of
from ingest.arxiv.author_lines import names_in, printed
from schema.arxiv_ids import arxiv_id
from schema.errors import InputError, Place, SourceError
from schema.records import Finding
from schema.values import Severity

MOST_IN_LINE = 4_000_000
"""The longest line that is read, in bytes: thousands of authors and their affiliations."""

_COMPRESSED = {b"\x28\xb5\x2f\xfd": "zstd -d", b"BZh": "bunzip2", b"\xfd7zXZ": "unxz", b"PK\x03\x04": "unzip"}


@dataclass(frozen=True, slots=True)
class Position:
    """How far a snapshot was read.

    Attributes:
        line: How many lines.
        offset: How many bytes, after decompression.
    """

    line: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles are wanted; all that is given has to hold.

    Attributes:
        ids: These; None for all.
        categories: Those with one of these, as ``cs.CL``, or ``cs`` for all of an archive.
        since: Those whose first version is of this day or later.
        until: Those whose first version is of this day or earlier.
    """

    ids: frozenset[str] | None = None
    categories: frozenset[str] = field(default_factory=frozenset)
    since: date | None = None
    until: date | None = None

    @classmethod
    def of_ids(cls, spellings: Iterable[str]) -> "Choice":
        """Choose by ids, in any spelling.

        Raises:
            InputError: Some are none; all of these are named.
        """
        found = {spelling: arxiv_id(spelling) for spelling in spellings}
        if bad := [spelling[:40] for spelling, one in found.items() if one is None]:
            raise InputError(f"no arXiv ids: {', '.join(bad[:10])}", remedy="Write them as 2305.18290")
        return cls(ids=frozenset(filter(None, found.values())))

    def takes_categories(self, categories: Iterable[str]) -> bool:
        """Say whether an article with these categories may be wanted."""
        if not self.categories:
            return True
        return any(one in self.categories or one.partition(".")[0] in self.categories for one in categories)

    def takes_day(self, day: date) -> bool:
        """Say whether an article first submitted on a day may be wanted."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Snapshot:
    """Yields the wanted articles of a snapshot, and findings in the places of lines that are none.

    Args:
        path: The file, as JSON lines, compressed by gzip or not.
        choice: Which articles are wanted.
        start: Where to begin: what ``position`` was.

    Attributes:
        path: The file.
        position: How far it was read, the line last yielded included.

    Raises:
        SourceError: It cannot be read; while reading, from some place on.
    """

    def __init__(self, path: Path, choice: Choice | None = None, start: Position | None = None) -> None:
        self.path = path
        self._choice = choice or Choice()
        self.position = start or Position()

    def __iter__(self) -> Iterator[Article | Finding]:
        try:
            with _opened(self.path) as file:
                self._go_on(file)
                yield from self._read(file)
        except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
            raise SourceError(str(self.path), f"cannot be opened: {error.strerror}") from error
        except (OSError, EOFError, zlib.error) as error:
            place = Place(str(self.path), line=self.position.line + 1)
            raise SourceError(
                place, f"cannot be read on: {error}", remedy="Fetch the file again; what came before is sound"
            ) from error

    def _go_on(self, file: BinaryIO | gzip.GzipFile) -> None:
        if not self.position.offset:
            return
        file.seek(self.position.offset - 1)
        if file.read(1) != b"\n":
            place = Place(str(self.path), offset=self.position.offset)
            raise SourceError(place, "no line begins here", remedy="The file is another one than before: begin anew")

    def _read(self, file: BinaryIO | gzip.GzipFile) -> Iterator[Article | Finding]:
        while line := file.readline(MOST_IN_LINE + 1):
            number, length = self.position.line + 1, len(line)
            if length > MOST_IN_LINE and not line.endswith(b"\n"):
                while rest := file.readline(MOST_IN_LINE):
                    length += len(rest)
                    if rest.endswith(b"\n"):
                        break
                told: Article | Finding | None = self._finding(number, f"is longer than {MOST_IN_LINE:,} bytes")
            else:
                told = self._told(number, line)
            self.position = Position(number, self.position.offset + length)
            if told is not None:
                yield told

    def _told(self, number: int, line: bytes) -> Article | Finding | None:
        text = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not text:
            return None
        try:
            return _article(orjson.loads(text), self._choice)
        except orjson.JSONDecodeError as error:
            ending = "" if line.endswith(b"\n") else ", and the file ends in the middle of it"
            return self._finding(number, f"is no JSON ({error.msg}, at character {error.colno}){ending}")
        except ArticleError as error:
            return self._finding(number, str(error))

    def _finding(self, number: int, reason: str) -> Finding:
        return Finding(
            code="SNAPSHOT_LINE",
            severity=Severity.WARNING,
            message=f"line {number} {reason}",
            remedy="The line is passed over: fetch the snapshot again, or ask arXiv for the paper",
            source=self.path.name,
            place=f"line {number}",
        )


def _opened(path: Path) -> BinaryIO | gzip.GzipFile:
    """Open a file for reading, decompressing what the first bytes say is compressed."""
    file = path.open("rb")
    start = file.peek(6)[:6]
    if start.startswith(b"\x1f\x8b"):
        file.close()
        return gzip.open(path, "rb")
    for magic, tool in _COMPRESSED.items():
        if start.startswith(magic):
            file.close()
            raise SourceError(str(path), "is compressed in a way not read here", remedy=f"Decompress it: {tool}")
    return file


def _article(told: object, choice: Choice) -> Article | None:
    """Return the article that a line tells of; None where it is not wanted."""
    if not isinstance(told, dict):
        raise ArticleError("is no JSON object")
    named = told.get("id")
    if not isinstance(named, str) or arxiv_id(named) != named:
        raise ArticleError(f"has an id that is none: {str(named)[:100]!r}")
    if choice.ids is not None and named not in choice.ids:
        return None
    try:
        categories = tuple(dict.fromkeys(_text(told, "categories").split()))
        if not choice.takes_categories(categories):
            return None
        versions = _versions(told.get("versions"))
        if not choice.takes_day(versions[0].created.date()):
            return None
        return _whole(named, categories, versions, told)
    except ArticleError as error:
        raise ArticleError(f"({named}) {error}") from error


def _whole(named: str, categories: tuple[str, ...], versions: tuple[Version, ...], told: Mapping[str, Any]) -> Article:
    if not (title := _text(told, "title")):
        raise ArticleError("has no title")
    return Article(
        id=named,
        title=title,
        authors=_parsed_names(told.get("authors_parsed")) or names_in(_text(told, "authors")),
        versions=versions,
        categories=categories,
        abstract=_text(told, "abstract"),
        comment=_text(told, "comments"),
        journal_ref=_text(told, "journal-ref"),
        doi=_text(told, "doi"),
        report_number=_text(told, "report-no"),
        license=_text(told, "license"),
        changed=day_of(_text(told, "update_date")),
    )


def _text(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ArticleError(f"has a {key} that is no text")
    return in_one_line(value)


def _versions(told: object) -> tuple[Version, ...]:
    if not isinstance(told, list):
        raise ArticleError("has no versions")
    versions = []
    for one in told:
        name, created = (one.get("version"), one.get("created")) if isinstance(one, dict) else (None, None)
        if not isinstance(name, str) or not isinstance(created, str):
            raise ArticleError("has a version without number or date")
        versions.append(version_of(name, created))
    return ordered_versions(versions)


def _parsed_names(told: object) -> tuple[str, ...]:
    """Return the names that arXiv's own reader found: lists of family name, given names and suffix."""
    if not isinstance(told, list):
        return ()
    names = []
    for parts in told:
        if not isinstance(parts, list):
            raise ArticleError("has an author that is none")
        family, given, suffix, *_ = [*parts, "", "", ""]
        try:
            name = printed(" ".join((given, family, suffix)))
        except TypeError as error:
            raise ArticleError("has an author that is none") from error
        if (name.isascii() and name[:1].isalpha()) or any(map(str.isalnum, name)):
            names.append(name)
    return tuple(names)
