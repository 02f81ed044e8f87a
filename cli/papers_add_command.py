"""``syllagraph papers add`` and ``papers forget-abstracts``: papers into the graph, and abstracts out of the store."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import say, show, show_json
from cli.opened import is_empty, opened_graph, opened_store
from cli.paper_report import report_as_json, show_outcomes
from cli.paper_sources import PaperSource
from cli.settings import keeps_abstracts
from ingest.arxiv.library_adding import Added, add_papers, ids_of
from ingest.papers.abstracts import forget_abstracts
from schema.errors import NotInLibraryError
from schema.paper_library import PaperLibrary
from schema.store import Store
from schema.stored_keys import papers_with_keys
from schema.stored_proposals import proposed_links


def add_command(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="arXiv ids, addresses or DOIs, in any spelling.")],
    *,
    library: Annotated[Path, typer.Option(metavar="FILE", help="The library they are taken from.")] = Path("papers.db"),
    papers: Annotated[
        PaperSource, typer.Option(help="Where else to look for what the library does not hold: nowhere, or at arXiv.")
    ] = PaperSource.OFFLINE,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Take papers out of the library into the graph, so that cite, show, search and plan know them.

    What is known already stays as it is. Their abstracts are kept in your database only, and propose which concepts
    the papers treat. Exit code 4 if the library does not hold some of them; the others are added nevertheless.
    """
    wanted, abstracts = ids_of(ids), keeps_abstracts()
    store = opened_store()
    if is_empty(store):
        opened_graph(store)
    added = _from_library(store, library, wanted, abstracts=abstracts)
    if added.missing and papers is PaperSource.ARXIV:
        _ask_arxiv(store, added, as_json=as_json)
        return
    if as_json:
        show_json(_as_json(store, added) | {"arxiv": None})
    else:
        _show(store, added)
    if added.missing:
        raise NotInLibraryError(str(library) if library.exists() else f"no library at {library}: it", added.missing)


def forget_command() -> None:
    """Forget all abstracts, and what was proposed from them. To keep none from now on: SYLLAGRAPH_KEEP_ABSTRACTS=no."""
    store = opened_store()
    with store.writing() as transaction:
        count = forget_abstracts(transaction, now=datetime.now(UTC))
    store.settle()
    show(f"forgot {count} {'abstract' if count == 1 else 'abstracts'}")


def _from_library(store: Store, library: Path, wanted: Sequence[str], *, abstracts: bool) -> Added:
    now = datetime.now(UTC)
    if not library.exists():
        return add_papers(store, None, wanted, now=now, abstracts=abstracts)
    with PaperLibrary.opened(library) as opened:
        return add_papers(store, opened, wanted, now=now, abstracts=abstracts)


def _ask_arxiv(store: Store, added: Added, *, as_json: bool) -> None:
    # The group of commands imports this module, and most papers are added without asking anyone.
    from cli.asking_arxiv import leave_with, refreshed

    report = refreshed(store, list(added.missing))
    if as_json:
        show_json(_as_json(store, added) | {"arxiv": report_as_json(report)})
    else:
        _show(store, added)
        show_outcomes(report.outcomes, every=True)
    leave_with(report)


def _show(store: Store, added: Added) -> None:
    papers, proposed = _known_of(store, (*added.new, *added.known))
    for how, named in (("added", added.new), ("known", added.known)):
        for one in named:
            title, key = papers[one]
            show(f"{how}  {one}  {key}  {title}")
    if of_new := sum(proposed.get(one, 0) for one in added.new):
        say(f"Rules propose {of_new} concepts that they treat: syllagraph show ID")


def _known_of(store: Store, ids: Iterable[str]) -> tuple[dict[str, tuple[str, str]], dict[str, int]]:
    """Return title and citation key of papers, and how many concepts are proposed for each."""
    wanted = set(ids)
    with store.reading() as transaction:
        papers = {one.id: (one.title, one.citation_key or "") for one in papers_with_keys(transaction)}
        counts: dict[str, int] = {}
        for link in proposed_links(transaction):
            counts[link.paper] = counts.get(link.paper, 0) + 1
    return {one: papers[one] for one in wanted}, counts


def _as_json(store: Store, added: Added) -> dict[str, Any]:
    papers, proposed = _known_of(store, (*added.new, *added.known))

    def told(ids: Sequence[str]) -> list[dict[str, Any]]:
        return [
            {
                "id": one,
                "title": papers[one][0],
                "citationKey": papers[one][1],
                "proposedConcepts": proposed.get(one, 0),
            }
            for one in ids
        ]

    return {"added": told(added.new), "known": told(added.known), "missing": list(added.missing)}
