import hashlib
import re

import pytest
import torch
from peft import get_peft_model
from transformers import TrainerCallback

from labs.offered.loading import OFFERS
from labs.recipes.likelihood import likelihoods, mean_loss
from labs.recipes.models import TINY_BASE, start_from
from labs.recipes.sft import IGNORED, masked_loss
from labs.recipes.training import plain_settings
from labs.recipes.tuning import Tuning, adapter_of, dialogues_of, sft_trainer
from labs.recipes.word_problems import held_out, worked
from tests.labs.recipes.running import config_of, run

pytestmark = pytest.mark.torch

ASKS = [problem.question for problem in held_out()[:8]]
ANSWERS = [worked(problem, problem.answer) for problem in held_out()[:8]]


@pytest.fixture
def trainer(tmp_path):
    config = config_of("lab-1", tmp_path)
    plain = plain_settings(config, 1, tmp_path)
    return sft_trainer(
        start_from("tiny-base"), dialogues_of(ASKS, ANSWERS), Tuning(1, 8, 1e-3, 8), plain, TrainerCallback()
    )


def test_the_shipped_base_is_the_one_whose_hash_is_told():
    told = re.search(r"[0-9a-f]{64}", (OFFERS / "base.yaml").read_text())

    assert hashlib.sha256((TINY_BASE / "model.safetensors").read_bytes()).hexdigest() == told[0]


def test_the_base_can_be_made_again_and_is_the_same_from_the_same_seed(tmp_path):
    few = {"steps": 4, "batch": 8}

    made = [run(config_of("tiny-base", tmp_path / str(n), seed=0, **few)).artifact("model") for n in range(2)]

    one, two = ((folder / "model.safetensors").read_bytes() for folder in made)
    assert one == two
    assert (made[0] / "tokenizer.json").read_text() == (TINY_BASE / "tokenizer.json").read_text()


def test_both_ranks_learn_the_task(lab_1):
    for rank in ("r8", "r32"):
        assert lab_1.value(f"{rank}_loss") <= 0.06
        assert lab_1.value(f"{rank}_accuracy") >= 0.9
    assert lab_1.value("base_accuracy") < 0.3


def test_a_run_tells_the_price_of_a_rank_and_never_that_one_is_better(lab_1):
    rows = {row["model"]: row for row in lab_1.rows("ranks")}

    assert rows["r32"]["trained parameters"] == 4 * rows["r8"]["trained parameters"] > 0
    assert any("That one rank is better than another" in line for line in lab_1.result.does_not_show)


def test_the_same_ten_prompts_are_answered_by_base_and_tuned(lab_1):
    table = lab_1.table("answers")

    assert len(table.rows) == 10
    assert list(table.columns)[2:] == ["base", "r8", "r32"]
    assert all(all(row[2:]) for row in table.rows)


def test_what_is_asked_carries_no_loss_and_what_is_answered_does(trainer):
    batch = next(iter(trainer.get_train_dataloader()))
    tokenizer = trainer.processing_class

    for ids, labels in zip(batch["input_ids"], batch["labels"], strict=True):
        learnt = tokenizer.decode(ids[labels != IGNORED])
        read = tokenizer.decode(ids[labels == IGNORED])
        assert learnt.startswith("<think>")
        assert learnt.endswith("</answer> <|im_end|>")
        assert "?" in read
        assert "<answer>" not in read


def test_the_run_shows_which_tokens_carry_loss(lab_1):
    rows = lab_1.rows("carries-loss")

    assert next(row["token"] for row in rows if row["carries loss"]) == "<think>"
    assert not any(row["carries loss"] for row in rows[: [row["token"] for row in rows].index("assistant") + 1])


def test_the_loss_written_out_is_that_of_the_trainer(trainer):
    batch = next(iter(trainer.get_train_dataloader()))
    trainer.model.eval()

    with torch.no_grad():
        theirs = trainer.compute_loss(trainer.model, dict(batch))
        logits = trainer.model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).logits

    ours = masked_loss(logits, batch["labels"])
    assert ours.item() == pytest.approx(theirs.item(), abs=1e-5)


def test_held_out_loss_is_the_same_mean_over_answers(trainer):
    start = start_from("tiny-base")
    batch = next(iter(trainer.get_train_dataloader()))
    logits = start.model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).logits

    found = likelihoods(start, [[{"role": "user", "content": ask}] for ask in ASKS], ANSWERS)

    assert mean_loss(found) == pytest.approx(masked_loss(logits, batch["labels"]).item(), abs=1e-5)


def test_an_adapter_begins_as_no_change_at_all():
    start = start_from("tiny-base")
    before = likelihoods(start, ASKS, ANSWERS)

    after = likelihoods(start.with_model(get_peft_model(start.model, adapter_of(8))), ASKS, ANSWERS)

    assert [one.total for one in after] == pytest.approx([one.total for one in before], abs=1e-4)


def test_an_adapter_is_an_artifact_that_later_labs_start_from(lab_1):
    start = start_from("tiny-base", lab_1.artifact("adapter"))
    asks = [[{"role": "user", "content": ask}] for ask in ASKS]

    assert (
        mean_loss(likelihoods(start, asks, ANSWERS))
        < mean_loss(likelihoods(start_from("tiny-base"), asks, ANSWERS)) / 2
    )
