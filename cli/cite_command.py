"""``syllagraph cite``: a bibliography of the course's papers."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.console import say, show_json, show_raw
from cli.keys_command import STYLES as KEY_STYLES
from cli.keys_command import style_named
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph, opened_store
from reading.bibliography import Bibliography, BibliographyFormat, BibliographyStyle, bibliography
from reading.citation_keys import keys_for
from reading.reading_list import items_of
from reading.selection import Selection
from reading.settled_keys import keys_in_style
from schema.store import Store
from schema.values import Role


class RoleChoice(StrEnum):
    """Which papers of a lecture to take."""

    CORE = "core"
    EXTENDED = "extended"
    ALL = "all"


def cite_command(
    refs: Annotated[list[str] | None, typer.Argument(help="Papers by arXiv id, URL, DOI, key or title.")] = None,
    *,
    lectures: Annotated[list[int] | None, typer.Option("--lecture", help="Papers of a lecture; repeatable.")] = None,
    concepts: Annotated[list[str] | None, typer.Option("--concept", help="Papers on a concept; repeatable.")] = None,
    role: Annotated[RoleChoice | None, typer.Option(help="Default: core for lectures, all for concepts.")] = None,
    form: Annotated[
        BibliographyFormat | None, typer.Option("--format", "-f", help="Default: bibtex, or text if a style is given.")
    ] = None,
    style: Annotated[
        BibliographyStyle | None,
        typer.Option(help="How references look in text (default: gbt7714), markdown and html."),
    ] = None,
    accessed: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of access, to be named by a style.")
    ] = None,
    course: Annotated[str | None, typer.Option(help="Slug of the course; the first by default.")] = None,
    keys: Annotated[
        str | None,
        typer.Option("--keys", metavar="|".join(KEY_STYLES), help="Write keys in another style, without saving them."),
    ] = None,
    ascii_only: Annotated[bool, typer.Option("--ascii", help="Accents as TeX commands, for old BibTeX.")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file.")] = None,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON: text, entries, warnings.")] = False,
) -> None:
    """Print a bibliography: of the papers named, of lectures, of concepts, or of the course's core papers."""
    store = opened_store()
    served = opened_graph(store)
    chosen = role or (RoleChoice.ALL if concepts and not lectures else RoleChoice.CORE)
    selection = Selection(
        lectures=tuple(lectures or ()),
        concepts=tuple(concepts or ()),
        refs=tuple(refs or ()),
        roles=() if chosen is RoleChoice.ALL else (Role(chosen.value),),
        course=course,
    )
    made = bibliography(
        items_of(served, selection),
        form or (BibliographyFormat.TEXT if style else BibliographyFormat.BIBTEX),
        style=style,
        accessed=accessed.date() if accessed else None,
        language=chosen_language(served, language, course),
        ascii_only=ascii_only,
        keys=_keys_in_style(store, keys) if keys else keys_for(served.catalogue.papers.values()),
    )
    for warning in made.warnings:
        about = " ".join(filter(None, (warning.paper, warning.field)))
        say(f"warning: {about}: {warning.message}", style="yellow")
    if as_json:
        show_json(_as_json(made))
    elif out is not None:
        write_bibliography(made, out)
        say(f"{len(made.entries)} entries in {out}")
    else:
        show_raw(made.text)


def _keys_in_style(store: Store, style: str) -> dict[str, str]:
    with store.reading() as transaction:
        return {one.paper.id: one.new for one in keys_in_style(transaction, style_named(style))}


def write_bibliography(made: Bibliography, out: Path) -> None:
    """Write a bibliography to a file, as a whole or not at all."""
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = out.with_name(f".{out.name}.part")
    aside.write_text(made.text, encoding="utf-8", newline="\n")
    aside.replace(out)


def _as_json(made: Bibliography) -> dict[str, object]:
    return {
        "format": made.format.value,
        "style": made.style.value if made.style else None,
        "text": made.text,
        "entries": [{"key": entry.key, "paper": entry.paper, "text": entry.text} for entry in made.entries],
        "warnings": [
            {"paper": warning.paper, "field": warning.field, "message": warning.message} for warning in made.warnings
        ],
    }
