"""``syllagraph plan`` with constraints, on the shipped course."""

import json
import re

import pytest

from tests.cli.golden_plans import printed


@pytest.fixture(scope="module")
def plan(shell):
    return lambda *arguments: printed(arguments, shell)


def test_what_there_is_no_time_for_is_told_with_the_way_round(plan):
    answer = plan("grpo", "--max-minutes", "200", "--language", "en")

    assert re.search(r"^left out: .+ — There is no time for it.*\. Way round: Allow \d+ minutes more$", answer, re.M)


def test_a_plan_without_time_says_that_nothing_fits_and_not_that_nothing_is_to_do(plan):
    answer = plan("grpo", "--max-minutes", "0", "--language", "en")

    assert "no step fits these constraints" in answer
    assert "nothing to do" not in answer


def test_a_lab_that_takes_too_much_memory_is_told_with_a_gpu_to_hire_and_its_price(plan):
    answer = plan("lab-4", "--gpu-gb", "8", "--language", "en")

    assert re.search(r"left out: .+ — It takes at least 24 GB.*Way round: Hire one .+ minutes, ~[\d.]+ CNY", answer)


def test_what_is_left_out_for_the_same_reason_shares_a_line(plan):
    answer = plan("rlvr", "--least-evidence", "stated", "--language", "en")

    lines = [line for line in answer.splitlines() if line.startswith("left out: ")]
    assert any(", " in line.partition(" — ")[0] for line in lines)
    assert ".." not in answer


def test_all_constraints_go_into_json_as_graphql_takes_them(plan):
    options = ("--max-minutes", "400", "--gpu-gb", "16", "--material-language", "zh", "--priority", "must")

    answer = json.loads(plan("dpo", *options, "--priority", "strong", "--least-evidence", "curated", "--json"))

    path = answer["learningPath"]
    assert {one["constraint"] for one in path["excluded"]} >= {"PRIORITIES", "GPU_MEMORY", "LANGUAGE"}
    assert path["minutes"]["likely"] <= 400
    assert all(one["reason"] for one in path["excluded"])
