"""Opening the database: its engine, its settings, its migrations."""

import re
import sqlite3
import time
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError
from sqlmodel import SQLModel

import schema.tables  # noqa: F401 - declares the tables
from schema.errors import StoreError

_MIGRATIONS = Path(__file__).parent / "migrations"
_WAIT_SECONDS = 30
# Any number will do, as long as nothing else in the database takes it.
_WRITER = 5_930_117


def engine_of(url: str) -> Engine:
    """Open a database by its URL: ``sqlite:///file.db``, ``sqlite://`` (in memory), ``postgresql+psycopg://…``.

    Raises:
        StoreError: The URL names no database this program can use.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise StoreError(
                f"{parsed.get_backend_name()} is not a database this program can use",
                remedy="Set SYLLAGRAPH_DATABASE_URL to sqlite:///FILE or postgresql+psycopg://…",
            )
        if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
            Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, OSError, ValueError) as error:
        raise StoreError(
            f"the database {_without_password(url)!r} cannot be opened: {error}",
            remedy="Set SYLLAGRAPH_DATABASE_URL to sqlite:///FILE or postgresql+psycopg://…",
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)
    return engine


def _without_password(url: str) -> str:
    return re.sub(r"(://[^:/@]*):.*@", r"\1:***@", url)


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
    # The driver would begin transactions by itself, too late and too weakly: SQLAlchemy says BEGIN below.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {_WAIT_SECONDS * 1000}")
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _write_ahead(connection: Any) -> None:  # noqa: ANN401 - the driver's own type
    """Have the database write ahead, whoever else is opening it for the first time."""
    # SQLite does not wait for others here as it does elsewhere: of two that turn a new file at once, one is refused.
    until = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # A writer that begins as a reader may find its snapshot outdated when it comes to write.
    immediate = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    # As SQLite does by itself: a reader sees one state all along, and writers take turns.
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config


def newest_migration() -> str:
    """Return the id of the newest migration this program knows."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def migration_of(connection: Connection) -> str | None:
    """Return the id of the migration a database is at, or None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine) -> bool:
    """Bring the database to the newest migration and say whether anything was done.

    Raises:
        StoreError: The database cannot be reached, or was made by a newer version of this program.
    """
    try:
        # Looking first, so that to open a database does not wait for whoever is writing to it.
        with engine.connect() as connection:
            if migration_of(connection) == newest_migration():
                return False
        with engine.execution_options(writes=True).begin() as connection:
            before = migration_of(connection)
            if before == newest_migration():
                return False
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"the database is at migration {before}, which this version does not know",
            remedy="Use the version of Syllagraph that made it, or another database",
        ) from error
    except (OperationalError, DatabaseError) as error:
        raise StoreError(
            f"the database at {engine.url.render_as_string()} cannot be used: {error.orig}",
            remedy="Check that the place exists and can be written, and that the file is a Syllagraph database",
        ) from error
    return True


def drift_of(engine: Engine) -> list[str]:
    """Return what distinguishes the database from the tables this program expects; nothing when all is well."""
    try:
        return _drift_of(engine)
    except DatabaseError as error:
        return [f"the database cannot be read: {error.orig}"]


def _drift_of(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        at = migration_of(connection)
        if at != newest_migration():
            return [f"the database is at migration {at or 'none'}, this version needs {newest_migration()}"]
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        problems = [str(difference) for difference in compare_metadata(context, SQLModel.metadata)]
        if engine.dialect.name == "sqlite":
            (state,) = connection.exec_driver_sql("PRAGMA integrity_check").one()
            problems += [] if state == "ok" else [f"SQLite's integrity check says: {state}"]
        return problems


ALL_TABLES = SQLModel.metadata
"""What the migrations lead to."""
