"""GraphQL over WebSocket, against a real server: the protocol, its limits, and who may change anything."""

import itertools
import json
from contextlib import ExitStack, contextmanager, suppress
from socket import create_connection

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from api.app import create_app
from api.settings import Settings
from tests.api.server import running
from tests.api.tea import tea
from tests.api.tea_house import TOKEN, house

PROTOCOL = "graphql-transport-ws"
READ = "{ revision { id } }"
FOLLOW = "subscription { revision { id courses { slug } } }"
_names = (f"pot-{number}" for number in itertools.count())


@pytest.fixture(scope="module")
def tea_room(tmp_path_factory):
    with house(tmp_path_factory.mktemp("sockets")) as found:
        yield found


@contextmanager
def socket(address, *, protocols=(PROTOCOL,), begun=True, init=None, **options):
    url = address.rstrip("/").replace("http://", "ws://") + "/graphql"
    with connect(url, subprotocols=list(protocols) or None, open_timeout=5, proxy=None, **options) as opened:
        if begun:
            say(opened, type="connection_init", **({"payload": init} if init else {}))
            assert hear(opened) == {"type": "connection_ack"}
        yield opened


def say(opened, **message):
    opened.send(json.dumps(message))


def hear(opened):
    return json.loads(opened.recv(timeout=5))


def subscribe(opened, query, *, name="1", **variables):
    say(opened, type="subscribe", id=name, payload={"query": query, "variables": variables})


def closing_code(opened):
    with suppress(ConnectionClosed):
        for _ in range(20):
            opened.recv(timeout=5)
    return opened.close_code


def test_a_query_is_answered_once_and_is_complete(address, data):
    with socket(address) as opened:
        subscribe(opened, READ)

        assert hear(opened) == {"id": "1", "type": "next", "payload": {"data": data(READ)}}
        assert hear(opened) == {"id": "1", "type": "complete"}


def test_a_subscription_answers_at_once_and_goes_on_until_it_is_ended(address, data):
    with socket(address) as opened:
        subscribe(opened, FOLLOW)
        first = hear(opened)
        say(opened, type="complete", id="1")
        subscribe(opened, READ, name="1")

        assert first["payload"]["data"]["revision"]["id"] == data(READ)["revision"]["id"]
        assert [hear(opened)["type"] for _ in range(2)] == ["next", "complete"]


def test_each_new_state_of_the_graph_is_told_once():
    now = [tea()]
    with running(create_app(lambda: now[0], Settings(_env_file=None))) as address, socket(address) as opened:
        subscribe(opened, FOLLOW)
        first = hear(opened)["payload"]["data"]["revision"]
        now[0] = tea()  # another snapshot of the same state: nothing to tell
        with pytest.raises(TimeoutError):
            opened.recv(timeout=1.5)
        now[0] = tea(revision="r2")
        second = hear(opened)["payload"]["data"]["revision"]

    assert first["id"] != second["id"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ revision { id }", "GRAPHQL_PARSE_FAILED"),
        ("{ steam }", "GRAPHQL_VALIDATION_FAILED"),
        ("{" + " ".join(f"a{n}: revision {{ id }}" for n in range(40)) + "}", "QUERY_TOO_COMPLEX"),
        ("query A { revision { id } } query B { revision { id } }", "BAD_USER_INPUT"),
        ("  ", "BAD_USER_INPUT"),
    ],
    ids=["no GraphQL", "unknown field", "too many aliases", "two operations", "blank"],
)
def test_an_operation_that_may_not_run_is_an_error_of_its_own_and_the_socket_stays(address, query, code):
    with socket(address) as opened:
        subscribe(opened, query)
        refused = hear(opened)
        subscribe(opened, READ, name="2")

        assert (refused["id"], refused["type"]) == ("1", "error")
        assert refused["payload"][0]["extensions"]["code"] == code
        assert hear(opened)["id"] == "2"


MESSAGES = {
    "no JSON": ("tea", 4400),
    "cut off": ('{"type": "ping"', 4400),
    "a list": ("[]", 4400),
    "a number": ("7", 4400),
    "null": ("null", 4400),
    "no type": ("{}", 4400),
    "type a number": ('{"type": 7}', 4400),
    "type unknown": ('{"type": "tea"}', 4400),
    "legacy type": ('{"type": "start", "id": "1", "payload": {"query": "{ revision { id } }"}}', 4400),
    "too deep": ('{"type": "ping", "payload": ' + "[" * 500 + "]" * 500 + "}", 4400),
    "huge number": ('{"type": "ping", "payload": {"n": ' + "9" * 400 + "}}", 4400),
    "NUL": ('{"type": "ping", "payload": "\\u0000"}', 4400),
    "half a surrogate pair": ('{"type": "ping", "payload": "\\ud83d"}', 4400),
    "second init": ('{"type": "connection_init"}', 4429),
    "subscribe without id": ('{"type": "subscribe", "payload": {"query": "{ revision { id } }"}}', 4400),
    "id a number": ('{"type": "subscribe", "id": 1, "payload": {"query": "{ revision { id } }"}}', 4400),
    "id a list": ('{"type": "subscribe", "id": [], "payload": {"query": "{ revision { id } }"}}', 4400),
    "id empty": ('{"type": "subscribe", "id": "", "payload": {"query": "{ revision { id } }"}}', 4400),
    "id long": ('{"type": "subscribe", "id": "' + "x" * 129 + '", "payload": {"query": "{ a }"}}', 4400),
    "no payload": ('{"type": "subscribe", "id": "1"}', 4400),
    "payload a list": ('{"type": "subscribe", "id": "1", "payload": []}', 4400),
    "no query": ('{"type": "subscribe", "id": "1", "payload": {}}', 4400),
    "query a number": ('{"type": "subscribe", "id": "1", "payload": {"query": 7}}', 4400),
    "complete without id": ('{"type": "complete"}', 4400),
    "complete a list": ('{"type": "complete", "id": []}', 4400),
}


@pytest.mark.parametrize(("message", "code"), MESSAGES.values(), ids=MESSAGES)
def test_what_is_no_message_closes_the_socket_with_the_code_of_the_protocol(address, message, code):
    with socket(address) as opened:
        opened.send(message)

        assert closing_code(opened) == code


def test_bytes_are_no_message(address):
    with socket(address) as opened:
        opened.send(b"\xff\x00")

        assert closing_code(opened) == 4400


def test_a_message_of_more_than_64_kilobytes_closes_the_socket(address):
    with socket(address) as opened:
        opened.send(json.dumps({"type": "ping", "payload": {"tea": "x" * 70_000}}))

        assert closing_code(opened) == 1009


def test_nothing_is_answered_before_the_client_has_begun(address):
    with socket(address, begun=False) as opened:
        subscribe(opened, READ)

        assert closing_code(opened) == 4401


def test_an_init_with_a_payload_that_is_no_object_closes_the_socket(address):
    with socket(address, begun=False) as opened:
        say(opened, type="connection_init", payload=7)

        assert closing_code(opened) == 4400


def test_a_client_that_does_not_begin_is_closed(served):
    with (
        running(create_app(served, Settings(_env_file=None, init_timeout=0.2))) as address,
        socket(address, begun=False) as opened,
    ):
        assert closing_code(opened) == 4408


def test_an_id_that_is_taken_closes_the_socket(address):
    with socket(address) as opened:
        subscribe(opened, FOLLOW)
        subscribe(opened, FOLLOW)

        assert closing_code(opened) == 4409


@pytest.mark.parametrize("protocols", [(), ("graphql-ws",), ("tea",)], ids=["none", "legacy", "another"])
def test_other_protocols_are_not_spoken(address, protocols):
    with socket(address, protocols=protocols, begun=False) as opened:
        assert closing_code(opened) == 4406


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "file://"])
def test_pages_of_other_origins_are_refused_at_the_handshake(address, origin):
    with pytest.raises(InvalidStatus) as refused, socket(address, origin=origin):
        pass

    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("origin", ["http://localhost:3000", "https://friend.example"])
def test_pages_of_loopback_and_of_allowed_origins_may_follow(address, origin):
    with socket(address, origin=origin) as opened:
        subscribe(opened, READ)

        assert hear(opened)["type"] == "next"


def test_another_host_name_is_refused_at_the_handshake(address):
    port = int(address.rpartition(":")[2])
    with create_connection(("127.0.0.1", port)) as ours, pytest.raises(InvalidStatus) as refused:
        connect(f"ws://evil.example:{port}/graphql", sock=ours, subprotocols=[PROTOCOL])

    assert refused.value.response.status_code == 403


def test_no_address_can_take_all_sockets(served):
    with (
        running(create_app(served, Settings(_env_file=None, max_streams=2))) as address,
        socket(address) as first,
        socket(address),
    ):
        with socket(address, begun=False) as third:
            assert closing_code(third) == 4429
        first.close()
        assert any(begins(address) for _ in range(50))


def begins(address):
    """Say whether a client that opens a socket may begin."""
    with socket(address, begun=False) as opened:
        say(opened, type="connection_init")
        try:
            return hear(opened) == {"type": "connection_ack"}
        except ConnectionClosed:
            return False


def test_no_socket_can_follow_more_than_so_many_things(served):
    with (
        running(create_app(served, Settings(_env_file=None, max_subscriptions=3))) as address,
        socket(address) as opened,
    ):
        for number in range(3):
            subscribe(opened, FOLLOW, name=str(number))
        assert {hear(opened)["type"] for _ in range(3)} == {"next"}
        subscribe(opened, FOLLOW, name="one too many")

        refused = hear(opened)
        assert (refused["id"], refused["type"]) == ("one too many", "error")
        assert refused["payload"][0]["extensions"]["code"] == "RATE_LIMITED"


def make(opened):
    mutation = """mutation ($slug: String!) { createList(input: {slug: $slug, title: {en: "Tea"}}) {
      list { slug } userErrors { code } } }"""
    subscribe(opened, mutation, slug=next(_names))
    return hear(opened)


@pytest.mark.parametrize(
    "given",
    [
        {"init": {"authorization": f"Bearer {TOKEN}"}},
        {"init": {"Authorization": f"bearer {TOKEN}"}},
        {"additional_headers": {"Authorization": f"Bearer {TOKEN}"}},
    ],
    ids=["in the init", "in the init, in capitals", "in the handshake"],
)
def test_whoever_has_the_token_may_change_lists(tea_room, given):
    with socket(str(tea_room.client.base_url), **given) as opened:
        made = make(opened)

    assert made["payload"]["data"]["createList"]["userErrors"] == []


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"init": {"authorization": f"Bearer {TOKEN}x"}},
        {"init": {"authorization": TOKEN}},
        {"init": {"authorization": [TOKEN]}},
        {"init": {"token": TOKEN}},
    ],
    ids=["nothing", "wrong", "no scheme", "a list", "another name"],
)
def test_nobody_else_may_but_reading_goes_on(tea_room, given):
    with socket(str(tea_room.client.base_url), **given) as opened:
        refused = make(opened)
        subscribe(opened, READ, name="2")

        assert refused["type"] == "error"
        assert refused["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert hear(opened)["type"] == "next"


def test_as_long_as_there_is_no_graph_an_operation_says_so():
    with running(create_app(lambda: None, Settings(_env_file=None))) as address, socket(address) as opened:
        subscribe(opened, READ)

        assert hear(opened)["payload"][0]["extensions"]["code"] == "NOT_FOUND"


def test_a_server_that_ends_tells_its_followers_that_it_restarts(served):
    with ExitStack() as ending:
        address = ending.enter_context(running(create_app(served, Settings(_env_file=None))))
        with socket(address) as opened:
            subscribe(opened, FOLLOW)
            hear(opened)
            ending.close()

            assert closing_code(opened) == 1012
