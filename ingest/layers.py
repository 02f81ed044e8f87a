"""Layers: what each source said of a course, and the course they make together.

A pack fills the layer below, a site the one on top. A folder or site replaces the layer's pages; a single page
refreshes itself and the tree it carries. Pages that an ingest lists but does not read keep the body that was read
before. In the course, the tree is that of the top layer, and each page shows what the topmost layer that has read it
says.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from schema.record_set import RecordSet
from schema.records import Page, Recommendation, Record, Resource

_LAB_FACTS_BY_LAB = ("lab_steps", "hyper_parameters")
"""What a record set holds of labs that names no page: it stands on the page of its lab."""

_LAB_FACTS_BY_PAGE = (
    "lab_assets",
    "deliverables",
    "expected_results",
    "hardware_needs",
    "grading_rules",
    "grading_levels",
    "project_milestones",
    "project_directions",
)
"""What a record set holds of labs, grades and projects that names its page."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What one kind of source says of a course.

    Attributes:
        records: Course, lectures, pages, labs and what is said of them, recommendations, resources and findings.
        read: Paths of the pages whose body some ingest has read.
    """

    records: RecordSet
    read: frozenset[str]


def refreshed(before: Layer | None, now: Layer) -> Layer:
    """Return a layer after an ingest.

    Args:
        before: The layer as it was.
        now: What the ingest read; its tree is complete, its bodies are those in ``read``.
    """
    if before is None:
        return now
    listed = {page.path for page in now.records.pages}
    kept = (before.read & listed) - now.read
    old = {page.path: page for page in before.records.pages}
    pages = tuple(replace_body(page, old[page.path]) if page.path in kept else page for page in now.records.pages)
    recommendations = _of_pages(before.records.recommendations, kept)
    findings = tuple(finding for finding in before.records.findings if finding.page in kept)
    records = replace(
        now.records,
        pages=pages,
        recommendations=(*now.records.recommendations, *recommendations),
        resources=_resources(now.records.resources, before.records.resources, recommendations),
        findings=(*now.records.findings, *findings),
    )
    records = _with_lab_facts(records, before.records, kept)
    return Layer(records, now.read | kept)


def composed(top: Layer | None, below: Layer | None) -> RecordSet:
    """Return the course that two layers make together."""
    if top is None or below is None:
        layer = top or below
        return layer.records if layer else RecordSet()
    listed = {page.path for page in top.records.pages}
    unread = (below.read & listed) - top.read
    under = {page.path: page for page in below.records.pages}
    recommendations = _of_pages(below.records.recommendations, unread)
    pages = (replace_body(page, under[page.path]) if page.path in unread else page for page in top.records.pages)
    records = replace(
        top.records,
        pages=tuple(pages),
        recommendations=(*top.records.recommendations, *recommendations),
        resources=_resources(top.records.resources, below.records.resources, recommendations),
    )
    return _with_lab_facts(records, below.records, unread)


def with_resources(course: RecordSet, more: Iterable[Resource]) -> RecordSet:
    """Return a course with more resources; of an address that its pages give, what they call it stands."""
    kept = {resource.url: resource for resource in course.resources}
    for resource in more:
        kept.setdefault(resource.url, resource)
    return replace(course, resources=tuple(kept.values()))


def replace_body(page: Page, read: Page) -> Page:
    """Return a page as the tree lists it, with a body that was read before."""
    return Page.model_validate(dict(page) | {"blocks": read.blocks, "characters": read.characters})


def _of_pages(recommendations: Iterable[Recommendation], paths: frozenset[str]) -> tuple[Recommendation, ...]:
    return tuple(one for one in recommendations if one.page in paths)


def _with_lab_facts(records: RecordSet, others: RecordSet, paths: frozenset[str]) -> RecordSet:
    """Return records with what others say of labs on some pages, but for labs that are no longer there."""
    labs = {lab.slug for lab in records.labs}
    of_paths = {lab.slug for lab in others.labs if lab.page in paths} & labs
    added: dict[str, tuple[Record, ...]] = {}
    for name in _LAB_FACTS_BY_LAB:
        added[name] = tuple(one for one in getattr(others, name) if one.lab in of_paths)
    for name in _LAB_FACTS_BY_PAGE:
        of_pages = (one for one in getattr(others, name) if one.page in paths)
        added[name] = tuple(one for one in of_pages if getattr(one, "lab", None) in {None, *labs})
    both = {name: (*getattr(records, name), *more) for name, more in added.items()}
    return replace(records, **both)


def _resources(
    first: Iterable[Resource], second: Iterable[Resource], recommendations: Iterable[Recommendation]
) -> tuple[Resource, ...]:
    """Return the first resources, and those of the second that a recommendation needs."""
    wanted = {one.resource for one in recommendations}
    kept = {resource.url: resource for resource in second if resource.url in wanted}
    return tuple((kept | {resource.url: resource for resource in first}).values())
