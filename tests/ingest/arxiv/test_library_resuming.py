"""A loading that was stopped goes on where it was: nothing is loaded twice, and no record is lost."""

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from itertools import count

import pytest

from ingest.arxiv.choices import Choice
from ingest.arxiv.library_loading import load_library
from ingest.arxiv.snapshot import Snapshot
from schema.errors import StoreError
from schema.paper_library import PaperLibrary
from tests.ingest.arxiv.processes import ROOT
from tests.ingest.arxiv.test_snapshot import lines, packed_as, told

LINES = 16_000
SEARCHED = ("steam 42", "cup 777", "茶", "fenn 3")
LOADER = """
import sys
from pathlib import Path
from ingest.arxiv.choices import Choice
from ingest.arxiv.library_loading import load_library
from ingest.arxiv.snapshot import Snapshot
choice = Choice(categories=frozenset({"cs"}))
loaded = load_library(
    Snapshot(Path(sys.argv[1]), choice), Path(sys.argv[2]), progress=lambda words: print(words, flush=True)
)
print("done", loaded.went_on_from)
"""
CHOICE = Choice(categories=frozenset({"cs"}))


def line(number):
    """Return a line of the snapshot: some are broken, not wanted, given again, or by people with accents."""
    if number % 1000 == 7:
        return b"broken\n"
    named = f"2601.{10000 + number - (number % 500 == 3)}"
    categories = "math.GT" if number % 50 == 9 else "cs.CL"
    return told(
        named, title=f"Cup {number}", abstract=f"Steam {number % 97} of 茶{number % 10}。", categories=categories
    )


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    path = tmp_path_factory.mktemp("snapshot") / "snapshot.json"
    path.write_bytes(lines(*map(line, range(LINES))))
    return path


def told_of(loaded):
    findings = [one.message for one in loaded.findings]
    return (loaded.built, loaded.bad_lines, loaded.skipped, findings, loaded.read)


def rows(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT * FROM papers ORDER BY number").fetchall()


def answers(path):
    with PaperLibrary.opened(path) as library:
        return [
            [one.id for one in library.search(words, limit=1000)] for words in ("steam 42", "cup 777", "茶", "fenn 3")
        ]


@pytest.fixture(scope="module")
def at_once(snapshot, tmp_path_factory):
    """Return what a loading without a stop tells, and what it makes."""
    path = tmp_path_factory.mktemp("whole") / "papers.db"
    loaded = load_library(Snapshot(snapshot, CHOICE), path)
    return told_of(loaded), rows(path), answers(path)


def start_loading(snapshot, path):
    return subprocess.Popen(
        [sys.executable, "-c", LOADER, str(snapshot), str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def stopped_while_loading(snapshot, path, how, *, parts, pause):
    """Start a loading and stop it some time after it was so far; return whether it was stopped before its end."""
    loading = start_loading(snapshot, path)
    for _ in range(parts):
        loading.stdout.readline()
    time.sleep(pause)
    os.kill(loading.pid, how)
    out, _ = loading.communicate(timeout=60)
    return "done" not in out


def assert_whole(snapshot, path, at_once):
    loaded = load_library(Snapshot(snapshot, CHOICE), path)

    assert (told_of(loaded), rows(path), answers(path)) == at_once
    assert sorted(one.name for one in path.parent.iterdir()) == ["papers.db"]
    return loaded


@pytest.mark.parametrize(
    ("how", "parts", "pause"),
    [(signal.SIGKILL, 1, 0.0), (signal.SIGKILL, 2, 0.01), (signal.SIGKILL, 3, 0.03), (signal.SIGINT, 2, 0.01)],
)
def test_a_loading_that_is_stopped_goes_on(snapshot, tmp_path, at_once, how, parts, pause):
    assert stopped_while_loading(snapshot, tmp_path / "papers.db", how, parts=parts, pause=pause)

    loaded = assert_whole(snapshot, tmp_path / "papers.db", at_once)

    assert loaded.went_on_from >= (parts - 1) * 5000


def test_a_loading_that_is_killed_again_and_again_comes_to_its_end(snapshot, tmp_path, at_once):
    path = tmp_path / "papers.db"
    for kills in count(1):
        # The first thing it tells is after which line it goes on, where it does.
        if not stopped_while_loading(snapshot, path, signal.SIGKILL, parts=2, pause=0.005 * kills) or kills == 2:
            break

    assert_whole(snapshot, path, at_once)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_a_loading_may_be_killed_at_any_moment(snapshot, tmp_path, at_once, seed):
    chance = random.Random(seed)
    path = tmp_path / "papers.db"
    for _ in range(3):
        parts, pause = chance.randint(0, 3), chance.uniform(0, 0.6)
        stopped_while_loading(snapshot, path, signal.SIGKILL, parts=parts, pause=pause)

    assert_whole(snapshot, path, at_once)


def test_a_full_disk_stops_it_and_room_lets_it_go_on(snapshot, tmp_path, at_once):
    path = tmp_path / "papers.db"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, before[1]))
    try:
        with pytest.raises(StoreError, match="make room, and give the same command again"):
            load_library(Snapshot(snapshot, CHOICE), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert not path.exists()
    assert assert_whole(snapshot, path, at_once).went_on_from >= 5000


@pytest.mark.parametrize("first", [True, False], ids=["a line before", "a line behind"])
def test_of_another_snapshot_it_begins_with_the_first_line(snapshot, tmp_path, first):
    copy = tmp_path / "snapshot.json"
    copy.write_bytes(snapshot.read_bytes())
    stop_after(copy, tmp_path / "papers.db", batches=1)
    new, old = lines(told("2602.00009")), copy.read_bytes()
    copy.write_bytes(new + old if first else old + new)

    loaded = load_library(Snapshot(copy, CHOICE), tmp_path / "papers.db")

    assert loaded.went_on_from == 0
    assert loaded.read.line == LINES + 1


def test_with_another_choice_or_when_told_to_it_begins_with_the_first_line(snapshot, tmp_path):
    path = tmp_path / "papers.db"
    stop_after(snapshot, path, batches=1)
    of_all = load_library(Snapshot(snapshot), path)
    stop_after(snapshot, path, batches=1)
    anew = load_library(Snapshot(snapshot, CHOICE), path, anew=True)

    assert (of_all.went_on_from, anew.went_on_from) == (0, 0)
    assert of_all.built.papers > anew.built.papers


@pytest.mark.parametrize("name", ["snapshot.json.gz", "archive.zip"])
def test_a_compressed_snapshot_is_gone_on_with_as_well(snapshot, tmp_path, at_once, name):
    path = tmp_path / "library" / "papers.db"
    path.parent.mkdir()
    packed = packed_as(tmp_path / name, snapshot.read_bytes())
    stop_after(packed, path, batches=2)

    assert assert_whole(packed, path, at_once).went_on_from >= 10_000


def stop_after(snapshot, path, *, batches):
    """Load so many batches and stop, as Ctrl-C does."""
    told_words = []

    def progress(words):
        told_words.append(words)
        if len(told_words) == batches:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_library(Snapshot(snapshot, CHOICE), path, progress=progress)
