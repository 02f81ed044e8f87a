"""Ids and references."""

import base64

import pytest

from graph.nodes import NodeKind, global_id


def test_every_node_comes_back_by_its_id(data, served):
    ids = [global_id(kind, key) for kind, key in served.catalogue.nodes]

    found = data("query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }", ids=ids)["nodes"]

    assert [node["id"] for node in found] == ids
    # Saved lists and runs of labs are in a store, not in a graph; their own tests ask for them.
    stored = {NodeKind.SAVED_LIST, NodeKind.LAB_RUN}
    assert {node["__typename"] for node in found} == {kind.value for kind in set(NodeKind) - stored}
    for id_, (kind, _) in zip(ids, served.catalogue.nodes, strict=True):
        node = data("query ($id: ID!) { node(id: $id) { id __typename } }", id=id_)["node"]
        assert node == {"id": id_, "__typename": kind.value}


@pytest.mark.parametrize(
    ("id_", "code"),
    [
        pytest.param("", "BAD_USER_INPUT", id="empty"),
        pytest.param("!!!", "BAD_USER_INPUT", id="no base64"),
        pytest.param(base64.b64encode(b"Teapot:1").decode(), "BAD_USER_INPUT", id="no such kind"),
        pytest.param(base64.b64encode(b"\xff\xfe").decode(), "BAD_USER_INPUT", id="no text"),
        pytest.param("A" * 501, "BAD_USER_INPUT", id="too long"),
        pytest.param(global_id(NodeKind.CONCEPT, "coffee"), "NOT_FOUND", id="no such concept"),
        pytest.param(global_id(NodeKind.LAB, "steeping"), "NOT_FOUND", id="another kind's key"),
    ],
)
def test_a_bad_id_gives_null_and_an_error(ask, id_, code):
    answer = ask("query ($id: ID!) { node(id: $id) { id } }", id=id_)

    assert answer["data"] == {"node": None}
    assert [error["extensions"]["code"] for error in answer["errors"]] == [code]


def test_one_bad_id_leaves_the_others(ask):
    good = global_id(NodeKind.CONCEPT, "leaf")

    answer = ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[good, "bad", good])

    assert answer["data"]["nodes"] == [{"id": good}, None, {"id": good}]
    assert [error["path"] for error in answer["errors"]] == [["nodes", 1]]


def test_no_more_than_250_ids_are_looked_up(ask, data):
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    good = global_id(NodeKind.CONCEPT, "leaf")

    assert len(data(query, ids=[good] * 250)["nodes"]) == 250
    refused = ask(query, ids=[good] * 251)["errors"][0]
    assert refused["extensions"]["code"] == "BAD_USER_INPUT"
    assert "250" in refused["message"]


def test_references_are_resolved_each_by_itself(data):
    query = """query ($refs: [String!]!) { resolve(refs: $refs) {
        ref ambiguous node { __typename } candidates { __typename } } }"""

    leaf, paper, page, lab, typo = data(
        query, refs=["茶叶", "https://arxiv.org/abs/2401.00001v3", "/docs/pour/", "lab 2", "steepin"]
    )["resolve"]

    assert leaf["node"] == {"__typename": "Concept"}
    assert paper["node"] == {"__typename": "Paper"}
    assert page["node"] == {"__typename": "Page"}
    assert lab["node"] == {"__typename": "Lab"}
    assert typo["node"] is None
    assert {"__typename": "Concept"} in typo["candidates"]
    assert typo["ambiguous"] is False


@pytest.mark.parametrize(
    "field",
    [
        'concept(ref: "steepin")',
        'paper(ref: "9999.99999")',
        'page(path: "/docs/none")',
        'lab(ref: "lab-9")',
        'course(slug: "coffee")',
        "lecture(number: 9)",
        'lecture(number: 1, course: "coffee")',
    ],
)
def test_what_is_not_there_is_null_with_an_error(ask, field):
    answer = ask(f"{{ found: {field} {{ id }} }}")

    assert answer["data"] == {"found": None}
    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert isinstance(answer["errors"][0]["extensions"]["candidates"], list)


def test_a_near_name_is_offered(ask):
    answer = ask('{ concept(ref: "steepin") { id } }')

    assert "steeping" in answer["errors"][0]["extensions"]["candidates"]
