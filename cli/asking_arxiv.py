"""Asking arXiv for papers, as the surroundings say, and the exit code that its answer deserves."""

from datetime import UTC, datetime

import typer

from cli.console import progress_shown, say, say_errors
from cli.paper_report import say_how_it_went
from cli.settings import keeps_abstracts
from ingest.arxiv.refresh import RefreshReport, refresh
from ingest.arxiv.service import Arxiv
from ingest.arxiv.settings import ArxivSettings
from schema.store import Store


def refreshed(store: Store, ids: list[str] | None = None) -> RefreshReport:
    """Ask arXiv as the surroundings say, showing on a terminal how far it is."""
    now = datetime.now(UTC)
    try:
        with progress_shown() as progress:
            arxiv = Arxiv(ArxivSettings(), now=now, seed=now.microsecond, progress=progress)
            report = refresh(store, ids, arxiv=arxiv, now=now, abstracts=keeps_abstracts(), progress=progress)
    except KeyboardInterrupt:
        say("What was fetched so far is kept; the next run asks for the rest.")
        raise
    say_how_it_went(report)
    return report


def leave_with(report: RefreshReport) -> None:
    """Leave with the exit code that an answer deserves."""
    if report.problem is not None:
        raise typer.Exit(say_errors(report.problem))
    if any(outcome.is_grave for outcome in report.outcomes):
        raise typer.Exit(1)
