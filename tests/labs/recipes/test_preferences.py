import pytest
import torch

from labs.recipes.dpo import dpo_loss, dpo_trainer
from labs.recipes.likelihood import likelihoods
from labs.recipes.models import start_from
from labs.recipes.preference_pairs import pairs_for
from labs.recipes.preferences import Parameters, arms_of, settings_of
from labs.recipes.sampling import said
from labs.recipes.simpo import simpo_loss, simpo_trainer
from tests.labs.recipes.running import config_of

pytestmark = pytest.mark.torch

ARMS = ("dpo_0_05", "dpo_0_1", "dpo_0_5", "simpo")


@pytest.mark.parametrize("arm", ARMS)
def test_the_better_answer_of_pairs_never_seen_is_preferred(lab_3, arm):
    assert lab_3.value(f"{arm}_preference_accuracy") >= 0.95
    assert lab_3.value(f"{arm}_margin") > 0


@pytest.mark.parametrize("arm", ["dpo-0.05", "dpo-0.1", "dpo-0.5", "simpo"])
def test_margins_rise_over_training(lab_3, arm):
    margins = lab_3.series[f"{arm}/margin"]

    assert len(margins) == 100
    assert sum(margins[-10:]) > sum(margins[:10])


def test_the_margin_of_dpo_grows_with_beta(lab_3):
    small, middle, large = (lab_3.value(f"{arm}_margin") for arm in ARMS[:3])

    assert small < middle < large


def test_preferring_is_told_apart_from_answering_and_saying_less_likely_what_was_chosen(lab_3):
    rows = {row["model"]: row for row in lab_3.rows("comparison")}

    assert rows["start"]["prefers the better"] is None
    for row in rows.values():
        assert row["log-probability of better"] < 0
        assert 0 <= row["accuracy"] <= 1
        assert 0 < row["different tokens"] <= 1
    assert any("different units" in line for line in lab_3.result.does_not_show)


def test_refusals_of_a_model_that_cannot_refuse_are_missing_with_the_reason(lab_3):
    assert lab_3.score("refusals").value is None
    assert "cannot refuse" in lab_3.score("refusals").reason


def trainer_of(method, folder):
    config = config_of("lab-3", folder, betas=[0.3], batch=8)
    given = Parameters(**config.parameters)
    arm = next(one for one in arms_of(given) if one.method == method)
    data = pairs_for("word-problems", 1, rows=8, tests=1)
    make = dpo_trainer if method == "DPO" else simpo_trainer
    trainer = make(start_from("tiny-base"), data.training, 4, settings_of(arm, config, given, folder))
    torch.manual_seed(3)
    with torch.no_grad():
        for name, weights in trainer.model.named_parameters():
            if "lora_B" in name:
                weights.add_(0.02 * torch.randn_like(weights))
    trainer.model.eval()
    return trainer, data.training


def weighed(speaker, rows, column):
    return likelihoods(speaker, list(rows["prompt"]), [said(answer) for answer in rows[column]])


def test_the_loss_of_dpo_written_out_is_that_of_the_trainer(tmp_path):
    trainer, rows = trainer_of("DPO", tmp_path)
    start = start_from("tiny-base")
    sums = [
        torch.tensor([one.total for one in weighed(speaker, rows, column)])
        for speaker in (start.with_model(trainer.model), start)
        for column in ("chosen", "rejected")
    ]

    with torch.no_grad():
        theirs = trainer.compute_loss(trainer.model, next(iter(trainer.get_train_dataloader())))

    ours = dpo_loss(*sums, beta=0.3)
    assert abs(ours.item() - 0.6931) > 1e-3
    assert ours.item() == pytest.approx(theirs.item(), abs=1e-4)


def test_the_loss_of_simpo_written_out_is_that_of_the_trainer(tmp_path):
    trainer, rows = trainer_of("SimPO", tmp_path)
    speaker = start_from("tiny-base").with_model(trainer.model)
    chosen, rejected = (
        torch.tensor([one.per_token for one in weighed(speaker, rows, column)]) for column in ("chosen", "rejected")
    )

    with torch.no_grad():
        theirs = trainer.compute_loss(trainer.model, next(iter(trainer.get_train_dataloader())))

    assert simpo_loss(chosen, rejected, beta=2.0, gamma=0.5).item() == pytest.approx(theirs.item(), abs=1e-4)
