"""``syllagraph serve`` and ``syllagraph start``: the service, and the service with a look at what it holds."""

import secrets
import time
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer
from pydantic import SecretStr

from api.app import create_app
from api.guard import is_loopback
from api.list_shelf import ListShelf
from api.run_desk import RunDesk
from api.server import serve
from api.settings import Settings
from cli.cite_command import write_bibliography
from cli.console import progress_shown, say, show
from cli.opened import opened_graph, opened_store
from cli.plan_command import headline
from cli.settings import lab_settings
from graph.audit import audit_of
from graph.history import History
from graph.planning import learning_path
from graph.recommended import core_readings
from graph.served import Newest, Served, served_from
from ingest.run import ingest
from reading.bibliography import BibliographyFormat, bibliography
from reading.citation_keys import keys_for
from reading.reading_list import items_of
from reading.selection import Selection
from schema.errors import InputError, StoreError
from schema.store import SITE_LAYER, Store
from schema.values import Role

_SECONDS_BETWEEN_LOOKS = 2

_SECONDS_BETWEEN_LOOKS = 2

HostOption = Annotated[str, typer.Option(help="Address to listen on.")]
PortOption = Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; if it is busy, the next free one.")]


def serve_command(host: HostOption = "127.0.0.1", port: PortOption = 8000) -> None:
    """Serve the graph over GraphQL; an empty store gets the shipped course first. Ctrl-C stops."""
    store = opened_store()
    _serve(store, opened_graph(store), host, port)


def start_command(
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    out: Annotated[Path, typer.Option(help="Folder for the bibliography.")] = Path("out"),
) -> None:
    """Ingest the shipped course, say what is in it, write a bibliography, and serve. Ctrl-C stops."""
    store = opened_store()
    with progress_shown() as progress:
        if not _has_site(store):
            ingest(store, now=datetime.now(UTC), progress=progress)
        progress("loading the graph")
        served = served_from(store)
    summarise(served, out)
    _serve(store, served, host, port)


def _has_site(store: Store) -> bool:
    """Say whether some course was read from its site: then what is shipped has nothing newer to say."""
    with store.reading() as transaction:
        return any(SITE_LAYER in transaction.layers(head.scope) for head in transaction.heads())


def summarise(served: Served, out: Path) -> None:
    """Print what the graph holds, a plan, and a bibliography."""
    catalogue = served.catalogue
    course = catalogue.course()
    if course is None:
        return
    findings = audit_of(catalogue, course.slug)
    counts = (
        f"{len(catalogue.pages[course.slug])} pages",
        f"{len(catalogue.lectures.get(course.slug, ()))} lectures",
        f"{len(catalogue.labs.get(course.slug, ()))} labs",
        f"{len(core_readings(r for r in catalogue.records.recommendations if r.course == course.slug))} core papers",
        f"{len(catalogue.concepts)} concepts",
        f"findings: {len(findings)} (syllagraph audit)",
    )
    show(f"read   {' · '.join(counts)}")
    if "grpo" in catalogue.concepts:
        show(f"plan   {headline(learning_path(served, ['grpo']), 'en')} (syllagraph plan grpo)")
    first = catalogue.lectures.get(course.slug, ())[:1]
    if first:
        selection = Selection(lectures=(first[0].number,), roles=(Role.CORE,), course=course.slug)
        keys = keys_for(catalogue.papers.values())
        made = bibliography(items_of(served, selection), BibliographyFormat.BIBTEX, language=course.language, keys=keys)
        target = out / f"lecture-{first[0].number}.bib"
        write_bibliography(made, target)
        show(f"cite   {target}  {len(made.entries)} entries")


def _serve(store: Store, served: Served, host: str, port: int) -> None:
    settings, told = with_token(Settings(), host)

    def opened(address: str) -> None:
        if not address.endswith(f":{port}"):
            say(f"Port {port} is busy: using the next free one.")
        if told:
            say(told)
        show(f"open   {address}   GraphiQL: /graphql   Ctrl-C stops")

    newest = Newest(store, served)
    Thread(target=_follow, args=(newest,), daemon=True).start()
    try:
        app = create_app(
            newest, settings, history=History(store), lists=ListShelf(store), runs=RunDesk(store, lab_settings())
        )
        serve(app, host, port, on_ready=opened)
    except OSError as error:
        raise InputError(
            f"cannot listen on {host}:{port}: {error.strerror}", remedy="Choose another --host or --port"
        ) from error


def with_token(settings: Settings, host: str) -> tuple[Settings, str]:
    """Return settings under which lists can be changed, where that is safe, and what to say of it.

    A service that only this machine can reach makes a token of its own if none is set; another goes without.
    """
    if settings.token is not None:
        return settings, ""
    if not is_loopback(host):
        return settings, f"Listening on {host} without SYLLAGRAPH_TOKEN: everything can be read, nothing changed."
    token = secrets.token_urlsafe(24)
    made = settings.model_copy(update={"token": SecretStr(token)})
    return (
        made,
        f"token  {token}   to edit lists and run labs: Authorization: Bearer …  (SYLLAGRAPH_TOKEN sets another)",
    )


def _follow(newest: Newest) -> None:
    """Serve what is ingested while the service runs, without a restart."""
    while True:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
        try:
            if newest.refresh():
                say(f"Serving revision {newest().catalogue.revision}.")
        except StoreError as error:
            say(f"The store cannot be read; serving what was loaded before. {error}", style="yellow")
