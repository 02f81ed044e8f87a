"""The store: what was ingested, in one database, revision by revision.

A scope is a course, by its slug, or the vocabulary. Every scope has layers (what each source said last), revisions
(what was made of them) and a head (the newest revision). A revision is the hash of its records; findings and times
belong to it but do not change it. Papers and citations live beside the revisions. All writing happens inside
``Store.writing``: one transaction, so that a reader sees the state before it or the state after it.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from weakref import finalize

from sqlalchemy import Connection, Engine, Select, delete, func, insert, select, update
from sqlalchemy.exc import DatabaseError, OperationalError

from schema.content_hash import digest_of, revision_of
from schema.database import drift_of, engine_of, upgrade
from schema.errors import StoreError
from schema.record_set import FIELD_OF, RecordSet
from schema.records import Citation, Finding, Paper, Record
from schema.tables import ROW_OF, CitationRow, Head, Membership, PageReading, PaperRow, Revision, table_of
from schema.values import Value

VOCABULARY = ""
"""The scope of what all courses share."""

PACK_LAYER = "pack"
"""The layer of a course that a pack of facts fills."""

SITE_LAYER = "site"
"""The layer of a course that its site fills; it lies on top of the pack's."""

ACCEPTED_LAYER = "accepted"
"""The layer of a course that holds what its instructors have accepted of what rules propose."""

CURATION_LAYER = "curation"
"""The layer of a course that holds what a pack adds to it: what its pages teach, in which order, what its labs need."""

PROPOSED_LAYER = "proposed"
"""The layer beside the vocabulary that holds what rules propose of papers. No revision is made of it."""

_CHUNK = 500
_R = TypeVar("_R", bound=Value)


@dataclass(frozen=True, slots=True)
class HeadState:
    """The newest revision of a scope.

    Attributes:
        scope: Slug of the course, or ``VOCABULARY``.
        revision: Id of the revision.
        ingested_at: When it was last ingested.
        sources: What it was ingested from.
    """

    scope: str
    revision: str
    ingested_at: datetime
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingState:
    """When a layer last read the body of a page.

    Attributes:
        path: Path of the page.
        source: What it was read from.
        read_at: When.
        stale: Whether a later ingest of the layer did not read the page again.
    """

    path: str
    source: str
    read_at: datetime
    stale: bool


class Transaction:
    """One unit of reading or writing; made by ``Store``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def heads(self) -> tuple[HeadState, ...]:
        """Return the newest revision of every scope, by scope."""
        head = table_of(Head).c
        rows = self._connection.execute(
            select(head.scope, head.revision, head.ingested_at, head.sources).order_by(head.scope)
        )
        return tuple(HeadState(*row) for row in rows)

    def head(self, scope: str) -> HeadState | None:
        """Return the newest revision of a scope, if it has one."""
        return next((head for head in self.heads() if head.scope == scope), None)

    def revisions(self, scope: str) -> tuple[tuple[str, datetime], ...]:
        """Return the id of every kept revision of a scope and when it was first seen, oldest first."""
        column = table_of(Revision).c
        rows = self._connection.execute(
            select(column.id, column.first_seen).where(column.scope == scope).order_by(column.first_seen, column.id)
        )
        return tuple((row[0], row[1]) for row in rows)

    def revision(self, scope: str, revision: str) -> RecordSet:
        """Return the records of a revision; an unknown one has none."""
        return self._held(scope, f"revision:{revision}")

    def layer(self, scope: str, layer: str) -> RecordSet:
        """Return the records of a layer; an unknown one has none."""
        return self._held(scope, f"layer:{layer}")

    def layers(self, scope: str) -> tuple[str, ...]:
        """Return the names of a scope's layers, sorted."""
        column = table_of(Membership).c
        holders = self._connection.scalars(
            select(column.holder).distinct().where(column.scope == scope, column.holder.like("layer:%"))
        )
        return tuple(sorted(holder.removeprefix("layer:") for holder in holders))

    def readings(self, scope: str, layer: str) -> tuple[ReadingState, ...]:
        """Return when each page of a layer was read, by path."""
        table = table_of(PageReading)
        rows = self._connection.execute(
            select(table.c.path, table.c.source, table.c.read_at, table.c.stale)
            .where(table.c.scope == scope, table.c.layer == layer)
            .order_by(table.c.path)
        )
        return tuple(ReadingState(*row) for row in rows)

    def papers(self) -> tuple[Paper, ...]:
        """Return all that is known of papers, by id."""
        return tuple(self._records(Paper, select(table_of(PaperRow)).order_by(table_of(PaperRow).c.id)))

    def citations(self) -> tuple[Citation, ...]:
        """Return all known citations, by citing and cited paper."""
        table = table_of(CitationRow)
        return tuple(self._records(Citation, select(table).order_by(table.c.paper, table.c.cited)))

    def save_layer(
        self, scope: str, layer: str, held: RecordSet, *, read: Iterable[str], source: str, now: datetime
    ) -> None:
        """Make a layer hold these records; pages it read before and not now become stale."""
        self._hold(scope, f"layer:{layer}", held)
        table = table_of(PageReading)
        mine = (table.c.scope == scope) & (table.c.layer == layer)
        kept, fresh = {page.path for page in held.pages}, sorted(set(read))
        gone = [reading.path for reading in self.readings(scope, layer) if reading.path not in kept]
        self._connection.execute(update(table).where(mine).values(stale=True))
        for paths in _chunks([*gone, *fresh]):
            self._connection.execute(delete(table).where(mine, table.c.path.in_(paths)))
        rows = [
            {"scope": scope, "layer": layer, "path": path, "source": source, "read_at": now, "stale": False}
            for path in fresh
        ]
        if rows:
            self._connection.execute(insert(table), rows)

    def save_revision(self, scope: str, records: RecordSet, *, sources: Sequence[str], now: datetime) -> str:
        """Make a revision of these records, make it the head of the scope, and return its id."""
        digests = [digest_of(one) for one in records if type(one) in ROW_OF and not isinstance(one, Finding)]
        revision = revision_of(digests)
        known = {id_ for id_, _ in self.revisions(scope)}
        if revision not in known:
            row = {"scope": scope, "id": revision, "first_seen": now}
            self._connection.execute(insert(table_of(Revision)), [row])
        self._hold(scope, f"revision:{revision}", records)
        head = table_of(Head)
        self._connection.execute(delete(head).where(head.c.scope == scope))
        self._connection.execute(
            insert(head),
            [{"scope": scope, "revision": revision, "ingested_at": now, "sources": tuple(sources)}],
        )
        return revision

    def save_papers(self, papers: Iterable[Paper], citations: Iterable[Citation] = ()) -> None:
        """Store what is known of papers, in place of what was known; a given citation key is kept."""
        keys = {paper.id: paper.citation_key for paper in self.papers() if paper.citation_key}
        rows = [
            dict(paper) | {"citation_key": keys.get(paper.id, paper.citation_key)}
            for paper in {paper.id: paper for paper in papers}.values()
        ]
        self._replace(table_of(PaperRow), ("id",), rows)
        cited = [dict(citation) for citation in {(c.paper, c.cited): c for c in citations}.values()]
        self._replace(table_of(CitationRow), ("paper", "cited"), cited)

    @property
    def connection(self) -> Connection:
        """What the store's other modules read and write through."""
        return self._connection

    def records(self, kind: type[_R], query: Select[Any]) -> tuple[_R, ...]:
        """Return the records that a query over a table of their kind finds; for the store's other modules."""
        return tuple(self._records(kind, query))

    def discard(self) -> None:
        """Keep nothing of this transaction."""
        self._connection.rollback()

    def remove(self, scope: str) -> None:
        """Take a scope out, with all its layers and revisions, and the records that nothing else holds."""
        for model in (Head, Revision, Membership, PageReading):
            scoped = table_of(model)
            self._connection.execute(delete(scoped).where(scoped.c.scope == scope))
        held = select(table_of(Membership).c.digest)
        for row in ROW_OF.values():
            table = table_of(row)
            self._connection.execute(delete(table).where(table.c.digest.not_in(held)))

    def _records(self, kind: type[_R], query: Select[Any]) -> Iterator[_R]:
        names = list(kind.model_fields)
        for row in self._connection.execute(query).mappings():
            yield kind.model_validate({name: row[name] for name in names})

    def _held(self, scope: str, holder: str) -> RecordSet:
        member = table_of(Membership).c
        records: list[Record] = []
        for kind, row in ROW_OF.items():
            table = table_of(row)
            query = (
                select(table)
                .join(table_of(Membership), member.digest == table.c.digest)
                .where(member.scope == scope, member.holder == holder, member.kind == FIELD_OF[kind])
                .order_by(member.rank)
            )
            records += self._records(kind, query)
        return RecordSet.of(records)

    def _hold(self, scope: str, holder: str, records: RecordSet) -> None:
        table = table_of(Membership)
        members: list[dict[str, Any]] = []
        for kind, row in ROW_OF.items():
            held = {digest_of(record): record for record in getattr(records, FIELD_OF[kind])}
            self._add_missing(table_of(row), held)
            members += [
                {"scope": scope, "holder": holder, "kind": FIELD_OF[kind], "digest": digest, "rank": rank}
                for rank, digest in enumerate(held)
            ]
        self._connection.execute(delete(table).where(table.c.scope == scope, table.c.holder == holder))
        if members:
            self._connection.execute(insert(table), members)

    def _add_missing(self, table: Any, held: dict[str, Record]) -> None:  # noqa: ANN401 - a Table
        known: set[str] = set()
        for digests in _chunks(list(held)):
            known.update(self._connection.scalars(select(table.c.digest).where(table.c.digest.in_(digests))))
        rows = [dict(record) | {"digest": digest} for digest, record in held.items() if digest not in known]
        if rows:
            self._connection.execute(insert(table), rows)

    def _replace(self, table: Any, key: tuple[str, ...], rows: list[dict[str, Any]]) -> None:  # noqa: ANN401
        for row in rows:
            self._connection.execute(delete(table).where(*(table.c[name] == row[name] for name in key)))
        if rows:
            self._connection.execute(insert(table), rows)


class Store:
    """A database of revisions.

    >>> store = Store.open("sqlite://")
    >>> with store.reading() as transaction:
    ...     transaction.heads()
    ()
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # A store that nobody holds any more lets go of the database, without waiting for the end of the process.
        finalize(self, engine.dispose)

    @classmethod
    def open(cls, url: str) -> "Store":
        """Open a database and bring it to the newest migration.

        Raises:
            StoreError: It cannot be opened, or a newer version of this program made it.
        """
        engine = engine_of(url)
        try:
            upgrade(engine)
        except StoreError:
            engine.dispose()
            raise
        return cls(engine)

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Give one unchanging view of the database."""
        with _told(self._engine), self._engine.connect() as connection, connection.begin():
            yield Transaction(connection)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Give the only writer's view; all of it is kept at the end, or on an error nothing."""
        with _told(self._engine), self._engine.execution_options(writes=True).begin() as connection:
            yield Transaction(connection)

    def problems(self) -> list[str]:
        """Return what is wrong with the database itself; nothing when all is well."""
        return drift_of(self._engine)

    def back_up(self, target: str) -> None:
        """Write a consistent copy of a SQLite database to a new file, while it may be in use.

        Raises:
            StoreError: The database is not SQLite, or the file exists or cannot be written.
        """
        if self._engine.dialect.name != "sqlite":
            raise StoreError("only a SQLite database is backed up here", remedy="Use pg_dump for PostgreSQL")
        with _told(self._engine):
            raw = self._engine.raw_connection()
            try:
                raw.cursor().execute("VACUUM INTO ?", (target,))
            except sqlite3.Error as error:
                raise StoreError(
                    f"no copy could be written to {target}: {error}",
                    remedy="Name a new file in a folder that exists and can be written",
                ) from error
            finally:
                raw.close()

    def settle(self) -> None:
        """Bring what a SQLite database has written ahead into its file, as far as those who read it now let it."""
        if self._engine.dialect.name == "sqlite":
            with _told(self._engine):
                raw = self._engine.raw_connection()
                try:
                    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    raw.close()

    def count_of(self, kind: type[Record]) -> int:
        """Return how many records of a kind are stored, over all revisions."""
        with self.reading() as transaction:
            return transaction._connection.scalar(select(func.count()).select_from(ROW_OF[kind])) or 0

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (OperationalError, DatabaseError) as error:
        raise StoreError(
            f"the database at {engine.url.render_as_string()} refused: {error.orig}",
            remedy="Nothing was changed. Check that the disk has room and that the file can be written",
        ) from error


def _chunks(items: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
