"""GraphQL over HTTP: methods, content types and statuses."""

import pytest

JSON = "application/json"
NEWER = "application/graphql-response+json"
GOOD = {"query": "{ revision { id } }"}


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        (None, JSON),
        ("*/*", JSON),
        (JSON, JSON),
        (NEWER, NEWER),
        (f"{NEWER}, {JSON}", NEWER),
        (f"{JSON}, {NEWER};q=0.9", JSON),
        ("text/plain", JSON),
        (f"{NEWER};q=oops", JSON),
    ],
)
def test_the_answer_comes_in_the_accepted_type(client, accept, sent):
    headers = {"Accept": accept} if accept else {"Accept": ""}

    response = client.post("/graphql", json=GOOD, headers=headers)

    assert response.status_code == 200
    assert response.headers["content-type"] == f"{sent}; charset=utf-8"
    assert response.json()["data"]["revision"]["id"]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"query": "{"}, id="syntax"),
        pytest.param({"query": "{ teapot }"}, id="validation"),
        pytest.param({"query": "query ($n: Int!) { lecture(number: $n) { id } }"}, id="variables"),
        pytest.param({"query": "{ revision { id } }", "operationName": "Pour"}, id="operation"),
    ],
)
def test_what_is_refused_before_it_runs_has_no_data(client, body):
    newer = client.post("/graphql", json=body, headers={"Accept": NEWER})
    older = client.post("/graphql", json=body, headers={"Accept": JSON})

    assert (newer.status_code, older.status_code) == (400, 200)
    assert "data" not in newer.json()
    assert newer.json()["errors"] == older.json()["errors"]


def test_an_error_on_the_way_leaves_the_status_alone(client):
    body = {"query": '{ revision { id } concept(ref: "coffee") { id } }'}

    response = client.post("/graphql", json=body, headers={"Accept": NEWER})

    assert response.status_code == 200
    assert response.json()["data"]["concept"] is None


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ("Application/JSON;charset=UTF-8", 200),
        ("application/json; charset=utf-16", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("", 415),
    ],
)
def test_only_json_is_read(client, content_type, status):
    response = client.post(
        "/graphql", content=b'{"query": "{ revision { id } }"}', headers={"Content-Type": content_type}
    )

    assert response.status_code == status
    assert response.headers["content-type"].startswith(JSON)


def test_queries_can_be_asked_by_address(client):
    query = "query Q($n: Int!) { lecture(number: $n) { title } }"

    response = client.get("/graphql", params={"query": query, "variables": '{"n": 2}', "operationName": "Q"})

    assert response.json() == {"data": {"lecture": {"title": "Pouring"}}}


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"query": ""},
        {"query": "{ revision { id } }", "variables": "{"},
        {"query": "{ revision { id } }", "variables": "[]"},
        {"query": "{ revision { id } }", "extensions": "7"},
        {"query": "{ revision { id } }\x00"},
    ],
)
def test_an_address_that_asks_nothing_is_refused(client, parameters):
    response = client.get("/graphql", params=parameters)

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods_are_refused(client, method):
    response = client.request(method, "/graphql")

    assert response.status_code == 405
    assert "POST" in response.headers["allow"]


def test_browsers_get_a_page(client):
    response = client.get("/graphql", headers={"Accept": "text/html,*/*"})

    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "GraphiQL" in response.text


def test_requests_at_once_do_not_mix(client):
    from concurrent.futures import ThreadPoolExecutor

    def title(number: int) -> str:
        query = {"query": "query ($n: Int!) { lecture(number: $n) { title } }", "variables": {"n": number}}
        return str(client.post("/graphql", json=query).json()["data"]["lecture"]["title"])

    with ThreadPoolExecutor(8) as pool:
        titles = list(pool.map(title, [1, 2] * 50))

    assert titles == ["Steeping", "Pouring"] * 50
