"""Bringing papers up to date in a store: what is kept, what is told, and what an interruption leaves."""

import os
import signal
import time
from datetime import date, timedelta

import pytest

from graph.audit import audit_of
from graph.served import served_from
from ingest.arxiv.refresh import refresh, standing
from ingest.arxiv.statuses import PaperStatus
from ingest.papers.keeping import keep_papers, keep_vocabulary
from schema.paper_accounts import SHIPPED, Holding
from schema.record_set import RecordSet
from schema.records import Course, Page, Paper, Recommendation
from schema.store import VOCABULARY, Store
from schema.stored_accounts import paper_accounts
from schema.values import PageKind, Role
from tests.ingest.arxiv.conftest import NOW
from tests.ingest.arxiv.processes import finished, start_asker
from tests.ingest.arxiv.stand_in import Shelved, body, drip, status

LATER = NOW + timedelta(days=8)
MONTH = timedelta(days=30)


def paper(id_, **fields):
    usual = {
        "title": "A Small Theory of Steam",
        "authors": ("Odalys Fenn", "Aki Kessel"),
        "published": date(2026, 1, 15),
        "updated": date(2026, 1, 15),
        "latest_version": 1,
        "primary_category": "cs.CL",
        "categories": ("cs.CL", "cs.LG"),
    }
    return Paper(id=id_, **(usual | fields))


STEAM = paper("2601.90004")
BOOK = Paper(id="fenn2020patient", title="The Patient Teapot", citation_key="fenn2020patient")


@pytest.fixture
def store(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'tea.db'}")
    yield store
    store.close()


def ship(store, *papers, labels=()):
    """Fill a store with papers, as a pack does, and with a page that links some of them by a label."""
    course = Course(slug="tea", title="Tea")
    page = Page(course="tea", path="/docs/papers", title="Papers", kind=PageKind.PAPERS, position=0)
    links = [
        Recommendation(course="tea", page=page.path, order=order, paper=id_, role=Role.CORE, label=label)
        for order, (id_, label) in enumerate(labels)
    ]
    with store.writing() as transaction:
        keep_papers(transaction, SHIPPED, papers, now=NOW)
        keep_vocabulary(transaction, sources=["pack"], now=NOW)
        transaction.save_revision("tea", RecordSet.of([course, page, *links]), sources=["site"], now=NOW)


def kept(store):
    with store.reading() as transaction:
        return {paper.id: paper for paper in transaction.papers()}


def findings(store):
    with store.reading() as transaction:
        head = transaction.head(VOCABULARY)
        return {(one.code, one.subjects[0]): one for one in transaction.revision(VOCABULARY, head.revision).findings}


def found(report):
    return {outcome.id: outcome.statuses for outcome in report.outcomes}


def test_a_paper_that_is_as_it_was_known_is_current(store, stand_in, arxiv_at):
    ship(store, STEAM)
    stand_in.shelve([Shelved(STEAM.id)])

    report = refresh(store, arxiv=arxiv_at(), now=NOW)

    assert found(report) == {STEAM.id: (PaperStatus.CURRENT,)}
    assert kept(store)[STEAM.id] == STEAM
    assert findings(store) == {}


def test_a_second_refresh_asks_nothing_even_without_the_cache(store, stand_in, arxiv_at, tmp_path):
    ship(store, STEAM)
    stand_in.shelve([Shelved(STEAM.id)])
    refresh(store, arxiv=arxiv_at(), now=NOW)

    report = refresh(store, arxiv=arxiv_at(cache=tmp_path / "another"), now=NOW + timedelta(hours=23))

    assert (report.requests, report.fetched, report.repeated) == (0, 0, 1)
    assert found(report) == {STEAM.id: (PaperStatus.CURRENT,)}


def test_after_a_day_it_asks_again(store, stand_in, arxiv_at):
    ship(store, STEAM)
    stand_in.shelve([Shelved(STEAM.id)])
    refresh(store, arxiv=arxiv_at(), now=NOW)

    assert refresh(store, arxiv=arxiv_at(now=LATER), now=LATER).requests == 1


def test_a_newer_version_supersedes_what_was_known_and_says_what_it_changed(store, stand_in, arxiv_at):
    ship(store, STEAM)
    stand_in.shelve([Shelved(STEAM.id, title="A Large Theory of Steam", version=3, updated="2026-03-01T09:00:00Z")])

    report = refresh(store, arxiv=arxiv_at(), now=NOW)

    now_known = kept(store)[STEAM.id]
    assert found(report) == {STEAM.id: (PaperStatus.SUPERSEDED,)}
    assert (now_known.latest_version, now_known.updated) == (3, date(2026, 3, 1))
    assert (now_known.title, now_known.aliases) == ("A Large Theory of Steam", ("A Small Theory of Steam",))
    told = findings(store)[("PAPER_DISAGREEMENT", STEAM.id)].message
    assert "A Large Theory of Steam" in told
    assert "A Small Theory of Steam" in told


def test_a_withdrawn_paper_is_told_with_its_reason_and_stays(store, stand_in, arxiv_at):
    ship(store, STEAM)
    reason = "This paper has been withdrawn by the author: the kettle was cold"
    stand_in.shelve([Shelved(STEAM.id, version=2, comment=reason)])

    report = refresh(store, arxiv=arxiv_at(), now=NOW)

    assert report.outcomes[0].status is PaperStatus.WITHDRAWN
    assert kept(store)[STEAM.id].withdrawn
    assert "withdrawn" in kept(store)[STEAM.id].unverified
    assert "the kettle was cold" in findings(store)[("PAPER_WITHDRAWN", STEAM.id)].message


def test_an_unknown_id_loses_nothing_that_others_say_of_it(store, stand_in, arxiv_at):
    lost = paper("2602.90099", title="Where Is It")
    ship(store, STEAM, lost)
    stand_in.shelve([Shelved(STEAM.id)])

    report = refresh(store, arxiv=arxiv_at(), now=NOW)

    assert found(report) == {STEAM.id: (PaperStatus.CURRENT,), lost.id: (PaperStatus.NOT_FOUND,)}
    assert kept(store)[lost.id] == lost
    assert ("PAPER_NOT_FOUND", lost.id) in findings(store)


def test_a_paper_that_vanishes_keeps_what_arxiv_said_last(store, stand_in, arxiv_at):
    ship(store, STEAM)
    stand_in.shelve([Shelved(STEAM.id, version=4, comment="Best read hot")])
    refresh(store, arxiv=arxiv_at(), now=NOW)
    stand_in.papers.clear()

    report = refresh(store, arxiv=arxiv_at(now=LATER), now=LATER)

    assert found(report) == {STEAM.id: (PaperStatus.NOT_FOUND,)}
    assert (kept(store)[STEAM.id].latest_version, kept(store)[STEAM.id].comment) == (4, "Best read hot")


def test_a_link_to_another_paper_than_its_label_says_is_told(store, stand_in, arxiv_at):
    ship(store, STEAM, labels=[(STEAM.id, "PourNet: Learning to Pour Without Spilling")])
    stand_in.shelve([Shelved(STEAM.id)])

    report = refresh(store, arxiv=arxiv_at(), now=NOW)

    assert found(report) == {STEAM.id: (PaperStatus.TITLE_DIFFERS,)}


def test_a_paper_that_only_a_page_names_becomes_a_paper(store, stand_in, arxiv_at):
    stranger = Paper(id="2602.90005", title="PourNet", unverified=("title",))
    ship(store, stranger)
    stand_in.shelve([Shelved(stranger.id, title="PourNet: Learning to Pour Without Spilling")])

    report = refresh(store, arxiv=arxiv_at(), now=NOW)

    assert found(report) == {stranger.id: (PaperStatus.NEW,)}
    assert kept(store)[stranger.id].title == "PourNet: Learning to Pour Without Spilling"
    assert kept(store)[stranger.id].unverified == ()


def test_a_paper_that_has_now_been_published_is_told(store, stand_in, arxiv_at):
    ship(store, STEAM)
    stand_in.shelve([Shelved(STEAM.id, doi="10.1000/tea", journal_ref="J. Tea 4 (2026)")])

    report = refresh(store, arxiv=arxiv_at(), now=NOW)

    assert found(report) == {STEAM.id: (PaperStatus.PUBLISHED,)}
    assert kept(store)[STEAM.id].doi == "10.1000/tea"


def test_names_may_be_ids_in_any_spelling_or_keys_and_a_bad_one_costs_the_others_nothing(store, stand_in, arxiv_at):
    keyed = paper("2602.90005", citation_key="rill2026pournet")
    ship(store, STEAM, keyed, BOOK)
    stand_in.shelve([Shelved(STEAM.id), Shelved(keyed.id)])
    names = [f"https://arxiv.org/abs/{STEAM.id}v2", "rill2026pournet", "teapot", "2613.00001", "fenn2020patient"]

    report = refresh(store, names, arxiv=arxiv_at(), now=NOW)

    assert [(one.id, one.status) for one in report.outcomes] == [
        (STEAM.id, PaperStatus.CURRENT),
        (keyed.id, PaperStatus.CURRENT),
        ("teapot", PaperStatus.REFUSED),
        ("2613.00001", PaperStatus.REFUSED),
        ("fenn2020patient", PaperStatus.NOT_ON_ARXIV),
    ]
    assert [one.ids for one in stand_in.asked] == [(STEAM.id, keyed.id)]


def test_an_id_that_is_mistyped_leaves_no_trace_in_the_store(store, stand_in, arxiv_at):
    ship(store, STEAM)

    report = refresh(store, ["2602.90098"], arxiv=arxiv_at(), now=NOW)

    assert found(report) == {"2602.90098": (PaperStatus.NOT_FOUND,)}
    assert set(kept(store)) == {STEAM.id}
    assert findings(store) == {}


def test_an_answer_with_an_older_version_takes_nothing_back(store, stand_in, arxiv_at):
    newest = paper("2601.90004", title="A Large Theory of Steam", latest_version=5, updated=date(2026, 3, 1))
    ship(store, newest)
    stand_in.shelve([Shelved(newest.id, version=3)])

    refresh(store, arxiv=arxiv_at(), now=NOW)

    assert kept(store)[newest.id].title == "A Large Theory of Steam"
    assert (kept(store)[newest.id].latest_version, kept(store)[newest.id].updated) == (5, date(2026, 3, 1))
    assert ("PAPER_VERSION_OLDER", newest.id) in findings(store)


def test_the_next_ingest_of_the_pack_does_not_take_back_what_arxiv_said(store, stand_in, arxiv_at):
    ship(store, STEAM)
    stand_in.shelve([Shelved(STEAM.id, version=3)])
    refresh(store, arxiv=arxiv_at(), now=NOW)

    ship(store, STEAM)

    assert kept(store)[STEAM.id].latest_version == 3


def test_what_is_found_about_papers_is_in_the_audit_and_goes_when_it_is_mended(store, stand_in, arxiv_at):
    lost = paper("2602.90099")
    ship(store, lost)
    refresh(store, arxiv=arxiv_at(), now=NOW)
    before = audit_of(served_from(store).catalogue, codes=["PAPER_NOT_FOUND"])
    stand_in.shelve([Shelved(lost.id)])

    refresh(store, arxiv=arxiv_at(now=LATER), now=LATER)

    assert [finding.subjects for finding in before] == [(lost.id,)]
    assert audit_of(served_from(store).catalogue, codes=["PAPER_NOT_FOUND"]) == ()


def test_a_refresh_changes_no_revision_of_the_vocabulary_but_says_that_there_is_news(store, stand_in, arxiv_at):
    ship(store, STEAM)
    with store.reading() as transaction:
        before = transaction.head(VOCABULARY)
    stand_in.shelve([Shelved(STEAM.id, version=2)])

    refresh(store, arxiv=arxiv_at(now=LATER), now=LATER)

    with store.reading() as transaction:
        after = transaction.head(VOCABULARY)
    assert (after.revision, after.sources) == (before.revision, before.sources)
    assert after.ingested_at > before.ingested_at


def test_when_arxiv_falls_silent_the_rest_is_unanswered_and_asked_for_next_time(store, stand_in, arxiv_at):
    papers = [paper(f"2603.{number:05}") for number in range(1, 31)]
    ship(store, *papers)
    stand_in.shelve([Shelved(one.id, version=2) for one in papers])
    stand_in.moods = [None, *[status(503)] * 4]

    report = refresh(store, arxiv=arxiv_at(most_ids=10), now=NOW)
    counts = [one.status for one in report.outcomes]

    assert (counts.count(PaperStatus.SUPERSEDED), counts.count(PaperStatus.UNANSWERED)) == (10, 20)
    assert "503" in str(report.problem)
    assert refresh(store, arxiv=arxiv_at(most_ids=10), now=NOW).requests == 2
    assert {one.latest_version for one in kept(store).values()} == {2}


def test_an_interruption_leaves_what_was_fetched(store, stand_in, arxiv_at):
    papers = [paper(f"2603.{number:05}") for number in range(1, 31)]
    ship(store, *papers)
    stand_in.shelve([Shelved(one.id, version=2) for one in papers])

    def press_ctrl_c(message):
        if message.startswith("20 of"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh(store, arxiv=arxiv_at(most_ids=10), now=NOW, progress=press_ctrl_c)

    assert sorted(one.latest_version for one in kept(store).values()) == [1] * 10 + [2] * 20
    assert refresh(store, arxiv=arxiv_at(most_ids=10), now=NOW).requests == 1


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_a_process_that_is_killed_half_way_leaves_what_was_fetched(store, stand_in, tmp_path, parts):
    ids = [f"2603.{number:05}" for number in range(1, 41)]
    ship(store, *(paper(id_) for id_ in ids))
    stand_in.shelve([Shelved(id_, version=2) for id_ in ids])
    stand_in.moods = [*[None] * parts, drip(60)]
    asker = start_asker(stand_in, tmp_path, ids, database="tea.db", most=10)
    while len(stand_in.asked) <= parts:
        time.sleep(0.002)
    os.kill(asker.pid, signal.SIGKILL)
    asker.communicate()

    assert [one.latest_version for one in kept(store).values()].count(2) == parts * 10
    assert store.problems() == []
    before = len(stand_in.asked)
    stand_in.moods = []
    assert int(finished(start_asker(stand_in, tmp_path, ids, database="tea.db", most=10))) <= 40 - parts * 10
    assert {one.latest_version for one in kept(store).values()} == {2}
    assert len(stand_in.asked) - before <= 4 - parts


def test_hostile_text_in_a_record_is_data(store, stand_in, arxiv_at):
    title = "<script>alert(1)</script> & \\input{/etc/passwd} \u202edlrow"
    ship(store, STEAM)
    stand_in.shelve([Shelved(STEAM.id, title=title, comment="'; DROP TABLE paperrow; --")])

    refresh(store, arxiv=arxiv_at(), now=NOW)

    assert kept(store)[STEAM.id].title == title
    assert kept(store)[STEAM.id].comment == "'; DROP TABLE paperrow; --"


def test_status_tells_without_asking_anyone(store, stand_in, arxiv_at):
    papers = {name: paper(f"2603.0000{number}") for number, name in enumerate(("same", "newer", "gone", "new"), 1)}
    ship(store, *papers.values(), BOOK)
    stand_in.shelve([Shelved(papers["same"].id), Shelved(papers["newer"].id, version=2)])
    refresh(store, [papers[name].id for name in ("same", "newer", "gone")], arxiv=arxiv_at(), now=NOW)
    asked = len(stand_in.asked)

    now = {one.id: one.statuses for one in standing(store, now=NOW, lifetime=MONTH)}
    later = {one.id: one.statuses for one in standing(store, now=NOW + MONTH, lifetime=MONTH)}

    assert now == {
        papers["same"].id: (PaperStatus.CURRENT,),
        papers["newer"].id: (PaperStatus.SUPERSEDED,),
        papers["gone"].id: (PaperStatus.NOT_FOUND,),
        papers["new"].id: (PaperStatus.UNASKED,),
        BOOK.id: (PaperStatus.NOT_ON_ARXIV,),
    }
    assert later[papers["same"].id] == (PaperStatus.STALE,)
    assert later[papers["newer"].id] == (PaperStatus.STALE, PaperStatus.SUPERSEDED)
    assert len(stand_in.asked) == asked


def test_a_store_from_before_sources_were_kept_apart_loses_nothing(store, stand_in, arxiv_at):
    known = paper("2601.90004", venue="TeaConf", venue_year=2026, code="https://tea.example")
    with store.writing() as transaction:
        transaction.save_papers([known])
        keep_vocabulary(transaction, sources=["pack"], now=NOW)
    stand_in.shelve([Shelved(known.id, version=2)])

    refresh(store, arxiv=arxiv_at(), now=NOW)

    after = kept(store)[known.id]
    assert (after.venue, after.code, after.latest_version) == ("TeaConf", "https://tea.example", 2)
    ship(store, STEAM)
    with store.reading() as transaction:
        assert [one.source for one in paper_accounts(transaction)] == ["arxiv", "shipped"]


def test_what_cannot_be_read_is_kept_as_such(store, stand_in, arxiv_at):
    ship(store, STEAM)
    stand_in.always = body(b"<!DOCTYPE feed><feed/>")

    report = refresh(store, arxiv=arxiv_at(), now=NOW)

    assert found(report) == {STEAM.id: (PaperStatus.UNREADABLE,)}
    with store.reading() as transaction:
        (account,) = (one for one in paper_accounts(transaction) if one.source == "arxiv")
    assert (account.holding, "document type" in account.remark) == (Holding.UNREADABLE, True)
