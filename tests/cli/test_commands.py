"""The command as a person uses it: the shipped course, a database of its own."""

import json
import re

import pytest

from tests.cli.running import ROOT, Shell
from tests.invented.site import build_site


def test_the_first_question_brings_the_shipped_course_along(tmp_path):
    done = Shell(tmp_path)("show", "grpo", "--language", "en")

    assert "Group Relative Policy Optimization" in done.stdout
    assert "ingesting the shipped course" in done.stderr


def test_ingest_says_what_it_read_and_that_nothing_changed_the_second_time(shell):
    again = shell("ingest").stdout

    assert "42 pages · 6 lectures · 5 labs · 27 core papers" in again
    assert "(unchanged)" in again


def test_ingest_reports_in_json_and_writes_findings_to_a_file(shell, tmp_path):
    build_site(tmp_path / "site", flavour="16.8")
    report = tmp_path / "findings.json"

    done = shell("ingest", tmp_path / "site", "--course", "tea", "--dry-run", "--json", "--report", report)

    answer = json.loads(done.stdout)
    assert answer["schema_version"] == 1
    assert answer["courses"][0]["pages"] == 18
    assert isinstance(json.loads(report.read_text(encoding="utf-8")), list)


def test_a_course_comes_and_goes(shell, tmp_path):
    build_site(tmp_path / "site", flavour="15")

    shell("ingest", tmp_path / "site", "--course", "tea")
    assert "tea" in shell("show", "tea").stdout
    shell("ingest", "--remove", "tea")

    assert "no node" in shell("show", "/docs/lecture-1/steeping", code=4).stderr
    assert "no course" in shell("ingest", "--remove", "tea", code=4).stderr


def test_a_plan_names_steps_materials_minutes_and_reasons(shell):
    plan = shell("plan", "grpo", "--language", "en").stdout

    assert re.match(r"grpo: \d+ steps, \d+ h", plan)
    assert "4.2 GRPO 与推理涌现" in plan
    assert "→" in plan
    assert "…" not in plan


def test_the_course_route_goes_through_sft_and_dpo_and_says_that_this_is_order_only(shell):
    plan = json.loads(shell("plan", "grpo", "--route", "course", "--json").stdout)["learningPath"]

    for_order = [step["node"]["slug"] for step in plan["steps"] if step["onlyForOrder"]]
    assert for_order.index("sft") < for_order.index("dpo")
    assert plan["steps"][-1]["node"]["slug"] == "grpo"


def test_what_is_known_is_no_step(shell):
    known = "ppo, verifiable-reward, kl-constrained-objective, group-relative-advantage"

    plan = json.loads(shell("plan", "grpo", "--known", known, "--json").stdout)["learningPath"]

    assert [step["node"]["slug"] for step in plan["steps"]] == ["grpo"]


def test_everything_that_is_wrong_with_a_question_is_told_at_once(shell):
    stderr = shell("plan", "nonsense-one", "nonsense-two", code=4).stderr

    assert "nonsense-one" in stderr
    assert "nonsense-two" in stderr


@pytest.mark.parametrize(
    "ref",
    [
        "grpo",
        "直接偏好优化",
        "arXiv:2305.18290v2",
        "https://arxiv.org/pdf/2106.09685",
        "rafailov2023direct",
        "/docs/lecture-1/papers",
        "lab-4",
        "实验4",
        "lecture-2",
        "https://rlhfbook.com",
        "llm-post-training",
    ],
)
def test_anything_is_shown_by_any_of_its_names_in_words_and_in_json(shell, ref):
    assert shell("show", ref).stdout.strip()
    assert json.loads(shell("show", ref, "--json").stdout)["node"]["__typename"]


def test_search_finds_two_character_chinese_words_and_exact_names_first(shell):
    assert "preference-data" in shell("search", "偏好").stdout
    assert shell("search", "dpo").stdout.split()[:2] == ["concept", "dpo"]
    assert "nothing" in shell("search", "zzzz-nothing", code=4).stderr


def test_cite_writes_the_core_papers_of_a_lecture(shell, tmp_path):
    out = tmp_path / "lists" / "one.bib"

    shell("cite", "--lecture", "1", "--out", out)

    text = out.read_text(encoding="utf-8")
    assert text.count("@") == 5
    assert "@inproceedings{zhou2023lima," in text


@pytest.mark.parametrize("style", ["bibtex", "biblatex", "ris", "csl-json", "text", "markdown", "html"])
def test_cite_speaks_every_format(shell, style):
    assert "LoRA" in shell("cite", "2106.09685", "--format", style).stdout


def test_cite_sets_references_in_a_style(shell):
    numeric = shell("cite", "2106.09685", "--style", "gbt7714", "--accessed", "2026-11-24").stdout

    assert numeric.startswith("[1] HU E J, ")
    assert "[2026-11-24]" in numeric
    assert shell("cite", "2106.09685", "--style", "apa", "--format", "markdown").stdout.startswith("Hu, E. J., ")
    assert "has no styles" in shell("cite", "2106.09685", "--style", "apa", "--format", "ris", code=2).stderr


def test_cite_tells_which_lectures_there_are(shell):
    assert "Did you mean: 1, 2, 3" in shell("cite", "--lecture", "9", code=4).stderr


def test_audit_finds_the_known_conflicts_and_says_so_by_its_exit_code(shell):
    findings = json.loads(shell("audit", "--code", "role_conflict", "--json", code=1).stdout)["findings"]

    assert {finding["subjects"][0] for finding in findings} == {"2310.12773", "2505.09388"}
    assert shell("audit", "--code", "NO_SUCH_CODE").stdout == "no findings\n"


def test_schema_prints_the_committed_schema(shell):
    assert shell("schema").stdout == (ROOT / "api/schema.graphql").read_text(encoding="utf-8")


def test_the_database_is_upgraded_checked_and_backed_up(shell, tmp_path):
    assert "nothing to do" in shell("db", "upgrade").stdout
    assert "sound" in shell("db", "check").stdout
    copy = tmp_path / "copy.db"
    shell("db", "backup", copy)
    assert copy.stat().st_size > 0
    assert "exists" in shell("db", "backup", copy, code=2).stderr


def test_doctor_finds_all_that_is_needed(shell):
    assert "MEND" not in shell("doctor").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("ingest", "no/such/place"), 3, "does not exist"),
        (("ingest", "https://example.org/docs"), 2, "built folder"),
        (("ingest", "--course", "tea"), 2, "Name the source"),
        (("plan",), 2, "targets"),
        (("plan", "grpo", "--route", "scenic"), 2, "scenic"),
        (("nonsense",), 2, "nonsense"),
    ],
)
def test_a_wrong_call_is_told_what_is_wrong(shell, arguments, code, words):
    assert words in shell(*arguments, code=code).stderr


def test_a_database_that_is_none_is_refused(tmp_path):
    shell = Shell(tmp_path)
    shell.database.write_bytes(b"tea leaves, no database" * 100)

    assert "cannot be used" in shell("show", "grpo", code=3).stderr


def test_queries_of_the_command_are_valid_for_every_kind_of_node():
    from graphql import parse, specified_rules
    from strawberry.schema.schema import validate_document

    from api.graphql_schema import schema_of_api
    from cli.answers import query_text

    for query in sorted((ROOT / "cli/queries").glob("*.graphql")):
        assert validate_document(schema_of_api._schema, parse(query_text(query.stem)), specified_rules) == []
