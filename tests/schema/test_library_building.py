"""A library is built batch by batch, goes on where it was stopped, and answers as a plain index would."""

import random
import resource
import sqlite3
from contextlib import closing, contextmanager

import pytest

from schema.errors import ConflictError, StoreError
from schema.library_building import build_library, building
from schema.paper_library import LibraryPaper, PaperLibrary
from tests.schema.test_paper_library import paper

FIRST, SECOND = [paper(f"2601.{number}") for number in (90001, 90002)], [paper("2601.90003", "Milk")]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "papers.db"


def build_partly(path, *batches, source="steam"):
    with building(path, source) as new:
        for number, batch in enumerate(batches, 1):
            new.add(batch, f"note {number}")


def held(path):
    with PaperLibrary.opened(path) as library:
        return sorted(one.id for one in library.search("fenn"))


def test_what_was_kept_is_there_with_its_note_when_building_goes_on(path):
    build_partly(path, FIRST)

    with building(path, "steam") as new:
        assert (new.reached, new.papers, new.repeated) == ("note 1", 2, 0)
        new.add(SECOND, "note 2")
        assert new.finish().papers == 3

    assert held(path) == ["2601.90001", "2601.90002", "2601.90003"]
    assert [one.name for one in path.parent.iterdir()] == ["papers.db"]


def test_papers_given_again_are_counted_over_all_stops(path):
    build_partly(path, FIRST, FIRST)

    with building(path, "steam") as new:
        new.add([FIRST[0], *SECOND])
        built = new.finish()

    assert (built.papers, built.repeated) == (3, 3)


def test_a_batch_that_cannot_be_kept_leaves_neither_papers_nor_note(path):
    build_partly(path, FIRST)

    with pytest.raises(StoreError), building(path, "steam") as new:
        new.add([*SECOND, paper("2601.90009", title=None)], "note 2")

    with building(path, "steam") as new:
        assert (new.reached, new.papers) == ("note 1", 2)


@pytest.mark.parametrize(("source", "anew"), [("milk", False), ("steam", True)])
def test_of_another_source_or_when_told_to_it_begins_anew(path, source, anew):
    build_partly(path, FIRST)

    with building(path, source, anew=anew) as new:
        assert (new.reached, new.papers) == ("", 0)
        new.add(SECOND)
        new.finish()

    assert held(path) == ["2601.90003"]


@pytest.mark.parametrize("damage", [b"", b"tea " * 5000])
def test_what_is_no_library_in_the_place_of_a_begun_one_is_replaced(path, damage):
    path.with_name(".papers.db.building").write_bytes(damage)
    path.with_name(".papers.db.building-journal").write_bytes(b"tea")

    assert build_library(path, FIRST).papers == 2


def test_a_begun_library_is_none_that_can_be_read(path):
    build_partly(path, FIRST)

    with pytest.raises(StoreError, match="library"), PaperLibrary.opened(path.with_name(".papers.db.building")):
        pass


def test_two_do_not_build_one_library_at_once(path):
    with building(path, "steam") as new:
        new.add(FIRST)
        with pytest.raises(ConflictError, match="being built already"), building(path, "steam"):
            pass
        with pytest.raises(ConflictError):
            build_library(path, SECOND)
        new.finish()

    assert held(path) == ["2601.90001", "2601.90002"]


def test_a_finished_library_that_did_not_get_to_its_place_gets_there(path):
    build_partly(path, FIRST)
    with closing(sqlite3.connect(path.with_name(".papers.db.building"))) as connection:
        connection.execute(f"PRAGMA application_id = {0x53594C42}")

    with building(path, "steam") as new:
        assert new.papers == 2
        new.finish()

    assert held(path) == ["2601.90001", "2601.90002"]


@pytest.mark.long
def test_there_may_be_more_batches_than_an_index_has_room_for(path):
    build_partly(path, *([paper(f"2601.{number}")] for number in range(10000, 12500)))
    with building(path, "steam") as new:
        assert new.finish().papers == 2500

    with PaperLibrary.opened(path) as library:
        assert len(library.search("steam", limit=1000)) == 1000


@contextmanager
def files_no_longer_than(count):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_told_and_costs_nothing_that_was_kept(path):
    first = [paper(f"2601.{number}", abstract=f"Cup {number}. " * 20) for number in range(10000, 13000)]
    second = [paper(f"2602.{number}", abstract=f"Cup {number}. " * 20) for number in range(10000, 13000)]
    build_partly(path, first)
    room = path.with_name(".papers.db.building").stat().st_size

    with files_no_longer_than(room + 100_000), pytest.raises(StoreError, match="make room"):
        build_partly(path, second, second)

    with building(path, "steam") as new:
        assert (new.reached, new.papers) == ("note 1", 3000)
        new.add(second, "note 2")
        assert new.finish().papers == 6000
    with PaperLibrary.opened(path) as library:
        assert [one.id for one in library.search("cup 12999")] == ["2601.12999", "2602.12999"]


WORDS = ("steam", "kettle", "tea", "cup", "pour", "leaf", "milk", "foam", "water", "heat", "théière", "Teekanne")
QUERIES = ("steam", "milk", "leaf milk", "Theiere", "TEEKANNE fenn", "tea cup pour leaf", "kessel foam", "rye")


def plain_answers(papers, query):
    """Return what an index answers that was filled row by row, with nothing special about it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, title, authors, abstract)")
        rows = [(one.id, one.title, one.authors, one.abstract) for one in papers]
        connection.executemany("INSERT INTO texts VALUES (?, ?, ?, ?)", rows)
        terms = " ".join(f'"{word}"' for word in query.split())
        ranked = "SELECT id FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 0, 10, 5, 1), id LIMIT 1000"
        return [row[0] for row in connection.execute(ranked, (terms,))]


@pytest.mark.parametrize("seed", range(3))
def test_answers_and_their_order_are_those_of_a_plain_index(path, seed):
    chance = random.Random(seed)
    papers = [
        paper(
            f"2601.{number}",
            " ".join(chance.choices(WORDS, k=chance.randint(1, 5))),
            authors="; ".join(chance.choices(["Odalys Fenn", "Aki Kessel", "Lea Leaf", "Mia Milk"], k=2)),
            abstract=" ".join(chance.choices(WORDS, k=chance.randint(0, 30))),
        )
        for number in range(10000, 10000 + 600)
    ]
    with building(path, "steam") as new:
        for start in range(0, len(papers), 70):
            new.add(papers[start : start + 70])
        new.finish()

    with PaperLibrary.opened(path) as library:
        for query in (
            "steam",
            "milk",
            "leaf milk",
            "Theiere",
            "TEEKANNE fenn",
            "tea cup pour leaf",
            "kessel foam",
            "rye",
        ):
            assert [one.id for one in library.search(query, limit=1000)] == plain_answers(papers, query), query


CHINESE = [
    paper("2601.90001", "用GRPO算法优化大语言模型", abstract="概念图。"),
    paper("2601.90002", "偏好学习", abstract="我们研究语言 models 的偏好优化。"),
    paper("2601.90003", "Plain steam", authors="王小明; 李 雷"),
    paper("2601.90004", "偏好", abstract="优化好"),
]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("偏好", ["2601.90004", "2601.90002"]),
        ("优化", ["2601.90004", "2601.90001", "2601.90002"]),
        ("偏好优化", ["2601.90002"]),
        ("偏好 优化", ["2601.90004", "2601.90002"]),
        ("概念", ["2601.90001"]),
        ("概", ["2601.90001"]),
        ("图", ["2601.90001"]),
        ("grpo", ["2601.90001"]),
        ("GRPO算法", ["2601.90001"]),
        ("models", ["2601.90002"]),
        ("小明", ["2601.90003"]),
        ("好偏", []),
        ("茶", []),
    ],
)
def test_chinese_is_found_by_any_word_in_it(path, words, found):
    build_library(path, CHINESE)

    with PaperLibrary.opened(path) as library:
        assert sorted(one.id for one in library.search(words)) == sorted(found)


def test_chinese_ranks_by_how_much_of_a_text_it_is(path):
    build_library(path, [*CHINESE, *(paper(f"2602.{number}") for number in range(10000, 10020))])

    with PaperLibrary.opened(path) as library:
        assert [one.id for one in library.search("优化")] == ["2601.90004", "2601.90001", "2601.90002"]


def test_of_a_repeated_id_only_the_chinese_of_the_first_is_found(path):
    build_library(path, [paper("2601.90001", "Steam"), paper("2601.90001", "蒸汽"), paper("2601.90002", "水")])

    with PaperLibrary.opened(path) as library:
        assert library.search("蒸汽") == ()
        assert [one.id for one in library.search("水")] == ["2601.90002"]


def test_a_long_word_without_blanks_takes_no_long_time(path):
    word = "é" * 2_000_000
    build_library(path, [LibraryPaper(*paper("2601.90001", abstract=f"{word} 水"))])

    with PaperLibrary.opened(path) as library:
        assert len(library.search("水")) == 1
