"""``syllagraph plan``: what to learn, read and run, in which order, and why."""

from typing import Annotated

import typer
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text as RichText

from cli.answers import answer
from cli.console import show, show_json, show_table, width
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph
from cli.words import span_of, word
from cli.wrapping import wrapped
from graph.nodes import Node, title_of
from graph.plan import LearningPath, Reason, Route, Step
from graph.planning import learning_path
from schema.records import Concept, Lab, Paper

_GAPS = 10
"""Columns between the columns of a plan."""


def plan_command(
    targets: Annotated[list[str], typer.Argument(help="Concepts, papers, pages, labs or lectures, by any name.")],
    *,
    known: Annotated[str, typer.Option(help="What you know already, separated by commas.")] = "",
    route: Annotated[Route, typer.Option(help="Only what is required, or the course's whole way.")] = Route.REQUIRED,
    course: Annotated[str | None, typer.Option(help="Slug of the course; the first by default.")] = None,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, as GraphQL does.")] = False,
) -> None:
    """Print what to learn before something, each step with its pages, papers, labs, minutes and reason."""
    served = opened_graph()
    given = [name.strip() for name in known.split(",") if name.strip()]
    if as_json:
        variables = {"targets": targets, "known": given, "route": route.name, "course": course, "language": language}
        show_json(answer(served, "plan", variables))
        return
    plan = learning_path(served, targets, given, route=route, course=course)
    spoken = chosen_language(served, language, course)
    show_plan(plan, spoken)


def headline(plan: LearningPath, language: str) -> str:
    """Return a plan in one line: ``grpo: 9 steps, 6 h 40``."""
    names = ", ".join(_short(target) for target in plan.targets)
    return f"{names}: {len(plan.steps)} {word('steps', language)}, {span_of(plan.minutes)}"


def show_plan(plan: LearningPath, language: str) -> None:
    """Print a plan as a table."""
    basis = f" ({word(plan.minutes.basis.value, language)})" if plan.minutes else ""
    show(headline(plan, language) + basis, style="bold")
    if plan.known:
        show(f"{word('known', language)}: {', '.join(title_of(node, language) for node in plan.known)}")
    if not plan.steps:
        show(word("nothing to do", language))
        return
    show_table(_table(plan, language))
    if plan.assumed:
        names = ", ".join(title_of(concept, language) for concept in plan.assumed)
        show(f"{word('assumed', language)}: {names}")
    for choice in plan.alternatives:
        if choice.others:
            others = ", ".join(title_of(node, language) for node in choice.others)
            show(f"{_short(choice.concept)}: {_short(choice.chosen)}; {word('instead', language)}: {others}")
    if not plan.exact:
        show(word("not exact", language))


def _short(node: Node) -> str:
    match node:
        case Concept() | Lab():
            return node.slug
        case Paper():
            return node.citation_key or node.id
        case _:
            return title_of(node)


def _table(plan: LearningPath, language: str) -> Table:
    """Lay a plan out in columns as wide as the terminal allows: one part for what, two each for the rest."""
    spans = [_time(step) for step in plan.steps]
    heading = word("time", language)
    left = width() - len(str(len(plan.steps))) - max(map(cell_len, (heading, *spans))) - _GAPS
    narrow, wide = max(left * 3 // 10, 12), max(left * 7 // 20, 14)
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column(word("what", language), width=narrow)
    table.add_column(word("materials", language), width=wide)
    table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(word("why", language), width=wide)
    for number, (step, span) in enumerate(zip(plan.steps, spans, strict=True), 1):
        materials = RichText("\n".join(wrapped(line, wide) for line in _materials(step)) or "–")
        table.add_row(str(number), _what(step, language, narrow), materials, span, _why(step, language, wide))
    return table


def _what(step: Step, language: str, columns: int) -> RichText:
    text = RichText(wrapped(title_of(step.node, language), columns), style="bold")
    if isinstance(step.node, Concept):
        text.append("\n" + wrapped(step.node.slug, columns), style="not bold dim")
    if step.only_for_order:
        text.append("\n" + wrapped(word("only for order", language), columns), style="not bold yellow")
    return text


def _materials(step: Step) -> list[str]:
    lines = [page.title for page in step.pages]
    lines += [f"{paper.citation_key or paper.id} arXiv:{paper.id}" for paper in step.papers if paper.arxiv_id]
    return lines + [lab.title for lab in step.labs]


def _time(step: Step) -> str:
    """Return how long a step takes; an arrow where an earlier step has counted all that it asks to read."""
    return "↑" if step.minutes is None and (step.pages or step.papers) else span_of(step.minutes)


def _why(step: Step, language: str, columns: int) -> RichText:
    first = step.why[0]
    text = RichText(wrapped(first.reason.in_language(language), columns))
    if first.node != step.node:
        text.append("\n" + wrapped(f"→ {_chain(step.why, language)}", columns), style="dim")
    return text


def _chain(why: tuple[Reason, ...], language: str) -> str:
    return " → ".join(title_of(reason.node, language) for reason in why)
