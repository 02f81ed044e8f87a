"""``syllagraph papers harvest`` against a stand-in for arXiv."""

import json

import pytest

from tests.cli.running import Shell
from tests.ingest.arxiv.oai_stand_in import V1, V2, Shelf
from tests.ingest.arxiv.stand_in import stand_in_running, status

DPO = "Direct Preference Optimization: Your Language Model is Secretly a Reward Model"
V4 = ("v4", "Mon, 9 Feb 2026 08:00:00 GMT", "0kb", "I")


@pytest.fixture
def stand_in():
    with stand_in_running() as running:
        shelf = running.harvests = Shelf(size=20)
        shelf.put("2305.18290", "2026-02-09", versions=(V1, V2, V4), title=DPO)
        shelf.put("2601.90002", "2026-02-02")
        yield running


def test_versions_and_withdrawals_are_kept_and_a_whole_set_goes_into_a_file(stand_in, tmp_path):
    shell = Shell(tmp_path, SYLLAGRAPH_ARXIV_URL=stand_in.url, SYLLAGRAPH_ARXIV_CACHE=str(tmp_path / "cache"))

    one = shell("papers", "harvest", "rafailov2023direct").stdout

    assert one == "1 records read in 1 requests; 1 kept in the graph\nwithdrawn: 2305.18290\n"
    shown = shell("show", "2305.18290", "--language", "en").stdout
    assert "newest version: 4 [confirmed: oai" in shown
    assert "withdrawn: yes [confirmed: oai" in shown

    told = json.loads(
        shell("papers", "harvest", "--set", "cs", "--from", "2026-02-01", "--into", "a.jsonl", "--json").stdout
    )

    assert (told["records"], told["kept"], told["problem"]) == (2, ["2305.18290"], None)
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["2305.18290", "2601.90002"]
    assert "2 papers of 2 lines" in shell("papers", "load", "a.jsonl").stdout


def test_what_cannot_be_harvested_is_told_with_the_exit_code_of_it(stand_in, tmp_path):
    shell = Shell(tmp_path, SYLLAGRAPH_ARXIV_URL=stand_in.url, SYLLAGRAPH_ARXIV_CACHE=str(tmp_path / "cache"))
    stand_in.always = status(403)

    assert "--into" in shell("papers", "harvest", "--into", "a.jsonl", code=2).stderr
    assert "is before" in shell("papers", "harvest", "--from", "2026-02-02", "--until", "2026-02-01", code=2).stderr
    assert "no arXiv ids: teapot" in shell("papers", "harvest", "teapot", code=2).stderr
    assert "403 Forbidden" in shell("papers", "harvest", "2305.18290", code=3).stderr
