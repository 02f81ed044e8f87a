"""A ``.bib`` and lists of ids on the command line."""

import json

import pytest

from tests.cli.running import Shell

SEMINAR = """\
@article{rafailov_dpo, title={Direct preference optimization: Your language model is secretly a reward model},
  author={Rafailov, Rafael and Sharma, Archit and others}, journal={Kettle Letters}, year=2023}
@article{pot20, title={On the Boiling of Teapots}, author={Pot, Ann and others}, journal={Tea}, year=2020,
  doi={10.1000/tea.1}, pages={arXiv--2403}}
@book{book, title={The Book of Tea Ceremonies}, url={https://example.org/tea}}
@misc{nothing, year=2020}
@article{open, title={Tea
"""


@pytest.fixture
def shell(tmp_path):
    (tmp_path / "seminar.bib").write_text(SEMINAR, encoding="utf-8")
    return Shell(tmp_path)


def test_a_bibliography_goes_in_is_found_cited_and_goes_out_again(shell, tmp_path):
    dry = shell("ingest", "seminar.bib", "--dry-run").stdout
    assert "bib:seminar: 5 entries\n  entries   1 imported · 1 merged · 1 resources · 2 refused" in dry
    assert "seminar.bib:1" in dry
    assert "is 2305.18290, known by its title and first author" in dry
    assert "seminar.bib:6  refused  nothing" in dry
    assert "has no title. Give it a title" in dry

    told = json.loads(shell("ingest", "seminar.bib", "--json", "--report", "found.json").stdout)
    (report,) = told["bibliographies"]
    assert told["courses"] == []
    assert report["counts"] == {"imported": 1, "merged": 1, "resources": 1, "refused": 2}
    assert [one["line"] for one in report["entries"]] == [1, 3, 5, 6, 7]
    codes = [one["code"] for one in json.loads((tmp_path / "found.json").read_text())]
    assert {"BIB_ENTRY_MERGED", "BIB_ENTRY_REFUSED", "PAPER_DISAGREEMENT"} <= set(codes)
    assert "BIB_ENTRY_REFUSED  seminar.bib, line 6" in shell("audit", code=1).stdout

    cited = shell("cite", "pot20", "rafailov_dpo")
    assert "@article{pot20,\n  author = {Pot, Ann and others}" in cited.stdout
    assert "journal = {Tea},\n  year = {2020},\n  doi = {10.1000/tea.1}" in cited.stdout
    assert "@inproceedings{rafailov2023direct," in cited.stdout
    assert "no source confirms the venue" in cited.stderr
    assert "pot2020boiling" in shell("search", "boiling", "teapots").stdout
    assert "https://example.org/tea" in shell("search", "tea", "ceremonies").stdout
    shown = shell("show", "10.1000/tea.1", "--language", "en").stdout
    assert "bib:seminar" in shown

    assert "bib:seminar" in shell("ingest", "--remove", "bib:seminars", code=4).stderr
    assert shell("ingest", "--remove", "bib:seminar").stdout == "removed bib:seminar, which named 2 papers\n"
    shell("show", "pot20", code=4)
    assert shell("cite", "2305.18290").stdout.startswith("@inproceedings{rafailov2023direct,")


def test_what_cite_writes_is_known_paper_by_paper_and_disagrees_with_nothing(shell):
    shell("cite", "--out", "course.bib")

    (report,) = json.loads(shell("ingest", "course.bib", "--json").stdout)["bibliographies"]

    assert {(one["fate"], one["by"], one["message"]) for one in report["entries"]} == {("merged", "arXiv id", "")}
    assert report["findings"] == []


def test_ids_come_from_the_line_a_file_or_standard_input(shell, tmp_path):
    (tmp_path / "ids.txt").write_text(
        "# core\n2305.18290  # DPO\n\nhttps://arxiv.org/abs/2106.09685v2\n", encoding="utf-8"
    )

    listed = shell("papers", "status", "1707.06347", "--ids", "ids.txt", "--json").stdout
    piped = shell("papers", "status", "--ids", "-", "--json", stdin="2305.18290\n").stdout
    empty = shell("papers", "status", "--ids", "-", "--json", stdin="").stdout

    assert [one["id"] for one in json.loads(listed)["papers"]] == ["1707.06347", "2305.18290", "2106.09685"]
    assert [one["id"] for one in json.loads(piped)["papers"]] == ["2305.18290"]
    assert json.loads(empty)["papers"] == []
    assert "missing.txt" in shell("papers", "status", "--ids", "missing.txt", code=3).stderr
