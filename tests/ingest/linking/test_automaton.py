from hypothesis import given
from hypothesis import strategies as st

from ingest.linking.automaton import Automaton

PATTERNS = st.lists(st.text("ab茶 ", min_size=1, max_size=5), max_size=8, unique=True)


def naive(patterns, text):
    return sorted(
        (start, start + len(pattern), number)
        for number, pattern in enumerate(patterns)
        for start in range(len(text))
        if text.startswith(pattern, start)
    )


@given(PATTERNS, st.text("ab茶 ", max_size=40))
def test_it_finds_what_looking_everywhere_finds(patterns, text):
    assert sorted(Automaton(patterns).occurrences(text)) == naive(patterns, text)


def test_nested_patterns_are_all_found_the_longest_first():
    found = list(Automaton(["茶", "绿茶", "新绿茶"]).occurrences("新绿茶"))

    assert found == [(0, 3, 2), (1, 3, 1), (2, 3, 0)]


def test_no_pattern_finds_nothing():
    assert list(Automaton([]).occurrences("tea")) == []
