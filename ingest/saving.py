"""Laying what was read upon what is known, and keeping it: layers, vocabulary, papers, and the revision they make."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from graph.check import sound_part
from graph.recommended import core_readings
from ingest.changes import Changes, changes_between
from ingest.claims.number_findings import number_findings
from ingest.layers import Layer, composed, refreshed, with_resources
from ingest.pack.loading import CoursePack, Pack
from ingest.papers.abstracts import link_papers
from ingest.papers.keeping import keep_papers, keep_vocabulary, papers_of_courses
from ingest.site_reading import SiteReading, layer_of
from ingest.understanding import understood
from schema.errors import NotFoundError
from schema.paper_accounts import BIBLIOGRAPHY, PAGE, SHIPPED
from schema.record_set import RecordSet
from schema.records import Finding, Paper, Precedence, Recommendation, Resource
from schema.store import ACCEPTED_LAYER, CURATION_LAYER, PACK_LAYER, SITE_LAYER, VOCABULARY, Transaction

_SHIPPED = "shipped pack"


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did to one course.

    Attributes:
        course: Slug of the course.
        title: Its title.
        source: What was ingested.
        revision: The revision it made.
        before: The revision that was the newest before, if there was one.
        pages: How many pages the course has.
        read: How many pages were read with their body.
        stale: Paths of the pages that keep a body that was read before.
        lectures: How many lectures.
        labs: How many labs.
        core_papers: How many papers its lectures call core; one that two lectures do counts twice.
        extended_papers: How many other papers are recommended.
        resources: How many other things are recommended.
        concepts: How many concepts the vocabulary has.
        findings: What the ingest found.
        changes: What differs from the revision before.
    """

    course: str
    title: str
    source: str
    revision: str
    before: str | None
    pages: int
    read: int
    stale: tuple[str, ...]
    lectures: int
    labs: int
    core_papers: int
    extended_papers: int
    resources: int
    concepts: int
    findings: tuple[Finding, ...]
    changes: Changes


class Saving:
    """The keeping of one ingest, inside its transaction.

    Args:
        transaction: The transaction.
        shipped: The pack shipped with the project; its vocabulary and papers always apply.
        now: The time to note down.
    """

    def __init__(self, transaction: Transaction, shipped: Pack, now: datetime) -> None:
        self._transaction = transaction
        self._shipped = shipped
        self._now = now
        self.add_vocabulary(_SHIPPED, shipped)

    def add_vocabulary(self, source: str, pack: Pack) -> None:
        """Keep a pack's vocabulary and papers beside those of other packs."""
        layer = "shipped" if source == _SHIPPED else f"pack:{source}"
        held = RecordSet.of(pack.vocabulary)
        self._transaction.save_layer(VOCABULARY, layer, held, read=(), source=source, now=self._now)
        of_papers = SHIPPED if source == _SHIPPED else f"pack:{source}"
        keep_papers(self._transaction, of_papers, pack.papers, pack.citations, now=self._now)
        keep_vocabulary(self._transaction, sources=[source], now=self._now)
        link_papers(self._transaction, now=self._now)

    def accepted(self, order: Sequence[Precedence], source: str) -> tuple[IngestReport, ...]:
        """Keep the order that instructors have accepted, course by course.

        Raises:
            NotFoundError: There is no such course in the store.
        """
        reports = []
        for slug in sorted({one.course for one in order}):
            if self._transaction.head(slug) is None:
                raise NotFoundError(
                    slug, [head.scope for head in self._transaction.heads() if head.scope], what="course"
                )
            held = RecordSet.of([one for one in order if one.course == slug])
            self._transaction.save_layer(slug, ACCEPTED_LAYER, held, read=(), source=source, now=self._now)
            reports.append(self._keep_course(slug, source, read=0))
        return tuple(reports)

    def paths_of_courses(self) -> dict[str, list[str]]:
        """Return the paths of the pages of every course that is shipped or stored, by slug."""
        known = {course.course.slug: [page.path for page in course.pages] for course in self._shipped.courses}
        for head in self._transaction.heads():
            if head.scope != VOCABULARY:
                pages = self._transaction.revision(head.scope, head.revision).pages
                known[head.scope] = [page.path for page in pages]
        return known

    def pack_course(self, course: CoursePack, source: str) -> IngestReport:
        """Keep a pack's course."""
        slug = course.course.slug
        self._keep_curation(course, source)
        held = RecordSet.of(
            [
                course.course,
                *course.lectures,
                *course.pages,
                *course.labs,
                *course.lab_facts,
                *course.recommendations,
                *course.resources,
            ]
        )
        read = [page.path for page in course.pages]
        self._transaction.save_layer(slug, PACK_LAYER, held, read=read, source=source, now=self._now)
        return self._keep_course(slug, source, read=len(read))

    def site_course(self, reading: SiteReading, slug: str, source: str) -> IngestReport:
        """Keep what was read of a site as a course."""
        curation = next((pack for pack in self._shipped.courses if pack.course.slug == slug), None)
        if curation is not None and not self._is_of_another_pack(slug):
            self._keep_curation(curation, _SHIPPED)
        now_read = layer_of(reading, slug, known=curation.course if curation else None)
        layer = refreshed(self._layer(slug, SITE_LAYER), now_read)
        self._keep_strangers(layer.records.recommendations)
        self._transaction.save_layer(slug, SITE_LAYER, layer.records, read=now_read.read, source=source, now=self._now)
        return self._keep_course(slug, source, read=len(now_read.read))

    def resources(self, slug: str, layer: str, held: RecordSet, source: str) -> IngestReport:
        """Keep the resources that a source gives to a course, in place of those it gave before."""
        self._transaction.save_layer(slug, layer, held, read=(), source=source, now=self._now)
        return self._keep_course(slug, source, read=0)

    def _layer(self, slug: str, name: str) -> Layer | None:
        records = self._transaction.layer(slug, name)
        read = frozenset(reading.path for reading in self._transaction.readings(slug, name))
        return Layer(records, read) if records.courses else None

    def _bibliographies(self, slug: str) -> Iterator[Resource]:
        for name in self._transaction.layers(slug):
            if name.startswith(BIBLIOGRAPHY):
                yield from self._transaction.layer(slug, name).resources

    def _is_of_another_pack(self, slug: str) -> bool:
        """Say whether the pack that was last ingested for a course is another than the shipped one."""
        return any(one.source != _SHIPPED for one in self._transaction.readings(slug, PACK_LAYER))

    def _keep_curation(self, course: CoursePack, source: str) -> None:
        held = RecordSet.of(
            [*course.coverages, *course.lab_concepts, *course.artifact_needs, *course.precedences, *course.claims]
        )
        self._transaction.save_layer(course.course.slug, CURATION_LAYER, held, read=(), source=source, now=self._now)

    def _keep_strangers(self, recommendations: Iterable[Recommendation]) -> None:
        """Keep papers that nothing but a page tells of, under the page's name for them."""
        known = papers_of_courses(self._transaction)
        strangers: dict[str, Paper] = {}
        for one in recommendations:
            if one.paper is not None and one.paper not in known:
                strangers.setdefault(one.paper, Paper(id=one.paper, title=one.label, unverified=("title",)))
        keep_papers(self._transaction, PAGE, strangers.values(), now=self._now)

    def _keep_course(self, slug: str, source: str, *, read: int) -> IngestReport:
        head = self._transaction.head(slug)
        before = self._transaction.revision(slug, head.revision) if head else RecordSet()
        vocabulary_head = self._transaction.head(VOCABULARY)
        vocabulary = self._transaction.revision(VOCABULARY, vocabulary_head.revision if vocabulary_head else "")
        beside = replace(vocabulary, papers=self._transaction.papers())
        whole = with_resources(
            composed(self._layer(slug, SITE_LAYER), self._layer(slug, PACK_LAYER)), self._bibliographies(slug)
        )
        curation = _fitting(self._transaction.layer(slug, CURATION_LAYER), whole)
        curation |= self._transaction.layer(slug, ACCEPTED_LAYER)
        claims = curation.claims
        course = understood(whole, replace(curation, claims=()), vocabulary)
        sound, left_out = sound_part(course.records | beside)
        records = replace(
            sound,
            concepts=(),
            requirements=(),
            relations=(),
            paper_concepts=(),
            papers=(),
            findings=(*whole.findings, *course.findings, *number_findings(claims, whole.pages), *left_out),
        )
        revision = self._transaction.save_revision(slug, records, sources=[source], now=self._now)
        top = SITE_LAYER if SITE_LAYER in self._transaction.layers(slug) else PACK_LAYER
        stale = tuple(state.path for state in self._transaction.readings(slug, top) if state.stale)
        core = core_readings(records.recommendations)
        recommended = {one.paper for one in records.recommendations if one.paper}
        return IngestReport(
            course=slug,
            title=records.courses[0].title,
            source=source,
            revision=revision,
            before=head.revision if head else None,
            pages=len(records.pages),
            read=read,
            stale=stale,
            lectures=len(records.lectures),
            labs=len(records.labs),
            core_papers=len(core),
            extended_papers=len(recommended - {paper for _, paper in core}),
            resources=len(records.resources),
            concepts=len(vocabulary.concepts),
            findings=records.findings,
            changes=changes_between(before, records),
        )


def _fitting(curation: RecordSet, course: RecordSet) -> RecordSet:
    """Return what a pack adds to a course as far as the course still has the pages and labs."""
    pages = {page.path for page in course.pages}
    labs = {lab.slug for lab in course.labs}
    return replace(
        curation,
        coverages=tuple(one for one in curation.coverages if one.page in pages),
        lab_concepts=tuple(one for one in curation.lab_concepts if one.lab in labs),
        artifact_needs=tuple(one for one in curation.artifact_needs if {one.lab, *one.any_of} <= labs),
    )
