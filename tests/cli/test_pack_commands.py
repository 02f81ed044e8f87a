"""``syllagraph pack`` as a person uses it."""

import json
import shutil
from functools import partial

import pytest

from tests.cli.running import ROOT, Shell
from tests.shared_files import real_build

CONCEPT = """\
  - slug: {slug}
    name: {{zh: {slug}, en: {slug}}}
    kind: tool
    definition: {{zh: 茶。, en: Tea.}}
    requires:
      - any_of: [{needs}]
        reason: {{zh: 要有。, en: It takes it.}}
        evidence: {evidence}
        sources: [{{page: {page}, anchor: leaves}}]
"""
VOCABULARY = "area: tea\nname: {zh: 茶, en: Tea}\nconcepts:\n"
COURSE = """\
course: {slug: tea, title: Tea, language: en}
tree:
  - {page: /tea, title: Tea, kind: section}
"""


def pack(folder, *concepts):
    (folder / "vocabulary").mkdir(parents=True)
    (folder / "courses/tea").mkdir(parents=True)
    (folder / "courses/tea/course.yaml").write_text(COURSE, encoding="utf-8")
    (folder / "vocabulary/tea.yaml").write_text(VOCABULARY + "".join(concepts), encoding="utf-8")
    return folder


def concept(slug, needs, *, evidence="stated", page="/tea"):
    return CONCEPT.format(slug=slug, needs=needs, evidence=evidence, page=page)


@pytest.fixture
def shell(tmp_path):
    return partial(Shell(tmp_path, COLUMNS="140"), "pack")


def test_the_shipped_pack_is_sound_and_well_backed(shell):
    answer = json.loads(shell("check", "--json").stdout)

    assert answer["schema_version"] == 1
    assert answer["counts"]["concepts"] >= 69
    assert answer["counts"]["pages"] == 42
    assert answer["evidence"]["share"] >= answer["evidence"]["least"] == 0.6
    assert answer["lost"] == []
    assert sum(area["requirements"] for area in answer["areas"]) == answer["evidence"]["requirements"]


def test_every_page_and_heading_the_shipped_pack_names_is_on_the_site(shell):
    done = shell("check", "--site", real_build("2026-03-11"))

    assert "found on the pages of" in done.stdout
    assert "lost" not in done.stdout


def test_a_site_that_lacks_a_heading_is_told_with_file_and_line(shell):
    done = shell("check", "--site", real_build("2026-02-26"), code=1)

    assert "lost       vocabulary/" in done.stdout
    assert "the page has no such heading" in done.stdout


def test_a_pack_of_ones_own_is_told_area_by_area(shell, tmp_path):
    done = shell("check", pack(tmp_path / "mine", concept("pot", "cup"), concept("cup", "sft")))

    assert "sound: 2 concepts · 0 assumed · 2 requirements" in done.stdout
    assert "100.0% of requirements are stated at a heading or section" in done.stdout
    assert [line.split() for line in done.stdout.splitlines() if line.startswith("tea")] == [
        ["tea", "2", "0", "2", "2", "2", "0", "0", "100%"]
    ]


def test_a_pack_that_is_thinly_backed_is_no_success(shell, tmp_path):
    thin = pack(tmp_path / "mine", concept("pot", "cup", evidence="curated"), concept("cup", "sft", evidence="curated"))

    assert "0.0% of requirements" in shell("check", thin, code=1).stdout


def test_a_source_on_a_page_that_does_not_exist_is_told(shell, tmp_path):
    done = shell("check", pack(tmp_path / "mine", concept("pot", "sft", page="/coffee")), code=1)

    assert "lost       vocabulary/tea.yaml:9: /coffee #leaves: there is no such page" in done.stdout


def test_all_problems_of_shape_are_told_with_file_and_line(shell, tmp_path):
    broken = concept("pot", "sft").replace("kind: tool", "kind: gadget") + concept("cup", "sft", evidence="rumour")

    done = shell("check", pack(tmp_path / "mine", broken), code=3)

    assert "vocabulary/tea.yaml:6: kind:" in done.stderr
    assert "vocabulary/tea.yaml:20: evidence:" in done.stderr
    assert "2 problems in all" in done.stderr
    assert done.stdout == ""


def test_all_problems_of_the_graph_are_told_with_file_and_line(shell, tmp_path):
    circle = concept("pot", "cup"), concept("cup", "pot"), concept("tray", "kettle")

    done = shell("check", pack(tmp_path / "mine", *circle), code=3)

    assert "circle: cup -> pot -> cup" in done.stderr
    assert "vocabulary/tea.yaml:27: requirement" in done.stderr
    assert "names the concept kettle, which does not exist" in done.stderr


def test_what_is_no_pack_is_refused(shell, tmp_path):
    assert "is no pack" in shell("check", tmp_path, code=3).stderr


def test_a_copy_of_the_shipped_pack_is_sound_beside_it(shell, tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "copy")

    assert "sound: " in shell("check", tmp_path / "copy").stdout


def test_the_schema_of_one_kind_or_of_all_is_printed(shell):
    one = json.loads(shell("schema", "order").stdout)

    assert one["required"] == ["course", "precedes"]
    assert json.loads(shell("schema").stdout)["order"] == one
    assert "vocabulary" in shell("schema", "tea", code=4).stderr
