import pytest

from ingest.linking.matcher import Matcher
from tests.ingest.linking.tea_vocabulary import VOCABULARY, concept


@pytest.fixture(scope="module")
def matcher():
    return Matcher(VOCABULARY)


def found(matcher, text):
    return [(match.concept, text[match.start : match.end]) for match in matcher.matches(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("We love green tea.", [("green-tea", "green tea")], id="any case"),
        pytest.param("Green-Tea time", [("green-tea", "Green-Tea")], id="hyphen"),
        pytest.param("green teas", [("green-tea", "green teas")], id="plural"),
        pytest.param("one taste pair", [("taste-pairs", "taste pair")], id="singular"),
        pytest.param("用GFB冲", [("gongfu", "GFB")], id="Latin in Chinese"),
        pytest.param("我们喝龙井茶吧", [("green-tea", "龙井茶")], id="Chinese in Chinese"),
        pytest.param("叶底的分析", [("leaf", "叶底的分析")], id="particle"),
        pytest.param("KL评分", [("tea-score", "KL评分")], id="mixed without a blank"),
        pytest.param("ＧＦＢ法", [("gongfu", "ＧＦＢ")], id="full width"),
        pytest.param("GFB's way", [("gongfu", "GFB")], id="possessive"),
        pytest.param("GFBs", [("gongfu", "GFBs")], id="plural of capitals"),
        pytest.param("BREW++ 与 GFB", [("brew-plus", "BREW++"), ("gongfu", "GFB")], id="symbols"),
        pytest.param("用 Brew.int8() 冲", [("brew-plus", "Brew.int8()")], id="call as a name"),
        pytest.param("think/no_think 模式", [("taste-pairs", "think/no_think")], id="underscore of the name"),
        pytest.param("Tea-as-Judge", [("tea-score", "Tea-as-Judge")], id="hyphenated name"),
        pytest.param(
            "GFB/龙井茶/LeAF", [("gongfu", "GFB"), ("green-tea", "龙井茶"), ("leaf", "LeAF")], id="list by slashes"
        ),
        pytest.param("GFB-based and GFB-like", [("gongfu", "GFB"), ("gongfu", "GFB")], id="suffixes"),
        pytest.param("GFB-Int4 与 GFB-8B", [("gongfu", "GFB"), ("gongfu", "GFB")], id="sizes and versions"),
        pytest.param("GFB+龙井茶", [("gongfu", "GFB"), ("green-tea", "龙井茶")], id="plus as and"),
    ],
)
def test_what_is_a_name(matcher, text, expected):
    assert found(matcher, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("evergreen tea", id="end of a longer word"),
        pytest.param("green teapot", id="beginning of a longer word"),
        pytest.param("gfb", id="acronym without its case"),
        pytest.param("leaf LEAF", id="short name without its case"),
        pytest.param("GFBTrainer", id="camel case"),
        pytest.param("GFB_config", id="identifier"),
        pytest.param("use_GFB", id="end of an identifier"),
        pytest.param("green_tea", id="words joined by an underscore"),
        pytest.param("teahouse/GFB-1.7B_v2", id="owner and model"),
        pytest.param("/docs/GFB", id="path"),
        pytest.param("cups/GFB/water_level", id="path with an identifier"),
        pytest.param("pot.GFB", id="attribute"),
        pytest.param("GFB.pour", id="object"),
        pytest.param("GFB()", id="call"),
        pytest.param("GFB-V", id="hyphenated longer name"),
        pytest.param("Step-GFB", id="end of a hyphenated name"),
        pytest.param("β-GFB", id="Greek prefix"),
        pytest.param("@GFB #GFB \\GFB", id="handle, tag, command"),
        pytest.param("BREW+", id="less than the name"),
        pytest.param("GFB+", id="a plus more"),
        pytest.param("Steamers", id="plural of a proper name"),
        pytest.param("口味对齐", id="longer Chinese word"),
        pytest.param("反浸泡", id="contrary"),
        pytest.param("叶的底分析", id="particle inside a word"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_name(matcher, text):
    assert found(matcher, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("QGFB", [("cold-gongfu", "QGFB")], id="not inside a longer acronym"),
        pytest.param("Dr. GFB", [("cold-gongfu", "Dr. GFB")], id="not inside a longer name"),
        pytest.param("冷浸泡", [("cold-steeping", "冷浸泡")], id="not inside a longer Chinese name"),
        pytest.param("浸泡时间表", [("steeping", "浸泡时间表")], id="the longer alias"),
        pytest.param("叶底分析", [("leaf", "叶底分析")], id="the longer name"),
    ],
)
def test_the_longest_name_counts(matcher, text, expected):
    assert found(matcher, text) == expected


def test_of_names_that_overlap_the_longer_counts_even_if_it_begins_later():
    matcher = Matcher([concept("a", zh="新龙井茶"), concept("b", zh="茶叶底分析")])

    assert found(matcher, "新龙井茶叶底分析") == [("b", "茶叶底分析")]


def test_overlapping_names_of_one_concept_are_one():
    matcher = Matcher([concept("a", zh="长冷泡", aliases=["冷泡 GFB"]), concept("gfb", en="GFB")])

    assert found(matcher, "长冷泡 GFB") == [("a", "长冷泡 GFB")]


def test_of_two_concepts_with_a_name_the_first_by_slug_counts_unless_case_tells():
    matcher = Matcher([concept("b", en="TEA"), concept("a", en="Tea"), concept("c", en="Tea")])

    assert found(matcher, "TEA Tea") == [("b", "TEA"), ("a", "Tea")]


def test_a_text_that_is_a_name_and_no_more(matcher):
    assert [matcher.whole(text) for text in ("GFB", "gfb", "GFB x", "Green tea")] == ["gongfu", None, None, "green-tea"]


def test_an_empty_vocabulary_finds_nothing():
    assert found(Matcher([]), "green tea 龙井茶") == []
