"""Supervised fine-tuning, as several labs do it: TRL's trainer with the loss on answers alone, with LoRA or without."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from datasets import Dataset
from peft import LoraConfig
from transformers import TrainerCallback
from trl import SFTConfig, SFTTrainer

from labs.recipes.models import Speaker
from labs.recipes.sampling import Prompt, said

PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


@dataclass(frozen=True, slots=True)
class Tuning:
    """How to tune.

    Attributes:
        steps: How many steps.
        batch: Dialogues at once.
        accumulation: How many batches make a step.
        learning_rate: The highest rate.
        rank: The rank of the adapter; 0 tunes all weights.
        max_length: Tokens after which a dialogue is cut; 0 for no limit.
    """

    steps: int
    batch: int
    learning_rate: float
    rank: int = 0
    accumulation: int = 1
    max_length: int = 0


def adapter_of(rank: int) -> LoraConfig | None:
    """Return the settings of an adapter on all seven projections, its alpha twice its rank; None for rank 0."""
    if not rank:
        return None
    return LoraConfig(
        r=rank, lora_alpha=2 * rank, lora_dropout=0.05, bias="none", target_modules=PROJECTIONS, task_type="CAUSAL_LM"
    )


def sft_settings(how: Tuning, plain: dict[str, Any]) -> dict[str, Any]:
    """Return the trainer's settings.

    The loss is on what the assistant says alone. A trainer left to itself takes it on all of the dialogue.
    """
    return {
        **plain,
        "per_device_train_batch_size": how.batch,
        "gradient_accumulation_steps": how.accumulation,
        "learning_rate": how.learning_rate,
        "lr_scheduler_type": "cosine",
        "warmup_steps": max(1, how.steps // 10),
        "assistant_only_loss": True,
        "max_length": how.max_length or None,
        "packing": False,
    }


def sft_trainer(
    start: Speaker,
    dialogues: Dataset,
    how: Tuning,
    plain: dict[str, Any],
    telling: TrainerCallback,
    *,
    held_out: Dataset | None = None,
) -> SFTTrainer:
    """Return a trainer of a model on dialogues."""
    return SFTTrainer(
        model=start.model,
        args=SFTConfig(**sft_settings(how, plain)),
        train_dataset=dialogues,
        eval_dataset=held_out,
        processing_class=start.tokenizer,
        peft_config=adapter_of(how.rank),
        callbacks=[telling],
    )


def dialogues_of(asks: Sequence[Prompt], answers: Sequence[str]) -> Dataset:
    """Return dialogues of one question and one answer each."""
    return Dataset.from_list(
        [
            {"messages": [{"role": "user", "content": said(ask)}, {"role": "assistant", "content": answer}]}
            for ask, answer in zip(asks, answers, strict=True)
        ]
    )
