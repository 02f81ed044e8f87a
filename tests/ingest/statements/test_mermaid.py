import time

import pytest

from ingest.statements.mermaid import MOST_ARROWS, MOST_CHARACTERS, flowchart_in


def pairs(text):
    return [(arrow.source, arrow.target) for arrow in flowchart_in(text).arrows]


@pytest.mark.parametrize("head", ["graph LR", "graph TD", "flowchart TB", "flowchart", "graph", "flowchart-elk LR"])
def test_a_flowchart_is_known_by_its_head(head):
    assert pairs(f"{head}\n  leaf --> tea") == [("leaf", "tea")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "timeline\n  title Tea\n  1600 : Leaves",
        "mindmap\n  root((tea))",
        'pie\n  "green" : 40',
        "sequenceDiagram\n  Host->>Guest: tea",
        "graphic LR\n a --> b",
        "leaf --> tea",
    ],
    ids=["nothing", "timeline", "mindmap", "pie", "sequence", "a longer word", "no head"],
)
def test_any_other_diagram_gives_nothing_and_is_no_fault(text):
    chart = flowchart_in(text)

    assert (chart.nodes, chart.arrows, chart.oddities) == ((), (), ())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a --> b --> c", [("a", "b"), ("b", "c")]),
        ("a & b --> c", [("a", "c"), ("b", "c")]),
        ("a --> b & c", [("a", "b"), ("a", "c")]),
        ("a-->b", [("a", "b")]),
        ("a-->b;b-->c", [("a", "b"), ("b", "c")]),
        ("a ---> b", [("a", "b")]),
        ("a\n  --> b", [("a", "b")]),
        ("green-tea --> cup-2", [("green-tea", "cup-2")]),
        ("茶叶 --> 茶", [("茶叶", "茶")]),
        ("e1@ --> b", []),
        ("a e1@--> b", [("a", "b")]),
        ("a ~~~ b", []),
    ],
)
def test_arrows_join_what_stands_at_their_ends(line, expected):
    assert pairs(f"graph LR\n{line}") == expected


@pytest.mark.parametrize(
    ("arrow", "label", "directed", "dotted"),
    [
        ("-->", "", True, False),
        ("---", "", False, False),
        ("==>", "", True, False),
        ("-.->", "", True, True),
        ("-.-", "", False, True),
        ("-->|hot water|", "hot water", True, False),
        ('-->|"hot water"|', "hot water", True, False),
        ("-- hot water -->", "hot water", True, False),
        ("== hot water ==>", "hot water", True, False),
        ("-. hot water .->", "hot water", True, True),
        ("<-->", "", False, False),
        ("--x", "", False, False),
    ],
)
def test_an_arrow_has_a_label_a_head_and_a_stroke(arrow, label, directed, dotted):
    (found,) = flowchart_in(f"graph LR\n  leaf {arrow} tea").arrows

    assert (found.label, found.directed, found.dotted) == (label, directed, dotted)


@pytest.mark.parametrize(
    ("shape", "label"),
    [
        ("[Green tea]", "Green tea"),
        ('["Green [tea]"]', "Green [tea]"),
        ("(Green tea)", "Green tea"),
        ("((Green tea))", "Green tea"),
        ("(((Green tea)))", "Green tea"),
        ("([Green tea])", "Green tea"),
        ("[[Green tea]]", "Green tea"),
        ("[(Green tea)]", "Green tea"),
        ("{Green tea}", "Green tea"),
        ("{{Green tea}}", "Green tea"),
        ("[/Green tea/]", "Green tea"),
        ("[/Green tea\\]", "Green tea"),
        (">Green tea]", "Green tea"),
        ('["<b>Green</b> tea<br/>hot"]', "Green tea\nhot"),
        ('["`**Green** tea`"]', "Green tea"),
        ('["tea #amp; #9829;"]', "tea & ♥"),
        ('["Green\ntea"]', "Green\ntea"),
        ("[Green tea]:::warm", "Green tea"),
        ('@{ shape: rect, label: "Green tea" }', "Green tea"),
        ("", "tea"),
    ],
)
def test_a_label_is_read_in_any_shape_and_without_markup(shape, label):
    chart = flowchart_in(f"graph LR\n  leaf --> tea{shape}")

    assert chart.nodes[1].label == label
    assert chart.oddities == ()


@pytest.mark.parametrize("shape", ["{Hot?}", '@{ shape: diamond, label: "Hot?" }'])
def test_a_question_is_told_apart(shape):
    chart = flowchart_in(f"graph LR\n  ask{shape} -->|yes| tea{{{{not a question}}}}")

    assert [node.decision for node in chart.nodes] == [True, False]


def test_nodes_lie_in_the_innermost_subgraph_that_names_them():
    text = """
    graph TD
      leaf --> pot
      subgraph kitchen ["In the <i>kitchen</i>"]
        direction LR
        pot["Teapot"]
        subgraph Stove
          water
        end
      end
      kitchen -.- guests
    """

    chart = flowchart_in(text)

    assert {node.id: node.group for node in chart.nodes} == {
        "leaf": None,
        "pot": "kitchen",
        "water": "Stove",
        "guests": None,
    }
    assert [(group.title, group.parent) for group in chart.groups] == [("In the kitchen", None), ("Stove", "kitchen")]
    assert (chart.arrows[-1].source, chart.arrows[-1].directed) == ("kitchen", False)


def test_styles_comments_and_settings_say_nothing():
    text = """---
title: Tea
---
%%{init: {"theme": "dark"}}%%
flowchart LR
  %% from leaf to cup
  leaf --> tea %% at last
  classDef warm fill:#f96
  class tea warm
  style leaf fill:#bbf
  linkStyle 0 stroke:red
  click tea "https://example.org"
  accDescr { how tea
    is made }
"""

    chart = flowchart_in(text)

    assert [node.id for node in chart.nodes] == ["leaf", "tea"]
    assert chart.oddities == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("leaf --> [tea]", "a node is expected"),
        ("leaf -->", "a node is missing"),
        ("leaf[Green --> tea", "the label of leaf has no end"),
        ('leaf["Green]', "the label of leaf has no end"),
        ("leaf -- hot tea", "this line has no end"),
        ("leaf tea", "tea follows"),
        ("end", "closes no subgraph"),
        ("subgraph kitchen", "has no end"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_the_rest_is_read(line, message):
    chart = flowchart_in(f"graph LR\n  water --> pot\n  {line}")

    assert [(arrow.source, arrow.target) for arrow in chart.arrows] == [("water", "pot")]
    assert [odd.line for odd in chart.oddities] == [3]
    assert message in chart.oddities[0].message


def test_after_a_line_that_cannot_be_read_the_next_is():
    assert pairs("graph LR\n  leaf[[tea]\n  water --> pot") == [("water", "pot")]


@pytest.mark.parametrize(
    "text",
    [
        "A-- " * 20_000,
        "A" + "-" * 90_000,
        "A -." + "." * 90_000,
        'A["x\n' * 20_000,
        "A & " * 25_000 + "B",
        "subgraph x\n" * 9_000,
        "A[" * 40_000,
        "accDescr {\n" * 9_000,
        "%%{\n" * 20_000,
        "A" + " \n" * 45_000 + "?",
        "A[" + "<a" * 40_000 + "]",
        "A ==" + " =" * 40_000,
    ],
)
def test_a_hostile_diagram_takes_no_longer_than_its_length(text):
    start = time.process_time()

    flowchart_in(f"graph LR\n{text}")

    assert time.process_time() - start < 2


def test_a_diagram_is_read_up_to_a_size():
    chart = flowchart_in("graph LR\n" + "a --> b\n" * (MOST_CHARACTERS // 8 + 10))

    assert len(chart.arrows) == MOST_ARROWS
    assert "characters" in chart.oddities[-1].message
