"""``syllagraph show``: one node, as a good glossary would put it."""

from typing import Annotated

import typer

from cli.answers import answer
from cli.console import show, show_json
from cli.glossary import Glossary
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph
from graph.nodes import global_id, key_of, kind_of


def show_command(
    ref: Annotated[str, typer.Argument(help="A concept, paper, page, lab, lecture, resource or course, by any name.")],
    *,
    course: Annotated[str | None, typer.Option(help="Slug of the course; the first by default.")] = None,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, as GraphQL does.")] = False,
) -> None:
    """Print what is known of one thing, and how it is known."""
    served = opened_graph()
    node = served.refs.node(ref, course=course)
    if as_json:
        show_json(answer(served, "node", {"id": global_id(kind_of(node), key_of(node)), "language": language}))
        return
    for line in Glossary(served.catalogue, chosen_language(served, language, course)).entry(node):
        show(line)
