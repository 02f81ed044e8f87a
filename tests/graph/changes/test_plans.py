"""Whose plans change between two revisions."""

from graph.changes.plans import plan_changes
from graph.nodes import key_of
from graph.plan import Route
from schema.record_set import RecordSet
from schema.records import Coverage, Lecture, Page, Precedence
from tests.graph.teahouse import TEA, TEAHOUSE, TEAHOUSE_RECORDS, page, requires, served, teaches, with_more, without


def keys(steps) -> list[str]:
    return [key_of(step.node) for step in steps]


def changes(after, before=TEAHOUSE, route=Route.REQUIRED):
    return plan_changes(served(before), served(after), TEA, route)


def test_no_plan_changes_where_nothing_does():
    assert changes(TEAHOUSE) == ()


def test_a_new_requirement_is_a_new_step_of_the_lectures_that_lead_there():
    found = changes(with_more(requires("blending", "milk-tea", group=1)))

    assert [(one.lecture.number, keys(one.new), keys(one.gone)) for one in found] == [(2, ["milk-tea"], [])]


def test_swapping_the_sides_swaps_new_and_gone():
    after = with_more(requires("blending", "milk-tea", group=1))

    (found,) = changes(TEAHOUSE, before=after)

    assert (keys(found.new), keys(found.gone)) == ([], ["milk-tea"])


def test_a_longer_page_changes_the_minutes_alone():
    longer = [
        Page.model_validate(dict(one) | {"characters": 60_000}) if isinstance(one, Page) and one.lecture == 2 else one
        for one in TEAHOUSE_RECORDS
    ]

    found = changes(RecordSet.of(longer))

    assert [(one.lecture.number, one.new, one.gone, one.moved) for one in found] == [(2, (), (), ())]
    assert found[0].before.minutes.likely < found[0].after.minutes.likely


def test_a_step_that_is_learnt_at_another_time_has_moved():
    later = [
        teaches("/docs/lecture-1/lab", "leaves") if isinstance(one, Coverage) and one.concept == "leaves" else one
        for one in TEAHOUSE_RECORDS
    ]

    second = next(one for one in changes(RecordSet.of(later)) if one.lecture.number == 2)

    assert (keys(second.before.steps)[:2], keys(second.after.steps)[:2]) == (["leaves", "water"], ["water", "leaves"])
    assert keys(second.moved) == ["water"]


def test_a_lecture_that_is_only_in_one_revision_has_a_plan_only_there():
    third = [Lecture(course=TEA, number=3, title="Cups"), page("/docs/lecture-3", "Cups", 8, lecture=3)]
    third.append(teaches("/docs/lecture-3", "milk-tea"))

    (found,) = changes(with_more(*third))

    assert (found.lecture.number, found.before) == (3, None)
    assert keys(found.new) == keys(found.after.steps)
    assert keys(changes(TEAHOUSE, before=with_more(*third))[0].gone) == keys(found.new)


def test_the_courses_order_counts_only_on_the_courses_route():
    loose = without(lambda one: isinstance(one, Precedence))

    assert changes(loose) == ()
    assert {key for one in changes(loose, route=Route.COURSE) for key in keys((*one.new, *one.gone, *one.moved))}
