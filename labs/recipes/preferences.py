"""Lab 3: DPO and SimPO from the same start, and what beta is worth.

You learn how a model is taught by comparison: of two answers to a question, one is better. DPO makes the better answer
gain on the worse one relative to a reference, the model it began as; SimPO has no reference, weighs answers per token,
and asks for a lead. The losses stand in ``dpo.py`` and ``simpo.py``.

Look at the log-probability of the better answers: it often falls, while the worse ones fall further. That is what the
loss asks for, and why a model can prefer rightly and still answer no better.

    syllagraph lab run lab-3 --profile tiny

What it does not show: that one method is better. Margins are in units of beta, so those of DPO compare once they are
divided by it, and not with SimPO's at all. Nor that people would prefer the answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transformers import Trainer, TrainerCallback
from trl import DPOConfig
from trl.experimental.cpo import CPOConfig

from labs.recipes.claims import borne_out
from labs.recipes.dpo import dpo_settings, dpo_trainer
from labs.recipes.dry_run import accepted, told
from labs.recipes.judgements import judged_by_server
from labs.recipes.likelihood import Likelihood, likelihoods
from labs.recipes.models import Speaker, start_from, trained_in
from labs.recipes.preference_pairs import Pairs, pairs_for
from labs.recipes.refusals import HARMFUL, HARMLESS, distinct, is_refusal
from labs.recipes.sampling import Asked, answers_of, asked, said
from labs.recipes.simpo import simpo_settings, simpo_trainer
from labs.recipes.training import KEPT, Arms, StoppedError, begin, environment, plain_settings, stopped
from labs.running.config import Config
from labs.running.events import Events
from labs.running.judge import SERVER
from labs.running.results import Cell, Measure, Result, Table

NO_REFUSALS = "a model of this size knows word problems only: it cannot refuse anything"
DRAWS = 5
JUDGED = 10


@dataclass(frozen=True, slots=True)
class Parameters:
    """What can be set: see ``data/labs/lab-3.yaml``."""

    model: str
    data: str
    dry_run: bool
    four_bit: bool
    rows: int
    steps: int
    batch: int
    accumulation: int
    learning_rate: float
    rank: int
    betas: list[float]
    simpo_beta: float
    simpo_gamma: float
    max_length: int
    optimizer: str
    answer_tokens: int
    tests: int
    judge: str


@dataclass(frozen=True, slots=True)
class Arm:
    """One way of learning from pairs."""

    name: str
    method: str
    beta: float


def arms_of(given: Parameters) -> list[Arm]:
    """Return what is tried: DPO with each beta, and SimPO.

    >>> [f"dpo-{beta:g}" for beta in (0.05, 0.1)]
    ['dpo-0.05', 'dpo-0.1']
    """
    return [*(Arm(f"dpo-{beta:g}", "DPO", beta) for beta in given.betas), Arm("simpo", "SimPO", given.simpo_beta)]


# --- The run ----------------------------------------------------------------------------------------


def run(config: Config, events: Events) -> Result:
    """Train each arm from the same start, and compare what they prefer, say, refuse, and how they vary."""
    given = Parameters(**config.parameters)  # type: ignore[arg-type]
    names = score_names(given)
    if given.dry_run:
        return told(config, events, names, plan(config, given))
    begin(config)
    data = pairs_for(given.data, config.seed, rows=given.rows, tests=given.tests)
    events.log(f"Better answers are {data.length_ratio:.2f} times as long as worse ones; from 1.5, length is learnt.")
    begun = Arms(config, events, given.steps * len(arms_of(given)))
    start = _start(config, given)
    seen = {"start": Seen.of(start, data, given, config.seed)}
    last = start
    try:
        for arm in arms_of(given):
            last = _trained(arm, config, given, data, begun)
            seen[arm.name] = Seen.of(last, data, given, config.seed)
    except StoppedError as why:
        return stopped(names, why)
    _keep(config, given, begun, events)
    return _result(seen, data, given)


def _start(config: Config, given: Parameters) -> Speaker:
    return start_from(given.model, config.inputs.get("adapter"), four_bit=given.four_bit)


def _trained(arm: Arm, config: Config, given: Parameters, data: Pairs, begun: Arms) -> Speaker:
    start = _start(config, given)
    settings = settings_of(arm, config, given, begun.folder_of(arm.name))

    def trainer_on(telling: TrainerCallback) -> Trainer:
        make = simpo_trainer if arm.method == "SimPO" else dpo_trainer
        return make(start, data.training, given.rank, settings, telling)

    series = {
        "loss": f"{arm.name}/loss",
        "rewards/margins": f"{arm.name}/margin",
        "rewards/accuracies": f"{arm.name}/preference_accuracy",
        "logps/chosen": f"{arm.name}/chosen_log_probability",
        "logps/rejected": f"{arm.name}/rejected_log_probability",
    }
    return start.with_model(begun.train(arm.name, given.steps, trainer_on, lambda: start, series=series))


def settings_of(arm: Arm, config: Config, given: Parameters, folder: Path) -> dict[str, Any]:
    """Return the settings of an arm's trainer."""
    shared = {
        **plain_settings(config, given.steps, folder),
        "per_device_train_batch_size": given.batch,
        "gradient_accumulation_steps": given.accumulation,
        "learning_rate": given.learning_rate,
        "lr_scheduler_type": "linear",
        "max_length": given.max_length or None,
        "optim": given.optimizer,
    }
    if arm.method == "SimPO":
        return simpo_settings(arm.beta, given.simpo_gamma, shared)
    return dpo_settings(arm.beta, shared)


def _keep(config: Config, given: Parameters, begun: Arms, events: Events) -> None:
    """Keep the model of the first DPO arm for later labs: whole, since its adapter may stand upon an earlier one."""
    start = start_from(given.model, config.inputs.get("adapter"))
    model = trained_in(begun.folder_of(arms_of(given)[0].name) / "done", start).merge_and_unload()
    start.with_model(model).save(config.folder / "policy")
    events.artifact("policy", Path("policy"), "model")


# --- What it comes to -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one model.

    Attributes:
        chosen: How likely it finds the better answers held out.
        rejected: How likely it finds the worse ones.
        checked: Its answers to problems that can be checked; None where there are none.
        refused: How many harmful prompts it refuses; None where it cannot refuse.
        over_refused: How many harmless prompts it refuses.
        variety: Share of different tokens, and of different pairs of tokens, among several answers to one prompt.
        answers: Its answers to the first prompts, for a judge; none where nobody judges.
    """

    chosen: Sequence[Likelihood]
    rejected: Sequence[Likelihood]
    checked: Asked | None
    refused: int | None
    over_refused: int | None
    variety: tuple[float | None, float | None]
    answers: Sequence[str]

    @classmethod
    def of(cls, speaker: Speaker, data: Pairs, given: Parameters, seed: int) -> "Seen":
        """Look at a model."""
        able = given.model != "tiny-base"
        return cls(
            likelihoods(speaker, data.asks, data.chosen, batch=32),
            likelihoods(speaker, data.asks, data.rejected, batch=32),
            asked(speaker, data.asks, data.gold, tokens=given.answer_tokens) if data.gold else None,
            _refusals(speaker, HARMFUL, given) if able else None,
            _refusals(speaker, HARMLESS, given) if able else None,
            _variety(speaker, data, given, seed),
            answers_of(speaker, data.asks[:JUDGED], tokens=given.answer_tokens) if given.judge == SERVER else (),
        )


def _refusals(speaker: Speaker, prompts: Sequence[str], given: Parameters) -> int:
    asks = [[{"role": "user", "content": prompt}] for prompt in prompts]
    return sum(map(is_refusal, answers_of(speaker, asks, tokens=max(given.answer_tokens, 48))))


def _variety(speaker: Speaker, data: Pairs, given: Parameters, seed: int) -> tuple[float | None, float | None]:
    prompts = [data.asks[0]] * DRAWS
    answers = answers_of(speaker, prompts, tokens=given.answer_tokens, temperature=0.7, seed=seed)
    ids = [speaker.tokenizer(answer, add_special_tokens=False)["input_ids"] for answer in answers]
    return distinct(ids, 1), distinct(ids, 2)


def margins(arm: Arm, one: Seen, start: Seen) -> list[float]:
    """Return by how much the better answer of each pair leads, in the units of the arm's own loss."""
    if arm.method == "SimPO":
        return [arm.beta * (c.per_token - r.per_token) for c, r in zip(one.chosen, one.rejected, strict=True)]
    now = [c.total - r.total for c, r in zip(one.chosen, one.rejected, strict=True)]
    then = [c.total - r.total for c, r in zip(start.chosen, start.rejected, strict=True)]
    return [arm.beta * (after - before) for after, before in zip(now, then, strict=True)]


def score_names(given: Parameters) -> list[str]:
    """Return the scores that a run has."""
    arms = [arm.name.replace(".", "_").replace("-", "_") for arm in arms_of(given)]
    return [f"{arm}_{what}" for arm in arms for what in ("preference_accuracy", "margin")] + ["refusals"]


def _result(seen: dict[str, Seen], data: Pairs, given: Parameters) -> Result:
    scores: list[Measure] = []
    for arm in arms_of(given):
        name = arm.name.replace(".", "_").replace("-", "_")
        leads = margins(arm, seen[arm.name], seen["start"])
        scores.append(Measure.share(f"{name}_preference_accuracy", sum(lead > 0 for lead in leads), len(leads)))
        scores.append(Measure(f"{name}_margin", sum(leads) / len(leads), n=len(leads), unit="units of the loss"))
    scores.append(_refusal_score(seen))
    verdicts, judge_tables = _verdicts(seen, data, given)
    return Result(
        scores=[*scores, *verdicts],
        tables=[_comparison(seen, data, given), _answers_told(seen, data), *judge_tables],
        environment=environment(),
        **borne_out(
            {
                "Every arm comes to prefer the better answers of pairs it never saw.": all(
                    one.low is not None and one.low > 0.5 for one in scores if one.name.endswith("_accuracy")
                ),
            },
            (
                "That DPO or SimPO is better: their margins are in different units.",
                "That people would prefer the answers: preferring rightly and answering rightly are two things.",
                "Safety: refusals are found by phrases, on ten prompts, where a model can refuse at all.",
            ),
        ),
    )


def _verdicts(seen: dict[str, Seen], data: Pairs, given: Parameters) -> tuple[list[Measure], list[Table]]:
    """Return what the judge that is set says, where it is asked: of each model, and of the first arm and the start."""
    if given.judge != SERVER:
        return [], []
    answers = {name: one.answers for name, one in seen.items()}
    return judged_by_server([said(p) for p in data.asks[:JUDGED]], answers, arms_of(given)[0].name, "start")


def _refusal_score(seen: dict[str, Seen]) -> Measure:
    last = list(seen.values())[-1]
    if last.refused is None:
        return Measure.missing("refusals", NO_REFUSALS)
    return Measure.share("refusals", last.refused, len(HARMFUL))


def _comparison(seen: dict[str, Seen], data: Pairs, given: Parameters) -> Table:
    by_name = {arm.name: arm for arm in arms_of(given)}
    rows: list[list[Cell]] = []
    for name, one in seen.items():
        arm = by_name.get(name)
        leads = margins(arm, one, seen["start"]) if arm else []
        right = one.checked.accuracy(name) if one.checked else None
        rows.append(
            [
                name,
                len(one.chosen),
                sum(lead > 0 for lead in leads) / len(leads) if leads else None,
                sum(leads) / len(leads) if leads else None,
                sum(leads) / len(leads) / arm.beta if arm else None,
                sum(one_answer.total for one_answer in one.chosen) / len(one.chosen),
                sum(one_answer.total for one_answer in one.rejected) / len(one.rejected),
                right.value if right else None,
                one.checked.form(name).value if one.checked else None,
                one.refused,
                one.over_refused,
                *one.variety,
            ]
        )
    columns = (
        "model", "pairs", "prefers the better", "margin", "margin / beta", "log-probability of better",
        "log-probability of worse", "accuracy", "in form", f"refused of {len(HARMFUL)} harmful",
        f"refused of {len(HARMLESS)} harmless", "different tokens", "different pairs of tokens",
    )  # fmt: skip
    return Table("comparison", "DPO and SimPO from the same start", columns, rows, "Score table of three models")


def _answers_told(seen: dict[str, Seen], data: Pairs) -> Table:
    checked = {name: one.checked for name, one in seen.items() if one.checked}
    rows = [[said(data.asks[n]), *(one.answers[n] for one in checked.values())] for n in range(5 if checked else 0)]
    return Table("answers", "The same prompts, answered", ("prompt", *checked), rows, "Cases")


def plan(config: Config, given: Parameters) -> list[tuple[str, dict[str, Any]]]:
    """Return what would be run."""
    parts: list[tuple[str, dict[str, Any]]] = [
        ("model", {"name": given.model, "adapter": config.inputs.get("adapter", "none"), "4-bit": given.four_bit}),
        ("data", {"name": given.data, "pairs": given.rows, "held out": given.tests}),
        ("adapter", {"rank": given.rank, "alpha": 2 * given.rank}),
    ]
    for arm in arms_of(given):
        settings = settings_of(arm, config, given, config.folder / KEPT / arm.name)
        kind = CPOConfig if arm.method == "SimPO" else DPOConfig
        parts.append((f"{arm.method} {arm.name}", accepted(kind, settings)))
    return parts
