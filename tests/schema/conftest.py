import os
from collections.abc import Iterator

import pytest

from schema.store import Store
from tests.schema.postgres import Cluster, folder_of_programs


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    programs = folder_of_programs()
    if programs is None:
        message = "PostgreSQL is not installed: initdb and pg_ctl are nowhere to be found (make system)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    cluster = Cluster(programs)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    """An empty database, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/tea.db"
    return request.getfixturevalue("postgres").new_database()


@pytest.fixture
def opened() -> Iterator[list[Store]]:
    """The stores to be closed after a test."""
    stores: list[Store] = []
    yield stores
    for store in stores:
        store.close()


@pytest.fixture
def store(url, opened) -> Store:
    opened.append(Store.open(url))
    return opened[-1]
