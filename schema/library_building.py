"""Building a library of papers: beside the old one, batch by batch, and going on where a stop left it.

What is built is another file, which takes the place of the old one when it is whole. A batch is kept as a whole or not
at all, together with a note of how far its source was read: whatever stops the building (Ctrl-C, a kill, a full disk)
leaves the last note, and the papers that belong to it. While the words of a batch are written, the next may be read.
"""

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from schema.errors import ConflictError, StoreError
from schema.han_words import han_text
from schema.paper_library import APPLICATION, FORMAT, SEARCHED, LibraryPaper, marks_of

BATCH = 5000
"""Papers that are kept at once: what a stop may cost."""

_IN_PARTS = 0x53594C43
"""What marks a file as a library that is not whole yet."""

_FIELDS = ", ".join(LibraryPaper._fields)
_WORDS = ", ".join(SEARCHED)
_INSERT = (
    f"INSERT INTO papers ({_FIELDS}) VALUES ({', '.join('?' * len(LibraryPaper._fields))}) ON CONFLICT (id) DO NOTHING"
)
_INDEX = f"INSERT INTO texts (rowid, {_WORDS}) SELECT number, {_WORDS} FROM papers WHERE number > ?"
_HAN = "UPDATE papers SET han = ? WHERE id = ? AND number > ? AND title = ? AND abstract = ?"
# A file that only grows hardly needs its journal, so that being able to go on costs next to nothing.
_WRITING = """
PRAGMA page_size = 16384; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = NORMAL;
PRAGMA cache_size = -64000; PRAGMA secure_delete = OFF; PRAGMA temp_store = MEMORY;
"""
# The words of a batch are gathered in memory, and not written again later to be together with those of other batches:
# that takes longer than it saves those who search. Of a thousand batches they are: an index has room for two thousand.
_GATHERING = {"pgsz": 16_000, "hashsize": 1 << 26, "automerge": 0, "crisismerge": 1000}


@dataclass(frozen=True, slots=True)
class Built:
    """How a library was built.

    Attributes:
        papers: How many it holds.
        repeated: How many were given again under an id it had already; the first was kept.
    """

    papers: int
    repeated: int


class Building:
    """A library that is being built.

    Attributes:
        reached: The note that was given with the last papers kept; empty where nothing was kept yet.
        papers: How many papers are kept.
        repeated: How many were given again under an id it had already.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, writer: ThreadPoolExecutor) -> None:
        self._connection = connection
        self._path = path
        self._writer = writer
        self._being_kept: Future[None] | None = None
        found = connection.execute("SELECT reached, papers, repeated FROM building").fetchone()
        self.reached: str = found[0]
        self.papers: int = found[1]
        self.repeated: int = found[2]

    def add(self, papers: Sequence[LibraryPaper], reached: str = "") -> None:
        """Keep papers, and a note of how far their source was read: both or neither.

        Raises:
            StoreError: These papers, or those before, cannot be written.
        """
        with _told(self._path):
            self._wait()
            self._connection.execute("BEGIN IMMEDIATE")
            before = write_papers(self._connection, papers)
            self.papers = _last_number(self._connection)
            self.repeated += len(papers) - (self.papers - before)
            self.reached = reached
            self._being_kept = self._writer.submit(self._keep, before, (reached, self.papers, self.repeated))

    def finish(self) -> Built:
        """Put the library in the place of the one that may be there.

        Raises:
            StoreError: It cannot be written. The old one is untouched.
        """
        with _told(self._path):
            self._wait()
            self._connection.executescript(f"PRAGMA application_id = {APPLICATION}; PRAGMA journal_mode = DELETE;")
            self._connection.close()
            aside = _aside(self._path)
            with aside.open("rb+") as file:
                os.fsync(file.fileno())
            aside.replace(self._path)
        return Built(self.papers, self.repeated)

    def throw_away(self) -> None:
        """Remove all that was kept."""
        with suppress(sqlite3.Error):
            self._wait()
        self._connection.close()
        _remove(_aside(self._path))

    def _wait(self) -> None:
        if self._being_kept:
            self._being_kept.result()

    def _keep(self, before: int, note: tuple[str, int, int]) -> None:
        write_words(self._connection, before)
        self._connection.execute("UPDATE building SET reached = ?, papers = ?, repeated = ?", note)
        self._connection.execute("COMMIT")


@contextmanager
def building(path: Path, source: str, *, anew: bool = False) -> Iterator[Building]:
    """Give a library to be built, with what is there of it already; what is not finished stays for the next time.

    Args:
        path: Where the library is to be.
        source: Of what it is built, and how; what was begun of another source is thrown away.
        anew: Whether it is thrown away in any case.

    Raises:
        StoreError: It cannot be written.
        ConflictError: It is being built already, by somebody else.
    """
    with _told(path):
        connection = _going_on(_aside(path), source, anew=anew)
    with closing(connection), ThreadPoolExecutor(1, "library") as writer:
        yield Building(connection, path, writer)


def build_library(path: Path, papers: Iterable[LibraryPaper]) -> Built:
    """Build a library in one go, and put it in the place of the one that may be there.

    Raises:
        StoreError: It cannot be written. The old one is untouched, as it is by whatever ``papers`` raises.
        ConflictError: It is being built already, by somebody else.
    """
    rest = iter(papers)
    with building(path, "", anew=True) as new:
        try:
            while batch := list(islice(rest, BATCH)):
                new.add(batch)
            return new.finish()
        except BaseException:
            new.throw_away()
            raise


def make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables and the index of an empty library."""
    columns = ", ".join(
        f"{name} {'INTEGER' if kind is int else 'TEXT'} NOT NULL" for name, kind in LibraryPaper.__annotations__.items()
    )
    connection.execute(
        f"CREATE TABLE papers (number INTEGER PRIMARY KEY, {columns}, han TEXT NOT NULL DEFAULT '', UNIQUE (id))"
    )
    connection.execute(
        f"CREATE VIRTUAL TABLE texts USING fts5({_WORDS}, content = 'papers', content_rowid = 'number', "
        "tokenize = 'unicode61 remove_diacritics 2')"
    )
    for name, value in _GATHERING.items():
        connection.execute("INSERT INTO texts (texts, rank) VALUES (?, ?)", (name, value))


def write_papers(connection: sqlite3.Connection, papers: Sequence[LibraryPaper]) -> int:
    """Write papers, and return the number after which their words are yet to be written."""
    last = _last_number(connection)
    connection.executemany(_INSERT, papers)
    for one in papers:
        if not (one.title.isascii() and one.abstract.isascii() and one.authors.isascii()) and (
            han := han_text(one.title, one.authors, one.abstract)
        ):
            connection.execute(_HAN, (han, one.id, last, one.title, one.abstract))
    return last


def write_words(connection: sqlite3.Connection, after: int) -> None:
    """Write the words of the papers after a number."""
    connection.execute(_INDEX, (after,))


def prepare_writing(connection: sqlite3.Connection) -> None:
    """Make ready for writing much and being read by nobody."""
    connection.executescript(_WRITING)


def _last_number(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM papers").fetchone()[0])


def _going_on(aside: Path, source: str, *, anew: bool) -> sqlite3.Connection:
    """Open what was begun of the same source, or begin."""
    try:
        connection = _owned(aside)
        if not anew and _source_of(connection) == source:
            connection.execute("COMMIT")
            return connection
        connection.close()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            raise
    _remove(aside)
    connection = _owned(aside)
    make_tables(connection)
    connection.execute(f"PRAGMA application_id = {_IN_PARTS}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.execute("CREATE TABLE building (source TEXT, reached TEXT, papers INTEGER, repeated INTEGER)")
    connection.execute("INSERT INTO building VALUES (?, '', 0, 0)", (source,))
    connection.execute("COMMIT")
    return connection


def _owned(aside: Path) -> sqlite3.Connection:
    """Open a file for writing, with nobody else beside, and begin a transaction."""
    connection = sqlite3.connect(aside, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        prepare_writing(connection)
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _source_of(connection: sqlite3.Connection) -> str | None:
    """Return of what a library was begun; None where that is not known, or it was begun by another version."""
    if marks_of(connection) not in ((_IN_PARTS, FORMAT), (APPLICATION, FORMAT)):
        return None
    return str(connection.execute("SELECT source FROM building").fetchone()[0])


def _aside(path: Path) -> Path:
    return path.absolute().with_name(f".{path.name}.building")


def _remove(aside: Path) -> None:
    # The journal first: beside another file it would be taken for that one's.
    aside.with_name(f"{aside.name}-journal").unlink(missing_ok=True)
    aside.unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell in words what the database or the disk refuses."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise ConflictError(f"{path} is being built already", remedy="Wait for the other, or stop it") from error
        remedy = "What was kept stays: make room, and give the same command again" if _is_full(error) else ""
        raise StoreError(f"the library {path} cannot be written: {error}", remedy=remedy) from error


def _is_full(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno == errno.ENOSPC
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
