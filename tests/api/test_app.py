"""The application: its pages, its state, and the graph it serves."""

from pathlib import Path

import httpx
import pytest
from graphql import parse, validate

from api.app import create_app
from api.graphql_schema import schema_of_api
from api.settings import Settings
from graph.served import Served
from tests.api.server import running
from tests.api.tea import tea

SETTINGS = Settings(_env_file=None)  # type: ignore[call-arg]
QUERIES = Path(__file__).parents[2] / "web" / "queries"


def test_a_server_without_a_graph_is_alive_but_not_ready():
    with running(create_app(lambda: None, SETTINGS)) as address:
        assert httpx.get(f"{address}/healthz", trust_env=False).status_code == 200
        assert httpx.get(f"{address}/schema.graphql", trust_env=False).status_code == 200
        for path in ("/readyz", "/courses/tea/papers.bib", "/graphql?query={revision{id}}"):
            response = httpx.get(address + path, trust_env=False)
            assert response.status_code == 503
            assert "syllagraph ingest" in response.json()["errors"][0]["message"]


def test_a_new_graph_is_served_as_soon_as_it_is_there():
    state: list[Served | None] = [None]
    with running(create_app(lambda: state[0], SETTINGS)) as address:

        def ready() -> httpx.Response:
            return httpx.get(f"{address}/readyz", trust_env=False)

        assert ready().status_code == 503
        state[0] = tea(revision="r1")
        first = ready().json()["revision"]
        state[0] = tea(revision="r2")
        second = ready().json()["revision"]
        asked = httpx.get(f"{address}/graphql", params={"query": "{ revision { id } }"}, trust_env=False).json()

    assert first != second
    assert asked == {"data": {"revision": {"id": second}}}


def test_without_built_pages_the_server_says_what_there_is(tmp_path):
    with running(create_app(tea(), SETTINGS, web=tmp_path / "none")) as address:
        start = httpx.get(f"{address}/", trust_env=False)
        graphiql = httpx.get(f"{address}/graphql", headers={"Accept": "text/html"}, trust_env=False)

    assert start.status_code == 200
    assert "make setup" in start.text
    assert "/schema.graphql" in start.text
    assert "make setup" in graphiql.text


def test_built_pages_are_served(tmp_path):
    (tmp_path / "index.html").write_text("the start page")
    (tmp_path / "graphiql.html").write_text("the editor")
    (tmp_path / "index.js").write_text("brew()")
    with running(create_app(tea(), SETTINGS, web=tmp_path)) as address:
        start = httpx.get(f"{address}/", trust_env=False)
        graphiql = httpx.get(f"{address}/graphql", headers={"Accept": "text/html"}, trust_env=False)
        script = httpx.get(f"{address}/static/index.js", trust_env=False)
        outside = httpx.get(f"{address}/static/..%2f..%2fpyproject.toml", trust_env=False)

    assert (start.text, graphiql.text, script.text) == ("the start page", "the editor", "brew()")
    assert script.headers["content-type"].startswith(("text/javascript", "application/javascript"))
    assert outside.status_code == 404


@pytest.mark.parametrize("file", sorted(QUERIES.glob("*.graphql")), ids=lambda file: file.stem)
def test_the_pages_queries_fit_the_schema(file):
    assert validate(schema_of_api._schema, parse(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("name", ["course", "example-path", "example-reading", "example-search"])
def test_the_pages_queries_are_not_too_costly(client, name):
    query = (QUERIES / f"{name}.graphql").read_text(encoding="utf-8").replace('"grpo"', '"pouring"')

    answer = client.post("/graphql", json={"query": query}).json()

    assert "errors" not in answer
