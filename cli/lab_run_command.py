"""``syllagraph lab run``: a run started and watched, or left to the service."""

import asyncio
import contextlib
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.console import say, show_json
from cli.kept_runs import outcome_of, run_named
from cli.lab_live import watching
from cli.lab_run_report import exit_code_of, run_as_json, show_run
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph, opened_store
from cli.settings import lab_settings
from labs.control.requests import RunRequest, offered, request_run, resume_run
from labs.control.supervisor import Supervisor
from labs.offered.loading import shipped_offers
from labs.offered.offer_records import LabOffer
from labs.offered.parameters import value_from_text
from labs.running.config import Parameter
from schema.errors import ParameterError
from schema.lab_runs import lab_run
from schema.run_records import LabRun
from schema.store import Store


def run_command(
    name: Annotated[str, typer.Argument(metavar="LAB", help="A lab, as `lab-4` or `4`; `syllagraph lab list`.")],
    *,
    profile: Annotated[str, typer.Option(help="Its size: `tiny`, `small` or `course`.")] = "tiny",
    seed: Annotated[int, typer.Option(min=0, help="What all that is random follows from.")] = 0,
    given: Annotated[list[str] | None, typer.Option("--set", "-s", help="A parameter, as `steps=40`.")] = None,
    inputs: Annotated[
        list[str] | None, typer.Option("--from", help="What to start from, as `NAME=SHA256` of an artifact.")
    ] = None,
    owner: Annotated[str, typer.Option(help="Whose it is: runs of different people take turns.")] = "",
    key: Annotated[
        str | None, typer.Option("--key", help="Asked again under the same key, it is the same run.")
    ] = None,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Watch it, or leave it to the service.")] = True,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Run a lab: train, watch the curves, and end with scores beside what is expected of them."""
    offers = shipped_offers()
    slug = f"lab-{name}" if name.isdecimal() else name
    offer, _ = offered(offers, slug, profile)
    request = RunRequest(
        lab=slug,
        profile=profile,
        seed=seed,
        parameters=_parameters(offer, given or []),
        inputs=dict(_pair(one, "NAME=SHA256") for one in inputs or ()),
        owner=owner,
        idempotency_key=key,
    )
    store = opened_store()
    spoken = chosen_language(opened_graph(store), language)
    run = request_run(store, offers, lab_settings(), request, now=datetime.now(UTC), randomness=secrets.token_bytes(10))
    if not wait:
        _tell_of_waiting(run, as_json=as_json)
        return
    watch_to_end(store, run, spoken, as_json=as_json)


def resume_command(
    name: Annotated[
        str, typer.Argument(metavar="RUN", help="A run that ended early and left a checkpoint, or `last`.")
    ],
    *,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Watch it, or leave it to the service.")] = True,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Go on from the checkpoint of a run that ended early: a new run, with the same settings."""
    store = opened_store()
    before = run_named(store, name)
    run = resume_run(
        store,
        shipped_offers(),
        lab_settings(),
        before.id,
        now=datetime.now(UTC),
        randomness=secrets.token_bytes(10),
        owner=before.owner,
    )
    if wait:
        watch_to_end(store, run, chosen_language(opened_graph(store), language), as_json=as_json)
    else:
        _tell_of_waiting(run, as_json=as_json)


def watch_to_end(store: Store, run: LabRun, language: str, *, as_json: bool) -> None:
    """Control a run and show it until it has ended, then print what it came to; the exit code is 1 if it failed."""
    folder = lab_settings().folder / run.id
    say(f"{run.id}  {run.lab} · {run.profile} · {_shown(folder)}")
    asyncio.run(_watched(store, run.id, language))
    with store.reading() as transaction:
        run = lab_run(transaction, run.id)
    scores, tables = outcome_of(store, run)
    if as_json:
        show_json(run_as_json(run, scores))
    else:
        show_run(run, scores, tables, language, folder=_shown(folder))
    raise typer.Exit(exit_code_of(run))


def _tell_of_waiting(run: LabRun, *, as_json: bool) -> None:
    if as_json:
        show_json(run_as_json(run, ()))
    else:
        say(f"{run.id} waits: `syllagraph serve` runs it, `syllagraph lab status {run.id}` tells of it")


async def _watched(store: Store, run: str, language: str) -> None:
    """Control a run and show it until it has ended; being interrupted ends it, and it may save a checkpoint first."""
    async with Supervisor(store, lab_settings()) as supervisor:
        with watching(language) as watched:
            try:
                async with contextlib.aclosing(supervisor.watch(run)) as events:
                    async for event in events:
                        watched.hear(event)
            except asyncio.CancelledError:
                await supervisor.cancel(run)
                await supervisor.ended(run)
                raise


def _parameters(offer: LabOffer, given: list[str]) -> dict[str, Parameter]:
    values: dict[str, Parameter] = {}
    problems: list[ParameterError] = []
    for one in given:
        try:
            name, text = _pair(one, "NAME=VALUE")
            spec = offer.parameter(name)
            # A name that the lab does not have is told where all names are looked at.
            values[name] = value_from_text(spec, text) if spec else text
        except ParameterError as error:
            problems.append(error)
    if problems:
        raise ExceptionGroup(f"{len(problems)} parameters cannot be taken", problems)
    return values


def _pair(text: str, shape: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ParameterError(ascii(text[:80]), f"has to be given as {shape}")
    return name.strip(), value


def _shown(folder: Path) -> str:
    with contextlib.suppress(ValueError):
        return str(folder.relative_to(Path.cwd()))
    return str(folder)
