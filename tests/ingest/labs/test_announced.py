"""Results that invented lessons announce of labs."""

import pytest

from ingest.labs.announced import announced_results
from schema.lab_records import AssetKind, LabAsset
from schema.record_set import RecordSet
from schema.values import PageKind
from tests.ingest.labs.tea_labs import LAB
from tests.ingest.recommended.block_pages import heading, p, page_of, table

LESSON = "/docs/lecture-1/heat"
INTRODUCTION = p("Of a cup of Oolong-7B on one stove:")
HEADS = ("Way", "Memory", "Speed", "Advice")
GREEN = ("Green", "~16 GB", "baseline", "for guests")
BLACK = ("Black", "5-6 GB", "~0.9x", "for every day")


def announced(*parts, kind=PageKind.SECTION, lecture=1, name="leaf/Oolong-7B"):
    page = page_of(*parts, kind=kind, lecture=lecture, path=LESSON)
    base = LabAsset(course="tea", lab=LAB.slug, order=1, kind=AssetKind.MODEL, name=name, use="base", page=LAB.page)
    judge = base.model_copy(update={"order": 0, "name": "leaf/Judge", "use": "judge"})
    return announced_results(RecordSet.of([page, LAB, judge, base]))


def test_a_table_of_measures_of_the_model_of_a_lab_announces_its_results_with_their_place():
    found = announced(heading("Trade-offs"), INTRODUCTION, table(HEADS, GREEN, BLACK))

    assert [(one.subject, one.metric, one.value, one.low, one.high, one.unit) for one in found] == [
        ("Green", "Memory", "~16 GB", 16, 16, "GB"),
        ("Green", "Speed", "baseline", 1, 1, "x"),
        ("Black", "Memory", "5-6 GB", 5, 6, "GB"),
        ("Black", "Speed", "~0.9x", 0.9, 0.9, "x"),
    ]
    assert {(one.lab, one.page) for one in found} == {(LAB.slug, LESSON)}
    assert [(one.order, one.position) for one in found] == [(0, 8), (1, 9), (2, 12), (3, 13)]


def test_a_baseline_may_give_its_value():
    (_, accuracy) = announced(INTRODUCTION, table(("Way", "Memory", "Accuracy"), ("Green", "16 GB", "基准 (~80%)")))

    assert (accuracy.value, accuracy.low, accuracy.high, accuracy.unit) == ("基准 (~80%)", 80, 80, "%")


@pytest.mark.parametrize(
    "parts",
    [
        (p("Of another cup:"), table(HEADS, GREEN, BLACK)),
        (p("Of Oolong-7B-Iced:"), table(HEADS, GREEN, BLACK)),
        (INTRODUCTION, p("And then:"), table(HEADS, GREEN, BLACK)),
        (INTRODUCTION, table(("Part", "Memory", "Notes"), ("Cup", "16 GB", "big"))),
        (INTRODUCTION, table(("Leaf", "Memory", "Speed"), ("Green", "little", "fast"))),
        (INTRODUCTION, table(("Leaf", "Memory", "Speed"), ("Green", "16 GB", "baseline"))),
    ],
)
def test_other_tables_announce_nothing(parts):
    assert announced(heading("Trade-offs"), *parts) == ()


def test_only_lessons_of_the_labs_own_lecture_announce():
    parts = INTRODUCTION, table(HEADS, GREEN, BLACK)

    assert announced(*parts, lecture=2) == announced(*parts, kind=PageKind.LAB) == ()
    assert announced(*parts, name="leaf/Assam") == ()
    assert len(announced(heading("Oolong-7B in use"), parts[1])) == 4
