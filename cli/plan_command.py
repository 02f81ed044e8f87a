"""``syllagraph plan``: what to learn, read and run, in which order, and why."""

from typing import Annotated

import typer

from cli.answers import answer
from cli.console import show, show_json, show_table, width
from cli.constraint_options import (
    GpuOption,
    LeastEvidenceOption,
    MaterialLanguageOption,
    MaxMinutesOption,
    PriorityOption,
    as_variable,
    constraints_asked,
)
from cli.known_option import KnownOption, known_names
from cli.language import LanguageOption, chosen_language
from cli.left_out import lines_of
from cli.opened import opened_graph
from cli.picture_options import DotOption, Drawing, LayoutOption, MermaidOption, SvgOption
from cli.plan_table import SEEN, is_counted_before, plan_table, short_name
from cli.words import span_of, word
from graph.catalogue import Catalogue
from graph.nodes import brief_title_of, title_of
from graph.plan import LearningPath, Route
from graph.planning import learning_path


def plan_command(
    targets: Annotated[list[str], typer.Argument(help="Concepts, papers, pages, labs or lectures, by any name.")],
    *,
    known: KnownOption = "",
    route: Annotated[Route, typer.Option(help="Only what is required, or the course's whole way.")] = Route.REQUIRED,
    course: Annotated[str | None, typer.Option(help="Slug of the course; the first by default.")] = None,
    max_minutes: MaxMinutesOption = None,
    gpu_gb: GpuOption = None,
    material_language: MaterialLanguageOption = None,
    priority: PriorityOption = None,
    least_evidence: LeastEvidenceOption = None,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, as GraphQL does.")] = False,
    svg: SvgOption = None,
    mermaid: MermaidOption = False,
    dot: DotOption = False,
    layout: LayoutOption = False,
) -> None:
    """Print what to learn before something, each step with its pages, papers, labs, minutes and reason."""
    served = opened_graph()
    given = known_names(served, known)
    asked = constraints_asked(max_minutes, gpu_gb, material_language, priority, least_evidence)
    if as_json:
        variables = {"targets": targets, "known": given, "route": route.name, "course": course, "language": language}
        show_json(answer(served, "plan", {**variables, "constraints": as_variable(asked)}))
        return
    plan = learning_path(served, targets, given, route=route, course=course, constraints=asked)
    spoken = chosen_language(served, language, course)
    if drawing := Drawing(svg, mermaid, dot, layout):
        # Loading what draws takes longer than most answers.
        from graph.drawing.of_plan import picture_of_plan

        drawing.show(lambda: picture_of_plan(served, plan, language=spoken, course=course))
        return
    show_plan(plan, served.catalogue, spoken)


def headline(plan: LearningPath, language: str) -> str:
    """Return a plan in one line: ``grpo: 9 steps, 6 h 40``."""
    names = ", ".join(short_name(target) for target in plan.targets)
    return f"{names}: {len(plan.steps)} {word('steps', language)}, {span_of(plan.minutes)}"


def show_plan(plan: LearningPath, catalogue: Catalogue, language: str) -> None:
    """Print a plan as a table."""
    basis = f" ({word(plan.minutes.basis.value, language)})" if plan.minutes else ""
    show(headline(plan, language) + basis, style="bold")
    if plan.known:
        show(f"{word('known', language)}: {', '.join(title_of(node, language) for node in plan.known)}")
    if not plan.steps:
        show(word("nothing fits" if any(not one.kept for one in plan.excluded) else "nothing to do", language))
    else:
        show_table(plan_table(plan, catalogue, language, width()))
    if any(map(is_counted_before, plan.steps)):
        show(SEEN + word("seen", language), style="dim")
    if plan.assumed:
        names = ", ".join(title_of(concept, language) for concept in plan.assumed)
        show(f"{word('assumed', language)}: {names}")
    for choice in plan.alternatives:
        if choice.others:
            others = ", ".join(title_of(node, language) for node in choice.others)
            chosen = title_of(choice.chosen, language)
            show(f"{brief_title_of(choice.concept, language)}: {chosen}; {word('instead', language)}: {others}")
    for line in lines_of(plan.excluded, language):
        show(line)
    if not plan.exact:
        show(word("not exact", language))
