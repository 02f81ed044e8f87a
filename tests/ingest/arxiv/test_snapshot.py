"""Snapshots, all of them invented."""

import bz2
import gc
import gzip
import lzma
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from itertools import islice

import orjson
import pytest

from ingest.arxiv.articles import Article, paper_from
from ingest.arxiv.choices import Choice
from ingest.arxiv.snapshot import MOST_IN_LINE, Position, Snapshot
from schema.errors import InputError, SourceError
from schema.records import Finding

PACKED = ["snapshot.json.gz", "snapshot.json.bz2", "snapshot.json.xz", "archive.zip"]


def told(named="2601.90001", **changed):
    return {
        "id": named,
        "submitter": "Odalys Fenn",
        "authors": 'Odalys Fenn, Aki K\\"essel',
        "title": "A Small Theory\n  of Steam",
        "comments": None,
        "journal-ref": None,
        "doi": None,
        "report-no": None,
        "categories": "cs.CL cs.LG",
        "license": None,
        "abstract": "  Where steam\n goes.\n",
        "versions": [{"version": "v1", "created": "Thu, 15 Jan 2026 17:59:59 GMT"}],
        "update_date": "2026-01-16",
        "authors_parsed": [["Fenn", "Odalys", ""], ['K\\"essel', "Aki", "Jr.", "Mill"]],
    } | changed


def lines(*articles):
    return b"".join(one if isinstance(one, bytes) else orjson.dumps(one) + b"\n" for one in articles)


@pytest.fixture
def written(tmp_path):
    def write(*articles, name="snapshot.json"):
        return packed_as(tmp_path / name, lines(*articles))

    return write


def packed_as(path, whole):
    """Write a file, compressed as its name says."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("snapshot.json", whole)
    else:
        pack = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}.get(path.suffix, bytes)
        path.write_bytes(pack(whole))
    return path


def ids(read):
    return [one.id for one in read if isinstance(one, Article)]


def findings(read):
    return [one for one in read if isinstance(one, Finding)]


def test_an_article_is_read_with_its_texts_in_one_line_and_its_accents_made_letters(written):
    (article,) = Snapshot(written(told(comments="8 pages,\n  2 figures")))

    assert article.title == "A Small Theory of Steam"
    assert article.authors == ("Odalys Fenn", "Aki Këssel Jr.")
    assert article.comment == "8 pages, 2 figures"
    assert article.published == datetime(2026, 1, 15, 17, 59, 59, tzinfo=UTC)
    assert article.changed == date(2026, 1, 16)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"authors_parsed": None}, id="null"),
        pytest.param({"authors_parsed": []}, id="empty"),
        pytest.param({"new-key": {"a": [1]}}, id="a key that is not known"),
    ],
)
def test_the_layout_may_differ(written, changed):
    (article,) = Snapshot(written(told(**changed)))

    assert article.authors[0] == "Odalys Fenn"


def test_absent_keys_are_as_good_as_null(written):
    whole = told()
    for key in ("submitter", "comments", "journal-ref", "doi", "report-no", "license", "update_date", "abstract"):
        del whole[key]

    (article,) = Snapshot(written(whole))

    assert (article.comment, article.doi, article.changed) == ("", "", None)


def test_the_paper_keeps_its_versions_by_number_and_day(written):
    (article,) = Snapshot(written(told()))

    versions = paper_from(article).versions

    assert [one.number for one in versions] == [one.number for one in article.versions]
    assert versions[0].submitted == article.published.date()
    assert {(one.kilobytes, one.empty) for one in versions} == {(None, False)}


def test_that_a_paper_is_withdrawn_is_a_guess_here(written):
    (article,) = Snapshot(written(told(comments="This paper has been withdrawn by the author")))

    paper = paper_from(article)

    assert article.withdrawn is None
    assert paper.withdrawn
    assert paper.unverified == ("withdrawn",)


BAD = [
    (b'{"id": "2601.9\n', "is no JSON"),
    (b"[1, 2]\n", "no JSON object"),
    (b'"tea"\n', "no JSON object"),
    (b"\xff\xfe\n", "is no JSON"),
    (b"[" * 100_000 + b"\n", "is no JSON"),
    (told("tea"), "id that is none"),
    (told(704.0001), "id that is none"),
    (told("2601.90009", title=None), "(2601.90009) has no title"),
    (told("2601.90009", title=["a"]), "title that is no text"),
    (told("2601.90009", versions=None), "has no versions"),
    (told("2601.90009", versions=[{"version": "v1"}]), "version without number or date"),
    (told("2601.90009", versions=[{"version": "v1", "created": "once"}]), "'once' is no date"),
    (told("2601.90009", authors_parsed=[{"a": 1}]), "author that is none"),
    (told("2601.90009", update_date="16.1.2026"), "is no day"),
    (b'{"id": "' + b"x" * (2 * MOST_IN_LINE + 5) + b'"}\n', "is longer than"),
]


@pytest.mark.parametrize(("bad", "reason"), BAD, ids=[reason for _, reason in BAD])
def test_a_line_that_is_no_article_is_told_with_its_number_and_costs_no_other(written, bad, reason):
    read = list(Snapshot(written(told(), b"\n", bad, told("2601.90002"))))

    assert ids(read) == ["2601.90001", "2601.90002"]
    (finding,) = findings(read)
    assert (finding.place, finding.source) == ("line 3", "snapshot.json")
    assert reason in finding.message


def test_a_file_that_ends_in_the_middle_of_an_article_says_so(written):
    whole = lines(told(), told("2601.90002"))

    (finding,) = findings(Snapshot(written(whole[:-40])))

    assert "ends in the middle" in finding.message


@pytest.mark.parametrize(
    ("choice", "chosen"),
    [
        (Choice(), ["2601.90001", "2602.90002", "math/0301001"]),
        (Choice.of_ids(["arXiv:2601.90001v3", "math.GT/0301001"]), ["2601.90001", "math/0301001"]),
        (Choice(categories=frozenset({"cs.LG"})), ["2601.90001"]),
        (Choice(categories=frozenset({"math"})), ["math/0301001"]),
        (Choice(categories=frozenset({"cs.LG", "math.GT"})), ["2601.90001", "math/0301001"]),
        (Choice(since=date(2026, 1, 15)), ["2601.90001", "2602.90002"]),
        (Choice(until=date(2026, 1, 15)), ["2601.90001", "math/0301001"]),
        (Choice(since=date(2026, 1, 16), categories=frozenset({"math"})), []),
    ],
)
def test_articles_are_chosen_by_id_category_and_day(written, choice, chosen):
    path = written(
        told(),
        told("2602.90002", categories="cs.CL", versions=[{"version": "v1", "created": "Mon, 2 Feb 2026 00:00:00 GMT"}]),
        told(
            "math/0301001",
            categories="math.GT",
            versions=[{"version": "v1", "created": "Wed, 1 Jan 2003 00:00:00 GMT"}],
        ),
    )

    assert ids(Snapshot(path, choice)) == chosen


def test_words_that_are_no_ids_are_all_named():
    with pytest.raises(InputError, match="tea, kettle"):
        Choice.of_ids(["tea", "2601.90001", "kettle"])


@pytest.mark.parametrize("name", ["snapshot.json", *PACKED])
def test_reading_goes_on_after_every_line_as_if_it_had_never_stopped(written, name):
    path = written(told(), b"broken\n", told("2601.90002", title="Tée"), b"\n", told("2601.90003"), name=name)
    whole = [str(one) for one in Snapshot(path)]

    for stop in range(len(whole) + 1):
        first = Snapshot(path)
        before = [str(one) for one in islice(first, stop)]
        after = [str(one) for one in Snapshot(path, start=first.position)]
        assert before == whole[:stop]
        assert before + after == whole


def test_a_position_in_another_file_is_refused(written):
    with pytest.raises(SourceError, match="no line begins here"):
        list(Snapshot(written(told()), start=Position(line=1, offset=100)))


def test_a_position_past_the_end_is_refused(written):
    with pytest.raises(SourceError, match="no line begins here"):
        list(Snapshot(written(told()), start=Position(line=9, offset=10**9)))


def test_a_compressed_file_that_is_cut_gives_what_came_before_and_says_where(written, tmp_path):
    path = written(*(told(f"2601.{90000 + number}") for number in range(2000)), name="snapshot.json.gz")
    path.write_bytes(path.read_bytes()[:-200])
    read = []

    with pytest.raises(SourceError, match=r"snapshot\.json\.gz:\d+: cannot be read on"):
        read.extend(one.id for one in Snapshot(path))


@pytest.mark.parametrize("name", PACKED)
def test_a_compressed_file_is_read_as_it_was_fetched(written, name):
    assert ids(Snapshot(written(told(), told("2601.90002"), name=name))) == ["2601.90001", "2601.90002"]


def test_an_archive_of_several_files_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "archive.zip", "w") as archive:
        archive.writestr("a.json", lines(told()))
        archive.writestr("b.json", lines(told()))

    with pytest.raises(SourceError, match="holds 2 files, not one"):
        list(Snapshot(tmp_path / "archive.zip"))


def test_articles_that_are_not_wanted_are_counted(written):
    path = written(told(), b"\n", b"broken\n", told("2601.90002"), told("2601.90003", categories="math.GT"))
    snapshot = Snapshot(path, Choice(categories=frozenset({"math"})))

    assert ids(snapshot) == ["2601.90003"]
    assert snapshot.skipped == 2


@pytest.mark.parametrize(("magic", "tool"), [(b"\x28\xb5\x2f\xfd", "zstd"), (b"PK\x03\x04", "unzip")])
def test_what_is_compressed_otherwise_is_refused_with_a_remedy(tmp_path, magic, tool):
    path = tmp_path / "snapshot.json.zst"
    path.write_bytes(magic + b"....")

    with pytest.raises(SourceError, match=tool):
        list(Snapshot(path))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(SourceError, match="cannot be opened: No such file"):
        list(Snapshot(tmp_path / "none.json"))


def test_a_long_file_takes_little_memory(written):
    path = written(*(told(f"2601.{10000 + number}") for number in range(10_000)))
    assert path.stat().st_size > 4_000_000
    gc.collect()
    tracemalloc.start()
    try:
        assert sum(1 for _ in Snapshot(path)) == 10_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert peak < 1_000_000
