"""``syllagraph papers load`` and ``papers search``, on an invented snapshot."""

import json
from pathlib import Path

import pytest

from tests.cli.running import Shell
from tests.ingest.arxiv.test_library_resuming import stop_after
from tests.ingest.arxiv.test_snapshot import lines, told


@pytest.fixture
def shell(tmp_path):
    return Shell(tmp_path)


@pytest.fixture
def snapshot(tmp_path):
    path = tmp_path / "snapshot.json"
    path.write_bytes(lines(told(), b"broken\n", told("hep-th/9901001", title="Milk", abstract="Foam."), told()))
    return str(path)


@pytest.fixture
def library(tmp_path):
    return str(tmp_path / "papers.db")


def test_what_was_loaded_is_found(shell, snapshot, library):
    loaded = shell("papers", "load", snapshot, "--library", library)

    assert "2 papers of 4 lines" in loaded.stdout
    assert "line 2 is no JSON" in loaded.stderr
    assert "first is kept: 1" in loaded.stderr
    found = shell("papers", "search", "steam", "--library", library).stdout
    assert found.splitlines() == [
        "2601.90001  A Small Theory of Steam",
        "    Odalys Fenn, Aki Këssel Jr.; 2026-01-15; cs.CL cs.LG",
    ]


def test_both_answer_in_json(shell, snapshot, library):
    loaded = json.loads(shell("papers", "load", snapshot, "--library", library, "--json").stdout)
    found = json.loads(shell("papers", "search", "fenn", "milk", "--library", library, "--json").stdout)

    assert (loaded["papers"], loaded["repeated"], loaded["badLines"], loaded["lines"]) == (2, 1, 1, 4)
    assert [paper["id"] for paper in found["papers"]] == ["hep-th/9901001"]


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (("--category", "cs", "--since", "2026-01-15", "--until", "2026-01-15"), None),
        (("--category", "math"), "wanted paper"),
        (("--since", "2026-01-16"), "wanted paper"),
    ],
)
def test_only_what_is_chosen_is_loaded(shell, snapshot, library, choice, said):
    loaded = shell("papers", "load", snapshot, "--library", library, *choice, code=3 if said else 0)

    assert (said or "") in loaded.stderr


def test_what_is_not_chosen_is_counted_and_a_stopped_loading_goes_on(shell, tmp_path, library):
    snapshot = tmp_path / "snapshot.json"
    others = [told(f"2602.{number}", categories="math.GT") for number in (10001, 10002, 10003)]
    snapshot.write_bytes(lines(*others, *(told(f"2601.{number}") for number in range(10000, 15001))))
    stop_after(snapshot, Path(library), batches=1)

    loaded = shell("papers", "load", snapshot, "--library", library, "--category", "cs")
    anew = json.loads(
        shell("papers", "load", snapshot, "--library", library, "--category", "cs", "--anew", "--json").stdout
    )

    assert "Went on after line 5,003" in loaded.stderr
    assert "Not chosen by category or day: 3." in loaded.stderr
    assert "5,001 papers of 5,004 lines" in loaded.stdout
    assert (anew["wentOnFrom"], anew["papers"], anew["skipped"]) == (0, 5001, 3)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("search", "steam", "--library", "none.db"), 3, "syllagraph papers load"),
        (("load", "none.json"), 3, "cannot be opened"),
        (("load", "none.json", "--since", "tomorrow"), 2, "tomorrow"),
    ],
)
def test_what_cannot_be_done_is_told(shell, arguments, code, said):
    assert said in shell("papers", *arguments, code=code).stderr
