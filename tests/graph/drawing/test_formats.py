"""Pictures as text: whatever a course calls its things, a picture stays a picture."""

import html
import json
import os
import re
import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from graph.drawing.dot import dot
from graph.drawing.formats import PictureFormat, written
from graph.drawing.mermaid import escaped, mermaid
from graph.drawing.of_node import neighbourhood
from graph.drawing.of_plan import picture_of_plan
from graph.drawing.svg import svg
from graph.plan import Route
from graph.planning import learning_path
from ingest.statements.mermaid import flowchart_in
from schema.record_set import RecordSet
from schema.records import Concept
from schema.values import Text
from tests.graph.teahouse import TEAHOUSE_RECORDS, requires, served, with_more

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = {
    "quotes": "the \"best\" tea 'here'",
    "brackets": "a] --> b[x](y){z}<w>",
    "markup": '</text></svg><script>alert(1)</script><img src=x onerror="x">',
    "entities": "&lt;b&gt; &amp; &#60; #quot; #35; &xxe;",
    "arrows": "a --> b ==> c -.-> d -- e",
    "comments": "%% gone %%{init: {'theme': 'dark'}}%% <!-- x --> // /* */",
    "markdown": "`**bold**` _it_ 1. list - item # head > quote",
    "backslashes": r"\N \G \l \" \\",
    "directives": "end subgraph click style x fill:#f00; classDef a b; ---",
    "control": "bell\x07 null\x7f esc\x1b[31m",
    "right to left": "\u202eevil\u202c שלום \u2066x\u2069",
    "two scripts": "茶 tea 🍵 e\u0301",
    "mathematics": "$$x^2$$ ${y} $(z)",
    "long": "tea" * 400,
}
HOSTILE_NAMES = pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)


def renamed(name):
    """Return the teahouse with its black tea called something else, also what no record may be called."""
    black = next(record for record in TEAHOUSE_RECORDS if isinstance(record, Concept) and record.slug == "black-tea")
    called = Text.model_construct(zh=name, en=name)
    hostile = black.model_copy(update={"name": called, "definition": called, "aliases": ()})
    return served(RecordSet.of([hostile if record is black else record for record in TEAHOUSE_RECORDS]))


def pictures(name):
    tea = renamed(name)
    path = learning_path(tea, ["milk-tea"], route=Route.COURSE)
    return picture_of_plan(tea, path, language="en"), neighbourhood(tea, tea.refs.node("black-tea"), language="en")


def tree_of(text):
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(text.encode(), parser)


@pytest.fixture(scope="module")
def graphviz():
    found = shutil.which("dot")
    if found is None:
        message = "no Graphviz on this machine: make system installs it where apt is"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found


def drawn_by(graphviz, text):
    done = subprocess.run(
        [graphviz, "-Tjson"], input=text, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "syntax error" not in done.stderr
    return json.loads(done.stdout)


def shown(name):
    """Return the first characters of a name that have to be there whatever the format, without spaces."""
    return "".join(re.findall(r"[a-z茶]", name))[:6]


@HOSTILE_NAMES
def test_svg_is_xml_without_scripts_handlers_or_references(name):
    for picture in pictures(name):
        root = tree_of(svg(picture))

        elements = list(root.iter())
        assert {type(element.tag) for element in elements} == {str}
        tags = {element.tag.removeprefix(SVG) for element in elements}
        assert tags <= {
            "svg", "title", "desc", "style", "defs", "marker", "path", "rect", "g", "text", "polygon"
        }  # fmt: skip
        for element in elements:
            for attribute, value in element.attrib.items():
                assert not attribute.lower().startswith("on")
                assert "href" not in attribute
                assert "url(" not in value or value.startswith("url(#head")
        style = root.findtext(f"{SVG}style")
        assert "@import" not in style
        assert "url(" not in style
        assert "http" not in style


@HOSTILE_NAMES
def test_svg_shows_the_name_as_text(name):
    plan, _ = pictures(name)

    text = "".join("".join(element.itertext()) for element in tree_of(svg(plan)).iter(f"{SVG}text"))

    assert shown(name)[:3] in re.sub(r"[^a-z茶]", "", text)


def test_svg_says_in_words_what_it_shows():
    plan, _ = pictures("Black tea")

    root = tree_of(svg(plan))

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "picture-title picture-desc"
    assert root.findtext(f"{SVG}title") == "Learning path: Milk tea"
    assert "Milk tea ← Black tea" in root.findtext(f"{SVG}desc")
    assert "prefers-color-scheme:dark" in root.findtext(f"{SVG}style")


@HOSTILE_NAMES
def test_mermaid_has_the_same_boxes_and_arrows_whatever_they_are_called(name):
    for picture, plain in zip(pictures(name), pictures("Black tea"), strict=True):
        chart, expected = (flowchart_in(mermaid(one).split("---\n", 2)[2]) for one in (picture, plain))

        assert chart.oddities == ()
        assert len(chart.nodes) == len(picture.nodes)
        assert [(arrow.source, arrow.target) for arrow in chart.arrows] == [
            (arrow.source, arrow.target) for arrow in expected.arrows
        ]


@given(st.text(max_size=200))
def test_text_in_mermaid_holds_nothing_but_letters_spaces_and_numbered_characters(text):
    rest = re.sub(r"#\d+;", "", escaped(text))

    assert all(character == " " or character.isalnum() or not character.isascii() for character in rest)
    assert "\u202e" not in rest
    assert not rest.splitlines()[1:]


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), max_size=50))
def test_text_in_mermaid_is_the_same_text_when_it_is_read(text):
    assert html.unescape(re.sub(r"#(\d+);", r"&#\1;", escaped(text))) == text


@HOSTILE_NAMES
def test_graphviz_draws_the_same_boxes_and_arrows_whatever_they_are_called(graphviz, name):
    for picture, plain in zip(pictures(name), pictures("Black tea"), strict=True):
        made, expected = drawn_by(graphviz, dot(picture)), drawn_by(graphviz, dot(plain))

        assert [each["name"] for each in made["objects"]] == [each["name"] for each in expected["objects"]]
        assert [(each["tail"], each["head"]) for each in made["edges"]] == [
            (each["tail"], each["head"]) for each in expected["edges"]
        ]


@pytest.mark.parametrize("name", ["entities", "backslashes", "quotes"])
def test_graphviz_shows_the_name_as_it_is(graphviz, name):
    plan, _ = pictures(HOSTILE[name])

    done = subprocess.run(
        [graphviz, "-Tsvg"], input=dot(plan), capture_output=True, text=True, encoding="utf-8", timeout=60, check=True
    )

    root = tree_of(done.stdout[done.stdout.index("<svg") :])
    texts = ["".join(element.itertext()).replace("\xa0", " ") for element in root.iter(f"{SVG}text")]
    black = next(node for node in plan.nodes if node.id == "Concept:black-tea")
    for line in black.title:
        assert line in texts


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_any_name_can_be_drawn_in_every_format(name):
    plan, around = pictures(name)

    for picture in (plan, around):
        tree_of(written(picture, PictureFormat.SVG))
        json.loads(written(picture, PictureFormat.LAYOUT))
        assert flowchart_in(mermaid(picture).split("---\n", 2)[2]).oddities == ()


def test_layout_has_the_place_of_every_box_and_edge():
    plan, _ = pictures("Black tea")

    layout = json.loads(written(plan, PictureFormat.LAYOUT))

    assert [node["id"] for node in layout["nodes"]] == [node.id for node in plan.nodes]
    assert {"rank", "order", "x", "y", "width", "height", "role", "kind", "label"} <= set(layout["nodes"][0])
    assert {"source", "target", "kind", "reduced", "points"} <= set(layout["edges"][0])
    assert layout["revision"] == plan.revision


def test_edges_that_others_imply_are_in_the_layout_and_nowhere_else():
    tea = served(with_more(requires("milk-tea", "water", group=1)))
    picture = picture_of_plan(tea, learning_path(tea, ["milk-tea"]), language="en")

    edges = json.loads(written(picture, PictureFormat.LAYOUT))["edges"]

    implied = [(edge["source"], edge["target"], edge["points"]) for edge in edges if not edge["reduced"]]
    assert implied == [("Concept:water", "Concept:milk-tea", [])]
    assert len(flowchart_in(mermaid(picture).split("---\n", 2)[2]).arrows) == len(edges) - 1
