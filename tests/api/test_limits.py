"""What a query may cost."""

import gc
import time

import httpx
import pytest
from graphql import get_introspection_query, parse

from api.app import create_app
from api.errors import Code
from api.graphql_schema import schema_of_api
from api.limits import Meter
from api.preparation import Preparation, RefusedError
from api.settings import Settings
from tests.api.server import running
from tests.api.tea import many_papers, tea

LIMITS = Settings(_env_file=None)  # type: ignore[call-arg]


def refusal_of(query: str, **variables: object) -> dict[str, object] | None:
    """Say why a query may not run, if it may not."""
    try:
        Preparation(schema_of_api, LIMITS).prepare(query, None, dict(variables))
    except RefusedError as error:
        (told,) = error.errors
        return dict(told["extensions"])
    return None


def at(levels: int) -> str:
    """A query of so many levels that costs little."""
    fields = ["lecture(number: 1)", *(["course", "lecture(number: 1)"] * levels)][: levels - 1]
    last = "slug" if fields[-1] == "course" else "title"
    return "{ " + " { ".join([*fields, last]) + " }" * (levels - 1) + " }"


def aliases(count: int) -> str:
    return "{ " + " ".join(f"a{n}: revision {{ id }}" for n in range(count)) + " }"


def directives(count: int) -> str:
    return "{ revision { " + " ".join(["id @skip(if: false)"] * count) + " } }"


def operations(count: int) -> str:
    return " ".join(f"query Q{n} {{ revision {{ id }} }}" for n in range(count))


def tokens(count: int) -> str:
    return "{ nodes(ids: [" + '"x" ' * (count - 12) + "]) { id } }"


@pytest.mark.parametrize(
    ("limit", "most", "query"),
    [
        pytest.param("depth", 15, at, id="depth"),
        pytest.param("aliases", 30, aliases, id="aliases"),
        pytest.param("directives", 50, directives, id="directives"),
        pytest.param("tokens", 2_000, tokens, id="tokens"),
    ],
)
def test_a_limit_holds_at_the_limit_and_one_above(limit, most, query):
    assert refusal_of(query(most)) is None
    refused = refusal_of(query(most + 1))
    assert refused is not None
    assert refused["code"] == Code.QUERY_TOO_COMPLEX
    assert (refused["limit"], refused["allowed"]) == (limit, most)


def test_operations_are_limited():
    prepare = Preparation(schema_of_api, LIMITS).prepare

    assert prepare(operations(10), "Q3", None)
    with pytest.raises(RefusedError, match="more than 10 operations"):
        prepare(operations(11), "Q3", None)


def test_nodes_are_counted_and_the_costly_field_is_named():
    query = """query ($n: Int) { revision { id } course { pages(first: $n) { nodes { teaches { taughtBy { teaches {
        taughtBy { teaches { slug } } } } } } } } }"""

    refused = refusal_of(query, n=100)

    assert refused is not None
    assert refused["limit"] == "nodes"
    assert refused["field"] == "course.pages.nodes.teaches.taughtBy.teaches.taughtBy.teaches"
    assert refusal_of(query, n=1) is None


def test_the_size_of_a_page_may_come_from_a_variable_or_its_default():
    def cost(query: str, variables: dict[str, object] | None = None) -> int:
        document = parse(query)
        operation = document.definitions[0]
        return Meter(schema_of_api._schema, document, variables).cost(operation).nodes  # type: ignore[arg-type]

    plain = cost("{ concepts(first: 7) { nodes { slug } } }")
    assert cost("query ($n: Int) { concepts(first: $n) { nodes { slug } } }", {"n": 7}) == plain
    assert cost("query ($n: Int = 7) { concepts(first: $n) { nodes { slug } } }") == plain
    assert cost("{ concepts(last: 7) { ...F } } fragment F on ConceptConnection { nodes { slug } }") == plain
    assert cost("{ concepts { nodes { slug } } }") == plain + 13
    assert cost("{ concepts(first: 100000) { nodes { slug } } }") == plain + 93
    assert cost("{ concepts(first: -5) { nodes { slug } } }") == plain - 7


def doubling_chain(length):
    chain = " ".join(
        f"fragment F{n} on Concept {{ requires {{ anyOf {{ slug }} }} ...F{n + 1} ...F{n + 1} }}" for n in range(length)
    )
    return f'{{ concept(ref: "x") {{ ...F0 }} }} {chain} fragment F{length} on Concept {{ a: slug }}'


def test_a_chain_of_doubling_fragments_is_refused_and_a_chain_twice_as_long_takes_no_longer_than_its_length():
    spent = {}
    for length in (30, 60, 30, 60):
        start = time.process_time()
        refused = refusal_of(doubling_chain(length))
        spent[length] = min(spent.get(length, 60.0), time.process_time() - start)
        assert refused is not None
        assert refused["code"] == Code.QUERY_TOO_COMPLEX

    # Written out, it would be a billion times as long.
    assert spent[60] < 10 * spent[30]
    assert spent[60] < 0.2


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("{ " * 600 + "a" + " }" * 600, id="braces"),
        pytest.param("{ " + "... { " * 500 + "revision { id }" + " }" * 500 + " }", id="inline fragments"),
        pytest.param(
            "{ ...F0 } "
            + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(250))
            + " fragment F250 on Query { revision { id } }",
            id="a long chain of fragments",
        ),
        pytest.param(aliases(290), id="aliases"),
        pytest.param("{ " + "revision @skip(if: false) { id } " * 150 + "}", id="directives"),
        pytest.param("{ revision { " + "id " * 1_900 + "} }", id="one field again and again"),
        pytest.param("{ revision { id } } # " + "x\n#" * 5_000, id="comments"),
        pytest.param(
            "{ courses(first: 100) { nodes { pages(first: 100) { nodes { findings { course { pages(first: 100) "
            "{ nodes { id } } } } } } } } }",
            id="pages in pages",
        ),
        pytest.param(
            "query ($r: [String!]!) { " + " ".join(f"a{n}: resolve(refs: $r) {{ ref }}" for n in range(30)) + " }",
            id="thirty times 250 references",
        ),
    ],
)
def test_a_hostile_query_is_refused_quickly(query):
    # Of this thread alone: what else runs in the process, and clearing up after other tests, is none of its time.
    gc.disable()
    try:
        start = time.thread_time()
        refused = refusal_of(query, r=["x"] * 250)
        seconds = time.thread_time() - start
    finally:
        gc.enable()

    assert refused is not None
    assert refused["code"] in (Code.QUERY_TOO_COMPLEX, Code.GRAPHQL_PARSE_FAILED)
    assert seconds < 0.2


def test_measuring_grows_with_the_length_of_the_document_alone():
    def seconds(fragments: int) -> float:
        spreads = " ".join(f"...F{n}" for n in range(fragments))
        bodies = " ".join(f"fragment F{n} on Query {{ revision {{ id }} }}" for n in range(fragments))
        document = parse(f"{{ {spreads} }} {bodies}")
        operation = document.definitions[0]
        times = []
        for _ in range(5):
            start = time.process_time()
            Meter(schema_of_api._schema, document, None).cost(operation)  # type: ignore[arg-type]
            times.append(time.process_time() - start)
        return min(times)

    assert seconds(800) < 4 * seconds(400) + 0.002


def test_whole_introspection_is_allowed(client):
    answer = client.post("/graphql", json={"query": get_introspection_query()}).json()

    assert "errors" not in answer
    assert answer["data"]["__schema"]["queryType"]["name"] == "Query"


def test_circular_introspection_is_refused(client):
    query = "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }"

    assert "errors" in client.post("/graphql", json={"query": query}).json()


def test_the_cost_is_told_to_those_who_ask(client):
    query = {"query": "{ courses(first: 2) { nodes { slug } } }"}
    cost = {"cost": {"requested": 3, "limit": 100_000}}

    assert "extensions" not in client.post("/graphql", json=query).json()
    assert client.post("/graphql", json=query, headers={"X-Query-Cost": "1"}).json()["extensions"] == cost
    assert client.post("/graphql", json={**query, "extensions": {"cost": True}}).json()["extensions"] == cost


def test_a_query_whose_lists_turn_out_long_is_stopped():
    limits = Settings(_env_file=None, max_nodes=50)  # type: ignore[call-arg]
    # What introspection returns is no connection, and longer than such lists are taken to be.
    query = {"query": "{ __schema { types { name } } }"}
    with running(create_app(tea(), limits)) as address:
        answer = httpx.post(f"{address}/graphql", json=query, trust_env=False).json()

    assert answer["data"] is None
    assert answer["errors"][0]["extensions"] == {"code": "QUERY_TOO_COMPLEX", "limit": "nodes", "allowed": 50}


def test_a_query_that_takes_too_long_is_stopped():
    limits = Settings(_env_file=None, query_timeout=0.001)  # type: ignore[call-arg]
    fields = " ".join(f"a{n}: papers(first: 100) {{ nodes {{ id title url authors }} }}" for n in range(10))
    with running(create_app(tea(*many_papers(200)), limits)) as address:
        answer = httpx.post(f"{address}/graphql", json={"query": f"{{ {fields} }}"}, trust_env=False).json()

    assert answer["errors"][0]["extensions"]["code"] == "TIMEOUT"
