import random
import time

import pytest

from graph.nodes import NodeKind, key_of, kind_of
from graph.search import Match, SearchIndex, query_tokens_in, tokens_in
from schema.blocks import Block, BlockKind
from schema.record_set import RecordSet
from schema.records import Paper
from tests.graph.teahouse import TEAHOUSE_RECORDS, catalogue, concept, page, with_more


def index_of(*more) -> SearchIndex:
    return SearchIndex(catalogue(with_more(*more)))


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return index_of()


def keys(hits) -> list[str]:
    return [key_of(hit.node) for hit in hits]


def test_a_reference_comes_first(index):
    hit = index.search("green tea")[0]

    assert (key_of(hit.node), hit.match, hit.field) == ("green-tea", Match.REF, "name")


@pytest.mark.parametrize("text", ["Assam", "assam", "红茶", "black-tea", "Black tea"])
def test_an_alias_is_as_good_as_the_name(index, text):
    hit = index.search(text)[0]

    assert (key_of(hit.node), hit.match) == ("black-tea", Match.REF)


def test_nodes_that_share_a_name_come_before_those_that_only_hold_the_word():
    index = index_of(
        concept("cold-brew", aliases=["pu erh"]), concept("aged", aliases=["Pu-Erh"]), concept("pu-erh-cake")
    )

    hits = index.search("pu erh")

    assert [(key_of(hit.node), hit.match) for hit in hits] == [
        ("aged", Match.ALIAS),
        ("cold-brew", Match.ALIAS),
        ("pu-erh-cake", Match.TEXT),
    ]


def test_no_text_however_rich_comes_before_an_exact_name():
    title = " ".join(f"word{number}" for number in range(60))
    rich = Paper(id="rich", title=f"{title} more", aliases=(f"{title} again", f"{title} once more"))
    index = index_of(rich, Paper(id="exact", title=title))

    hits = index.search(title)

    assert keys(hits) == ["exact", "rich"]
    assert hits[0].match is Match.REF


def test_a_name_counts_more_than_a_text():
    index = index_of(concept("samovar"), page("/a", "A", 9, description="samovar"), page("/b", "B", 10, characters=1))

    assert [kind_of(hit.node) for hit in index.search("samovar")] == [NodeKind.CONCEPT, NodeKind.PAGE]


def test_a_two_character_chinese_word_is_found_inside_a_text(index):
    hits = index.search("水温")

    assert keys(hits) == ["teahouse/docs/lecture-1"]
    assert (hits[0].match, hits[0].field) == (Match.TEXT, "text")


def test_a_two_character_chinese_word_is_found_inside_a_name(index):
    assert keys(index.search("品鉴")) == ["tasting"]


def test_chinese_characters_that_do_not_stand_together_are_not_found(index):
    assert index.search("水重") == ()


def test_a_single_chinese_character_is_found(index):
    assert "milk-tea" in keys(index.search("奶"))


def test_a_word_is_found_by_its_beginning(index):
    assert "teahouse/https://kettles.example/guide" in keys(index.search("kettl"))
    assert "teahouse/docs/lecture-1" in keys(index.search("whist"))


def test_a_whole_word_counts_more_than_its_beginning():
    index = index_of(concept("a-cup", aliases=["oolongish brew"]), concept("z-cup", aliases=["oolong brew"]))

    assert keys(index.search("oolong")) == ["z-cup", "a-cup"]


def test_the_end_of_a_word_is_not_enough(index):
    assert index.search("ettles") == ()


def test_all_words_have_to_occur(index):
    assert "teahouse/docs/lecture-1" in keys(index.search("kettles whistle"))
    assert index.search("kettles coffee") == ()


def test_words_of_both_scripts_go_together(index):
    assert keys(index.search("whistle 水温")) == ["teahouse/docs/lecture-1"]


def test_an_author_finds_papers(index):
    assert keys(index.search("Mabel")) == ["2301.00001"]


def test_only_the_kinds_asked_for_are_found(index):
    everything = index.search("tea")
    concepts = index.search("tea", kinds=[NodeKind.CONCEPT])

    assert {kind_of(hit.node) for hit in everything} > {NodeKind.CONCEPT}
    assert {kind_of(hit.node) for hit in concepts} == {NodeKind.CONCEPT}
    assert concepts == tuple(hit for hit in everything if kind_of(hit.node) is NodeKind.CONCEPT)


def test_a_limit_keeps_the_best(index):
    assert index.search("tea", limit=2) == index.search("tea")[:2]


@pytest.mark.parametrize("text", ["", "   ", "?!", "——", "\x00", "\ud800", "*" * 5000, "("])
def test_a_text_without_words_finds_nothing(index, text):
    assert index.search(text) == ()


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_records_does_not_matter(index, seed):
    shuffled = list(TEAHOUSE_RECORDS)
    random.Random(seed).shuffle(shuffled)
    other = SearchIndex(catalogue(RecordSet.of(shuffled)))

    for text in ("tea", "a", "水", "茶", "lab", "2301", "k"):
        assert [(h.score, key_of(h.node)) for h in other.search(text)] == [
            (h.score, key_of(h.node)) for h in index.search(text)
        ]


def test_ties_are_broken_by_kind_and_key():
    index = index_of(*(concept(f"x{n}", aliases=[f"gong fu {n}"]) for n in (3, 1, 2)), Paper(id="a", title="Gong fu 9"))

    assert keys(index.search("gong")) == ["x1", "x2", "x3", "a"]


def test_time_for_a_long_query_is_bounded():
    words = " ".join(f"w{number}" for number in range(20_000))
    blocks = (Block(position=0, kind=BlockKind.PARAGRAPH, text=words),)
    index = index_of(page("/long", "Long", 9, blocks=blocks))

    started = time.perf_counter()
    hits = index.search(words)

    assert time.perf_counter() - started < 2
    assert keys(hits) == ["teahouse/long"]


def test_what_is_asked_of_a_text_is_indexed_of_it():
    for text in ("GRPO优势估计", "Dr. Kettle's R1-Zero", "C++ and F#", "水", "ｆｕｌｌ　ｗｉｄｔｈ", "绿茶green红茶"):
        assert set(query_tokens_in(text)) <= set(tokens_in(text))
