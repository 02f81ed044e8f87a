"""Keeping what sources say of papers in a store."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ingest.papers.keeping import keep_accounts, keep_papers
from schema.paper_accounts import ARXIV, OAI, PAGE, SHIPPED, Holding, PaperAccount
from schema.paper_values import CitationSource, PaperVersion
from schema.records import Citation, Paper
from schema.store import Store
from schema.stored_accounts import paper_accounts

NOW = datetime(2026, 3, 11, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
STEAM = Paper(id="2601.90004", title="A Small Theory of Steam", citation_key="fenn2026small")
LABEL = Paper(id="2601.90004", title="Steam", unverified=("title",))
CITED = Paper(id="2601.90001", title="LeafMemory: How Leaves Remember Rain")


@pytest.fixture
def store():
    return Store.open("sqlite://")


def keep(store, source, *papers, now=NOW, citations=()):
    with store.writing() as transaction:
        keep_papers(transaction, source, papers, citations, now=now)


def accounts(store):
    with store.reading() as transaction:
        return {(one.paper, one.source): one for one in paper_accounts(transaction)}


def papers(store):
    with store.reading() as transaction:
        return {paper.id: paper for paper in transaction.papers()}


def test_what_each_source_says_is_kept_as_it_said_it(store):
    keep(store, SHIPPED, STEAM)
    keep(store, PAGE, LABEL)

    assert accounts(store)[STEAM.id, SHIPPED].said == STEAM
    assert accounts(store)[STEAM.id, PAGE].said == LABEL
    assert papers(store)[STEAM.id] == STEAM.model_copy(update={"aliases": (LABEL.title,)})


def test_the_order_of_sources_does_not_matter(store):
    keep(store, PAGE, LABEL)
    keep(store, SHIPPED, STEAM)

    assert papers(store)[STEAM.id] == STEAM.model_copy(update={"aliases": (LABEL.title,)})


def test_a_source_replaces_what_it_said_itself(store):
    keep(store, SHIPPED, STEAM)
    corrected = STEAM.model_copy(update={"title": "A Smaller Theory of Steam"})

    keep(store, SHIPPED, corrected, now=LATER)

    assert papers(store)[STEAM.id].title == "A Smaller Theory of Steam"
    assert len(accounts(store)) == 1


def test_a_source_that_repeats_itself_leaves_all_as_it_is(store):
    keep(store, SHIPPED, STEAM)
    before = accounts(store)

    keep(store, SHIPPED, STEAM, now=LATER)

    assert accounts(store) == before


def test_when_arxiv_repeats_itself_the_time_is_noted(store):
    for now in (NOW, LATER):
        with store.writing() as transaction:
            said = PaperAccount(paper=STEAM.id, source=ARXIV, said=STEAM, read_at=now)
            keep_accounts(transaction, [said], now)

    assert accounts(store)[STEAM.id, ARXIV].read_at == LATER


def test_of_a_paper_that_nobody_holds_only_the_account_is_kept(store):
    with store.writing() as transaction:
        gone = PaperAccount(paper=STEAM.id, source=ARXIV, holding=Holding.NOT_FOUND, read_at=NOW)
        keep_accounts(transaction, [gone], NOW)

    assert papers(store) == {}
    assert accounts(store)[STEAM.id, ARXIV].said is None


def test_versions_stay_when_a_source_that_knows_only_the_newest_speaks_later(store):
    versions = tuple(PaperVersion(number=number, submitted=date(2026, number, 15)) for number in (1, 2))
    harvested = STEAM.model_copy(update={"latest_version": 2, "versions": versions})

    keep(store, OAI, harvested)
    keep(store, ARXIV, STEAM.model_copy(update={"latest_version": 3}), now=LATER)

    kept = papers(store)[STEAM.id]
    assert (kept.latest_version, kept.versions) == (3, versions)


def test_citations_are_kept_beside_the_papers(store):
    citation = Citation(paper=STEAM.id, cited=CITED.id, confirmed=True)

    keep(store, SHIPPED, STEAM, CITED, citations=[citation])

    with store.reading() as transaction:
        (kept,) = transaction.citations()
    assert (kept.paper, kept.cited, kept.confirmed) == (STEAM.id, CITED.id, True)
    assert kept.sources == (CitationSource(name=SHIPPED, confirmed=True, read_at=NOW),)


def test_a_citation_has_all_its_sources_and_is_confirmed_by_one_that_has_seen_it(store):
    guessed, seen = (Citation(paper=STEAM.id, cited=CITED.id, confirmed=sure) for sure in (False, True))

    keep(store, "pack:tea", STEAM, CITED, citations=[seen])
    keep(store, SHIPPED, STEAM, CITED, citations=[guessed], now=LATER)
    keep(store, SHIPPED, STEAM, CITED, citations=[guessed], now=LATER + timedelta(days=1))

    with store.reading() as transaction:
        (kept,) = transaction.citations()
    assert kept.confirmed
    assert [(one.name, one.confirmed, one.read_at) for one in kept.sources] == [
        ("pack:tea", True, NOW),
        (SHIPPED, False, LATER),
    ]


def test_a_source_that_takes_its_word_back_no_longer_confirms_a_citation(store):
    guessed, seen = (Citation(paper=STEAM.id, cited=CITED.id, confirmed=sure) for sure in (False, True))

    keep(store, SHIPPED, STEAM, CITED, citations=[seen])
    keep(store, SHIPPED, STEAM, CITED, citations=[guessed], now=LATER)

    with store.reading() as transaction:
        (kept,) = transaction.citations()
    assert not kept.confirmed


def test_nothing_is_kept_of_a_transaction_that_fails(store):
    class SpillError(Exception):
        pass

    def spilling():
        yield Citation(paper=STEAM.id, cited=CITED.id, confirmed=True)
        raise SpillError

    with pytest.raises(SpillError):
        keep(store, SHIPPED, STEAM, citations=spilling())

    assert accounts(store) == papers(store) == {}
