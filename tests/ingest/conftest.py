"""What tests of ingesting share: the real builds of the course, ingested once and copied for all that need them."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from ingest.run import IngestReport, ingest
from schema.store import Store
from tests.shared_files import real_build

Ingested = Callable[..., tuple[IngestReport, ...]]


@pytest.fixture(scope="session")
def ingested(tmp_path_factory) -> Ingested:
    """Give a function that ingests builds, one after the other, into a new database and returns what each one changed.

    Each is ingested at midnight of its day, and only once for all tests.
    """

    @cache
    def done(*builds: str) -> tuple[Path, tuple[IngestReport, ...]]:
        database = tmp_path_factory.mktemp("ingested") / "course.db"
        *earlier, newest = builds
        reports: tuple[IngestReport, ...] = ()
        if earlier:
            before, reports = done(*earlier)
            shutil.copy(before, database)
        store = Store.open(f"sqlite:///{database}")
        reports += tuple(ingest(store, real_build(newest), now=datetime.fromisoformat(newest).replace(tzinfo=UTC)))
        store.close()
        return database, reports

    def copied(*builds: str, to: Path) -> tuple[IngestReport, ...]:
        database, reports = done(*builds)
        shutil.copy(database, to)
        return reports

    return copied
