"""``syllagraph list``: reading lists, to look at and to hand out."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.answers import answer
from cli.console import say, show, show_json, show_raw, show_table, width
from cli.constraint_options import LeastEvidenceOption, MaxMinutesOption
from cli.known_option import KnownOption, known_names
from cli.language import LanguageOption, chosen_language
from cli.list_table import list_table
from cli.opened import opened_graph
from cli.picture_options import write_file
from cli.saved_list_commands import add_saved_list_commands
from reading.list_document import Document, document_of
from reading.list_formats import ListFormat, written_list
from reading.reading_list import reading_list
from reading.schedule import schedule_of
from reading.selection import Grouping, ListOrder, Selection
from schema.errors import InputError
from schema.values import Evidence, Priority, Role

list_app = typer.Typer(help="Reading lists: look at one, and write it to hand out.", no_args_is_help=True)
list_app.callback()(lambda: None)
add_saved_list_commands(list_app)


class PreviewFormat(StrEnum):
    """How to show a reading list."""

    TABLE = "table"
    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"
    JSON = "json"


@list_app.command("preview")
def preview_command(
    refs: Annotated[list[str] | None, typer.Argument(help="Papers to take in any case, by any name.")] = None,
    *,
    lectures: Annotated[list[int] | None, typer.Option("--lecture", help="Papers of a lecture; repeatable.")] = None,
    targets: Annotated[
        list[str] | None, typer.Option("--target", help="Papers that the way to this needs; repeatable.")
    ] = None,
    known: KnownOption = "",
    concepts: Annotated[list[str] | None, typer.Option("--concept", help="Papers on a concept; repeatable.")] = None,
    roles: Annotated[list[Role] | None, typer.Option("--role", help="Only papers of this role; repeatable.")] = None,
    priorities: Annotated[
        list[Priority] | None, typer.Option("--priority", help="Only papers this urgent; repeatable.")
    ] = None,
    least_evidence: LeastEvidenceOption = None,
    text: Annotated[str, typer.Option(help="Only papers with all these words in their names and concepts.")] = "",
    order: Annotated[ListOrder | None, typer.Option(help="Default: prerequisite with targets, else course.")] = None,
    group: Annotated[Grouping, typer.Option(help="What to group by.")] = Grouping.LECTURE,
    max_minutes: MaxMinutesOption = None,
    weeks: Annotated[int | None, typer.Option(help="Spread it over so many weeks.")] = None,
    hours: Annotated[float | None, typer.Option("--hours-per-week", help="How many hours a week has.")] = None,
    form: Annotated[PreviewFormat, typer.Option("--format", "-f", help="How to show it.")] = PreviewFormat.TABLE,
    title: Annotated[str | None, typer.Option(help="A title to print above it.")] = None,
    course: Annotated[str | None, typer.Option(help="Slug of the course; the first by default.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file.")] = None,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, as GraphQL does.")] = False,
) -> None:
    """Print what to read, in which order, why, and how long it takes; with weeks, when."""
    served = opened_graph()
    selection = Selection(
        lectures=tuple(lectures or ()),
        targets=tuple(targets or ()),
        known=tuple(known_names(served, known)),
        concepts=tuple(concepts or ()),
        refs=tuple(refs or ()),
        roles=tuple(roles or ()),
        priorities=tuple(priorities or ()),
        least_evidence=least_evidence or Evidence.CURATED,
        text=text,
        max_minutes=max_minutes,
        order=order,
        group_by=group,
        course=course,
    )
    spread = _spread(weeks, hours)
    if as_json:
        variables: dict[str, Any] = {"input": as_variable(selection), "language": language}
        if spread:
            variables |= {"scheduled": True, "weeks": spread[0], "hoursPerWeek": spread[1]}
        show_json(answer(served, "reading-list", variables))
        return
    made = reading_list(served, selection)
    schedule = schedule_of(made, weeks=spread[0], hours_per_week=spread[1]) if spread else None
    spoken = chosen_language(served, language, course)
    if form is PreviewFormat.TABLE:
        show_document(document_of(made, schedule, language=spoken, title=title))
        return
    written = written_list(made, ListFormat(form.value), language=spoken, schedule=schedule, title=title)
    if out is None:
        show_raw(written.text)
    else:
        write_file(written.text, out)
        say(f"{len(made.items)} papers in {out}")


def as_variable(selection: Selection) -> dict[str, Any]:
    """Return a selection as the service's schema takes it."""
    given = {
        "lectures": list(selection.lectures),
        "targets": list(selection.targets),
        "known": list(selection.known),
        "concepts": list(selection.concepts),
        "refs": list(selection.refs),
        "roles": [role.name for role in selection.roles],
        "priorities": [priority.name for priority in selection.priorities],
        "leastEvidence": selection.least_evidence.name,
        "text": selection.text or None,
        "maxMinutes": selection.max_minutes,
        "order": selection.order and selection.order.name,
        "groupBy": selection.group_by.name,
        "course": selection.course,
    }
    return {name: value for name, value in given.items() if value not in (None, [])}


def show_document(document: Document) -> None:
    """Print a reading list or schedule as tables."""
    show(document.title, style="bold")
    show(document.summary)
    for section in document.sections:
        show()
        show("  ".join(filter(None, (section.title, section.summary))), style="bold")
        if section.entries:
            show_table(list_table(section, document.language, width()))
    if document.left_out:
        show()
        show(document.left_out_title, style="bold")
        for line in document.left_out:
            show(f"  {line}")


def _spread(weeks: int | None, hours: float | None) -> tuple[int, float] | None:
    if weeks is None and hours is None:
        return None
    if weeks is None or hours is None:
        raise InputError("weeks and hours per week belong together", remedy="Give --weeks and --hours-per-week")
    return weeks, hours
