"""A bibliography into the store: its papers beside what others say of them, its resources into a course."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from ingest.bibliography.entries import Refusal, read_entries
from ingest.bibliography.recognising import Fate, Outcome, Recogniser
from ingest.pack.loading import load_pack
from ingest.papers.identity import KnownPapers
from ingest.papers.keeping import PAPERS_LAYER, accounts_by_paper, forget_accounts, keep_accounts, keep_vocabulary
from ingest.papers.merging import merged
from ingest.saving import IngestReport, Saving
from reading.bib_records import BibFile
from reading.bibtex_reader import read_bibtex, read_bibtex_file
from reading.settled_keys import settle_keys
from reading.verifying.unread import unread_findings
from schema.errors import NotFoundError
from schema.paper_accounts import BIBLIOGRAPHY, PaperAccount
from schema.record_set import RecordSet
from schema.records import Finding, Paper, Resource
from schema.store import VOCABULARY, Store, Transaction
from schema.stored_accounts import paper_accounts
from schema.stored_keys import all_keys
from schema.values import Severity

SUFFIXES = (".bib", ".bibtex")
"""How the names of bibliographies end."""

_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class BibliographyReport:
    """What an ingest of a bibliography did.

    Attributes:
        source: Name of the source that it is, as ``bib:seminar``.
        file: Name of the file.
        outcomes: What became of each entry, in order.
        gone: Ids of papers that it named before and does not name now; what it said of them is forgotten.
        findings: What is odd about its entries and about the papers they are of.
        course: What it did to the course that has its resources; None where nothing.
    """

    source: str
    file: str
    outcomes: tuple[Outcome, ...]
    gone: tuple[str, ...]
    findings: tuple[Finding, ...]
    course: IngestReport | None

    def count(self, fate: Fate) -> int:
        """Return how many entries had a fate."""
        return sum(one.fate is fate for one in self.outcomes)


def source_of(path: Path) -> str:
    """Return the name of the source that a bibliography is.

    >>> source_of(Path("reading/Seminar 2026.bib"))
    'bib:Seminar 2026'
    """
    return BIBLIOGRAPHY + "".join(filter(str.isprintable, path.stem))[:_LONGEST_NAME]


def ingest_bibliography(
    store: Store, path: Path, *, now: datetime, course: str | None = None, dry_run: bool = False
) -> BibliographyReport:
    """Ingest a bibliography, in place of what a file of this name said before, and return what became of its entries.

    Into an empty store the shipped course is ingested first.

    Args:
        store: Where to keep it.
        path: The file.
        now: The time to note down.
        course: Slug of the course that gets its resources; by default the only one.
        dry_run: Whether to keep nothing.

    Raises:
        SourceError: It cannot be read.
        NotFoundError: There is no such course.
        StoreError: The database refused.
    """
    file = read_bibtex_file(path)
    with store.writing() as transaction:
        report = _Ingest(transaction, source_of(path), path.name, now).keep(file, course)
        if dry_run:
            transaction.discard()
    return report


def remove_bibliography(store: Store, source: str, *, now: datetime) -> tuple[str, ...] | None:
    """Forget all that a bibliography said, and return the papers it named; None where it was never ingested.

    Args:
        store: Where it is kept.
        source: Name of the source, as ``bib:seminar``.
        now: The time to note down.
    """
    with store.writing() as transaction:
        if source not in transaction.layers(VOCABULARY):
            return None
        ingest = _Ingest(transaction, source, source, now)
        return ingest.keep(read_bibtex("", source=source), None, is_removed=True).gone


def bibliographies(store: Store) -> tuple[str, ...]:
    """Return the names of the sources that are bibliographies."""
    with store.reading() as transaction:
        return tuple(name for name in transaction.layers(VOCABULARY) if name.startswith(BIBLIOGRAPHY))


class _Ingest:
    """One ingest of a bibliography, inside its transaction."""

    def __init__(self, transaction: Transaction, source: str, name: str, now: datetime) -> None:
        self._transaction = transaction
        self._source = source
        self._name = name
        self._now = now
        if not transaction.heads():
            for course in load_pack().courses:
                self._saving.pack_course(course, "shipped pack")

    @cached_property
    def _saving(self) -> Saving:
        # Only a course that changes needs the pack, which takes longer to load than most bibliographies.
        return Saving(self._transaction, load_pack(), self._now)

    def keep(self, file: BibFile, course: str | None, *, is_removed: bool = False) -> BibliographyReport:
        """Keep what a file says, in place of what the source said before."""
        chosen = self._course(course)
        recogniser = self._recogniser()
        before = {one.paper for one in paper_accounts(self._transaction) if one.source == self._source}
        for read in read_entries(file.entries):
            recogniser.take(read, without_resources=None if chosen else _which_course(self._courses()))
        outcomes = sorted([*recogniser.outcomes, *_lost(file)], key=lambda one: one.line)
        gone = tuple(sorted(before - set(recogniser.papers)))
        forget_accounts(self._transaction, self._source, gone, self._now)
        keep_accounts(self._transaction, list(self._accounts(recogniser)), self._now)
        findings = (*self._findings(file, outcomes), *recogniser.findings)
        self._keep_findings(findings, is_removed=is_removed)
        report = self._keep_resources(chosen, recogniser.resources.values())
        return BibliographyReport(
            self._source,
            self._name,
            tuple(outcomes),
            gone,
            (*findings, *self._findings_of_papers(set(recogniser.papers))),
            report,
        )

    def _courses(self) -> list[str]:
        return [head.scope for head in self._transaction.heads() if head.scope != VOCABULARY]

    def _course(self, given: str | None) -> str | None:
        courses = self._courses()
        if given is not None and given not in courses:
            raise NotFoundError(given, courses, what="course")
        return given or (courses[0] if len(courses) == 1 else None)

    def _recogniser(self) -> Recogniser:
        settle_keys(self._transaction, now=self._now)
        papers = {paper.id: paper for paper in self._transaction.papers()}
        before: dict[str, Paper] = {}
        known = dict(papers)
        for paper, accounts in accounts_by_paper(paper_accounts(self._transaction)).items():
            mine = next((one.said for one in accounts if one.source == self._source), None)
            if mine is None:
                continue
            others = merged(one for one in accounts if one.source != self._source)
            if others:
                known[paper] = others.paper
            else:
                before[paper] = mine
                known.pop(paper, None)
        owners = {one.identity: one.paper for one in all_keys(self._transaction)}
        return Recogniser(self._source, KnownPapers(known.values()), before, owners, frozenset(papers))

    def _accounts(self, recogniser: Recogniser) -> Iterable[PaperAccount]:
        for paper, taken in recogniser.papers.items():
            by = f", known by its {taken.by}" if taken.by else ""
            yield PaperAccount(
                paper=paper,
                source=self._source,
                said=taken.said,
                remark=f"entry {taken.entry.key}{by}",
                read_at=self._now,
            )

    def _findings(self, file: BibFile, outcomes: Iterable[Outcome]) -> Iterable[Finding]:
        for one in outcomes:
            if one.message:
                refused = one.fate is Fate.REFUSED
                yield self._finding(
                    "BIB_ENTRY_REFUSED" if refused else "BIB_ENTRY_MERGED" if one.by else "BIB_ENTRY_TOLD",
                    Severity.WARNING if refused else Severity.INFO,
                    f"{one.key or 'a block'}: {one.message}",
                    one.remedy,
                    one.line,
                    (one.paper,) if one.paper else (),
                )
        lost = {(failure.line, failure.code.value) for failure in file.failures if failure.lost}
        for found in unread_findings(file):
            if (found.line, found.code) not in lost:
                message = f"{found.key or 'the file'}: {found.message}"
                yield self._finding("BIB_READ_LENIENTLY", Severity.INFO, message, found.remedy, found.line, ())

    def _finding(
        self, code: str, severity: Severity, message: str, remedy: str, line: int, subjects: tuple[str, ...]
    ) -> Finding:
        return Finding(
            code=code,
            severity=severity,
            message=message[:2000],
            remedy=remedy,
            source=self._name,
            place=f"line {line}",
            subjects=subjects,
        )

    def _keep_findings(self, findings: Iterable[Finding], *, is_removed: bool) -> None:
        held = RecordSet.of(dict.fromkeys(findings))
        self._transaction.save_layer(VOCABULARY, self._source, held, read=(), source=self._name, now=self._now)
        head = self._transaction.head(VOCABULARY)
        keep_vocabulary(self._transaction, sources=head.sources if head else [self._name], now=self._now)

    def _findings_of_papers(self, papers: set[str]) -> tuple[Finding, ...]:
        held = self._transaction.layer(VOCABULARY, PAPERS_LAYER).findings
        return tuple(one for one in held if papers & set(one.subjects))

    def _keep_resources(self, course: str | None, resources: Iterable[Resource]) -> IngestReport | None:
        """Keep the resources in a course, and take those out that the source gave to any other."""
        report = None
        mine = [one.model_copy(update={"course": course}) for one in resources]
        for slug in self._courses():
            held = RecordSet.of(mine if slug == course else ())
            before = self._transaction.layer(slug, self._source)
            if held.resources != before.resources:
                done = self._saving.resources(slug, self._source, held, self._name)
                report = done if slug == course else report
        return report


def _lost(file: BibFile) -> Iterable[Outcome]:
    """Yield what could not be read at all."""
    remedies = {(one.line, one.code): one.remedy for one in unread_findings(file)}
    for failure in file.failures:
        if failure.lost:
            remedy = remedies.get((failure.line, failure.code.value), "")
            yield Outcome(failure.key or "", failure.line, Fate.REFUSED, message=failure.message, remedy=remedy)


def _which_course(courses: Iterable[str]) -> Refusal:
    return Refusal("is a resource, and it is not said of which course", f"Say so: --course {' | '.join(courses)}")
