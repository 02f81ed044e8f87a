"""The catalogue: an immutable snapshot of everything that is served, indexed for the questions asked of it.

Built once per ingest and shared by all requests; nothing here is computed in a request that could be computed before.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from graph.lab_catalogue import NO_LAB_FACTS, NO_WORK, CourseWork, LabFacts, course_work_of, lab_facts_of
from graph.nodes import Node, NodeKind, key_of, kind_of
from schema.content_hash import revision_of
from schema.paper_accounts import PaperAccount
from schema.record_set import RecordSet
from schema.records import (
    ArtifactNeed,
    Citation,
    Concept,
    Course,
    Coverage,
    Finding,
    Lab,
    LabConcept,
    Lecture,
    Page,
    Paper,
    PaperConcept,
    Precedence,
    Recommendation,
    Relation,
    Requirement,
    Resource,
)
from schema.values import CoverageKind, Evidence

_T = TypeVar("_T")
_K = TypeVar("_K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class CourseState:
    """Which revision of a course is shown, and how it came to be.

    Attributes:
        slug: Slug of the course, or empty for the vocabulary.
        revision: Id of the revision.
        ingested_at: When it was last ingested.
        sources: What it was ingested from.
        stale: Paths of the pages whose body an earlier ingest has read.
    """

    slug: str
    revision: str
    ingested_at: datetime
    sources: tuple[str, ...] = ()
    stale: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The graph as it is served. Lists are in the order a reader expects; a missing key has no entries.

    Attributes:
        revision: Id of the whole, made of the revisions of its courses and the vocabulary.
        states: State of each course and of the vocabulary, by slug.
        courses: By slug, in order of slugs.
        lectures: Lectures of a course, by number.
        pages: Pages of a course, in the order of its tree.
        labs: Labs of a course, by number.
        concepts: By slug: as the vocabulary orders them.
        papers: By id.
        nodes: Every node by kind and key.
    """

    records: RecordSet
    states: Mapping[str, CourseState]
    revision: str
    courses: Mapping[str, Course]
    lectures: Mapping[str, tuple[Lecture, ...]]
    pages: Mapping[str, tuple[Page, ...]]
    labs: Mapping[str, tuple[Lab, ...]]
    resources: Mapping[str, tuple[Resource, ...]]
    concepts: Mapping[str, Concept]
    papers: Mapping[str, Paper]
    nodes: Mapping[tuple[NodeKind, str], Node]
    requirements: Mapping[str, tuple[Requirement, ...]]
    """Groups that a concept needs, by its slug."""
    unlocks: Mapping[str, tuple[str, ...]]
    """Slugs of the concepts that directly require a concept."""
    relations: Mapping[str, tuple[Relation, ...]]
    """Relations that start or end at a concept."""
    preceded_by: Mapping[str, tuple[Precedence, ...]]
    """What courses teach before a concept."""
    coverages_of_page: Mapping[tuple[str, str], tuple[Coverage, ...]]
    """What a page, by course and path, teaches and mentions."""
    coverages_of_concept: Mapping[str, tuple[Coverage, ...]]
    """Where a concept is taught and mentioned, in course order."""
    papers_of_concept: Mapping[str, tuple[PaperConcept, ...]]
    concepts_of_paper: Mapping[str, tuple[PaperConcept, ...]]
    labs_of_concept: Mapping[str, tuple[LabConcept, ...]]
    concepts_of_lab: Mapping[tuple[str, str], tuple[LabConcept, ...]]
    artifact_needs: Mapping[tuple[str, str], tuple[ArtifactNeed, ...]]
    recommendations_of_page: Mapping[tuple[str, str], tuple[Recommendation, ...]]
    recommendations_of_lecture: Mapping[tuple[str, int], tuple[Recommendation, ...]]
    recommendations_of_paper: Mapping[str, tuple[Recommendation, ...]]
    recommendations_of_resource: Mapping[tuple[str, str], tuple[Recommendation, ...]]
    page_positions: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Place of a page, by course and path, in its course."""
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """What ingest found, by course; the vocabulary's under the empty slug."""
    facts_of_lab: Mapping[tuple[str, str], LabFacts] = field(default_factory=dict)
    """A lab in full, by course and slug."""
    work_of_course: Mapping[str, CourseWork] = field(default_factory=dict)
    """What a course grades, what its work takes, what to download, what a project can be."""
    accounts_of_paper: Mapping[str, tuple[PaperAccount, ...]] = field(default_factory=dict)
    """What each source says of a paper, by its id."""
    citations_by_paper: Mapping[str, tuple[Citation, ...]] = field(default_factory=dict)
    """Which papers a paper cites, confirmed or not. Absence says nothing."""
    citations_of_paper: Mapping[str, tuple[Citation, ...]] = field(default_factory=dict)
    """Which papers cite a paper, confirmed or not. Absence says nothing."""
    proposals_of_paper: Mapping[str, tuple[PaperConcept, ...]] = field(default_factory=dict)
    """What rules propose that a paper does with concepts, the surest first; no part of what is said of it."""
    proposals_of_concept: Mapping[str, tuple[PaperConcept, ...]] = field(default_factory=dict)
    """What rules propose that papers do with a concept, by paper."""

    def course(self, slug: str | None = None) -> Course | None:
        """Return a course by its slug, or without one the first."""
        if slug is None:
            return next(iter(self.courses.values()), None)
        return self.courses.get(slug)

    def lecture(self, course: str, number: int) -> Lecture | None:
        """Return a lecture by its number."""
        return next((lecture for lecture in self.lectures.get(course, ()) if lecture.number == number), None)

    def page(self, course: str, path: str) -> Page | None:
        """Return a page by its path."""
        node = self.nodes.get((NodeKind.PAGE, f"{course}{path}"))
        return node if isinstance(node, Page) else None

    def lab(self, course: str, slug: str) -> Lab | None:
        """Return a lab by its slug."""
        node = self.nodes.get((NodeKind.LAB, f"{course}/{slug}"))
        return node if isinstance(node, Lab) else None

    def lab_facts(self, lab: Lab) -> LabFacts:
        """Return a lab in full, as far as it is known."""
        return self.facts_of_lab.get((lab.course, lab.slug), NO_LAB_FACTS)

    def course_work(self, course: str) -> CourseWork:
        """Return the work around the labs of a course."""
        return self.work_of_course.get(course, NO_WORK)

    def resource(self, course: str, url: str) -> Resource | None:
        """Return a resource by its address."""
        node = self.nodes.get((NodeKind.RESOURCE, f"{course}/{url}"))
        return node if isinstance(node, Resource) else None

    def is_stale(self, page: Page) -> bool:
        """Say whether a page's body is from an earlier ingest than its course."""
        state = self.states.get(page.course)
        return state is not None and page.path in state.stale

    def pages_teaching(self, concept: str, course: str | None = None) -> tuple[Page, ...]:
        """Return the pages that explain a concept, in course order."""
        found = (
            self.page(coverage.course, coverage.page)
            for coverage in self.coverages_of_concept.get(concept, ())
            if coverage.kind is CoverageKind.TEACHES and course in (None, coverage.course)
        )
        return tuple(page for page in found if page is not None)

    def concepts_treated(self, paper: str, least: Evidence = Evidence.CURATED) -> tuple[PaperConcept, ...]:
        """Return how a paper treats concepts; what rules propose comes last, and only where that is evidence enough."""
        return _known_well(self.concepts_of_paper.get(paper, ()), self.proposals_of_paper.get(paper, ()), least)

    def papers_treating(self, concept: str, least: Evidence = Evidence.CURATED) -> tuple[PaperConcept, ...]:
        """Return how papers treat a concept; what rules propose comes last, and only where that is evidence enough."""
        return _known_well(self.papers_of_concept.get(concept, ()), self.proposals_of_concept.get(concept, ()), least)

    def course_order(self, concept: str, course: str | None = None) -> tuple[int, str]:
        """Return what sorts concepts by where a course first teaches them, untaught ones last, ties by slug."""
        pages = self.pages_teaching(concept, course)
        return (pages[0].position if pages else 1_000_000, concept)


def catalogue_of(
    records: RecordSet,
    states: Iterable[CourseState],
    accounts: Iterable[PaperAccount] = (),
    proposed: Iterable[PaperConcept] = (),
) -> Catalogue:
    """Index a sound set of records.

    Args:
        records: The records.
        states: State of each course and of the vocabulary.
        accounts: What each source says of papers.
        proposed: What rules propose that papers do with concepts; left out where either is not among the records.
    """
    by_slug = {state.slug: state for state in states}
    all_nodes: list[Node] = [*records.courses, *records.lectures, *records.pages, *records.concepts]
    all_nodes += [*records.papers, *records.resources, *records.labs]
    positions = {(page.course, page.path): page.position for page in records.pages}

    def in_course_order(coverage: Coverage) -> tuple[str, int, int]:
        return coverage.course, positions.get((coverage.course, coverage.page), 0), coverage.order

    in_page_order = sorted(
        records.recommendations, key=lambda r: (r.course, positions.get((r.course, r.page), 0), r.order)
    )
    needs = sorted(records.requirements, key=lambda r: (r.concept, r.group))
    unlocks = {(member, need.concept) for need in needs for member in need.any_of}
    papers, concepts = {paper.id for paper in records.papers}, {concept.slug for concept in records.concepts}
    proposals = [one for one in proposed if one.paper in papers and one.concept in concepts]
    return Catalogue(
        records=records,
        states=by_slug,
        revision=revision_of(f"{state.slug}={state.revision}" for state in by_slug.values()),
        courses={course.slug: course for course in sorted(records.courses, key=lambda c: c.slug)},
        lectures=_grouped(sorted(records.lectures, key=lambda one: one.number), lambda one: one.course),
        pages=_grouped(sorted(records.pages, key=lambda p: (p.position, p.path)), lambda p: p.course),
        labs=_grouped(sorted(records.labs, key=lambda one: (one.number, one.slug)), lambda one: one.course),
        resources=_grouped(records.resources, lambda r: r.course),
        concepts={concept.slug: concept for concept in records.concepts},
        papers={paper.id: paper for paper in sorted(records.papers, key=lambda p: p.id)},
        nodes={(kind_of(node), key_of(node)): node for node in all_nodes},
        requirements=_grouped(needs, lambda r: r.concept),
        unlocks={slug: tuple(u for _, u in pairs) for slug, pairs in _grouped(sorted(unlocks), lambda p: p[0]).items()},
        relations=_grouped_twice(records.relations),
        preceded_by=_grouped(sorted(records.precedences, key=lambda p: (p.after, p.before)), lambda p: p.after),
        coverages_of_page=_grouped(sorted(records.coverages, key=in_course_order), lambda c: (c.course, c.page)),
        coverages_of_concept=_grouped(sorted(records.coverages, key=in_course_order), lambda c: c.concept),
        papers_of_concept=_grouped(
            sorted(records.paper_concepts, key=lambda p: (p.kind, p.paper)), lambda p: p.concept
        ),
        concepts_of_paper=_grouped(
            sorted(records.paper_concepts, key=lambda p: (p.kind, p.concept)), lambda p: p.paper
        ),
        labs_of_concept=_grouped(sorted(records.lab_concepts, key=lambda x: (x.course, x.lab)), lambda x: x.concept),
        concepts_of_lab=_grouped(sorted(records.lab_concepts, key=lambda x: x.order), lambda x: (x.course, x.lab)),
        artifact_needs=_grouped(sorted(records.artifact_needs, key=lambda n: n.group), lambda n: (n.course, n.lab)),
        recommendations_of_page=_grouped(in_page_order, lambda r: (r.course, r.page)),
        recommendations_of_lecture=_grouped(
            [r for r in in_page_order if r.lecture is not None], lambda r: (r.course, r.lecture or 0)
        ),
        recommendations_of_paper=_grouped([r for r in in_page_order if r.paper], lambda r: r.paper or ""),
        recommendations_of_resource=_grouped(
            [r for r in in_page_order if r.resource], lambda r: (r.course, r.resource or "")
        ),
        page_positions=positions,
        findings=_grouped(records.findings, lambda f: f.course or ""),
        facts_of_lab=lab_facts_of(records),
        work_of_course=course_work_of(records),
        accounts_of_paper=_grouped(accounts, lambda one: one.paper),
        citations_by_paper=_grouped(sorted(records.citations, key=lambda c: c.cited), lambda c: c.paper),
        citations_of_paper=_grouped(sorted(records.citations, key=lambda c: c.paper), lambda c: c.cited),
        proposals_of_paper=_grouped(proposals, lambda p: p.paper),
        proposals_of_concept=_grouped(sorted(proposals, key=lambda p: (p.kind, p.paper)), lambda p: p.concept),
    )


def _grouped(items: Iterable[_T], key: Callable[[_T], _K]) -> dict[_K, tuple[_T, ...]]:
    groups: defaultdict[_K, list[_T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return {name: tuple(group) for name, group in groups.items()}


def _known_well(
    said: tuple[PaperConcept, ...], proposed: tuple[PaperConcept, ...], least: Evidence
) -> tuple[PaperConcept, ...]:
    return tuple(one for one in (*said, *proposed) if one.evidence.is_at_least(least))


def _grouped_twice(relations: Iterable[Relation]) -> dict[str, tuple[Relation, ...]]:
    groups: defaultdict[str, list[Relation]] = defaultdict(list)
    for relation in sorted(relations, key=lambda r: (r.source, r.kind, r.target)):
        groups[relation.source].append(relation)
        if relation.target != relation.source:
            groups[relation.target].append(relation)
    return {slug: tuple(group) for slug, group in groups.items()}
