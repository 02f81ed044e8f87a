"""What is told of libraries that have moved on is true of those installed: the old way fails, the new one works."""

import importlib
from pathlib import Path

import pytest

from labs.checks.drift import Drift, installed_libraries, known_drift

pytestmark = pytest.mark.torch

DRIFT = {one.name: one for one in known_drift()}


def config(name: str, **settings: object):
    module = "trl.experimental.cpo" if name == "CPOConfig" else "trl"
    kind = getattr(importlib.import_module(module), name)
    return kind(output_dir="out", report_to="none", use_cpu=True, bf16=False, **settings)


def refuses(name: str, word: str, **settings: object) -> None:
    with pytest.raises(TypeError, match=word):
        config(name, **settings)


def simpo() -> None:
    refuses("DPOConfig", "simpo_gamma", loss_type="simpo", simpo_gamma=0.5)
    from trl.experimental.cpo import CPOTrainer

    made = config("CPOConfig", loss_type="simpo", simpo_gamma=0.5, cpo_alpha=0.0)
    assert (made.loss_type, made.simpo_gamma, made.cpo_alpha) == ("simpo", 0.5, 0.0)
    assert CPOTrainer


def prompt_length() -> None:
    refuses("DPOConfig", "max_prompt_length", max_prompt_length=512)
    assert config("DPOConfig", max_length=1024).max_length == 1024


def kl() -> None:
    refuses("GRPOConfig", "kl_coef", kl_coef=0.001)
    assert config("GRPOConfig", beta=0.001).beta == 0.001


def kl_off() -> None:
    assert config("GRPOConfig").beta == 0.0
    assert config("GRPOConfig", beta=0.04).beta == 0.04


def batch() -> None:
    with pytest.raises(ValueError, match="divisible"):
        config("GRPOConfig", per_device_train_batch_size=1, gradient_accumulation_steps=4, num_generations=8)
    made = config("GRPOConfig", per_device_train_batch_size=8, gradient_accumulation_steps=1, num_generations=8)
    assert made.generation_batch_size == 8


def vllm_memory() -> None:
    refuses("GRPOConfig", "vllm_gpu_utilization", vllm_gpu_utilization=0.5)
    assert config("GRPOConfig", vllm_gpu_memory_utilization=0.5).vllm_gpu_memory_utilization == 0.5


def loss() -> None:
    assert config("GRPOConfig").loss_type == "dapo"
    assert config("GRPOConfig", loss_type="grpo").loss_type == "grpo"


def sft_length() -> None:
    refuses("SFTConfig", "max_seq_length", max_seq_length=512)
    assert config("SFTConfig", max_length=512).max_length == 512


def collator() -> None:
    trl = importlib.import_module("trl")
    with pytest.raises(AttributeError):
        trl.DataCollatorForCompletionOnlyLM  # noqa: B018 - that it is gone is what is looked at
    assert config("SFTConfig").assistant_only_loss is False
    assert config("SFTConfig", assistant_only_loss=True).assistant_only_loss is True


def memory() -> None:
    """A build for the processor alone lacks the class; what it declares of it, for type checkers, is the same."""
    import torch

    declared = (Path(torch.__file__).parent / "_C" / "__init__.pyi").read_text("utf-8")
    of_a_gpu = declared.partition("class _CudaDeviceProperties")[2].partition("\nclass ")[0]
    assert "    total_memory: " in of_a_gpu
    assert "    total_mem: " not in of_a_gpu


CHECKS = {
    "dpo-simpo": simpo,
    "dpo-prompt-length": prompt_length,
    "grpo-kl": kl,
    "grpo-kl-off": kl_off,
    "grpo-batch": batch,
    "grpo-vllm-memory": vllm_memory,
    "grpo-loss": loss,
    "sft-length": sft_length,
    "sft-collator": collator,
    "total-memory": memory,
}


@pytest.mark.parametrize("name", CHECKS)
def test_the_old_spelling_fails_and_the_new_one_works(name):
    CHECKS[name]()


def test_what_is_logged_is_called_as_is_told(lab_4):
    """The trainer's own log of a real run: its names are those to plot, and the lab's are not among them."""
    (state,) = list(lab_4.folder.rglob("grpo/done/trainer_state.json"))
    written = state.read_text("utf-8")

    for name in ('"reward"', '"reward_std"', '"completions/mean_length"'):
        assert name in written
    for name in ('"reward/mean"', '"completion_length/mean"'):
        assert name not in written


def test_everything_that_is_told_of_an_installed_library_is_looked_at_here():
    def looked_at(one: Drift) -> bool:
        return one.name in CHECKS or one.name == "grpo-log-names"

    installed = {name for name, version in installed_libraries().items() if version}
    assert {"trl", "torch"} <= installed
    assert [one.name for one in DRIFT.values() if one.library in installed and not looked_at(one)] == []
