import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.flight.values import UNDEFINED, Opaque
from ingest.pages.page_body import body_of
from ingest.pages.shown_text import js_number
from schema.blocks import BlockKind, SpanKind
from tests.ingest.pages.elements import (
    code_block,
    component,
    formula,
    heading,
    line,
    marked,
    page,
    payload,
    read,
    tag,
    told,
)

K = BlockKind


# Where the body is.


def test_a_page_tells_title_description_path_and_contents():
    toc = [{"depth": 2, "url": "#pots", "title": ["Pots for ", tag("b", "green"), " tea"]}]

    body = read(tag("p", "Welcome."), heading(2, "Pots", "pots"), tag("p", "Clay."), toc=toc)

    assert (body.title, body.description, body.path) == ("Tea", "All about tea.", "/docs/tea")
    assert body.toc == ((2, "#pots", "Pots for green tea"),)
    assert [(block.kind, block.text, block.level, block.anchor) for block in body.blocks] == [
        (K.PARAGRAPH, "Welcome.", None, None),
        (K.HEADING, "Pots", 2, "pots"),
        (K.PARAGRAPH, "Clay.", None, None),
    ]
    assert body.findings == ()


def test_a_page_without_headings_has_a_body_as_well():
    body = read(tag("p", "Only this."))

    assert [block.text for block in body.blocks] == ["Only this."]


@pytest.mark.parametrize("wrap", [lambda body: [tag("div", *body)], lambda body: [tag("section", *body)], list])
def test_a_body_that_is_not_marked_as_prose_is_found_around_its_headings(wrap):
    body = [tag("p", "Welcome."), component("Tabs", component("Tab", heading(2, "Pots", "pots")), items=["One"])]
    article = tag(
        "article",
        component("Crumbs", items=[{"name": "Up"}]),
        tag("h1", "Tea"),
        tag("p", "All about tea."),
        *wrap(body),
        tag("footer", "Next: Coffee"),
    )
    about = tag("meta", name="description", content="All about tea.")
    toc = [{"depth": 2, "url": "#pots", "title": "Pots"}]

    read = body_of(payload([about, component("Layout", article, toc=toc)]), source="tea.txt")

    assert [block.text for block in read.blocks] == ["Welcome.", "", "One", "Pots"]
    assert (read.title, read.description) == ("Tea", "All about tea.")


def test_an_error_page_that_waits_in_the_document_is_not_the_page():
    waiting = [tag("title", "404: Not here"), tag("div", tag("h1", "404"), tag("h2", "Not here"))]
    root = component("Layout", page(tag("p", "Welcome.")).root["f"], notFound=waiting)

    body = body_of(payload([root, tag("title", "Tea | Drinks for all")]), source="tea.txt")

    assert (body.title, [block.text for block in body.blocks]) == ("Tea", ["Welcome."])
    assert body.site_title == "Drinks for all"


def test_a_document_without_a_body_is_told():
    body = body_of(payload(tag("div", tag("p", "Just this."))), source="tea.txt")

    assert body.blocks == ()
    assert [finding.code for finding in body.findings] == ["BODY_MISSING"]


def test_a_heading_that_the_contents_promise_and_the_page_lacks_is_told():
    toc = [{"depth": 2, "url": f"#{name}", "title": name} for name in ("pots", "lids")]

    body = read(heading(2, "Pots", "pots"), toc=toc)

    assert [(finding.code, "#lids" in finding.message) for finding in body.findings] == [("HEADING_MISSING", True)]


@pytest.mark.parametrize(
    "shape",
    [
        component("H", "Pots", id="pots"),
        component("H", "Pots", id="pots", **{"as": "h3"}),
        tag("h3", tag("a", "Pots", href="#pots"), tag("button", tag("svg"))),
    ],
    ids=["component listed in the contents", "component that names its tag", "anchor only on its link"],
)
def test_headings_of_other_shapes_are_headings(shape):
    toc = [{"depth": 3, "url": "#pots", "title": "Pots"}]

    (block,) = read(shape, toc=toc).blocks

    assert (block.kind, block.text, block.level, block.anchor, block.spans) == (K.HEADING, "Pots", 3, "pots", ())


# Text.


def test_white_space_is_collapsed_and_spans_stay_exact():
    (block,) = read(
        tag(
            "p",
            "  Warm \n ",
            tag("strong", " the\tpot "),
            " first,",
            tag("br"),
            tag("em", "always"),
            tag("code", " x  y "),
        )
    ).blocks

    assert block.text == "Warm the pot first,\nalways x y"
    assert marked(block) == [
        (SpanKind.STRONG, "the pot", None),
        (SpanKind.EMPHASIS, "always", None),
        (SpanKind.CODE, "x y", None),
    ]


def test_links_are_spans_whatever_component_they_are():
    block = read(
        tag(
            "p",
            "See ",
            component("default", tag("strong", "LeafMemory"), href="https://tea.example/1"),
            " and ",
            tag("a", "here", href="/docs/"),
        ),
    ).blocks[0]

    assert marked(block) == [
        (SpanKind.LINK, "LeafMemory", "https://tea.example/1"),
        (SpanKind.STRONG, "LeafMemory", None),
        (SpanKind.LINK, "here", "/docs/"),
    ]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.00005, "0.00005"),
        (5e-7, "5e-7"),
        (1.5e-10, "1.5e-10"),
        (1e21, "1e+21"),
        (1.5e300, "1.5e+300"),
        (123456789012345680000.0, "123456789012345680000"),
        (12345678901234567890, "12345678901234567000"),
        (64, "64"),
        (2.0, "2"),
        (-0.0, "0"),
        (-0.5, "-0.5"),
        (100.25, "100.25"),
        (float("nan"), "NaN"),
        (float("-inf"), "-Infinity"),
        (10**400, "Infinity"),
    ],
)
def test_numbers_read_as_javascript_prints_them(number, text):
    assert js_number(number) == text
    assert told(tag("p", "lr ", number))[0][1] == f"lr {text}"


def test_what_shows_nothing_is_no_text():
    assert told(tag("p", None, True, UNDEFINED, "Tea", tag("svg", tag("title", "icon")), tag("style", "p{}"))) == [
        (K.PARAGRAPH, "Tea", None)
    ]


def test_hidden_characters_are_replaced_and_told():
    body = read(tag("p", "A\x00 pot"), code_block(line("a\x1b[0m"), icon="x", title="t"), tag("p", "fine\t"))

    assert [block.text for block in body.blocks] == ["A\ufffd pot", "t", "a\ufffd[0m", "fine"]
    assert [(finding.code, finding.place) for finding in body.findings] == [
        ("HIDDEN_CHARACTERS", "block 0"),
        ("HIDDEN_CHARACTERS", "block 2"),
    ]


def test_a_formula_is_read_once():
    body = read(tag("p", "With ", formula("T_0"), " at first: ", formula("T(t)", display=True), " it cools."))

    assert [(block.kind, block.text) for block in body.blocks] == [
        (K.PARAGRAPH, "With T_0 at first:"),
        (K.FORMULA, "T(t)"),
        (K.PARAGRAPH, "it cools."),
    ]
    assert marked(body.blocks[0]) == [(SpanKind.MATH, "T_0", None)]


def test_a_formula_without_its_source_is_read_as_it_is_shown():
    shown = tag("span", "T", tag("span", "0"), cls="katex-html", **{"aria-hidden": "true"})

    assert told(tag("p", tag("span", shown, cls="katex"))) == [(K.PARAGRAPH, "T0", None)]


# Components nobody told us about.


def test_an_unknown_component_is_read_with_its_titles_and_children():
    accordion = component(
        "Accordions", component("Accordion", tag("p", "Pour it."), title="How?", id="how"), type="single"
    )
    files = component(
        "Files", component("File", name="pot.txt"), component("Folder", component("File", name="lid.txt"), name="pots")
    )

    body = read(accordion, files, component("Step", "One"), component("Step", "Two"))

    assert [block.text for block in body.blocks] == ["How?", "Pour it.", "pot.txt", "pots", "lid.txt", "One", "Two"]
    assert body.findings == ()


def test_an_unknown_component_whose_text_is_not_read_is_told_once_with_a_count():
    table = component("TypeTable", type=UNDEFINED, entries={"pot": {"about": "Holds tea"}})

    body = read(tag("p", "Tea"), table, table, tag("iframe", src="/film"), Opaque("$F", "1", "pour"))

    assert [
        (finding.code, finding.message.split(" holds")[0], "(2 on" in finding.message) for finding in body.findings
    ] == [
        ("UNREAD_COMPONENT", "the component Opaque", False),
        ("UNREAD_COMPONENT", "the component TypeTable", True),
        ("UNREAD_COMPONENT", "the component iframe", False),
    ]


def test_elements_in_properties_are_read():
    assert told(component("Panel", tag("p", "Body"), header=tag("p", "Head"), icon=tag("p", "icon"))) == [
        (K.PARAGRAPH, "Head", None),
        (K.PARAGRAPH, "Body", None),
    ]


# Input that wants to do harm.


def test_a_body_of_any_depth_is_read():
    deep = tag("p", "Bottom")
    for level in range(3000):
        deep = (tag("div", deep), component("Wrap", deep), tag("blockquote", deep), tag("span", deep))[level % 4]

    assert read(deep).blocks[-1].text == "Bottom"


TEXTS = st.sampled_from(
    ["Tea", " ", "\n", "a\x00", "<Tabs items={['a']}>", "</Tabs>", "<Mermaid chart='g'/>", "x  y", "\v"]
)
NAMES = "p div span a strong code pre ul li h2 table tr td th thead br img hr blockquote math annotation svg input X Y"
TAGS = st.sampled_from(NAMES.split())
PROPS = st.fixed_dictionaries(
    {},
    optional={
        "href": st.sampled_from(["#a", "/docs/a"]),
        "id": st.sampled_from(["a", "b"]),
        "className": st.sampled_from(["line", "katex", "katex-display", "katex-html", "shiki", "prose"]),
        "data-card": st.sampled_from(["", True]),
        "aria-hidden": st.just("true"),
        "style": st.just({"--callout-color": "red"}),
        "items": st.sampled_from([["a", 1], [], [{"a": "b"}]]),
        "value": st.sampled_from(["a", 1]),
        "defaultValue": st.just("a"),
        "title": TEXTS,
        "chart": TEXTS,
        "src": st.sampled_from(["/a.png", {"src": {"src": "/b.png"}}]),
        "alt": st.just("A"),
        "encoding": st.just("application/x-tex"),
        "colSpan": st.sampled_from([2, "3", "x", -1, 1e9, True]),
    },
)
LEAVES = TEXTS | st.sampled_from([None, True, 1, 0.5, UNDEFINED, Opaque("$F", "1", "x"), {"a": "b"}])


def element(children):
    return st.builds(
        lambda name, props, inside: component(name, *inside, **props) if name in "XY" else tag(name, *inside, **props),
        TAGS,
        PROPS,
        st.lists(children, max_size=4),
    )


@given(st.lists(st.recursive(LEAVES, element, max_leaves=20), max_size=4))
def test_whatever_a_page_is_made_of_its_blocks_hold_together(values):
    blocks = body_of(page(*values), source="tea.txt").blocks

    for position, block in enumerate(blocks):
        assert block.position == position
        assert block.parent is None or block.parent < position
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", block.text)
        assert all(0 <= span.start < span.end <= len(block.text) for span in block.spans)
