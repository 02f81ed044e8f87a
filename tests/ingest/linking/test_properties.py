import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.linking.coverage import coverages_of
from ingest.linking.folding import fold
from ingest.linking.linker import Linker
from ingest.linking.links import links_in
from ingest.linking.matcher import Matcher
from schema.blocks import Block, BlockKind, Span, SpanKind
from schema.records import Page
from schema.values import PageKind
from tests.ingest.linking.tea_vocabulary import VOCABULARY

MATCHER = Matcher(VOCABULARY)
LINKER = Linker(VOCABULARY)
NAMES = [name for one in VOCABULARY for name in (one.name.zh, one.name.en, *one.aliases)]
PIECES = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(
        ["的", " ", "-", "_", "/", "（", "）", "：", "是", "s", "**", "[", "]", '"', "\n", "的核心思想", "A-->B", "|"]
    ),
    st.text(max_size=3),
)
TEXTS = st.lists(PIECES, max_size=10).map("".join)


@st.composite
def blocks(draw):
    text = draw(TEXTS)
    ends = st.integers(0, len(text))
    spans = [
        Span(kind=kind, start=min(first, last), end=max(first, last))
        for kind, first, last in draw(st.lists(st.tuples(st.sampled_from(SpanKind), ends, ends), max_size=3))
    ]
    kind = draw(st.sampled_from(BlockKind))
    return {"kind": kind, "text": _storable(text), "spans": tuple(spans), "level": draw(st.integers(1, 6))}


def _storable(text):
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)


def page_of(parts, title="Tea"):
    made = tuple(Block(position=at, **part) for at, part in enumerate(parts))
    return Page(course="tea", path="/docs/tea", title=title, kind=PageKind.SECTION, position=0, blocks=made)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_a_match_folds_to_a_name_and_none_overlaps_another(text):
    last = 0

    for match in MATCHER.matches(text):
        assert last <= match.start < match.end <= len(text)
        assert any(pattern in fold(text[match.start : match.end]).text for pattern in MATCHER.patterns)
        last = match.end


@given(st.lists(blocks(), max_size=6), TEXTS)
def test_any_page_can_be_linked(parts, title):
    page = page_of(parts, title=_storable(title).strip() or "Tea")

    links = LINKER.links(page)
    coverages = coverages_of(page, links)

    assert [one.order for one in coverages] == list(range(len(coverages)))
    assert {one.concept for one in coverages} == {link.concept for link in links}
    for link in links:
        assert link.position is None or link.end <= len(page.blocks[link.position].text)


@given(st.lists(blocks(), max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_the_vocabulary_changes_nothing(parts, chance):
    page = page_of(parts)
    other = list(VOCABULARY)
    chance.shuffle(other)

    assert links_in(page.blocks, Matcher(other)) == links_in(page.blocks, MATCHER)


@given(TEXTS, TEXTS)
def test_a_block_is_linked_alike_whatever_stands_beside_it(one, other):
    first = Block(position=0, kind=BlockKind.PARAGRAPH, text=_storable(one))
    second = Block(position=1, kind=BlockKind.PARAGRAPH, text=f"{_storable(other)} 龙井茶 冷浸泡法 Steeping schedule")

    alone = set(links_in([second], MATCHER))
    together = {link for link in links_in([first, second], MATCHER) if link.position == 1}

    assert alone <= together


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 200_000 + ".", id="one long word"),
        pytest.param("a/" * 100_000, id="one long path"),
        pytest.param("a." * 100_000, id="one long host"),
        pytest.param("(" * 100_000 + "GFB", id="parentheses"),
        pytest.param("GFB(x) " * 20_000, id="many asides"),
        pytest.param("GFB/" * 30_000, id="a list by slashes"),
        pytest.param("第1课，" * 30_000 + "GFB", id="many references"),
    ],
)
@pytest.mark.parametrize("kind", [BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.MERMAID])
def test_hostile_text_is_linked_in_seconds(text, kind):
    page = page_of([{"kind": kind, "text": text, "level": 2}])

    start = time.process_time()
    LINKER.coverages(page)

    assert time.process_time() - start < 10


def test_random_vocabularies_link_to_their_own_names():
    chance = random.Random(7)
    for one in chance.sample(VOCABULARY, 5):
        text = f"说 {one.name.en} 吧"
        assert one.slug in {match.concept for match in MATCHER.matches(text)}
