"""``syllagraph ingest``: a source in, and in words what it did."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer

from cli.bibliography_report import all_findings, bibliography_as_json, show_bibliography
from cli.console import progress_shown, say, say_errors, show, show_json
from cli.opened import opened_store
from cli.paper_sources import PaperSource
from graph.check import counts_by_code
from ingest.bibliography.ingesting import (
    SUFFIXES,
    BibliographyReport,
    bibliographies,
    ingest_bibliography,
    remove_bibliography,
)
from ingest.changes import Changes
from ingest.run import ingest, remove
from ingest.saving import IngestReport
from schema.errors import InputError, NotFoundError
from schema.paper_accounts import BIBLIOGRAPHY
from schema.records import Finding
from schema.store import Store
from schema.values import Severity

_MOST_LISTED = 12


def ingest_command(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[SOURCE]...",
            help="A folder of built pages, one payload or HTML page, a pack, or a .bib. Default: the shipped course.",
        ),
    ] = None,
    *,
    course: Annotated[
        str | None, typer.Option(help="Slug of the course that the source is; of a .bib, of the course it is for.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check, keep nothing.")] = False,
    report: Annotated[Path | None, typer.Option(help="Write all findings to this file, as JSON.")] = None,
    remove_course: Annotated[
        str | None,
        typer.Option("--remove", metavar="COURSE", help="Take a course out of the store, or a bibliography: bib:NAME."),
    ] = None,
    papers: Annotated[
        PaperSource, typer.Option(help="Where facts of papers come from: what is shipped, or arXiv as well.")
    ] = PaperSource.OFFLINE,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Read a course into the store: all of a source, or nothing of it.

    A folder or a site replaces the course's pages; a single page refreshes itself and the tree it carries. A .bib adds
    papers and resources, in place of what a file of its name added before.
    """
    if remove_course is not None:
        _remove(remove_course, sources)
        return
    if course is not None and not sources:
        raise InputError("--course says what a source is", remedy="Name the source")
    if dry_run and papers is PaperSource.ARXIV:
        raise InputError(
            "--dry-run keeps nothing, so there is nothing to ask arXiv for", remedy="Leave out one of them"
        )
    if papers is PaperSource.ARXIV:
        _refuse_wrong_setting()
    store = opened_store()
    done = _Done()
    chosen: list[Path | None] = [*sources] if sources else [None]
    for source in chosen:
        _refuse_address(source)
        now = datetime.now(UTC)
        with progress_shown() as progress:
            if source is not None and source.suffix.lower() in SUFFIXES and not source.is_dir():
                progress("reading the bibliography")
                done.bibliographies.append(ingest_bibliography(store, source, now=now, course=course, dry_run=dry_run))
            else:
                done.courses += ingest(store, source, now=now, course=course, dry_run=dry_run, progress=progress)
    if papers is PaperSource.ARXIV:
        _with_arxiv(store, done, report, as_json=as_json)
        return
    if report is not None:
        _write(report, done.findings)
    if as_json:
        show_json({"dryRun": dry_run, **done.as_json()})
        return
    done.show()
    if dry_run:
        say("Dry run: nothing was kept.")


@dataclass(slots=True)
class _Done:
    """What was ingested."""

    courses: list[IngestReport] = field(default_factory=list)
    bibliographies: list[BibliographyReport] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        of_courses = [finding for one in self.courses for finding in one.findings]
        return of_courses + [finding for one in self.bibliographies for finding in all_findings(one)]

    def as_json(self) -> dict[str, object]:
        told: dict[str, object] = {"courses": [_as_json(one) for one in self.courses]}
        if self.bibliographies:
            told["bibliographies"] = [bibliography_as_json(one) for one in self.bibliographies]
        return told

    def show(self) -> None:
        for course in self.courses:
            _show(course)
        for bibliography in self.bibliographies:
            show_bibliography(bibliography)


def _refuse_wrong_setting() -> None:
    from ingest.arxiv.settings import ArxivSettings, query_address

    query_address(ArxivSettings().url)


def _with_arxiv(store: Store, done: _Done, file: Path | None, *, as_json: bool) -> None:
    """Tell of the ingest, then ask arXiv for all papers: the course is kept, whatever arXiv answers."""
    # Only here are the libraries needed that ask arXiv.
    from cli.asking_arxiv import refreshed
    from cli.paper_report import report_as_json, show_outcomes, show_paper_findings

    if not as_json:
        done.show()
    asked = refreshed(store)
    if file is not None:
        _write(file, [*done.findings, *asked.findings])
    if as_json:
        show_json({"dryRun": False, **done.as_json(), "papers": report_as_json(asked)})
    else:
        show_outcomes(asked.outcomes, every=False)
        show_paper_findings(asked.findings)
    if asked.problem is not None:
        raise typer.Exit(say_errors(asked.problem))


def _write(file: Path, findings: list[Finding]) -> None:
    told = [finding.model_dump(mode="json") for finding in findings]
    file.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))


def _refuse_address(source: Path | None) -> None:
    if source is not None and str(source).startswith(("http:/", "https:/")):
        raise InputError(
            f"{source} is an address; a site is read from its built folder",
            remedy="Give the folder of built pages, or a page saved as index.txt or index.html",
        )


def _remove(course: str, sources: list[Path] | None) -> None:
    if sources:
        raise InputError("--remove takes no source", remedy="Remove the course first, then ingest")
    store = opened_store()
    if course.startswith(BIBLIOGRAPHY):
        _remove_bibliography(store, course)
        return
    if not remove(store, course):
        with store.reading() as transaction:
            raise NotFoundError(course, [head.scope for head in transaction.heads() if head.scope], what="course")
    show(f"removed {course}")


def _remove_bibliography(store: Store, source: str) -> None:
    gone = remove_bibliography(store, source, now=datetime.now(UTC))
    if gone is None:
        raise NotFoundError(source, bibliographies(store), what="bibliography")
    show(f"removed {source}, which named {len(gone)} papers")


def _show(report: IngestReport) -> None:
    counts = (
        f"{report.pages} pages · {report.lectures} lectures · {report.labs} labs · "
        f"{report.core_papers} core papers · {report.extended_papers} other papers · {report.resources} resources"
    )
    show(f"{report.course}: {report.title}", style="bold")
    show(f"  read      {report.read} of {report.pages} pages from {report.source}")
    show(f"  holds     {counts}")
    show(f"  revision  {report.revision}{_against(report)}")
    if report.stale:
        show(f"  stale     {len(report.stale)} pages keep what an earlier ingest has read")
    if report.before is not None and report.changes:
        _show_changes(report.changes)
    _show_findings(report)


def _against(report: IngestReport) -> str:
    if report.before is None:
        return " (new)"
    return " (unchanged)" if report.before == report.revision else f" (was {report.before})"


def _show_changes(changes: Changes) -> None:
    for word, names in (
        ("new", changes.added),
        ("gone", changes.removed),
        ("changed", changes.changed),
        ("now recommended", changes.recommended),
        ("no longer", changes.dropped),
    ):
        if names:
            more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
            show(f"  {word}: {', '.join(names[:_MOST_LISTED])}{more}")


def _show_findings(report: IngestReport) -> None:
    grave = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    for finding in grave[:_MOST_LISTED]:
        show(f"  error     {finding.place or finding.source or finding.page}: {finding.message}", style="red")
    if report.findings:
        by_code = ", ".join(f"{code} {count}" for code, count in counts_by_code(report.findings).items())
        show(f"  findings  {len(report.findings)} ({by_code}); see syllagraph audit")


def _as_json(report: IngestReport) -> dict[str, object]:
    changes = report.changes
    return {
        "course": report.course,
        "title": report.title,
        "source": report.source,
        "revision": report.revision,
        "before": report.before,
        "pages": report.pages,
        "read": report.read,
        "stale": list(report.stale),
        "lectures": report.lectures,
        "labs": report.labs,
        "corePapers": report.core_papers,
        "otherPapers": report.extended_papers,
        "resources": report.resources,
        "concepts": report.concepts,
        "changes": {
            "added": list(changes.added),
            "removed": list(changes.removed),
            "changed": list(changes.changed),
            "recommended": list(changes.recommended),
            "dropped": list(changes.dropped),
        },
        "findings": [finding.model_dump(mode="json") for finding in report.findings],
    }
