"""What tests of the API share: an invented course, asked in the process or over HTTP."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from graph.served import Served
from tests.api.server import running
from tests.api.tea import tea

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def served() -> Served:
    return tea()


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(_env_file=None, cors_origins="https://friend.example", body_timeout=1.0)  # type: ignore[call-arg]


@pytest.fixture(scope="session")
def address(served: Served, settings: Settings) -> Iterator[str]:
    with running(create_app(served, settings)) as address:
        yield address


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=10, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def ask(client: httpx.Client) -> Ask:
    """Ask a query over HTTP, and return the whole answer."""

    def ask(query: str, **variables: Any) -> dict[str, Any]:
        response = client.post("/graphql", json={"query": query, "variables": variables})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    return ask


@pytest.fixture(scope="session")
def data(ask: Ask) -> Ask:
    """Ask a query that has no errors, and return its data."""

    def data(query: str, **variables: Any) -> dict[str, Any]:
        answer = ask(query, **variables)
        assert "errors" not in answer, answer
        return answer["data"]  # type: ignore[no-any-return]

    return data
