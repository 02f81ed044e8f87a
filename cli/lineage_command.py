"""``syllagraph lineage``: how methods grew from one another, with the paper and year of each step."""

from collections.abc import Iterator, Mapping
from typing import Annotated

import typer

from cli.answers import answer
from cli.console import show, show_json
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph
from cli.path_words import sentence
from cli.why_command import grounds
from cli.words import relation_sentence
from graph.nodes import brief_title_of, title_of
from graph.questions.lineage import Lineage, Member, Step, lineage
from schema.errors import InputError
from schema.records import Concept


def lineage_command(
    start: Annotated[str | None, typer.Argument(metavar="[FROM]", help="The older method, by any name.")] = None,
    end: Annotated[str | None, typer.Argument(metavar="[TO]", help="The newer method, by any name.")] = None,
    *,
    of: Annotated[str | None, typer.Option("--of", help="Tell what this method grew from.")] = None,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, as GraphQL does.")] = False,
) -> None:
    """Tell how one method grew from another; of one alone, what grew from it, or with --of what it grew from."""
    served = opened_graph()
    if of is not None:
        if start is not None:
            raise InputError("--of is for a method alone", remedy="Give the older and the newer one, or only --of")
        end = of
    if as_json:
        show_json(answer(served, "lineage", {"from": start, "to": end, "language": language}))
        return
    found = lineage(served, start, end)
    spoken = chosen_language(served, language)
    for number, line in enumerate(_told(found, spoken)):
        show(line, style=None if number else "bold")


def _told(found: Lineage, language: str) -> Iterator[str]:
    members = {member.concept.slug: member for member in found.members}
    steps = {(step.older.slug, step.newer.slug): step for step in found.steps}
    if found.start is not None and found.end is not None:
        yield from _between(found, found.start, found.end, members, steps, language)
        return
    here, newer = (found.start, True) if found.start is not None else (found.end, False)
    assert here is not None
    name = title_of(here, language)
    if not found.steps:
        yield sentence("no descendants" if newer else "no ancestors", language, name)
        return
    yield sentence("descendants" if newer else "ancestors", language, name)
    if found.member_count > len(found.members):
        yield sentence("more members", language, found.member_count, len(found.members))
    yield f"  {_member(members[here.slug], language)}"
    yield from _tree(here.slug, members, found.steps, newer, language)


def _between(
    found: Lineage,
    start: Concept,
    end: Concept,
    members: Mapping[str, Member],
    steps: Mapping[tuple[str, str], Step],
    language: str,
) -> Iterator[str]:
    names = brief_title_of(start, language), brief_title_of(end, language)
    if not found.paths:
        yield sentence("no lineage", language, *names)
        return
    yield sentence("grew backwards" if found.backwards else "grew", language, *names)
    if found.path_count > len(found.paths):
        yield sentence("paths", language, found.path_count, len(found.paths))
    for number, path in enumerate(found.paths, 1):
        yield f"{number}." if len(found.paths) > 1 else ""
        for older, newer in zip((None, *path), path, strict=False):
            if older is not None:
                for said in _said(steps[older.slug, newer.slug], language):
                    yield f"      ↓ {said}"
            yield f"  {_member(members[newer.slug], language)}"


def _tree(
    root: str, members: Mapping[str, Member], steps: tuple[Step, ...], newer: bool, language: str
) -> Iterator[str]:
    """Yield each member below the first one of the generation before that it is joined to."""
    below: dict[str, list[tuple[Member, Step]]] = {slug: [] for slug in members}
    placed = {root}
    for member in members.values():
        for step in steps:
            mine, other = (step.newer, step.older) if newer else (step.older, step.newer)
            nearer = members[other.slug].generation == member.generation - 1
            if mine.slug == member.concept.slug and nearer and mine.slug not in placed:
                placed.add(mine.slug)
                below[other.slug].append((member, step))
    stack = [(child, step, 1) for child, step in reversed(below[root])]
    while stack:
        member, step, depth = stack.pop()
        indent = "    " * depth
        yield f"  {indent}{_member(member, language)}"
        yield f"  {indent}  {_said(step, language)[0]}"
        stack += [(child, further, depth + 1) for child, further in reversed(below[member.concept.slug])]


def _member(member: Member, language: str) -> str:
    paper = member.paper
    behind = f" · {brief_title_of(paper)} ({paper.citation_key or paper.id})" if paper else ""
    return f"{member.year or '····'}  {title_of(member.concept, language)}{behind}"


def _said(step: Step, language: str) -> list[str]:
    names = brief_title_of(step.newer, language), brief_title_of(step.older, language)
    lines = []
    for relation in step.relations:
        said = relation_sentence(relation.kind, *names, language)
        ground = grounds(relation.evidence, relation.sources, language)
        lines.append(f"{said}: {relation.reason.in_language(language)} {ground}")
    if not lines and step.requirement is not None:
        need = step.requirement
        said = sentence("requires link", language, *reversed(names))
        ground = grounds(need.evidence, need.sources, language)
        lines.append(f"{said}: {need.reason.in_language(language)} {ground}")
    return lines
