"""``syllagraph list create``, ``show``, ``add`` and so on: lists that are kept, and that the service shows."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from cli.console import say
from cli.language import Language, chosen_language
from cli.opened import opened_graph, opened_store
from cli.saved_list_shown import JsonOption, SlugArgument, ls_command, show_command, tell
from graph.history import History
from graph.served import Served
from reading.reading_list import items_of
from reading.saved_list_items import item_identity, items_named, list_item_of
from reading.selection import Selection
from schema import list_edits
from schema.errors import InputError, NotFoundError
from schema.saved_list_records import SavedList
from schema.saved_lists import Edit, add_list, edit_list, saved_list
from schema.store import Store
from schema.values import Role, Text

VersionOption = Annotated[
    int | None, typer.Option("--version", min=1, help="The version you have looked at; refused if there is a newer.")
]
TitleOption = Annotated[str | None, typer.Option("--title", help="What it is called, in its own language.")]
TitleEnOption = Annotated[str | None, typer.Option("--title-en", help="What it is called in English.")]
TitleZhOption = Annotated[str | None, typer.Option("--title-zh", help="What it is called in Chinese.")]
DescriptionOption = Annotated[str | None, typer.Option("--description", help="What it is for; empty for nothing.")]


def add_saved_list_commands(app: typer.Typer) -> None:
    """Add the commands to ``syllagraph list``."""
    for name, command in _COMMANDS.items():
        app.command(name)(command)


def create_command(
    slug: SlugArgument,
    refs: Annotated[list[str] | None, typer.Argument(help="Papers, pages and resources, by any name.")] = None,
    *,
    title: TitleOption = None,
    title_zh: TitleZhOption = None,
    title_en: TitleEnOption = None,
    description: DescriptionOption = None,
    lectures: Annotated[list[int] | None, typer.Option("--from-lecture", help="Papers of a lecture.")] = None,
    concepts: Annotated[list[str] | None, typer.Option("--from-concept", help="Papers on a concept.")] = None,
    targets: Annotated[list[str] | None, typer.Option("--from-target", help="Papers that the way to it needs.")] = None,
    roles: Annotated[list[Role] | None, typer.Option("--role", help="Of these only papers of this role.")] = None,
    course: Annotated[str | None, typer.Option(help="Slug of the course; the first by default.")] = None,
    language: Annotated[Language | None, typer.Option("--language", "-l", help="Default: the course's.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a list: of a lecture's papers, of papers on a concept, of what is named, or an empty one."""
    store = opened_store()
    served = opened_graph(store)
    found = served.catalogue.course(course)
    if found is None:
        raise NotFoundError(course or "(first course)", list(served.catalogue.courses), what="course")
    spoken = chosen_language(served, language, found.slug)
    chosen = []
    if lectures or concepts or targets:
        selection = Selection(
            lectures=tuple(lectures or ()),
            concepts=tuple(concepts or ()),
            targets=tuple(targets or ()),
            roles=tuple(roles or ()),
            course=found.slug,
        )
        chosen = [list_item_of(item.paper) for item in items_of(served, selection)]
    named = [item for item in items_named(served, refs or (), course=found.slug) if item not in chosen]
    now = datetime.now(UTC)
    made = list_edits.made_list(
        slug=slug,
        title=_text(spoken, title, title_zh, title_en) or list_edits.made_text(**{spoken: slug}),
        description=list_edits.made_text(**{spoken: description}) if description else None,
        language=spoken,
        course=found.slug,
        items=(*chosen, *named),
        created=now,
        updated=now,
    )
    with store.writing() as transaction:
        add_list(transaction, made)
    tell(made, as_json=as_json)


def add_command(
    slug: SlugArgument,
    refs: Annotated[list[str], typer.Argument(help="Papers, pages and resources, by any name.")],
    *,
    note: Annotated[str, typer.Option("--note", help="What the list says of them.")] = "",
    at: Annotated[int | None, typer.Option("--at", help="Place of the first, from 1; by default at the end.")] = None,
    version: VersionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put papers, pages and resources on a list."""

    def add(served: Served, saved: SavedList) -> SavedList:
        items = items_named(served, refs, course=saved.course)
        return list_edits.with_items(saved, list_edits.with_notes(items, [note] * len(items)), at=at)

    _edit(slug, add, version, as_json)


def remove_command(
    slug: SlugArgument,
    refs: Annotated[list[str], typer.Argument(help="Items by any name, or by their places, as '#2'.")],
    *,
    version: VersionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take items off a list."""

    def remove(served: Served, saved: SavedList) -> SavedList:
        return list_edits.without_items(saved, [item_identity(served, saved, ref) for ref in refs])

    _edit(slug, remove, version, as_json)


def move_command(
    slug: SlugArgument,
    ref: Annotated[str, typer.Argument(help="The item by any name, or by its place, as '#2'.")],
    to: Annotated[int, typer.Argument(metavar="PLACE", help="Where it goes, from 1.")],
    *,
    version: VersionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put an item of a list elsewhere."""

    def move(served: Served, saved: SavedList) -> SavedList:
        return list_edits.moved(saved, item_identity(served, saved, ref), to=to)

    _edit(slug, move, version, as_json)


def annotate_command(
    slug: SlugArgument,
    ref: Annotated[str, typer.Argument(help="The item by any name, or by its place, as '#2'.")],
    note: Annotated[str, typer.Argument(help="What the list says of it; empty for nothing.")],
    *,
    version: VersionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say something of an item of a list."""

    def annotate(served: Served, saved: SavedList) -> SavedList:
        return list_edits.annotated(saved, item_identity(served, saved, ref), note)

    _edit(slug, annotate, version, as_json)


def edit_command(
    slug: SlugArgument,
    *,
    title: TitleOption = None,
    title_zh: TitleZhOption = None,
    title_en: TitleEnOption = None,
    description: DescriptionOption = None,
    language: Annotated[Language | None, typer.Option("--language", "-l", help="The language of its notes.")] = None,
    pin: Annotated[str | None, typer.Option("--pin", help="Show it with this revision of its course, or @0.")] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Show it with the newest revision of its course.")] = False,
    version: VersionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change what a list is called, what it is for, or which revision of its course it is shown with."""
    if pin and follow:
        raise InputError("--pin and --follow contradict each other", remedy="Give one of them")
    store = opened_store()

    def edit(_: Served, saved: SavedList) -> SavedList:
        spoken = language.value if language else saved.language
        fields: dict[str, Any] = {"language": spoken}
        if title or title_zh or title_en:
            fields["title"] = _text(spoken, title, title_zh, title_en, before=saved.title)
        if description is not None:
            fields["description"] = list_edits.made_text(**{spoken: description}) if description else None
        if pin or follow:
            fields["revision"] = History(store).edition(pin, saved.course).revision if pin else None
        return list_edits.changed(saved, **fields)

    _edit(slug, edit, version, as_json, store=store)


def archive_command(
    slug: SlugArgument,
    *,
    restore: Annotated[bool, typer.Option("--restore", help="Bring it back.")] = False,
    version: VersionOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a list away: its addresses then say that it is gone."""
    _edit(slug, lambda _, saved: list_edits.changed(saved, archived=not restore), version, as_json)


_COMMANDS: dict[str, Callable[..., None]] = {
    "create": create_command,
    "show": show_command,
    "ls": ls_command,
    "add": add_command,
    "remove": remove_command,
    "move": move_command,
    "annotate": annotate_command,
    "edit": edit_command,
    "archive": archive_command,
}


def _edit(
    slug: str,
    edit: Callable[[Served, SavedList], SavedList],
    version: int | None,
    as_json: bool,
    *,
    store: Store | None = None,
) -> None:
    store = store or opened_store()
    served = opened_graph(store)
    named: Edit = lambda saved: edit(served, saved)  # noqa: E731 - as short as it can be
    with store.writing() as transaction:
        before = saved_list(transaction, slug)
        after = edit_list(transaction, slug, named, made_from=version, now=datetime.now(UTC))
    if after == before and not as_json:
        say("Nothing changes.")
    tell(after, as_json=as_json)


def _text(
    language: str, title: str | None, zh: str | None, en: str | None, *, before: Text | None = None
) -> Text | None:
    """Return a title in its languages; one that is not given stays as it was before."""
    given = {"zh": zh, "en": en}
    if title:
        given[language] = title
    kept = {name: text or (getattr(before, name) if before else None) for name, text in given.items()}
    return list_edits.made_text(**kept) if any(kept.values()) else None
