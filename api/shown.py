"""The nodes of a graph as clients see them: made once for each snapshot, then shared by all requests."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property

from api.concept_types import Concept
from api.course_types import Course, Lecture
from api.lab_types import Lab
from api.node import Node
from api.page_types import Page
from api.paper_types import Paper
from api.recommendation_types import Recommendation, Resource
from graph.audit import audit_of
from graph.catalogue import Catalogue
from graph.nodes import Node as NodeRecord
from graph.papers.publication import Publication, publication_of
from reading.citation_keys import keys_for
from schema import records


class Shown:
    """What a catalogue shows.

    Attributes:
        language: Language of texts where none is asked for.
        citation_keys: Key of each paper, the same in all its bibliographies.
        audit: Returns what to look at of a course, or of all; worked out once.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        first = catalogue.course()
        self.language = first.language if first else "zh"
        self.citation_keys: Mapping[str, str] = keys_for(catalogue.papers.values())
        self.courses = {slug: Course.of(course) for slug, course in catalogue.courses.items()}
        self.lectures: Mapping[tuple[str, int | None], Lecture] = {
            (course, one.number): Lecture.of(one) for course, many in catalogue.lectures.items() for one in many
        }
        self.pages = {
            (course, page.path): Page.of(page, site=catalogue.courses[course].site, stale=catalogue.is_stale(page))
            for course, many in catalogue.pages.items()
            for page in many
        }
        self.concepts = {slug: Concept.of(concept) for slug, concept in catalogue.concepts.items()}
        self.papers = {id_: Paper.of(paper, self.citation_keys[id_]) for id_, paper in catalogue.papers.items()}
        self.resources = {
            (course, one.url): Resource.of(one) for course, many in catalogue.resources.items() for one in many
        }
        self.labs = {(course, lab.slug): Lab.of(lab) for course, many in catalogue.labs.items() for lab in many}

        self.audit: Callable[[str | None], tuple[records.Finding, ...]] = cache(
            lambda course: audit_of(catalogue, course)
        )

    def node(self, node: NodeRecord) -> Node:
        """Return any node as clients see it."""
        match node:
            case records.Course():
                return self.courses[node.slug]
            case records.Lecture():
                return self.lecture(node)
            case records.Page():
                return self.page(node)
            case records.Concept():
                return self.concepts[node.slug]
            case records.Paper():
                return self.papers[node.id]
            case records.Resource():
                return self.resource(node)
            case records.Lab():
                return self.lab(node)

    def lecture(self, lecture: records.Lecture) -> Lecture:
        """Return a lecture as clients see it."""
        return self.lectures[lecture.course, lecture.number]

    def page(self, page: records.Page) -> Page:
        """Return a page as clients see it."""
        return self.pages[page.course, page.path]

    def resource(self, resource: records.Resource) -> Resource:
        """Return a resource as clients see it."""
        return self.resources[resource.course, resource.url]

    def lab(self, lab: records.Lab) -> Lab:
        """Return a lab as clients see it."""
        return self.labs[lab.course, lab.slug]

    def recommendations(self, found: Iterable[records.Recommendation]) -> list[Recommendation]:
        """Return recommendations as clients see them."""
        return [Recommendation.of(one) for one in found]

    def page_somewhere(self, course: str | None, path: str | None) -> Page | None:
        """Return the page at a path of a course, or without a course of the first that has it."""
        if path is None:
            return None
        courses = [course] if course else self.courses
        return next((self.pages[slug, path] for slug in courses if (slug, path) in self.pages), None)

    def pages_of_lecture(self, lecture: records.Lecture) -> list[Page]:
        """Return the pages of a lecture, in the order of the course's tree."""
        return self._pages_of_lecture.get((lecture.course, lecture.number), [])

    def findings_of_page(self, page: records.Page) -> Sequence[records.Finding]:
        """Return what ingest found about a page."""
        return self._findings_of_page.get((page.course, page.path), [])

    def cited_by_paper(self, paper: str) -> list[Paper]:
        """Return the papers that a paper is known to cite."""
        return [self.papers[cited] for cited in self._citations[0].get(paper, ())]

    def citing_paper(self, paper: str) -> list[Paper]:
        """Return the papers that are known to cite a paper."""
        return [self.papers[citing] for citing in self._citations[1].get(paper, ())]

    @cached_property
    def publications(self) -> Mapping[str, Publication]:
        """How each paper stands between preprint and publication, by its id."""
        accounts = self._catalogue.accounts_of_paper
        return {id_: publication_of(one, accounts.get(id_, ())) for id_, one in self._catalogue.papers.items()}

    @cached_property
    def _pages_of_lecture(self) -> Mapping[tuple[str, int], list[Page]]:
        found: defaultdict[tuple[str, int], list[Page]] = defaultdict(list)
        for page in self.pages.values():
            if page.record.lecture is not None:
                found[page.record.course, page.record.lecture].append(page)
        return dict(found)

    @cached_property
    def _findings_of_page(self) -> Mapping[tuple[str, str], list[records.Finding]]:
        found: defaultdict[tuple[str, str], list[records.Finding]] = defaultdict(list)
        for course, findings in self._catalogue.findings.items():
            for finding in dict.fromkeys(findings):
                if finding.page is not None:
                    found[course, finding.page].append(finding)
        return dict(found)

    @cached_property
    def _citations(self) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
        cites: defaultdict[str, list[str]] = defaultdict(list)
        cited_by: defaultdict[str, list[str]] = defaultdict(list)
        known = {(one.paper, one.cited) for one in self._catalogue.records.citations if one.confirmed}
        for paper, cited in sorted(known):
            if paper in self.papers and cited in self.papers:
                cites[paper].append(cited)
                cited_by[cited].append(paper)
        return dict(cites), dict(cited_by)
