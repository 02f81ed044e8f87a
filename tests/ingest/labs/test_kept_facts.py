"""Facts of labs, when pages are read again or a pack lies below."""

from dataclasses import replace

from ingest.layers import Layer, composed, refreshed
from schema.lab_records import GradingRule, LabStep
from schema.record_set import RecordSet
from schema.records import Course, Lab, Page
from schema.values import PageKind
from schema.work_records import GradingLevel, ProjectMilestone
from tests.ingest.labs.tea_labs import LAB

GRADES = "/docs/grading"


def page(path, position):
    return Page(course="tea", path=path, title="A page", kind=PageKind.LAB, position=position)


def step(title, lab=LAB.slug):
    return LabStep(course="tea", lab=lab, order=0, title=title)


def rule(dimension):
    return GradingRule(course="tea", subject="course", order=0, dimension=dimension, points=1, page=GRADES)


def layer(*records, read):
    held = RecordSet.of([Course(slug="tea", title="Tea"), page(LAB.page, 0), page(GRADES, 1), LAB, *records])
    return Layer(held, frozenset(read))


def said(records):
    return [one.title for one in records.lab_steps], [one.dimension for one in records.grading_rules]


def test_facts_of_a_page_that_was_not_read_again_are_kept():
    before = layer(step("Old"), rule("Old"), read=[LAB.page, GRADES])

    after = refreshed(before, layer(step("New"), read=[LAB.page]))

    assert said(after.records) == (["New"], ["Old"])


def test_facts_of_a_page_that_left_the_tree_are_gone():
    before = layer(step("Old"), rule("Old"), read=[LAB.page, GRADES])
    now = layer(read=[])
    now = Layer(replace(now.records, pages=now.records.pages[:1]), now.read)

    assert said(refreshed(before, now).records) == (["Old"], [])


def test_facts_of_a_pack_count_where_the_site_has_not_read_the_page():
    below = layer(step("Pack"), rule("Pack"), read=[LAB.page, GRADES])

    assert said(composed(layer(step("Site"), read=[LAB.page]), below)) == (["Site"], ["Pack"])


def test_facts_of_a_lab_that_the_site_no_longer_has_are_left_out():
    other = Lab.model_validate(dict(LAB) | {"slug": "lab-2", "number": 2})
    below = layer(other, step("Pack", "lab-2"), read=[LAB.page])

    assert said(composed(layer(read=[]), below)) == ([], [])


def test_rubrics_and_times_of_a_page_that_was_not_read_again_are_kept():
    level = GradingLevel(course="tea", subject="cup", order=0, dimension="taste", label="5", meaning="ah", page=GRADES)
    time = ProjectMilestone(course="tea", order=0, when="week 1", what="boil", page=GRADES)
    before = layer(level, time, read=[LAB.page, GRADES])

    kept = refreshed(before, layer(read=[LAB.page])).records
    assert (kept.grading_levels, kept.project_milestones) == ((level,), (time,))
    gone = refreshed(before, layer(read=[GRADES])).records
    assert (gone.grading_levels, gone.project_milestones) == ((), ())
    assert composed(layer(read=[LAB.page]), before).grading_levels == (level,)
