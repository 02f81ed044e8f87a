import pytest

from ingest.linking.headings import Announced, announced_in, is_aside, is_lead_in, recalls
from ingest.linking.links import TextKind, links_in_line
from ingest.linking.matcher import Matcher
from tests.ingest.linking.tea_vocabulary import VOCABULARY

MATCHER = Matcher(VOCABULARY)


def told(heading):
    links = links_in_line(heading, TextKind.HEADING, MATCHER)
    return announced_in(heading, [(link.start, link.end, link.concept) for link in links])


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("龙井茶", id="bare"),
        pytest.param("5.1 龙井茶", id="number"),
        pytest.param("龙井茶（Green tea）", id="gloss"),
        pytest.param("龙井茶：一种茶", id="explanation"),
        pytest.param("龙井茶 — 一种茶", id="dash"),
        pytest.param("方法三：龙井茶", id="enumerated"),
        pytest.param("第二步：龙井茶", id="step"),
    ],
)
def test_it_is_the_concept(heading):
    assert told(heading) == {"green-tea": Announced.ALONE}


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("龙井茶的原理", id="principle"),
        pytest.param("龙井茶核心概念", id="core"),
        pytest.param("什么是龙井茶", id="what is"),
        pytest.param("为什么需要龙井茶", id="why"),
        pytest.param("What is green tea?", id="what is, English"),
        pytest.param("Green tea in practice", id="practice, English"),
        pytest.param("步骤 2：龙井茶训练（GT）", id="step with a gloss"),
        pytest.param("GFB 与实践详解", id="in detail"),
        pytest.param("龙井茶检查清单", id="checklist"),
        pytest.param("茶叶（Green tea）", id="only in the parenthesis"),
        pytest.param("GFB 新式冲法（Gongfu brewing）", id="before and in the parenthesis"),
    ],
)
def test_it_announces_the_concept(heading):
    assert list(told(heading).values()) == [Announced.SUBJECT]


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("从龙井茶到红茶", id="from"),
        pytest.param("龙井茶 vs 红茶", id="against"),
        pytest.param("龙井茶的局限", id="limits"),
        pytest.param("为什么仅靠龙井茶不够", id="not enough"),
        pytest.param("红茶：胜过龙井茶", id="in the explanation"),
        pytest.param("红茶（龙井茶、GFB）", id="among others in a parenthesis"),
        pytest.param("龙井茶的已知问题", id="flaws"),
        pytest.param("龙井茶与红茶的对比", id="comparison"),
        pytest.param("龙井茶的红茶对比", id="comparison behind"),
        pytest.param("The problem of green tea", id="flaws, English"),
        pytest.param("龙井茶参考文献", id="references"),
        pytest.param("引言：龙井茶", id="introduction"),
        pytest.param("龙井茶工具", id="tools for it"),
        pytest.param("龙井茶" + "很" * 400, id="endless"),
    ],
)
def test_it_only_names_the_concept(heading):
    assert told(heading)["green-tea"] is Announced.NAMED


def test_it_announces_several():
    assert set(told("龙井茶与 GFB").values()) == {Announced.SHARED}


@pytest.mark.parametrize(
    "heading",
    [
        "龙井茶的水温要求",
        "4.1 龙井茶的产地",
        "龙井茶质量",
        "龙井茶成本分析",
        "The origin of green tea",
        "Green tea's price",
        "Green tea quality",
    ],
)
def test_it_looks_at_one_side(heading):
    assert told(heading) == {"green-tea": Announced.FACET}


def test_a_text_that_recalls():
    assert recalls("回顾上一节，龙井茶不经发酵。")
    assert not recalls("龙井茶不经发酵，回顾一下。")


def test_it_recalls():
    assert told("回顾龙井茶") == {"green-tea": Announced.RECALLED}


@pytest.mark.parametrize(
    "heading",
    ["本节小结", "参考文献", "延伸阅读", "Further reading", "Summary", "Next steps", "关键词", "常见问题（FAQ）"],
)
def test_asides(heading):
    assert is_aside(heading)


@pytest.mark.parametrize("heading", ["常见问题诊断", "龙井茶"])
def test_what_is_no_aside(heading):
    assert not is_aside(heading)


@pytest.mark.parametrize("heading", ["引言：为什么", "概述", "Introduction"])
def test_lead_ins(heading):
    assert is_lead_in(heading)
    assert not is_aside(heading)
