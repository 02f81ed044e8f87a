from datetime import timedelta

import pytest

from graph.nodes import NodeKind
from graph.served import Newest, served_from
from schema.record_set import RecordSet
from schema.records import Citation, Concept, Paper, PaperConcept, Relation, Requirement
from schema.store import SITE_LAYER, VOCABULARY, Store
from tests.graph.teahouse import NOON, TEA, TEAHOUSE, concept, served

SHARED = (Concept, Requirement, Relation, PaperConcept)
LATER = NOON + timedelta(days=1)


@pytest.fixture
def store():
    store = Store.open("sqlite://")
    with store.writing() as transaction:
        transaction.save_revision(
            VOCABULARY, RecordSet.of(r for r in TEAHOUSE if isinstance(r, SHARED)), sources=("pack",), now=NOON
        )
        own = RecordSet.of(r for r in TEAHOUSE if not isinstance(r, (*SHARED, Paper, Citation)))
        transaction.save_revision(TEA, own, sources=("site",), now=NOON)
        transaction.save_papers(TEAHOUSE.papers, TEAHOUSE.citations)
    yield store
    store.close()


def add_concept(store: Store, slug: str) -> None:
    with store.writing() as transaction:
        head = transaction.head(VOCABULARY)
        records = transaction.revision(VOCABULARY, head.revision) | RecordSet.of([concept(slug)])
        transaction.save_revision(VOCABULARY, records, sources=("pack",), now=LATER)


def test_what_was_stored_is_served(store):
    assert served_from(store).catalogue.nodes == served().catalogue.nodes
    assert served_from(store).catalogue.requirements == served().catalogue.requirements


def test_an_empty_store_serves_nothing():
    store = Store.open("sqlite://")

    assert served_from(store).catalogue.nodes == {}
    store.close()


def test_the_revision_changes_with_what_is_served_and_with_nothing_else(store):
    first = served_from(store).catalogue.revision

    assert served_from(store).catalogue.revision == first
    add_concept(store, "matcha")
    assert served_from(store).catalogue.revision != first


def test_a_page_that_was_not_read_again_is_served_as_stale(store):
    with store.writing() as transaction:
        own = transaction.revision(TEA, transaction.head(TEA).revision)
        both = ["/docs", "/docs/lecture-1"]
        transaction.save_layer(TEA, SITE_LAYER, own, read=both, source="site", now=NOON)
        transaction.save_layer(TEA, SITE_LAYER, own, read=both[:1], source="site", now=LATER)

    of = served_from(store).catalogue

    assert [of.is_stale(of.page(TEA, path)) for path in both] == [False, True]


def test_a_server_serves_what_it_loaded_until_it_refreshes(store):
    newest = Newest(store, served_from(store))
    before = newest()
    add_concept(store, "matcha")

    assert newest() is before
    assert newest.refresh()
    assert (NodeKind.CONCEPT, "matcha") in newest().catalogue.nodes
    assert (NodeKind.CONCEPT, "matcha") not in before.catalogue.nodes
    assert not newest.refresh()


def test_a_server_has_settled_the_ways_to_all_concepts_before_it_is_asked(store):
    newest = Newest(store, served_from(store))

    for _ in range(2):
        graph = newest().requirements_of()
        assert set(graph.trails) == set(graph.concepts.values())
        add_concept(store, "matcha")
        newest.refresh()


def test_what_was_ingested_between_loading_and_serving_is_not_missed(store):
    loaded = served_from(store)
    add_concept(store, "matcha")

    newest = Newest(store, loaded)

    assert newest.refresh()
    assert (NodeKind.CONCEPT, "matcha") in newest().catalogue.nodes
