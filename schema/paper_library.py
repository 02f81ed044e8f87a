"""A library of papers: a file of its own with what is known of millions, searched by their words.

It is no part of the graph: it is built in one go from a source that has everything, and only ever read afterwards.
While it is built it is another file, which takes the place of the old one when it is whole.
"""

import os
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Self

from schema.errors import InputError, NotFoundError, StoreError

MOST_FOUND = 1000
"""The most papers that a search returns."""

_FORMAT = 1
_APPLICATION = 0x53594C42
_MARKS = ("application_id", "user_version")
_BATCH = 5000
_SEARCHED = ("title", "authors", "abstract")
_WEIGHTS = "10.0, 5.0, 1.0"
_WORD = re.compile(r"\w+")
# Words are gathered in memory before they are written, which halves the time; the file is thrown away if it fails.
_BUILDING = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;
"""
_GATHERED = 1 << 26


class LibraryPaper(NamedTuple):
    """A paper as a library holds it; texts are in one line and empty where there are none.

    Attributes:
        id: arXiv id without version.
        title: Its title; TeX kept.
        authors: Its authors, parted by ``; ``.
        published: Day of the first version, as ``2026-01-15``.
        updated: Day of the newest version.
        latest_version: Number of the newest version.
        categories: arXiv categories, parted by blanks, the primary first.
        doi: DOI as its source has it.
        comment: Comment of the authors.
        journal_ref: Journal reference.
        abstract: Its abstract.
    """

    id: str
    title: str
    authors: str
    published: str
    updated: str
    latest_version: int
    categories: str
    doi: str
    comment: str
    journal_ref: str
    abstract: str


@dataclass(frozen=True, slots=True)
class Built:
    """How a library was built.

    Attributes:
        papers: How many it holds.
        repeated: How many were given again under an id it had already; the first was kept.
    """

    papers: int
    repeated: int


def build_library(path: Path, papers: Iterable[LibraryPaper]) -> Built:
    """Build a library, and put it in the place of the one that may be there.

    No more than a batch of papers is held in memory at a time.

    Raises:
        StoreError: It cannot be written. The old one is untouched, as it is by whatever ``papers`` raises.
    """
    try:
        with _aside(path) as new:
            built = _written(new, iter(papers))
            with new.open("rb") as file:
                os.fsync(file.fileno())
            new.replace(path)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"the library {path} cannot be written: {error}") from error
    return built


class PaperLibrary:
    """A library that was built.

    Args:
        connection: The file, open for reading.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    @contextmanager
    def opened(cls, path: Path) -> Iterator[Self]:
        """Open a library for reading.

        Raises:
            StoreError: There is none, or one of another make.
        """
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        except sqlite3.Error as error:
            raise StoreError(f"no library at {path}", remedy="Build it: syllagraph papers load SNAPSHOT") from error
        with closing(connection):
            try:
                marks = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _MARKS]
            except sqlite3.Error:
                marks = []
            if marks != [_APPLICATION, _FORMAT]:
                raise StoreError(f"{path} is no library of this version", remedy="Build it: syllagraph papers load")
            yield cls(connection)

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM papers").fetchone()[0])

    def paper(self, named: str) -> LibraryPaper:
        """Return the paper of an id.

        Raises:
            NotFoundError: The library does not have it.
        """
        found = self._connection.execute(f"SELECT {_COLUMNS} FROM papers WHERE id = ?", (named,)).fetchone()
        if found is None:
            raise NotFoundError(named, what="paper in the library")
        return LibraryPaper(*found)

    def search(self, words: str, *, limit: int = 20) -> tuple[LibraryPaper, ...]:
        """Return the papers in which all of some words stand, best first.

        A word in the title weighs most, then one in the names of authors. Accents and case do not count; there are no
        operators.

        Args:
            words: The words.
            limit: The most papers to return, up to ``MOST_FOUND``.

        Raises:
            InputError: There is no word, or the limit is none.
        """
        if not 1 <= limit <= MOST_FOUND:
            raise InputError(f"a search returns 1 to {MOST_FOUND:,} papers, not {limit:,}")
        terms = _WORD.findall(words)[:50]
        if not terms:
            raise InputError("there is no word to search for", remedy="Name words of a title or abstract, or authors")
        rows = self._connection.execute(
            f"SELECT {', '.join(f'papers.{name}' for name in LibraryPaper._fields)} "
            "FROM texts JOIN papers ON papers.number = texts.rowid "
            f"WHERE texts MATCH ? ORDER BY bm25(texts, {_WEIGHTS}), papers.id LIMIT ?",
            (" ".join(f'"{term}"' for term in terms), limit),
        )
        return tuple(LibraryPaper(*row) for row in rows)


_COLUMNS = ", ".join(LibraryPaper._fields)
_INSERT = f"INSERT OR IGNORE INTO papers ({_COLUMNS}) VALUES ({', '.join('?' * len(LibraryPaper._fields))})"
_INDEX = (
    f"INSERT INTO texts (rowid, {', '.join(_SEARCHED)}) "
    f"SELECT number, {', '.join(_SEARCHED)} FROM papers WHERE number > ?"
)


def made_ready(connection: sqlite3.Connection) -> None:
    """Make the tables and the index of an empty library, fast to fill and worthless if filling it fails."""
    connection.executescript(_BUILDING)
    columns = ", ".join(
        f"{name} {'INTEGER' if kind is int else 'TEXT'} NOT NULL" for name, kind in LibraryPaper.__annotations__.items()
    )
    connection.execute(f"CREATE TABLE papers (number INTEGER PRIMARY KEY, {columns}, UNIQUE (id))")
    connection.execute(
        f"CREATE VIRTUAL TABLE texts USING fts5({', '.join(_SEARCHED)}, content = 'papers', "
        "content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2')"
    )
    connection.execute("INSERT INTO texts (texts, rank) VALUES ('hashsize', ?)", (_GATHERED,))


def write_papers(connection: sqlite3.Connection, papers: Sequence[LibraryPaper]) -> int:
    """Write papers, and return the number after which their words are yet to be written."""
    last = connection.execute("SELECT coalesce(max(number), 0) FROM papers").fetchone()[0]
    connection.executemany(_INSERT, papers)
    return int(last)


def write_words(connection: sqlite3.Connection, after: int) -> None:
    """Write the words of the papers after a number."""
    connection.execute(_INDEX, (after,))


def _written(path: Path, papers: Iterator[LibraryPaper]) -> Built:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        made_ready(connection)
        connection.execute("BEGIN")
        given = 0
        while batch := list(islice(papers, _BATCH)):
            given += len(batch)
            write_words(connection, after=write_papers(connection, batch))
        connection.execute("COMMIT")
        connection.executescript(f"PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {_FORMAT};")
        held = int(connection.execute("SELECT count(*) FROM papers").fetchone()[0])
    return Built(papers=held, repeated=given - held)


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """Give a new file beside another; what is left of it in the end is removed."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".building", dir=path.absolute().parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
