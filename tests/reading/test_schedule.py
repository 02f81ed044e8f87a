"""Weekly schedules: what is read in which week."""

from collections import defaultdict

import pytest

from reading.reading_list import reading_list
from reading.schedule import MOST_WEEKS, schedule_of
from reading.selection import ListOrder, Selection
from schema.errors import InputError
from schema.record_set import RecordSet
from schema.records import Paper
from schema.values import Hours, Priority
from tests.graph.teahouse import recommends, served, without
from tests.reading.random_lists import course, selection

SEEDS = range(300)


def papers(*hours, sections=(), priorities=()):
    """Return the list of a course that recommends papers p0, p1, … of so many hours."""
    base = without(lambda record: type(record).__name__ == "Recommendation")
    more = []
    for at, each in enumerate(hours):
        more.append(Paper(id=f"p{at}", title=f"Pot {at}"))
        priority = priorities[at] if priorities else None
        more.append(
            recommends(
                "/docs/lecture-1/papers",
                at,
                paper=f"p{at}",
                priority=priority,
                hours=Hours(low=each, high=each, text="h"),
                sections=sections,
            )
        )
    return reading_list(served(base | RecordSet.of(more)), Selection(order=ListOrder.COURSE))


def weeks_of(made, weeks, hours):
    found = schedule_of(made, weeks=weeks, hours_per_week=hours).weeks
    return [[(one.listed.paper.id, one.minutes) for one in week.sittings] for week in found]


def test_whole_papers_fill_weeks_so_that_the_fullest_is_as_short_as_can_be():
    assert weeks_of(papers(1, 1, 1, 0.5), 3, 3) == [[("p0", 60)], [("p1", 60)], [("p2", 60), ("p3", 30)]]
    assert weeks_of(papers(1, 1), 4, 5) == [[("p0", 60)], [("p1", 60)], [], []]


def test_a_paper_longer_than_a_week_is_cut_into_equal_parts_with_its_sections_shared_out():
    (first, second) = schedule_of(papers(3, sections=("1", "2", "3")), weeks=2, hours_per_week=2).weeks

    assert [(one.part, one.parts, one.sections, one.minutes) for one in first.sittings] == [(1, 2, ("1",), 90)]
    assert [(one.part, one.parts, one.sections, one.minutes) for one in second.sittings] == [(2, 2, ("2", "3"), 90)]


def test_too_few_sections_are_not_shared_out():
    first, *_ = schedule_of(papers(3, sections=("all",)), weeks=3, hours_per_week=1).weeks

    assert [(one.part, one.parts, one.sections) for one in first.sittings] == [(1, 3, ())]


def test_papers_are_cut_at_the_end_of_a_week_only_where_whole_ones_do_not_fit():
    assert weeks_of(papers(1.5, 1.5, 1), 2, 2) == [[("p0", 90), ("p1", 30)], [("p1", 60), ("p2", 60)]]


def test_weeks_are_as_even_as_can_be_where_papers_are_cut():
    made = papers(5 / 3, 5 / 3, 5 / 3)

    assert weeks_of(made, 2, 2.8) == [[("p0", 100), ("p1", 50)], [("p1", 50), ("p2", 100)]]


def test_the_least_urgent_go_first_where_there_is_no_time():
    made = papers(2, 2, 1, priorities=(Priority.OPTIONAL, Priority.MUST, Priority.STRONG))

    found = schedule_of(made, weeks=1, hours_per_week=3)

    assert [(one.paper.id, one.missing) for one in found.left_out] == [("p0", 120)]
    assert [one.listed.paper.id for one in found.weeks[0].sittings] == ["p1", "p2"]


def schedules():
    for seed in SEEDS:
        made = reading_list(course(seed), selection(seed, max_minutes=None, order=ListOrder.PREREQUISITE))
        for weeks, hours in ((1, 3), (2, 1.5), (4, 2), (6, 0.75)):
            yield seed, made, weeks, hours, schedule_of(made, weeks=weeks, hours_per_week=hours)


def test_no_week_is_longer_than_it_may_be_and_none_is_missing():
    for seed, _, weeks, hours, found in schedules():
        assert [week.number for week in found.weeks] == list(range(1, weeks + 1))
        for week in found.weeks:
            assert week.minutes == sum(one.minutes for one in week.sittings) <= hours * 60, seed
            assert all(one.minutes > 0 for one in week.sittings)


def test_every_paper_is_read_in_full_or_told():
    cut = 0
    for seed, made, _, _, found in schedules():
        read = defaultdict(list)
        for week in found.weeks:
            for one in week.sittings:
                read[one.listed.paper.id].append(one)
        gone = {one.paper.id for one in found.left_out}
        assert gone | set(read) == {one.paper.id for one in made.items}
        assert gone.isdisjoint(read)
        for several in read.values():
            cut += len(several) > 1
            assert [one.part for one in several] == list(range(1, len(several) + 1)), seed
            assert {one.parts for one in several} == {len(several)}
            assert sum(one.minutes for one in several) == several[0].listed.minutes.likely
            sections = [section for one in several for section in one.sections]
            assert sections in ([], list(several[0].listed.item.sections))
    assert cut > 50


def test_the_order_of_the_list_is_kept():
    for seed, _, _, _, found in schedules():
        numbers = [one.listed.number for week in found.weeks for one in week.sittings]
        assert numbers == sorted(numbers), seed


def test_nothing_is_left_out_that_there_is_time_for():
    gone = 0
    for seed, made, weeks, hours, found in schedules():
        free = weeks * int(hours * 60)
        if sum(one.minutes.likely for one in made.items) <= free:
            assert not found.left_out, seed
        gone += len(found.left_out)
    assert gone > 100


def test_an_empty_list_has_free_weeks():
    assert weeks_of(papers(), 2, 5) == [[], []]


@pytest.mark.parametrize(
    ("weeks", "hours"),
    [(0, 5), (MOST_WEEKS + 1, 5), (3, 0), (3, -1), (3, 169), (3, float("nan")), (3, float("inf"))],
)
def test_weeks_that_make_no_sense_are_refused(weeks, hours):
    with pytest.raises(InputError):
        schedule_of(papers(1), weeks=weeks, hours_per_week=hours)


def test_both_problems_are_told_at_once():
    with pytest.raises(ExceptionGroup) as caught:
        schedule_of(papers(1), weeks=0, hours_per_week=0)

    assert len(caught.value.exceptions) == 2
