"""Papers out of a library into a store, and abstracts that arXiv answers with; all of it invented."""

from datetime import date, timedelta

import pytest

from graph.served import served_from
from ingest.arxiv.library_adding import add_papers, ids_of, record_of
from ingest.arxiv.refresh import refresh
from ingest.papers.abstracts import forget_abstracts
from ingest.papers.keeping import keep_papers, keep_vocabulary
from schema.errors import InputError, SourceError
from schema.library_building import build_library
from schema.paper_accounts import LIBRARY, PAGE, SHIPPED
from schema.paper_library import LibraryPaper, PaperLibrary
from schema.record_set import RecordSet
from schema.records import Paper
from schema.store import VOCABULARY, Store
from schema.stored_abstracts import stored_abstracts
from schema.stored_accounts import paper_accounts
from schema.stored_proposals import proposed_links
from tests.ingest.arxiv.conftest import NOW
from tests.ingest.arxiv.stand_in import Shelved
from tests.ingest.linking import tea_vocabulary

LATER = NOW + timedelta(days=8)
POTS = LibraryPaper(
    id="2601.90004",
    title="Small Pots",
    authors="Odalys Fenn; Aki Kessel, Jr.",
    published="2026-01-15",
    updated="2026-02-01",
    latest_version=2,
    categories="cs.CL cs.LG",
    doi="https://doi.org/10.1000/pots",
    comment="9 pages",
    journal_ref="",
    abstract="We propose gongfu brewing. It is evaluated on green tea.",
)
OLD = POTS._replace(id="hep-th/9901001", title="Steam", abstract="")


@pytest.fixture
def library(tmp_path):
    build_library(tmp_path / "papers.db", [POTS, OLD])
    with PaperLibrary.opened(tmp_path / "papers.db") as opened:
        yield opened


@pytest.fixture
def store(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'tea.db'}")
    with store.writing() as transaction:
        held = RecordSet.of(tea_vocabulary.VOCABULARY)
        transaction.save_layer(VOCABULARY, "shipped", held, read=(), source="pack", now=NOW)
        keep_vocabulary(transaction, sources=["pack"], now=NOW)
    yield store
    store.close()


def papers(store):
    with store.reading() as transaction:
        return {paper.id: paper for paper in transaction.papers()}


def kept(store):
    with store.reading() as transaction:
        return {(one.paper, one.source): one.text for one in stored_abstracts(transaction)}


def proposed(store):
    with store.reading() as transaction:
        return [(one.paper, one.concept, one.kind.value) for one in proposed_links(transaction)]


def sources(store, paper):
    with store.reading() as transaction:
        return {one.source for one in paper_accounts(transaction) if one.paper == paper}


def test_an_added_paper_is_known_with_all_that_the_library_says(store, library):
    added = add_papers(store, library, [POTS.id, OLD.id], now=NOW)

    assert (added.new, added.known, added.missing) == ((POTS.id, OLD.id), (), ())
    paper = served_from(store).catalogue.papers[POTS.id]
    assert paper.authors == ("Odalys Fenn", "Aki Kessel, Jr.")
    assert (paper.published, paper.updated, paper.latest_version) == (date(2026, 1, 15), date(2026, 2, 1), 2)
    assert (paper.primary_category, paper.categories, paper.doi) == ("cs.CL", ("cs.CL", "cs.LG"), "10.1000/pots")
    assert (paper.comment, paper.journal_ref, paper.unverified) == ("9 pages", None, ())
    assert paper.citation_key == "fenn2026small"
    assert served_from(store).refs.node("hep-th/9901001").title == "Steam"
    assert proposed(store) == [(POTS.id, "gongfu", "introduces"), (POTS.id, "green-tea", "uses")]


def test_adding_twice_changes_nothing(store, library):
    add_papers(store, library, [POTS.id], now=NOW)
    before = papers(store), proposed(store), sources(store, POTS.id)

    added = add_papers(store, library, [POTS.id], now=LATER)

    assert (added.new, added.known) == ((), (POTS.id,))
    assert (papers(store), proposed(store), sources(store, POTS.id)) == before


def test_what_is_missing_is_told_and_keeps_nothing_out(store, library):
    added = add_papers(store, library, ["2601.99999", POTS.id], now=NOW)

    assert (added.new, added.missing) == ((POTS.id,), ("2601.99999",))
    assert set(papers(store)) == {POTS.id}


def test_an_old_snapshot_takes_nothing_back_of_what_others_know(store, library):
    newer = Paper(id=POTS.id, title="Smaller Pots", latest_version=3, published=date(2026, 1, 15))
    with store.writing() as transaction:
        keep_papers(transaction, SHIPPED, [newer], now=NOW)

    added = add_papers(store, library, [POTS.id], now=LATER)

    assert added.known == (POTS.id,)
    assert sources(store, POTS.id) == {SHIPPED}
    assert papers(store)[POTS.id].title == "Smaller Pots"
    assert kept(store) == {(POTS.id, LIBRARY): POTS.abstract}


def test_what_only_a_page_named_is_known_by_its_title_from_then_on(store, library):
    with store.writing() as transaction:
        keep_papers(transaction, PAGE, [Paper(id=POTS.id, title="Pots!", unverified=("title",))], now=NOW)

    added = add_papers(store, library, [POTS.id], now=LATER)

    assert (added.new, added.known) == ((), (POTS.id,))
    paper = papers(store)[POTS.id]
    assert (paper.title, paper.aliases, paper.unverified) == ("Small Pots", ("Pots!",), ())


def test_without_a_library_what_is_known_is_told_nevertheless(store, library):
    add_papers(store, library, [POTS.id], now=NOW)

    added = add_papers(store, None, [POTS.id, OLD.id], now=LATER)

    assert (added.known, added.missing) == ((POTS.id,), (OLD.id,))


def test_abstracts_are_left_out_where_they_are_not_wanted(store, library):
    add_papers(store, library, [POTS.id], now=NOW, abstracts=False)

    assert kept(store) == {}
    assert proposed(store) == []


def test_all_that_is_no_id_is_named_at_once():
    with pytest.raises(InputError, match="no arXiv ids: pots, kettle"):
        ids_of(["pots", "2601.90004", "kettle"])


def test_what_makes_no_record_is_told_with_its_id():
    with pytest.raises(SourceError, match=POTS.id.replace(".", r"\.")):
        record_of(POTS._replace(title=" "))


def test_what_arxiv_answers_is_linked_by_its_abstract(store, stand_in, arxiv_at):
    stand_in.shelve([Shelved(POTS.id, title=POTS.title, summary=f"  {POTS.abstract}\n")])

    refresh(store, [POTS.id], arxiv=arxiv_at(), now=NOW)

    assert kept(store) == {(POTS.id, "arxiv"): POTS.abstract}
    assert proposed(store) == [(POTS.id, "gongfu", "introduces"), (POTS.id, "green-tea", "uses")]
    stand_in.shelve([Shelved(POTS.id, title=POTS.title, version=2, summary="We use a steamer.")])
    refresh(store, [POTS.id], arxiv=arxiv_at(now=LATER), now=LATER)
    assert proposed(store) == [(POTS.id, "steamer", "uses")]


def test_what_arxiv_answers_is_kept_without_abstract_where_none_is_wanted(store, stand_in, arxiv_at):
    stand_in.shelve([Shelved(POTS.id, title="Green Tea in Small Pots", summary=POTS.abstract)])

    refresh(store, [POTS.id], arxiv=arxiv_at(), now=NOW, abstracts=False)

    assert kept(store) == {}
    assert proposed(store) == [(POTS.id, "green-tea", "uses")]


def test_what_was_forgotten_stays_forgotten_until_it_is_read_again(store, library, stand_in, arxiv_at):
    add_papers(store, library, [POTS.id], now=NOW)
    with store.writing() as transaction:
        forget_abstracts(transaction, now=NOW)

    assert (kept(store), proposed(store)) == ({}, [])
    add_papers(store, library, [POTS.id], now=LATER)
    assert kept(store) != {}


def test_no_abstract_is_part_of_what_is_said_of_a_paper(store, library, stand_in, arxiv_at):
    stand_in.shelve([Shelved(POTS.id, title=POTS.title, summary="Quillwort, and no more.")])
    add_papers(store, library, [POTS.id], now=NOW)
    refresh(store, [POTS.id], arxiv=arxiv_at(), now=NOW)

    with store.reading() as transaction:
        said = [*transaction.papers(), *paper_accounts(transaction)]
        layers = [*transaction.layer(VOCABULARY, "papers"), *transaction.layer(VOCABULARY, "proposed")]
    told = " ".join(one.model_dump_json() for one in (*said, *layers)).lower()
    assert "quillwort" not in told
    assert "we propose" not in told
