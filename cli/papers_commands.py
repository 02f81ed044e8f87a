"""``syllagraph papers``: how papers stand at arXiv, and asking it."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from cli.asking_arxiv import leave_with, refreshed
from cli.console import show_json
from cli.harvest_command import harvest_command
from cli.id_lists import IdsFile, ids_given
from cli.library_commands import load_command, search_command
from cli.opened import is_empty, opened_graph, opened_store
from cli.paper_report import outcome_as_json, report_as_json, show_outcomes, show_paper_findings
from cli.papers_add_command import add_command, forget_command
from ingest.arxiv.refresh import standing
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
    ids_file: IdsFile = None,
    days: Annotated[int, typer.Option(min=1, help="After how many days what arXiv said is stale.")] = 30,
    as_json: _Json = False,
) -> None:
    """Say which papers are stale, withdrawn, superseded or newly published, without asking anyone."""
    named = ids_given(ids, ids_file)
    outcomes = standing(_filled_store(), named, now=datetime.now(UTC), lifetime=timedelta(days=days))
    if as_json:
        show_json({"papers": [outcome_as_json(one) for one in outcomes]})
        return
    show_outcomes(outcomes, every=bool(named))


@papers.command("refresh")
def refresh_command(ids: _Ids = None, *, ids_file: IdsFile = None, as_json: _Json = False) -> None:
    """Ask arXiv for papers, and keep what it says: what it said less than a day ago is not asked again.

    Exit code 1 if it has nothing under some ids, 3 if it cannot be reached; what was fetched is kept in any case.
    """
    named = ids_given(ids, ids_file)
    report = refreshed(_filled_store(), named)
    if as_json:
        show_json(report_as_json(report))
    else:
        show_outcomes(report.outcomes, every=bool(named))
        show_paper_findings(report.findings)
    leave_with(report)


papers.command("harvest")(harvest_command)
papers.command("load")(load_command)
papers.command("search")(search_command)
papers.command("add")(add_command)
papers.command("forget-abstracts")(forget_command)


def _filled_store() -> Store:
    store = opened_store()
    if is_empty(store):
        opened_graph(store)
    return store
