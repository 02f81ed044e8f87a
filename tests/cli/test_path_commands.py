"""What next, what that opens, why, lineages and known sets, on the command line and of the shipped course."""

import json
import re

import pytest

from graph.nodes import NodeKind
from graph.questions.known_token import token_of


def answered(shell, *arguments, code=0):
    answer = json.loads(shell(*arguments, "--json", code=code).stdout)
    assert answer.pop("schema_version") == 1
    (found,) = answer.values()
    return found


def words_of(text):
    """Return a text without what its layout adds."""
    return re.sub(r"\s+", " ", text)


def test_next_tells_what_each_thing_builds_on_and_opens(shell):
    told = words_of(shell("next", "--known", "sft,lora", "--language", "en", "--limit", "3").stdout)

    assert "you know" in told
    assert "opens at once" in told
    assert "leads to" in told


def test_next_without_anything_known_tells_where_to_start(shell):
    assert "good places to start" in shell("next", "--language", "en").stdout
    assert "可以从这里开始" in shell("next").stdout


def test_next_in_json_can_be_narrowed_to_labs(shell):
    needed = "sft,lora-rank,qlora,bitsandbytes,trl,llama-factory,learning-rate,data-quality"

    found = answered(shell, "next", "--known", needed, "--kind", "lab")

    assert [(one["kind"], one["node"]["slug"]) for one in found] == [("LAB", "lab-1")]


def test_opens_tells_what_is_possible_then_and_what_is_missing(shell):
    told = words_of(shell("opens", "grpo", "--known", "sft", "--language", "en").stdout)

    assert "dapo" in told
    assert "you still lack: PPO" in told
    assert answered(shell, "opens", "grpo", "--known", "sft")["missing"]


def test_why_reads_like_an_explanation_in_both_languages(shell):
    english = shell("why", "kl-divergence", "grpo", "--language", "en").stdout
    chinese = shell("why", "kl-divergence", "grpo").stdout

    assert "Group Relative Policy Optimization cannot do without Kullback-Leibler divergence." in english
    assert "The constraint is the KL divergence between the policy and the reference." in english
    assert "离不开 KL 散度" in chinese
    assert "[原文明说: /docs/lecture-3/dpo-derivation" in chinese


@pytest.mark.parametrize(
    ("earlier", "later", "said"),
    [
        ("grpo", "kl-divergence", "the other way round"),
        ("dpo", "grpo", "its order, no need"),
        ("dapo", "clip-higher", "Clip-Higher is part of DAPO"),
        ("lora", "dapo", "Nothing joins"),
        ("reward-model", "grpo", "not the only way"),
        ("lab-1", "lab-3", "the public model Qwen/Qwen3-1.7B would do as well"),
    ],
)
def test_why_tells_what_else_joins_two_things(shell, earlier, later, said):
    assert said in words_of(shell("why", earlier, later, "--language", "en").stdout)


def test_why_answers_in_json_with_types(shell):
    found = answered(shell, "why", "ppo", "grpo")

    assert found["answer"] == "NEEDED"
    assert [link["kind"] for link in found["chains"][0]["links"]] == ["REQUIRES"]


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [("ppo", "dapo", ["2017", "2024", "2025"]), ("rlhf", "simpo", ["2017", "2023", "2024"])],
)
def test_a_lineage_is_told_from_the_oldest_to_the_newest(shell, start, end, years):
    told = shell("lineage", start, end, "--language", "en").stdout

    assert re.findall(r"^  (\d{4})  ", told, re.MULTILINE) == years


def test_a_lineage_of_one_method_is_told_in_either_direction(shell):
    assert "QLoRA" in shell("lineage", "lora", "--language", "en").stdout
    assert "Proximal Policy Optimization" in shell("lineage", "--of", "dapo", "--language", "en").stdout
    assert answered(shell, "lineage", "--of", "dapo")["from"] is None


def test_a_lineage_has_one_newer_end(shell):
    done = shell("lineage", "ppo", "dapo", "--of", "grpo", code=2)

    assert "--of" in done.stderr


def test_known_gives_a_token_that_other_commands_take(shell):
    token = shell("known", "sft,lora", "dpo").stdout.splitlines()[0]

    assert shell("known", token).stdout.splitlines()[0] == token
    assert answered(shell, "next", "--known", token) == answered(shell, "next", "--known", "dpo,sft,lora")
    assert shell("plan", "simpo", "--known", token).stdout == shell("plan", "simpo", "--known", "dpo,lora,sft").stdout


def test_known_tells_what_it_does_not_know_and_keeps_the_rest(shell):
    done = shell("known", "sft,dp", "--language", "en", code=4)

    assert "Did you mean: dpo" in done.stderr
    assert "known (1): Supervised fine-tuning" in done.stdout
    assert [one["ref"] for one in answered(shell, "known", "sft,dp", code=4)["unknown"]] == ["dp"]


def test_a_damaged_token_is_told_with_its_place(shell):
    token = shell("known", "sft").stdout.splitlines()[0]

    done = shell("next", "--known", token[:6] + "*" + token[7:], code=2)

    assert "byte 6" in done.stderr


def test_what_is_gone_from_the_graph_is_told_and_left_out(shell):
    token = token_of([(NodeKind.CONCEPT, "sft"), (NodeKind.CONCEPT, "matcha")])

    done = shell("next", "--known", token)

    assert "concept matcha" in done.stderr
    assert done.stdout == shell("next", "--known", "sft").stdout
