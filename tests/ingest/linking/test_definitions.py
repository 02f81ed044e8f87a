import pytest

from ingest.linking.definitions import Told, announces_example, told_in
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
        pytest.param("GFB = 小壶 + 多次短时间冲泡。", id="equation"),
        pytest.param("在小壶的时代，**GFB** 是最常用的方法。", id="behind a fronted adverbial, in bold"),
        pytest.param("In a small pot, **Gongfu brewing** is the usual way.", id="fronted adverbial, English"),
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
        pytest.param("GFB = 3 次", id="a setting"),
        pytest.param("在小壶的时代，GFB 是最常用的方法。", id="behind a fronted adverbial, not in bold"),
        pytest.param("GFB（Pot）不能用大壶来冲泡，也不能一次泡很久。", id="label in brackets"),
        pytest.param("GFB 的最大价值：人人都能学会，到处都能冲泡。", id="what it is worth"),
    ],
)
def test_a_sentence_that_does_not(text):
    assert told(p(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("**GFB** 按下式计时：", [Told.LED], id="leads to it in bold"),
        pytest.param("**Gongfu brewing** takes so many minutes:", [Told.LED], id="English"),
        pytest.param("GFB 按下式计时：", [], id="not bold"),
        pytest.param("**GFB** 很好。下式计时：", [], id="another sentence leads to it"),
        pytest.param("每次用 **GFB** 计时：", [], id="not about it"),
    ],
)
def test_a_formula_that_a_name_leads_to_says_what_it_is(text, expected):
    block = blocks_of(p(text))[0]

    assert [kind for _, kind in told_in(block, links_in([block], MATCHER), before_formula=True)] == expected
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
        pytest.param(p("用 GFB（Gongfu brewing, GFB）吧"), [Told.EXPANDED], id="long form and its initials"),
        pytest.param(p("看 **GFB**（小壶和大壶的工夫泡法之差），它会慢慢变大。"), [], id="remark that names it again"),
        pytest.param(
            p("每次用**工夫泡法**（GFB），把茶叶多次冲泡。"),
            [Told.INTRODUCED, Told.EXPANDED],
            id="with its initials",
        ),
        pytest.param(part(BlockKind.CELL, "GFB 是一种方法"), [], id="cells define nothing"),
    ],
)
def test_other_ways_to_tell(block, expected):
    assert told(block) == expected


def test_a_word_in_brackets_is_a_label_and_brings_in_no_term():
    block = blocks_of(p("叶子先放进**蒸青机**（steamer），再放到竹席上慢慢晾干。"))[0]

    assert list(told_in(block, links_in([block], MATCHER))) == [("steamer", Told.EXPANDED)]


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


@pytest.mark.parametrize(
    ("text", "lessons"),
    [
        pytest.param("第1-3课讲 GFB。", {1, 2, 3}, id="range"),
        pytest.param("第二课讲 GFB。", {2}, id="number in Chinese"),
        pytest.param("GFB is told in lesson 4.", {4}, id="English"),
        pytest.param("第1课讲茶，第3课讲 GFB。", {1, 3}, id="several"),
        pytest.param("上一节讲 GFB。", set(), id="no number"),
    ],
)
def test_what_points_to_its_own_lesson_is_not_told_elsewhere(text, lessons):
    links = links_in(blocks_of(p(text)), MATCHER)

    assert {lesson for lesson in range(1, 6) if not list(told_elsewhere(text, links, lesson))} == lessons


@pytest.mark.parametrize("text", ["GFB 示例：", "GFB的例题 2：", "GFB examples", "示例：GFB", "An example of GFB:"])
def test_an_example_is_announced(text):
    at = text.index("GFB")

    assert announces_example(text, at, at + 3)


@pytest.mark.parametrize("text", ["GFB 示例见下表", "GFB：", "例如 GFB", "GFB", "GFB 的示例代码："])
def test_no_example_is_announced(text):
    at = text.index("GFB")

    assert not announces_example(text, at, at + 3)
