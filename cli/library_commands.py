"""``syllagraph papers load`` and ``papers search``: arXiv's snapshot as a library of its own."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.console import progress_shown, say, show, show_json
from ingest.arxiv.choices import Choice
from ingest.arxiv.library_loading import Loaded, load_library
from ingest.arxiv.snapshot import Snapshot
from schema.paper_library import PaperLibrary

_MOST_SAID = 5

_Library = Annotated[Path, typer.Option(metavar="FILE", help="The library.")]
_Json = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
_Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of the first version, this included.")]


def load_command(
    snapshot: Annotated[
        Path, typer.Argument(metavar="SNAPSHOT", help="arXiv's metadata as JSON lines; also compressed.")
    ],
    *,
    library: _Library = Path("papers.db"),
    categories: Annotated[
        list[str] | None, typer.Option("--category", help="Only of this category, or archive; may be repeated.")
    ] = None,
    since: _Day = None,
    until: _Day = None,
    anew: Annotated[bool, typer.Option("--anew", help="Begin with the first line, whatever a stop left.")] = False,
    as_json: _Json = False,
) -> None:
    """Load arXiv's snapshot into a library, which is searched by papers search; the graph stays as it is.

    Lines that are no articles are told and passed over. What was stopped goes on where it was, by the same command.
    """
    choice = Choice(categories=frozenset(categories or ()), since=_day(since), until=_day(until))
    try:
        with progress_shown() as progress:
            loaded = load_library(Snapshot(snapshot, choice), library, anew=anew, progress=progress)
    except KeyboardInterrupt:
        say("What was loaded is kept: the same command goes on from there.")
        raise
    if as_json:
        show_json(_as_json(loaded))
        return
    if loaded.went_on_from:
        say(f"Went on after line {loaded.went_on_from:,}, where it had been stopped.")
    for finding in loaded.findings[:_MOST_SAID]:
        say(f"{finding.source}: {finding.message}")
    if loaded.bad_lines:
        say(f"Passed over as no articles: {loaded.bad_lines:,} of {loaded.read.line:,} lines.")
    if loaded.skipped:
        say(f"Not chosen by category or day: {loaded.skipped:,}.")
    if loaded.built.repeated:
        say(f"Given again, of which the first is kept: {loaded.built.repeated:,}.")
    show(f"{library}: {loaded.built.papers:,} papers of {loaded.read.line:,} lines.")


def search_command(
    words: Annotated[list[str], typer.Argument(metavar="WORD...", help="All of them have to stand there.")],
    *,
    library: _Library = Path("papers.db"),
    limit: Annotated[int, typer.Option(min=1, max=1000, help="The most papers to show.")] = 10,
    as_json: _Json = False,
) -> None:
    """Find papers of a library by words of title, authors and abstract, best first."""
    with PaperLibrary.opened(library) as opened:
        found = opened.search(" ".join(words), limit=limit)
    if as_json:
        show_json({"papers": [paper._asdict() for paper in found]})
        return
    for paper in found:
        names = paper.authors.split("; ")
        others = f" and {len(names) - 3} others" if len(names) > 3 else ""
        show(f"{paper.id}  {paper.title}")
        show(f"    {', '.join(names[:3])}{others}; {paper.published}; {paper.categories}")
    if not found:
        say("No paper has all of these words.")


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _as_json(loaded: Loaded) -> dict[str, object]:
    return {
        "papers": loaded.built.papers,
        "repeated": loaded.built.repeated,
        "lines": loaded.read.line,
        "badLines": loaded.bad_lines,
        "skipped": loaded.skipped,
        "wentOnFrom": loaded.went_on_from,
        "findings": [finding.model_dump(mode="json") for finding in loaded.findings],
    }
