"""Lab 4: GRPO, learning from rewards that a program can check.

You learn how a model gets better without being shown a single right answer. It is asked the same problem several times;
a program rewards each answer for being right and for its form; answers better than the others of their group are made
likelier, worse ones less likely, and the whole is held near the model it began as.

    python -m labs.running.process < config.json        (or: syllagraph lab run lab-4 --profile tiny)

What the tiny profile does not show: a new skill. The base already gives the right answer about three times in ten, and
another one most of the time, so what is learnt is mostly which of its answers to prefer. Nor does it show chains of
thought that grow by themselves: its problems take one step, and it has no words for second thoughts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from transformers import PreTrainedModel, TrainerCallback
from trl import GRPOConfig, GRPOTrainer, SFTTrainer

from labs.recipes.answers import is_formed, is_right, number_in
from labs.recipes.claims import above, borne_out
from labs.recipes.dry_run import accepted, told
from labs.recipes.emergence import check_list
from labs.recipes.models import Speaker, start_from
from labs.recipes.reasoning_tables import chains, comparison
from labs.recipes.reasoning_tasks import Task, as_chats, task_of
from labs.recipes.sampling import Asked, Prompt, asked, said
from labs.recipes.training import KEPT, Arms, StoppedError, begin, environment, plain_settings, stopped
from labs.recipes.tuning import Tuning, adapter_of, dialogues_of, sft_trainer
from labs.running.config import Config
from labs.running.events import Events
from labs.running.results import Cell, Measure, Result, Table

SCORES = ("base_accuracy", "grpo_accuracy", "distilled_accuracy", "thinking_accuracy")
SERIES = {
    "reward": "grpo/reward",
    "reward_std": "grpo/reward_std",
    "completions/mean_length": "grpo/length",
    "kl": "grpo/kl",
    "frac_reward_zero_std": "grpo/groups_without_variance",
    "rewards/accuracy/mean": "grpo/accuracy_reward",
    "rewards/form/mean": "grpo/form_reward",
    "entropy": "grpo/entropy",
}
MADE_HERE = "made-here"
NONE = "none"
NEVER = (
    "A new skill: the base already gives the right answer some of the time.",
    "That thinking longer helps, or that second thoughts emerge, where problems take one step.",
)
NO_THINKING = "the problems take one step, so thinking first cannot be told from answering at once"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What can be set: see ``data/labs/lab-4.yaml``."""

    model: str
    data: str
    dry_run: bool
    steps: int
    group: int
    problems_per_step: int
    answers_at_once: int
    learning_rate: float
    kl: float
    clip: float
    loss: str
    temperature: float
    answer_tokens: int
    form_weight: float
    rank: int
    distilled: str
    distil_steps: int
    distil_learning_rate: float
    thinking: str
    tests: int


# --- What is rewarded -----------------------------------------------------------------------------


def accuracy(completions: Sequence[Prompt], gold: Sequence[float], **rest: object) -> list[float]:
    """Reward an answer that comes to the right number."""
    numbers = [number_in(said(completion)) for completion in completions]
    return [float(is_right(number, right)) for number, right in zip(numbers, gold, strict=True)]


def form(completions: Sequence[Prompt], **rest: object) -> list[float]:
    """Reward an answer that is a thought and then an answer, each between its tags."""
    return [float(is_formed(said(completion))) for completion in completions]


REWARD_CASES = (
    ("right, in form", "<think> 3 + 4 = 7 </think> <answer> 7 </answer>", 7.0, 1.0, 1.0),
    ("wrong, in form", "<think> 3 + 4 = 8 </think> <answer> 8 </answer>", 7.0, 0.0, 1.0),
    ("right, without tags", "3 + 4 = 7 . the answer is 7", 7.0, 1.0, 0.0),
    ("thousands set apart", r"so we get \boxed{1,000}", 1000.0, 1.0, 0.0),
    ("the right number on the way to a wrong one", "first 7 , then 9", 7.0, 0.0, 0.0),
    ("no number at all", "i cannot tell", 7.0, 0.0, 0.0),
)


# --- What is learnt from it -----------------------------------------------------------------------


def advantages(rewards: torch.Tensor) -> torch.Tensor:
    """Return how much better each answer is than its group, in the group's standard deviations.

    Args:
        rewards: One row a problem, one column an answer.
    """
    centred = rewards - rewards.mean(dim=1, keepdim=True)
    return centred / (rewards.std(dim=1, keepdim=True) + 1e-4)


def policy_loss(
    now: torch.Tensor,
    then: torch.Tensor,
    start: torch.Tensor,
    better: torch.Tensor,
    mask: torch.Tensor,
    *,
    clip: float,
    kl: float,
) -> torch.Tensor:
    """Return the clipped loss of GRPO.

    Args:
        now: Log-probabilities of the tokens under the model now: one row an answer.
        then: The same under the model that drew them.
        start: The same under the model it began as.
        better: The advantage of each answer.
        mask: 1 for tokens of answers, 0 for padding.
        clip: How far a ratio may count.
        kl: How strongly it is held near the start.
    """
    ratio = torch.exp(now - then)
    gain = torch.min(ratio * better[:, None], ratio.clamp(1 - clip, 1 + clip) * better[:, None])
    away = torch.exp(start - now) - (start - now) - 1
    per_token = (kl * away - gain) * mask
    return (per_token.sum(dim=1) / mask.sum(dim=1)).mean()


# --- The run --------------------------------------------------------------------------------------


def run(config: Config, events: Events) -> Result:
    """Train by rewards, train a second model on right answers for comparison, and compare both with the base."""
    given = Parameters(**config.parameters)  # type: ignore[arg-type]
    if given.dry_run:
        return told(config, events, SCORES, plan(config, given))
    begin(config)
    task = task_of(given.data, config.seed, train=given.steps * given.problems_per_step, test=given.tests)
    arms = Arms(config, events, given.steps + given.distil_steps)
    base = start_from(given.model)
    answers = {"base": _asked(base, task, given)}
    try:
        policy = base.with_model(_by_rewards(config, given, task, arms))
        answers["GRPO"] = _asked(policy, task, given)
        answers["distilled"] = _asked(_by_example(config, given, task, arms), task, given)
        if given.thinking != NONE:
            answers["thinking"] = _asked(start_from(given.thinking), as_chats(task), given)
    except StoppedError as why:
        return stopped(SCORES, why)
    policy.save(config.folder / "policy")
    events.artifact("policy", Path("policy"), "model")
    return _result(answers, base, task)


def settings(config: Config, given: Parameters, folder: Path) -> dict[str, Any]:
    """Return the trainer's settings, which are the paper's where its own are not.

    Its ``beta`` is the weight of the divergence, 0 unless said; and it would weigh the divergence by the ratio as well.
    """
    return {
        **plain_settings(config, given.steps, folder),
        "per_device_train_batch_size": given.answers_at_once,
        "gradient_accumulation_steps": given.problems_per_step * given.group // given.answers_at_once,
        "num_generations": given.group,
        "max_completion_length": given.answer_tokens,
        "learning_rate": given.learning_rate,
        "lr_scheduler_type": "constant",
        "beta": given.kl,
        "epsilon": given.clip,
        "loss_type": given.loss,
        "use_bias_correction_kl": False,
        "temperature": given.temperature,
        "reward_weights": [1.0, given.form_weight],
    }


def _by_rewards(config: Config, given: Parameters, task: Task, arms: Arms) -> PreTrainedModel:
    def trainer_on(telling: TrainerCallback) -> GRPOTrainer:
        return grpo_trainer(config, given, task, arms.folder_of("grpo"), telling)

    return arms.train("grpo", given.steps, trainer_on, lambda: start_from(given.model), series=SERIES)


def grpo_trainer(
    config: Config, given: Parameters, task: Task, folder: Path, *callbacks: TrainerCallback
) -> GRPOTrainer:
    """Return the trainer that does the work."""
    start = start_from(given.model)
    rows = [{"prompt": ask, "gold": gold} for ask, gold in zip(task.asks, task.gold, strict=True)]
    return GRPOTrainer(
        model=start.model,
        reward_funcs=[accuracy, form],
        args=GRPOConfig(**settings(config, given, folder)),
        train_dataset=Dataset.from_list(rows),
        processing_class=start.tokenizer,
        peft_config=adapter_of(given.rank),
        callbacks=list(callbacks),
    )


def _by_example(config: Config, given: Parameters, task: Task, arms: Arms) -> Speaker:
    if given.distilled != MADE_HERE:
        return start_from(given.distilled)
    how = Tuning(given.distil_steps, given.problems_per_step * 2, given.distil_learning_rate, rank=given.rank)
    dialogues = dialogues_of(task.asks, task.traces)
    base = start_from(given.model)

    def trainer_on(telling: TrainerCallback) -> SFTTrainer:
        plain = plain_settings(config, given.distil_steps, arms.folder_of("distilled"))
        return sft_trainer(base, dialogues, how, plain, telling)

    series = {"loss": "distilled/loss"}
    return base.with_model(arms.train("distilled", given.distil_steps, trainer_on, lambda: base, series=series))


def _asked(speaker: Speaker, task: Task, given: Parameters) -> Asked:
    return asked(speaker, task.test_asks, task.test_gold, tokens=given.answer_tokens)


# --- What it comes to -----------------------------------------------------------------------------


def _result(answers: dict[str, Asked], base: Speaker, task: Task) -> Result:
    scores = [
        answers["base"].accuracy("base_accuracy"),
        answers["GRPO"].accuracy("grpo_accuracy"),
        answers["distilled"].accuracy("distilled_accuracy"),
        answers["thinking"].accuracy("thinking_accuracy")
        if "thinking" in answers
        else Measure.missing("thinking_accuracy", NO_THINKING),
        answers["base"].form("base_form"),
        answers["GRPO"].form("grpo_form"),
        answers["distilled"].form("distilled_form"),
    ]
    texts = {name: one.answers for name, one in answers.items()}
    return Result(
        scores=scores,
        tables=[
            comparison(answers, {} if "thinking" in answers else {"thinking": NO_THINKING}),
            reward_cases(),
            chains(task, answers),
            check_list(texts, base.tokenizer),
        ],
        environment=environment(),
        **borne_out(
            {
                "Rewards alone raise accuracy, without one right answer being shown.": above(scores[1], scores[0]),
                "Training on right answers, where they are at hand, gets further.": above(scores[2], scores[1]),
            },
            NEVER,
        ),
    )


def reward_cases() -> Table:
    """Return the rewards of answers whose rewards are known beforehand: the reward tested before it is trusted."""
    rows: list[list[Cell]] = []
    for about, text, right, wanted, wanted_form in REWARD_CASES:
        got, got_form = accuracy([text], [right])[0], form([text])[0]
        rows.append([about, text, right, got, got_form, (got, got_form) == (wanted, wanted_form)])
    return Table(
        "reward-cases",
        "Rewards of known answers",
        ("case", "answer", "right number", "accuracy reward", "form reward", "as expected"),
        rows,
        "Reward functions and their test cases",
    )


def plan(config: Config, given: Parameters) -> list[tuple[str, dict[str, Any]]]:
    """Return what would be run, each trainer's settings tried on the trainer's own class."""
    wanted = accepted(GRPOConfig, settings(config, given, config.folder / KEPT / "grpo"))
    return [
        ("model", {"name": given.model, "weights": "bfloat16", "adapter rank": given.rank or "none: all weights"}),
        ("data", {"name": given.data, "problems": given.steps * given.problems_per_step, "tests": given.tests}),
        ("rewards", {"accuracy": 1.0, "form": given.form_weight}),
        ("GRPOTrainer", wanted),
        ("comparison", {"distilled": given.distilled, "thinking": given.thinking}),
    ]
