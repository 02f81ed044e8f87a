"""Who may change anything."""

import itertools

import pytest

from api.settings import Settings
from tests.api.tea_house import TOKEN, house

MAKE = """mutation ($slug: String!) { createList(input: {slug: $slug, title: {en: "Tea"}}) {
  list { slug } userErrors { code } } }"""
READ = "{ lists { totalCount } }"
_names = (f"cup-{number}" for number in itertools.count())


@pytest.fixture(scope="module")
def tea(tmp_path_factory):
    with house(tmp_path_factory.mktemp("access")) as found:
        yield found


def count(tea):
    return tea.data(READ)["lists"]["totalCount"]


def send(tea, *, query=MAKE, **headers):
    variables = {"slug": next(_names)} if query == MAKE else {}
    return tea.client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_whoever_has_the_token_may_change_lists(tea, scheme):
    response = send(tea, authorization=f"{scheme} {TOKEN}")

    assert response.status_code == 200
    assert response.json()["data"]["createList"]["userErrors"] == []


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        "Bearer",
        TOKEN,
        f"Basic {TOKEN}",
        f"Token {TOKEN}",
        f"Bearer {TOKEN}x",
        f"Bearer {TOKEN[:-1]}",
        f"Bearer {TOKEN.upper()}",
        f"Bearer {TOKEN} {TOKEN}",
        f"Bearer Bearer {TOKEN}",
        "Bearer é".encode(),
        "Bearer " + "x" * 8000,
    ],
)
@pytest.mark.parametrize("media_type", ["application/json", "application/graphql-response+json"])
def test_nobody_else_may(tea, given, media_type):
    before = count(tea)

    response = send(tea, accept=media_type, **({} if given is None else {"authorization": given}))

    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert "data" not in response.json()
    assert response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert TOKEN not in response.text
    assert count(tea) == before


def test_reading_needs_no_token_and_takes_no_harm_from_a_wrong_one(tea):
    for headers in ({}, {"authorization": "Bearer wrong"}):
        assert "errors" not in send(tea, query=READ, **headers).json()


def test_a_query_beside_a_mutation_needs_no_token_and_the_mutation_does(tea):
    both = f'query Look {READ} mutation Make {{ archiveList(input: {{slug: "x", version: 1}}) {{ clientMutationId }} }}'

    def ask(name):
        return tea.client.post("/graphql", json={"query": both, "operationName": name}).status_code

    assert (ask("Look"), ask("Make")) == (200, 401)


def test_a_batch_of_mutations_is_refused(tea):
    before = count(tea)

    body = [{"query": MAKE, "variables": {"slug": next(_names)}}]
    response = tea.client.post("/graphql", json=body, headers={"Authorization": f"Bearer {TOKEN}"})

    assert (response.status_code, count(tea)) == (400, before)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_nothing_is_changed_by_looking(tea, method):
    before = count(tea)
    query = 'mutation { createList(input: {slug: "by-get", title: {en: "Tea"}}) { clientMutationId } }'

    response = tea.client.request(
        method, "/graphql", params={"query": query}, headers={"Authorization": f"Bearer {TOKEN}"}
    )

    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert count(tea) == before


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "application/json+x"],
)
def test_a_form_of_another_site_changes_nothing_even_with_the_token(tea, content_type):
    before = count(tea)
    body = (
        b'{"query": "mutation { createList(input: {slug: \\"form\\", title: {en: \\"Tea\\"}}) { clientMutationId } }"}'
    )

    response = tea.client.post(
        "/graphql", content=body, headers={"Content-Type": content_type, "Authorization": f"Bearer {TOKEN}"}
    )

    assert response.status_code == 415
    assert count(tea) == before


@pytest.mark.parametrize(
    ("origin", "host", "status"),
    [
        (None, None, 200),
        ("http://localhost:5173", None, 200),
        ("https://friend.example", None, 200),
        ("https://stranger.example", None, 403),
        ("null", None, 403),
        (None, "tea.example", 403),
        ("http://tea.example", "tea.example", 403),
    ],
)
def test_origins_and_hosts_are_as_strict_for_edits_as_for_reads(tea, origin, host, status):
    before = count(tea)
    headers = {name: value for name, value in (("origin", origin), ("host", host)) if value}

    response = send(tea, authorization=f"Bearer {TOKEN}", **headers)

    assert response.status_code == status
    assert count(tea) == before + (status == 200)
    assert "access-control-allow-credentials" not in response.headers


def test_a_browser_may_send_the_token_from_an_allowed_origin(tea):
    headers = {"Origin": "http://localhost:5173", "Access-Control-Request-Method": "POST"}

    assert "authorization" in tea.client.options("/graphql", headers=headers).headers["access-control-allow-headers"]


@pytest.mark.parametrize("token", [None, "", "  "])
def test_without_a_token_nothing_can_be_changed_by_anybody(tmp_path, token):
    with house(tmp_path, token=token) as tea:
        for given in ("", "Bearer", "Bearer None"):
            response = send(tea, authorization=given)
            assert response.status_code == 403
            assert response.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
            assert "SYLLAGRAPH_TOKEN" in response.json()["errors"][0]["message"]
        assert count(tea) == 0


def test_a_token_outside_of_ascii_works(tmp_path):
    with house(tmp_path, token="茶-token") as tea:
        assert send(tea, authorization="Bearer 茶-token".encode()).status_code == 200
        assert send(tea, authorization="Bearer 荼-token".encode()).status_code == 401


def test_the_token_is_never_printed():
    assert TOKEN not in repr(Settings(_env_file=None, token=TOKEN))
