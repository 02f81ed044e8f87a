"""``syllagraph next`` and ``syllagraph opens``: what can be learnt now, and what something would open."""

from enum import StrEnum
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text as RichText

from cli.answers import answer
from cli.console import show, show_json, show_table, width
from cli.known_option import KnownOption, known_names
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph
from cli.path_words import sentence
from cli.words import span_of, word
from cli.wrapping import wrapped
from graph.nodes import Node, NodeKind, brief_title_of, title_of
from graph.questions.suggestion import Choice, Opening, Suggestion
from graph.questions.suggestions import opening, suggestions
from schema.records import Concept, Lab, Paper

_GAPS = 14
"""Columns between the columns of a table, its numbers and times."""
_MOST_GROUNDS = 2
_MOST_NAMES = 6


class Suggested(StrEnum):
    """What is suggested."""

    CONCEPT = "concept"
    PAPER = "paper"
    LAB = "lab"


def next_command(
    *,
    known: KnownOption = "",
    limit: Annotated[int, typer.Option(min=0, max=100, help="How many at the most.")] = 10,
    kinds: Annotated[
        list[Suggested] | None, typer.Option("--kind", help="Only things of this kind; repeatable.")
    ] = None,
    course: Annotated[str | None, typer.Option(help="Slug of the course; the first by default.")] = None,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, as GraphQL does.")] = False,
) -> None:
    """Print what you can learn, read or run now, and what each builds on; with nothing known, where to start."""
    served = opened_graph()
    names = known_names(served, known)
    if as_json:
        asked = {"known": names, "limit": limit, "kinds": [kind.name for kind in kinds or ()] or None}
        show_json(answer(served, "next", {**asked, "course": course, "language": language}))
        return
    wanted = [NodeKind[kind.name] for kind in kinds or ()]
    found = suggestions(served, names, limit=limit, kinds=wanted, course=course)
    spoken = chosen_language(served, language, course)
    if not found:
        show(sentence("nothing next", spoken))
        return
    show(sentence("next" if names else "starts", spoken), style="bold")
    show_table(_table(found, spoken))


def opens_command(
    ref: Annotated[str, typer.Argument(help="A concept, paper, page, lab or lecture, by any name.")],
    *,
    known: KnownOption = "",
    course: Annotated[str | None, typer.Option(help="Slug of the course; the first by default.")] = None,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, as GraphQL does.")] = False,
) -> None:
    """Print what you could learn, read or run at once if you also knew something, and what it leads to later."""
    served = opened_graph()
    names = known_names(served, known)
    if as_json:
        show_json(answer(served, "opening", {"ref": ref, "known": names, "course": course, "language": language}))
        return
    _show_opening(opening(served, ref, names, course=course), chosen_language(served, language, course))


def _show_opening(found: Opening, language: str) -> None:
    name = title_of(found.node, language)
    if found.at_once:
        show(sentence("once known", language, name), style="bold")
        show_table(_table(found.at_once, language))
    else:
        show(sentence("opens nothing", language, name), style="bold")
    if found.later:
        show(f"{sentence('later', language, found.later_count)}: {_names(found.later, language)}")
    if found.missing:
        lacking = ", ".join(_choice(choice, language) for choice in found.missing)
        show(f"{sentence('missing', language, name)}: {lacking}")


def _choice(choice: Choice, language: str) -> str:
    return sentence("or", language).join(brief_title_of(node, language) for node in choice)


def _table(found: tuple[Suggestion, ...], language: str) -> Table:
    left = width() - _GAPS - max(len(span_of(one.minutes)) for one in found)
    narrow, wide, why = max(left * 5 // 20, 12), max(left * 6 // 20, 14), max(left * 9 // 20, 20)
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column(word("what", language), width=narrow)
    table.add_column(word("materials", language), width=wide)
    table.add_column(word("time", language), justify="right", no_wrap=True)
    table.add_column(word("why", language), width=why)
    for number, one in enumerate(found, 1):
        materials = RichText("\n".join(wrapped(line, wide) for line in _materials(one)) or "–")
        row = _what(one, language, narrow), materials, span_of(one.minutes), _why(one, language, why)
        table.add_row(str(number), *row)
    return table


def _what(one: Suggestion, language: str, columns: int) -> RichText:
    match one.node:
        case Concept() | Lab():
            name = one.node.slug
        case Paper():
            name = f"arXiv:{one.node.id}" if one.node.arxiv_id else one.node.id
        case _:
            name = ""
    text = RichText(wrapped(title_of(one.node, language), columns), style="bold")
    return text.append("\n" + wrapped(name, columns), style="not bold dim")


def _materials(one: Suggestion) -> list[str]:
    lines = [page.title for page in one.pages]
    return lines + [f"{brief_title_of(paper)} (arXiv:{paper.id})" for paper in one.papers if paper.arxiv_id]


def _why(one: Suggestion, language: str, columns: int) -> RichText:
    lines = []
    for ground in one.because[:_MOST_GROUNDS]:
        name = brief_title_of(ground.node, language)
        lines.append(sentence("builds on", language, name) + ground.reason.in_language(language))
    if rest := one.because[_MOST_GROUNDS:]:
        lines.append(sentence("and known", language, _names([ground.node for ground in rest], language)))
    if not lines and one.assumed:
        lines.append(sentence("only basics", language, _names(one.assumed, language)))
    text = RichText("\n".join(wrapped(line, columns) for line in lines or [sentence("needs nothing", language)]))
    opens = [sentence("opens", language, _names(one.unlocks, language))] if one.unlocks else []
    if one.leads_to:
        opens.append(sentence("leads to" if one.leads_to > 1 else "leads to one", language, one.leads_to))
    for line in opens:
        text.append("\n" + wrapped(f"→ {line}", columns), style="dim")
    return text


def _names(nodes: list[Node] | tuple[Concept, ...], language: str) -> str:
    names = [brief_title_of(node, language) for node in nodes[:_MOST_NAMES]]
    return ", ".join(names) + (f" … (+{len(nodes) - _MOST_NAMES})" if len(nodes) > _MOST_NAMES else "")
