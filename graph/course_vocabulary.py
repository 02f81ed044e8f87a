"""Which part of the vocabulary a course is about."""

from graph.catalogue import Catalogue


def vocabulary_of(catalogue: Catalogue, course: str) -> list[str]:
    """Return what a course teaches, names or practises, and all that this requires, in the vocabulary's order."""
    waiting = [
        coverage.concept
        for page in catalogue.pages.get(course, ())
        for coverage in catalogue.coverages_of_page.get((page.course, page.path), ())
    ]
    waiting += [
        link.concept
        for lab in catalogue.labs.get(course, ())
        for link in catalogue.concepts_of_lab.get((lab.course, lab.slug), ())
    ]
    waiting += [
        link.concept
        for one in catalogue.records.recommendations
        if one.course == course and one.paper
        for link in catalogue.concepts_of_paper.get(one.paper, ())
    ]
    used: set[str] = set()
    while waiting:
        slug = waiting.pop()
        if slug not in used:
            used.add(slug)
            waiting += [member for need in catalogue.requirements.get(slug, ()) for member in need.any_of]
    return [slug for slug in catalogue.concepts if slug in used]
