"""Reading arXiv's snapshot of all its metadata: several gigabytes of JSON, an article a line.

It is read line by line and never held as a whole; a reader that was stopped goes on from where it was. What is no
article is told with its line, and the rest is read nevertheless.
"""

import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import TypeVar

import orjson

from ingest.arxiv.articles import Article, ArticleError
from ingest.arxiv.choices import Choice
from ingest.arxiv.snapshot_articles import article_of
from ingest.arxiv.snapshot_files import opened_snapshot
from schema.errors import Place, SourceError
from schema.records import Finding
from schema.values import Severity

MOST_IN_LINE = 4_000_000
"""The longest line that is read, in bytes: thousands of authors and their affiliations."""

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Position:
    """How far a snapshot was read.

    Attributes:
        line: How many lines.
        offset: How many bytes, after decompression.
    """

    line: int = 0
    offset: int = 0


class Snapshot:
    """Yields the wanted articles of a snapshot, and findings in the places of lines that are none.

    Args:
        path: The file, as JSON lines, compressed or not.
        choice: Which articles are wanted.
        start: Where to begin: what ``position`` was.

    Attributes:
        path: The file.
        choice: Which articles are wanted.
        skipped: How many articles that are not wanted were passed over.

    Raises:
        SourceError: It cannot be read; while reading, from some place on.
    """

    def __init__(self, path: Path, choice: Choice | None = None, start: Position | None = None) -> None:
        self.path = path
        self.choice = choice or Choice()
        self.skipped = 0
        begin = start or Position()
        self._line, self._offset = begin.line, begin.offset

    @property
    def position(self) -> Position:
        """How far it was read, the line last yielded included."""
        return Position(self._line, self._offset)

    def __iter__(self) -> Iterator[Article | Finding]:
        return self.made(article_of)

    def made(self, make: Callable[[object, Choice], _Made | None]) -> Iterator[_Made | Finding]:
        """Yield what is made of each line, and findings in the places of lines of which nothing can be made.

        Args:
            make: Makes something of what a line tells, and None where it is not wanted; raises ``ArticleError``.
        """
        try:
            with opened_snapshot(self.path) as file:
                self._go_on(file)
                yield from self._read(file, make)
        except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
            raise SourceError(str(self.path), f"cannot be opened: {error.strerror}") from error
        except (OSError, EOFError, zlib.error, lzma.LZMAError, zipfile.BadZipFile) as error:
            place = Place(str(self.path), line=self._line + 1)
            raise SourceError(
                place, f"cannot be read on: {error}", remedy="Fetch the file again; what came before is sound"
            ) from error

    def _go_on(self, file: BufferedIOBase) -> None:
        if not self._offset:
            return
        file.seek(self._offset - 1)
        if file.read(1) != b"\n":
            place = Place(str(self.path), offset=self._offset)
            raise SourceError(place, "no line begins here", remedy="The file is another one than before: begin anew")

    def _read(self, file: BufferedIOBase, make: Callable[[object, Choice], _Made | None]) -> Iterator[_Made | Finding]:
        while line := file.readline(MOST_IN_LINE + 1):
            number, length = self._line + 1, len(line)
            if length > MOST_IN_LINE and not line.endswith(b"\n"):
                length += _rest_of_line(file)
                told: _Made | Finding | None = self._finding(number, f"is longer than {MOST_IN_LINE:,} bytes")
            else:
                told = self._told(number, line, make)
            self._line, self._offset = number, self._offset + length
            if told is not None:
                yield told

    def _told(self, number: int, line: bytes, make: Callable[[object, Choice], _Made | None]) -> _Made | Finding | None:
        try:
            made = make(_json(line), self.choice)
        except orjson.JSONDecodeError as error:
            if not line.strip():
                return None
            ending = "" if line.endswith(b"\n") else ", and the file ends in the middle of it"
            return self._finding(number, f"is no JSON ({error.msg}, at character {error.colno}){ending}")
        except ArticleError as error:
            return self._finding(number, str(error))
        if made is None:
            self.skipped += 1
        return made

    def _finding(self, number: int, reason: str) -> Finding:
        return Finding(
            code="SNAPSHOT_LINE",
            severity=Severity.WARNING,
            message=f"line {number} {reason}",
            remedy="The line is passed over: fetch the snapshot again, or ask arXiv for the paper",
            source=self.path.name,
            place=f"line {number}",
        )


def _json(line: bytes) -> object:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        if line.startswith(b"\xef\xbb\xbf"):
            return orjson.loads(line[3:])
        raise


def _rest_of_line(file: BufferedIOBase) -> int:
    """Pass over the rest of a line, and return how long it is."""
    length = 0
    while rest := file.readline(MOST_IN_LINE):
        length += len(rest)
        if rest.endswith(b"\n"):
            break
    return length
