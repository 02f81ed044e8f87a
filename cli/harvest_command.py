"""``syllagraph papers harvest``: all versions and withdrawals, by arXiv's interface for harvesters."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from cli.console import progress_shown, say, say_errors, show, show_json
from cli.id_lists import IdsFile, ids_given
from cli.opened import is_empty, opened_graph, opened_store
from cli.settings import CommandSettings, keeps_abstracts
from ingest.arxiv.harvest_files import ProgressFile, Span
from ingest.arxiv.harvesting import HarvestReport, harvest_papers, harvest_span
from ingest.arxiv.oai_client import OaiClient
from ingest.arxiv.settings import ArxivSettings
from schema.arxiv_ids import arxiv_id
from schema.errors import InputError
from schema.store import Store
from schema.stored_keys import papers_with_keys

_MOST_SAID = 5


def harvest_command(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...", help="arXiv ids in any spelling, or citation keys. Default: all known papers."
        ),
    ] = None,
    *,
    ids_file: IdsFile = None,
    archive: Annotated[
        str, typer.Option("--set", help="All that changed in this set, as cs or cs:cs:CL, instead of single papers.")
    ] = "",
    since: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Changed on this day or later.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Changed on this day or earlier.")
    ] = None,
    into: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write all that is read to this file, for papers load.")
    ] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Begin anew, though an earlier run was stopped.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Ask arXiv for all versions of papers, and which of them are withdrawn; one request a paper.

    With --set, --from or --until: for all that changed there. What it tells of known papers, and of those that are
    named, is kept; the rest goes into a file, if one is named. A harvest that was stopped goes on where it was.
    """
    is_list = bool(archive or since or until)
    if into and not is_list:
        raise InputError("--into holds what changed in a span", remedy="Say which: --set, --from or --until")
    if since and until and until < since:
        raise InputError("--until is before --from", remedy="Exchange them")
    store = opened_store()
    if is_empty(store):
        opened_graph(store)
    named = ids_given(ids, ids_file)
    known = _canonical(store, named)
    now = datetime.now(UTC)
    settings = ArxivSettings()
    try:
        with progress_shown() as progress:
            client = OaiClient(settings, now=now, seed=now.microsecond, progress=progress)
            if not is_list:
                report = harvest_papers(
                    store, known, client=client, now=now, abstracts=keeps_abstracts(), progress=progress
                )
            else:
                span = Span(archive, _day(since), _day(until))
                notes = _notes(settings, client.address, span, into)
                if anew:
                    notes.end()
                report = harvest_span(
                    store,
                    span,
                    client=client,
                    notes=notes,
                    into=into,
                    ids=known if named else (),
                    now=now,
                    abstracts=keeps_abstracts(),
                    progress=progress,
                )
    except KeyboardInterrupt:
        say("What was read so far is kept; the same command goes on from there.")
        raise
    if as_json:
        show_json(_as_json(report))
    else:
        _show(report, into)
    if report.problem is not None:
        raise typer.Exit(say_errors(report.problem))


def _canonical(store: Store, named: list[str] | None) -> list[str]:
    """Return the arXiv ids that names mean; of all known papers where there are none.

    Raises:
        InputError: Some mean none; all of these are named.
    """
    with store.reading() as transaction:
        papers = papers_with_keys(transaction)
    if named is None:
        return [paper.id for paper in papers if paper.arxiv_id]
    keys = {paper.citation_key: paper.id for paper in papers if paper.citation_key}
    found = {name: arxiv_id(keys.get(name, name)) for name in named}
    if bad := [name[:40] for name, id_ in found.items() if id_ is None]:
        raise InputError(f"no arXiv ids: {', '.join(bad[:10])}", remedy="Write them as 2305.18290")
    return list(dict.fromkeys(filter(None, found.values())))


def _notes(settings: ArxivSettings, address: str, span: Span, into: Path | None) -> ProgressFile:
    # A run that keeps elsewhere is another harvest: what this one has read is not there.
    names = (address, span, into and into.absolute(), CommandSettings().database_url, Path.cwd())
    return ProgressFile(settings.cache / "harvests", names)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _show(report: HarvestReport, into: Path | None) -> None:
    for remark in report.remarks:
        say(f"The harvest {remark}." if remark.startswith("goes") else f"{remark[0].upper()}{remark[1:]}.")
    for one in report.unreadable[:_MOST_SAID]:
        say(f"{one.id or 'a record'}: {one.reason}")
    if report.bad_records:
        say(f"Passed over as no articles: {report.bad_records:,} records.")
    where = f", all of them in {into}" if into else ""
    show(
        f"{report.records:,} records read in {report.requests} requests{where}; {len(report.kept):,} kept in the graph"
    )
    if report.fresh:
        show(f"not asked for, as what is known is less than a day old: {report.fresh:,}")
    if report.withdrawn:
        show(f"withdrawn: {', '.join(report.withdrawn)}")
    if report.gone:
        show(f"not on arXiv: {', '.join(report.gone)}")


def _as_json(report: HarvestReport) -> dict[str, object]:
    return {
        "requests": report.requests,
        "records": report.records,
        "kept": list(report.kept),
        "withdrawn": list(report.withdrawn),
        "gone": list(report.gone),
        "notAsked": report.fresh,
        "badRecords": report.bad_records,
        "unreadable": [{"id": one.id, "reason": one.reason} for one in report.unreadable],
        "remarks": report.remarks,
        "problem": str(report.problem) if report.problem else None,
    }
