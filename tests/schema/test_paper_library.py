"""A library is built whole or not at all, and finds papers by their words."""

import sqlite3
from pathlib import Path

import pytest

from schema.errors import InputError, NotFoundError, StoreError
from schema.library_building import build_library
from schema.paper_library import LibraryPaper, PaperLibrary


def paper(named, title="A Small Theory of Steam", **changed):
    plain = LibraryPaper(
        id=named,
        title=title,
        authors="Odalys Fenn; Aki Këssel",
        published="2026-01-15",
        updated="2026-02-06",
        latest_version=2,
        categories="cs.CL cs.LG",
        doi="",
        comment="",
        journal_ref="",
        abstract="Where it goes when the kettle sings.",
    )
    return plain._replace(**changed)


@pytest.fixture
def library_of(tmp_path):
    path = tmp_path / "papers.db"

    def build(*papers):
        return build_library(path, papers)

    build.path = path
    return build


def found(path, words, **how):
    with PaperLibrary.opened(path) as library:
        return [one.id for one in library.search(words, **how)]


def test_a_paper_comes_back_as_it_was_given(library_of):
    given = paper("2601.90001")
    assert library_of(given, paper("hep-th/9901001")).papers == 2

    with PaperLibrary.opened(library_of.path) as library:
        assert library.paper("2601.90001") == given
        assert len(library) == 2
        with pytest.raises(NotFoundError):
            library.paper("2601.90009")


@pytest.mark.parametrize(
    "words", ["steam", "STEAM theory", "kessel", "Kettle sings", "fenn kettle", "steam*", '"steam', "steam: (small)"]
)
def test_a_paper_is_found_by_its_words_in_any_case_without_accents_or_operators(library_of, words):
    library_of(paper("2601.90001"), paper("2601.90002", "Milk", authors="I. Noor", abstract="Foam."))

    assert found(library_of.path, words) == ["2601.90001"]


def test_all_of_the_words_have_to_stand_there(library_of):
    library_of(paper("2601.90001"))

    assert found(library_of.path, "steam milk") == []


def test_a_word_in_the_title_weighs_more_than_one_in_the_abstract(library_of):
    library_of(
        paper("2601.90001", "Foam", abstract="Of milk and tea."),
        paper("2601.90002", "Milk", abstract="Of foam and tea."),
    )

    assert found(library_of.path, "milk") == ["2601.90002", "2601.90001"]
    assert found(library_of.path, "foam") == ["2601.90001", "2601.90002"]


def test_ties_go_by_id_and_the_limit_cuts(library_of):
    library_of(*(paper(f"2601.9000{number}") for number in (3, 1, 2)))

    assert found(library_of.path, "steam") == ["2601.90001", "2601.90002", "2601.90003"]
    assert found(library_of.path, "steam", limit=2) == ["2601.90001", "2601.90002"]


@pytest.mark.parametrize(("words", "limit"), [("", 5), ("*** ()", 5), ("steam", 0), ("steam", 1001)])
def test_what_is_no_search_is_refused(library_of, words, limit):
    library_of(paper("2601.90001"))

    with pytest.raises(InputError):
        found(library_of.path, words, limit=limit)


def test_of_a_repeated_id_the_first_is_kept_and_only_its_words_are_found(library_of):
    rest = [paper(f"2602.{number}") for number in range(10000, 15000)]
    built = library_of(paper("2601.90001"), paper("2601.90001", "Milk"), *rest)

    assert (built.papers, built.repeated) == (5001, 1)
    assert found(library_of.path, "milk") == []


def test_papers_of_all_batches_are_found(library_of):
    library_of(*(paper(f"2602.{number}", f"Cup{number}") for number in range(10000, 15000)))

    assert [found(library_of.path, f"cup{number}") for number in (10000, 11999, 12000, 14999)] == [
        ["2602.10000"],
        ["2602.11999"],
        ["2602.12000"],
        ["2602.14999"],
    ]


def test_building_that_fails_leaves_the_old_library_and_nothing_else(library_of):
    library_of(paper("2601.90001"))

    def failing():
        yield from (paper(f"2602.{number}") for number in range(10000, 15000))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        build_library(library_of.path, failing())

    assert found(library_of.path, "steam") == ["2601.90001"]
    assert [one.name for one in library_of.path.parent.iterdir()] == ["papers.db"]


def test_the_old_library_is_served_until_the_new_one_is_whole(library_of):
    library_of(paper("2601.90001"))

    def watching():
        assert found(library_of.path, "steam") == ["2601.90001"]
        yield paper("2601.90002")

    build_library(library_of.path, watching())

    assert found(library_of.path, "steam") == ["2601.90002"]


def test_a_library_of_nothing_is_one(library_of):
    assert library_of().papers == 0
    assert found(library_of.path, "steam") == []


def test_what_is_no_library_is_refused(tmp_path):
    other, text = tmp_path / "other.db", tmp_path / "text.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE papers (id)")
    connection.close()
    text.write_text("tea " * 1000)

    for path in (other, text, tmp_path / "none.db"):
        with pytest.raises(StoreError, match="library"), PaperLibrary.opened(path):
            pass
    assert not (tmp_path / "none.db").exists()


def test_a_library_that_cannot_be_written_is_told():
    with pytest.raises(StoreError, match="cannot be written"):
        build_library(Path("/nowhere/papers.db"), [])
