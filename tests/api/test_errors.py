"""Errors: what a client is told, and what it is never told."""

import logging

import httpx
import pytest
from graphql import GraphQLError

from api.app import create_app
from api.errors import Code, told
from api.settings import Settings
from graph.served import Served
from schema.errors import AmbiguousRefError, InputError, NotFoundError, SourceError, StoreError
from tests.api.server import running
from tests.api.tea import tea

SECRET = "the kettle's password is 1234"


def of(error: Exception) -> GraphQLError:
    return GraphQLError(str(error), original_error=error)


def test_what_a_person_can_act_on_is_told():
    (sent,) = told([of(SourceError("docs/steep.txt", "is lukewarm", remedy="Boil it"))])

    assert sent["message"] == "docs/steep.txt: is lukewarm. Boil it"
    assert sent["extensions"] == {"code": "BAD_USER_INPUT", "place": {"source": "docs/steep.txt"}}


def test_candidates_are_told():
    (sent,) = told([of(AmbiguousRefError("pot", ["teapot", "coffee-pot"]))])

    assert sent["extensions"] == {"code": "NOT_FOUND", "candidates": ["teapot", "coffee-pot"]}


def test_several_errors_are_told_one_by_one():
    group = ExceptionGroup("two", [NotFoundError("pot"), ExceptionGroup("one", [InputError("too hot")])])

    assert [sent["extensions"]["code"] for sent in told([of(group)])] == ["NOT_FOUND", "BAD_USER_INPUT"]


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(of(RuntimeError(SECRET)), id="a bug"),
        pytest.param(of(StoreError(SECRET)), id="the database"),
        pytest.param(of(ExceptionGroup("two", [NotFoundError("pot"), KeyError(SECRET)])), id="a bug in a group"),
        pytest.param(of(ExceptionGroup("two", [ExceptionGroup("one", [KeyError(SECRET)])])), id="deep in a group"),
        pytest.param(GraphQLError(SECRET, path=["pot"]), id="a value of ours that does not fit"),
        pytest.param(GraphQLError(SECRET, path=["pot"], extensions={"code": "TEAPOT"}), id="an unknown code"),
    ],
)
def test_anything_else_is_masked_and_logged(error, caplog):
    with caplog.at_level(logging.ERROR, "syllagraph.api"):
        (sent,) = told([error])

    assert SECRET not in str(sent)
    assert sent["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert sent["extensions"]["logId"] in sent["message"]
    assert sent["extensions"]["logId"] in caplog.text
    assert SECRET in caplog.text


class LeakySearch:
    """A search that breaks."""

    def search(self, *args: object, **more: object) -> None:
        raise RuntimeError(SECRET)


def leaky() -> Served:
    whole = tea()
    return Served(whole.catalogue, whole.refs, LeakySearch())  # type: ignore[arg-type]


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
def test_a_bug_in_a_resolver_is_in_no_answer(accept, caplog):
    with running(create_app(leaky(), Settings(_env_file=None))) as address:  # type: ignore[call-arg]
        response = httpx.post(
            f"{address}/graphql",
            json={"query": '{ revision { id } search(text: "pot") { totalCount } }'},
            headers={"Accept": accept},
            trust_env=False,
        )

    assert SECRET not in response.text + str(response.headers)
    error = response.json()["errors"][0]
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert error["path"] == ["search"]
    assert SECRET in caplog.text
    assert error["extensions"]["logId"] in caplog.text


def broken() -> Served | None:
    raise RuntimeError(SECRET)


@pytest.mark.parametrize("path", ["/graphql?query={revision{id}}", "/readyz", "/courses/tea/papers.bib"])
def test_a_bug_outside_resolvers_is_in_no_answer(path, caplog):
    with running(create_app(broken, Settings(_env_file=None))) as address:  # type: ignore[call-arg]
        response = httpx.get(address + path, trust_env=False)

    assert response.status_code == 500
    assert SECRET not in response.text
    assert response.json()["errors"][0]["extensions"]["logId"] in caplog.text


@pytest.mark.parametrize(
    ("query", "code"),
    [
        pytest.param("{", Code.GRAPHQL_PARSE_FAILED, id="syntax"),
        pytest.param("{ teapot }", Code.GRAPHQL_VALIDATION_FAILED, id="unknown field"),
        pytest.param("{ ...F } fragment F on Query { ...F }", Code.GRAPHQL_VALIDATION_FAILED, id="circle of fragments"),
        pytest.param("query A { revision { id } } query B { revision { id } }", Code.BAD_USER_INPUT, id="which of two"),
        pytest.param("query ($n: Int!) { lecture(number: $n) { id } }", Code.BAD_USER_INPUT, id="missing variable"),
        pytest.param("mutation { pour }", Code.GRAPHQL_VALIDATION_FAILED, id="mutation"),
        pytest.param("subscription { steam }", Code.GRAPHQL_VALIDATION_FAILED, id="subscription"),
        pytest.param('{ concept(ref: "coffee") { id } }', Code.NOT_FOUND, id="not there"),
        pytest.param("{ concepts(first: -1) { totalCount } }", Code.BAD_USER_INPUT, id="negative"),
        pytest.param("{ a: lecture(number: 99999999999) { id } }", Code.GRAPHQL_VALIDATION_FAILED, id="huge number"),
    ],
)
def test_every_error_has_its_code(client, query, code):
    errors = client.post("/graphql", json={"query": query}).json()["errors"]

    assert {error["extensions"]["code"] for error in errors} == {code.value}
