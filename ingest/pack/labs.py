"""From the files of a pack to records: the labs of a course, and the work around them."""

from itertools import count

from ingest.pack.document import Document
from ingest.pack.lab_models import HardwareEntry, LabEntry, LabsFile, WorkFile
from ingest.pack.records import Records, each_once, edge
from schema.lab_records import (
    Deliverable,
    ExpectedResult,
    GradingRule,
    HardwareNeed,
    HyperParameter,
    LabAsset,
    LabStep,
    ProjectDirection,
)
from schema.records import ArtifactNeed, Lab, Record
from schema.work_records import GradingLevel, ProjectMilestone

LAB_FACTS: tuple[type[Record], ...] = (
    LabStep,
    HyperParameter,
    LabAsset,
    Deliverable,
    ExpectedResult,
    HardwareNeed,
    GradingRule,
    GradingLevel,
    ProjectMilestone,
    ProjectDirection,
)
"""The kinds of records that say what a course's labs and other work are in full."""

_APART = {"needs", "steps", "hyper_parameters", "assets", "deliverables", "expected_results", "hardware"}
_At = tuple[str | int, ...]


def add_labs(records: Records, document: Document, file: LabsFile) -> None:
    """Make the labs of a course, what each needs of others, and what each is in full."""
    for number, lab in enumerate(file.labs):
        place = document.place("labs", number)
        records.once("lab", lab.slug, place)
        records.once("lab number", lab.number, place)
        records.add(Lab, place, course=file.course, **lab.model_dump(exclude=_APART))
        for group, need in enumerate(lab.needs):
            place = document.place("labs", number, "needs", group)
            each_once(records, f"{lab.slug} needs any of", need.any_of, place)
            fields = need.model_dump(include={"any_of", "or_model", "artifact", "optional"})
            records.add(
                ArtifactNeed, place, course=file.course, lab=lab.slug, group=group, **fields, **edge(need, place)
            )
        _add_facts(records, document, ("labs", number), file.course, lab)


def _add_facts(records: Records, document: Document, at: _At, course: str, lab: LabEntry) -> None:
    of_lab = {"course": course, "lab": lab.slug}
    for order, step in enumerate(lab.steps):
        place = document.place(*at, "steps", order)
        records.once(f"{lab.slug} step", step.label, place)
        records.add(LabStep, place, order=order, **of_lab, **step.model_dump())
    _add_settings(records, document, at, course, lab)
    for order, asset in enumerate(lab.assets):
        place = document.place(*at, "assets", order)
        records.once(f"{lab.slug} asset", (asset.kind.value, asset.name, asset.subset, asset.use), place)
        fields = asset.model_dump() | {"page": asset.page or lab.page}
        records.add(LabAsset, place, order=order, **of_lab, **fields)
    for order, one in enumerate(lab.deliverables):
        place = document.place(*at, "deliverables", order)
        records.once(f"{lab.slug} deliverable", one.what, place)
        records.add(Deliverable, place, order=order, **of_lab, **one.model_dump() | {"page": one.page or lab.page})
    for order, result in enumerate(lab.expected_results):
        place = document.place(*at, "expected_results", order)
        records.once(f"{lab.slug} result", (result.subject, result.metric), place)
        fields = result.model_dump() | {"page": result.page or lab.page}
        records.add(ExpectedResult, place, order=order, **of_lab, **fields)
    for number, need in enumerate(lab.hardware):
        _add_hardware(records, document, (*at, "hardware", number), need, course=course, lab=lab.slug, page=lab.page)


def _add_settings(records: Records, document: Document, at: _At, course: str, lab: LabEntry) -> None:
    place_in_lab = count()
    for number, group in enumerate(lab.hyper_parameters):
        for each, setting in enumerate(group.settings):
            place = document.place(*at, "hyper_parameters", number, "settings", each)
            records.once(f"{lab.slug} {group.scope.value}", (group.group, group.variant, setting.name), place)
            records.add(
                HyperParameter,
                place,
                course=course,
                lab=lab.slug,
                order=next(place_in_lab),
                scope=group.scope,
                group=group.group or "",
                variant=group.variant,
                **setting.model_dump(),
            )


def add_work(records: Records, document: Document, file: WorkFile) -> None:
    """Make what a course grades, what its work takes, what it has one download, what a project can be and when."""
    course = file.course
    _add_grading(records, document, file)
    for number, page in enumerate(file.hardware):
        for each, need in enumerate(page.needs):
            at = ("hardware", number, "needs", each)
            _add_hardware(records, document, at, need, course=course, lab=need.lab, page=page.page)
    place_in_course = count()
    for number, downloads in enumerate(file.downloads):
        for each, asset in enumerate(downloads.assets):
            place = document.place("downloads", number, "assets", each)
            records.once("download", (asset.kind.value, asset.name, asset.subset), place)
            fields = asset.model_dump() | {"page": asset.page or downloads.page}
            records.add(LabAsset, place, course=course, order=next(place_in_course), **fields)
    for number, described in enumerate(file.projects):
        for each, direction in enumerate(described.directions):
            place = document.place("projects", number, "directions", each)
            records.once("project direction", direction.number, place)
            records.add(ProjectDirection, place, course=course, page=described.page, **direction.model_dump())
    _add_timeline(records, document, file)


def _add_grading(records: Records, document: Document, file: WorkFile) -> None:
    place_in_course, level_in_course = count(), count()
    for number, graded in enumerate(file.grading):
        records.once("grading", graded.subject, document.place("grading", number, "subject"))
        of_subject = {"course": file.course, "subject": graded.subject, "page": graded.page}
        for each, rule in enumerate(graded.rules):
            at = ("grading", number, "rules", each)
            records.once(graded.subject, rule.dimension, document.place(*at))
            fields = {"unit": graded.unit, "order": next(place_in_course), **rule.model_dump(exclude={"levels"})}
            records.add(GradingRule, document.place(*at), **of_subject, **fields)
            for of_rule, level in enumerate(rule.levels):
                place = document.place(*at, "levels", of_rule)
                records.once(f"{graded.subject}, {rule.dimension}", level.label, place)
                fields = {"dimension": rule.dimension, "order": next(level_in_course), **level.model_dump()}
                records.add(GradingLevel, place, **of_subject, **fields)


def _add_timeline(records: Records, document: Document, file: WorkFile) -> None:
    place_in_course = count()
    for number, timeline in enumerate(file.timeline):
        for each, milestone in enumerate(timeline.milestones):
            place = document.place("timeline", number, "milestones", each)
            records.once("milestone", (milestone.when, milestone.what), place)
            fields = {"page": timeline.page, "order": next(place_in_course), **milestone.model_dump()}
            records.add(ProjectMilestone, place, course=file.course, **fields)


def _add_hardware(
    records: Records, document: Document, at: _At, need: HardwareEntry, *, course: str, lab: str | None, page: str
) -> None:
    """Add what work takes, behind what is known of its lab."""
    order = sum(known.lab == lab for known in records.of(HardwareNeed))
    fields = need.model_dump(exclude={"lab"}) | {"page": need.page or page}
    records.add(HardwareNeed, document.place(*at), course=course, lab=lab, order=order, **fields)
