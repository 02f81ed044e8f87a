"""``syllagraph lab report``: what is handed in of a lab, made of the records of its runs."""

from pathlib import Path
from typing import Annotated

import typer

from cli.console import say, show_raw
from cli.kept_runs import run_named
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph, opened_store
from cli.picture_options import write_file
from graph.served import Served
from labs.offered.loading import shipped_offers
from labs.reports.hand_in import report_of, reported_run
from labs.reports.sections import sections_of
from labs.reports.writing import ReportFormat, written
from schema.errors import NotFoundError

_DIMENSIONS = {"完整性": "completeness", "分析深度": "analysis", "可复现性": "reproducibility"}
"""What the rubric's dimensions are called here, by what the course calls them."""


def report_command(
    names: Annotated[list[str], typer.Argument(metavar="RUN…", help="Runs of one lab, by their names, or `last`.")],
    *,
    form: Annotated[
        ReportFormat | None, typer.Option("--format", "-f", help="By the file's name if not given.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file; pictures go beside it.")] = None,
    language: LanguageOption = None,
) -> None:
    """Write what is handed in: what was asked and what answers it, scores, curves, tables, parameters, environment."""
    store = opened_store()
    runs = [run_named(store, name) for name in dict.fromkeys(names)]
    offers = shipped_offers()
    if runs[0].lab not in offers:
        raise NotFoundError(runs[0].lab, sorted(offers), what="lab that can be run")
    offer = offers[runs[0].lab]
    with store.reading() as transaction:
        report = report_of(offer, [reported_run(transaction, run) for run in runs])
    served = opened_graph(store)
    spoken = chosen_language(served, language)
    chosen = form or (ReportFormat.HTML if out and out.suffix in (".html", ".htm") else ReportFormat.MARKDOWN)
    folder = f"{out.stem}-curves" if out else ""
    sections = sections_of(report, spoken, _points(served, offer.course))
    made = written(offer.title.in_language(spoken), sections, chosen, language=spoken, beside=folder)
    if out is None:
        show_raw(made.text)
        return
    for name, picture in made.pictures.items():
        (out.parent / folder).mkdir(parents=True, exist_ok=True)
        write_file(picture, out.parent / folder / name)
    write_file(made.text, out)
    missing = sum(bool(one.missing) or not one.asked.made_of for one in report.answered)
    say(f"{out}: {len(report.answered) - missing} of {len(report.answered)} parts are answered")


def _points(served: Served, course: str) -> dict[str, float]:
    """Return what the dimensions of a lab report are worth in a course."""
    if course not in served.catalogue.courses:
        return {}
    rules = served.catalogue.course_work(course).grading
    return {
        _DIMENSIONS.get(rule.dimension, rule.dimension): rule.points for rule in rules if rule.subject == "lab report"
    }
