"""What each page of a course needs to come after: the order that requirements ask of pages.

A page that teaches a concept needs, for each group the concept requires, one page before it that teaches a member. It
needs none where a member is assumed, taught by the page itself, or taught by no page of the course at all.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.catalogue import Catalogue
from schema.records import Page, Requirement
from schema.values import CoverageKind, Evidence


@dataclass(frozen=True, slots=True)
class OrderNeed:
    """A page has to come after one of some others.

    Attributes:
        page: Path of the page.
        concept: Slug of the concept it teaches.
        requirement: What the concept requires; never one that is only inferred.
        after: Paths of the pages that teach a member, of which one before is enough, in course order.
    """

    page: str
    concept: str
    requirement: Requirement
    after: tuple[str, ...]


def order_needs(catalogue: Catalogue, course: str) -> tuple[OrderNeed, ...]:
    """Return what the pages of a course need to come after, in the order of the pages, then by concept and group."""
    pages = catalogue.pages.get(course, ())
    teaching = _teaching(catalogue, course, pages)
    return tuple(need for page in pages for need in _needs_of(catalogue, page, teaching))


def violated(needs: Sequence[OrderNeed], paths: Sequence[str]) -> tuple[OrderNeed, ...]:
    """Return the needs that an order of pages leaves open, each where a concept is taught for the first time."""
    places = {path: place for place, path in enumerate(paths)}
    open_ = [need for need in needs if all(places[path] > places[need.page] for path in need.after)]
    first: dict[tuple[str, int], OrderNeed] = {}
    for need in sorted(open_, key=lambda one: places[one.page]):
        first.setdefault((need.concept, need.requirement.group), need)
    return tuple(first.values())


def _teaching(catalogue: Catalogue, course: str, pages: Sequence[Page]) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for page in pages:
        for coverage in catalogue.coverages_of_page.get((course, page.path), ()):
            if coverage.kind is CoverageKind.TEACHES:
                found[coverage.concept][page.path] = None
    return {concept: tuple(paths) for concept, paths in found.items()}


def _needs_of(catalogue: Catalogue, page: Page, teaching: Mapping[str, tuple[str, ...]]) -> Iterator[OrderNeed]:
    taught = sorted(
        {
            coverage.concept
            for coverage in catalogue.coverages_of_page.get((page.course, page.path), ())
            if coverage.kind is CoverageKind.TEACHES
        }
    )
    for concept in taught:
        for requirement in catalogue.requirements.get(concept, ()):
            if requirement.evidence is Evidence.INFERRED:
                continue
            members = requirement.any_of
            if any(catalogue.concepts[member].assumed or page.path in teaching.get(member, ()) for member in members):
                continue
            after = {path for member in members for path in teaching.get(member, ())}
            if after:
                ordered = sorted(after, key=lambda path: (catalogue.page_positions[page.course, path], path))
                yield OrderNeed(page.path, concept, requirement, tuple(ordered))
