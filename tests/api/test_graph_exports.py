"""Files of the whole graph and of maps."""

import hashlib
import json
import re

import pytest

MEDIA_TYPES = {
    "json": "application/json",
    "jsonld": "application/ld+json",
    "graphml": "application/graphml+xml",
    "csv": "text/csv; charset=utf-8; header=present",
    "dot": "text/vnd.graphviz; charset=utf-8",
    "mermaid": "text/vnd.mermaid; charset=utf-8",
    "svg": "image/svg+xml",
    "layout": "application/json",
}


@pytest.mark.parametrize("format", MEDIA_TYPES)
def test_the_graph_is_a_file_in_every_format(client, format):
    response = client.get(f"/export/{format}")

    assert response.status_code == 200
    assert response.headers["content-type"] == MEDIA_TYPES[format]
    assert "steep" in response.text.lower()
    assert re.fullmatch(
        r'(inline|attachment); filename="[a-z-]+\.(layout\.)?[a-z]+"', response.headers["content-disposition"]
    )


@pytest.mark.parametrize("format", ["json", "svg"])
def test_the_etag_names_the_bytes(client, format):
    first = client.get(f"/export/{format}")
    etag = first.headers["etag"]

    assert etag == f'"{hashlib.sha256(first.content).hexdigest()[:32]}"'
    again = client.get(f"/export/{format}", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_map_can_be_had_in_either_language_and_they_are_different_files(client):
    chinese, english = (client.get("/export/svg", params={"language": code}) for code in ("zh", "en"))

    assert 'lang="zh"' in chinese.text
    assert 'lang="en"' in english.text
    assert chinese.headers["etag"] != english.headers["etag"]


def test_a_drawing_opens_in_a_browser_where_it_can_run_and_fetch_nothing(client):
    drawing = client.get("/export/svg")

    assert drawing.headers["content-disposition"].startswith("inline")
    assert drawing.headers["content-security-policy"].startswith("default-src 'none'")
    assert drawing.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/export/docx", 404, "graphml"),
        ("/export/svg?course=coffee", 404, "tea"),
        ("/export/svg?language=fr", 400, "zh or en"),
        ("/export/", 404, ""),
    ],
)
def test_what_is_not_there_is_told(client, path, status, words):
    response = client.get(path)

    assert response.status_code == status
    assert words in json.dumps(response.json(), ensure_ascii=False)


def test_a_path_can_be_had_as_a_picture(data):
    query = """query ($targets: [String!]!) { learningPath(targets: $targets) {
      mermaid(language: EN)
      steps { node { id } }
      picture(language: EN) {
        title width height
        nodes { key role rank order x y width height label node { id } }
        edges { source target kind reduced points { x y } reason(language: EN) }
        text(format: SVG)
      } } }"""

    path = data(query, targets=["pouring"])["learningPath"]

    drawn = [node["node"]["id"] for node in path["picture"]["nodes"] if node["role"] in ("STEP", "TARGET")]
    assert sorted(drawn) == sorted(step["node"]["id"] for step in path["steps"])
    keys = {node["key"] for node in path["picture"]["nodes"]}
    assert {end for edge in path["picture"]["edges"] for end in (edge["source"], edge["target"])} <= keys
    assert path["picture"]["text"].startswith("<svg")
    assert "flowchart TB" in path["mermaid"]


def test_a_neighbourhood_can_be_had_as_a_picture(data):
    query = """query ($ref: String!, $depth: Int!) {
      neighbourhood(ref: $ref, depth: $depth, language: EN) { title nodes { key role } text(format: DOT) } }"""

    near, far = (data(query, ref="pouring", depth=depth)["neighbourhood"] for depth in (1, 3))

    assert {"key": "Concept:pouring", "role": "TARGET"} in near["nodes"]
    assert len(far["nodes"]) >= len(near["nodes"])
    assert near["text"].startswith("digraph")


@pytest.mark.parametrize("depth", [0, 6, -1])
def test_how_far_a_neighbourhood_goes_is_bounded(ask, depth):
    answer = ask('query ($depth: Int!) { neighbourhood(ref: "pouring", depth: $depth) { title } }', depth=depth)

    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_drawing_counts_towards_what_a_query_may_cost(client):
    query = '{ neighbourhood(ref: "pouring") { title } }'

    answer = client.post("/graphql", json={"query": query}, headers={"X-Query-Cost": "1"}).json()

    assert answer["extensions"]["cost"]["requested"] >= 1_000
