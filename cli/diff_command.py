"""``syllagraph diff``: what differs between two revisions of a course, in meaning, and whose plans change."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

import typer
from rich.table import Table

from cli.answers import answer
from cli.console import show, show_json, show_table, width
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph, opened_store
from cli.words import span_of
from cli.wrapping import wrapped
from graph.changes.plans import PlanChange
from graph.changes.told import Change, ChangeKind, ChangeSubject
from graph.history import Comparison, Edition, History
from graph.nodes import title_of
from graph.plan import LearningPath, Route

_SIGNS = {
    ChangeKind.ADDED: ("+", "green"),
    ChangeKind.REMOVED: ("-", "red"),
    ChangeKind.RENAMED: ("~", "yellow"),
    ChangeKind.MOVED: (">", "cyan"),
    ChangeKind.CHANGED: ("~", "yellow"),
}
_SUBJECTS = list(ChangeSubject)
_PARTS = (
    (("课程与页面", "Course and pages"), ChangeSubject.COURSE, ChangeSubject.SECTION),
    (("概念", "Concepts"), ChangeSubject.CONCEPT, ChangeSubject.ORDER),
    (("讲授、推荐与论文", "What pages teach and recommend"), ChangeSubject.COVERAGE, ChangeSubject.PAPER),
    (("实验与考核", "Labs and grading"), ChangeSubject.LAB, ChangeSubject.PROJECT),
)
"""Headings, each with the first and the last subject that stand under it."""
_WORDS = {
    "same": ("两个版本没有差别", "The two revisions do not differ"),
    "findings": ("问题", "Findings"),
    "plans": ("学习路径", "Plans"),
    "steps": ("步", "steps"),
    "new": ("新增：", "new: "),
    "gone": ("不再需要：", "gone: "),
    "moved": ("换了位置：", "moved: "),
    "none": ("没有这一课", "no such lecture"),
    "vocabulary": ("词汇表", "vocabulary"),
}


def diff_command(
    since: Annotated[
        str | None, typer.Argument(metavar="[A]", help="Beginning of a revision's id, or @1 for the last but one.")
    ] = None,
    until: Annotated[str | None, typer.Argument(metavar="[B]", help="Likewise; the newest by default.")] = None,
    *,
    listed: Annotated[bool, typer.Option("--list", help="List the revisions there are.")] = False,
    course: Annotated[str | None, typer.Option(help="Slug of the course; the first by default.")] = None,
    route: Annotated[Route, typer.Option(help="Which plans to compare.")] = Route.REQUIRED,
    findings: Annotated[bool, typer.Option("--findings", help="Tell each finding, not only how many.")] = False,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, as GraphQL does.")] = False,
) -> None:
    """Print what differs between two revisions of a course, in meaning, and whose plans change."""
    store = opened_store()
    served, history = opened_graph(store), History(store)
    if listed and as_json:
        show_json(answer(served, "revisions", {"course": course}, history=history))
    elif listed:
        _show_editions(history.editions(course))
    elif as_json:
        variables = {"since": since or "@1", "until": until, "course": course, "route": route.name}
        show_json(answer(served, "changes", {**variables, "language": language}, history=history))
    else:
        comparison = history.comparison(since, until, course, route=route)
        spoken = chosen_language(served, language, comparison.until.course)
        show_comparison(comparison, spoken, findings=findings)


def _show_editions(editions: Iterable[Edition]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for one in editions:
        table.add_row(f"@{one.back}", one.revision, f"{one.seen_at:%Y-%m-%d %H:%M}", f"vocabulary {one.vocabulary}")
    show_table(table)


def show_comparison(comparison: Comparison, language: str, *, findings: bool = False) -> None:
    """Print how two editions differ: part by part, node by node, then plan by plan."""
    since, until = comparison.since, comparison.until
    show(f"{until.course}: {since.revision} → {until.revision}", style="bold")
    if since.vocabulary != until.vocabulary:
        show(f"{_word('vocabulary', language)}: {since.vocabulary} → {until.vocabulary}")
    if not comparison.changes and not comparison.plans:
        show(_word("same", language))
    for headings, first, last in _PARTS:
        inside = _SUBJECTS[_SUBJECTS.index(first) : _SUBJECTS.index(last) + 1]
        _show_part(headings[1 if language == "en" else 0], comparison.changes, inside, language)
    _show_findings([one for one in comparison.changes if one.subject is ChangeSubject.FINDING], language, findings)
    if comparison.plans:
        _show_heading(_word("plans", language))
    for plan in comparison.plans:
        _show_plan(plan, language)


def _show_part(heading: str, changes: Iterable[Change], inside: Iterable[ChangeSubject], language: str) -> None:
    by_name: dict[str, list[Change]] = {}
    for one in changes:
        if one.subject in inside:
            by_name.setdefault(one.name.in_language(language), []).append(one)
    if by_name:
        _show_heading(heading)
    for name, told in by_name.items():
        show(f"  {name}")
        for one in told:
            sign, style = _SIGNS[one.kind]
            _show_line(sign, one.phrase.in_language(language), style)


def _show_findings(found: list[Change], language: str, in_full: bool) -> None:
    if not found:
        return
    if in_full:
        _show_part(_word("findings", language), found, [ChangeSubject.FINDING], language)
        return
    _show_heading(_word("findings", language))
    for kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
        counts = Counter(one.aspect for one in found if one.kind is kind)
        if counts:
            sign, style = _SIGNS[kind]
            _show_line(sign, ", ".join(f"{count} {code}" for code, count in sorted(counts.items())), style)


def _show_plan(plan: PlanChange, language: str) -> None:
    sides = " → ".join(dict.fromkeys(_size(side, language) for side in (plan.before, plan.after)))
    show(f"  {plan.lecture.number}. {plan.lecture.title}: {sides}")
    for name, steps, kind in (
        ("new", plan.new, ChangeKind.ADDED),
        ("gone", plan.gone, ChangeKind.REMOVED),
        ("moved", plan.moved, ChangeKind.MOVED),
    ):
        if steps:
            sign, style = _SIGNS[kind]
            titles = (title_of(step.node, language) for step in steps)
            _show_line(sign, _word(name, language) + ("、" if language == "zh" else ", ").join(titles), style)


def _size(plan: LearningPath | None, language: str) -> str:
    if plan is None:
        return _word("none", language)
    return f"{len(plan.steps)} {_word('steps', language)}, {span_of(plan.minutes)}"


def _show_heading(heading: str) -> None:
    show()
    show(heading, style="bold")


def _show_line(sign: str, text: str, style: str) -> None:
    lines = wrapped(text, max(width() - 6, 40)).split("\n")
    show(f"    {sign} {lines[0]}", style=style)
    for line in lines[1:]:
        show(f"      {line}", style=style)


def _word(name: str, language: str) -> str:
    return _WORDS[name][1 if language == "en" else 0]
