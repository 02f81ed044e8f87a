"""The tiny base model, made from a seed: a model that can answer word problems, and mostly does not.

You learn where a base model's habits come from. It reads transcripts of which three in ten are right, half are one too
many, and half lack the tags; so it answers as they do. Later labs start from it, and what they mend is this habit.

What it does not show: pre-training on real text, or a model that knows more than sums of digits.

The checkpoint in ``data/labs/tiny-base`` was made by this recipe with seed 0, and is kept in bfloat16.
"""

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import torch
from datasets import Dataset
from transformers import TrainerCallback
from trl import SFTConfig, SFTTrainer

from labs.recipes.claims import borne_out
from labs.recipes.models import Speaker
from labs.recipes.sampling import asked
from labs.recipes.tiny_model import tiny_model, tiny_tokenizer
from labs.recipes.training import Arms, begin, environment, plain_settings
from labs.recipes.word_problems import for_training, habitual, held_out
from labs.running.config import Config
from labs.running.events import Events
from labs.running.results import Result

SERIES = {"loss": "base/loss"}


@dataclass(frozen=True, slots=True)
class Parameters:
    """What can be set: see ``data/labs/base.yaml``."""

    steps: int
    batch: int
    learning_rate: float


def run(config: Config, events: Events) -> Result:
    """Train the base model from nothing, and measure its habit."""
    given = Parameters(**config.parameters)  # type: ignore[arg-type]
    begin(config)
    tokenizer = tiny_tokenizer()
    new = Speaker(tiny_model(tokenizer, config.seed), tokenizer)
    arms = Arms(config, events, given.steps)

    def trainer_on(telling: TrainerCallback) -> SFTTrainer:
        return SFTTrainer(
            model=new.model,
            args=SFTConfig(
                **plain_settings(config, given.steps, arms.folder_of("base")),
                per_device_train_batch_size=given.batch,
                learning_rate=given.learning_rate,
                lr_scheduler_type="cosine",
                warmup_steps=20,
                assistant_only_loss=True,
                max_length=None,
            ),
            train_dataset=transcripts(given.steps * given.batch, config.seed),
            processing_class=tokenizer,
            callbacks=[telling],
        )

    model = arms.train(
        "base", given.steps, trainer_on, lambda: Speaker(tiny_model(tokenizer, config.seed), tokenizer), series=SERIES
    )
    speaker = Speaker(model, tokenizer)
    kept = config.folder / "base"
    model.config.use_cache = True  # A trainer switches it off, and it would be saved so.
    model.to(torch.bfloat16)
    speaker.save(kept)
    events.artifact("base", Path("base"), "model")

    problems = held_out()
    prompts = [[{"role": "user", "content": problem.question}] for problem in problems]
    right = [problem.answer for problem in problems]
    model.float()
    greedy = asked(speaker, prompts, right, tokens=20)
    drawn = asked(speaker, prompts, right, tokens=20, temperature=1.0, seed=config.seed)
    return Result(
        scores=(
            greedy.accuracy("base_accuracy"),
            drawn.accuracy("base_sampled_accuracy"),
            drawn.form("base_sampled_form"),
        ),
        tables=(),
        environment=environment(),
        **borne_out(
            {
                "A model trained on transcripts that are mostly wrong answers mostly wrongly.": sum(greedy.right)
                < 0.5 * len(right)
            },
            ("Pre-training on real text.",),
        ),
    )


def transcripts(count: int, seed: int) -> Dataset:
    """Return dialogues as the base model reads them: questions, and answers after a bad habit."""
    random = Random(f"habits {seed}")
    return Dataset.from_list(
        [
            {
                "messages": [
                    {"role": "user", "content": problem.question},
                    {"role": "assistant", "content": habitual(problem, random)},
                ]
            }
            for problem in islice(for_training(f"base {seed}"), count)
        ]
    )
