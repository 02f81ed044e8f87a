"""``syllagraph publish`` as an instructor uses it: a folder for any host, the shipped course in it."""

import hashlib
import json
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.request import urlopen

import pytest
from bibtexparser.entrypoint import parse_string

from schema.saved_list_records import ListItem, ListItemKind, SavedList
from schema.saved_lists import add_list
from schema.store import Store
from schema.values import Text
from tests.cli.running import Shell
from tests.invented.site import build_site
from tests.reading.site_reader import dead_links, pages_of
from tests.shared_files import real_build

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def site(shell, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    shell("publish", folder)
    return folder


def files_in(folder):
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode() for path in paths}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def address(site):
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_bibliography_is_fetched_from_a_plain_server_and_read_by_bibtexparser(address):
    with urlopen(f"{address}/lecture-3.bib") as answer:
        library = parse_string(answer.read().decode())

    assert library.failed_blocks == []
    assert {"rafailov2023direct"} <= {entry.key for entry in library.entries}


def test_the_first_page_leads_from_the_server_to_every_lecture(address):
    with urlopen(f"{address}/") as answer:
        page = answer.read().decode()

    assert all(f'href="lecture-{number}.html"' in page for number in range(1, 7))


def test_every_page_of_the_shipped_course_is_well_formed_and_every_link_leads_somewhere(site):
    files = files_in(site)

    assert {path: page.problems for path, page in pages_of(files).items() if page.problems} == {}
    assert dead_links(files) == []


def test_a_course_read_from_its_own_pages_is_published_as_well(own_shell, tmp_path):
    own_shell("ingest", real_build("2026-03-11"))

    own_shell("publish", tmp_path / "site")

    files = files_in(tmp_path / "site")
    assert {path: page.problems for path, page in pages_of(files).items() if page.problems} == {}
    assert dead_links(files) == []


def test_publishing_again_says_that_nothing_changed(shell, site):
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}

    assert shell("publish", site).stdout.startswith("0 written, ")
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


def test_another_machine_publishes_the_same_bytes(site, tmp_path):
    Shell(tmp_path)("publish", tmp_path / "site")

    assert files_in(tmp_path / "site") == files_in(site)


def test_a_dry_run_names_what_would_change(shell, site):
    lines = shell("publish", site, "--base-url", "https://tea.example", "--dry-run").stdout.splitlines()

    assert "write   lecture-1.html" in lines
    assert "write   lecture-1.bib" not in lines
    assert lines[-1].startswith("would be ")


def test_the_answer_in_json_counts_the_same(shell, site):
    answer = json.loads(shell("publish", site, "--json").stdout)

    assert answer["schema_version"] == 1
    assert (answer["written"], answer["removed"]) == ([], [])
    assert answer["unchanged"] == len(json.loads((site / "site.json").read_text())["files"])


def test_the_manifest_is_true(site):
    made = json.loads((site / "site.json").read_text())

    on_disk = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files_in(site).items()}
    del on_disk["site.json"]
    assert made["files"] == on_disk
    assert made["revision"] == json.loads((site / "graph.json").read_text())["revision"]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--course", "tea"], 4, "no course goes by 'tea'"),
        (["--base-url", "javascript:alert(1)"], 2, "is no web address of a folder"),
        (["--language", "fr"], 2, "zh"),
    ],
)
def test_what_cannot_be_is_told(shell, tmp_path, options, code, said):
    assert said in shell("publish", tmp_path / "new", *options, code=code).stderr
    assert not (tmp_path / "new").exists()


def test_a_folder_with_something_in_it_is_refused_unless_forced(shell, tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")

    assert "--force" in shell("publish", tmp_path, code=3).stderr
    shell("publish", tmp_path, "--force")

    assert (tmp_path / "thesis.tex").read_text() == "years of work"
    assert (tmp_path / "index.html").exists()


def test_a_saved_list_is_published_though_its_revision_is_gone(own_shell, tmp_path):
    store = Store.open(f"sqlite:///{own_shell.database}")
    paper = ListItem(kind=ListItemKind.PAPER, key="2402.03300", note="for Friday")
    facts = {"slug": "friday", "title": Text(en="Friday"), "course": "llm-post-training", "items": (paper,)}
    with store.writing() as transaction:
        add_list(transaction, SavedList(**facts, revision="0" * 16, created=NOON, updated=NOON))
    store.close()

    told = own_shell("publish", tmp_path / "site").stderr

    assert "list friday: shown with the newest revision" in told
    assert "shao2024deepseekmath" in (tmp_path / "site" / "lists" / "friday.bib").read_text(encoding="utf-8")
    assert "for Friday" in (tmp_path / "site" / "lists" / "friday.html").read_text(encoding="utf-8")


def test_a_second_course_moves_nothing_that_was_published(tmp_path):
    shell = Shell(tmp_path)
    shell("publish", tmp_path / "one")
    build_site(tmp_path / "built", flavour="16.8")
    shell("ingest", tmp_path / "built", "--course", "tea")

    again = shell("publish", tmp_path / "one").stdout
    shell("publish", tmp_path / "all")
    refused = shell("publish", tmp_path / "one", "--course", "tea", code=3).stderr

    assert " 0 removed" in again
    assert (tmp_path / "all" / "courses" / "tea" / "index.html").exists()
    assert (tmp_path / "all" / "courses" / "llm-post-training" / "lecture-1.bib").exists()
    assert "holds llm-post-training" in refused
    assert dead_links(files_in(tmp_path / "all")) == []
