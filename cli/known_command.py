"""``syllagraph known``: what somebody knows as one word to take along, and what such a word holds."""

from typing import Annotated

import typer

from cli.answers import answer
from cli.console import say, show, show_json
from cli.known_option import names_in
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph
from cli.path_words import sentence
from graph.nodes import title_of
from graph.questions.known_set import known_set
from schema.errors import NotFoundError


def known_command(
    refs: Annotated[list[str], typer.Argument(help="What you know, separated by blanks or commas; tokens too.")],
    *,
    course: Annotated[str | None, typer.Option(help="Slug of the course; the first by default.")] = None,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, as GraphQL does.")] = False,
) -> None:
    """Print a token that stands for all you know, and what that implies; of a token, what it holds."""
    served = opened_graph()
    names = [name for ref in refs for name in names_in(ref)]
    found = known_set(served, names, course=course)
    if as_json:
        show_json(answer(served, "known", {"refs": names, "course": course, "language": language}))
    else:
        spoken = chosen_language(served, language, course)
        show(found.token)
        show(f"{sentence('given', spoken, len(found.nodes))}: {', '.join(title_of(n, spoken) for n in found.nodes)}")
        if found.implied:
            implied = ", ".join(title_of(node, spoken) for node in found.implied)
            show(f"{sentence('implied', spoken, len(found.implied))}: {implied}")
        for gone in found.gone:
            say(f"{sentence('gone', spoken)}: {gone.kind.lower()} {gone.key}")
        for unknown in found.unknown:
            say(f"error: {unknown.error}", style="red")
    if found.unknown:
        raise typer.Exit(NotFoundError.exit_code)
