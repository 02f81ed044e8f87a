"""``syllagraph lab import``: runs that were done elsewhere, read from their logs and results."""

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.console import say, show, show_json
from cli.lab_run_report import run_as_json, show_run
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph, opened_store
from labs.importing.findings import FileRead
from labs.importing.keeping import keep_imported
from labs.importing.reading import files_read
from labs.offered.loading import shipped_offers
from schema.errors import NotFoundError
from schema.lab_runs import events_after, scores_of


def import_command(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files or folders of one run.")],
    *,
    of: Annotated[str, typer.Option("--lab", help="The lab it was a run of, as `lab-4` or `4`.")],
    owner: Annotated[str, typer.Option(help="Whose run it is.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read only, keep nothing.")] = False,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Keep a run that was done elsewhere: trainers' logs, LLaMA-Factory's, results in JSON. Keys are left out."""
    offers = shipped_offers()
    slug = f"lab-{of}" if of.isdecimal() else of
    if slug not in offers:
        raise NotFoundError(of, sorted(offers), what="lab that can be run")
    files = files_read(paths)
    if not as_json:
        for one in files:
            show(_line(one))
    if dry_run:
        if as_json:
            show_json({"files": [_as_json(one) for one in files]})
        return
    store = opened_store()
    with store.writing() as transaction:
        run = keep_imported(
            transaction,
            offers[slug],
            files,
            owner=owner,
            now=datetime.now(UTC),
            randomness=secrets.token_bytes(10),
        )
        scores = scores_of(transaction, run.id)
        tables = events_after(transaction, run.id, kinds=["table"])
    if as_json:
        show_json({"run": run_as_json(run, scores), "files": [_as_json(one) for one in files]})
        return
    show()
    show_run(run, scores, tables, chosen_language(opened_graph(store), language))
    say(f"syllagraph lab report {run.id} writes the hand-in")


def _line(one: FileRead) -> str:
    if not one.found:
        return f"     {one.path}: {one.why}"
    found = one.found
    parts = [
        f"{len({name for name, _, _ in found.points})} series" if found.points else "",
        f"{len(found.scores)} scores" if found.scores else "",
        f"{len(found.tables)} tables" if found.tables else "",
        f"{len(found.settings)} settings" if found.settings else "",
        f"{found.left_out} values left out" if found.left_out else "",
    ]
    return f"read {one.path}: {one.kind}, {', '.join(part for part in parts if part)}"


def _as_json(one: FileRead) -> dict[str, object]:
    return {
        "path": one.path,
        "kind": one.kind or None,
        "why": one.why or None,
        "series": sorted({name for name, _, _ in one.found.points}),
        "scores": len(one.found.scores),
        "tables": len(one.found.tables),
        "settings": len(one.found.settings),
        "left_out": one.found.left_out,
    }
