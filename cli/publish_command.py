"""``syllagraph publish``: reading lists, bibliographies and the graph as a static site."""

from pathlib import Path
from typing import Annotated

import typer

from cli.console import say, show, show_json
from cli.language import Language
from cli.opened import opened_graph, opened_store
from graph.history import History
from graph.served import Served
from reading.citation_keys import keys_for
from reading.publishing import Published, Site, manifest_in, publish
from reading.site.manifest import Manifest
from reading.site.markup import is_web_address
from reading.site.source import ShownList
from reading.site.whole_site import site_files
from schema.errors import InputError, NotFoundError, SourceError
from schema.saved_list_records import SavedList
from schema.saved_lists import saved_lists
from schema.store import Store


def publish_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to publish into; made if it does not exist.")],
    *,
    course: Annotated[
        str | None, typer.Option(help="Only this course, in DIR itself. Default: as before, or all.")
    ] = None,
    language: Annotated[
        Language | None, typer.Option("--language", "-l", help="Language of the main pages. Default: the course's.")
    ] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", help="Address the site will have, to name it.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Also into a folder that holds something else.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Write a static site: reading lists, bibliographies, glossary, pictures, the graph; only what changed."""
    if base_url is not None and (not is_web_address(base_url) or {"?", "#"} & set(base_url)):
        raise InputError(f"{base_url!r} is no web address of a folder", remedy="Give one as https://tea.example/list")
    before = manifest_in(folder, force=force)
    store = opened_store()
    served = opened_graph(store)
    catalogue = served.catalogue
    chosen = _course(course, list(catalogue.courses), before, folder, force=force)
    files = site_files(
        served,
        chosen,
        keys=keys_for(catalogue.papers.values()),
        language=language.value if language else None,
        base_url=base_url,
        lists=_lists(store, served, chosen),
    )
    found = publish(Site(catalogue.revision, chosen, files), folder, force=force, dry_run=dry_run)
    if as_json:
        show_json(_as_json(found, dry_run=dry_run))
    else:
        _show(found, folder, dry_run=dry_run)


def _course(asked: str | None, courses: list[str], before: Manifest | None, folder: Path, *, force: bool) -> str | None:
    """Return which course the folder holds, None for all: addresses that were published do not move by themselves."""
    if before is None or not before.files:
        return asked or (courses[0] if len(courses) == 1 else None)
    if asked in (None, before.course):
        return before.course
    if not force:
        holds = before.course or "several courses"
        raise SourceError(str(folder), f"holds {holds}", remedy="Name another folder, or use --force to replace it")
    return asked


def _lists(store: Store, served: Served, course: str | None) -> list[ShownList]:
    """Return the saved lists of a course, or all, each with the graph of its own revision where that is still kept."""
    history = History(store)
    with store.reading() as transaction:
        found = saved_lists(transaction)
    mine = (one for one in found if course in (None, one.course))
    return [ShownList(one, _served_for(one, history, served)) for one in mine]


def _served_for(saved: SavedList, history: History, newest: Served) -> Served:
    if saved.revision is None:
        return newest
    try:
        return history.served(history.edition(saved.revision, saved.course))
    except NotFoundError as error:
        say(f"list {saved.slug}: shown with the newest revision, as {error}", style="yellow")
        return newest


def _show(found: Published, folder: Path, *, dry_run: bool) -> None:
    if dry_run:
        for name in found.written:
            show(f"write   {name}")
        for name in found.removed:
            show(f"remove  {name}")
    for name in found.kept:
        say(f"kept: {name} is no longer part of the site, but was changed since it was written", style="yellow")
    would = "would be " if dry_run else ""
    counts = f"{len(found.written)} written, {len(found.unchanged)} unchanged, {len(found.removed)} removed"
    show(f"{would}{counts} in {folder}")


def _as_json(found: Published, *, dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "written": list(found.written),
        "unchanged": len(found.unchanged),
        "removed": list(found.removed),
        "kept": list(found.kept),
    }
