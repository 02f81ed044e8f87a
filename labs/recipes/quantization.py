"""Lab 5: quantization: what a model loses when its weights are kept in fewer bits.

You learn that a weight hardly needs sixteen bits. Eight cost next to nothing; four cost something, and how much depends
on how one rounds: to the nearest value (``rounded`` in ``quantizing.py`` is all there is to it), to values that suit
weights better (NF4), or so that later weights make up for the error of earlier ones (GPTQ). Two bits are too few: that
is the check that the measurement would notice.

An adapter of an earlier lab is merged first, as it is done before a model is shipped; the base is quantized beside it,
so that one sees which of the two suffers more.

    syllagraph lab run lab-5 --profile tiny

What it does not show on a CPU: speed. Fewer bits are faster where a kernel for them exists and memory is the
bottleneck. And the tiny model is too narrow for NF4, whose blocks of 64 weights do not fit into rows of 96.
"""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from transformers import TrainerCallback
from trl import SFTTrainer

from labs.recipes.claims import borne_out
from labs.recipes.dialogues import Dialogues, dialogues_for
from labs.recipes.dry_run import told
from labs.recipes.judgements import judged_by_server
from labs.recipes.likelihood import likelihoods, mean_loss
from labs.recipes.models import Speaker, start_from
from labs.recipes.quantizing import SIMULATED, UnfitError, megabytes, quantized, simulated_megabytes
from labs.recipes.sampling import Asked, as_text, asked, said
from labs.recipes.training import Arms, StoppedError, begin, environment, plain_settings, stopped
from labs.recipes.tuning import Tuning, sft_trainer
from labs.running.config import Config
from labs.running.events import Events
from labs.running.judge import SERVER
from labs.running.results import Cell, Measure, Result, Table

JUDGED = 15
"""How many answers a judge reads, where one does."""

TIMED = 20
"""How many prompts are answered to take the time."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """What can be set: see ``data/labs/lab-5.yaml``."""

    model: str
    data: str
    dry_run: bool
    methods: list[str]
    tuning_steps: int
    batch: int
    learning_rate: float
    rank: int
    calibration_texts: int
    answer_tokens: int
    tests: int
    judge: str


# --- The run ----------------------------------------------------------------------------------------


def run(config: Config, events: Events) -> Result:
    """Merge, quantize by each method, and measure what is lost; the base beside it."""
    given = Parameters(**config.parameters)  # type: ignore[arg-type]
    names = score_names(given.methods)
    if given.dry_run:
        return told(config, events, names, plan(config, given))
    begin(config)
    data = dialogues_for(
        given.data, config.seed, rows=max(given.tuning_steps * given.batch, given.calibration_texts), tests=given.tests
    )
    base = start_from(given.model)
    try:
        tuned = _tuned(config, given, data, events)
    except StoppedError as why:
        return stopped(names, why)
    seen: dict[str, dict[str, Seen]] = {"tuned": {}, "base": {}}
    for name, speaker in (("tuned", tuned), ("base", base)):
        folder = config.folder / "full" / name
        speaker.with_model(speaker.model.to(torch.bfloat16)).save(folder)
        for number, method in enumerate(given.methods):
            if events.stop_requested:
                return stopped(names, StoppedError(method, number))
            events.progress(number, len(given.methods), f"{name}: {method}")
            _look(seen[name], method, folder, speaker, data, given, events)
    events.artifact("merged", Path("full") / "tuned", "model")
    return _result(seen, given, *_verdicts(seen["tuned"], data, given))


def _tuned(config: Config, given: Parameters, data: Dialogues, events: Events) -> Speaker:
    """Return what is quantized: a policy or adapter of an earlier lab, else an adapter tuned here; merged."""
    if policy := config.inputs.get("policy"):
        return start_from(str(policy))
    if adapter := config.inputs.get("adapter"):
        return start_from(given.model, adapter)
    start = start_from(given.model)
    arms = Arms(config, events, given.tuning_steps)
    how = Tuning(given.tuning_steps, given.batch, given.learning_rate, given.rank)

    def trainer_on(telling: TrainerCallback) -> SFTTrainer:
        plain = plain_settings(config, given.tuning_steps, arms.folder_of("adapter"))
        return sft_trainer(start, data.training, how, plain, telling)

    model = arms.train("adapter", given.tuning_steps, trainer_on, lambda: start, series={"loss": "adapter/loss"})
    return start.with_model(model.merge_and_unload())


# --- What it comes to -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a model in fewer bits.

    Attributes:
        megabytes: How large its weights are.
        seconds_to_make: How long quantizing and loading took.
        loss: Mean loss per token of held-out answers.
        checked: Its answers to problems; None where no program can check them.
        tokens_per_second: Tokens written per second of processor time, several answers at once.
    """

    megabytes: float
    seconds_to_make: float
    loss: float
    checked: Asked | None
    tokens_per_second: float

    @property
    def perplexity(self) -> float:
        """Among how many tokens it hesitates, so to speak."""
        return math.exp(min(self.loss, 50.0))


def _look(
    seen: dict[str, Seen],
    method: str,
    folder: Path,
    speaker: Speaker,
    data: Dialogues,
    given: Parameters,
    events: Events,
) -> None:
    texts = [as_text(speaker.tokenizer, row["messages"]) for row in islice(data.training, given.calibration_texts)]
    work = folder.parent / f"{folder.name}-{method}"
    work.mkdir()
    begun = time.monotonic()
    try:
        made = quantized(method, folder, speaker, texts, work)
    except (ImportError, UnfitError) as error:
        events.log(f"{method} is left out: {error}")
        return
    seconds = time.monotonic() - begun
    size = simulated_megabytes(made.model, SIMULATED[method]) if method in SIMULATED else megabytes(made.model)
    loss = mean_loss(likelihoods(made, data.held_out_asks, data.held_out_answers, batch=32))
    checked = asked(made, data.held_out_asks, data.gold, tokens=given.answer_tokens) if data.gold else None
    seen[method] = Seen(size, seconds, loss, checked, _speed(made, data, given))


def _speed(speaker: Speaker, data: Dialogues, given: Parameters) -> float:
    begun = time.process_time()
    answers = asked(
        speaker, data.prompts[:TIMED], [0.0] * len(data.prompts[:TIMED]), tokens=given.answer_tokens
    ).answers
    written = sum(len(speaker.tokenizer(answer, add_special_tokens=False)["input_ids"]) + 1 for answer in answers)
    return written / (time.process_time() - begun)


def score_names(methods: Sequence[str]) -> list[str]:
    """Return the scores that a run has."""
    return [f"{method.replace('-', '_')}_{what}" for method in methods for what in ("perplexity", "size", "accuracy")]


def _verdicts(
    seen: Mapping[str, Seen], data: Dialogues, given: Parameters
) -> tuple[Sequence[Measure], Sequence[Table]]:
    """Return what the judge that is set says, where it is asked: of each method, and of the last and the whole."""
    answers = {method: one.checked.answers[:JUDGED] for method, one in seen.items() if one.checked}
    if given.judge != SERVER or not answers:
        return (), ()
    questions = [said(prompt) for prompt in data.held_out_asks[:JUDGED]]
    return judged_by_server(questions, answers, list(answers)[-1], next(iter(answers)))


def _result(
    seen: Mapping[str, Mapping[str, Seen]],
    given: Parameters,
    verdicts: Sequence[Measure] = (),
    judge_tables: Sequence[Table] = (),
) -> Result:
    scores: list[Measure] = []
    for method in given.methods:
        name, one = method.replace("-", "_"), seen["tuned"].get(method)
        if one is None:
            scores += [
                Measure.missing(
                    f"{name}_{what}", "its library is not installed, or the model does not fit it: see the log"
                )
                for what in ("perplexity", "size", "accuracy")
            ]
            continue
        scores.append(Measure(f"{name}_perplexity", one.perplexity, unit="tokens"))
        scores.append(Measure(f"{name}_size", one.megabytes, unit="MB"))
        missing = Measure.missing(f"{name}_accuracy", "no program can tell whether these answers are right")
        scores.append(one.checked.accuracy(f"{name}_accuracy") if one.checked else missing)
    return Result(
        scores=[*scores, *verdicts],
        tables=[*judge_tables, _methods(seen["tuned"]), _sensitivity(seen)],
        environment=environment(),
        **borne_out(
            _claims(seen["tuned"]),
            (
                "Speed on a GPU: times here are those of a processor without kernels for few bits.",
                "The sizes of methods marked simulated: they reckon with rounded weights, and do not pack them.",
            ),
        ),
    )


def _claims(seen: Mapping[str, Seen]) -> dict[str, bool]:
    whole = next(iter(seen.values())).loss
    lost = {method: one.loss - whole for method, one in seen.items()}
    eight = [loss for method, loss in lost.items() if method.startswith("int8")]
    claims = {"Eight bits cost next to nothing: perplexity rises by less than 3 %.": all(one < 0.03 for one in eight)}
    if {"gptq4", "rtn4"} <= set(lost):
        claims["With four bits, GPTQ loses less than rounding to the nearest."] = lost["gptq4"] < lost["rtn4"]
    if "int2" in lost:
        claims["Two bits are too few: perplexity rises by more than 10 %."] = lost["int2"] > 0.1
    return claims


def _methods(seen: Mapping[str, Seen]) -> Table:
    whole = next(iter(seen.values()))
    rows: list[list[Cell]] = []
    for method, one in seen.items():
        share = one.checked.accuracy(method) if one.checked else Measure.missing(method, "")
        rows.append(
            [
                method, one.megabytes, one.megabytes / whole.megabytes, method in SIMULATED, one.perplexity,
                share.value, share.low, share.high, share.n, one.tokens_per_second, one.seconds_to_make,
            ]
        )  # fmt: skip
    columns = (
        "method", "MB", "of the whole", "size simulated", "perplexity", "accuracy", "low", "high", "n",
        "tokens per second of processor time", "seconds to quantize and load",
    )  # fmt: skip
    return Table("methods", "The merged model in fewer bits", columns, rows, "Memory, speed and quality tables")


def _sensitivity(seen: Mapping[str, Mapping[str, Seen]]) -> Table:
    first = {name: next(iter(methods.values())).loss for name, methods in seen.items()}
    rows: list[list[Cell]] = [
        [m, *(seen[name][m].loss - first[name] for name in seen)] for m in seen["tuned"] if m in seen["base"]
    ]
    columns = ("method", *(f"loss gained, {name}" for name in seen))
    return Table("sensitivity", "Which suffers more, the tuned model or the base", columns, rows, "Cross analysis")


def plan(config: Config, given: Parameters) -> list[tuple[str, dict[str, Any]]]:
    """Return what would be run."""
    start: dict[str, Any] = {name: str(path) for name, path in config.inputs.items()}
    return [
        ("model", {"name": given.model, **(start or {"adapter": f"tuned here, {given.tuning_steps} steps"})}),
        ("data", {"name": given.data, "held out": given.tests, "texts to calibrate with": given.calibration_texts}),
        *(
            (f"method {method}", {"weights": "simulated" if method in SIMULATED else "packed"})
            for method in given.methods
        ),
    ]
