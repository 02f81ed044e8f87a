"""What is known of labs in full, and of the work around them, indexed for the questions asked of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from schema.lab_records import (
    AssetKind,
    Deliverable,
    ExpectedResult,
    GradingRule,
    HardwareNeed,
    HyperParameter,
    LabAsset,
    LabStep,
    ProjectDirection,
)
from schema.record_set import RecordSet
from schema.work_records import GradingLevel, ProjectMilestone


@dataclass(frozen=True, slots=True)
class LabFacts:
    """A lab in full; each list in the course's order."""

    steps: tuple[LabStep, ...] = ()
    hyper_parameters: tuple[HyperParameter, ...] = ()
    assets: tuple[LabAsset, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    expected_results: tuple[ExpectedResult, ...] = ()
    hardware: tuple[HardwareNeed, ...] = ()

    @property
    def minutes(self) -> int | None:
        """How long its steps take by the course's own timing, where it gives any."""
        given = [step.minutes for step in self.steps if step.minutes is not None]
        return sum(given) if given else None

    def assets_of(self, kind: AssetKind) -> tuple[LabAsset, ...]:
        """Return its models or its data sets."""
        return tuple(asset for asset in self.assets if asset.kind is kind)


@dataclass(frozen=True, slots=True)
class CourseWork:
    """The work around the labs of a course; each list in the course's order."""

    grading: tuple[GradingRule, ...] = ()
    levels: tuple[GradingLevel, ...] = ()
    timeline: tuple[ProjectMilestone, ...] = ()
    hardware: tuple[HardwareNeed, ...] = ()
    downloads: tuple[LabAsset, ...] = ()
    project_directions: tuple[ProjectDirection, ...] = ()

    def levels_of(self, rule: GradingRule) -> tuple[GradingLevel, ...]:
        """Return the rubric of a part of a grade, as the page that states the part has it."""
        wanted = rule.subject, rule.dimension, rule.page
        return tuple(level for level in self.levels if (level.subject, level.dimension, level.page) == wanted)


NO_LAB_FACTS = LabFacts()
NO_WORK = CourseWork()


def lab_facts_of(records: RecordSet) -> dict[tuple[str, str], LabFacts]:
    """Return what is known of each lab, by course and slug."""
    places = _Places(records)
    steps = places.by_lab(records.lab_steps)
    settings = places.by_lab(records.hyper_parameters)
    assets = places.by_lab(records.lab_assets)
    deliverables = places.by_lab(records.deliverables)
    results = places.by_lab(records.expected_results)
    hardware = places.by_lab(records.hardware_needs)
    return {
        (lab.course, lab.slug): LabFacts(
            steps=steps.get((lab.course, lab.slug), ()),
            hyper_parameters=settings.get((lab.course, lab.slug), ()),
            assets=assets.get((lab.course, lab.slug), ()),
            deliverables=deliverables.get((lab.course, lab.slug), ()),
            expected_results=results.get((lab.course, lab.slug), ()),
            hardware=hardware.get((lab.course, lab.slug), ()),
        )
        for lab in records.labs
    }


def course_work_of(records: RecordSet) -> dict[str, CourseWork]:
    """Return the work around the labs of each course, by its slug."""
    places = _Places(records)
    first: dict[tuple[str, str], int] = {}
    for rule in records.grading_rules:
        subject = rule.course, rule.subject
        first[subject] = min(rule.order, first.get(subject, rule.order))
    grading = sorted(
        records.grading_rules,
        key=lambda rule: (places.rank(rule), first[rule.course, rule.subject], rule.subject, rule.order),
    )
    levels = sorted(records.grading_levels, key=lambda one: (places.rank(one), one.order))
    timeline = sorted(records.project_milestones, key=lambda one: (places.rank(one), one.order))
    directions = sorted(records.project_directions, key=lambda one: one.number)
    hardware = places.by_lab(records.hardware_needs)
    downloads = places.by_lab(records.lab_assets)
    return {
        course.slug: CourseWork(
            grading=tuple(rule for rule in grading if rule.course == course.slug),
            levels=tuple(level for level in levels if level.course == course.slug),
            timeline=tuple(one for one in timeline if one.course == course.slug),
            hardware=hardware.get((course.slug, None), ()),
            downloads=downloads.get((course.slug, None), ()),
            project_directions=tuple(one for one in directions if one.course == course.slug),
        )
        for course in records.courses
    }


class _OfCourse(Protocol):
    """A record that knows its course and its place in a list."""

    @property
    def course(self) -> str: ...

    @property
    def order(self) -> int: ...


class _OfLab(_OfCourse, Protocol):
    """A record that also knows its lab, if it has one."""

    @property
    def lab(self) -> str | None: ...


_T = TypeVar("_T", bound=_OfLab)


class _Places:
    """The order of a course: its pages as its tree has them, on each page as it lists things."""

    def __init__(self, records: RecordSet) -> None:
        self._positions = {(page.course, page.path): page.position for page in records.pages}

    def rank(self, record: _OfCourse) -> int:
        """Return the place of a record's page; of one that names no page, or one that is gone, the first."""
        return self._positions.get((record.course, getattr(record, "page", "")), -1)

    def by_lab(self, records: Iterable[_T]) -> Mapping[tuple[str, str | None], tuple[_T, ...]]:
        """Return records by course and lab, each group in order; under None what belongs to no lab."""
        groups: defaultdict[tuple[str, str | None], list[_T]] = defaultdict(list)
        for record in sorted(records, key=lambda one: (self.rank(one), one.order)):
            groups[record.course, record.lab].append(record)
        return {key: tuple(group) for key, group in groups.items()}
