import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from schema.errors import ConflictError, InputError, NotFoundError, StaleEditError
from schema.list_edits import changed, made_list, with_items, without_items
from schema.saved_list_records import ListItem, ListItemKind
from schema.saved_lists import add_list, edit_list, once, saved_list, saved_lists
from schema.store import Store
from schema.values import Text
from tests.schema.teapots import COURSE_AND_VOCABULARY, LATER, NOON

ROOT = Path(__file__).resolve().parents[2]
KILLS = 6


def item(key, note=""):
    return ListItem(kind=ListItemKind.PAPER, key=key, note=note)


def a_list(slug="tea", *keys, **more):
    fields = {"title": Text(en="Tea", zh="茶"), "course": "teapots", "created": NOON, "updated": NOON, **more}
    return made_list(slug=slug, items=tuple(item(key) for key in keys), **fields)


def add(store, made):
    with store.writing() as transaction:
        return add_list(transaction, made)


def edit(store, edited, *, slug="tea", made_from=None, now=LATER):
    with store.writing() as transaction:
        return edit_list(transaction, slug, edited, made_from=made_from, now=now)


def adding(key):
    return lambda saved: with_items(saved, [item(key)])


def read(store, slug="tea", version=None):
    with store.reading() as transaction:
        return saved_list(transaction, slug, version)


def test_a_list_comes_back_as_it_was_kept(store):
    whole = a_list("tea", "a", description=Text(zh="茶"), language="en", revision="0" * 16)
    whole = changed(whole, items=(item("a", "note"), ListItem(kind=ListItemKind.PAGE, key="teapots/docs")))

    add(store, whole)

    assert read(store) == whole


def test_every_edit_makes_the_next_version_and_old_ones_stay(store):
    first = add(store, a_list())

    second = edit(store, adding("a"))
    third = edit(store, lambda saved: without_items(saved, [(ListItemKind.PAPER, "a")]), now=LATER + timedelta(days=1))

    assert [read(store, version=number) for number in (1, 2, 3)] == [first, second, third]
    assert (second.version, second.created, second.updated) == (2, NOON, LATER)
    assert read(store) == third


def test_an_edit_that_changes_nothing_makes_no_version(store):
    add(store, a_list())

    assert edit(store, lambda saved: changed(saved, title=saved.title)).version == 1
    assert read(store).updated == NOON


def test_two_lists_of_one_name_cannot_be(store):
    add(store, a_list("tea", "a"))

    with pytest.raises(ConflictError, match="there is a list 'tea' already"):
        add(store, a_list("tea", "b"))

    assert read(store).items == (item("a"),)


def test_a_stale_edit_is_refused_with_both_versions(store):
    add(store, a_list("tea", "a"))
    edit(store, adding("b"), made_from=1)

    with pytest.raises(StaleEditError, match="at version 2, and the edit was made from version 1") as told:
        edit(store, adding("c"), made_from=1)

    assert [one.key for one in told.value.current.items] == ["a", "b"]
    assert [one.key for one in told.value.attempted.items] == ["a", "c"]
    assert read(store) == told.value.current


@pytest.mark.parametrize("version", [0, -1, 3, 2**40, 2**70])
def test_an_edit_of_a_version_that_never_was_is_refused(store, version):
    add(store, a_list())
    edit(store, adding("a"))

    with pytest.raises(NotFoundError, match=f"no version of the list 'tea' goes by '{version}'"):
        edit(store, adding("b"), made_from=version)


@pytest.mark.parametrize(
    "slug", ["coffee", "", "../tea", "tea'; DROP TABLE savedlistrow; --", "tea%", "茶", "x" * 5000]
)
def test_a_list_that_is_not_there_is_told_with_those_that_are(store, slug):
    add(store, a_list())

    with pytest.raises(NotFoundError) as told:
        read(store, slug)

    assert told.value.candidates == ("tea",)
    assert len(str(told.value)) < 300


def test_lists_are_told_by_slug_and_archived_ones_only_if_asked(store):
    for slug in ("tea", "cups", "pots"):
        add(store, a_list(slug))
    edit(store, lambda saved: changed(saved, archived=True), slug="pots")

    with store.reading() as transaction:
        assert [one.slug for one in saved_lists(transaction)] == ["cups", "tea"]
        both = saved_lists(transaction, archived=True)
    assert [(one.slug, one.version) for one in both] == [("cups", 1), ("pots", 2), ("tea", 1)]


def test_an_archived_list_is_edited_only_to_bring_it_back(store):
    add(store, a_list())
    edit(store, lambda saved: changed(saved, archived=True))

    with pytest.raises(InputError, match="is archived"):
        edit(store, adding("a"))

    assert edit(store, lambda saved: changed(saved, archived=False)).version == 3


def test_lists_live_outside_revisions(store):
    add(store, a_list())
    with store.writing() as transaction:
        transaction.save_revision("teapots", COURSE_AND_VOCABULARY, sources=(), now=NOON)
        transaction.remove("teapots")

    assert read(store) == a_list()


# --- asked twice ---


def ask(store, key, asked, edited, *, now=LATER):
    with store.writing() as transaction:
        return once(transaction, key, asked, lambda: edit_list(transaction, "tea", edited, now=now), now=now)


def test_what_is_asked_twice_under_a_key_is_done_once(store):
    add(store, a_list())
    first = ask(store, "k1", "add a", adding("a"))
    edit(store, adding("b"))

    again = ask(store, "k1", "add a", adding("a"))

    assert again == first
    assert [one.key for one in read(store).items] == ["a", "b"]


def test_a_key_that_was_used_for_something_else_is_refused(store):
    add(store, a_list())
    ask(store, "k1", "add a", adding("a"))

    with pytest.raises(ConflictError, match="'k1' was used for something else"):
        ask(store, "k1", "add b", adding("b"))

    assert read(store).version == 2


def test_what_failed_can_be_asked_again_under_its_key(store):
    add(store, a_list())
    with pytest.raises(InputError):
        ask(store, "k1", "add", lambda saved: with_items(saved, [item("a")], at=9))

    assert ask(store, "k1", "add", adding("a")).version == 2


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_a_key_that_is_none_is_refused(store, key):
    add(store, a_list())

    with pytest.raises(InputError, match="from 1 to 200"):
        ask(store, key, "add", adding("a"))


def test_of_twenty_that_ask_the_same_at_once_one_does_it(url, store, opened):
    add(store, a_list())
    start = Barrier(20)

    def press(_):
        start.wait()
        return ask(store, "k1", "add a", adding("a"))

    with ThreadPoolExecutor(20) as threads:
        answers = list(threads.map(press, range(20)))

    assert {one.version for one in answers} == {2}
    assert read(store).version == 2


# --- at once ---


def test_two_editors_of_twenty_threads_each_lose_nothing_and_versions_strictly_increase(url, opened):
    opened += [Store.open(url), Store.open(url)]
    add(opened[0], a_list())
    start = Barrier(40)

    def add_until_it_stands(number):
        store = opened[number % 2]
        start.wait()
        while True:
            seen = read(store)
            try:
                return edit(store, adding(f"p{number}"), made_from=seen.version).version
            except StaleEditError:
                continue

    with ThreadPoolExecutor(40) as threads:
        versions = list(threads.map(add_until_it_stands, range(40)))

    assert sorted(versions) == list(range(2, 42))
    assert {one.key for one in read(opened[0]).items} == {f"p{number}" for number in range(40)}
    for version in range(2, 42):
        before, after = (read(opened[0], version=number) for number in (version - 1, version))
        assert after.items[:-1] == before.items


def test_of_many_that_edit_the_same_version_one_succeeds_and_the_others_are_told(store):
    add(store, a_list())
    start = Barrier(8)

    def press(number):
        start.wait()
        try:
            return edit(store, adding(f"p{number}"), made_from=1).version
        except StaleEditError as stale:
            return stale.current.version, [one.key for one in stale.attempted.items]

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(press, range(8)))

    assert answers.count(2) == 1
    assert all(answer == (2, [f"p{number}"]) for number, answer in enumerate(answers) if answer != 2)


# --- killed ---

EDITS_FOR_EVER = """
import sys
from schema.list_edits import with_items, without_items
from schema.saved_list_records import ListItem, ListItemKind
from schema.saved_lists import edit_list
from schema.store import Store
from tests.schema.teapots import LATER

def turned(saved):
    items = saved.items
    return with_items(without_items(saved, [items[0].identity]), [items[0]])

store = Store.open(sys.argv[1])
print("editing", flush=True)
while True:
    with store.writing() as transaction:
        edit_list(transaction, "tea", turned, now=LATER)
"""


def test_an_editor_that_is_killed_leaves_the_old_version_or_the_new_one(url, store, opened):
    keys = [f"p{number}" for number in range(50)]
    add(store, a_list("tea", *keys))
    for kill in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", EDITS_FOR_EVER, url], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "editing\n"
        time.sleep(random.Random(kill).uniform(0.0, 0.15))
        process.kill()
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()

        turns = read(store).version - 1

        assert [one.key for one in read(store).items] == keys[turns % 50 :] + keys[: turns % 50]
    assert turns > 0
    assert edit(store, adding("last")).version == turns + 2
    assert store.problems() == []
