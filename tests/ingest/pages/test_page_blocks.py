"""The blocks of a page: lists, tables, cards, callouts, tabs and pictures."""

import pytest

from ingest.flight.values import UNDEFINED
from schema.blocks import BlockKind, SpanKind
from tests.ingest.pages.elements import (
    component,
    formula,
    marked,
    read,
    tag,
    told,
)

K = BlockKind


def test_lists_nest_and_an_item_keeps_the_text_before_its_blocks():
    inner = tag("ol", "\n", tag("li", "Warm the pot"), "\n")

    assert told(
        tag("ul", tag("li", tag("input", type="checkbox"), " First:\n", inner, "Then pour"), tag("li", inner))
    ) == [
        (K.LIST, "", None),
        (K.ITEM, "First:", 0),
        (K.LIST, "", 1),
        (K.ITEM, "Warm the pot", 2),
        (K.PARAGRAPH, "Then pour", 1),
        (K.ITEM, "", 0),
        (K.LIST, "", 5),
        (K.ITEM, "Warm the pot", 6),
    ]


def test_a_loose_item_takes_its_first_paragraph_as_its_text():
    assert told(tag("ul", tag("li", "\n", tag("p", "Warm it"), "\n", tag("p", "Wait")))) == [
        (K.LIST, "", None),
        (K.ITEM, "Warm it", 0),
        (K.PARAGRAPH, "Wait", 1),
    ]


def test_lists_say_whether_they_are_numbered():
    assert [block.ordered for block in read(tag("ol", tag("li", "One"))).blocks] == [True, None]
    assert [block.ordered for block in read(tag("ul", tag("li", "One"))).blocks] == [False, None]


def test_cells_say_where_they_are():
    def row(*cells):
        return tag("tr", *cells)

    table = tag(
        "table",
        tag("thead", row(tag("th", "Tea"), tag("th", "Minutes", colSpan=2))),
        tag("tbody", row(tag("th", "Green", rowSpan="2"), tag("td", 2), tag("td", 3)), row(tag("td", 4), tag("td", 5))),
    )

    cells = read(tag("div", table)).blocks[1:]

    assert [(block.text, block.row, block.column, block.header, block.parent) for block in cells] == [
        ("Tea", 0, 0, True, 0),
        ("Minutes", 0, 1, True, 0),
        ("Green", 1, 0, True, 0),
        ("2", 1, 1, False, 0),
        ("3", 1, 2, False, 0),
        ("4", 2, 1, False, 0),
        ("5", 2, 2, False, 0),
    ]


def test_blocks_in_a_cell_are_lines_of_it():
    cell = tag(
        "td", tag("p", "Warm ", tag("strong", "it")), tag("ul", tag("li", "pot"), tag("li", formula("x", display=True)))
    )

    blocks = read(tag("table", tag("tr", cell))).blocks

    assert [(block.kind, block.text) for block in blocks] == [(K.TABLE, ""), (K.CELL, "Warm it\npot\nx")]
    assert marked(blocks[1]) == [(SpanKind.STRONG, "it", None), (SpanKind.MATH, "x", None)]


def test_a_span_of_a_thousand_million_columns_is_harmless():
    table = tag(
        "table", tag("tr", tag("td", "Tea", colSpan=10**9, rowSpan=10**9), tag("td", "Pot")), tag("tr", tag("td", 1))
    )

    assert [block.column for block in read(table).blocks] == [None, 0, 1000, 1000]


@pytest.mark.parametrize(
    "card",
    [
        component(
            "default",
            None,
            tag("h3", "Pots"),
            None,
            tag("div", tag("p", "All kinds.")),
            href="/docs/pots",
            **{"data-card": True},
        ),
        tag(
            "a",
            tag("div", tag("svg")),
            tag("h3", "Pots"),
            tag("p", "All kinds."),
            href="/docs/pots",
            **{"data-card": "true"},
        ),
        tag("a", tag("div", tag("h4", "Pots"), tag("p", "All kinds.")), href="/docs/pots"),
        component("Card", "All kinds.", title="Pots", href="/docs/pots", icon=tag("svg")),
        component("Card", title="Pots", description="All kinds.", href="/docs/pots"),
    ],
    ids=["component", "rendered", "link around blocks", "title as property", "all as properties"],
)
def test_a_card_has_a_title_an_address_and_a_body(card):
    card, text = read(tag("div", card)).blocks

    assert (card.kind, card.text, card.href) == (K.CARD, "Pots", "/docs/pots")
    assert (text.text, text.parent) == ("All kinds.", 0)


def test_a_card_needs_no_address():
    assert told(tag("div", tag("h3", "Pots"), tag("div", "All kinds."), **{"data-card": True})) == [
        (K.CARD, "Pots", None),
        (K.PARAGRAPH, "All kinds.", 0),
    ]


def callout(*title, icon=True):
    bar = [tag("div", role="none")] if icon else []
    inner = tag("div", *(title or [UNDEFINED]), tag("div", tag("p", "It is hot."), cls="prose-no-margin"))
    return tag("div", *bar, tag("svg"), inner, style={"--callout-color": "red"})


@pytest.mark.parametrize(
    ("shape", "title"),
    [
        (callout(), ""),
        (callout(tag("p", "Careful")), "Careful"),
        (
            tag("div", tag("svg"), tag("div", tag("p", "Careful"), tag("div", "It is hot.", cls="prose-no-margin"))),
            "Careful",
        ),
        (component("Callout", "It is hot.", type="warn", title="Careful"), "Careful"),
        (component("Callout", tag("p", "It is hot."), type="info"), ""),
    ],
    ids=["without title", "with title", "older", "component with title", "component"],
)
def test_a_callout_has_a_title_and_a_body(shape, title):
    assert told(shape) == [(K.CALLOUT, title, None), (K.PARAGRAPH, "It is hot.", 0)]


@pytest.mark.parametrize(
    "tabs",
    [
        component(
            "Tabs",
            component("Tab", "Steep", value="Green"),
            component("Tab", "Boil", value="Black tea"),
            items=["Green", "Black tea"],
        ),
        component("Tabs", component("Tab", "Steep"), component("Tab", "Boil"), items=["Green", "Black tea"]),
        component(
            "Tabs",
            component("Tab", "Steep", value="green"),
            component("Tab", "Boil", value="black-tea"),
            items=["Green", "Black tea"],
        ),
        component(
            "Root",
            component(
                "List", component("Trigger", "Green", value="a"), component("Trigger", tag("b", "Black tea"), value="b")
            ),
            component("Content", tag("p", "Steep"), value="a"),
            component("Content", tag("p", "Boil"), value="b"),
            defaultValue="a",
        ),
    ],
    ids=["by value", "by order", "by escaped value", "with triggers"],
)
def test_tabs_show_all_their_contents_under_their_labels(tabs):
    assert told(tabs) == [
        (K.TABS, "", None),
        (K.TAB, "Green", 0),
        (K.PARAGRAPH, "Steep", 1),
        (K.TAB, "Black tea", 0),
        (K.PARAGRAPH, "Boil", 3),
    ]


def test_diagrams_images_rules_and_quotes_are_blocks():
    body = read(
        component("Chart", chart="graph TD\n  A --> B"),
        tag("p", "A pot ", tag("img", src="/pot.png", alt="Pot"), " of tea"),
        tag("p", component("Zoom", src={"src": "/lid.png", "width": 3}, alt="Lid")),
        tag("hr"),
        tag("blockquote", "\n", tag("p", "Tea first."), "\n"),
    )

    assert [(block.kind, block.text, block.href, block.parent) for block in body.blocks] == [
        (K.MERMAID, "graph TD\n  A --> B", None, None),
        (K.PARAGRAPH, "A pot of tea", None, None),
        (K.IMAGE, "Pot", "/pot.png", None),
        (K.IMAGE, "Lid", "/lid.png", None),
        (K.RULE, "", None, None),
        (K.QUOTE, "", None, None),
        (K.PARAGRAPH, "Tea first.", None, 5),
    ]
    assert body.findings == ()


def test_a_picture_that_is_a_link_leaves_the_link():
    block = read(tag("p", tag("a", tag("img", src="/badge.svg", alt=""), href="https://tea.example/1"))).blocks[0]

    assert marked(block) == [(SpanKind.LINK, "https://tea.example/1", "https://tea.example/1")]
