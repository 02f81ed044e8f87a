"""Transactions of the store, many at once, and copies of a database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from schema.errors import StoreError
from schema.record_set import RecordSet
from schema.records import Lecture
from schema.store import HeadState, Store
from tests.schema.saving import TEA, save
from tests.schema.teapots import COURSE, COURSE_AND_VOCABULARY, LATER, NOON, PAPER, lecture

# --- transactions ---


def test_a_discarded_transaction_keeps_nothing(store):
    old = save(store, RecordSet.of([COURSE]))

    with store.writing() as transaction:
        transaction.save_revision(TEA, COURSE_AND_VOCABULARY, sources=(), now=LATER)
        transaction.save_papers([PAPER])
        transaction.discard()

    with store.reading() as transaction:
        assert transaction.head(TEA).revision == old
        assert transaction.papers() == ()
    assert store.count_of(Lecture) == 0


def test_an_error_in_the_middle_keeps_nothing_and_comes_through(store):
    old = save(store, RecordSet.of([COURSE]))

    def write_and_fail() -> None:
        with store.writing() as transaction:
            transaction.save_revision(TEA, COURSE_AND_VOCABULARY, sources=(), now=LATER)
            transaction.remove(TEA)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()

    with store.reading() as transaction:
        assert transaction.head(TEA).revision == old
        assert transaction.revision(TEA, old).courses == (COURSE,)
    assert store.count_of(Lecture) == 0


def test_a_store_can_be_used_after_an_error(store):
    with pytest.raises(ZeroDivisionError), store.writing():
        raise ZeroDivisionError

    assert save(store, RecordSet.of([COURSE]))


def test_a_reader_sees_nothing_of_a_writer_that_is_not_done(store, url, opened):
    old = save(store, RecordSet.of([COURSE, lecture(1)]))
    opened.append(Store.open(url))

    with store.writing() as writer:
        new = writer.save_revision(TEA, RecordSet.of([COURSE, lecture(2)]), sources=(), now=LATER)
        with opened[-1].reading() as reader:
            assert reader.head(TEA).revision == old
            assert reader.revision(TEA, new) == RecordSet()

    with opened[-1].reading() as reader:
        assert reader.head(TEA).revision == new


def test_a_reader_keeps_its_view_when_a_writer_finishes_meanwhile(store, url, opened):
    old = save(store, RecordSet.of([COURSE, lecture(1)]))
    opened.append(Store.open(url))

    with opened[-1].reading() as reader:
        assert reader.head(TEA).revision == old
        with store.writing() as writer:
            writer.remove(TEA)

        assert reader.head(TEA).revision == old
        assert reader.revision(TEA, old).lectures == (lecture(1),)


def test_a_second_writer_waits_for_the_first_and_sees_what_it_wrote(store, url, opened):
    opened.append(Store.open(url))
    inside = Event()

    def second() -> tuple[HeadState, ...]:
        inside.wait(10)
        with opened[-1].writing() as transaction:
            return transaction.heads()

    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(second)
        with store.writing() as transaction:
            inside.set()
            transaction.save_revision(TEA, RecordSet.of([COURSE]), sources=(), now=NOON)
            transaction.save_revision("cups", RecordSet.of([COURSE]), sources=(), now=NOON)
        seen = waiting.result(timeout=30)

    assert [head.scope for head in seen] == ["cups", TEA]


def test_writers_at_once_take_turns_and_lose_nothing(url):
    Store.open(url).close()
    start = Barrier(4)

    def add_lectures(first: int) -> None:
        mine = Store.open(url)
        start.wait(10)
        for number in range(first, first + 5):
            with mine.writing() as transaction:
                held = transaction.layer(TEA, "site") | RecordSet.of([COURSE, lecture(number)])
                transaction.save_layer(TEA, "site", held, read=[], source="site", now=NOON)
                transaction.save_revision(TEA, held, sources=(), now=NOON)
        mine.close()

    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(add_lectures, first) for first in (0, 10, 20, 30)]:
            done.result(timeout=60)

    store = Store.open(url)
    with store.reading() as transaction:
        head = transaction.head(TEA)
        assert {one.number for one in transaction.layer(TEA, "site").lectures} == {
            first + number for first in (0, 10, 20, 30) for number in range(5)
        }
        assert len(transaction.revision(TEA, head.revision).lectures) == 20
        assert len(transaction.revisions(TEA)) == 20
    store.close()


def test_one_store_serves_many_threads(store):
    revision = save(store, COURSE_AND_VOCABULARY)

    def read(_: int) -> RecordSet:
        with store.reading() as transaction:
            return transaction.revision(TEA, revision)

    with ThreadPoolExecutor(8) as threads:
        assert set(map(len, map(list, threads.map(read, range(40))))) == {len(list(COURSE_AND_VOCABULARY))}


def test_what_the_database_refuses_is_told_as_a_store_error(store):
    with pytest.raises(StoreError, match="refused"), store.reading() as transaction:
        transaction._connection.exec_driver_sql("SELECT * FROM no_such_teapot")


# --- copies ---


def test_a_copy_holds_all_and_is_sound(tmp_path, opened):
    opened.append(Store.open(f"sqlite:///{tmp_path}/tea.db"))
    revision = save(opened[0], COURSE_AND_VOCABULARY)
    with opened[0].writing() as transaction:
        transaction.save_papers([PAPER])

    opened[0].back_up(str(tmp_path / "copy.db"))

    opened.append(Store.open(f"sqlite:///{tmp_path}/copy.db"))
    with opened[1].reading() as copy:
        assert copy.revision(TEA, revision) == COURSE_AND_VOCABULARY
        assert copy.papers() == (PAPER,)
    assert opened[1].problems() == []


def test_a_copy_made_while_somebody_writes_holds_the_state_before(tmp_path, opened):
    opened.append(Store.open(f"sqlite:///{tmp_path}/tea.db"))
    old = save(opened[0], RecordSet.of([COURSE]))

    with opened[0].writing() as transaction:
        transaction.save_revision(TEA, COURSE_AND_VOCABULARY, sources=(), now=LATER)
        opened[0].back_up(str(tmp_path / "copy.db"))

    opened.append(Store.open(f"sqlite:///{tmp_path}/copy.db"))
    with opened[1].reading() as copy:
        assert [head.revision for head in copy.heads()] == [old]


@pytest.mark.parametrize("target", ["tea.db", "taken.txt", "no/such/folder/copy.db"])
def test_a_copy_overwrites_nothing_and_says_why(tmp_path, opened, target):
    opened.append(Store.open(f"sqlite:///{tmp_path}/tea.db"))
    (tmp_path / "taken.txt").write_text("a letter")

    with pytest.raises(StoreError, match="no copy could be written"):
        opened[0].back_up(str(tmp_path / target))

    assert (tmp_path / "taken.txt").read_text() == "a letter"


def test_a_postgresql_database_is_copied_by_its_own_tools(postgres, tmp_path, opened):
    opened.append(Store.open(postgres.new_database()))

    with pytest.raises(StoreError, match="pg_dump"):
        opened[0].back_up(str(tmp_path / "copy.db"))


def test_damage_is_told(tmp_path, opened):
    opened.append(Store.open(f"sqlite:///{tmp_path}/tea.db"))
    save(opened[0], RecordSet.of([lecture(number) for number in range(400)]))
    with opened[0]._engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    opened[0].close()
    file = tmp_path / "tea.db"
    whole = bytearray(file.read_bytes())
    for at in range(len(whole) - 4096 * 8, len(whole), 4096):
        whole[at : at + 200] = b"\xff" * 200
    file.write_bytes(whole)

    try:
        problems = opened[0].problems()
    except StoreError as error:
        problems = [str(error)]

    assert problems
