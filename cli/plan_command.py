"""``syllagraph plan``: what to learn, read and run, in which order, and why."""

from typing import Annotated

import typer

from cli.answers import answer
from cli.console import show, show_json, show_table, width
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph
from cli.plan_table import SEEN, plan_table, short_name
from cli.words import span_of, word
from graph.nodes import brief_title_of, title_of
from graph.plan import LearningPath, Route
from graph.planning import learning_path


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
    names = ", ".join(short_name(target) for target in plan.targets)
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
    show_table(plan_table(plan, language, width()))
    if any(step.minutes is None and (step.pages or step.papers) for step in plan.steps):
        show(SEEN + word("seen", language), style="dim")
    if plan.assumed:
        names = ", ".join(title_of(concept, language) for concept in plan.assumed)
        show(f"{word('assumed', language)}: {names}")
    for choice in plan.alternatives:
        if choice.others:
            others = ", ".join(title_of(node, language) for node in choice.others)
            chosen = title_of(choice.chosen, language)
            show(f"{brief_title_of(choice.concept, language)}: {chosen}; {word('instead', language)}: {others}")
    if not plan.exact:
        show(word("not exact", language))
