"""What a page says of a lab, or of labs and projects at large, from nothing but its blocks.

The page of a lab gives steps, settings, models and data sets, what to hand in, results to expect and what it takes.
Other pages give what the course grades and how, what it costs, what to download, and what a project can be and when.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.labs.assets import assets_in
from ingest.labs.deliverables import deliverables_in, graded_deliverables_in
from ingest.labs.downloads import downloads_in
from ingest.labs.expected import expected_in
from ingest.labs.grading import grading_in, points_of_lab_reports
from ingest.labs.hardware import hardware_in, hardware_of_course_in
from ingest.labs.lab_names import LabNames
from ingest.labs.projects import projects_in
from ingest.labs.rubrics import rubrics_in
from ingest.labs.settings import settings_in
from ingest.labs.steps import steps_in
from ingest.labs.surroundings import Surroundings
from ingest.labs.text_and_code import disagreements_in
from ingest.labs.timelines import timeline_in
from schema.records import Finding, Lab, Page, Record
from schema.values import PageKind, Severity

_OF_THE_COURSE = frozenset({PageKind.GRADING, PageKind.PROJECT, PageKind.RESOURCE})


@dataclass(frozen=True, slots=True)
class LabFacts:
    """What a page says of labs.

    Attributes:
        records: Steps, settings, assets, deliverables, results, needs, rules, levels, times and directions, in the
            page's order.
        findings: What is odd about them.
    """

    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()


def lab_facts_in(page: Page, lab: Lab) -> LabFacts:
    """Return what the page of a lab says of it."""
    around = Surroundings(page.blocks)
    steps = steps_in(lab, around)
    records: tuple[Record, ...] = (
        *steps,
        *settings_in(lab, around),
        *assets_in(lab, page.path, around),
        *deliverables_in(lab, page.path, around),
        *expected_in(lab, page.path, around),
        *hardware_in(lab, page.path, around),
    )
    findings = tuple(disagreements_in(lab, page.path, around))
    if not page.blocks or any(step.label != "bonus" for step in steps):
        return LabFacts(records, findings)
    finding = Finding(
        course=page.course,
        code="LAB_WITHOUT_STEPS",
        severity=Severity.INFO,
        message=f"{lab.title} names no steps",
        remedy="Number the headings of its steps; where the page has them, the build may not render its components",
        page=page.path,
    )
    return LabFacts(records, (finding, *findings))


def course_facts_in(page: Page, labs: Sequence[Lab] = ()) -> LabFacts:
    """Return what a page that belongs to no lab says of grades, costs, downloads and projects.

    Args:
        page: The page; lessons, lists of papers and entrances of lectures say nothing here.
        labs: The labs of the course, to tell which of them a table speaks of.
    """
    if page.kind not in _OF_THE_COURSE:
        return LabFacts()
    around, names = Surroundings(page.blocks), LabNames(labs)
    rules = grading_in(page, around) if page.kind is not PageKind.RESOURCE else ()
    points = points_of_lab_reports(rules)
    records: list[Record] = [*rules, *graded_deliverables_in(page.course, page.path, around, names, points)]
    if page.kind is PageKind.RESOURCE:
        records += hardware_of_course_in(page.course, page.path, around, names)
        records += downloads_in(page.course, page.path, around)
    else:
        records += rubrics_in(page, around)
        records += timeline_in(page, around)
    records += projects_in(page, around)
    return LabFacts(tuple(records))
