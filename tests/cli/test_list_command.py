"""``syllagraph list preview``: reading lists of the shipped course, and those that people have read."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from cli.main import app_of
from schema.errors import InputError, SyllagraphError
from tests.cli.golden_lists import FOLDER, LISTS, printed


@pytest.fixture(scope="module")
def run(shell):
    def run(*arguments):
        return CliRunner().invoke(app_of(["list"]), ["list", "preview", *arguments], env=shell.env)

    return run


@pytest.mark.parametrize("name", LISTS)
def test_a_list_reads_as_it_did_when_it_was_found_good(name, shell):
    expected = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")

    assert printed(LISTS[name], shell) == expected, "read it anew: python -m tests.cli.golden_lists"


def test_no_file_is_left_over():
    assert {file.stem for file in FOLDER.iterdir()} == set(LISTS)


def test_every_format_is_printed_as_it_is(run):
    markdown = run("--lecture", "3", "-f", "markdown").stdout
    table = run("--lecture", "3", "-f", "csv").stdout
    page = run("--lecture", "3", "-f", "html", "--title", "Week 3").stdout
    whole = json.loads(run("--lecture", "3", "-f", "json").stdout)

    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    assert [row["key"] for row in rows] == [one["key"] for one in whole["items"]]
    assert [row["key"] for row in rows if f"`{row['key']}`" in markdown] == [row["key"] for row in rows]
    assert "<title>Week 3</title>" in page


def test_json_answers_as_graphql_does(run):
    answer = json.loads(
        run("--target", "grpo", "--known", "sft", "--weeks", "2", "--hours-per-week", "5", "--json").stdout
    )

    assert answer["schema_version"] == 1
    made = answer["readingList"]
    assert [item["paper"]["arxivId"] for item in made["items"]] == ["1707.06347", "2402.03300"]
    assert made["items"][1]["buildsOn"][0]["concept"] == {"slug": "ppo"}
    assert len(made["schedule"]["weeks"]) == 2
    assert "schedule" not in json.loads(run("--lecture", "1", "--json").stdout)["readingList"]


def test_filters_narrow_a_list(run):
    def keys(*arguments):
        return [one["key"] for one in json.loads(run(*arguments, "-f", "json").stdout)["items"]]

    core = keys("--lecture", "4", "--role", "core")
    must = keys("--lecture", "4", "--role", "core", "--priority", "must")
    assert set(must) < set(core) < set(keys("--lecture", "4"))
    assert keys("--concept", "dpo", "--text", "unpacking") == ["ivison2024unpacking"]
    assert keys("rafailov2023direct", "--lecture", "4", "--text", "nothing of the sort") == ["rafailov2023direct"]


def test_a_list_is_written_to_a_file(run, tmp_path):
    out = tmp_path / "list.csv"

    done = run("--lecture", "3", "-f", "csv", "-o", str(out))

    assert done.exit_code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfnumber,")
    assert b"\r\r" not in out.read_bytes()


def test_weeks_without_hours_are_refused(run):
    assert isinstance(run("--weeks", "3").exception, InputError)


def test_all_problems_are_told_at_once(run):
    error = run("--lecture", "9", "--concept", "grpp", "--max-minutes", "0").exception

    assert isinstance(error, ExceptionGroup)
    assert len(error.exceptions) == 3
    assert all(isinstance(each, SyllagraphError) for each in error.exceptions)
