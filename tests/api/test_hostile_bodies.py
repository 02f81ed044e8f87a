"""Bodies that are no requests: never a crash, never a closed connection."""

import json
import random
import socket
import time

import httpx
import pytest

GOOD = b'{"query": "{ revision { id } }"}'


def text(value: str) -> bytes:
    """A search for a text, written as JSON escapes."""
    query = "query ($t: String!) { search(text: $t) { totalCount } }"
    return json.dumps({"query": query, "variables": {"t": value}}).encode()


ODD = [b"{", b"[", b'"', b"\\u0000", b"\\ud800", b"9" * 400, b"NaN", b"\xff"]
BODIES = {
    "empty": b"",
    "no JSON": b"tea",
    "cut off": GOOD[:-3],
    "not UTF-8": b'{"query": "\xff"}',
    "UTF-16": GOOD.decode().encode("utf-16"),
    "byte order mark": b"\xef\xbb\xbf" + GOOD,
    "null": b"null",
    "a number": b"7",
    "a text": b'"{ revision { id } }"',
    "a list": b"[]",
    "a batch": b"[" + GOOD + b"," + GOOD + b"]",
    "no query": b"{}",
    "query null": b'{"query": null}',
    "query a number": b'{"query": 7}',
    "query an object": b'{"query": {}}',
    "query blank": b'{"query": "  "}',
    "operationName a number": b'{"query": "{ revision { id } }", "operationName": 7}',
    "variables a list": b'{"query": "{ revision { id } }", "variables": []}',
    "variables a text": b'{"query": "{ revision { id } }", "variables": "{}"}',
    "extensions a text": b'{"query": "{ revision { id } }", "extensions": "{}"}',
    "NaN": b'{"query": "{ revision { id } }", "variables": {"n": NaN}}',
    "Infinity": b'{"query": "{ revision { id } }", "variables": {"n": -Infinity}}',
    "huge integer": b'{"query": "{ revision { id } }", "variables": {"n": ' + b"9" * 5_000 + b"}}",
    "integer above 2^53": b'{"query": "{ revision { id } }", "variables": {"n": 9007199254740993}}',
    "huge exponent": b'{"query": "{ revision { id } }", "variables": {"n": 1e999}}',
    "deep list": b'{"query": "{ revision { id } }", "variables": {"n": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
    "deep object": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
    "65 levels": b'{"query": "{ revision { id } }", "variables": {"n": ' + b"[" * 63 + b"]" * 63 + b"}}",
    "lone surrogate": text("\ud83d"),
    "NUL": text("tea\x00pot"),
    "escape": text("tea\x1bpot"),
    "NUL in a name": b'{"query": "{ revision { id } }", "variables": {"a\\u0000": 1}}',
    "NUL in the query": b'{"query": "{ revision { id } }\\u0000"}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_is_no_request_is_refused(client, body):
    response = client.post("/graphql", content=body, headers={"Content-Type": "application/json"})

    assert response.status_code == 400
    assert "data" not in response.json()
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("escape", [r"\u0000", r"\u001b", r"\u{7}", r"\b", r"\f"])
def test_an_escape_in_a_query_brings_no_hidden_character_in(client, escape):
    query = f'{{ search(text: "tea{escape}pot") {{ totalCount }} }}'

    response = client.post("/graphql", json={"query": query})

    assert response.json()["errors"][0]["extensions"]["code"] in ("BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED")


def test_an_innocent_escape_is_understood(data):
    assert data(r'{ concept(ref: "\u8336\u53f6") { slug } }')["concept"] == {"slug": "leaf"}


def test_64_levels_are_read(client):
    body = b'{"query": "{ revision { id } }", "variables": {"n": ' + b"[" * 62 + b"]" * 62 + b"}}"

    assert client.post("/graphql", content=body, headers={"Content-Type": "application/json"}).status_code == 200


@pytest.mark.parametrize("chunked", [False, True], ids=["length known", "length unknown"])
def test_a_body_has_at_most_256_kib(client, chunked):
    def padded(size: int) -> bytes:
        return GOOD + b" " * (size - len(GOOD))

    def post(size: int) -> httpx.Response:
        body = padded(size)
        content = iter([body[:1000], body[1000:]]) if chunked else body
        return client.post("/graphql", content=content, headers={"Content-Type": "application/json"})

    assert post(256 * 1024).status_code == 200
    refused = post(256 * 1024 + 1)
    assert refused.status_code == 413
    assert refused.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_body_that_does_not_arrive_is_given_up(address):
    host, port = address.removeprefix("http://").split(":")
    head = f"POST /graphql HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n"

    with socket.create_connection((host, int(port)), timeout=10) as connection:
        start = time.monotonic()
        connection.sendall(head.encode() + b'{"query"')
        answer = connection.recv(65536)

    assert b" 408 " in answer.split(b"\r\n")[0]
    assert 0.5 < time.monotonic() - start < 5


def test_a_thousand_damaged_bodies_never_hurt(client):
    chance = random.Random(7)
    seed = text("tea") + b" "

    for _ in range(1_000):
        body = bytearray(seed)
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(body))
            match chance.randrange(4):
                case 0:
                    body[place] = chance.randrange(256)
                case 1:
                    del body[place : place + chance.randint(1, 9)]
                case 2:
                    body[place:place] = chance.choice(ODD)
                case _:
                    body += body[:place]
            body = body or bytearray(b" ")
        response = client.post("/graphql", content=bytes(body), headers={"Content-Type": "application/json"})
        assert response.status_code in (200, 400)
        for error in response.json().get("errors", []):
            assert error["extensions"]["code"] != "INTERNAL_SERVER_ERROR"

    assert client.get("/healthz").status_code == 200
