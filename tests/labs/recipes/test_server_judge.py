"""The judge that whoever runs the service has set, asked by a whole run."""

import pytest

from labs.running.judge import MODEL, URL
from tests.labs.judge_server import Answer, judge_server
from tests.labs.recipes.running import config_of, run

pytestmark = pytest.mark.torch

SHORT = {"judge": "server", "rows": 200, "steps": 3, "noise": [0.0], "tests": 8, "judged_prompts": 4}


def test_answers_are_judged_one_by_one_and_in_pairs_both_ways_round(tmp_path, monkeypatch):
    def answer(question, number):
        return "[[A]]" if "<answer-A>" in question else "no score" if number == 1 else "Fine. [[7]]"

    with judge_server(answer) as server:
        monkeypatch.setenv(URL, server.url)
        monkeypatch.setenv(MODEL, "tea-judge")
        ran = run(config_of("lab-2", tmp_path, **SHORT))

    assert len(server.asked) == 2 * 4 + 2 * 4
    base, tuned = ran.score("judge_score_base"), ran.score("judge_score_noise_0")
    assert (base.value, base.n, base.parse_failures) == (7.0, 4, 1)
    assert (tuned.value, tuned.parse_failures) == (7.0, 0)
    assert ran.value("judge_first_position") == 1.0
    assert ran.value("judge_order_disagreement") == 1.0
    assert ran.value("judge_won") == 0.0
    assert [row["model"] for row in ran.rows("judge")] == ["base", "noise-0"]
    assert len(ran.rows("judge-pairs")) == 4


def test_a_judge_that_is_not_there_costs_its_scores_and_nothing_else(tmp_path, monkeypatch):
    with judge_server(lambda *_: Answer(b"", 401)) as server:
        monkeypatch.setenv(URL, server.url)
        monkeypatch.setenv(MODEL, "tea-judge")
        ran = run(config_of("lab-2", tmp_path, **SHORT))

    assert "401" in ran.score("judge_score_base").reason
    assert ran.value("noise_0_loss") > 0


def test_models_taught_by_comparison_are_judged_beside_the_one_they_began_as(tmp_path, monkeypatch):
    with judge_server(lambda question, _: "[[C]]" if "<answer-A>" in question else "[[6]]") as server:
        monkeypatch.setenv(URL, server.url)
        monkeypatch.setenv(MODEL, "tea-judge")
        ran = run(config_of("lab-3", tmp_path, judge="server", rows=64, steps=2, betas=[0.1], tests=10))

    assert {row["model"]: row["mean of 10"] for row in ran.rows("judge")} == {"start": 6, "dpo-0.1": 6, "simpo": 6}
    assert ran.score("judge_score_dpo_0_1").n == 10
    assert (ran.value("judge_won"), ran.score("judge_won").n) == (0.0, 10)
    assert ran.score("judge_first_position").value is None


def test_a_model_in_fewer_bits_is_judged_beside_the_whole(tmp_path, monkeypatch):
    with judge_server(lambda question, _: "[[B]]" if "<answer-A>" in question else "[[6]]") as server:
        monkeypatch.setenv(URL, server.url)
        monkeypatch.setenv(MODEL, "tea-judge")
        methods = ["bf16", "rtn4"]
        ran = run(config_of("lab-5", tmp_path, judge="server", methods=methods, tuning_steps=2, tests=10))

    assert [row["model"] for row in ran.rows("judge")] == methods
    assert ran.value("judge_first_position") == 0.0
