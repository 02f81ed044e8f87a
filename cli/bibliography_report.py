"""Telling what became of a bibliography, entry by entry, as ``syllagraph ingest`` does."""

from rich.table import Table
from rich.text import Text as RichText

from cli.console import show, show_table
from graph.check import counts_by_code
from ingest.bibliography.ingesting import BibliographyReport
from ingest.bibliography.recognising import Fate, Outcome
from schema.records import Finding

_STYLES = {Fate.REFUSED: "red", Fate.MERGED: "cyan"}
_WORDS = {Fate.IMPORTED: "imported", Fate.MERGED: "merged", Fate.RESOURCE: "resources", Fate.REFUSED: "refused"}


def show_bibliography(report: BibliographyReport) -> None:
    """Print how many entries became what, and a line for each that was not simply imported."""
    counts = " · ".join(f"{report.count(fate)} {word}" for fate, word in _WORDS.items())
    show(f"{report.source}: {len(report.outcomes)} entries", style="bold")
    show(f"  entries   {counts}")
    told = [one for one in report.outcomes if one.message or one.fate in (Fate.MERGED, Fate.REFUSED)]
    if told:
        show_table(_table(report.file, told))
    if report.gone:
        show(f"  gone      {len(report.gone)} papers that it named before: {', '.join(report.gone[:12])}")
    if report.course:
        show(f"  course    {report.course.course}, revision {report.course.revision}")
    if report.findings:
        by_code = ", ".join(f"{code} {count}" for code, count in counts_by_code(report.findings).items())
        show(f"  findings  {len(report.findings)} ({by_code}); see syllagraph audit")


def all_findings(report: BibliographyReport) -> tuple[Finding, ...]:
    """Return the findings of a bibliography, and those of the course that has its resources."""
    return (*report.findings, *(report.course.findings if report.course else ()))


def bibliography_as_json(report: BibliographyReport) -> dict[str, object]:
    """Return what became of a bibliography, as data."""
    return {
        "source": report.source,
        "file": report.file,
        "counts": {word: report.count(fate) for fate, word in _WORDS.items()},
        "entries": [_as_json(one) for one in report.outcomes],
        "gone": list(report.gone),
        "course": report.course.course if report.course else None,
        "findings": [finding.model_dump(mode="json") for finding in report.findings],
    }


def _table(file: str, outcomes: list[Outcome]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for one in outcomes:
        remedy = f". {one.remedy}" if one.remedy else ""
        told = f"{one.message}{remedy}" if one.message else f"is {one.paper or one.resource}"
        fate = RichText(one.fate, style=_STYLES.get(one.fate, ""))
        table.add_row(RichText(f"  {file}:{one.line}"), fate, RichText(one.key), RichText(told))
    return table


def _as_json(one: Outcome) -> dict[str, object]:
    return {
        "key": one.key,
        "line": one.line,
        "fate": one.fate.value,
        "paper": one.paper,
        "resource": one.resource,
        "by": one.by.value if one.by else None,
        "message": one.message,
        "remedy": one.remedy,
    }
