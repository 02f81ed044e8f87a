"""Lab 2: data before training: what is in it, what to leave out, and what wrong answers cost.

You learn to look at data first: how long it is, how much of it is copied, which rules leave out what. Then one model is
tuned on what is left, and two more on the same data with a share of the answers exchanged for those of other questions.
Held-out loss and accuracy tell the price. A judge reads the answers too, and where the truth is known, the judge is
judged.

    syllagraph lab run lab-2 --profile tiny

What the tiny profile does not show: that more or cleaner data helps any further once a task is learnt, or that a judge
by likelihood is a fair one for prose: it likes what it would have said itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from datasets import Dataset
from transformers import TrainerCallback
from trl import SFTConfig, SFTTrainer

from labs.recipes.claims import borne_out
from labs.recipes.data_quality import (
    Cleaned,
    Length,
    Limits,
    Messages,
    cleaned,
    cleaning_table,
    histogram,
    length_table,
)
from labs.recipes.dialogues import Split, dialogues_for, split_of
from labs.recipes.dry_run import accepted, told
from labs.recipes.judgements import judged_by_server
from labs.recipes.likelihood import likelihoods, mean_loss
from labs.recipes.likelihood_judge import agreement, by_category, judged
from labs.recipes.models import Speaker, start_from
from labs.recipes.raw_dialogues import corrupted, raw_dialogues
from labs.recipes.sampling import Asked, answers_of, asked, said
from labs.recipes.training import KEPT, Arms, StoppedError, begin, environment, plain_settings, stopped
from labs.recipes.tuning import Tuning, sft_settings, sft_trainer
from labs.running.config import Config
from labs.running.events import Events
from labs.running.judge import SERVER
from labs.running.results import Cell, Measure, Result, Table

MADE_HERE = "made-here"
"""The judge that is tuned on right answers."""

OVERFIT = 1.05
"""From which multiple of its least the held-out loss at the end is a sign of having learnt by heart."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """What can be set: see ``data/labs/lab-2.yaml``."""

    model: str
    data: str
    judge: str
    dry_run: bool
    four_bit: bool
    rows: int
    shortest_answer: int
    longest: int
    steps: int
    batch: int
    accumulation: int
    learning_rate: float
    rank: int
    max_length: int
    noise: list[float]
    answer_tokens: int
    judged_prompts: int
    tests: int

    @property
    def tuning(self) -> Tuning:
        """How a model is tuned."""
        return Tuning(self.steps, self.batch, self.learning_rate, self.rank, self.accumulation, self.max_length)


def arm_of(share: float) -> str:
    """Return the name of the arm with a share of noise, as a whole per cent.

    >>> arm_of(0.4)
    'noise-40'
    """
    return f"noise-{round(100 * share)}"


# --- The run ----------------------------------------------------------------------------------------


def run(config: Config, events: Events) -> Result:
    """Look at the data, clean it, tune on it with more and more wrong answers, and let a judge read the answers."""
    given = Parameters(**config.parameters)  # type: ignore[arg-type]
    names = score_names(given.noise)
    if given.dry_run:
        return told(config, events, names, plan(config, given))
    begin(config)
    base = start_from(given.model, four_bit=given.four_bit)
    raw = raw_dialogues(given.data, config.seed, given.rows)
    after = cleaned(raw, _length(base), Limits(given.shortest_answer, given.longest))
    split = split_of(after.kept, given.data, config.seed, tests=given.tests)
    events.log(f"{len(raw)} dialogues read, {len(after.kept)} left, {len(split.training)} to train on")
    judge_steps = given.steps if given.judge == MADE_HERE else 0
    arms = Arms(config, events, given.steps * len(given.noise) + judge_steps)
    seen = {"base": Seen.of(base, split, given, config.seed)}
    try:
        judge = _judge(config, given, arms)
        for share in given.noise:
            speaker = _tuned(arm_of(share), corrupted(split.training, share, config.seed), split, config, given, arms)
            seen[arm_of(share)] = Seen.of(speaker, split, given, config.seed)
            if share == min(given.noise):
                speaker.save(config.folder / "adapter")
    except StoppedError as why:
        return stopped(names, why)
    events.artifact("adapter", Path("adapter"), "adapter")
    tables = [
        cleaning_table(raw, after),
        length_table(raw, after.kept, _length(base)),
        histogram(raw, after.kept, _length(base)),
    ]
    return _result(seen, judge, tables, after, split, given, arms)


def _length(speaker: Speaker) -> Length:
    return lambda text: len(speaker.tokenizer(text, add_special_tokens=False)["input_ids"])


def _tuned(
    arm: str, messages: Sequence[Messages], split: Split, config: Config, given: Parameters, arms: Arms
) -> Speaker:
    start = start_from(given.model, four_bit=given.four_bit)

    def trainer_on(telling: TrainerCallback) -> SFTTrainer:
        plain = {
            **plain_settings(config, given.steps, arms.folder_of(arm)),
            "eval_strategy": "steps",
            "eval_steps": max(1, given.steps // 10),
        }
        kept = _as_data(split.validation)
        return sft_trainer(start, _as_data(messages), given.tuning, plain, telling, held_out=kept)

    series = {"loss": f"{arm}/loss", "eval_loss": f"{arm}/held_out_loss"}
    return start.with_model(arms.train(arm, given.steps, trainer_on, lambda: start, series=series))


def _judge(config: Config, given: Parameters, arms: Arms) -> Speaker | None:
    """Return the judge: a model by name, or one tuned on right answers to problems of its own; None for a server."""
    if given.judge == SERVER:
        return None
    if given.judge != MADE_HERE:
        return start_from(given.judge)
    data = dialogues_for(given.data, config.seed + 1_000_000, rows=given.steps * given.batch, tests=1)
    start = start_from(given.model)

    def trainer_on(telling: TrainerCallback) -> SFTTrainer:
        plain = plain_settings(config, given.steps, arms.folder_of("judge"))
        return sft_trainer(start, data.training, given.tuning, plain, telling)

    return start.with_model(arms.train("judge", given.steps, trainer_on, lambda: start, series={"loss": "judge/loss"}))


def _as_data(dialogues: Sequence[Messages]) -> Dataset:
    return Dataset.from_list([{"messages": list(messages)} for messages in dialogues])


# --- What it comes to -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one model.

    Attributes:
        loss: Mean loss per token on the test part, whose answers are right.
        greedy: Its likeliest answers to problems that can be checked; None where there are none.
        drawn: Its answers drawn at temperature 1.
        answers: Its answers to the prompts that the judge reads.
    """

    loss: float
    greedy: Asked | None
    drawn: Asked | None
    answers: Sequence[str]

    @classmethod
    def of(cls, speaker: Speaker, split: Split, given: Parameters, seed: int) -> "Seen":
        """Look at a model."""
        asks: list[Any] = [[messages[0]] for messages in split.test]
        loss = mean_loss(likelihoods(speaker, asks, [messages[1]["content"] for messages in split.test], batch=32))
        checked, tokens = split.checked, given.answer_tokens
        if checked:
            greedy = asked(speaker, checked.held_out_asks, checked.gold, tokens=tokens)
            drawn = asked(speaker, checked.held_out_asks, checked.gold, tokens=tokens, temperature=1.0, seed=seed)
            return cls(loss, greedy, drawn, greedy.answers[: given.judged_prompts])
        return cls(loss, None, None, answers_of(speaker, asks[: given.judged_prompts], tokens=tokens))


def score_names(noise: Sequence[float]) -> list[str]:
    """Return the scores that a run has."""
    arms = ["base", *map(arm_of, noise)]
    return [f"{arm}_{what}".replace("-", "_") for what in ("loss", "accuracy", "sampled_accuracy") for arm in arms] + [
        "judge_agreement",
        "removed",
    ]


def _result(
    seen: dict[str, Seen],
    judge: Speaker | None,
    tables: list[Table],
    after: Cleaned,
    split: Split,
    given: Parameters,
    arms: Arms,
) -> Result:
    verdicts, judge_tables = _verdicts(judge, seen, split, given)
    return Result(
        scores=[*_scores(seen, split), *verdicts, Measure.share("removed", *_removed(after))],
        tables=[*tables, _ablation(seen, arms), *judge_tables],
        environment=environment(),
        **borne_out(
            {
                "Wrong answers among the right ones cost held-out loss, the more the more there are.": _rises(
                    seen, given
                )
            },
            (
                "That cleaner data helps once a task is learnt.",
                "What people would prefer: the judge is a model, and likes what it would have said itself.",
            ),
        ),
    )


def _verdicts(
    judge: Speaker | None, seen: dict[str, Seen], split: Split, given: Parameters
) -> tuple[list[Measure], list[Table]]:
    """Return what the judge says of all models' answers, and whether it is right where a program knows."""
    prompts, categories = _judged(split, given)
    if judge is None:
        answers = {name: one.answers for name, one in seen.items()}
        told, tables = judged_by_server([said(p) for p in prompts], answers, arm_of(min(given.noise)), "base")
        return [Measure.missing("judge_agreement", "told of the judge by likelihood alone"), *told], tables
    verdicts = {name: judged(judge, prompts, one.answers) for name, one in seen.items()}
    right = {name: one.greedy.right[: len(prompts)] for name, one in seen.items() if one.greedy}
    agrees = agreement(verdicts, right) if right else Measure.missing("judge_agreement", "no program knows the truth")
    return [agrees], [by_category(verdicts, categories)]


def _rises(seen: dict[str, Seen], given: Parameters) -> bool:
    losses = [seen[arm_of(share)].loss for share in sorted(given.noise)]
    return all(less < more for less, more in pairwise(losses)) and len(losses) > 1


def _judged(split: Split, given: Parameters) -> tuple[list[Any], list[str]]:
    """Return the prompts that the judge reads, and the category of each."""
    if split.checked:
        prompts = list(split.checked.held_out_asks[: given.judged_prompts])
        return prompts, ["sums" if any(w in said(p) for w in ("finds", "come")) else "differences" for p in prompts]
    prompts = [[dict(messages[0])] for messages in split.test[: given.judged_prompts]]
    return prompts, ["all"] * len(prompts)


def _removed(after: Cleaned) -> tuple[int, int]:
    gone = sum(after.removed.values())
    return gone, gone + len(after.kept)


def _scores(seen: dict[str, Seen], split: Split) -> list[Measure]:
    scores = []
    for arm, one in seen.items():
        name = arm.replace("-", "_")
        scores.append(Measure(f"{name}_loss", one.loss, n=len(split.test), unit="nats per token"))
        for what, answers in (("accuracy", one.greedy), ("sampled_accuracy", one.drawn)):
            missing = Measure.missing(f"{name}_{what}", "no program can tell whether these answers are right")
            scores.append(answers.accuracy(f"{name}_{what}") if answers else missing)
    return scores


def _ablation(seen: dict[str, Seen], arms: Arms) -> Table:
    rows: list[list[Cell]] = []
    for arm, one in seen.items():
        held_out = arms.history(arm, "eval_loss")
        by_heart = held_out[-1] > OVERFIT * min(held_out) if held_out else None
        accuracies = [answers.accuracy(arm).value if answers else None for answers in (one.greedy, one.drawn)]
        rows.append([arm, one.loss, *accuracies, min(held_out, default=None), by_heart])
    columns = (
        "model",
        "held-out loss",
        "accuracy, greedy",
        "accuracy, drawn",
        "least loss on the way",
        "learnt by heart",
    )
    return Table("ablation", "One thing changed: the share of exchanged answers", columns, rows, "Ablation")


def plan(config: Config, given: Parameters) -> list[tuple[str, dict[str, Any]]]:
    """Return what would be run."""
    parts: list[tuple[str, dict[str, Any]]] = [
        ("model", {"name": given.model, "4-bit": given.four_bit, "rank": given.rank}),
        (
            "data",
            {
                "name": given.data,
                "rows": given.rows,
                "answers of fewer tokens left out": given.shortest_answer,
                "dialogues of more tokens left out": given.longest,
            },
        ),
        ("judge", {"name": given.judge, "prompts": given.judged_prompts}),
    ]
    for share in given.noise:
        plain = plain_settings(config, given.steps, config.folder / KEPT / arm_of(share))
        parts.append((f"SFTTrainer {arm_of(share)}", accepted(SFTConfig, sft_settings(given.tuning, plain))))
    return parts
