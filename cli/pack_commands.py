"""``syllagraph pack``: is a pack sound, how well is it backed, and what may its files hold?"""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.table import Table

from cli.console import show, show_json, show_raw, show_table
from cli.gold_command import gold_command
from graph.evidence import LEAST_LOCATED, EvidenceCounts
from ingest.pack.json_schemas import FILE_KINDS, schema_of
from ingest.pack.loading import DATA, Pack, load_pack
from ingest.pack.report import PackReport, known_pages, report_of
from ingest.run import is_pack, refuse_unsound
from ingest.site_anchors import site_anchors
from schema.errors import SourceError
from schema.values import Evidence

pack = typer.Typer(
    help="Check a pack, print the shape of its files, compare it with judgements made by hand.", no_args_is_help=True
)
pack.command("gold")(gold_command)


@pack.command("check")
def check_command(
    folder: Annotated[Path | None, typer.Argument(help="Folder of the pack. Default: the shipped one.")] = None,
    *,
    site: Annotated[
        Path | None, typer.Option(help="Folder of built pages: are the pages and headings there that the pack names?")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Check a pack as ingest does, and print how its requirements are known.

    Exit code 3 if the pack would be refused, each problem with file and line; 1 if a source leads nowhere, or too few
    requirements can be looked up.
    """
    checked, beside = _sound_pack(folder)
    anchors: dict[str, Collection[str] | None] = known_pages(checked, beside)
    if site is not None:
        anchors = dict(site_anchors(site))
    papers = {paper.id for each in (checked, beside) for paper in each.papers}
    report = report_of(checked, anchors=anchors, papers=papers)
    if as_json:
        show_json(_as_json(checked, report))
    else:
        _show(checked, report, site)
    if report.lost or _is_thin(report.evidence):
        raise typer.Exit(1)


@pack.command("schema")
def schema_command(
    kind: Annotated[
        str | None, typer.Argument(metavar="[KIND]", help=f"Kind of file: {', '.join(FILE_KINDS)}. Default: all.")
    ] = None,
) -> None:
    """Print the JSON Schema of a kind of file, for editors; without a kind, of all by name."""
    schema = {name: schema_of(name) for name in FILE_KINDS} if kind is None else schema_of(kind)
    show_raw(orjson.dumps(schema, option=orjson.OPT_INDENT_2).decode() + "\n")


def _sound_pack(folder: Path | None) -> tuple[Pack, Pack]:
    """Return a pack that would be ingested, and the shipped one that lies beside it."""
    shipped = load_pack()
    if folder is None or folder.resolve() == DATA:
        refuse_unsound(shipped)
        return shipped, shipped
    if not is_pack(folder):
        raise SourceError(
            str(folder), "is no pack", remedy="A pack holds vocabulary/<area>.yaml or courses/<slug>/course.yaml"
        )
    checked = load_pack(folder)
    refuse_unsound(checked, beside=shipped)
    return checked, shipped


def _is_thin(counts: EvidenceCounts) -> bool:
    return counts.groups > 0 and counts.located_share < LEAST_LOCATED


def _counts(checked: Pack, report: PackReport) -> dict[str, int]:
    courses = checked.courses
    return {
        "concepts": len(checked.concepts),
        "assumed": sum(concept.assumed for concept in checked.concepts),
        "requirements": report.evidence.groups,
        "relations": len(checked.relations),
        "papers": len(checked.papers),
        "citations": len(checked.citations),
        "courses": len(courses),
        "pages": sum(len(course.pages) for course in courses),
        "labs": sum(len(course.labs) for course in courses),
        "recommendations": sum(len(course.recommendations) for course in courses),
        "claims": sum(len(course.claims) for course in courses),
    }


def _show(checked: Pack, report: PackReport, site: Path | None) -> None:
    show("sound: " + " · ".join(f"{count} {what}" for what, count in _counts(checked, report).items()))
    show()
    if report.areas:
        _show_evidence(report)
    where = f"on the pages of {site}" if site else "among the pages and papers of the packs"
    show(f"sources      {report.sources - len(report.lost)} of {report.sources} found {where}")
    for lost in report.lost:
        show(f"  lost       {lost.place}: {lost.source}: {lost.why}", style="yellow")
    if report.unused_papers:
        show(f"unused       {len(report.unused_papers)} papers that no concept and no page names")
        show(f"             {', '.join(report.unused_papers)}")


def _show_evidence(report: PackReport) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("area")
    for heading in ("concepts", "assumed", "requirements", "located", "stated", "declared", "curated", "share"):
        table.add_column(heading, justify="right")
    rows = [(area.area, area.concepts, area.assumed, area.evidence) for area in report.areas]
    whole = ("all", sum(row[1] for row in rows), sum(row[2] for row in rows), report.evidence)
    for name, concepts, assumed, counts in (*rows, whole):
        known = (counts.by_evidence[kind] for kind in (Evidence.STATED, Evidence.DECLARED, Evidence.CURATED))
        share = f"{counts.located_share:.0%}" if counts.groups else "–"
        table.add_row(name, *map(str, (concepts, assumed, counts.groups, counts.located, *known)), share)
    show_table(table)
    show()
    thin = _is_thin(report.evidence)
    show(
        f"evidence     {report.evidence.located_share:.1%} of requirements are stated at a heading or section one can"
        f" look up; at least {LEAST_LOCATED:.0%} should be",
        style="yellow" if thin else None,
    )


def _as_json(checked: Pack, report: PackReport) -> dict[str, Any]:
    return {
        "counts": _counts(checked, report),
        "evidence": _evidence_as_json(report.evidence) | {"least": LEAST_LOCATED},
        "areas": [
            {"area": area.area, "concepts": area.concepts, "assumed": area.assumed, **_evidence_as_json(area.evidence)}
            for area in report.areas
        ],
        "sources": report.sources,
        "lost": [{"place": str(lost.place), "source": lost.source, "why": lost.why} for lost in report.lost],
        "unusedPapers": list(report.unused_papers),
    }


def _evidence_as_json(counts: EvidenceCounts) -> dict[str, Any]:
    by_evidence = {evidence.value: count for evidence, count in counts.by_evidence.items()}
    return {
        "requirements": counts.groups,
        "located": counts.located,
        "share": round(counts.located_share, 4),
        **by_evidence,
    }
