"""Answers on disk: whole or not at all, for a day, and not too many."""

from datetime import timedelta

import pytest

from ingest.arxiv.cache import AnswerCache
from tests.ingest.arxiv.conftest import NOW

URL = "http://pot.example/api/query?id_list=2601.90004,2602.90005&start=0&max_results=2"


@pytest.fixture
def cache(tmp_path):
    return AnswerCache(tmp_path)


def url(number):
    return f"http://pot.example/api/query?id_list=2603.{number:05}"


def test_an_answer_comes_back_as_it_was(cache):
    cache.keep(URL, 200, b"<feed/>", NOW)

    kept = cache.answer(URL, NOW + timedelta(hours=1))

    assert (kept.status, kept.at, kept.body) == (200, NOW, b"<feed/>")
    assert cache.lists(NOW) == (("2601.90004", "2602.90005"),)


def test_only_the_same_request_is_answered(cache):
    cache.keep(URL, 200, b"<feed/>", NOW)

    assert cache.answer(URL + "0", NOW) is None


@pytest.mark.parametrize("damage", ["cut", "emptied", "changed", "gone"])
def test_a_body_that_is_not_what_it_was_counts_as_none(cache, tmp_path, damage):
    cache.keep(URL, 200, b"<feed/>", NOW)
    (body,) = (tmp_path / "bodies").iterdir()
    if damage == "gone":
        body.unlink()
    else:
        body.write_bytes({"cut": b"<fe", "emptied": b"", "changed": b"<feet/>"}[damage])

    assert cache.answer(URL, NOW) is None


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"url": 1}', b"\xff"])
def test_a_note_that_makes_no_sense_counts_as_none(cache, tmp_path, text):
    cache.keep(URL, 200, b"<feed/>", NOW)
    (note,) = (tmp_path / "answers").iterdir()
    note.write_bytes(text)

    assert cache.answer(URL, NOW) is None
    assert cache.lists(NOW) == ()
    cache.keep(URL, 200, b"<feed/>", NOW)
    assert cache.answer(URL, NOW) is not None


def test_a_note_cannot_lead_out_of_the_folder(cache, tmp_path):
    (tmp_path / "secret").write_bytes(b"tea")
    cache.keep(URL, 200, b"<feed/>", NOW)
    (note,) = (tmp_path / "answers").iterdir()
    note.write_bytes(note.read_bytes().replace(next((tmp_path / "bodies").iterdir()).name.encode(), b"../secret"))

    assert cache.answer(URL, NOW) is None


def test_the_same_body_is_kept_once(cache, tmp_path):
    for number in range(1, 6):
        cache.keep(url(number), 200, b"<feed/>", NOW)

    assert len(list((tmp_path / "bodies").iterdir())) == 1


def test_old_answers_go(cache, tmp_path):
    cache.keep(url(1), 200, b"<feed/>", NOW)

    cache.keep(url(2), 200, b"<feed>2</feed>", NOW + timedelta(days=2))

    assert cache.lists(NOW + timedelta(days=2)) == (("2603.00002",),)
    assert len(list((tmp_path / "answers").iterdir())) == 1


@pytest.mark.parametrize("bounds", [{"most": 3}, {"most_bytes": 3 * len(b"<feed>1</feed>")}])
def test_there_are_never_more_than_so_many(tmp_path, bounds):
    cache = AnswerCache(tmp_path, **bounds)
    for number in range(1, 8):
        cache.keep(url(number), 200, b"<feed>%d</feed>" % number, NOW + timedelta(minutes=number))

    assert cache.lists(NOW + timedelta(hours=1)) == (("2603.00007",), ("2603.00006",), ("2603.00005",))


def test_nothing_half_written_stays_behind(cache, tmp_path):
    for number in range(1, 4):
        cache.keep(url(number), 200, b"<feed/>", NOW)

    assert not list(tmp_path.rglob(".new-*"))
