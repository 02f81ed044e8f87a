"""The audit of coverage: concepts that nothing teaches, labs and lectures without a link, what is taught too late."""

from collections.abc import Iterator

from graph.auditing.reordering import reordering_of
from graph.auditing.reordering_words import remedy_of
from graph.catalogue import Catalogue
from schema.records import Finding
from schema.values import Severity

ORDER_CODE = "TAUGHT_TOO_LATE"
"""The code of findings on pages that need what is taught later."""


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
    reordering = reordering_of(catalogue, course)
    for need in reordering.violations:
        later = [slug for slug in need.requirement.any_of if catalogue.pages_teaching(slug, course)]
        yield Finding(
            course=course,
            code=ORDER_CODE,
            severity=Severity.WARNING,
            message=f"{need.page} teaches {need.concept}, which requires {' or '.join(later)},"
            f" first taught on {need.after[0]}",
            remedy=remedy_of(reordering, need, catalogue),
            page=need.page,
            subjects=(need.concept, *later),
        )
