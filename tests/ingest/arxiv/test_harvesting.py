"""Harvesting over real HTTP: what is kept, where one goes on that was stopped, and what a bad server cannot do."""

import json
import subprocess
import sys
import time
from datetime import date, timedelta

import pytest

from ingest.arxiv.exchange import Patience
from ingest.arxiv.harvest_files import ProgressFile, Span
from ingest.arxiv.harvesting import harvest_papers, harvest_span
from ingest.arxiv.oai_client import OaiClient
from ingest.arxiv.refresh import refresh, standing
from ingest.arxiv.retrying import Tries
from ingest.arxiv.settings import ArxivSettings
from ingest.arxiv.snapshot import Snapshot
from ingest.arxiv.statuses import PaperStatus
from ingest.papers.keeping import keep_papers
from schema.abstracts import Abstract
from schema.paper_accounts import OAI, SHIPPED, Holding
from schema.records import Paper
from schema.store import Store
from schema.stored_abstracts import stored_abstracts
from schema.stored_accounts import paper_accounts
from tests.ingest.arxiv.conftest import NOW
from tests.ingest.arxiv.oai_stand_in import V1, V2, XML, Shelf, answer, error, record
from tests.ingest.arxiv.processes import ROOT
from tests.ingest.arxiv.stand_in import Shelved, body, cut, drip, hang_up, send, status

IDS = [f"2601.9000{number}" for number in range(1, 8)]
DAYS = [f"2026-02-0{number}" for number in range(1, 8)]
LATER = NOW + timedelta(days=2)
FEBRUARY = Span("cs", date(2026, 2, 1))


@pytest.fixture
def shelf(stand_in):
    made = Shelf()
    for named, day in zip(IDS, DAYS, strict=True):
        made.put(named, day, versions=(V1,), title=f"Steam {named}")
    stand_in.harvests = made
    return made


@pytest.fixture
def store(tmp_path):
    opened = Store.open(f"sqlite:///{tmp_path / 'tea.db'}")
    with opened.writing() as transaction:
        keep_papers(transaction, SHIPPED, [Paper(id=IDS[2], title="Steam 2601.90003")], now=NOW)
    yield opened
    opened.close()


@pytest.fixture
def client_of(stand_in, tmp_path):
    def make(now=NOW):
        settings = ArxivSettings(url=stand_in.url, contact="teapot@example.org", cache=tmp_path / "cache")
        patience = Patience(connect=2, silence=2, whole=5)
        return OaiClient(settings, now=now, interval=0.0, tries=Tries(most=3, pause=0.01), patience=patience)

    return make


@pytest.fixture
def harvest(store, client_of, tmp_path):
    """Return a function that runs one and the same harvest."""

    def run(*, into=tmp_path / "out.jsonl", span=FEBRUARY, ids=(), **options):
        notes = ProgressFile(tmp_path / "notes", (span, into))
        return harvest_span(store, span, client=client_of(), notes=notes, into=into, ids=ids, now=NOW, **options)

    return run


def lines(tmp_path):
    return [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text().splitlines()]


def told(store):
    with store.reading() as transaction:
        return {one.paper: one for one in paper_accounts(transaction) if one.source == OAI}


def test_all_that_changed_is_read_part_by_part_and_known_papers_are_kept(stand_in, shelf, store, harvest, tmp_path):
    report = harvest(ids=[IDS[5]])

    assert (report.requests, report.records, report.problem) == (4, 7, None)
    assert list(report.kept) == [IDS[2], IDS[5]]
    assert set(told(store)) == {IDS[2], IDS[5]}
    assert lines(tmp_path) == IDS
    assert [one.path for one in stand_in.asked] == ["/oai"] * 4
    assert all("syllagraph/" in one.agent and "teapot@example.org" in one.agent for one in stand_in.asked)


def test_what_is_written_is_read_as_a_snapshot_with_nothing_lost(shelf, harvest, tmp_path):
    shelf.put(
        IDS[0],
        DAYS[0],
        versions=(V1, ("v2", "Fri, 6 Feb 2026 08:00:00 GMT", "9kb", "D")),
        authors="Odalys Fenn, Jörg van Løv, The Tea Collaboration",
        comments="8 pages",
        doi="10.1000/tea.1",
    )

    harvest()

    first = next(iter(Snapshot(tmp_path / "out.jsonl")))
    assert first.authors == ("Odalys Fenn", "Jörg van Løv", "The Tea Collaboration")
    assert [one.number for one in first.versions] == [1, 2]
    assert (first.comment, first.doi, first.changed) == ("8 pages", "10.1000/tea.1", date(2026, 2, 1))


def test_the_days_and_the_set_are_asked_for(shelf, harvest):
    report = harvest(span=Span("cs", date(2026, 2, 3), date(2026, 2, 4)))

    assert report.records == 2


def test_that_nothing_changed_is_no_error(shelf, harvest):
    report = harvest(span=Span("cs", date(2026, 3, 1)))

    assert (report.records, report.problem) == (0, None)


def stopped_after(stand_in, requests):
    """Let a number of requests through, and refuse all that come then."""
    stand_in.moods = [None] * requests
    stand_in.always = status(403)


@pytest.mark.parametrize("requests", [1, 2, 3])
def test_a_harvest_that_was_stopped_goes_on_where_it_was(stand_in, shelf, store, harvest, tmp_path, requests):
    stopped_after(stand_in, requests)
    report = harvest()
    assert report.problem is not None
    assert report.records == len(lines(tmp_path)) == 2 * requests
    stand_in.always = None
    before = len(stand_in.asked)

    report = harvest()

    assert len(stand_in.asked) - before == 4 - requests
    assert report.remarks == [f"goes on where it was stopped, after {2 * requests} records"]
    assert report.records == 7
    assert lines(tmp_path) == IDS
    assert set(told(store)) == {IDS[2]}


class UnpluggedError(Exception):
    """Stands for what ends a process."""


@pytest.mark.parametrize("part", [0, 1, 2, 3])
def test_what_was_written_but_not_noted_is_not_there_twice(shelf, harvest, tmp_path, monkeypatch, part):
    noted = []
    real = ProgressFile.note

    def note(self, progress):
        if len(noted) == part:
            raise UnpluggedError
        noted.append(progress)
        real(self, progress)

    with monkeypatch.context() as patch:
        patch.setattr(ProgressFile, "note", note)
        patch.setattr(ProgressFile, "end", lambda self: note(self, None))
        with pytest.raises(UnpluggedError):
            harvest()

    harvest()

    assert lines(tmp_path) == IDS


def test_a_harvest_that_ended_begins_anew(stand_in, shelf, harvest, tmp_path):
    harvest()
    before = len(stand_in.asked)

    report = harvest()

    assert report.remarks == []
    assert len(stand_in.asked) - before == 4
    assert lines(tmp_path) == IDS


def test_where_a_token_has_expired_it_goes_on_by_date_and_says_so(stand_in, shelf, harvest, tmp_path):
    stopped_after(stand_in, 2)
    harvest()
    stand_in.always = None
    shelf.generation += 1
    before = len(stand_in.asked)

    report = harvest()

    assert report.remarks[1:] == ["the token had expired: asked again from 2026-02-04"]
    assert lines(tmp_path) == IDS
    # The token, then the 4th of February to the 7th in two parts.
    assert len(stand_in.asked) - before == 3


def test_where_days_came_in_no_order_an_expired_token_means_the_beginning(stand_in, shelf, harvest, tmp_path):
    shelf.records = dict(reversed(shelf.records.items()))
    stopped_after(stand_in, 2)
    harvest()
    stand_in.always = None
    shelf.generation += 1

    report = harvest()

    assert report.remarks[1:] == ["the token had expired: asked again from 2026-02-01"]
    assert sorted(lines(tmp_path)) == IDS


@pytest.mark.parametrize("is_one_day", [True, False])
def test_with_a_server_that_takes_no_token_it_comes_as_far_as_days_lead(stand_in, shelf, harvest, tmp_path, is_one_day):
    if is_one_day:
        for named in IDS:
            shelf.put(named, DAYS[0])

    def fickle(query):
        if "resumptionToken" in query:
            return 200, {"Content-Type": XML}, error("badResumptionToken")
        return shelf(query)

    stand_in.harvests = fickle

    report = harvest()

    assert len(stand_in.asked) < 12
    if is_one_day:
        assert "takes no token that it gives" in str(report.problem)
    else:
        assert (report.problem, lines(tmp_path)) == (None, IDS)


def test_a_server_that_gives_the_same_token_again_is_given_up(stand_in, harvest):
    again = answer(record(IDS[0]), after="<resumptionToken>again</resumptionToken>")
    stand_in.harvests = lambda _: (200, {"Content-Type": XML}, again)

    report = harvest()

    assert "the token that it was asked with" in str(report.problem)
    assert len(stand_in.asked) == 2


FAULTS = {
    "asked too much, with a time": status(503, Retry_After="0"),
    "asked too much": status(429),
    "cut in the middle": cut(0.5),
    "connection ended": hang_up,
    "not XML": body(b"<html>try later</html>", "text/html"),
    "not OAI-PMH": body(b"<feed/>", XML),
    "not UTF-8": body(b"\xff\xfe", XML),
    "compressed": lambda handler, sent: send(handler, (200, {**sent[1], "Content-Encoding": "gzip"}, sent[2])),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_passes_costs_nothing_but_time(stand_in, shelf, harvest, tmp_path, fault):
    stand_in.moods = [None, FAULTS[fault], FAULTS[fault]]

    report = harvest()

    assert (report.problem, report.records) == (None, 7)
    assert lines(tmp_path) == IDS
    assert stand_in.most_at_once == 1


LASTING = {
    "a document type": body(b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", XML),
    "another host": status(302, Location="http://example.org/oai"),
    "refused": status(403),
    "asked to come back tomorrow": status(503, Retry_After="86400"),
}


@pytest.mark.parametrize("fault", LASTING)
def test_a_fault_that_lasts_is_told_and_leaves_what_was_read(stand_in, shelf, harvest, tmp_path, fault):
    stand_in.moods = [None]
    stand_in.always = LASTING[fault]

    report = harvest()

    assert report.problem is not None
    assert lines(tmp_path) == IDS[:2]
    assert len(stand_in.asked) == 2


def test_a_request_that_arxiv_refuses_is_told_with_its_words(stand_in, harvest):
    stand_in.harvests = lambda _: (200, {"Content-Type": XML}, error("badArgument", "There is no set of that name"))

    report = harvest()

    assert "badArgument: There is no set of that name" in str(report.problem)


def test_a_record_that_is_none_costs_nobody_else(shelf, store, harvest, tmp_path):
    shelf.put(IDS[2], DAYS[2], title="")

    report = harvest()

    assert lines(tmp_path) == [one for one in IDS if one != IDS[2]]
    assert [one.id for one in report.unreadable] == [IDS[2]]
    assert told(store)[IDS[2]].holding is Holding.UNREADABLE


def test_what_arxiv_has_deleted_keeps_what_was_known_of_it(shelf, store, harvest):
    shelf.delete(IDS[2], DAYS[2])

    report = harvest()

    assert list(report.gone) == [IDS[2]]
    assert told(store)[IDS[2]].holding is Holding.NOT_FOUND
    with store.reading() as transaction:
        assert [paper.title for paper in transaction.papers()] == ["Steam 2601.90003"]


def test_single_papers_are_asked_for_one_by_one_with_versions_and_withdrawals(shelf, store, client_of):
    shelf.put(IDS[2], DAYS[2], versions=(V1, V2), comments="Withdrawn by the authors")

    report = harvest_papers(store, [IDS[2], IDS[3], "2601.99999"], client=client_of(), now=NOW)

    assert (report.requests, list(report.withdrawn), list(report.gone)) == (3, [IDS[2]], ["2601.99999"])
    with store.reading() as transaction:
        papers = {paper.id: paper for paper in transaction.papers()}
    assert [(one.number, one.empty) for one in papers[IDS[2]].versions] == [(1, False), (2, True)]
    assert papers[IDS[2]].withdrawn
    assert "withdrawn" not in papers[IDS[2]].unverified
    assert papers[IDS[3]].title == f"Steam {IDS[3]}"
    assert "2601.99999" not in papers


def test_single_papers_that_were_asked_for_today_are_not_asked_for_again(stand_in, shelf, store, client_of):
    stopped_after(stand_in, 1)
    report = harvest_papers(store, IDS[:3], client=client_of(), now=NOW)
    assert report.problem is not None
    stand_in.always = None

    report = harvest_papers(store, IDS[:3], client=client_of(), now=NOW)

    assert (report.requests, report.fresh) == (2, 1)
    assert harvest_papers(store, IDS[:3], client=client_of(LATER), now=LATER).requests == 3


def test_abstracts_stay_in_the_store_or_are_not_kept_at_all(shelf, store, client_of):
    harvest_papers(store, IDS[:1], client=client_of(), now=NOW, abstracts=False)
    with store.reading() as transaction:
        assert not list(stored_abstracts(transaction))

    harvest_papers(store, IDS[1:2], client=client_of(), now=NOW)

    with store.reading() as transaction:
        assert list(stored_abstracts(transaction)) == [
            Abstract(paper=IDS[1], source=OAI, text="Where steam goes.", read_at=NOW)
        ]


def test_what_a_harvester_was_told_today_need_not_be_asked_of_the_query_interface(
    stand_in, shelf, store, client_of, arxiv_at
):
    harvest_papers(store, [IDS[2]], client=client_of(), now=NOW)
    before = len(stand_in.asked)

    report = refresh(store, [IDS[2]], arxiv=arxiv_at(), now=NOW)

    assert len(stand_in.asked) == before
    assert [one.status for one in report.outcomes] == [PaperStatus.CURRENT]
    (outcome,) = standing(store, [IDS[2]], now=NOW, lifetime=timedelta(days=30))
    assert outcome.read_at == NOW


def test_both_interfaces_of_arxiv_take_turns_with_each_other(stand_in, shelf, store, tmp_path, arxiv_at):
    stand_in.shelve([Shelved(IDS[3])])
    settings = ArxivSettings(url=stand_in.url, cache=tmp_path / "cache")
    client = OaiClient(settings, now=NOW, interval=0.4, tries=Tries(most=1))

    harvest_papers(store, [IDS[2]], client=client, now=NOW)
    refresh(store, [IDS[3]], arxiv=arxiv_at(interval=0.4), now=NOW)
    harvest_papers(store, [IDS[4]], client=client, now=NOW)

    assert [one.path for one in stand_in.asked] == ["/oai", "/api/query", "/oai"]
    assert min(stand_in.gaps) >= 0.4


KILLED = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from ingest.arxiv.harvest_files import ProgressFile, Span
from ingest.arxiv.harvesting import harvest_span
from ingest.arxiv.oai_client import OaiClient
from ingest.arxiv.settings import ArxivSettings
from schema.store import Store
url, folder = sys.argv[1], Path(sys.argv[2])
span, into, now = Span("cs", date(2026, 2, 1)), folder / "out.jsonl", datetime(2026, 3, 11, 12, tzinfo=UTC)
client = OaiClient(ArxivSettings(url=url, cache=folder / "cache"), now=now, interval=0.0)
notes = ProgressFile(folder / "notes", (span, into))
store = Store.open(f"sqlite:///{folder / 'tea.db'}")
harvest_span(store, span, client=client, notes=notes, into=into, now=now)
"""


def test_a_process_that_is_killed_in_the_middle_of_an_answer_leaves_all_before_it(
    stand_in, shelf, store, harvest, tmp_path
):
    stand_in.moods = [None, None, drip(60)]
    command = [sys.executable, "-c", KILLED, stand_in.url, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        while len(stand_in.asked) < 3 and process.poll() is None:
            time.sleep(0.02)
        process.kill()
    assert lines(tmp_path) == IDS[:4]

    report = harvest()

    assert report.remarks == ["goes on where it was stopped, after 4 records"]
    assert lines(tmp_path) == IDS
    assert set(told(store)) == {IDS[2]}
