"""The time of invented projects."""

from datetime import date

import pytest

from schema.values import PageKind
from schema.work_records import ProjectMilestone
from tests.ingest.labs.tea_labs import course_facts, of
from tests.ingest.recommended.block_pages import callout, heading, items, p, table

NAMES = ("after_lecture", "by_lecture", "days_before", "first_week", "last_week", "first_day", "last_day")


def milestones(*parts, kind=PageKind.PROJECT):
    return of(course_facts(*parts, kind=kind), ProjectMilestone)


def time(text):
    (found,) = milestones(heading("项目时间规划"), p(f"{text}：choose leaves"))
    return {name: value for name in NAMES if (value := getattr(found, name)) is not None}


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("第 3-4 课间（1 周）", {"after_lecture": 3, "by_lecture": 4}),
        ("第三课到第四课之间", {"after_lecture": 3, "by_lecture": 4}),
        ("第 6 课前 3 天", {"by_lecture": 6, "days_before": 3}),
        ("第 6 课前", {"by_lecture": 6}),
        ("第 2 课后", {"after_lecture": 2}),
        ("Between lectures 3 and 4", {"after_lecture": 3, "by_lecture": 4}),
        ("Two days before lecture 6", {"by_lecture": 6, "days_before": 2}),
        ("After class 2", {"after_lecture": 2}),
        ("By session 5", {"by_lecture": 5}),
        ("第 8-10 周", {"first_week": 8, "last_week": 10}),
        ("Week 8", {"first_week": 8, "last_week": 8}),
        ("Weeks 8 to 10", {"first_week": 8, "last_week": 10}),
        ("2026-03-11", {"first_day": date(2026, 3, 11), "last_day": date(2026, 3, 11)}),
        ("2026年3月11日前", {"last_day": date(2026, 3, 11)}),
        ("2026/3/1 – 2026/3/11", {"first_day": date(2026, 3, 1), "last_day": date(2026, 3, 11)}),
    ],
)
def test_times_are_lectures_weeks_or_days(text, means):
    assert time(text) == means


def test_a_time_keeps_its_words_and_its_length_apart():
    (found,) = milestones(heading("Project timeline"), p("Between lectures 3 and 4 (1-2 weeks): Choose leaves: green."))

    assert (found.when, found.duration) == ("Between lectures 3 and 4", "1-2 weeks")
    assert (found.what, found.order, found.page, found.position) == ("Choose leaves: green.", 0, "/docs/tea", 1)


def test_items_and_tables_give_times_in_the_order_of_the_page():
    found = milestones(
        heading("Schedule"),
        items("Week 1: choose", "Bring a cup: yours"),
        table(("Due", "What", "Note"), ("Week 2", "brew", "hot"), ("soon", "drink", ""), ("Week 3", "", "")),
    )

    assert [(one.order, one.when, one.what) for one in found] == [(0, "Week 1", "choose"), (1, "Week 2", "brew · hot")]


def test_times_of_anything_but_a_project_are_left_alone():
    assert milestones(heading("Schedule"), p("Week 1: water"), kind=PageKind.GRADING) == []
    assert milestones(heading("Project schedule"), p("Week 1: choose"), kind=PageKind.GRADING) != []
    assert milestones(heading("Advice"), p("Week 1: water"), callout("", p("Lecture 2: pour"))) == []
    assert milestones(heading("Project schedule"), p("Week 1: choose"), kind=PageKind.RESOURCE) == []


@pytest.mark.parametrize("text", ["2026-13-45", "every day", "Three cups before tea"])
def test_what_is_no_time_is_no_milestone(text):
    assert milestones(heading("Project timeline"), p(f"{text}: choose leaves")) == []
