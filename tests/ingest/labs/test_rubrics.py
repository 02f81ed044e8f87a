"""How invented courses grade: levels of rubrics, ranges of points, deductions."""

import pytest

from schema.lab_records import GradingRule
from schema.values import PageKind
from schema.work_records import GradingLevel
from tests.ingest.labs.tea_labs import course_facts, of
from tests.ingest.recommended.block_pages import heading, p, table


def levels(*parts, kind=PageKind.GRADING):
    found = of(course_facts(*parts, kind=kind), GradingLevel)
    assert [one.order for one in found] == list(range(len(found)))
    return found


def rules(*parts):
    found = of(course_facts(*parts, kind=PageKind.GRADING), GradingRule)
    return [(one.subject, one.dimension, one.points, one.low, one.high, one.unit) for one in found]


def test_levels_of_a_dimension_are_worth_their_points():
    found = levels(
        heading("Lab reports"),
        heading("Taste rubric (2 points)", 3),
        table(("Score", "Criteria"), ("2", "One wants more"), ("0-1", "One is polite"), ("", "lost"), ("0", "")),
    )

    assert [(one.subject, one.dimension, one.label, one.low, one.high, one.unit) for one in found] == [
        ("lab report", "Taste", "2", 2, 2, "points"),
        ("lab report", "Taste", "0-1", 0, 1, "points"),
    ]
    assert [(one.meaning, one.page, one.position) for one in found] == [
        ("One wants more", "/docs/tea", 6),
        ("One is polite", "/docs/tea", 8),
    ]


def test_levels_with_names_have_their_points_in_a_column_of_its_own():
    found = levels(
        heading("课堂参与评估"),
        table(("等级", "分数", "标准"), ("优秀", "4 分", "常喝茶"), ("较差", "0-1 分", "不喝茶")),
    )

    assert [(one.subject, one.dimension, one.label, one.low, one.high, one.meaning) for one in found] == [
        ("attendance", "课堂参与", "优秀", 4, 4, "常喝茶"),
        ("attendance", "课堂参与", "较差", 0, 1, "不喝茶"),
    ]


def test_levels_of_several_dimensions_are_the_columns_of_a_table():
    found = levels(
        heading("Project report"),
        table(
            ("Criteria", "Weight", "Good (70-100%)", "Poor (<70%)"),
            ("Taste (8%)", "8%", "One wants more", "One is polite"),
            ("Warmth", "2%", "Hot", None),
        ),
    )

    assert [(one.dimension, one.label, one.low, one.high, one.unit, one.meaning) for one in found] == [
        ("Taste", "Good", 70, 100, "%", "One wants more"),
        ("Taste", "Poor", None, 70, "%", "One is polite"),
        ("Warmth", "Good", 70, 100, "%", "Hot"),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        (heading("Levels"), table(("Level", "Description"), ("Green", "young"))),
        (heading("Leaves"), table(("Criteria", "Green (fresh)", "Black (old)"), ("Taste", "light", "strong"))),
        (heading("Leaves"), table(("Criteria", "Good (70-100%)"), ("Taste", "light"))),
        (table(("Score", "Criteria"), ("2", "One wants more")),),
        (heading("Taste"), p("2: One wants more")),
    ],
)
def test_what_gives_no_points_to_levels_is_no_rubric(parts):
    assert levels(*parts) == []


def test_rubrics_stand_on_pages_of_grades_and_projects_alone():
    table_of_levels = table(("Score", "Criteria"), ("2", "One wants more"))

    assert levels(heading("Taste"), table_of_levels, kind=PageKind.RESOURCE) == []
    assert len(levels(heading("Taste"), table_of_levels, kind=PageKind.PROJECT)) == 1


@pytest.mark.parametrize("text", ["扣 2-3 分", "-2–3", "deduct 2-3 points", "2 至 3 分", "2-3"])
def test_deductions_are_less_than_nothing_and_keep_their_range(text):
    found = rules(heading("常见扣分点"), table(("Mistake", "Effect", "Remedy"), ("Cold tea", text, "a cosy")))

    assert found == [("deductions", "Cold tea", -3, -3, -2, "points")]


def test_a_single_deduction_has_no_range():
    assert rules(heading("Penalties"), table(("Mistake", "Points"), ("Cold tea", "1"))) == [
        ("deductions", "Cold tea", -1, None, None, "points")
    ]


def test_points_to_win_may_be_a_range_too():
    assert rules(heading("加分项"), table(("Idea", "加分"), ("A blend", "+1-2 分"), ("A poem", "+1 分"))) == [
        ("bonus", "A blend", 2, 1, 2, "points"),
        ("bonus", "A poem", 1, None, None, "points"),
    ]
