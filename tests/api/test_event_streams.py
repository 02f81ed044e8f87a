"""Answers as server-sent events, against a real server."""

import json
import time
from contextlib import contextmanager

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from tests.api.server import running
from tests.api.tea import tea
from tests.api.tea_house import TOKEN, house

READ = "{ revision { id } }"
FOLLOW = "subscription { revision { id } }"
MAKE = 'mutation { createList(input: {slug: "pot", title: {en: "Tea"}}) { list { slug } } }'


@contextmanager
def stream(client, query, method="POST", **headers):
    sent = {"params": {"query": query}} if method == "GET" else {"json": {"query": query}}
    with client.stream(method, "/graphql", headers={"Accept": "text/event-stream", **headers}, **sent) as response:
        yield response


def events(response):
    """Yield each event as its name and its data; comments are none."""
    name = ""
    for line in response.iter_lines():
        field, _, value = line.partition(":")
        if field == "event":
            name = value.strip()
        elif field == "data":
            yield name, json.loads(value) if value.strip() else None


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_query_is_one_event_and_the_end(client, data, method):
    with stream(client, READ, method) as response:
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert response.headers["cache-control"] == "no-store"
        assert list(events(response)) == [("next", {"data": data(READ)}), ("complete", None)]


def test_a_subscription_tells_each_new_state_of_the_graph():
    now = [tea()]
    app = create_app(lambda: now[0], Settings(_env_file=None))
    with (
        running(app) as address,
        httpx.Client(base_url=address, timeout=10, trust_env=False) as client,
        stream(client, FOLLOW) as response,
    ):
        heard = events(response)
        first = next(heard)
        now[0] = tea(revision="r2")
        second = next(heard)

    assert first[0] == second[0] == "next"
    assert first[1]["data"]["revision"]["id"] != second[1]["data"]["revision"]["id"]


def test_what_may_not_run_is_refused_before_a_stream_begins(client):
    response = client.post(
        "/graphql",
        json={"query": "subscription { steam }"},
        headers={"Accept": "text/event-stream, application/graphql-response+json"},
    )

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_a_subscription_of_a_client_that_accepts_no_stream_is_refused_with_where_to_go(client):
    response = client.post("/graphql", json={"query": FOLLOW})

    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "graphql-transport-ws" in error["message"]
    assert "text/event-stream" in error["message"]


def test_mutations_need_the_token_and_a_post_here_too(tmp_path):
    with house(tmp_path) as tea_room:
        with stream(tea_room.client, MAKE) as response:
            assert response.status_code == 401
        with stream(tea_room.client, MAKE, "GET", Authorization=f"Bearer {TOKEN}") as response:
            assert response.status_code == 405
        with stream(tea_room.client, MAKE, Authorization=f"Bearer {TOKEN}") as response:
            assert next(events(response))[1]["data"]["createList"]["list"] == {"slug": "pot"}


def test_no_address_can_take_all_streams_and_what_is_left_is_given_back(served):
    app = create_app(served, Settings(_env_file=None, max_streams=1))
    with running(app) as address, httpx.Client(base_url=address, timeout=10, trust_env=False) as client:
        with stream(client, FOLLOW) as first:
            heard = events(first)
            assert next(heard)[0] == "next"
            with stream(client, FOLLOW) as second:
                (name, refused), *rest = events(second)
        assert name == "next"
        assert refused["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
        assert rest == [("complete", None)]
        assert any(is_followed(client) for _ in range(50))


def is_followed(client):
    with stream(client, FOLLOW) as response:
        found = "data" in next(events(response))[1]
    time.sleep(0.05)
    return found
