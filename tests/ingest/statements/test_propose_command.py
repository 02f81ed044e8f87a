import json
from datetime import UTC, datetime

import pytest
import typer
from typer.testing import CliRunner

from cli.propose_command import propose_command
from ingest.pack.accepted import ACCEPTED
from ingest.pack.document import shaped
from ingest.pack.yaml_file import parse_yaml
from ingest.run import ingest
from schema.errors import InputError, NotFoundError
from schema.store import Store

COURSE = "llm-post-training"
NOW = datetime(2026, 3, 11, tzinfo=UTC)


@pytest.fixture(scope="module")
def databases(ingested, tmp_path_factory):
    folder = tmp_path_factory.mktemp("stores")
    urls = {name: f"sqlite:///{folder / name}.db" for name in ("pack", "site")}
    store = Store.open(urls["pack"])
    ingest(store, now=NOW)
    store.close()
    ingested("2026-03-11", to=folder / "site.db")
    return urls


@pytest.fixture
def propose(databases, monkeypatch):
    app = typer.Typer()
    app.command()(propose_command)

    def run(store, *arguments):
        monkeypatch.setenv("SYLLAGRAPH_DATABASE_URL", databases[store])
        return CliRunner().invoke(app, [*map(str, arguments)])

    return run


def test_it_prints_a_file_that_can_be_accepted(propose):
    done = propose("site")

    file = shaped(parse_yaml(f"accepted/{COURSE}.yaml", done.stdout), ACCEPTED)

    assert done.exit_code == 0
    assert file.course == COURSE
    assert {"declared"} == {entry.evidence for entry in (*file.requires, *file.relations, *file.precedes)}
    assert "proposals; left out:" in done.stderr


def test_it_writes_to_a_file(propose, tmp_path):
    out = tmp_path / "patch.yaml"

    done = propose("site", "--out", out)

    assert done.stdout == ""
    assert out.read_text(encoding="utf-8") == propose("site").stdout


def test_in_json_each_proposal_is_inferred_with_its_rule_and_how_sure_it_is(propose):
    answer = json.loads(propose("site", "--json", "--least-confidence", 0).stdout)

    assert answer["course"] == COURSE
    assert {"known", "implied", "circular"} == set(answer["leftOut"])
    assert {one["evidence"] for one in answer["proposals"]} == {"inferred"}
    sure = [one["confidence"] for one in answer["proposals"]]
    assert sure == sorted(sure, reverse=True)
    assert all(0 < one < 1 for one in sure)


def test_only_the_rules_that_are_asked_for_propose(propose):
    answer = json.loads(propose("site", "--json", "--rule", "citation", "--least-confidence", 0).stdout)

    assert {one["rule"] for one in answer["proposals"]} == {"citation"}


def test_of_a_pack_it_says_that_no_text_is_stored(propose):
    done = propose("pack")

    assert done.exit_code == 0
    assert "syllagraph ingest FOLDER" in done.stderr


def test_a_rule_or_course_that_does_not_exist_is_told(propose, tmp_path):
    assert isinstance(propose("pack", "--rule", "guess").exception, InputError)
    assert isinstance(propose("pack", "--course", "tea").exception, NotFoundError)
    (tmp_path / "file").write_text("tea", encoding="utf-8")
    assert isinstance(propose("site", "--out", tmp_path / "file" / "such.yaml").exception, InputError)
