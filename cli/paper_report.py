"""Telling how papers stand at arXiv, as ``syllagraph papers`` and ``syllagraph ingest --papers arxiv`` do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text as RichText

from cli.console import say, show, show_table
from graph.check import counts_by_code
from ingest.arxiv.refresh import RefreshReport
from ingest.arxiv.statuses import GRAVE, Outcome, PaperStatus
from schema.records import Finding
from schema.values import PublicationState

_QUIET = {PaperStatus.CURRENT, PaperStatus.CHANGED, PaperStatus.UNASKED, PaperStatus.NOT_ON_ARXIV}
_STYLES = {
    **dict.fromkeys(GRAVE, "red"),
    PaperStatus.WITHDRAWN: "red",
    PaperStatus.TITLE_DIFFERS: "yellow",
    PaperStatus.SUPERSEDED: "cyan",
    PaperStatus.PUBLISHED: "cyan",
}

_PUBLICATIONS = {
    PublicationState.PUBLISHED: "published",
    PublicationState.CLAIMED: "claimed, not confirmed",
    PublicationState.DIFFERS: "told of differently",
    PublicationState.PREPRINT: "preprint only",
    PublicationState.UNVERIFIED: "could not be verified",
}


def show_outcomes(outcomes: Sequence[Outcome], *, every: bool) -> None:
    """Print a line for each paper about which there is something to say, and how many there are of each sort."""
    # That arXiv was not reached is told once, not for every paper.
    unreached = {PaperStatus.UNANSWERED} if len(outcomes) > 1 else set()
    shown = [one for one in outcomes if every or set(one.statuses) - _QUIET - unreached or _is_disputed(one)]
    if shown:
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
        for one in shown:
            told = [*one.statuses, *(["publication differs"] if _is_disputed(one) else [])]
            words = RichText(", ".join(told), style=_STYLES.get(one.status, ""))
            read = f"{one.read_at:%Y-%m-%d}" if one.read_at else ""
            table.add_row(one.id, words, read, RichText(one.remark or one.title))
        show_table(table)
    show(counts_in_words(outcomes))
    if publications := publications_in_words(outcomes):
        show(publications)


def _is_disputed(outcome: Outcome) -> bool:
    return outcome.publication is PublicationState.DIFFERS


def counts_in_words(outcomes: Iterable[Outcome]) -> str:
    """Return how many papers there are of each sort; a paper may be of several."""
    outcomes = list(outcomes)
    counts = Counter(status for one in outcomes for status in one.statuses)
    sorts = ", ".join(f"{counts[status]} {status}" for status in PaperStatus if counts[status])
    papers = f"{len(outcomes)} paper" if len(outcomes) == 1 else f"{len(outcomes)} papers"
    return f"{papers}: {sorts}" if sorts else papers


def publications_in_words(outcomes: Iterable[Outcome]) -> str:
    """Return how many papers stand how between preprint and publication; nothing where none is known."""
    counts = Counter(one.publication for one in outcomes)
    told = " · ".join(f"{counts[state]} {_PUBLICATIONS[state]}" for state in PublicationState if counts[state])
    return f"publication: {told}" if told else ""


def show_paper_findings(findings: Sequence[Finding]) -> None:
    """Print how many things were found about papers, by code."""
    if findings:
        by_code = ", ".join(f"{code} {count}" for code, count in counts_by_code(findings).items())
        show(f"findings about papers: {len(findings)} ({by_code}); see syllagraph audit")


def say_how_it_went(report: RefreshReport) -> None:
    """Tell how arXiv was asked, and what went wrong."""
    asked = f"{report.requests} request" if report.requests == 1 else f"{report.requests} requests"
    say(f"arXiv: {asked}, {report.fetched} papers fetched, {report.repeated} known from less than a day ago")
    for stray in report.strays:
        say(f"arXiv also answered with {stray}, which nobody had asked for: it was left out", style="yellow")


def outcome_as_json(outcome: Outcome) -> dict[str, Any]:
    """Return how a paper stands, for programs."""
    return {
        "id": outcome.id,
        "title": outcome.title or None,
        "status": outcome.status.value,
        "statuses": [status.value for status in outcome.statuses],
        "readAt": outcome.read_at.isoformat() if outcome.read_at else None,
        "remark": outcome.remark or None,
        "publication": outcome.publication.value if outcome.publication else None,
    }


def report_as_json(report: RefreshReport) -> dict[str, Any]:
    """Return what came of asking arXiv, for programs."""
    return {
        "requests": report.requests,
        "fetched": report.fetched,
        "repeated": report.repeated,
        "strays": list(report.strays),
        "problem": str(report.problem) if report.problem else None,
        "papers": [outcome_as_json(one) for one in report.outcomes],
        "findings": [finding.model_dump(mode="json") for finding in report.findings],
    }
