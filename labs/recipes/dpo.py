"""DPO: learning from pairs of answers, held near a reference model.

The loss says it all: relative to the reference, the better answer is to gain on the worse one. Beta is how much a gain
counts; the loss is near its floor once beta times the gain is a few units, so a small beta asks for a large gain.
"""

from typing import Any

import torch
from datasets import Dataset
from torch.nn.functional import logsigmoid
from transformers import TrainerCallback
from trl import DPOConfig, DPOTrainer

from labs.recipes.models import Speaker
from labs.recipes.tuning import adapter_of


def dpo_loss(
    chosen: torch.Tensor,
    rejected: torch.Tensor,
    reference_chosen: torch.Tensor,
    reference_rejected: torch.Tensor,
    *,
    beta: float,
) -> torch.Tensor:
    """Return the mean loss of DPO.

    Args:
        chosen: Log-probability of each better answer, summed over its tokens.
        rejected: The same of each worse answer.
        reference_chosen: The same of the better answers under the reference.
        reference_rejected: The same of the worse ones.
        beta: How much a gain on the reference counts.
    """
    gain = (chosen - reference_chosen) - (rejected - reference_rejected)
    return -logsigmoid(beta * gain).mean()


def dpo_settings(beta: float, shared: dict[str, Any]) -> dict[str, Any]:
    """Return the trainer's settings."""
    return {**shared, "loss_type": ["sigmoid"], "beta": beta}


def dpo_trainer(
    start: Speaker, pairs: Dataset, rank: int, settings: dict[str, Any], *callbacks: TrainerCallback
) -> DPOTrainer:
    """Return the trainer that does the work. Its reference is the model without the adapter."""
    return DPOTrainer(
        model=start.model,
        args=DPOConfig(**settings),
        train_dataset=pairs,
        processing_class=start.tokenizer,
        peft_config=adapter_of(rank),
        callbacks=list(callbacks),
    )
