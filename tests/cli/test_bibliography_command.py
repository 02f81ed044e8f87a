"""``syllagraph bibliography verify`` as a person uses it, against the shipped papers."""

import json
import subprocess

import pytest

MESSY = """\
### preference
@article{hong2024,
  title={ORPO: Monolithic Preference Optimization without Reference Model},
  author={Jiwoo Hong and Lee, Noah and James Thorne},
  journal={arXiv preprint arXiv:2403.07691},
  pages={arXiv--2403},
  year={2024},
}
"""


@pytest.fixture
def messy(tmp_path):
    path = tmp_path / "messy.bib"
    path.write_text(MESSY, encoding="utf-8")
    return path


@pytest.mark.parametrize("options", [[], ["--ascii"], ["--format", "biblatex"]])
def test_our_own_bibliography_is_clean(shell, tmp_path, options):
    ours = tmp_path / "ours.bib"
    ours.write_text(shell("cite", "--role", "all", *options).stdout, encoding="utf-8")

    shown = shell("bibliography", "verify", ours, *(["--ascii"] if "--ascii" in options else [])).stdout

    assert "0 differs" in shown
    assert "found" not in shown


def test_findings_are_told_with_line_key_code_and_remedy(shell, messy):
    shown = shell("bibliography", "verify", messy, code=1).stdout

    assert f"{messy}:6: hong2024: pages-are-no-pages" in shown
    assert "Leave it out (--fix)" in shown
    assert "EMNLP 2024" in shown
    assert messy.read_text(encoding="utf-8") == MESSY


def test_a_patch_is_printed_and_applies(shell, messy):
    diff = shell("bibliography", "verify", messy, "--fix", code=1).stdout
    assert messy.read_text(encoding="utf-8") == MESSY

    subprocess.run(["git", "apply"], input=diff, text=True, cwd=messy.parent, check=True)

    text = messy.read_text(encoding="utf-8")
    assert "  eprint={2403.07691},\n" in text
    assert "{ORPO}" in text
    assert "pages" not in text
    assert text.startswith("### preference\n")


def test_the_file_is_mended_on_request_and_the_original_stays(shell, messy):
    shell("bibliography", "verify", messy, "--write", code=1)

    assert (messy.parent / "messy.bib.orig").read_text(encoding="utf-8") == MESSY
    again = json.loads(shell("bibliography", "verify", messy, "--json", code=1).stdout)
    # That it was published is for a person to decide.
    assert [finding["code"] for finding in again["findings"]] == ["published"]
    assert again["patch"] == ""


def test_another_file_is_written_on_request(shell, messy, tmp_path):
    shell("bibliography", "verify", messy, "--out", tmp_path / "new" / "clean.bib", code=1)

    assert "{ORPO}" in (tmp_path / "new" / "clean.bib").read_text(encoding="utf-8")
    assert messy.read_text(encoding="utf-8") == MESSY


def test_json_tells_verdicts_findings_and_the_patch(shell, messy):
    answer = json.loads(shell("bibliography", "verify", messy, "--json", code=1).stdout)

    assert answer["schema_version"] == 1
    assert answer["verdicts"] == [{"key": "hong2024", "line": 2, "verdict": "verified", "paper": "2403.07691"}]
    assert {
        name: value
        for finding in answer["findings"]
        if finding["code"] == "pages-are-no-pages"
        for name, value in finding.items()
        if name in ("line", "key", "fixable")
    } == {"line": 6, "key": "hong2024", "fixable": True}
    assert "--- a/messy.bib" in answer["patch"]


def test_what_cannot_be_read_is_refused(shell, tmp_path):
    (tmp_path / "x.bib").write_bytes(b"%PDF\x00")

    assert "no text" in shell("bibliography", "verify", tmp_path / "x.bib", code=3).stderr
    assert "nowhere.bib" in shell("bibliography", "verify", tmp_path / "nowhere.bib", code=3).stderr
    assert "--out" in shell("bibliography", "verify", tmp_path / "x.bib", "--write", "--out", "y", code=2).stderr
