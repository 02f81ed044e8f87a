import time

import pytest

from ingest.statements.cues import CUES
from ingest.statements.sentences import said_on
from tests.ingest.statements.kitchen import FINDER, code, heading, p, page


def said(text):
    return {(one.source, one.kind.value, one.target) for one in said_on(page(p(text)), FINDER)}


def needs(source, target):
    return (source, "requires", target)


@pytest.mark.parametrize(
    ("text", "edge"),
    [
        ("冲泡是奉茶的基础。", needs("serving", "steeping")),
        ("理解冲泡也是理解奉茶（下一节）的必要基础。", needs("serving", "steeping")),
        ("奉茶的前提是冲泡。", needs("serving", "steeping")),
        ("Steeping is the basis of serving.", needs("serving", "steeping")),
        ("Steeping is a prerequisite for serving.", needs("serving", "steeping")),
        ("奉茶建立在冲泡之上。", needs("serving", "steeping")),
        ("冷泡在冲泡的基础上降低水温。", needs("cold-brew", "steeping")),
        ("Serving builds on steeping.", needs("serving", "steeping")),
        ("奉茶基于冲泡。", needs("serving", "steeping")),
        ("奉茶需要先会冲泡。", needs("serving", "steeping")),
        ("学习奉茶之前，应当先了解冲泡。", needs("serving", "steeping")),
        ("Serving requires steeping.", needs("serving", "steeping")),
        ("冲泡为后续的奉茶提供一个良好的起点。", needs("serving", "steeping")),
        ("冷泡是对冲泡的全面改进。", ("cold-brew", "repairs", "steeping")),
        ("冷泡修复了冲泡过苦的毛病。", ("cold-brew", "repairs", "steeping")),
        ("Cold brew improves on steeping.", ("cold-brew", "repairs", "steeping")),
        ("冷泡解决了冲泡过苦的问题。", ("cold-brew", "answers", "steeping")),
        ("为了克服冲泡的局限，人们提出了冷泡。", ("cold-brew", "answers", "steeping")),
        ("Cold brew addresses the bitterness of steeping.", ("cold-brew", "answers", "steeping")),
        ("冷泡：直接用冰水，无需热水。", ("cold-brew", "removes", "water")),
        ("冷泡在杯子里过夜，省去了热水。", ("cold-brew", "removes", "water")),
        ("Cold brew does not need hot water.", ("cold-brew", "removes", "water")),
        ("冷泡可以代替冲泡。", ("cold-brew", "removes", "steeping")),
        ("冲泡 = 茶叶 + 热水。", ("steeping", "combines", "water")),
        ("冲泡将茶叶和热水结合在一起。", ("steeping", "combines", "leaf")),
        ("最好的办法：冲泡 + 过滤的组合。", ("steeping", "combines", "straining")),
        ("Steeping combines tea leaf and hot water.", ("steeping", "combines", "leaf")),
        ("有人将过滤应用于冷泡。", ("cold-brew", "applies", "straining")),
        ("过滤用于冷泡。", ("cold-brew", "applies", "straining")),
        ("Straining is applied to cold brew.", ("cold-brew", "applies", "straining")),
        ("冷泡可以视为冲泡的一个特例。", ("cold-brew", "variant-of", "steeping")),
        ("冷泡本质上是一种冲泡。", ("cold-brew", "variant-of", "steeping")),
        ("Cold brew is a special case of steeping.", ("cold-brew", "variant-of", "steeping")),
        ("点茶等价于冲泡。", ("whisking", "equals", "steeping")),
        ("点茶本质上就是用力做的冲泡。", ("whisking", "equals", "steeping")),
        ("先冲泡，再奉茶。", ("steeping", "precedes", "serving")),
        ("First steeping, then serving.", ("steeping", "precedes", "serving")),
    ],
)
def test_a_cue_says_an_edge(text, edge):
    assert edge in said(text)


def test_every_cue_is_spoken_for():
    spoken = test_a_cue_says_an_edge.pytestmark[0].args[1]

    seen = {one.rule for text, _ in spoken for one in said_on(page(p(text)), FINDER)}

    assert {cue.name for cue in CUES} <= seen


@pytest.mark.parametrize(
    "text",
    [
        "冲泡和奉茶都很有意思。",
        "冲泡不是奉茶的基础。",
        "冲泡并非建立在点茶之上。",
        "奉茶需要先会冲泡吗？",
        "冲泡是基础。奉茶是另一件事。",
        "Steeping and serving are fun.",
        "Steeping is not the basis of serving.",
        "不需要茶壶，不需要热水。",
        "冲泡是冲泡的基础。",
    ],
    ids=[
        "no cue",
        "not",
        "by no means",
        "a question",
        "two sentences",
        "English",
        "not in English",
        "no subject",
        "itself",
    ],
)
def test_what_no_cue_says_is_not_proposed(text):
    assert said(text) == set()


def test_each_concept_of_a_row_counts():
    assert said("冷泡、点茶和过滤都建立在冲泡之上。") == {
        needs("cold-brew", "steeping"),
        needs("whisking", "steeping"),
        needs("straining", "steeping"),
    }


def test_brackets_after_a_name_are_passed_over_unless_they_name_something_else():
    assert said("冷泡（Cold brew）（某人，2024）建立在冲泡之上。") == {needs("cold-brew", "steeping")}
    assert said("过滤（冷泡）建立在冲泡之上。") == {needs("cold-brew", "steeping")}


def test_a_list_of_variants_holds_what_begins_its_clauses():
    assert said("这些局限催生了冲泡变体：冷泡更甜，点茶更快，都用茶壶。") == {
        ("cold-brew", "variant-of", "steeping"),
        ("whisking", "variant-of", "steeping"),
    }


def test_a_chain_of_arrows_is_an_order_through_steps_that_name_nothing():
    assert said("路线：茶叶 → 等待 → 冲泡 → 奉茶，然后休息") == {
        ("leaf", "precedes", "steeping"),
        ("steeping", "precedes", "serving"),
    }


def test_a_single_arrow_counts_where_the_line_speaks_of_a_way():
    assert said("冲泡 → 奉茶 流程") == {("steeping", "precedes", "serving")}
    assert said("想要冲泡 → 茶壶") == set()


def test_a_chain_whose_steps_need_each_other_is_a_chain_of_needs():
    assert said("路线：茶叶 → 冲泡 → 奉茶。每一步都建立在前一步的基础上。") == {
        needs("steeping", "leaf"),
        needs("serving", "steeping"),
    }


def test_a_chain_that_comes_back_is_a_process_and_no_need():
    assert said("冲泡 → 过滤 → 冲泡 → 奉茶。每一步都建立在前一步的基础上。") == {
        ("steeping", "precedes", "straining"),
        ("steeping", "precedes", "serving"),
    }


def test_a_proposal_quotes_its_sentence_and_gives_its_place():
    made = page(heading("奉茶", "serving"), p("开始。"), p("闲话。冲泡是奉茶的基础。"))

    (one,) = said_on(made, FINDER)

    assert (one.quote, one.rule, one.course) == ("冲泡是奉茶的基础。", "basis-of", "tea")
    assert (one.sources[0].anchor, one.sources[0].position) == ("serving", 2)


def test_code_says_nothing():
    assert list(said_on(page(code("冲泡是奉茶的基础。")), FINDER)) == []
    assert said("`冲泡`是奉茶的基础。") == set()


@pytest.mark.parametrize(
    "text",
    [
        "冲泡、" * 1300,
        "冲泡是" * 1300,
        "先冲泡" * 1300,
        "冲泡" + "（" * 3900,
        "冲泡 → " * 900,
        "茶壶变体：" * 790,
        "\ue000" * 4000,
    ],
)
def test_a_hostile_text_takes_no_longer_than_its_length(text):
    start = time.process_time()

    said(text)

    assert time.process_time() - start < 2
