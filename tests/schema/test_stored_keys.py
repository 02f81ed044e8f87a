from datetime import timedelta

import pytest
from pydantic import ValidationError

from schema.citation_key_records import KeyStyle, StoredKey
from schema.errors import KeyTakenError
from schema.records import Paper
from schema.stored_keys import all_keys, keys_now, keys_shown, papers_with_keys, pass_keys_on, save_keys
from tests.schema.teapots import LATER, NOON, OTHER_PAPER, PAPER

LATEST = LATER + timedelta(days=1)


def key(text, paper="blend-note", *, pinned=False):
    return StoredKey(paper=paper, key=text, style=KeyStyle.DEFAULT, pinned=pinned, first_seen=NOON)


def save(store, *keys, now=NOON):
    with store.writing() as transaction:
        save_keys(transaction, keys, now=now)


def current(store):
    with store.reading() as transaction:
        return {paper: one.key for paper, one in keys_now(transaction).items()}


def test_a_key_comes_back_as_it_was_saved(store):
    save(store, key("kettle2023tea", pinned=True))

    with store.reading() as transaction:
        assert all_keys(transaction) == (key("kettle2023tea", pinned=True),)


def test_a_paper_that_gets_another_key_keeps_the_old_one_for_itself(store):
    save(store, key("kettle2023tea"))

    save(store, key("kettle2023"), now=LATER)

    with store.reading() as transaction:
        kept = {one.key: one.retired for one in all_keys(transaction)}
    assert kept == {"kettle2023": None, "kettle2023tea": LATER}
    with pytest.raises(KeyTakenError, match="was the key of blend-note until 2026-05-02") as told:
        save(store, key("kettle2023tea", "2301.00001"))
    assert (told.value.paper, told.value.since) == ("blend-note", LATER)


def test_a_paper_can_have_an_old_key_of_its_own_again_and_has_had_it_since_it_first_had_it(store):
    save(store, key("kettle2023tea"))
    save(store, key("kettle2023"), now=LATER)

    save(store, key("kettle2023tea").model_copy(update={"first_seen": LATEST}), now=LATEST)

    with store.reading() as transaction:
        assert keys_now(transaction)["blend-note"] == key("kettle2023tea")
        assert [one.retired for one in all_keys(transaction)] == [None, LATEST]


@pytest.mark.parametrize("wanted", ["kettle2023tea", "Kettle2023TEA"])
def test_two_papers_never_have_the_same_key_whatever_its_case(store, wanted):
    save(store, key("kettle2023tea"))

    with pytest.raises(KeyTakenError, match="is the key of blend-note") as told:
        save(store, key("cup2024pot", "2301.00001"), key(wanted, "2301.00002"))

    assert (told.value.key, told.value.paper, told.value.since) == (wanted, "blend-note", None)
    assert current(store) == {"blend-note": "kettle2023tea"}


def test_the_case_of_a_key_can_be_changed_and_retires_nothing(store):
    save(store, key("kettle2023tea"))

    save(store, key("Kettle2023Tea"), now=LATER)

    with store.reading() as transaction:
        assert [(one.key, one.retired) for one in all_keys(transaction)] == [("Kettle2023Tea", None)]


def test_papers_come_under_the_keys_of_the_store_and_without_one_under_that_of_their_source(store):
    third = Paper(id="cups", title="Cups")
    with store.writing() as transaction:
        transaction.save_papers([PAPER, OTHER_PAPER, third])
    save(store, key("blend2026"), key("hot-water", PAPER.id))
    save(store, key("water", PAPER.id), now=LATER)

    with store.reading() as transaction:
        shown = {paper.id: paper.citation_key for paper in papers_with_keys(transaction)}
        assert shown == {PAPER.id: "water", "blend-note": "blend2026", "cups": None}
        assert dict(keys_shown(transaction)) == shown
        assert [paper.id for paper in papers_with_keys(transaction)] == [id_ for id_, _ in keys_shown(transaction)]
        assert transaction.papers()[0].citation_key == PAPER.citation_key


@pytest.mark.parametrize("text", ["", "a b", "a{b}", "a,b", "ä", "a\n", "x" * 201, "a\x00", "%"])
def test_what_is_no_key_cannot_be_kept(text):
    with pytest.raises(ValidationError):
        key(text)


def test_the_keys_of_a_paper_can_go_to_the_paper_that_it_turned_out_to_be(store):
    save(store, key("kettle2023tea"))
    save(store, key("kettle2023", pinned=True), now=LATER)

    with store.writing() as transaction:
        pass_keys_on(transaction, "blend-note", "2301.00001", now=LATEST)

    assert current(store) == {"2301.00001": "kettle2023"}
    with store.reading() as transaction:
        assert {one.paper for one in all_keys(transaction)} == {"2301.00001"}


def test_an_heir_that_has_a_key_keeps_it_and_the_others_lead_to_it_for_good(store):
    save(store, key("kettle2023tea", pinned=True), key("pot2023", "2301.00001"))

    with store.writing() as transaction:
        pass_keys_on(transaction, "blend-note", "2301.00001", now=LATER)

    assert current(store) == {"2301.00001": "pot2023"}
    with store.reading() as transaction:
        old = next(one for one in all_keys(transaction) if one.key == "kettle2023tea")
    assert (old.paper, old.retired, old.pinned) == ("2301.00001", LATER, False)
    with pytest.raises(KeyTakenError):
        save(store, key("kettle2023tea", "other"))
