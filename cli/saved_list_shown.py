"""Telling of saved lists on the command line: one, all, or what an edit has made of one."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import say, show, show_json, show_raw
from cli.opened import opened_graph, opened_store
from cli.picture_options import write_file
from graph.history import History
from graph.served import Served
from reading.citation_keys import keys_for
from reading.saved_list_items import FoundItem, found_items
from reading.saved_list_text import SavedListFormat, item_line, written_saved_list
from schema.saved_list_records import SavedList
from schema.saved_lists import saved_list, saved_lists
from schema.store import Store

SlugArgument = Annotated[str, typer.Argument(metavar="SLUG", help="The list's name in addresses.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


def show_command(
    slug: SlugArgument,
    *,
    form: Annotated[SavedListFormat | None, typer.Option("--format", "-f", help="As a file of this kind.")] = None,
    version: Annotated[int | None, typer.Option("--version", min=1, help="An earlier version.")] = None,
    revision: Annotated[str | None, typer.Option(help="With an earlier revision of its course, or @1.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Print a list, or write it as the service would."""
    store = opened_store()
    newest = opened_graph(store)
    with store.reading() as transaction:
        saved = saved_list(transaction, slug, version)
    served = _served(store, newest, saved, revision or saved.revision)
    if as_json:
        show_json({"list": _as_json(saved, found_items(served, saved))})
    elif form is None and out is None:
        _show(served, saved)
    else:
        keys = keys_for(served.catalogue.papers.values())
        written = written_saved_list(served, saved, form or SavedListFormat.MD, keys=keys)
        if out is None:
            show_raw(written.text)
        else:
            write_file(written.text, out)
            say(f"{len(saved.items)} items in {out}")


def ls_command(
    *,
    archived: Annotated[bool, typer.Option("--archived", help="Also those that are put away.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Print all lists."""
    store = opened_store()
    with store.reading() as transaction:
        found = saved_lists(transaction, archived=archived)
    if as_json:
        show_json({"lists": [_as_json(one) for one in found]})
        return
    width = max((len(one.slug) for one in found), default=0)
    for one in found:
        state = "  archived" if one.archived else f"  pinned to {one.revision}" if one.revision else ""
        title = one.title.in_language(one.language)
        show_raw(f"{one.slug:<{width}}  version {one.version}  {len(one.items)} items  {title}{state}\n")


def _served(store: Store, newest: Served, saved: SavedList, revision: str | None) -> Served:
    if revision is None:
        return newest
    history = History(store)
    return history.served(history.edition(revision, saved.course))


def tell(saved: SavedList, *, as_json: bool) -> None:
    """Print what a list is after an edit."""
    if as_json:
        show_json({"list": _as_json(saved)})
    else:
        state = ", archived" if saved.archived else ""
        show(f"{saved.slug}: version {saved.version}, {len(saved.items)} items{state}")


def _show(served: Served, saved: SavedList) -> None:
    show(saved.title.in_language(saved.language), style="bold")
    if saved.description:
        show(saved.description.in_language(saved.language))
    state = "archived" if saved.archived else f"pinned to {saved.revision}" if saved.revision else "follows the newest"
    show(f"{saved.slug} · version {saved.version} · {saved.course} · {state}", style="dim")
    keys = keys_for(served.catalogue.papers.values())
    for one in found_items(served, saved):
        show(f"{one.number:>3}  {item_line(served, saved, one, keys=keys)}")
        for line in one.item.note.splitlines():
            show(f"     {line}", style="dim")


def _as_json(saved: SavedList, found: tuple[FoundItem, ...] = ()) -> dict[str, Any]:
    gone = {one.item.identity for one in found if one.node is None}
    return saved.model_dump(mode="json", exclude={"items"}) | {
        "items": [
            {
                "number": number,
                "kind": item.kind.value,
                "key": item.key,
                "note": item.note,
                **({"gone": item.identity in gone} if found else {}),
            }
            for number, item in enumerate(saved.items, 1)
        ]
    }
