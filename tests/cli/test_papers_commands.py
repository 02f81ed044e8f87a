"""``syllagraph papers`` and ``syllagraph ingest --papers``: the command, against a stand-in for arXiv."""

import json
import re
import signal
import time

import pytest

from ingest.pack.loading import load_pack
from tests.ingest.arxiv.stand_in import Shelved, stand_in_running, status

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


@pytest.fixture
def shell(own_shell, stand_in):
    """The command, with the stand-in for arXiv."""
    own_shell.env |= {
        "SYLLAGRAPH_ARXIV_URL": f"{stand_in.url}/",
        "SYLLAGRAPH_ARXIV_CACHE": str(own_shell.folder / "cache"),
        "SYLLAGRAPH_ARXIV_CONTACT": "teapot@example.org",
    }
    return own_shell


def test_an_ingest_asks_nobody_unless_told_to(shell, stand_in):
    shell("ingest")

    assert stand_in.asked == []


def test_an_ingest_with_arxiv_asks_once_and_the_second_time_not_at_all(shell, stand_in):
    first = shell("ingest", "--papers", "arxiv")
    second = shell("ingest", "--papers", "arxiv")

    assert len(stand_in.asked) == 1
    assert stand_in.asked[0].agent.startswith("syllagraph/")
    assert "teapot@example.org" in stand_in.asked[0].agent
    assert "27 core papers" in first.stdout
    assert "1 request, 69 papers fetched" in first.stderr
    assert "0 requests" in second.stderr
    assert "(unchanged)" in second.stdout


def test_a_new_database_needs_no_new_request(shell, stand_in):
    shell("ingest", "--papers", "arxiv")
    (shell.folder / "syllagraph.db").unlink()

    shell("ingest", "--papers", "arxiv")

    assert len(stand_in.asked) == 1


def test_an_ingest_says_in_json_how_each_paper_stands(shell, stand_in):
    del stand_in.papers[GRPO]

    answer = json.loads(shell("ingest", "--papers", "arxiv", "--json").stdout)

    assert answer["courses"][0]["corePapers"] == 27
    standing = {paper["id"]: paper["status"] for paper in answer["papers"]["papers"]}
    assert standing[GRPO] == "not-found"
    assert standing["2410.01220"] == "title-differs"


def test_what_is_found_about_papers_is_printed_and_written_with_the_rest(shell, stand_in, tmp_path):
    del stand_in.papers[GRPO]

    done = shell("ingest", "--papers", "arxiv", "--report", str(tmp_path / "findings.json"))

    assert "PAPER_NOT_FOUND 1" in done.stdout
    codes = {finding["code"] for finding in json.loads((tmp_path / "findings.json").read_text(encoding="utf-8"))}
    assert {"PAPER_NOT_FOUND", "NUMBERS_DISAGREE"} <= codes


def test_an_ingest_is_kept_when_arxiv_is_out_of_reach(shell, stand_in):
    stand_in.always = status(403)

    done = shell("ingest", "--papers", "arxiv", code=3)

    assert "403 Forbidden" in done.stderr
    assert "papers refresh" in done.stderr
    assert "Group Relative Policy Optimization" in shell("show", "grpo", "--language", "en").stdout


def test_a_dry_run_does_not_ask_arxiv(shell, stand_in):
    shell("ingest", "--dry-run", "--papers", "arxiv", code=2)

    assert stand_in.asked == []


def test_status_says_that_nobody_was_asked_and_asks_nobody(shell, stand_in):
    done = shell("papers", "status")

    assert "70 papers: 1 not-on-arxiv, 69 unasked" in done.stdout
    assert stand_in.asked == []


def test_refresh_takes_ids_in_any_spelling_and_tells_of_each(shell, stand_in):
    done = shell("papers", "refresh", f"https://arxiv.org/abs/{GRPO}v3", "hu2021lora", "teapot", "2602.90099", code=1)

    lines = {line.split()[0]: line.split()[1] for line in done.stdout.splitlines()[:4]}
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

    (paper,) = json.loads(shell("papers", "status", GRPO, "--json").stdout)["papers"]
    assert paper["statuses"] == ["withdrawn", "superseded"]
    shown = shell("show", GRPO, "--language", "en").stdout
    assert "DeepSeekMath, Once More" in shown
    assert "v9" in shown
    day = r"20\d\d-\d\d-\d\d"
    assert re.search(rf"title: DeepSeekMath, Once More \[confirmed: arxiv {day}\]", shown)
    assert re.search(rf"    shipped {day} says otherwise: DeepSeekMath: Pushing the Limits", shown)
    assert re.search(rf"withdrawn: yes \[not confirmed: arxiv {day}\]", shown)
    assert "PAPER_WITHDRAWN" in shell("audit", code=1).stdout


def test_what_nobody_could_look_up_becomes_a_preprint_or_a_publication_once_arxiv_is_asked(shell, stand_in):
    before = shell("show", GRPO, "--language", "en").stdout
    stand_in.shelve([Shelved(GRPO, title="DeepSeekMath", version=3, comment="8 pages")])
    shell("papers", "refresh", GRPO)
    preprint = shell("show", GRPO, "--language", "en").stdout
    status = shell("papers", "status")

    assert "could not verify: no source names a publication, and arXiv was never asked; run: syllagraph" in before
    assert "preprint: no source names a publication; arXiv last answered" in preprint
    assert "published · " in status.stdout
    assert "1 preprint only" in status.stdout
    (paper,) = json.loads(shell("papers", "status", GRPO, "--json").stdout)["papers"]
    assert paper["publication"] == "preprint"


def test_an_address_that_is_none_is_a_mistake_of_use(shell):
    shell.env["SYLLAGRAPH_ARXIV_URL"] = "teapot"

    done = shell("papers", "refresh", code=2)

    assert "SYLLAGRAPH_ARXIV_URL" in done.stderr


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
