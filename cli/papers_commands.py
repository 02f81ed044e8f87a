"""``syllagraph papers``: how papers stand at arXiv, and asking it."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from cli.console import progress_shown, say, say_errors, show_json
from cli.library_commands import load_command, search_command
from cli.opened import is_empty, opened_graph, opened_store
from cli.paper_report import outcome_as_json, report_as_json, say_how_it_went, show_outcomes, show_paper_findings
from ingest.arxiv.refresh import RefreshReport, refresh, standing
from ingest.arxiv.service import Arxiv
from ingest.arxiv.settings import ArxivSettings
from schema.store import Store

papers = typer.Typer(help="How papers stand at arXiv, and asking it.", no_args_is_help=True)

_Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID]...", help="arXiv ids in any spelling, or citation keys. Default: all that are known."),
]
_Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


@papers.command("status")
def status_command(
    ids: _Ids = None,
    *,
    days: Annotated[int, typer.Option(min=1, help="After how many days what arXiv said is stale.")] = 30,
    as_json: _Json = False,
) -> None:
    """Say which papers are stale, withdrawn, superseded or newly published, without asking anyone."""
    outcomes = standing(_filled_store(), ids, now=datetime.now(UTC), lifetime=timedelta(days=days))
    if as_json:
        show_json({"papers": [outcome_as_json(one) for one in outcomes]})
        return
    show_outcomes(outcomes, every=bool(ids))


@papers.command("refresh")
def refresh_command(ids: _Ids = None, *, as_json: _Json = False) -> None:
    """Ask arXiv for papers, and keep what it says: what it said less than a day ago is not asked again.

    Exit code 1 if it has nothing under some ids, 3 if it cannot be reached; what was fetched is kept in any case.
    """
    report = refreshed(_filled_store(), ids)
    if as_json:
        show_json(report_as_json(report))
    else:
        show_outcomes(report.outcomes, every=bool(ids))
        show_paper_findings(report.findings)
    leave_with(report)


papers.command("load")(load_command)
papers.command("search")(search_command)


def refreshed(store: Store, ids: list[str] | None = None) -> RefreshReport:
    """Ask arXiv as the surroundings say, showing on a terminal how far it is."""
    now = datetime.now(UTC)
    try:
        with progress_shown() as progress:
            arxiv = Arxiv(ArxivSettings(), now=now, seed=now.microsecond, progress=progress)
            report = refresh(store, ids, arxiv=arxiv, now=now, progress=progress)
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


def _filled_store() -> Store:
    store = opened_store()
    if is_empty(store):
        opened_graph(store)
    return store
