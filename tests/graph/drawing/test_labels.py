"""Labels: their width, and their lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.drawing.labels import cells, lines_of, shortened


@given(st.text(max_size=60), st.integers(4, 30), st.integers(1, 3))
def test_no_line_is_wider_than_asked_and_there_are_no_more_than_asked(text, most, lines):
    found = lines_of(text, most, lines)

    assert len(found) <= lines
    assert all(cells(line) <= most for line in found)


@given(st.text(alphabet="aé茶道 -，。", max_size=40))
def test_nothing_is_lost_while_there_is_room(text):
    assert "".join("".join(lines_of(text, 200)).split()) == "".join(text.split())


def test_chinese_counts_double_and_breaks_anywhere_but_before_a_closing_mark():
    assert cells("茶tea") == 5
    assert lines_of("先烧水，后泡茶", 8) == ("先烧水，", "后泡茶")


def test_lines_are_of_much_the_same_length():
    assert lines_of("Group Relative Policy Optimization", 30) == ("Group Relative", "Policy Optimization")


@pytest.mark.parametrize(
    ("text", "most", "expected"), [("oolong", 6, "oolong"), ("oolong", 5, "oolo…"), ("乌龙茶", 5, "乌龙…")]
)
def test_what_is_cut_says_so(text, most, expected):
    assert shortened(text, most) == expected
