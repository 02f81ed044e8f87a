"""From an invented snapshot to a library that finds its papers."""

import orjson
import pytest

from ingest.arxiv.choices import Choice
from ingest.arxiv.library_loading import MOST_TOLD, load_library
from ingest.arxiv.snapshot import Snapshot
from schema.errors import SourceError
from schema.paper_library import PaperLibrary
from tests.ingest.arxiv.test_snapshot import lines, told


@pytest.fixture
def snapshot(tmp_path):
    path = tmp_path / "snapshot.json"
    path.write_bytes(lines(told(), b"broken\n", told("2601.90002", title="Milk", categories="math.GT"), told()))
    return path


def test_a_snapshot_becomes_a_library(tmp_path, snapshot):
    loaded = load_library(Snapshot(snapshot), tmp_path / "papers.db")

    assert (loaded.built.papers, loaded.built.repeated, loaded.bad_lines) == (2, 1, 1)
    assert [finding.place for finding in loaded.findings] == ["line 2"]
    assert loaded.read.line == 4
    with PaperLibrary.opened(tmp_path / "papers.db") as library:
        (paper,) = library.search("small theory kessel")
    assert paper.authors == "Odalys Fenn; Aki Këssel Jr."
    assert (paper.published, paper.latest_version, paper.categories) == ("2026-01-15", 1, "cs.CL cs.LG")
    assert paper.abstract == "Where steam goes."


def test_only_what_is_wanted_is_loaded(tmp_path, snapshot):
    loaded = load_library(Snapshot(snapshot, Choice(categories=frozenset({"math"}))), tmp_path / "papers.db")

    assert loaded.built.papers == 1


def test_of_many_bad_lines_the_first_are_told_and_all_counted(tmp_path, snapshot):
    snapshot.write_bytes(lines(told(), b"broken\n" * (MOST_TOLD + 50)))

    loaded = load_library(Snapshot(snapshot), tmp_path / "papers.db")

    assert (len(loaded.findings), loaded.bad_lines) == (MOST_TOLD, MOST_TOLD + 50)


def test_a_snapshot_that_cannot_be_read_leaves_no_library(tmp_path):
    path = tmp_path / "snapshot.json.gz"
    path.write_bytes(b"\x1f\x8b" + orjson.dumps(told()))

    with pytest.raises(SourceError):
        load_library(Snapshot(path), tmp_path / "papers.db")
    assert not (tmp_path / "papers.db").exists()


def test_where_nothing_is_wanted_the_old_library_stays(tmp_path, snapshot):
    load_library(Snapshot(snapshot), tmp_path / "papers.db")

    with pytest.raises(SourceError, match="none of its 4 lines is a wanted paper; 1 are none at all"):
        load_library(Snapshot(snapshot, Choice(categories=frozenset({"q-bio"}))), tmp_path / "papers.db")

    with PaperLibrary.opened(tmp_path / "papers.db") as library:
        assert len(library) == 2
