"""SimPO: learning from pairs of answers without a reference, by log-probability per token and with a margin to reach.

In TRL it is a loss of the CPO trainer, which stands among its experiments and may move; all that is needed of it is
here. With ``cpo_alpha`` at 0, which is not its default, nothing but SimPO's loss is left.
"""

from typing import Any

import torch
from datasets import Dataset
from torch.nn.functional import logsigmoid
from transformers import TrainerCallback
from trl.experimental.cpo import CPOConfig, CPOTrainer

from labs.recipes.models import Speaker
from labs.recipes.tuning import adapter_of


def simpo_loss(chosen: torch.Tensor, rejected: torch.Tensor, *, beta: float, gamma: float) -> torch.Tensor:
    """Return the mean loss of SimPO.

    Args:
        chosen: Log-probability of each better answer, per token.
        rejected: The same of each worse answer.
        beta: How much a lead counts.
        gamma: The lead to reach, times beta.
    """
    return -logsigmoid(beta * (chosen - rejected) - gamma).mean()


def simpo_settings(beta: float, gamma: float, shared: dict[str, Any]) -> dict[str, Any]:
    """Return the trainer's settings."""
    return {**shared, "loss_type": "simpo", "beta": beta, "simpo_gamma": gamma, "cpo_alpha": 0.0}


def simpo_trainer(
    start: Speaker, pairs: Dataset, rank: int, settings: dict[str, Any], *callbacks: TrainerCallback
) -> CPOTrainer:
    """Return the trainer that does the work."""
    return CPOTrainer(
        model=start.model,
        args=CPOConfig(**settings),
        train_dataset=pairs,
        processing_class=start.tokenizer,
        peft_config=adapter_of(rank),
        callbacks=list(callbacks),
    )
