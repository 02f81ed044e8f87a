"""``syllagraph papers`` and ``syllagraph ingest --papers``: the command, against a stand-in for arXiv."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.pack.loading import load_pack
from ingest.run import ingest
from schema.store import Store
from tests.ingest.arxiv.stand_in import Shelved, stand_in_running, status

ROOT = Path(__file__).resolve().parents[2]
GRPO = "2402.03300"


def shipped_papers():
    return [
        Shelved(
            paper.id,
            title=paper.title,
            authors=paper.authors,
            version=paper.latest_version or 1,
            published=f"{paper.published}T12:00:00Z",
            updated=f"{paper.updated or paper.published}T12:00:00Z",
            categories=paper.categories,
            primary=paper.primary_category,
            comment=paper.comment,
        )
        for paper in load_pack().papers
        if paper.arxiv_id and paper.published
    ]


@pytest.fixture
def stand_in():
    with stand_in_running(shipped_papers()) as running:
        yield running


class Shell:
    """Runs the command in a folder, with the stand-in for arXiv."""

    def __init__(self, folder, stand_in):
        self.folder = folder
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "SYLLAGRAPH_DATABASE_URL": f"sqlite:///{folder / 'syllagraph.db'}",
            "SYLLAGRAPH_ARXIV_URL": f"{stand_in.url}/",
            "SYLLAGRAPH_ARXIV_CACHE": str(folder / "cache"),
            "SYLLAGRAPH_ARXIV_CONTACT": "teapot@example.org",
            "COLUMNS": "120",
        }

    def start(self, *arguments):
        return subprocess.Popen(
            [sys.executable, "-m", "cli.main", *arguments],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __call__(self, *arguments, code=0):
        done = self.start(*arguments)
        done.out, done.err = done.communicate(timeout=120)
        assert done.returncode == code, done.err
        assert "Traceback" not in done.err
        return done


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return a database into which the shipped course was ingested."""
    url = f"sqlite:///{(database := tmp_path_factory.mktemp('filled') / 'syllagraph.db')}"
    store = Store.open(url)
    ingest(store, now=datetime(2026, 3, 11, tzinfo=UTC))
    store.close()
    return database


@pytest.fixture
def shell(tmp_path, stand_in, filled):
    shutil.copy(filled, tmp_path)
    return Shell(tmp_path, stand_in)


def test_an_ingest_asks_nobody_unless_told_to(shell, stand_in):
    shell("ingest")

    assert stand_in.asked == []


def test_an_ingest_with_arxiv_asks_once_and_the_second_time_not_at_all(shell, stand_in):
    first = shell("ingest", "--papers", "arxiv")
    second = shell("ingest", "--papers", "arxiv")

    assert len(stand_in.asked) == 1
    assert stand_in.asked[0].agent.startswith("syllagraph/")
    assert "teapot@example.org" in stand_in.asked[0].agent
    assert "27 core papers" in first.out
    assert "1 request, 69 papers fetched" in first.err
    assert "0 requests" in second.err
    assert "(unchanged)" in second.out


def test_a_new_database_needs_no_new_request(shell, stand_in):
    shell("ingest", "--papers", "arxiv")
    (shell.folder / "syllagraph.db").unlink()

    shell("ingest", "--papers", "arxiv")

    assert len(stand_in.asked) == 1


def test_an_ingest_says_in_json_how_each_paper_stands(shell, stand_in):
    del stand_in.papers[GRPO]

    answer = json.loads(shell("ingest", "--papers", "arxiv", "--json").out)

    assert answer["courses"][0]["corePapers"] == 27
    standing = {paper["id"]: paper["status"] for paper in answer["papers"]["papers"]}
    assert standing[GRPO] == "not-found"
    assert standing["2410.01220"] == "title-differs"


def test_what_is_found_about_papers_is_printed_and_written_with_the_rest(shell, stand_in, tmp_path):
    del stand_in.papers[GRPO]

    done = shell("ingest", "--papers", "arxiv", "--report", str(tmp_path / "findings.json"))

    assert "PAPER_NOT_FOUND 1" in done.out
    codes = {finding["code"] for finding in json.loads((tmp_path / "findings.json").read_text(encoding="utf-8"))}
    assert {"PAPER_NOT_FOUND", "NUMBERS_DISAGREE"} <= codes


def test_an_ingest_is_kept_when_arxiv_is_out_of_reach(shell, stand_in):
    stand_in.always = status(403)

    done = shell("ingest", "--papers", "arxiv", code=3)

    assert "403 Forbidden" in done.err
    assert "papers refresh" in done.err
    assert "Group Relative Policy Optimization" in shell("show", "grpo", "--language", "en").out


def test_a_dry_run_does_not_ask_arxiv(shell, stand_in):
    shell("ingest", "--dry-run", "--papers", "arxiv", code=2)

    assert stand_in.asked == []


def test_status_says_that_nobody_was_asked_and_asks_nobody(shell, stand_in):
    done = shell("papers", "status")

    assert "70 papers: 1 not-on-arxiv, 69 unasked" in done.out
    assert stand_in.asked == []


def test_refresh_takes_ids_in_any_spelling_and_tells_of_each(shell, stand_in):
    done = shell("papers", "refresh", f"https://arxiv.org/abs/{GRPO}v3", "hu2021lora", "teapot", "2602.90099", code=1)

    lines = {line.split()[0]: line.split()[1] for line in done.out.splitlines()[:4]}
    assert lines[GRPO] == "current"
    assert lines["teapot"] == "refused"
    assert lines["2602.90099"] == "not-found"


def test_what_refresh_learns_is_in_status_and_in_what_is_shown(shell, stand_in):
    stand_in.shelve(
        [
            Shelved(
                GRPO, title="DeepSeekMath, Once More", version=9, comment="This paper has been withdrawn by the author"
            )
        ]
    )

    shell("papers", "refresh", GRPO)

    (paper,) = json.loads(shell("papers", "status", GRPO, "--json").out)["papers"]
    assert paper["statuses"] == ["withdrawn", "superseded"]
    shown = shell("show", GRPO, "--language", "en").out
    assert "DeepSeekMath, Once More" in shown
    assert "v9" in shown
    assert "PAPER_WITHDRAWN" in shell("audit", code=1).out


def test_an_address_that_is_none_is_a_mistake_of_use(shell):
    shell.environment["SYLLAGRAPH_ARXIV_URL"] = "teapot"

    done = shell("papers", "refresh", code=2)

    assert "SYLLAGRAPH_ARXIV_URL" in done.err


def test_ctrl_c_ends_it_at_once_in_words(shell, stand_in):
    stand_in.delay = 20
    running = shell.start("papers", "refresh")
    while not stand_in.asked:
        time.sleep(0.02)
    began = time.perf_counter()
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=10)

    assert running.returncode == 130
    assert time.perf_counter() - began < 5
    assert "Traceback" not in err
