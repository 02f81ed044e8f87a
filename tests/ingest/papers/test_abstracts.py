"""Keeping abstracts in a store: what they make of papers, what they leave alone, and that they can be forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from graph.planning import learning_path
from graph.plans.constraints import PlanConstraints
from graph.served import Newest, served_from
from ingest.papers.abstracts import forget_abstracts, keep_abstracts, link_papers
from ingest.papers.keeping import keep_papers, keep_vocabulary
from ingest.run import ingest
from schema.abstracts import LONGEST_ABSTRACT
from schema.paper_accounts import ARXIV, LIBRARY, PAGE, SHIPPED
from schema.record_set import RecordSet
from schema.records import Paper, PaperConcept
from schema.store import VOCABULARY, Store
from schema.stored_abstracts import count_of_abstracts, stored_abstracts
from schema.stored_proposals import proposed_links, save_proposed_links
from schema.values import Evidence, PaperConceptKind
from tests.ingest.linking import tea_vocabulary
from tests.ingest.linking.tea_vocabulary import GREEN_TEA, STEAMER

NOW = datetime(2026, 3, 11, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
POTS = Paper(id="2601.90004", title="Small Pots")
STEAM = Paper(id="2601.90005", title="Steam from a Steamer")
GUESSED = Paper(id="2601.90006", title="Green Tea", unverified=("title",))
TEXT = "Leaves are dear. We propose gongfu brewing, unlike quillwort. It is evaluated on green tea."
SECRET = "quillwort"
KNOWN = PaperConcept(
    paper=STEAM.id, concept="steamer", kind=PaperConceptKind.INTRODUCES, evidence=Evidence.CURATED, section="2"
)


@pytest.fixture
def store(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'tea.db'}")
    ship(store, *tea_vocabulary.VOCABULARY, KNOWN)
    with store.writing() as transaction:
        keep_papers(transaction, SHIPPED, [POTS, STEAM, GUESSED], now=NOW)
        link_papers(transaction, now=NOW)
    yield store
    store.close()


def ship(store, *vocabulary):
    with store.writing() as transaction:
        held = RecordSet.of(vocabulary)
        transaction.save_layer(VOCABULARY, "shipped", held, read=(), source="pack", now=NOW)
        keep_vocabulary(transaction, sources=["pack"], now=NOW)


def keep(store, texts, source=ARXIV, now=NOW):
    with store.writing() as transaction:
        keep_abstracts(transaction, source, texts, now=now)
        keep_vocabulary(transaction, sources=["pack"], now=now)


def proposed(store):
    with store.reading() as transaction:
        return {(one.paper, one.concept): one for one in proposed_links(transaction)}


def kept(store):
    with store.reading() as transaction:
        return {(one.paper, one.source): one.text for one in stored_abstracts(transaction)}


def vocabulary_of(store):
    with store.reading() as transaction:
        revision = transaction.head(VOCABULARY).revision
        return revision, transaction.revision(VOCABULARY, revision)


def test_an_abstract_links_its_paper_to_concepts(store):
    keep(store, {POTS.id: TEXT})

    links = proposed(store)
    introduced = links[POTS.id, "gongfu"]
    assert set(links) == {(POTS.id, "gongfu"), (POTS.id, "green-tea")}
    assert (introduced.kind, introduced.evidence, introduced.rule) == (
        PaperConceptKind.INTRODUCES,
        Evidence.INFERRED,
        "proposed",
    )
    assert [str(one) for one in introduced.sources] == ["2601.90004 abstract, sentence 2"]


def test_what_is_proposed_changes_no_revision(store):
    before = vocabulary_of(store)

    keep(store, {POTS.id: TEXT})

    assert vocabulary_of(store) == before
    assert proposed(store)


def test_without_abstract_only_a_confirmed_title_speaks_and_only_where_the_vocabulary_does_not(store):
    assert proposed(store) == {}
    alone = Paper(id="2601.90007", title="Green Tea: A Survey")
    with store.writing() as transaction:
        keep_papers(transaction, LIBRARY, [alone], now=NOW)
        link_papers(transaction, [alone.id], now=NOW)

    assert [(key, one.section) for key, one in proposed(store).items()] == [((alone.id, "green-tea"), "title")]


def test_what_a_source_gives_anew_replaces_what_it_gave(store):
    keep(store, {POTS.id: TEXT, STEAM.id: "We use green tea."})
    keep(store, {POTS.id: "We use a steamer."}, now=LATER)

    assert set(proposed(store)) == {(POTS.id, "steamer"), (STEAM.id, "green-tea")}
    assert store.count_of(PaperConcept) == len([KNOWN]) + 2
    assert set(kept(store).values()) == {"We use a steamer.", "We use green tea."}


def test_arxivs_own_word_stands_before_that_of_a_library(store):
    keep(store, {POTS.id: "We use a steamer."})
    keep(store, {POTS.id: "We use green tea."}, source=LIBRARY, now=LATER)

    assert set(proposed(store)) == {(POTS.id, "steamer")}


def test_another_vocabulary_links_papers_anew(store):
    keep(store, {POTS.id: TEXT})
    ship(store, GREEN_TEA, STEAMER, KNOWN)
    with store.writing() as transaction:
        link_papers(transaction, now=LATER)

    assert set(proposed(store)) == {(POTS.id, "green-tea")}


def test_a_concept_that_is_gone_leaves_no_loose_end(store):
    keep(store, {POTS.id: TEXT})

    ship(store, STEAMER, KNOWN)

    catalogue = served_from(store).catalogue
    assert catalogue.proposals_of_paper == catalogue.proposals_of_concept == {}


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LONGEST_ABSTRACT + 1)], ids=["empty", "blank", "endless"])
def test_what_is_no_abstract_is_not_kept(store, text):
    keep(store, {POTS.id: text})

    assert kept(store) == {}


def test_an_abstract_is_kept_in_one_line_without_control_characters(store):
    keep(store, {POTS.id: "Leaves\n  are\x00 dear.\ud800"})

    assert kept(store) == {(POTS.id, ARXIV): "Leaves are dear."}


def test_what_is_forgotten_is_gone_from_the_file(store, tmp_path):
    other = Store.open(f"sqlite:///{tmp_path / 'tea.db'}")
    keep(store, {POTS.id: TEXT * 100, STEAM.id: f"We use {SECRET}."})
    keep(store, {POTS.id: "We use green tea."}, now=LATER)
    before = vocabulary_of(other)

    with store.writing() as transaction:
        assert forget_abstracts(transaction, now=LATER) == 2
    store.settle()

    assert all(SECRET.encode() not in file.read_bytes() for file in tmp_path.iterdir())
    with other.reading() as transaction:
        assert count_of_abstracts(transaction) == 0
    assert proposed(other) == {}
    assert vocabulary_of(other) == before
    other.close()


def test_the_file_held_what_was_forgotten(store, tmp_path):
    keep(store, {POTS.id: TEXT})
    store.close()

    assert any(SECRET.encode() in file.read_bytes() for file in tmp_path.iterdir())


def test_who_serves_the_store_sees_what_is_proposed_and_what_is_forgotten(store):
    newest = Newest(store, served_from(store))
    keep(store, {POTS.id: TEXT}, now=LATER)

    assert newest.refresh()
    assert len(newest().catalogue.proposals_of_paper[POTS.id]) == 2
    with store.writing() as transaction:
        forget_abstracts(transaction, now=LATER + timedelta(seconds=1))
    assert newest.refresh()
    assert not newest().catalogue.proposals_of_paper


def test_nothing_that_is_said_of_papers_holds_what_is_only_proposed(store):
    keep(store, {POTS.id: TEXT})

    catalogue = served_from(store).catalogue
    assert catalogue.records.paper_concepts == (KNOWN,)
    assert set(catalogue.concepts_of_paper) == {STEAM.id}
    assert set(catalogue.papers_of_concept) == {"steamer"}
    assert catalogue.concepts_treated(POTS.id) == ()
    assert [one.concept for one in catalogue.concepts_treated(POTS.id, Evidence.INFERRED)] == ["gongfu", "green-tea"]
    assert [one.paper for one in catalogue.papers_treating("gongfu", Evidence.INFERRED)] == [POTS.id]


def steps(served, least=None):
    plan = learning_path(served, [POTS.id], constraints=PlanConstraints(least_evidence=least))
    return [getattr(step.node, "slug", None) or step.node.id for step in plan.steps]


def test_a_plan_follows_what_is_proposed_only_when_asked_to(store):
    keep(store, {POTS.id: TEXT})
    served = served_from(store)

    assert steps(served) == steps(served, Evidence.CURATED) == steps(served, Evidence.STATED) == [POTS.id]
    assert steps(served, Evidence.INFERRED) == ["green-tea", POTS.id]


def test_what_only_a_page_names_is_not_linked_by_the_name(store):
    label = Paper(id="2601.90008", title="Green tea", unverified=("title",))
    with store.writing() as transaction:
        keep_papers(transaction, PAGE, [label], now=NOW)
        link_papers(transaction, now=NOW)

    assert proposed(store) == {}


def test_every_ingest_proposes_anew_and_makes_the_same_revisions():
    store = Store.open("sqlite://")
    before = {report.course: report.revision for report in ingest(store, now=NOW)}
    of_vocabulary = vocabulary_of(store)
    with store.writing() as transaction:
        keep_abstracts(transaction, ARXIV, {"2305.18290": "We evaluate it on MT-Bench, with a reward model."}, now=NOW)
    found = proposed(store)
    with store.writing() as transaction:
        save_proposed_links(transaction, [], now=NOW)

    after = {report.course: report.revision for report in ingest(store, now=LATER)}

    assert {concept for _, concept in found} >= {"mt-bench", "reward-model"}
    assert proposed(store) == found
    assert (after, vocabulary_of(store)) == (before, of_vocabulary)
