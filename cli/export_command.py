"""``syllagraph export``: the whole graph, or the map of a course, as a file."""

from pathlib import Path
from typing import Annotated

import typer

from cli.console import say, show_raw
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph
from cli.picture_options import write_file
from graph.export.formats import GraphFormat, exported


def export_command(
    *,
    style: Annotated[
        GraphFormat,
        typer.Option("--format", "-f", help="json, jsonld, graphml, csv: all there is; the others: a course's map."),
    ] = GraphFormat.JSON,
    course: Annotated[str | None, typer.Option(help="Slug of the course to draw; the first by default.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file.")] = None,
    language: LanguageOption = None,
) -> None:
    """Print the graph for other programs: nodes and edges, or the map of a course."""
    served = opened_graph()
    made = exported(served, style, course=course, language=chosen_language(served, language, course))
    if out is None:
        show_raw(made.text)
    else:
        write_file(made.text, out)
        say(f"{len(made.text.encode()):,} bytes in {out}")
