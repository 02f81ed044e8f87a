"""Who may ask: origins, hosts, and what browsers are told."""

import pytest

QUERY = {"query": "{ revision { id } }"}


@pytest.mark.parametrize(
    "origin",
    ["http://localhost:5173", "http://127.0.0.1", "https://[::1]:9", "http://app.localhost", "https://friend.example"],
)
def test_pages_of_loopback_and_listed_origins_may_ask(client, origin):
    response = client.post("/graphql", json=QUERY, headers={"Origin": origin})

    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == origin
    assert "Origin" in response.headers["vary"]
    assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize(
    "origin",
    [
        "https://stranger.example",
        "https://friend.example.stranger.example",
        "http://friend.example",
        "https://friend.example:8443",
        "http://localhost.stranger.example",
        "http://127.0.0.1.stranger.example",
        "null",
        "file://",
        "chrome-extension://abc",
        "http://[",
        "",
    ],
)
@pytest.mark.parametrize("path", ["/graphql", "/courses/tea/papers.bib", "/"])
def test_pages_of_strangers_may_not(client, origin, path):
    response = client.get(path, params={"query": QUERY["query"]}, headers={"Origin": origin})

    assert response.status_code == 403
    assert "SYLLAGRAPH_CORS_ORIGINS" in response.json()["errors"][0]["message"]
    assert response.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert "access-control-allow-origin" not in response.headers


def test_pages_of_this_server_may_ask(client, address):
    response = client.post("/graphql", json=QUERY, headers={"Origin": address})

    assert response.status_code == 200


def test_browsers_may_ask_beforehand(client):
    headers = {"Origin": "http://localhost:5173", "Access-Control-Request-Method": "POST"}

    response = client.options("/graphql", headers=headers)

    assert response.status_code == 204
    assert "content-type" in response.headers["access-control-allow-headers"]
    assert client.options("/graphql", headers={**headers, "Origin": "https://stranger.example"}).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]:8000", "127.9.9.9"])
def test_loopback_names_reach_a_server_on_loopback(client, host):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["tea.example", "localhost.tea.example", "127.0.0.1.tea.example", "0.0.0.0", "[::"])
def test_other_names_do_not(client, host):
    response = client.get("/graphql", params=QUERY, headers={"Host": host})

    assert response.status_code == 403
    assert "SYLLAGRAPH_HOSTS" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize("path", ["/", "/graphql", "/schema.graphql", "/courses/tea/papers.html", "/nothing"])
def test_every_answer_tells_browsers_to_be_careful(client, path):
    headers = client.get(path, headers={"Accept": "text/html"}).headers

    assert "default-src" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "script-src 'unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers
