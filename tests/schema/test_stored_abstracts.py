"""Abstracts and what was proposed from them, in either kind of database."""

import pytest
from pydantic import ValidationError

from schema.abstracts import LONGEST_ABSTRACT, Abstract
from schema.record_set import FIELD_OF, RecordSet
from schema.records import PaperConcept
from schema.store import PROPOSED_LAYER, VOCABULARY
from schema.stored_abstracts import count_of_abstracts, erase_abstracts, save_abstracts, stored_abstracts
from schema.stored_proposals import proposed_links, save_proposed_links
from schema.values import Evidence, PaperConceptKind
from tests.schema.teapots import LATER, NOON

STEAM = Abstract(paper="2301.00001", source="arxiv", text="Where steam goes.", read_at=NOON)
MILK = Abstract(paper="hep-th/9901001", source="library", text="奶泡 and foam.", read_at=NOON)
CERTAIN = PaperConcept(
    paper="2301.00001",
    concept="tea",
    kind=PaperConceptKind.USES,
    rule="used",
    confidence=0.9,
    evidence=Evidence.INFERRED,
)
LIKELY = CERTAIN.model_copy(update={"concept": "heat", "confidence": 0.5})


def save(store, *abstracts):
    with store.writing() as transaction:
        save_abstracts(transaction, abstracts)


def kept(store, papers=None):
    with store.reading() as transaction:
        return stored_abstracts(transaction, papers)


def propose(store, *links):
    with store.writing() as transaction:
        save_proposed_links(transaction, links, now=NOON)


def test_abstracts_come_back_by_paper(store):
    save(store, MILK, STEAM)

    assert kept(store) == (STEAM, MILK)
    assert kept(store, ["hep-th/9901001"]) == (MILK,)
    assert kept(store, []) == ()


def test_of_a_source_the_last_abstract_of_a_paper_is_kept(store):
    newer = STEAM.model_copy(update={"text": "Where it comes from.", "read_at": LATER})
    other = STEAM.model_copy(update={"source": "oai"})
    save(store, STEAM, other)

    save(store, newer)

    assert kept(store) == (newer, other)


def test_all_are_erased_and_counted(store):
    save(store, STEAM, MILK)

    with store.writing() as transaction:
        assert erase_abstracts(transaction) == 2
        assert count_of_abstracts(transaction) == 0
    assert kept(store) == ()


@pytest.mark.parametrize("text", ["", "x" * (LONGEST_ABSTRACT + 1), "bell\a"], ids=["empty", "endless", "control"])
def test_what_no_abstract_is_makes_no_record(text):
    with pytest.raises(ValidationError):
        Abstract(paper="2301.00001", source="arxiv", text=text, read_at=NOON)


def test_proposals_come_back_the_surest_first_and_replace_all_before(store):
    propose(store, LIKELY, CERTAIN)
    with store.reading() as transaction:
        assert proposed_links(transaction) == (CERTAIN, LIKELY)

    propose(store, LIKELY)

    with store.reading() as transaction:
        assert proposed_links(transaction) == (LIKELY,)
        assert transaction.layer(VOCABULARY, PROPOSED_LAYER).paper_concepts == (LIKELY,)
    assert store.count_of(PaperConcept) == 1


def test_what_others_hold_is_not_taken_out_with_proposals(store):
    said = LIKELY.model_copy(update={"rule": None, "confidence": None, "evidence": Evidence.CURATED})
    with store.writing() as transaction:
        transaction.save_layer(VOCABULARY, "pack", RecordSet.of([said]), read=(), source="pack", now=NOON)
    propose(store, CERTAIN)

    propose(store)

    with store.reading() as transaction:
        assert proposed_links(transaction) == ()
        assert transaction.layer(VOCABULARY, "pack").paper_concepts == (said,)


def test_no_record_that_a_revision_or_an_account_holds_has_a_place_for_an_abstract():
    fields = {name for kind in FIELD_OF for name in kind.model_fields}

    assert not [name for name in fields if "abstract" in name or "summary" in name]
