"""One ingest, from a source to a new revision: read, lay upon what is known, check, store. All of it or nothing."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from graph.check import Problem, problems_in
from ingest.course_identity import course_slug
from ingest.pack.loading import Pack, load_pack
from ingest.saving import IngestReport, Saving
from ingest.site_files import page_file, page_files
from ingest.site_reading import SiteReading, site_reading
from schema.errors import GraphError, Place, RequirementCycleError, SourceError
from schema.record_set import RecordSet
from schema.records import Record
from schema.store import Store, Transaction

Progress = Callable[[str], None]
"""Is told what is being done, in a few words."""


def ingest(
    store: Store,
    source: Path | None = None,
    *,
    now: datetime,
    course: str | None = None,
    dry_run: bool = False,
    progress: Progress = lambda _: None,
) -> tuple[IngestReport, ...]:
    """Ingest a source and return what it did to each course.

    Args:
        store: Where to keep it.
        source: A folder of built pages, one page, or a pack; the shipped pack by default.
        now: The time to note down.
        course: Slug of the course that a site is.
        dry_run: Whether to keep nothing.
        progress: Is told what is being done.

    Raises:
        SourceError: The source cannot be read.
        ExceptionGroup: Of ``SourceError``: all that is wrong with a pack.
        StoreError: The database refused.
    """
    progress("reading the vocabulary")
    shipped = load_pack()
    refuse_unsound(shipped)
    if source is None:
        return _in_one_transaction(store, dry_run, lambda t: _ingest_pack(t, shipped, shipped, "shipped pack", now))
    if is_pack(source):
        pack = load_pack(source)
        refuse_unsound(pack, beside=shipped)
        return _in_one_transaction(store, dry_run, lambda t: _ingest_pack(t, pack, shipped, source.name, now))
    reading = _site(source, progress)
    return _in_one_transaction(store, dry_run, lambda t: (_ingest_site(t, reading, shipped, course, source.name, now),))


def is_pack(source: Path) -> bool:
    """Say whether a folder is a pack: it holds courses, vocabulary, or what an instructor has accepted."""
    return (
        any(source.glob("courses/*/course.yaml"))
        or any(source.glob("vocabulary/*.yaml"))
        or any(source.glob("accepted/*.yaml"))
    )


def remove(store: Store, course: str) -> bool:
    """Take a course out of the store, and say whether it was there."""
    with store.writing() as transaction:
        if transaction.head(course) is None:
            return False
        transaction.remove(course)
        return True


def _in_one_transaction(
    store: Store, dry_run: bool, work: Callable[[Transaction], tuple[IngestReport, ...]]
) -> tuple[IngestReport, ...]:
    with store.writing() as transaction:
        reports = work(transaction)
        if dry_run:
            transaction.discard()
    return reports


def _site(source: Path, progress: Progress) -> SiteReading:
    if source.is_dir():
        files, findings = page_files(source)
        return site_reading(files, findings=findings, whole=True, progress=progress)
    if not source.exists():
        raise SourceError(str(source), "does not exist", remedy="Give a folder of built pages, one page, or a pack")
    return site_reading((page_file(source),), whole=False, progress=progress)


def refuse_unsound(pack: Pack, *, beside: Pack | None = None) -> None:
    """Refuse a pack that is no sound graph, alone or beside another.

    Raises:
        ExceptionGroup: One ``GraphError`` for each problem.
    """
    records = all_of(pack) | (all_of(beside) if beside else RecordSet())
    problems = problems_in(records)
    if problems:
        errors = [_graph_error(problem, pack.places) for problem in problems]
        raise ExceptionGroup(f"the pack has {len(errors)} problems", errors)


def all_of(pack: Pack) -> RecordSet:
    """Return all records of a pack."""
    records: list[Record] = [*pack.vocabulary, *pack.papers, *pack.citations, *pack.accepted_order]
    for course in pack.courses:
        records += course.records
    return RecordSet.of(records)


def _graph_error(problem: Problem, places: Mapping[Record, Place]) -> GraphError:
    place = next((places[culprit] for culprit in problem.culprits if culprit in places), Place("pack"))
    finding = problem.finding
    if finding.code == "REQUIREMENT_CYCLE":
        return RequirementCycleError(place, finding.subjects + finding.subjects[:1], finding.message)
    return GraphError(place, finding.message, remedy=finding.remedy)


def _ingest_pack(
    transaction: Transaction, pack: Pack, shipped: Pack, source: str, now: datetime
) -> tuple[IngestReport, ...]:
    saving = Saving(transaction, shipped, now)
    if pack is not shipped:
        saving.add_vocabulary(source, pack)
    reports = tuple(saving.pack_course(course, source) for course in pack.courses)
    return (*reports, *saving.accepted(pack.accepted_order, source))


def _ingest_site(
    transaction: Transaction, reading: SiteReading, shipped: Pack, course: str | None, source: str, now: datetime
) -> IngestReport:
    saving = Saving(transaction, shipped, now)
    slug = course_slug(
        given=course,
        paths=[item.url or "" for item in reading.tree.pages],
        known=saving.paths_of_courses(),
        site=None,
        title=reading.title,
    )
    return saving.site_course(reading, slug, source)
