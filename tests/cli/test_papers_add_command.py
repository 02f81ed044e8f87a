"""``syllagraph papers add`` and ``papers forget-abstracts``: from an invented library into the shipped course."""

import json
import sqlite3

import httpx
import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
    get_named_type,
    is_leaf_type,
)

from api.app import create_app
from api.graphql_schema import schema_of_api
from api.settings import Settings
from graph.export.formats import GraphFormat
from graph.served import served_from
from schema.library_building import build_library
from schema.paper_library import LibraryPaper
from schema.store import Store
from tests.api.server import running
from tests.ingest.arxiv.stand_in import Shelved, stand_in_running

SECRET = "quillwort"
POTS = LibraryPaper(
    id="2602.90001",
    title="Preference Optimization from Kettle Logs",
    authors="Odalys Fenn; Aki Kessel",
    published="2026-02-15",
    updated="2026-02-15",
    latest_version=1,
    categories="cs.CL cs.LG",
    doi="",
    comment="",
    journal_ref="",
    abstract=f"We tune {SECRET} with direct preference optimization (DPO) and evaluate it on MT-Bench.",
)


@pytest.fixture
def shell(own_shell):
    build_library(own_shell.folder / "papers.db", [POTS])
    return own_shell


def test_an_added_paper_is_cited_shown_searched_and_planned_with(shell):
    first = shell("papers", "add", f"https://arxiv.org/abs/{POTS.id}v1", "2402.03300")
    again = shell("papers", "add", POTS.id, "--json")

    assert first.stdout.splitlines()[0] == f"added  {POTS.id}  fenn2026preference  {POTS.title}"
    assert first.stdout.splitlines()[1].startswith("known  2402.03300  shao2024deepseekmath")
    assert "propose 2 concepts" in first.stderr
    answer = json.loads(again.stdout)
    assert (answer["added"], answer["missing"], answer["arxiv"]) == ([], [], None)
    assert answer["known"][0] | {"title": ""} == {
        "id": POTS.id,
        "title": "",
        "citationKey": "fenn2026preference",
        "proposedConcepts": 2,
    }
    assert "@misc{fenn2026preference," in shell("cite", POTS.id).stdout
    assert POTS.id in shell("search", "kettle logs").stdout
    shown = shell("show", POTS.id, "--language", "en").stdout
    assert "uses Direct Preference Optimization (dpo) [inferred 0.60: abstract, sentence 1]" in shown
    of_concept = shell("show", "mt-bench", "--language", "zh").stdout
    assert f"使用: {POTS.title} (fenn2026preference) [规则推断 0.60: 摘要第 1 句]" in of_concept
    links = json.loads(shell("show", POTS.id, "--json").stdout)["node"]["concepts"]
    assert {(one["concept"]["slug"], one["evidence"]) for one in links} == {
        ("dpo", "INFERRED"),
        ("mt-bench", "INFERRED"),
    }
    alone = json.loads(shell("plan", POTS.id, "--json").stdout)["learningPath"]["steps"]
    asked = json.loads(shell("plan", POTS.id, "--least-evidence", "inferred", "--json").stdout)
    assert len(alone) == 1
    assert "dpo" in json.dumps(asked["learningPath"]["steps"])


def test_what_the_library_does_not_hold_is_told_with_what_can_be_done(shell):
    refused = shell("papers", "add", "2602.99999", POTS.id, code=4)

    assert refused.stdout.startswith(f"added  {POTS.id}")
    assert "papers.db does not hold 2602.99999" in refused.stderr
    assert "--papers arxiv" in refused.stderr
    assert "papers load SNAPSHOT" in refused.stderr
    assert "no arXiv ids: pots" in shell("papers", "add", "pots", code=2).stderr
    assert "no library at none.db" in shell("papers", "add", "2602.99999", "--library", "none.db", code=4).stderr


def test_arxiv_is_asked_for_what_the_library_does_not_hold_if_wanted(shell):
    with stand_in_running([Shelved("2602.90009", title="Steam", summary="We use DPO.")]) as stand_in:
        shell.env |= {"SYLLAGRAPH_ARXIV_URL": stand_in.url, "SYLLAGRAPH_ARXIV_CACHE": str(shell.folder / "cache")}
        done = shell("papers", "add", POTS.id, "2602.90009", "--papers", "arxiv", "--json")
        asked = [request.ids for request in stand_in.asked]

    assert asked == [("2602.90009",)]
    assert json.loads(done.stdout)["arxiv"]["papers"][0]["statuses"] == ["new"]
    assert "uses" in shell("show", "2602.90009", "--language", "en").stdout


def test_abstracts_are_forgotten_and_kept_no_more_as_the_user_says(shell):
    shell("papers", "add", POTS.id)
    assert SECRET.encode() in shell.database.read_bytes()

    assert shell("papers", "forget-abstracts").stdout == "forgot 1 abstract\n"
    assert SECRET.encode() not in shell.database.read_bytes()
    assert "inferred" not in shell("show", POTS.id, "--language", "en").stdout

    shell.env |= {"SYLLAGRAPH_KEEP_ABSTRACTS": "no"}
    shell("papers", "add", POTS.id)
    assert shell("papers", "forget-abstracts").stdout == "forgot 0 abstracts\n"
    shell.env |= {"SYLLAGRAPH_KEEP_ABSTRACTS": "perhaps"}
    assert "SYLLAGRAPH_KEEP_ABSTRACTS" in shell("papers", "add", POTS.id, code=2).stderr


def revisions(shell):
    with sqlite3.connect(shell.database) as connection:
        return connection.execute("SELECT scope, revision FROM head ORDER BY scope").fetchall()


def files_in(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_nothing_that_is_written_for_others_carries_an_abstract(shell):
    before = revisions(shell)
    shell("papers", "add", POTS.id)
    assert revisions(shell) == before
    assert SECRET.encode() in shell.database.read_bytes()

    told = [shell("publish", "site").stdout, *map(bytes.decode, files_in(shell.folder / "site").values())]
    told += [shell("export", "--format", "json").stdout, shell("cite", POTS.id, "--format", "csl-json").stdout]
    told += [shell("show", POTS.id, "--json").stdout, shell("search", "kettle", "--json").stdout]
    told += [shell("papers", "status", POTS.id, "--json").stdout, shell("audit", "--json", code=1).stdout]

    assert POTS.title in "".join(told)
    assert all(SECRET not in one.lower() for one in told)


def test_no_address_serves_an_abstract_and_no_type_has_a_field_for_it(shell):
    shell("papers", "add", POTS.id)
    store = Store.open(shell.env["SYLLAGRAPH_DATABASE_URL"])
    papers = "paper(ref: $id) { " + " ".join(_fields_of("Paper")) + " concepts { kind confidence } }"
    query = {"query": "query ($id: String!) { " + papers + " }", "variables": {"id": POTS.id}}
    lists = [f"/courses/llm-post-training/papers.{suffix}" for suffix in ("bib", "ris", "json", "md", "html", "txt")]
    exports = [f"/export/{one.value}" for one in GraphFormat]

    with (
        running(create_app(served_from(store), Settings(_env_file=None))) as address,
        httpx.Client(base_url=address, timeout=20, trust_env=False) as client,
    ):
        asked = client.post("/graphql", json=query)
        told = [client.get(path) for path in ("/", "/schema.graphql", *lists, *exports)]
    store.close()

    assert asked.json()["data"]["paper"]["title"] == POTS.title
    assert len(asked.json()["data"]["paper"]["concepts"]) == 2
    assert [one.status_code for one in (asked, *told)] == [200] * (1 + len(told))
    assert all(SECRET not in one.text.lower() for one in (asked, *told))
    assert not [field for kind in _kinds() for field in kind.fields if "abstract" in field.lower()]


def _kinds():
    kinds = build_schema(schema_of_api.as_str()).type_map.values()
    return [kind for kind in kinds if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)]


def _fields_of(name):
    """Return the fields of a type that are no objects and need no arguments."""
    [kind] = [kind for kind in _kinds() if kind.name == name]
    return [field for field, told in kind.fields.items() if is_leaf_type(get_named_type(told.type)) and not told.args]
