"""``syllagraph lab``: what can be run, and the runs: started, watched, cancelled, compared."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer

from cli.console import say, show, show_json, show_raw
from cli.kept_runs import outcome_of, run_named
from cli.lab_doctor_command import doctor_command
from cli.lab_import_command import import_command
from cli.lab_offer_shown import show_estimates, show_offer, show_offers
from cli.lab_prefetch_command import prefetch_command
from cli.lab_report_command import report_command
from cli.lab_run_command import resume_command, run_command
from cli.lab_run_report import differences, run_as_json, show_comparison, show_run, show_runs
from cli.lab_words import lab_word
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph, opened_store
from cli.settings import lab_settings
from labs.control.requests import cancel_run
from labs.control.supervisor import seen_to_its_end
from labs.estimates import estimates_of
from labs.offered.loading import shipped_offers
from schema.errors import InputError, NotFoundError
from schema.lab_runs import RunFilter, events_after, lab_runs, scores_of
from schema.run_records import RunEvent, RunState

_PATIENCE_S = 10.0

lab = typer.Typer(name="lab", help="What can be run of labs, and the runs.", no_args_is_help=True)
lab.command("run")(run_command)
lab.command("resume")(resume_command)
lab.command("doctor")(doctor_command)
lab.command("prefetch")(prefetch_command)
lab.command("report")(report_command)
lab.command("import")(import_command)

RunArgument = Annotated[str, typer.Argument(metavar="RUN", help="A run, by its name or its last signs, or `last`.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


@lab.command("list")
def list_command(*, language: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Print what can be run."""
    offers = [offer for _, offer in sorted(shipped_offers().items())]
    if as_json:
        show_json({"labs": [offer.model_dump(mode="json", by_alias=True) for offer in offers]})
        return
    show_offers(offers, chosen_language(opened_graph(), language))


@lab.command("show")
def show_command(
    name: Annotated[str, typer.Argument(metavar="LAB", help="A lab, as `lab-4` or `4`.")],
    *,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print what a lab offers to run: sizes, parameters beside the course's and papers' values, what it measures."""
    offers = shipped_offers()
    slug = f"lab-{name}" if name.isdecimal() else name
    if slug not in offers:
        raise NotFoundError(name, sorted(offers), what="lab that can be run")
    store = opened_store()
    with store.reading() as transaction:
        runs = lab_runs(transaction, RunFilter(lab=slug), limit=5)
        finished = lab_runs(transaction, RunFilter(lab=slug, states=(RunState.SUCCEEDED,)), limit=200)
    if as_json:
        offer = offers[slug].model_dump(mode="json", by_alias=True)
        show_json({"lab": offer, "runs": [run_as_json(run, ()) for run in runs]})
        return
    served = opened_graph(store)
    spoken = chosen_language(served, language)
    show_offer(offers[slug], spoken)
    course = served.catalogue.labs.get(offers[slug].course, ())
    node = next((one for one in course if one.slug == slug), None)
    show_estimates(estimates_of(offers[slug], finished, served.catalogue, node), spoken)
    if runs:
        show()
        show(lab_word("recent runs", spoken), style="bold")
        show_runs(runs, spoken)


@lab.command("runs")
def runs_command(
    *,
    of: Annotated[str | None, typer.Option("--lab", help="Only of this lab.")] = None,
    most: Annotated[int, typer.Option("--limit", min=1, max=1000, help="At most so many.")] = 20,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the runs, newest first."""
    store = opened_store()
    with store.reading() as transaction:
        runs = lab_runs(transaction, RunFilter(lab=of), limit=most)
        scores = {run.id: scores_of(transaction, run.id) for run in runs} if as_json else {}
    if as_json:
        show_json({"runs": [run_as_json(run, scores[run.id]) for run in runs]})
        return
    spoken = chosen_language(opened_graph(store), language)
    if not runs:
        say(lab_word("no runs", spoken))
        return
    show_runs(runs, spoken)


@lab.command("status")
def status_command(name: RunArgument, *, language: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Print a run: its state, scores, tables, what it shows and does not."""
    store = opened_store()
    run = run_named(store, name)
    scores, tables = outcome_of(store, run)
    if as_json:
        show_json(run_as_json(run, scores))
        return
    folder = lab_settings().folder / run.id
    spoken = chosen_language(opened_graph(store), language)
    show_run(run, scores, tables, spoken, folder=str(folder) if folder.is_dir() else "")


@lab.command("logs")
def logs_command(
    name: RunArgument,
    *,
    after: Annotated[int, typer.Option(min=0, help="Only what follows the event of this number.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="All events, each as a line of JSON.")] = False,
) -> None:
    """Print what a run said, or with --json all that it told."""
    store = opened_store()
    run = run_named(store, name)
    kinds = None if as_json else ("log", "failure", "notice")
    with store.reading() as transaction:
        while part := events_after(transaction, run.id, after, kinds=kinds):
            for event in part:
                show_raw(event.model_dump_json(exclude={"run"}) + "\n") if as_json else show(_said(event))
            after = part[-1].seq


@lab.command("cancel")
def cancel_command(name: RunArgument) -> None:
    """Ask a run to end; it may save a checkpoint first."""
    store = opened_store()
    run = cancel_run(store, run_named(store, name).id, now=datetime.now(UTC))
    run = asyncio.run(seen_to_its_end(store, lab_settings(), run.id, seconds=run.grace_s + _PATIENCE_S))
    say(f"{run.id}: {run.state}")


@lab.command("compare")
def compare_command(
    names: Annotated[list[str], typer.Argument(metavar="RUN…", help="Two to eight runs.")],
    *,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print runs side by side: what differs between them, and what each came to."""
    if not 2 <= len(names) <= 8:
        raise InputError(f"{len(names)} runs cannot be compared", remedy="Name two to eight")
    store = opened_store()
    runs = [run_named(store, name) for name in names]
    scores = [outcome_of(store, run)[0] for run in runs]
    if as_json:
        told = [run_as_json(run, mine) for run, mine in zip(runs, scores, strict=True)]
        show_json({"runs": told, "differences": dict(differences(runs))})
        return
    show_comparison(runs, scores, chosen_language(opened_graph(store), language))


def _said(event: RunEvent) -> str:
    if event.kind == "failure":
        return f"{event.body['error']}: {event.body['text']}"
    return str(event.body.get("text", ""))
