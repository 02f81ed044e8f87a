"""The token of a service that is started by hand."""

import re
import signal
from contextlib import contextmanager

import httpx
import pytest
from pydantic import SecretStr

from api.settings import Settings
from cli.serve_commands import with_token

MAKE = 'mutation { createList(input: {slug: "tea", title: {en: "Tea"}}) { list { version } userErrors { code } } }'


def settings(token=None):
    return Settings(_env_file=None, token=token)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_on_loopback_a_token_is_made_and_told(host):
    made, told = with_token(settings(), host)

    assert made.token is not None
    assert len(made.token.get_secret_value()) >= 32
    assert made.token.get_secret_value() in told
    assert with_token(settings(), host)[0].token != made.token


def test_a_token_that_is_set_is_kept_and_not_told():
    assert with_token(settings("kettle"), "127.0.0.1") == (settings("kettle"), "")
    assert with_token(settings("kettle"), "0.0.0.0")[0].token == SecretStr("kettle")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "tea.example"])
def test_where_others_can_reach_it_no_token_is_made(host):
    made, told = with_token(settings(), host)

    assert made.token is None
    assert "SYLLAGRAPH_TOKEN" in told


@contextmanager
def serving(shell, **environment):
    process = shell.start("serve", "--port", "0", **environment)
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address is not None
        with httpx.Client(base_url=address[0], timeout=20, trust_env=False) as client:
            yield client, process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


def test_the_service_tells_its_token_on_standard_error_and_takes_it(shell):
    with serving(shell) as (client, process):
        token = next(filter(None, (re.search(r"token  (\S+)", process.stderr.readline()) for _ in range(5))))[1]

        assert client.post("/graphql", json={"query": MAKE}).status_code == 401
        answer = client.post("/graphql", json={"query": MAKE}, headers={"Authorization": f"Bearer {token}"}).json()

        assert answer["data"]["createList"] == {"list": {"version": 1}, "userErrors": []}
        assert client.get("/lists/tea").status_code == 200
    assert shell("list", "ls").stdout.startswith("tea")


def test_the_token_of_the_environment_is_the_one_that_counts_and_edits_of_the_command_show_at_once(shell):
    with serving(shell, SYLLAGRAPH_TOKEN="kettle") as (client, _):
        headers = {"Authorization": "Bearer kettle"}
        asked = {"query": '{ list(slug: "pot") { version } }'}
        shell("list", "create", "pot", "2305.18290")

        assert client.post("/graphql", json=asked).json() == {"data": {"list": {"version": 1}}}
        before = client.get("/lists/pot.md").text
        shell("list", "annotate", "pot", "#1", "hot")
        after = client.get("/lists/pot.md").text

        assert ("hot" in before, "hot" in after) == (False, True)
        archive = 'mutation { archiveList(input: {slug: "pot", version: 2}) { list { version } } }'
        assert client.post("/graphql", json={"query": archive}, headers=headers).json()["data"]["archiveList"]["list"]
        assert "archived" in shell("list", "ls", "--archived").stdout
