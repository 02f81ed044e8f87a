"""A library of papers: a file of its own with what is known of millions, searched by their words.

It is no part of the graph: it is built from a source that has everything (``schema.library_building``), and only ever
read afterwards.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple, Self

from schema.errors import InputError, NotFoundError, StoreError
from schema.han_words import word_parts

MOST_FOUND = 1000
"""The most papers that a search returns."""

FORMAT = 2
"""What tables and index look like; a library of another format is not read."""

APPLICATION = 0x53594C42
"""What marks a file as a library."""

SEARCHED = ("title", "authors", "abstract", "han")
"""The columns of the index; the last holds the pairs of neighbours of texts that are written without blanks."""

_MARKS = ("application_id", "user_version")
_WEIGHTS = "10.0, 5.0, 1.0, 5.0"
_MOST_WORDS = 50


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
            if marks_of(connection) != (APPLICATION, FORMAT):
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
        operators. Chinese needs no blanks: what stands together in the search has to stand together in the paper.

        Args:
            words: The words.
            limit: The most papers to return, up to ``MOST_FOUND``.

        Raises:
            InputError: There is no word, or the limit is none.
        """
        if not 1 <= limit <= MOST_FOUND:
            raise InputError(f"a search returns 1 to {MOST_FOUND:,} papers, not {limit:,}")
        terms = [part for word in _words_in(words) for part in word_parts(word)]
        if not terms:
            raise InputError("there is no word to search for", remedy="Name words of a title or abstract, or authors")
        rows = self._connection.execute(_SEARCH, (" ".join(term.as_query for term in terms), limit))
        return tuple(LibraryPaper(*row) for row in rows)


def marks_of(connection: sqlite3.Connection) -> tuple[int, int] | None:
    """Return what a file says that it is, and of which format; None where it is no database."""
    try:
        application, version = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _MARKS)
    except sqlite3.Error:
        return None
    return int(application), int(version)


def _words_in(text: str) -> list[str]:
    return re.findall(r"\w+", text)[:_MOST_WORDS]


_COLUMNS = ", ".join(LibraryPaper._fields)
# What is found is put in order by number alone: rows with their abstracts would be carried along.
_SEARCH = f"""
SELECT {", ".join(f"papers.{name}" for name in LibraryPaper._fields)} FROM (
    SELECT papers.number AS number, papers.id AS id, bm25(texts, {_WEIGHTS}) AS score
    FROM texts JOIN papers ON papers.number = texts.rowid
    WHERE texts MATCH ? ORDER BY score, papers.id LIMIT ?
) AS best JOIN papers ON papers.number = best.number ORDER BY best.score, best.id
"""
