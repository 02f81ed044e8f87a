import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reading.publishing import Site, publish
from schema.errors import SourceError

ROOT = Path(__file__).parents[2]
FILES = {"index.html": "<p>tea</p>", "tea.bib": "@misc{tea}\n", "concepts/pot.html": "<p>pot</p>", ".nojekyll": ""}


def site(files=FILES, revision="1"):
    return Site(revision, "tea", files)


def content(folder):
    """Return what is in each file of a folder, but for the manifest."""
    found = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}
    return {name: text for name, text in found.items() if name != "site.json"}


def manifest(folder):
    return json.loads((folder / "site.json").read_text())


class Interrupted(dict):
    """Files of a site of which only so many can be read before somebody interrupts."""

    def __init__(self, files, after):
        super().__init__(files)
        self.left = after

    def __getitem__(self, name):
        if self.left == 0:
            raise KeyboardInterrupt
        self.left -= 1
        return super().__getitem__(name)


def test_a_folder_that_is_published_holds_the_site_and_a_manifest_of_it(tmp_path):
    found = publish(site(), tmp_path / "new" / "folder")

    assert content(tmp_path / "new" / "folder") == FILES
    assert found.written == tuple(sorted(FILES))
    made = manifest(tmp_path / "new" / "folder")
    assert (made["schema_version"], made["revision"], set(made["files"])) == (1, "1", set(FILES))
    assert "pending" not in made


def test_publishing_again_writes_nothing_and_touches_nothing(tmp_path):
    publish(site(), tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}

    found = publish(site(), tmp_path)

    assert (found.written, found.removed) == ((), ())
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_only_changed_files_are_written_and_those_that_are_gone_removed(tmp_path):
    publish(site(), tmp_path)
    (tmp_path / "CNAME").write_text("tea.example")

    found = publish(site({"index.html": "<p>more tea</p>", "tea.bib": FILES["tea.bib"]}), tmp_path)

    assert (found.written, found.unchanged) == (("index.html",), ("tea.bib",))
    assert found.removed == (".nojekyll", "concepts/pot.html")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CNAME", "index.html", "site.json", "tea.bib"]


def test_a_file_that_is_gone_from_the_site_stays_where_somebody_changed_it(tmp_path):
    publish(site(), tmp_path)
    (tmp_path / "tea.bib").write_text("mine")

    found = publish(site({"index.html": FILES["index.html"]}), tmp_path)

    assert found.kept == ("tea.bib",)
    assert (tmp_path / "tea.bib").read_text() == "mine"


def test_a_file_that_was_lost_or_damaged_is_written_again(tmp_path):
    publish(site(), tmp_path)
    (tmp_path / "tea.bib").unlink()
    (tmp_path / "index.html").write_text("")

    found = publish(site(), tmp_path)

    assert found.written == ("index.html", "tea.bib")
    assert content(tmp_path) == FILES


def test_a_dry_run_says_the_same_and_does_nothing(tmp_path):
    publish(site(), tmp_path)
    after = {"index.html": "<p>new</p>"}

    said = publish(site(after), tmp_path, dry_run=True)

    assert content(tmp_path) == FILES
    assert publish(site(after), tmp_path) == said
    assert publish(site(), tmp_path / "none", dry_run=True).written == tuple(sorted(FILES))
    assert not (tmp_path / "none").exists()


def test_a_folder_with_something_else_in_it_is_refused_unless_forced(tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")
    (tmp_path / "tea.bib").write_text("mine")

    with pytest.raises(SourceError, match="not empty"):
        publish(site(), tmp_path)
    assert content(tmp_path) == {"thesis.tex": "years of work", "tea.bib": "mine"}

    publish(site(), tmp_path, force=True)
    assert content(tmp_path) == {**FILES, "thesis.tex": "years of work"}


def test_hidden_files_of_version_control_do_not_make_a_folder_full(tmp_path):
    (tmp_path / ".git").mkdir()

    assert publish(site(), tmp_path).written


def test_a_file_of_somebody_else_in_a_published_folder_is_not_written_over(tmp_path):
    publish(site(), tmp_path)
    (tmp_path / "new.html").write_text("mine")

    with pytest.raises(ExceptionGroup) as told:
        publish(site({**FILES, "new.html": "ours", "index.html": "changed"}), tmp_path)

    assert "was not written by publish" in str(told.value.exceptions[0])
    assert content(tmp_path) == {**FILES, "new.html": "mine"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        '{"schema_version": 2, "revision": "1", "course": null, "files": {}}',
        '{"schema_version": 1, "revision": "1", "course": null, "files": {"../precious": "' + "0" * 64 + '"}}',
        '{"schema_version": 1, "revision": "1", "course": null, "files": {"a/../../b": "' + "0" * 64 + '"}}',
        '{"schema_version": 1, "revision": "1", "course": null, "files": {"/etc/passwd": "' + "0" * 64 + '"}}',
        '{"schema_version": 1, "revision": "1", "course": null, "files": {"tea.bib": "no hash"}}',
    ],
)
def test_a_manifest_that_is_none_makes_no_folder_ours(tmp_path, text):
    precious = tmp_path / "precious"
    precious.write_text("")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "site.json").write_text(text)

    with pytest.raises(SourceError, match="no manifest"):
        publish(site(), folder)
    publish(site(), folder, force=True)

    assert precious.exists()
    assert content(folder) == FILES


@pytest.mark.parametrize(
    "name", ["../out.html", "/tmp/out.html", "a/../../b", "a//b", "", ".", "site.json", "a\\..\\b", "nul\0"]
)
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    with pytest.raises(SourceError, match="cannot be the name"):
        publish(site({name: "x"}), tmp_path / "site")

    assert list(tmp_path.iterdir()) == []


def test_no_link_is_followed_out_of_the_folder(tmp_path):
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "site"
    elsewhere.mkdir()
    publish(site(), folder)
    (folder / "concepts" / "pot.html").rename(elsewhere / "pot.html")
    (folder / "concepts").rmdir()
    (folder / "concepts").symlink_to(elsewhere)

    with pytest.raises(ExceptionGroup, match="cannot be written"):
        publish(site({"concepts/pot.html": "changed"}), folder)
    publish(site({"index.html": FILES["index.html"]}), folder)

    assert (elsewhere / "pot.html").read_text() == FILES["concepts/pot.html"]


def test_a_link_in_place_of_a_file_is_replaced_and_what_it_leads_to_stays(tmp_path):
    outside = tmp_path / "outside.bib"
    outside.write_text("mine")
    folder = tmp_path / "site"
    publish(site(), folder)
    (folder / "tea.bib").unlink()
    (folder / "tea.bib").symlink_to(outside)
    (folder / ".tea.bib.part").symlink_to(outside)

    publish(site(), folder)

    assert outside.read_text() == "mine"
    assert not (folder / "tea.bib").is_symlink()
    assert (folder / "tea.bib").read_text() == FILES["tea.bib"]


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "site").write_text("")

    with pytest.raises(SourceError, match="is no folder"):
        publish(site(), tmp_path / "site")


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(SourceError, match="Not a directory"):
        publish(site(), tmp_path / "file" / "site")


@pytest.mark.parametrize("after", range(4))
def test_an_interrupted_run_leaves_whole_files_and_the_next_completes_it(tmp_path, after):
    publish(site(), tmp_path)
    new = {"index.html": "<p>new</p>", "tea.bib": "@misc{new}\n", "b.html": "<p>b</p>", "c.html": "<p>c</p>"}

    with pytest.raises(KeyboardInterrupt):
        publish(site(Interrupted(new, after), "2"), tmp_path)

    half = content(tmp_path)
    assert all(text in (FILES.get(name), new.get(name)) for name, text in half.items())
    assert manifest(tmp_path)["revision"] == "1"
    newest = {**new, "b.html": "<p>again other</p>"}
    publish(site(newest, "3"), tmp_path)
    assert content(tmp_path) == newest


def test_a_first_run_that_was_interrupted_can_be_repeated_with_another_site(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        publish(site(Interrupted(FILES, 2)), tmp_path)

    publish(site({"index.html": "<p>other</p>"}), tmp_path)

    assert content(tmp_path) == {"index.html": "<p>other</p>"}


def test_pages_are_written_after_what_they_show_and_the_first_page_last(tmp_path):
    order = []

    class Watched(dict):
        def __getitem__(self, name):
            order.append(name)
            return super().__getitem__(name)

    publish(site(Watched(FILES)), tmp_path)

    assert order == [".nojekyll", "tea.bib", "concepts/pot.html", "index.html"]


_ENDLESS = """
import sys
from pathlib import Path
from reading.publishing import Site, publish

for turn in range(1_000_000):
    publish(Site(str(turn), None, {f"f{n}.html": f"{turn % 7}" * 20_000 for n in range(40)}), Path(sys.argv[1]))
    print("turn", flush=True)
"""


@pytest.mark.parametrize("milliseconds", [1, 4, 9, 16, 25])
def test_a_killed_run_leaves_whole_files(tmp_path, milliseconds):
    folder = tmp_path / "site"
    with subprocess.Popen(
        [sys.executable, "-c", _ENDLESS, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout.readline()
        time.sleep(milliseconds / 1000)
        run.send_signal(signal.SIGKILL)

    pages = [path.read_text() for path in folder.glob("*.html")]
    assert len(pages) == 40
    assert all(len(page) == 20_000 and len(set(page)) == 1 for page in pages)
    files = {"f0.html": "tea"}
    publish(Site("last", None, files), folder)
    assert content(folder) == files
