import pytest

from graph.minutes import Basis, Minutes, minutes_of, most_urgent, total_of
from schema.lab_records import LabStep
from schema.record_set import RecordSet
from schema.records import Paper, Recommendation
from schema.values import Hours, Priority
from tests.graph.estimates import FAST, NORMAL, SLOW, TABLE
from tests.graph.teahouse import COURSE, LABS, TEAHOUSE, catalogue, page, recommends, with_more

PAPER = Paper(id="steep", title="Steep")


def minutes_with(*recommendations: Recommendation) -> Minutes | None:
    records = RecordSet.of([COURSE, page("/a", "A", 0), page("/b", "B", 1), PAPER, *recommendations])
    return minutes_of(catalogue(records), PAPER)


def urged(priority: Priority | None, hours: Hours | None = None, *, path="/a", order=0) -> Recommendation:
    return recommends(path, order, paper="steep", priority=priority, hours=hours)


def test_hours_that_the_course_gives_are_declared():
    minutes = minutes_with(urged(Priority.MUST, Hours(low=1, high=2.5, text="1-2.5 小时")))

    assert minutes == Minutes(60, 105, 150, Basis.DECLARED)


@pytest.mark.parametrize(
    "hours", [None, Hours(text="一个下午"), Hours(low=2, text="2+ 小时"), Hours(high=2, text="≤ 2")]
)
def test_where_the_course_gives_no_span_the_table_estimates(hours):
    assert minutes_with(urged(Priority.STRONG, hours)) == Minutes(*TABLE["paper_minutes"]["strong"], Basis.ESTIMATED)


@pytest.mark.parametrize("priority", [*Priority, None])
def test_the_table_has_minutes_for_every_priority_and_none(priority):
    expected = TABLE["paper_minutes"][priority.value if priority else "none"]

    assert minutes_with(urged(priority)) == Minutes(*expected, Basis.ESTIMATED)
    assert expected == sorted(expected)


def test_a_paper_that_nobody_recommends_has_an_estimate():
    assert minutes_with() == Minutes(*TABLE["paper_minutes"]["none"], Basis.ESTIMATED)


def test_the_most_urgent_recommendation_counts_hours_before_none_then_the_first():
    hours = Hours(low=1, high=1, text="1 小时")
    weak = urged(Priority.OPTIONAL, Hours(low=9, high=9, text="9"), path="/a")
    bare, timed, later = urged(Priority.MUST, path="/a", order=1), urged(Priority.MUST, hours, path="/b"), None
    later = urged(Priority.MUST, Hours(low=5, high=5, text="5"), path="/b", order=1)
    of = catalogue(RecordSet.of([COURSE, page("/a", "A", 0), page("/b", "B", 1), PAPER, weak, later, timed, bare]))

    assert most_urgent(of, PAPER) == timed


def test_a_page_is_read_at_the_pace_of_the_table():
    assert minutes_of(catalogue(), page("/a", "A", 0, characters=9000)) == Minutes(
        round(9000 / FAST), round(9000 / NORMAL), round(9000 / SLOW), Basis.ESTIMATED
    )


@pytest.mark.parametrize("characters", [None, 0])
def test_a_page_that_was_not_read_takes_nobody_knows_how_long(characters):
    assert minutes_of(catalogue(), page("/a", "A", 0, characters=characters)) is None


def test_a_page_of_one_word_takes_a_minute():
    assert minutes_of(catalogue(), page("/a", "A", 0, characters=1)).low == 1


def test_a_lab_takes_what_the_table_says():
    assert minutes_of(catalogue(), LABS[0]) == Minutes(*TABLE["lab_minutes"], Basis.ESTIMATED)


@pytest.mark.parametrize("node", [TEAHOUSE.concepts[0], TEAHOUSE.courses[0], TEAHOUSE.lectures[0]])
def test_other_nodes_take_no_time_of_their_own(node):
    assert minutes_of(catalogue(), node) is None


def test_a_sum_of_declared_and_estimated_is_mixed_and_unknown_adds_nothing():
    declared, estimated = Minutes(1, 2, 3, Basis.DECLARED), Minutes(10, 20, 30, Basis.ESTIMATED)

    assert total_of([declared, None, estimated]) == Minutes(11, 22, 33, Basis.MIXED)
    assert total_of([declared, declared]).basis is Basis.DECLARED
    assert total_of([None]) is None
    assert total_of([]) is None


def test_a_lab_takes_what_its_course_gives_its_steps():
    lab = LABS[0]
    steps = [
        LabStep(course=lab.course, lab=lab.slug, order=at, title="Boil", minutes=minutes)
        for at, minutes in enumerate((20, None, 15))
    ]

    assert minutes_of(catalogue(with_more(*steps)), lab) == Minutes(35, 35, 35, Basis.DECLARED)


def test_hours_that_any_recommendation_gives_count_before_an_estimate():
    half = Hours(low=0.5, high=0.5, text="30 min")

    minutes = minutes_with(urged(Priority.MUST), urged(Priority.OPTIONAL, half, order=1))

    assert minutes == Minutes(30, 30, 30, Basis.DECLARED)
