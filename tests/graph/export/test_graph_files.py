"""The whole graph as files: complete, the same every time, and read by the programs they are for."""

import csv
import io
import json

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.export.edges import edges_of
from graph.export.formats import GraphFormat, exported
from graph.export.plain_files import harmless
from graph.nodes import global_id
from schema.record_set import RecordSet
from schema.records import Concept
from schema.values import Text
from tests.graph.teahouse import TEA, TEAHOUSE_RECORDS, concept, served, with_more

FORMULA = '=HYPERLINK("https://evil.example","tea")'


def text_of(format, of=None):
    return exported(of or served(), format, course=TEA, language="en").text


def named(name):
    """Return the teahouse with a concept whose name is anything, also what no record may be called."""
    cup = concept("cup").model_copy(update={"name": Text.model_construct(zh=name, en=name)})
    return served(RecordSet.of([*TEAHOUSE_RECORDS, cup]))


@pytest.mark.parametrize("format", GraphFormat)
def test_every_format_is_the_same_text_every_time(format):
    shuffled = served(RecordSet.of([*with_more()][::-1]))

    assert text_of(format) == text_of(format)
    if format in (GraphFormat.CSV, GraphFormat.GRAPHML):
        assert text_of(format, shuffled) == text_of(format)


def test_json_has_all_nodes_and_edges_and_the_revision():
    tea = served()

    graph = json.loads(text_of(GraphFormat.JSON, tea))

    assert graph["revision"] == tea.catalogue.revision
    assert {node["id"] for node in graph["nodes"]} == {global_id(*identity) for identity in tea.catalogue.nodes}
    ids = {node["id"] for node in graph["nodes"]}
    assert {edge["source"] for edge in graph["edges"]} | {edge["target"] for edge in graph["edges"]} <= ids
    assert len(graph["edges"]) == len(edges_of(tea.catalogue))


def test_json_does_not_carry_the_text_of_pages():
    assert "kettles whistle" not in text_of(GraphFormat.JSON)


def test_edges_of_a_choice_share_their_group():
    graph = json.loads(text_of(GraphFormat.JSON))
    slugs = {node["id"]: node.get("slug") for node in graph["nodes"]}

    needs = [
        (slugs[edge["source"]], edge["group"], edge["evidence"])
        for edge in graph["edges"]
        if edge["kind"] == "requires" and slugs[edge["target"]] == "blending"
    ]
    assert needs == [("black-tea", 0, "curated"), ("green-tea", 0, "curated")]


def test_order_and_need_are_different_edges():
    kinds = {(edge.kind, edge.source[1], edge.target[1]) for edge in edges_of(served().catalogue)}

    assert ("precedes", "green-tea", "black-tea") in kinds
    assert ("requires", "green-tea", "black-tea") not in kinds
    assert ("needs-artifact", f"{TEA}/lab-1", f"{TEA}/lab-2") in kinds
    assert ("cites", "2301.00002", "2301.00001") in kinds


def test_graphml_is_read_back_as_the_same_graph():
    tea = served()

    graph = nx.parse_graphml(text_of(GraphFormat.GRAPHML, tea))

    assert set(graph) == {global_id(*identity) for identity in tea.catalogue.nodes}
    assert sorted((a, b, kind) for a, b, kind in graph.edges(data="kind")) == sorted(
        (global_id(*edge.source), global_id(*edge.target), edge.kind) for edge in edges_of(tea.catalogue)
    )


@pytest.mark.parametrize("name", ["bell\x07\x00", "</data><node id='x'/>", "&xxe; ]]>", "\ud800", "\ufffe"])
def test_graphml_stays_well_formed_whatever_things_are_called(name):
    graph = nx.parse_graphml(text_of(GraphFormat.GRAPHML, named(name)))

    assert len(graph) == len(served().catalogue.nodes) + 1


@pytest.mark.parametrize("name", [FORMULA, "+1", "-1", "@tea", "\t=1", "\r=1", "  =1", "＝1", "|x", "%x"])
def test_no_cell_of_a_table_is_a_formula(name):
    tea = served(RecordSet.of([*TEAHOUSE_RECORDS]))
    table = text_of(GraphFormat.CSV, tea)
    renamed = [
        one.model_copy(update={"name": Text.model_construct(zh=name, en=name)})
        if isinstance(one, Concept) and one.slug == "water"
        else one
        for one in TEAHOUSE_RECORDS
    ]

    hostile = text_of(GraphFormat.CSV, served(RecordSet.of(renamed)))

    cells = [cell for row in csv.reader(io.StringIO(hostile, newline="")) for cell in row]
    assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "|", "%", "＝")) for cell in cells)
    assert hostile != table


@given(st.text(max_size=30))
def test_a_harmless_cell_still_says_what_it_said(cell):
    made = harmless(cell).removeprefix("'")

    assert made == "".join(c for c in cell if c.isprintable() or c in "\t\n\r").removeprefix("'")


def test_the_table_has_one_row_for_every_edge():
    rows = list(csv.DictReader(io.StringIO(text_of(GraphFormat.CSV), newline="")))

    assert len(rows) == len(edges_of(served().catalogue))
    assert {"requires", "precedes", "teaches", "recommends", "holds"} <= {row["kind"] for row in rows}


def test_json_ld_says_what_a_page_teaches_and_what_it_takes_to_follow_it():
    things = {thing["@id"]: thing for thing in json.loads(text_of(GraphFormat.JSONLD))["@graph"]}

    page = things[f"urn:syllagraph:page:{TEA}/docs/lecture-2"]
    assert page["teaches"] == [{"@id": f"urn:syllagraph:concept:{slug}"} for slug in ("black-tea", "blending")]
    assert page["competencyRequired"] == [{"@id": f"urn:syllagraph:concept:{slug}"} for slug in ("leaves", "water")]
    assert page["timeRequired"].startswith("PT")
    assert page["url"] == "https://tea.example/docs/lecture-2"


def test_what_json_ld_refers_to_is_in_it():
    graph = json.loads(text_of(GraphFormat.JSONLD))["@graph"]
    ids = [thing["@id"] for thing in graph]

    def references(value):
        if isinstance(value, dict):
            if set(value) == {"@id"}:
                yield value["@id"]
            for inner in value.values():
                yield from references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from references(inner)

    assert len(set(ids)) == len(ids)
    assert {name for thing in graph for name in references({k: v for k, v in thing.items() if k != "@id"})} <= set(ids)


def test_maps_are_of_the_course_asked_for():
    assert "Black tea" in text_of(GraphFormat.SVG)
    assert text_of(GraphFormat.MERMAID).startswith("---\ntitle:")
    assert json.loads(text_of(GraphFormat.LAYOUT))["groups"]
