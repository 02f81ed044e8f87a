import pytest

from ingest.linking.links import LinkRule, TextKind, links_in, links_in_line
from ingest.linking.matcher import Matcher
from schema.blocks import BlockKind
from tests.ingest.linking.tea_vocabulary import VOCABULARY, blocks_of, heading, item, p, part

MATCHER = Matcher(VOCABULARY)


def links(*parts):
    return links_in(blocks_of(*parts), MATCHER)


def found(*parts):
    blocks = blocks_of(*parts)
    return [(link.concept, blocks[link.position].text[link.start : link.end]) for link in links_in(blocks, MATCHER)]


@pytest.mark.parametrize(
    ("block", "kind", "rule"),
    [
        pytest.param(heading("GFB"), TextKind.HEADING, LinkRule.NAME, id="heading"),
        pytest.param(p("GFB"), TextKind.TEXT, LinkRule.NAME, id="paragraph"),
        pytest.param(item("green teas"), TextKind.TEXT, LinkRule.NUMBER, id="item, plural"),
        pytest.param(part(BlockKind.CELL, "GFB"), TextKind.CELL, LinkRule.NAME, id="cell"),
        pytest.param(part(BlockKind.CARD, "GFB"), TextKind.CARD, LinkRule.NAME, id="card"),
        pytest.param(part(BlockKind.CALLOUT, "GFB"), TextKind.CALLOUT, LinkRule.NAME, id="callout"),
        pytest.param(part(BlockKind.TAB, "GFB"), TextKind.TEXT, LinkRule.NAME, id="tab"),
        pytest.param(part(BlockKind.MERMAID, "graph LR\n A[GFB]"), TextKind.DIAGRAM, LinkRule.DIAGRAM, id="diagram"),
        pytest.param(p("`GFB`"), TextKind.TEXT, LinkRule.CODE, id="code that is a name"),
    ],
)
def test_a_link_tells_its_place_kind_and_rule(block, kind, rule):
    (link,) = links(p("nothing"), block)

    assert (link.position, link.kind, link.rule) == (1, kind, rule)


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(part(BlockKind.CODE, "GFB"), id="code block"),
        pytest.param(part(BlockKind.FORMULA, "GFB"), id="formula"),
        pytest.param(part(BlockKind.IMAGE, "GFB"), id="picture"),
        pytest.param(p("$GFB$"), id="formula in a text"),
        pytest.param(p("`pour(GFB)`"), id="code in a text"),
        pytest.param(p("`gfb`"), id="code in another case"),
        pytest.param(p("https://tea.example/GFB"), id="address"),
        pytest.param(p("GFB.py"), id="file name"),
        pytest.param(p("cups/GFB.json"), id="path of a file"),
        pytest.param(p("GFB@tea.example"), id="mail address"),
        pytest.param(p("绿`x`茶"), id="name cut by code"),
    ],
)
def test_what_names_nothing(block):
    assert links(block) == ()


def test_offsets_are_those_of_the_block_behind_code_and_formulas():
    assert found(p("用 `pour()` 和 $x^2$ 冲**龙井茶**，`GFB` 也行，龙井茶。")) == [
        ("green-tea", "龙井茶"),
        ("gongfu", "GFB"),
        ("green-tea", "龙井茶"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("BREW++（Better GFB Ways）", ["brew-plus"], id="part of what a name stands for"),
        pytest.param("BREW++（GFB）", ["brew-plus", "gongfu"], id="an aside of its own"),
        pytest.param("BREW++（GFB、Green tea）", ["brew-plus", "gongfu", "green-tea"], id="a list"),
        pytest.param("BREW++（用 GFB 冲）", ["brew-plus", "gongfu"], id="a sentence"),
        pytest.param("我们（Better GFB Ways）", ["gongfu"], id="behind no name"),
        pytest.param("GFB（Gongfu brewing method）", ["gongfu", "gongfu"], id="of the same concept"),
    ],
)
def test_names_in_what_another_name_stands_for(text, expected):
    assert [concept for concept, _ in found(p(text))] == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([p("我们用浸泡来说明这个问题")], [], id="alone in a sentence"),
        pytest.param([p("先浸泡过夜"), p("再次浸泡一下")], ["浸泡", "浸泡"], id="in two blocks"),
        pytest.param(
            [p("有浸泡一说"), p("Steeping schedule")], ["浸泡", "Steeping schedule"], id="beside another name"
        ),
        pytest.param([p("揉捻、浸泡等")], ["浸泡"], id="in a list"),
        pytest.param([p("4-min 浸泡而已")], ["浸泡"], id="behind a Latin word"),
        pytest.param([part(BlockKind.CELL, "浸泡")], ["浸泡"], id="all of its block"),
    ],
)
def test_a_name_that_may_be_an_everyday_word(parts, expected):
    assert [text for _, text in found(*parts)] == expected


def test_a_line_is_linked_without_a_position():
    (link,) = links_in_line("1.1 龙井茶", TextKind.TITLE, MATCHER)

    assert (link.concept, link.position, link.start, link.end) == ("green-tea", None, 4, 7)
