from pathlib import Path

import pytest
import torch

from labs.recipes.emergence import check_list
from labs.recipes.grpo import Parameters, advantages, grpo_trainer, policy_loss
from labs.recipes.reasoning_tasks import task_of
from labs.recipes.tiny_model import tiny_tokenizer
from tests.labs.recipes.running import config_of, run

pytestmark = pytest.mark.torch

FEW = {"steps": 6, "problems_per_step": 4, "group": 4, "answers_at_once": 16, "distil_steps": 2, "tests": 20}


@pytest.fixture
def trainer(tmp_path):
    config = config_of("lab-4", tmp_path, **FEW)
    task = task_of("word-problems", 1, train=24, test=1)
    return grpo_trainer(config, Parameters(**config.parameters), task, tmp_path)


def test_rewards_alone_teach_the_tiny_model_to_answer_rightly(lab_4):
    assert lab_4.value("base_accuracy") < 0.3
    assert lab_4.value("grpo_accuracy") >= 0.65
    assert lab_4.value("grpo_form") >= 0.9
    assert lab_4.score("grpo_accuracy").n == 500


def test_rewards_rise_over_the_sixty_steps(lab_4):
    rewards = lab_4.series["grpo/reward"]

    assert len(rewards) == 60
    assert sum(rewards[-10:]) / 10 > sum(rewards[:3]) / 3 + 0.4


def test_the_four_curves_of_the_hand_in_are_told_at_every_step(lab_4):
    for name in ("reward", "reward_std", "length", "kl", "groups_without_variance"):
        assert len(lab_4.series[f"grpo/{name}"]) == 60


def test_the_comparison_has_each_model_with_its_interval_and_says_what_is_missing(lab_4):
    rows = lab_4.rows("comparison")

    assert [row["model"] for row in rows[:3]] == ["base", "GRPO", "distilled"]
    assert all(row["low"] < row["accuracy"] < row["high"] and row["n"] == 500 for row in rows[:3])
    assert rows[3]["accuracy"] is None
    assert "not shown" in rows[3]["model"]
    assert lab_4.score("thinking_accuracy").value is None
    assert "one step" in lab_4.score("thinking_accuracy").reason


def test_every_known_answer_gets_the_reward_it_should(lab_4):
    rows = lab_4.rows("reward-cases")

    assert len(rows) >= 5
    assert all(row["as expected"] for row in rows)


def test_signs_of_reasoning_are_told_apart_from_words_that_a_model_lacks(lab_4):
    rows = {row["sign"]: row for row in lab_4.rows("emergence")}

    assert rows["turns back"]["GRPO"] is None
    assert "cannot occur" in rows["turns back"]["note"]
    assert rows["answers in all"]["GRPO"] == 500
    assert check_list({"one": ["a footstep then"]}, tiny_tokenizer()).rows[0][1] == 1


def test_a_group_whose_answers_are_all_alike_teaches_nothing():
    assert advantages(torch.ones(1, 8)).abs().max() == 0


def test_advantages_are_those_of_the_trainer(trainer):
    trainer.args.max_steps = 1
    trainer.train()
    rewards = torch.tensor([list(trainer._logs["rewards"][name]) for name in ("accuracy", "form")]).sum(dim=0)

    ours = advantages(rewards.view(-1, 4)).flatten()

    assert ours.abs().max() > 0.5
    assert torch.allclose(ours, torch.tensor(list(trainer._logs["advantages"])), atol=1e-4)


def test_the_loss_written_out_is_that_of_the_trainer(trainer):
    torch.manual_seed(5)
    ids = torch.randint(8, 80, (8, 14))
    mask = (torch.arange(6) < torch.tensor([[6], [5], [4], [3], [6], [2], [6], [1]])).long()
    seen = torch.cat([torch.ones(8, 8, dtype=torch.long), mask], dim=1)
    trainer.model.eval()
    now = trainer._get_per_token_logps_and_entropies(trainer.model, ids, seen, 6)[0].detach()
    then, start = now + 0.3 * torch.randn(8, 6), now + 0.3 * torch.randn(8, 6)
    better = torch.randn(8)
    inputs = {
        "prompt_ids": ids[:, :8], "prompt_mask": seen[:, :8], "completion_ids": ids[:, 8:], "completion_mask": mask,
        "advantages": better, "old_per_token_logps": then, "ref_per_token_logps": start,
    }  # fmt: skip

    theirs = trainer._compute_loss(trainer.model, inputs)

    ours = policy_loss(now, then, start, better, mask, clip=0.2, kl=0.04)
    assert ours.item() == pytest.approx(theirs.item(), abs=1e-5)


def test_a_run_that_is_stopped_is_taken_up_again_where_it_was(tmp_path):
    whole = run(config_of("lab-4", tmp_path / "whole", **FEW))
    first = run(config_of("lab-4", tmp_path / "first", **FEW), stop_after=3)

    second = run(config_of("lab-4", tmp_path / "second", inputs={"checkpoint": first.artifact("checkpoint")}, **FEW))

    assert all(score.value is None and "stopped in grpo after step 3" in score.reason for score in first.result.scores)
    assert first.series["grpo/reward"] + second.series["grpo/reward"] == whole.series["grpo/reward"]
    assert second.score("grpo_accuracy") == whole.score("grpo_accuracy")


def test_the_same_seed_gives_the_same_run_and_another_seed_another(tmp_path):
    one, two, other = (run(config_of("lab-4", tmp_path / str(n), seed=seed, **FEW)) for n, seed in enumerate((7, 7, 8)))

    assert one.series == two.series
    assert one.series["grpo/reward"] != other.series["grpo/reward"]


def test_a_run_claims_only_what_its_figures_bear_out(lab_4, tmp_path):
    short = run(config_of("lab-4", tmp_path, **{**FEW, "steps": 1}))

    assert "Rewards alone raise accuracy" in lab_4.result.shows[0]
    assert not any("Rewards alone" in claim for claim in short.result.shows)
    assert any("Not borne out by this run: Rewards alone" in claim for claim in short.result.does_not_show)


def test_what_is_made_is_where_it_is_said_to_be(lab_4):
    policy = lab_4.artifact("model")

    assert (Path(policy) / "model.safetensors").exists()
    assert (Path(policy) / "tokenizer.json").exists()
