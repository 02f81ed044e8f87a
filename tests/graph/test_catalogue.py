import random

from graph.catalogue import Catalogue
from schema.record_set import RecordSet
from schema.records import Course
from tests.graph.teahouse import TEA, TEAHOUSE_RECORDS, catalogue, page, teaches, with_more

IN_ANY_ORDER = ("lectures", "pages", "labs", "requirements", "unlocks", "preceded_by", "papers_of_concept")


def test_pages_lectures_and_labs_are_in_the_order_of_the_course():
    of = catalogue(RecordSet.of(reversed(TEAHOUSE_RECORDS)))

    assert [one.position for one in of.pages[TEA]] == list(range(7))
    assert [one.number for one in of.lectures[TEA]] == [1, 2]
    assert [one.number for one in of.labs[TEA]] == [1, 2]


def test_the_order_of_records_does_not_matter_to_what_is_served():
    shuffled = list(TEAHOUSE_RECORDS)
    random.Random(3).shuffle(shuffled)

    one, other = catalogue(), catalogue(RecordSet.of(shuffled))

    for name in IN_ANY_ORDER:
        assert getattr(one, name) == getattr(other, name)
    assert one.revision == other.revision


def test_what_directly_requires_a_concept_is_unlocked_by_it():
    assert catalogue().unlocks["black-tea"] == ("blending", "milk-tea")


def test_only_pages_that_teach_a_concept_teach_it():
    assert [one.path for one in catalogue().pages_teaching("green-tea")] == ["/docs/lecture-1/green"]


def test_the_order_of_a_concept_is_where_a_course_first_teaches_it():
    of = catalogue(
        with_more(
            Course(slug="cups", title="Cups"), page("/w", "W", 9, course="cups"), teaches("/w", "water", course="cups")
        )
    )

    assert of.course_order("water", TEA) == (1, "water")
    assert of.course_order("water", "cups") == (9, "water")
    assert of.course_order("milk-tea", TEA) > of.course_order("blending", TEA)


def test_what_does_not_exist_is_none():
    of: Catalogue = catalogue()

    assert of.course("cups") is None
    assert of.lecture(TEA, 9) is None
    assert of.page(TEA, "/nowhere") is None
    assert of.lab(TEA, "lab-9") is None
    assert of.resource(TEA, "https://nowhere.example") is None
    assert catalogue(RecordSet()).course() is None


def test_the_first_course_is_the_first_by_slug():
    assert catalogue(with_more(Course(slug="cups", title="Cups"))).course().slug == "cups"
