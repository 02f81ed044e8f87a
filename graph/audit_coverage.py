"""The audit of coverage: concepts that nothing teaches, labs and lectures without a link, what is taught too late."""

from collections.abc import Iterator

from graph.catalogue import Catalogue
from schema.records import Finding, Page
from schema.values import CoverageKind, Severity


def coverage_findings(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    """Yield the gaps of a course: what is not taught, not linked, or taught after what needs it."""
    yield from _untaught_concepts(catalogue, course)
    yield from _concepts_of_papers_alone(catalogue, course)
    yield from _labs_without_concept(catalogue, course)
    yield from _lectures_without_papers(catalogue, course)
    yield from _order_violations(catalogue, course)


def _untaught_concepts(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    for concept in catalogue.concepts.values():
        taught = catalogue.pages_teaching(concept.slug, course) or catalogue.labs_of_concept.get(concept.slug)
        if not (concept.assumed or taught or catalogue.papers_of_concept.get(concept.slug)):
            yield Finding(
                course=course,
                code="CONCEPT_NOT_TAUGHT",
                severity=Severity.WARNING,
                message=f"no page, paper or lab teaches {concept.slug}",
                remedy="Name a page or paper that does, or mark it as assumed",
                subjects=(concept.slug,),
            )


def _concepts_of_papers_alone(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    for concept in catalogue.concepts.values():
        if concept.assumed or catalogue.pages_teaching(concept.slug, course):
            continue
        labs = [one.lab for one in catalogue.labs_of_concept.get(concept.slug, ()) if one.course == course]
        papers = [one.paper for one in catalogue.papers_of_concept.get(concept.slug, ())]
        if labs or papers:
            yield Finding(
                course=course,
                code="CONCEPT_WITHOUT_PAGE",
                severity=Severity.INFO,
                message=f"no page explains {concept.slug}; it is only met in {', '.join((*labs, *papers))}",
                remedy="Explain it on a page, or mark it as assumed",
                subjects=(concept.slug, *labs, *papers),
            )


def _labs_without_concept(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    for lab in catalogue.labs.get(course, ()):
        if not catalogue.concepts_of_lab.get((course, lab.slug)):
            yield Finding(
                course=course,
                code="LAB_WITHOUT_CONCEPT",
                severity=Severity.INFO,
                message=f"{lab.slug} ({lab.title}) is linked to no concept",
                remedy="Say in the pack's teaching.yaml what it practises or assesses",
                page=lab.page,
                subjects=(lab.slug,),
            )


def _lectures_without_papers(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    for lecture in catalogue.lectures.get(course, ()):
        recommended = catalogue.recommendations_of_lecture.get((course, lecture.number), ())
        if not any(one.paper for one in recommended):
            yield Finding(
                course=course,
                code="LECTURE_WITHOUT_PAPERS",
                severity=Severity.INFO,
                message=f"no paper is recommended for lecture {lecture.number} ({lecture.title})",
                remedy="Recommend one, or leave it: a lecture of talks needs none",
                page=lecture.path,
                subjects=(str(lecture.number),),
            )


def _order_violations(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    first: dict[str, Page] = {}
    for page in catalogue.pages.get(course, ()):
        for coverage in catalogue.coverages_of_page.get((course, page.path), ()):
            if coverage.kind is CoverageKind.TEACHES:
                first.setdefault(coverage.concept, page)
    for slug, page in sorted(first.items(), key=lambda item: (item[1].position, item[0])):
        for need in catalogue.requirements.get(slug, ()):
            members = [catalogue.concepts[member] for member in need.any_of]
            if any(m.assumed or (m.slug in first and first[m.slug].position <= page.position) for m in members):
                continue
            if later := [m.slug for m in members if m.slug in first]:
                yield Finding(
                    course=course,
                    code="TAUGHT_TOO_LATE",
                    severity=Severity.WARNING,
                    message=f"{page.path} teaches {slug}, which requires {' or '.join(later)},"
                    f" first taught on {first[later[0]].path}",
                    remedy="Teach it before, or say in the page what is needed of it",
                    page=page.path,
                    subjects=(slug, *later),
                )
