"""``syllagraph show``: one node, as a good glossary would put it."""

from typing import Annotated

import typer

from cli.answers import answer
from cli.console import show, show_json
from cli.glossary import Glossary
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph
from cli.picture_options import DotOption, Drawing, LayoutOption, MermaidOption, SvgOption
from graph.nodes import global_id, key_of, kind_of


def show_command(
    ref: Annotated[str, typer.Argument(help="A concept, paper, page, lab, lecture, resource or course, by any name.")],
    *,
    course: Annotated[str | None, typer.Option(help="Slug of the course; the first by default.")] = None,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, as GraphQL does.")] = False,
    svg: SvgOption = None,
    mermaid: MermaidOption = False,
    dot: DotOption = False,
    layout: LayoutOption = False,
    depth: Annotated[int, typer.Option(min=1, max=5, help="How far a drawing goes, in requirements.")] = 1,
) -> None:
    """Print what is known of one thing, and how it is known; or draw what stands around it."""
    served = opened_graph()
    node = served.refs.node(ref, course=course)
    if as_json:
        show_json(answer(served, "node", {"id": global_id(kind_of(node), key_of(node)), "language": language}))
        return
    if drawing := Drawing(svg, mermaid, dot, layout):
        # Loading what draws takes longer than most answers.
        from graph.drawing.of_node import neighbourhood

        drawing.show(lambda: neighbourhood(served, node, depth, language=chosen_language(served, language, course)))
        return
    for line in Glossary(served.catalogue, chosen_language(served, language, course)).entry(node):
        show(line)
