"""Lab 1: supervised fine-tuning with LoRA, and what the rank of an adapter is worth.

You learn how a model is taught by example: it reads dialogues, and is made to find the assistant's words likelier. Only
these carry loss; what the user asks is read, never learnt to be said. And you learn what an adapter is: two thin
matrices beside each projection, trained while the model itself stays as it was. Ranks 8 and 32 are tried from the same
start, everything else alike.

    syllagraph lab run lab-1 --profile tiny

What the tiny profile does not show: that a higher rank is better. Both learn all there is to learn here, so the
comparison shows the price, in parameters, and no gain. Nor does it show that a model follows instructions: there is
one instruction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch.nn.functional import cross_entropy
from transformers import TrainerCallback
from trl import SFTConfig, SFTTrainer

from labs.recipes.claims import borne_out
from labs.recipes.dialogues import Dialogues, dialogues_for
from labs.recipes.dry_run import accepted, told
from labs.recipes.likelihood import likelihoods, mean_loss
from labs.recipes.models import Speaker, start_from
from labs.recipes.sampling import Asked, answers_of, asked, said
from labs.recipes.training import KEPT, Arms, StoppedError, begin, environment, plain_settings, stopped
from labs.recipes.tuning import PROJECTIONS, Tuning, sft_settings, sft_trainer
from labs.running.config import Config
from labs.running.events import Events
from labs.running.results import Cell, Measure, Result, Table

IGNORED = -100
"""What a token is labelled with that carries no loss."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """What can be set: see ``data/labs/lab-1.yaml``."""

    model: str
    data: str
    dry_run: bool
    four_bit: bool
    rows: int
    steps: int
    batch: int
    accumulation: int
    learning_rate: float
    ranks: list[int]
    max_length: int
    answer_tokens: int
    tests: int

    def tuning(self, rank: int) -> Tuning:
        """Return how an adapter of a rank is trained."""
        return Tuning(self.steps, self.batch, self.learning_rate, rank, self.accumulation, self.max_length)


# --- What is learnt ---------------------------------------------------------------------------------


def masked_loss(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Return the mean loss over the tokens that carry any.

    Each place says what comes next, so logits and labels are moved apart by one.

    Args:
        logits: What the model expects, by dialogue, place and token.
        labels: The tokens that were said; ``IGNORED`` where none is to be learnt.
    """
    expected, said_next = logits[:, :-1], labels[:, 1:]
    counts = said_next != IGNORED
    return cross_entropy(expected[counts], said_next[counts])


# --- The run ----------------------------------------------------------------------------------------


def run(config: Config, events: Events) -> Result:
    """Train an adapter of each rank, and compare answers and losses with the base."""
    given = Parameters(**config.parameters)  # type: ignore[arg-type]
    names = score_names(given.ranks)
    if given.dry_run:
        return told(config, events, names, plan(config, given))
    begin(config)
    base = start_from(given.model, four_bit=given.four_bit)
    data = dialogues_for(given.data, config.seed, rows=given.rows, tests=given.tests)
    arms = Arms(config, events, given.steps * len(given.ranks))
    seen = {"base": Seen.of(base, data, given)}
    tuned: dict[int, Speaker] = {}
    try:
        for rank in given.ranks:
            tuned[rank] = _tuned(rank, config, given, data, arms)
            seen[f"r{rank}"] = Seen.of(tuned[rank], data, given)
    except StoppedError as why:
        return stopped(names, why)
    best = min(given.ranks, key=lambda rank: (seen[f"r{rank}"].loss, rank))
    tuned[best].save(config.folder / "adapter")
    events.artifact("adapter", Path("adapter"), "adapter")
    events.log(f"The adapter of rank {best} is kept for later labs: its held-out loss is the lowest.")
    return _result(seen, tuned, base, data, given)


def _tuned(rank: int, config: Config, given: Parameters, data: Dialogues, arms: Arms) -> Speaker:
    arm = f"r{rank}"
    start = start_from(given.model, four_bit=given.four_bit)

    def trainer_on(telling: TrainerCallback) -> SFTTrainer:
        plain = plain_settings(config, given.steps, arms.folder_of(arm))
        return sft_trainer(start, data.training, given.tuning(rank), plain, telling)

    series = {"loss": f"sft/{arm}/loss", "mean_token_accuracy": f"sft/{arm}/token_accuracy"}
    return start.with_model(arms.train(arm, given.steps, trainer_on, lambda: start, series=series))


# --- What it comes to -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one model on held-out dialogues.

    Attributes:
        loss: Mean loss per token of the held-out answers.
        answers: Its answers to the prompts that all models are asked.
        checked: Its answers to problems that can be checked; None where there are none.
    """

    loss: float
    answers: Sequence[str]
    checked: Asked | None

    @classmethod
    def of(cls, speaker: Speaker, data: Dialogues, given: Parameters) -> "Seen":
        """Look at a model."""
        return cls(
            mean_loss(likelihoods(speaker, data.held_out_asks, data.held_out_answers)),
            answers_of(speaker, data.prompts, tokens=given.answer_tokens),
            asked(speaker, data.held_out_asks, data.gold, tokens=given.answer_tokens) if data.gold else None,
        )


def score_names(ranks: Sequence[int]) -> list[str]:
    """Return the scores that a run has, by the ranks it tries."""
    arms = ("base", *(f"r{rank}" for rank in ranks))
    return [f"{arm}_{what}" for what in ("loss", "accuracy") for arm in arms]


def _result(
    seen: dict[str, Seen], tuned: dict[int, Speaker], base: Speaker, data: Dialogues, given: Parameters
) -> Result:
    scores = [
        Measure(f"{arm}_loss", one.loss, n=len(data.held_out_asks), unit="nats per token") for arm, one in seen.items()
    ]
    scores += [
        one.checked.accuracy(f"{arm}_accuracy")
        if one.checked
        else Measure.missing(f"{arm}_accuracy", "no program can tell whether an answer to these prompts is right")
        for arm, one in seen.items()
    ]
    return Result(
        scores=scores,
        tables=[_ranks(seen, tuned), _answers(seen, data), carries_loss(base, data)],
        environment=environment(),
        **borne_out(
            {
                "Training an adapter on examples lowers the loss on answers that were held out.": all(
                    one.loss < seen["base"].loss for arm, one in seen.items() if arm != "base"
                ),
            },
            (
                "That one rank is better than another, where both learn all there is to learn.",
                "Instruction following in general."
                if data.gold
                else "That answers are better: people have to read them.",
            ),
        ),
    )


def _ranks(seen: dict[str, Seen], tuned: dict[int, Speaker]) -> Table:
    rows: list[list[Cell]] = []
    for arm, one in seen.items():
        rank = int(arm[1:]) if arm != "base" else 0
        trained, percent = _price(tuned[rank]) if rank else (0, 0.0)
        share = one.checked.accuracy(arm) if one.checked else Measure.missing(arm, "")
        rows.append([arm, rank, trained, percent, one.loss, share.value, share.low, share.high, share.n])
    columns = ("model", "rank", "trained parameters", "percent of all", "held-out loss", "accuracy", "low", "high", "n")
    return Table(
        "ranks", "The same training with adapters of different rank", columns, rows, "Hyper-parameter experiment"
    )


def _price(speaker: Speaker) -> tuple[int, float]:
    """Return how many parameters an adapter has, and their share of all in per cent."""
    # The library knows that of weights in 4 bits two are kept as one.
    _, whole = speaker.model.get_nb_trainable_parameters()
    trained = sum(weights.numel() for name, weights in speaker.model.named_parameters() if "lora_" in name)
    return trained, round(100 * trained / whole, 2)


def _answers(seen: dict[str, Seen], data: Dialogues) -> Table:
    rows = [
        [category, said(prompt), *(one.answers[number] for one in seen.values())]
        for number, (category, prompt) in enumerate(zip(data.categories, data.prompts, strict=True))
    ]
    return Table(
        "answers",
        "The same prompts before and after",
        ("category", "prompt", *seen),
        rows,
        "Ten prompts, base and tuned",
    )


def carries_loss(base: Speaker, data: Dialogues) -> Table:
    """Return one dialogue token by token, and which tokens carry loss."""
    messages = data.training[0]["messages"]
    read = base.tokenizer.apply_chat_template(messages, return_dict=True, return_assistant_tokens_mask=True)
    tokens = base.tokenizer.convert_ids_to_tokens(read["input_ids"])
    rows = [[token, bool(mask)] for token, mask in zip(tokens, read["assistant_masks"], strict=True)][:60]
    return Table("carries-loss", "One dialogue, token by token", ("token", "carries loss"), rows)


def plan(config: Config, given: Parameters) -> list[tuple[str, dict[str, Any]]]:
    """Return what would be run."""
    folder = config.folder / KEPT
    parts: list[tuple[str, dict[str, Any]]] = [
        ("model", {"name": given.model, "weights": "4-bit NF4, double quantization" if given.four_bit else "16-bit"}),
        ("data", {"name": given.data, "rows": given.rows, "held out": given.tests}),
    ]
    for rank in given.ranks:
        settings = sft_settings(given.tuning(rank), plain_settings(config, given.steps, folder / f"r{rank}"))
        parts.append((f"adapter r{rank}", {"alpha": 2 * rank, "on": PROJECTIONS}))
        parts.append((f"SFTTrainer r{rank}", accepted(SFTConfig, settings)))
    return parts
