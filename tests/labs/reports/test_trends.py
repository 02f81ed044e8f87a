from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from labs.reports.curves import curve
from labs.reports.trends import Direction, trend_of

VALUES = st.floats(-1e9, 1e9) | st.floats(-1e150, 1e150)
SERIES = st.lists(VALUES | st.none(), max_size=60)


@given(SERIES)
def test_what_is_said_to_have_risen_ends_higher_than_it_began_and_the_ends_are_those_told(values):
    trend = trend_of(values)

    known = [value for value in values if value is not None]
    assert trend.missing == len(values) - len(known)
    if trend.direction is Direction.ROSE:
        assert trend.first < trend.last
        assert fmean(known[:2]) <= max(known)
    if trend.direction is Direction.FELL:
        assert trend.first > trend.last
    if trend.direction is Direction.TOO_SHORT:
        assert len(known) < 4


@given(SERIES)
def test_turned_round_what_rose_has_fallen(values):
    opposite = {Direction.ROSE: Direction.FELL, Direction.FELL: Direction.ROSE}
    there, back = trend_of(values), trend_of(values[::-1])

    assert back.direction is opposite.get(there.direction, there.direction)


@given(st.lists(st.floats(-1e6, 1e6), min_size=4, max_size=40), st.floats(0, 1e6))
def test_a_series_that_never_falls_is_never_said_to_have_fallen(values, gap):
    values = sorted(values)

    assert trend_of(values).direction is not Direction.FELL
    climbing = [*values[:2], *[one + gap for one in values[2:]]]
    assert trend_of(climbing).direction is not Direction.FELL


@given(VALUES, st.integers(4, 50))
def test_what_stays_the_same_has_not_changed(value, times):
    assert trend_of([value] * times).direction is Direction.NO_CLEAR_CHANGE


def test_a_difference_within_the_noise_is_no_change_and_one_beyond_it_is():
    noisy = [0.6, 0.4] * 10
    assert trend_of([*noisy, *[value + 0.02 for value in noisy]]).direction is Direction.NO_CLEAR_CHANGE
    assert trend_of([*noisy, *[value + 0.5 for value in noisy]]).direction is Direction.ROSE


def test_a_leap_in_the_middle_that_is_lost_again_is_no_rise():
    assert trend_of([0.1, 0.1, 0.1, 0.9, 0.9, 0.9, 0.9, 0.1, 0.1, 0.1]).direction is Direction.NO_CLEAR_CHANGE


@pytest.mark.parametrize("values", [[], [None], [1.0], [1.0, 2.0, 3.0], [None, 1.0, None, 2.0, 3.0]])
def test_of_less_than_four_values_nothing_is_said(values):
    assert trend_of(values).direction is Direction.TOO_SHORT


@given(
    st.dictionaries(st.text(max_size=12), st.lists(st.tuples(st.integers(0, 2**31), VALUES), max_size=20), max_size=8)
)
def test_any_series_can_be_drawn_within_its_picture(lines):
    svg = curve("tea/heat", {name: points for name, points in lines.items() if name.isprintable()})

    if svg:
        root = etree.fromstring(svg)
        width, height = float(root.get("width")), float(root.get("height"))
        for text in root.iter("{*}text"):
            assert 0 <= float(text.get("x")) <= width
            assert 0 <= float(text.get("y")) <= height
