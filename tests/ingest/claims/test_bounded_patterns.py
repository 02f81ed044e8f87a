import time

import pytest

from ingest.claims.bounded_patterns import MOST_TEXT, bounded_pattern

BOUNDED = [
    "tea",
    r"(?P<value>~?\d{1,3}(?:\.\d{1,2})?) ?(?:GB|MB)",
    r"^第 [^。\n]{1,40}$",
    r"\(\d{3}\)\{x\}",
    r"[*+?{}]",
    r"[^\n]{0,80}?tea",
]


@pytest.mark.parametrize("pattern", BOUNDED)
def test_a_pattern_whose_repetitions_end_is_taken_as_it_is(pattern):
    assert bounded_pattern(pattern) == pattern


UNBOUNDED = {
    "star": ("a*", "without an end"),
    "plus": ("a+", "without an end"),
    "lazy star": ("a*?", "without an end"),
    "possessive": ("a?+", "without an end"),
    "open range": ("a{3,}", "not supported"),
    "range from nothing": ("a{,3}", "not supported"),
    "nested": ("(?:a{1,3}){1,3}", "repeats what repeats"),
    "nested option": ("(?:a?){1,30}", "repeats what repeats"),
    "nested choice": ("(?:a|aa){1,30}", "repeats what repeats"),
    "many ways": (".{0,99}.{0,99}.{0,99}", "more than 10,000 ways"),
    "many options": ("a?" * 20, "more than 10,000 ways"),
    "look ahead": ("(?=a)", "looks around"),
    "look behind": ("(?<!a)b", "looks around"),
    "flags": ("(?i:a)", "looks around"),
    "back reference": (r"(a)\1", "not supported"),
    "named back reference": ("(?P<a>x)(?P=a)", "looks around"),
    "no expression": ("(", "no regular expression"),
    "long": ("a" * 301, "longer than 300"),
}


@pytest.mark.parametrize("name", UNBOUNDED)
def test_a_pattern_that_could_take_long_is_refused(name):
    pattern, why = UNBOUNDED[name]

    with pytest.raises(ValueError, match=why):
        bounded_pattern(pattern)


def test_the_costliest_pattern_that_is_taken_is_done_in_a_moment():
    import re

    pattern = bounded_pattern(".{0,98}.{0,98}x")
    started = time.perf_counter()

    assert re.search(pattern, "a" * MOST_TEXT) is None
    assert time.perf_counter() - started < 5
