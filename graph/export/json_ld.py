"""The graph as JSON-LD in the words of schema.org, for search engines and catalogues of courses."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import orjson

from graph.catalogue import Catalogue
from graph.minutes import minutes_of
from graph.nodes import Node, key_of, kind_of
from schema.records import Concept, Course, Lab, Lecture, Page, Paper
from schema.values import CoverageKind, Evidence, LabConceptKind, PaperConceptKind, Text

_SET = "urn:syllagraph:vocabulary"


def json_ld(catalogue: Catalogue) -> str:
    """Return courses, lectures, pages, labs, concepts and papers as schema.org describes them."""
    things: list[dict[str, Any]] = [_thing(_SET, "DefinedTermSet", name="Syllagraph")]
    things += [_concept(one) for one in _by_slug(catalogue)]
    for course in catalogue.courses.values():
        things.append(_course(catalogue, course))
        things += [_lecture(catalogue, lecture) for lecture in catalogue.lectures.get(course.slug, ())]
        things += [_page(catalogue, page) for page in catalogue.pages.get(course.slug, ())]
        things += [_lab(catalogue, lab) for lab in catalogue.labs.get(course.slug, ())]
    things += [_paper(catalogue, paper) for paper in catalogue.papers.values()]
    document = {"@context": {"@vocab": "https://schema.org/"}, "@graph": things}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n"


def _by_slug(catalogue: Catalogue) -> list[Concept]:
    return [catalogue.concepts[slug] for slug in sorted(catalogue.concepts)]


def name_of(node: Node) -> str:
    """Return the URN of a node.

    >>> name_of(Lecture(course="tea", number=2, title="Steeping"))
    'urn:syllagraph:lecture:tea/2'
    """
    return f"urn:syllagraph:{kind_of(node).value.lower()}:{quote(key_of(node), safe='/:.')}"


def _thing(id_: str, kind: str, **properties: object) -> dict[str, Any]:
    """Return a thing; what is empty is left out."""
    return {"@id": id_, "@type": kind} | {name: value for name, value in properties.items() if value not in (None, [])}


def _both(text: Text) -> list[dict[str, str]]:
    return [{"@value": value, "@language": code} for code in text.languages if (value := getattr(text, code))]


def _ids(nodes: Iterable[Node | None]) -> list[dict[str, str]]:
    return [{"@id": name} for name in dict.fromkeys(name_of(node) for node in nodes if node is not None)]


def _concept(concept: Concept) -> dict[str, Any]:
    return _thing(
        name_of(concept),
        "DefinedTerm",
        name=_both(concept.name),
        description=_both(concept.definition),
        alternateName=list(concept.aliases),
        termCode=concept.slug,
        inDefinedTermSet={"@id": _SET},
    )


def _course(catalogue: Catalogue, course: Course) -> dict[str, Any]:
    basics = [concept for concept in _by_slug(catalogue) if concept.assumed]
    return _thing(
        name_of(course),
        "Course",
        name=course.title,
        url=course.site,
        inLanguage=course.language,
        coursePrerequisites=_ids(basics),
        syllabusSections=_ids(catalogue.lectures.get(course.slug, ())),
        hasPart=_ids([*catalogue.pages.get(course.slug, ()), *catalogue.labs.get(course.slug, ())]),
    )


def _lecture(catalogue: Catalogue, lecture: Lecture) -> dict[str, Any]:
    pages = [page for page in catalogue.pages.get(lecture.course, ()) if page.lecture == lecture.number]
    return _thing(
        name_of(lecture),
        "Syllabus",
        name=lecture.title,
        position=lecture.number,
        isPartOf={"@id": name_of(catalogue.courses[lecture.course])},
        hasPart=_ids(pages),
    )


def _page(catalogue: Catalogue, page: Page) -> dict[str, Any]:
    coverages = catalogue.coverages_of_page.get((page.course, page.path), ())
    taught = [catalogue.concepts[one.concept] for one in coverages if one.kind is CoverageKind.TEACHES]
    read = minutes_of(catalogue, page, page.course)
    site = catalogue.courses[page.course].site
    papers = [
        catalogue.papers.get(one.paper or "")
        for one in catalogue.recommendations_of_page.get((page.course, page.path), ())
    ]
    return _thing(
        name_of(page),
        "LearningResource",
        name=page.title,
        description=page.description,
        url=f"{site.rstrip('/')}{page.path}" if site else None,
        learningResourceType=page.kind.value,
        timeRequired=f"PT{read.likely}M" if read else None,
        teaches=_ids(taught),
        competencyRequired=_ids(_needed(catalogue, taught)),
        citation=_ids(papers),
    )


def _needed(catalogue: Catalogue, taught: Iterable[Concept]) -> list[Concept]:
    """Return what concepts require for certain that is not among them; a choice is no requirement of any one."""
    here = {concept.slug for concept in taught}
    needed = {
        need.any_of[0]
        for slug in here
        for need in catalogue.requirements.get(slug, ())
        if len(need.any_of) == 1 and need.evidence is not Evidence.INFERRED
    }
    return [catalogue.concepts[slug] for slug in sorted(needed - here)]


def _lab(catalogue: Catalogue, lab: Lab) -> dict[str, Any]:
    links = catalogue.concepts_of_lab.get((lab.course, lab.slug), ())
    practised = [catalogue.concepts[one.concept] for one in links if one.kind is LabConceptKind.PRACTISES]
    assessed = [catalogue.concepts[one.concept] for one in links if one.kind is LabConceptKind.ASSESSES]
    run = minutes_of(catalogue, lab, lab.course)
    return _thing(
        name_of(lab),
        "LearningResource",
        name=lab.title,
        learningResourceType="lab",
        timeRequired=f"PT{run.likely}M" if run else None,
        teaches=_ids(practised),
        assesses=_ids(assessed),
    )


def _paper(catalogue: Catalogue, paper: Paper) -> dict[str, Any]:
    links = catalogue.concepts_of_paper.get(paper.id, ())
    about = [catalogue.concepts[one.concept] for one in links if one.kind is not PaperConceptKind.USES]
    cited = sorted(one.cited for one in catalogue.records.citations if one.paper == paper.id and one.confirmed)
    return _thing(
        name_of(paper),
        "ScholarlyArticle",
        name=paper.title,
        author=[{"@type": "Person", "name": author} for author in paper.authors],
        datePublished=paper.published.isoformat() if paper.published else None,
        sameAs=f"https://doi.org/{quote(paper.doi, safe='/:.()')}" if paper.doi else None,
        about=_ids(about),
        citation=_ids(catalogue.papers.get(cited_id) for cited_id in cited),
    )
