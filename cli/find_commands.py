"""``syllagraph search`` and ``syllagraph audit``: looking for things, and looking at what is wrong."""

from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text as RichText

from cli.answers import answer
from cli.console import show, show_json, show_table
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph
from cli.reordering_report import show_reorderings
from graph.audit import audit_of
from graph.auditing.coverage import ORDER_CODE
from graph.nodes import NodeKind, key_of, kind_of, title_of
from schema.errors import NotFoundError
from schema.records import Concept, Lab, Page, Paper
from schema.values import Severity

_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def search_command(
    text: Annotated[list[str], typer.Argument(help="Words, a name, an arXiv id, an address.")],
    *,
    kinds: Annotated[list[NodeKind] | None, typer.Option("--kind", help="Only nodes of this kind; repeatable.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many at the most.")] = 20,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, as GraphQL does.")] = False,
) -> None:
    """Find concepts, papers, pages, labs and resources by name or by the words they hold."""
    served, query = opened_graph(), " ".join(text)
    if as_json:
        variables = {"text": query, "kinds": [kind.name for kind in kinds or ()] or None, "first": limit}
        show_json(answer(served, "search", {**variables, "language": language}))
        return
    hits = served.search.search(query, kinds=kinds or (), limit=limit)
    if not hits:
        raise NotFoundError(query, what="thing")
    spoken = chosen_language(served, language)
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for hit in hits:
        match hit.node:
            case Concept() | Lab():
                name = hit.node.slug
            case Page():
                name = hit.node.path
            case Paper():
                name = hit.node.id
            case _:
                name = key_of(hit.node)
        table.add_row(kind_of(hit.node).value.lower(), name, RichText(title_of(hit.node, spoken)))
    show_table(table)


def audit_command(
    *,
    course: Annotated[str | None, typer.Option(help="Slug of the course; all by default.")] = None,
    codes: Annotated[list[str] | None, typer.Option("--code", help="Only findings of this code; repeatable.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Print what an instructor should look at: conflicts, gaps, doubtful links. Exit code 1 if there is anything."""
    served = opened_graph()
    if course is not None and served.catalogue.course(course) is None:
        raise NotFoundError(course, list(served.catalogue.courses), what="course")
    findings = audit_of(served.catalogue, course, [code.upper() for code in codes or ()])
    if as_json:
        told: dict[str, object] = {"findings": [finding.model_dump(mode="json") for finding in findings]}
        untidy = sorted({finding.course for finding in findings if finding.course and finding.code == ORDER_CODE})
        if untidy:
            told["reorderings"] = [answer(served, "reordering", {"course": slug})["reordering"] for slug in untidy]
        show_json(told)
    else:
        for finding in findings:
            where = ", ".join(filter(None, (finding.source or finding.page, finding.place)))
            show(f"{finding.severity.value:8} {finding.code}  {where}", style=_STYLES[finding.severity])
            show(f"         {finding.message}")
            if finding.remedy:
                show(f"         {finding.remedy}", style="dim")
        counts = (f"{sum(f.severity is severity for f in findings)} {severity.value}" for severity in Severity)
        show(", ".join(counts) if findings else "no findings")
        if any(finding.code == ORDER_CODE for finding in findings):
            show_reorderings(served, course)
    if findings:
        raise typer.Exit(1)
