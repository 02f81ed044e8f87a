"""What tests of the command share: the shipped course, ingested once and copied for all who ask or change it."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.run import ingest
from schema.store import Store
from tests.cli.running import Shell


@pytest.fixture(scope="session")
def shipped(tmp_path_factory) -> Path:
    """A database that holds the shipped course, closed; to be copied, not to be used."""
    database = tmp_path_factory.mktemp("shipped") / "syllagraph.db"
    store = Store.open(f"sqlite:///{database}")
    ingest(store, now=datetime(2026, 3, 11, tzinfo=UTC))
    store.close()
    return database


@pytest.fixture(scope="module")
def shell(shipped, tmp_path_factory) -> Shell:
    """The command in a folder whose database holds the shipped course, for the tests of one file."""
    folder = tmp_path_factory.mktemp("shell")
    shutil.copy(shipped, folder)
    return Shell(folder)


@pytest.fixture
def own_shell(shipped, tmp_path) -> Shell:
    """The same in a folder of the test's own, for one that changes what others ask."""
    shutil.copy(shipped, tmp_path)
    return Shell(tmp_path)
