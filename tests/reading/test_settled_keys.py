"""Citation keys that stay."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from graph.served import Newest, served_from
from reading.bibliography import BibliographyFormat, bibliography
from reading.citation_keys import candidates_for, keys_for
from reading.references import Item
from reading.settled_keys import KeyClash, keys_in_style, pin_key, settle_keys, use_style
from schema.citation_key_records import KeyStyle
from schema.errors import InputError, KeyTakenError, NotFoundError
from schema.records import Paper
from schema.store import Store
from schema.stored_keys import all_keys, keys_now, papers_with_keys

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
_WORDS = ("Boiling", "Steeping", "Pouring", "Teapots", "Cups")
_FAMILIES = ("Kettle", "Cup", "Pot")


def paper(number=1, title="Boiling Teapots", authors=("Ann Kettle",), year=2020, **more):
    return Paper(id=f"2001.{number:05}", title=title, authors=authors, published=date(year, 1, 1), **more)


def clashing(rng, number):
    """One of few titles by one of few authors, so that keys clash."""
    title = " ".join(rng.choices(_WORDS, k=rng.randint(1, 2)))
    given = rng.choice((None, None, None, "kettle2020boiling", "TEA", "a{b}"))
    return paper(number, title, (f"Ann {rng.choice(_FAMILIES)}",), rng.choice((2020, 2021)), citation_key=given)


@pytest.fixture
def store():
    store = Store.open("sqlite://")
    yield store
    store.close()


def bring(store, *papers, now=NOON):
    with store.writing() as transaction:
        transaction.save_papers(papers)
        settle_keys(transaction, now=now)


def keys(store):
    with store.reading() as transaction:
        return {id_: one.key for id_, one in keys_now(transaction).items()}


def shown(store):
    """The keys as every list and file has them."""
    return keys_for(served_from(store).catalogue.papers.values())


# --- settled once ---


@pytest.mark.parametrize("seed", range(20))
def test_a_key_never_changes_whatever_arrives_later_or_becomes_known(store, seed):
    rng = random.Random(seed)
    settled = {}
    for day in range(6):
        numbers = rng.sample(range(1, 60), 8)
        bring(store, *(clashing(rng, number) for number in numbers), now=NOON + timedelta(days=day))

        assert {id_: key for id_, key in keys(store).items() if id_ in settled} == settled
        settled = keys(store)
        folded = [key.lower() for key in settled.values()]
        assert len(set(folded)) == len(folded)
        assert shown(store) == settled


@pytest.mark.parametrize("seed", range(10))
def test_a_key_is_the_same_in_any_part_and_any_order_of_a_bibliography(store, seed):
    rng = random.Random(seed)
    bring(store, *(clashing(rng, number) for number in range(1, 40)))
    with store.reading() as transaction:
        papers = list(papers_with_keys(transaction))
    chosen = rng.sample(papers, 7)

    made = bibliography([Item(one) for one in chosen], BibliographyFormat.BIBTEX)

    assert [entry.key for entry in made.entries] == [keys(store)[one.id] for one in chosen]
    assert [warning for warning in made.warnings if warning.field == "citation_key"] == []


def test_a_corrected_title_keeps_the_key(store):
    bring(store, paper(1, "Boilin Teapots"))

    bring(store, paper(1, "Steeping Teapots", ("Bo Cup",), 2021), now=LATER)

    assert keys(store) == {"2001.00001": "kettle2020boilin"}
    assert shown(store) == keys(store)


def test_a_key_that_a_source_gives_later_does_not_replace_the_one_in_use(store):
    bring(store, paper(1))

    bring(store, paper(1, citation_key="kettle:tea"), now=LATER)

    assert shown(store) == {"2001.00001": "kettle2020boiling"}


def test_of_papers_that_come_together_the_lower_id_comes_first_then_a_word_then_a_letter(store):
    bring(store, *(paper(number) for number in (4, 2, 3, 1)))

    assert keys(store) == {
        "2001.00001": "kettle2020boiling",
        "2001.00002": "kettle2020boilingteapots",
        "2001.00003": "kettle2020boilinga",
        "2001.00004": "kettle2020boilingb",
    }


def test_who_comes_first_keeps_the_key_even_from_a_paper_that_is_given_it(store):
    bring(store, paper(9))

    bring(store, paper(1, citation_key="Kettle2020Boiling"), now=LATER)

    assert keys(store) == {"2001.00009": "kettle2020boiling", "2001.00001": "kettle2020boilingteapots"}


def test_a_store_that_never_settled_keys_gets_those_it_has_shown(store):
    rng = random.Random(7)
    papers = [clashing(rng, number) for number in range(1, 60)]
    with store.writing() as transaction:
        transaction.save_papers(papers)
    before = shown(store)

    with store.writing() as transaction:
        assert settle_keys(transaction, now=LATER) == len(papers)

    assert keys(store) == shown(store) == before


def test_settling_twice_does_nothing(store):
    bring(store, paper(1), paper(2))
    with store.writing() as transaction:
        before = all_keys(transaction)

        assert settle_keys(transaction, now=LATER) == 0
        assert all_keys(transaction) == before


def test_keys_are_the_same_after_a_restart(tmp_path):
    url = f"sqlite:///{tmp_path}/tea.db"
    first = Store.open(url)
    bring(first, paper(1), paper(2))
    before = keys(first)
    first.close()

    second = Store.open(url)
    bring(second, paper(1), paper(2), paper(3), now=LATER)

    assert before.items() <= keys(second).items()
    second.close()


# --- styles ---


@pytest.mark.parametrize(
    ("style", "made", "expected"),
    [
        (KeyStyle.AUTHORYEAR, paper(), ["kettle2020", "kettle2020a", "kettle2020b"]),
        (KeyStyle.ANTHOLOGY, paper(), ["kettle-2020-boiling", "kettle-2020-boiling-teapots", "kettle-2020-boilinga"]),
        (KeyStyle.ANTHOLOGY, paper(authors=("A Kettle", "B Cup")), ["kettle-cup-2020-boiling"]),
        (KeyStyle.ANTHOLOGY, paper(authors=("A Kettle", "B Cup", "C Pot")), ["kettle-etal-2020-boiling"]),
        (KeyStyle.ANTHOLOGY, paper(authors=("A Kettle",), author_count=9), ["kettle-etal-2020-boiling"]),
        (KeyStyle.ANTHOLOGY, Paper(id="tea", title="???"), ["anonymous", "anonymousa"]),
        (KeyStyle.ARXIV, paper(), ["arXiv:2001.00001", "arXiv:2001.00001a"]),
        (KeyStyle.ARXIV, Paper(id="cs/0101001", title="Old"), ["arXiv:cs/0101001"]),
        (KeyStyle.ARXIV, Paper(id="tea-book", title="Tea"), ["tea-book"]),
    ],
)
def test_each_style_has_its_formula(style, made, expected):
    candidates = candidates_for(made, style)

    assert [next(candidates) for _ in expected] == expected


def test_however_long_a_title_is_every_candidate_is_a_key():
    long = paper(title=" ".join(f"word{number:020}" for number in range(60)))

    for style in (KeyStyle.DEFAULT, KeyStyle.ANTHOLOGY):
        candidates = candidates_for(long, style)
        assert all(len(next(candidates)) <= 200 for _ in range(100))


def proposals(store, style):
    with store.reading() as transaction:
        return keys_in_style(transaction, style)


def apply(store, style, now=LATER):
    with store.writing() as transaction:
        return use_style(transaction, style, now=now)


def test_a_preview_shows_every_change_and_every_clash_and_saves_nothing(store):
    bring(store, paper(1), paper(2), paper(3, authors=("Bo Cup",)))
    before = keys(store)

    found = proposals(store, KeyStyle.AUTHORYEAR)

    assert [(one.old, one.new) for one in found] == [
        ("kettle2020boiling", "kettle2020"),
        ("kettle2020boilingteapots", "kettle2020a"),
        ("cup2020boiling", "cup2020"),
    ]
    assert [one.clash for one in found] == [None, KeyClash("kettle2020", "2001.00001", retired=False), None]
    assert keys(store) == before


@pytest.mark.parametrize("style", [style for style in KeyStyle if style is not KeyStyle.GIVEN])
def test_what_is_applied_is_what_was_shown_and_a_second_time_changes_nothing(store, style):
    rng = random.Random(style.value)
    bring(store, *(clashing(rng, number) for number in range(1, 40)))
    expected = {one.paper.id: one.new for one in proposals(store, style)}

    apply(store, style)

    assert keys(store) == shown(store) == expected
    assert not any(one.changes for one in proposals(store, style))


def test_a_pinned_key_never_changes(store):
    bring(store, paper(1), paper(2))
    with store.writing() as transaction:
        pin_key(transaction, "2001.00002", "my:tea", now=NOON)

    for style in (KeyStyle.AUTHORYEAR, KeyStyle.ARXIV, KeyStyle.DEFAULT, KeyStyle.ANTHOLOGY):
        assert next(one for one in apply(store, style) if one.paper.id == "2001.00002").pinned
        assert keys(store)["2001.00002"] == "my:tea"


def test_there_and_back_again_every_paper_has_its_first_key(store):
    rng = random.Random(3)
    bring(store, *(clashing(rng, number) for number in range(1, 40)))
    before = keys(store)

    for style in (KeyStyle.ARXIV, KeyStyle.AUTHORYEAR, KeyStyle.ANTHOLOGY, KeyStyle.DEFAULT):
        apply(store, style)

    assert keys(store) == before


def test_nobody_gets_a_key_that_another_paper_once_had(store):
    bring(store, paper(1))
    apply(store, KeyStyle.ARXIV)

    bring(store, paper(2), now=LATER)

    assert keys(store)["2001.00002"] == "kettle2020boilingteapots"
    second = proposals(store, KeyStyle.AUTHORYEAR)[1]
    assert (second.new, second.clash) == ("kettle2020a", KeyClash("kettle2020", "2001.00001", retired=False))
    apply(store, KeyStyle.AUTHORYEAR)
    apply(store, KeyStyle.ARXIV)
    bring(store, paper(3), now=LATER)
    (third,) = [one for one in proposals(store, KeyStyle.ARXIV) if one.paper.id == "2001.00003"]
    assert third.old == "kettle2020boilinga"


def test_a_style_can_be_written_before_keys_were_ever_settled(store):
    with store.writing() as transaction:
        transaction.save_papers([paper(1), paper(2)])

    assert [one.new for one in proposals(store, KeyStyle.ARXIV)] == ["arXiv:2001.00001", "arXiv:2001.00002"]
    assert keys(store) == {}


# --- pins ---


def pin(store, number, key=None, now=LATER):
    with store.writing() as transaction:
        return pin_key(transaction, f"2001.{number:05}", key, now=now)


def test_a_pin_without_a_key_keeps_the_one_there_is(store):
    bring(store, paper(1))

    pinned = pin(store, 1)

    assert (pinned.key, pinned.pinned, pinned.style, pinned.first_seen) == (
        "kettle2020boiling",
        True,
        KeyStyle.DEFAULT,
        NOON,
    )


def test_a_pin_settles_a_paper_that_had_no_key_yet(store):
    with store.writing() as transaction:
        transaction.save_papers([paper(1)])

    assert pin(store, 1, "tea").key == "tea"
    assert shown(store) == {"2001.00001": "tea"}


@pytest.mark.parametrize("key", ["kettle2020boiling", "KETTLE2020boiling", "once"])
def test_a_key_of_another_paper_cannot_be_pinned(store, key):
    bring(store, paper(1), paper(2))
    pin(store, 1, "once")
    pin(store, 1, "kettle2020boiling")

    with pytest.raises(KeyTakenError) as told:
        pin(store, 2, key)

    assert told.value.paper == "2001.00001"
    assert keys(store)["2001.00002"] == "kettle2020boilingteapots"


@pytest.mark.parametrize("key", ["", "a b", "tea{pot}", "\\input", "a,b", "茶", "a\n", "%", "x" * 201])
def test_what_is_no_key_cannot_be_pinned(store, key):
    bring(store, paper(1))

    with pytest.raises(InputError, match="cannot be a citation key"):
        pin(store, 1, key)


def test_a_paper_that_is_not_there_cannot_be_pinned(store):
    with pytest.raises(NotFoundError):
        pin(store, 1, "tea")


# --- served ---


def test_a_key_that_changes_is_served_without_an_ingest(store):
    bring(store, paper(1))
    newest = Newest(store, served_from(store))
    assert not newest.refresh()

    pin(store, 1, "tea")

    assert newest.refresh()
    assert newest().catalogue.papers["2001.00001"].citation_key == "tea"
    assert newest().refs.resolve("tea").node.id == "2001.00001"
    assert not newest.refresh()
