import pytest

from ingest.linking.definitions import Told, told_in
from ingest.linking.elsewhere import told_elsewhere
from ingest.linking.links import links_in
from ingest.linking.matcher import Matcher
from schema.blocks import BlockKind
from tests.ingest.linking.tea_vocabulary import VOCABULARY, blocks_of, item, p, part

MATCHER = Matcher(VOCABULARY)


def told(block):
    blocks = blocks_of(block)
    return [kind for concept, kind in told_in(blocks[0], links_in(blocks, MATCHER)) if concept == "gongfu"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("GFB 是一种冲泡方法。", id="is"),
        pytest.param("茶有很多。GFB 是一种方法。", id="second sentence"),
        pytest.param("所谓 GFB 指的是多次冲泡。", id="so-called"),
        pytest.param("GFB（一种方法）用小壶多次冲泡，每次时间都很短。", id="gloss at the beginning"),
        pytest.param("GFB 的核心思想非常直观：多泡几次。", id="core idea"),
        pytest.param("GFB 提出了一种新的方法。", id="proposes"),
        pytest.param("GFB is a way to brew.", id="is, English"),
        pytest.param("Gongfu brewing refers to many short infusions.", id="refers to"),
        pytest.param("这种用小壶多次冲泡的方法称为 GFB。", id="what it is called"),
        pytest.param("让我们定义“GFB”如下。", id="let us define"),
        pytest.param("Brewing so is called Gongfu brewing.", id="is called, English"),
        pytest.param("人们用 GFB（小壶）：把茶叶多次短时间地冲泡，每次都品尝。", id="told behind a gloss"),
    ],
)
def test_a_sentence_that_says_what_it_is(text):
    assert Told.DEFINED in told(p(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("我们用 GFB 冲茶。", id="use"),
        pytest.param("GFB 是否好喝？", id="question"),
        pytest.param("龙井茶比 GFB 是更好的。", id="not at the beginning"),
        pytest.param("GFB 比龙井茶好。", id="comparison"),
        pytest.param("我们要重新定义 GFB。", id="defined anew"),
        pytest.param("龙井茶被定义为 GFB。", id="what defines something else"),
    ],
)
def test_a_sentence_that_does_not(text):
    assert told(p(text)) == []


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        pytest.param(p("**GFB**：用小壶多次短时间冲泡。"), [Told.LED], id="bold and a colon"),
        pytest.param(item("**GFB** —— 用小壶多次短时间冲泡。"), [Told.LED], id="bold and a dash"),
        pytest.param(p("**GFB 的启示**：茶叶要好，水温要对，时间要短才行。"), [Told.LED_ON], id="bold with more"),
        pytest.param(p("**GFB** 是一种冲泡方法。"), [Told.LED], id="bold and is"),
        pytest.param(p("**GFB**（小壶）指的是多次冲泡。"), [Told.LED], id="bold with a gloss and means"),
        pytest.param(
            p("每次用 **GFB**（Gongfu brewing），把茶叶多次短时间冲泡。"),
            [Told.INTRODUCED, Told.EXPANDED],
            id="bold with its long form, and on",
        ),
        pytest.param(p("每次用 GFB（Gongfu brewing），把茶叶多次冲泡。"), [Told.EXPANDED], id="long form, not bold"),
        pytest.param(p("每次都用 **GFB**（Gongfu brewing）。"), [Told.EXPANDED], id="bold with its long form, no more"),
        pytest.param(p("GFB：短。"), [], id="not bold"),
        pytest.param(p("用 GFB（Gongfu brewing）吧"), [Told.EXPANDED], id="long form"),
        pytest.param(p("用 GFB（Good Fine Brewing）吧"), [Told.EXPANDED], id="long form by its initials"),
        pytest.param(p("用 GFB（Teahouse, 2024）吧"), [], id="source"),
        pytest.param(part(BlockKind.CELL, "GFB 是一种方法"), [], id="cells define nothing"),
    ],
)
def test_other_ways_to_tell(block, expected):
    assert told(block) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("我们将在下一节详细介绍 GFB。", ["gongfu"], id="later"),
        pytest.param("在第3课中，我们学习了龙井茶。这里用 GFB。", ["green-tea"], id="earlier, of its sentence only"),
        pytest.param("这对应我们第1-2课的内容。", [None], id="without a name"),
        pytest.param("See the next chapter for GFB.", ["gongfu"], id="English"),
        pytest.param("GFB 很好。", [], id="here"),
    ],
)
def test_what_is_told_elsewhere(text, expected):
    blocks = blocks_of(p(text))

    assert list(told_elsewhere(text, links_in(blocks, MATCHER))) == expected
