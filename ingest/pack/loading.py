"""The pack: the facts shipped with the project, as records.

::

    vocabulary/<area>.yaml      concepts, what they require, how they stand to each other, which papers treat them
    courses/<slug>/
        course.yaml             the course and its page tree
        recommendations.yaml    what its pages recommend to read
        labs.yaml               its labs: what they need of each other, steps, settings, what to hand in
        work.yaml               what it grades, what its work takes, what to download, what a project can be
        teaching.yaml           which page and lab treats which concept
        order.yaml              which concept it teaches before which
        claims.yaml             numbers that several of its pages state, and where
    papers.json                 papers
    citations.json              which of them cites which

Of a course, course.yaml has to be there; all else is optional. Here each file is held against its own shape; whether
the files fit together, the graph checks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.pack.courses import TreeEntry
from ingest.pack.labs import LAB_FACTS
from ingest.pack.reading import PackReading
from ingest.pack.records import Records
from schema.claim_records import Claim
from schema.errors import Place
from schema.records import (
    ArtifactNeed,
    Citation,
    Concept,
    Course,
    Coverage,
    Lab,
    LabConcept,
    Lecture,
    Page,
    Paper,
    PaperConcept,
    Precedence,
    Recommendation,
    Record,
    Relation,
    Requirement,
    Resource,
)
from schema.values import Text

DATA = Path(__file__).resolve().parents[2] / "data"
"""The pack that is shipped with the project."""


@dataclass(frozen=True, slots=True)
class CoursePack:
    """What a pack says of one course; everything in the order of its files."""

    course: Course
    tree: tuple[TreeEntry, ...]
    lectures: tuple[Lecture, ...]
    pages: tuple[Page, ...]
    recommendations: tuple[Recommendation, ...]
    resources: tuple[Resource, ...]
    labs: tuple[Lab, ...]
    artifact_needs: tuple[ArtifactNeed, ...]
    coverages: tuple[Coverage, ...]
    lab_concepts: tuple[LabConcept, ...]
    precedences: tuple[Precedence, ...]
    lab_facts: tuple[Record, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """All records of the course."""
        return (
            self.course,
            *self.lectures,
            *self.pages,
            *self.recommendations,
            *self.resources,
            *self.labs,
            *self.artifact_needs,
            *self.coverages,
            *self.lab_concepts,
            *self.precedences,
            *self.lab_facts,
        )


@dataclass(frozen=True, slots=True)
class Pack:
    """All that a pack says.

    Attributes:
        areas: Name of each area of the vocabulary, by slug.
        concepts: The vocabulary.
        requirements: What its concepts require.
        relations: How they stand to each other.
        paper_concepts: Which paper treats which of them.
        courses: The courses, by slug.
        papers: The papers, by id.
        citations: Which of them cites which.
        places: Where each record stands.
    """

    areas: Mapping[str, Text]
    concepts: tuple[Concept, ...]
    requirements: tuple[Requirement, ...]
    relations: tuple[Relation, ...]
    paper_concepts: tuple[PaperConcept, ...]
    courses: tuple[CoursePack, ...]
    papers: tuple[Paper, ...]
    citations: tuple[Citation, ...]
    places: Mapping[Record, Place]
    accepted_order: tuple[Precedence, ...] = ()

    @property
    def vocabulary(self) -> tuple[Record, ...]:
        """All records that belong to no course and are no facts of papers."""
        return (*self.concepts, *self.requirements, *self.relations, *self.paper_concepts)


def load_pack(root: Path = DATA) -> Pack:
    """Return what a pack says.

    Raises:
        ExceptionGroup: One ``PackError`` for each thing wrong with any of its files.
    """
    reading = PackReading(root)
    shared = Records()
    areas = reading.vocabulary(shared)
    reading.papers(shared)
    reading.accepted(shared)
    courses, places = [], dict(shared.places)
    for slug in reading.courses():
        records = Records()
        tree = reading.course(slug, records)
        places |= records.places
        reading.problems += records.problems
        claims = reading.claims(slug, [page.path for page in records.of(Page)])
        if course := records.of(Course):
            courses.append(replace(_course_pack(course[0], tree, records), claims=claims))
    reading.problems += shared.problems
    if reading.problems:
        problems = sorted(reading.problems, key=lambda problem: (problem.place.source, problem.place.line or 0))
        raise ExceptionGroup(f"the pack {root} has {len(problems)} problems", problems)
    return Pack(
        areas=areas,
        concepts=shared.of(Concept),
        requirements=shared.of(Requirement),
        relations=shared.of(Relation),
        paper_concepts=shared.of(PaperConcept),
        courses=tuple(courses),
        papers=tuple(sorted(shared.of(Paper), key=lambda paper: paper.id)),
        citations=shared.of(Citation),
        places=places,
        accepted_order=shared.of(Precedence),
    )


def _course_pack(course: Course, tree: tuple[TreeEntry, ...], records: Records) -> CoursePack:
    return CoursePack(
        course=course,
        tree=tree,
        lectures=records.of(Lecture),
        pages=records.of(Page),
        recommendations=records.of(Recommendation),
        resources=records.of(Resource),
        labs=records.of(Lab),
        artifact_needs=records.of(ArtifactNeed),
        coverages=records.of(Coverage),
        lab_concepts=records.of(LabConcept),
        precedences=records.of(Precedence),
        lab_facts=tuple(fact for kind in LAB_FACTS for fact in records.of(kind)),
    )
