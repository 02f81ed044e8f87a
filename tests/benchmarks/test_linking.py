"""Linking all pages of a course to a thousand concepts, against looking for each name and against pyahocorasick.

Times are CPU times of this process; each figure is the median over rounds in which the rivals take turns. The names
are drawn from the pages themselves, so that most of them occur, and from random words, so that most of a large
vocabulary does not.
"""

import gc
import random
import re
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import pytest

from ingest.linking.automaton import Automaton
from ingest.linking.folding import fold
from ingest.linking.links import links_in
from ingest.linking.matcher import Matcher
from ingest.site_files import page_files
from ingest.site_reading import layer_of, site_reading
from schema.blocks import Block
from schema.records import Concept
from schema.values import ConceptKind, Text
from tests.shared_files import real_build

CONCEPTS = 1000
ROUNDS = 3
NAIVE_FACTOR = 5.0
"""How many times faster than looking for each name linking has to be, folding and boundaries included; measured, 15."""

PEER_FACTOR = 4.0
"""How many times longer than an automaton in C one in Python may take; measured, 1.6."""

PEER_WHOLE_FACTOR = 2.0
"""The same for linking as a whole, of which finding names is a part; measured, 1.2."""

LINEAR = 3.0
"""How many times longer twice the text, or twice the vocabulary, may take."""


class Naive:
    """Looks for each pattern by itself."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = patterns

    def occurrences(self, text: str) -> Iterator[tuple[int, int, int]]:
        for number, pattern in enumerate(self._patterns):
            start = text.find(pattern)
            while start >= 0:
                yield start, start + len(pattern), number
                start = text.find(pattern, start + 1)


class Peer:
    """pyahocorasick."""

    def __init__(self, patterns: Sequence[str]) -> None:
        ahocorasick = pytest.importorskip("ahocorasick", reason="pyahocorasick is not installed (requirements/dev)")
        self._automaton = ahocorasick.Automaton()
        for number, pattern in enumerate(patterns):
            self._automaton.add_word(pattern, (number, len(pattern)))
        self._automaton.make_automaton()

    def occurrences(self, text: str) -> Iterator[tuple[int, int, int]]:
        for last, (number, length) in self._automaton.iter(text):
            yield last + 1 - length, last + 1, number


@cache
def course_blocks() -> tuple[tuple[Block, ...], ...]:
    files, findings = page_files(real_build("2026-03-11"))
    layer = layer_of(site_reading(files, findings=findings, whole=True), "llm-post-training")
    pages = tuple(page.blocks for page in layer.records.pages)
    assert len(pages) == 42
    return pages


@cache
def vocabulary(size: int, seed: int = 11) -> tuple[Concept, ...]:
    """Return concepts with three names each: Chinese and Latin words of the pages, and a random one."""
    chance = random.Random(seed)
    text = "\n".join(block.text for blocks in course_blocks() for block in blocks)
    chinese = sorted(
        {run[at : at + 2 + at % 4] for run in re.findall(r"[一-鿿]{6,}", text) for at in range(len(run) - 5)}
    )
    latin = sorted(set(re.findall(r"[A-Za-z][A-Za-z-]{3,}(?: [A-Za-z-]{3,})?", text)))
    return tuple(
        Concept(
            slug=f"concept-{number}",
            name=Text(zh=chance.choice(chinese), en=chance.choice(latin)),
            aliases=("".join(chance.choices("abcdefghijklmnopqrstuvwxyz ", k=12)) + str(number),),
            kind=ConceptKind.THEORY,
            area="made-up",
            definition=Text(en="Made up."),
        )
        for number in range(size)
    )


def linked_by(matcher: Matcher, times: int = 1) -> Callable[[], object]:
    pages = course_blocks() * times
    return lambda: [links_in(blocks, matcher) for blocks in pages]


def found_by(finder: Automaton | Naive | Peer, texts: Sequence[str]) -> Callable[[], object]:
    return lambda: [sorted(finder.occurrences(text)) for text in texts]


def raced(*rivals: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the median CPU time of each rival over rounds in which they take turns; they have to agree."""
    times: list[list[float]] = [[] for _ in rivals]
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            results = []
            for rival, taken in zip(rivals, times, strict=True):
                start = time.process_time()
                results.append(rival())
                taken.append(time.process_time() - start)
            assert all(result == results[0] for result in results)
    finally:
        gc.enable()
    return [statistics.median(taken) for taken in times]


def growth(small: Callable[[], object], large: Callable[[], object]) -> float:
    """Return how many times longer the larger of two tasks takes."""
    once, twice = raced(lambda: small() and None, lambda: large() and None)
    return twice / once


@pytest.fixture(scope="module")
def matcher():
    return Matcher(vocabulary(CONCEPTS))


@pytest.fixture(scope="module")
def texts():
    return tuple(fold(block.text).text for blocks in course_blocks() for block in blocks)


def test_linking_is_many_times_faster_than_looking_for_each_name(matcher):
    naive = Matcher(vocabulary(CONCEPTS), finder=Naive)

    ours, theirs = raced(linked_by(matcher), linked_by(naive), rounds=2)

    assert theirs / ours >= NAIVE_FACTOR, f"{theirs / ours:.1f} times faster"


def test_the_automaton_keeps_up_with_one_in_c(matcher, texts):
    ours, theirs = raced(found_by(Automaton(matcher.patterns), texts), found_by(Peer(matcher.patterns), texts))

    assert ours / theirs <= PEER_FACTOR, f"{ours / theirs:.1f} times slower"


def test_linking_keeps_up_with_linking_by_an_automaton_in_c(matcher):
    ours, theirs = raced(linked_by(matcher), linked_by(Matcher(vocabulary(CONCEPTS), finder=Peer)))

    assert ours / theirs <= PEER_WHOLE_FACTOR, f"{ours / theirs:.1f} times slower"


def test_twice_the_text_takes_about_twice_as_long(matcher):
    assert growth(linked_by(matcher), linked_by(matcher, times=2)) < LINEAR


def test_a_block_twice_as_long_takes_about_twice_as_long(matcher, texts):
    finder, text = Automaton(matcher.patterns), "\n".join(texts)

    assert growth(found_by(finder, [text]), found_by(finder, [text * 2])) < LINEAR


def test_twice_the_vocabulary_takes_at_most_about_twice_as_long(matcher):
    assert growth(linked_by(matcher), linked_by(Matcher(vocabulary(2 * CONCEPTS)))) < LINEAR


def test_making_ready_twice_the_vocabulary_takes_about_twice_as_long():
    small, large = vocabulary(CONCEPTS), vocabulary(2 * CONCEPTS)

    assert growth(lambda: Matcher(small), lambda: Matcher(large)) < LINEAR
