"""Lab 5, elective: calling a tool: a model that cannot do a sum by heart calls a calculator, reads its answer, goes on.

You learn what an agent loop is: the model speaks; where it calls, a program answers and the talk goes on; where it
answers, the loop ends (``talks`` in ``calculator_calls.py``). And you learn what a tool is good for. Two models are
trained on the same questions, one to answer at once, one to call. The sums that they are tested on occur in no training
at all, in any wording: by heart they cannot be known, but to call one only has to copy.

    syllagraph lab run lab-5-tools --profile tiny

What it does not show: choosing among tools, or giving up a bad call. There is one tool, and every question needs it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from datasets import Dataset
from transformers import TrainerCallback
from trl import SFTConfig, SFTTrainer

from labs.recipes.answers import is_right
from labs.recipes.calculator_calls import CALL, END, Message, Talk, direct, first, sums, talks, with_call
from labs.recipes.claims import above, borne_out
from labs.recipes.dry_run import accepted, told
from labs.recipes.models import Speaker, start_from
from labs.recipes.training import Arms, StoppedError, begin, environment, plain_settings, stopped
from labs.recipes.tuning import Tuning, sft_settings, sft_trainer
from labs.recipes.word_problems import Problem
from labs.running.config import Config
from labs.running.events import Events
from labs.running.results import Cell, Measure, Result, Table

SCORES = ("direct_accuracy", "tool_accuracy", "call_accuracy")
WAYS: dict[str, Callable[[Problem], list[Message]]] = {"direct": direct, "tool": with_call}


@dataclass(frozen=True, slots=True)
class Parameters:
    """What can be set: see ``data/labs/lab-5-tools.yaml``."""

    model: str
    dry_run: bool
    steps: int
    batch: int
    learning_rate: float
    answer_tokens: int
    tests: int

    @property
    def tuning(self) -> Tuning:
        """How a model is tuned: all of its weights, since new words are among them."""
        return Tuning(self.steps, self.batch, self.learning_rate)


def run(config: Config, events: Events) -> Result:
    """Train one model to answer at once and one to call, and test both on sums that neither has seen."""
    given = Parameters(**config.parameters)  # type: ignore[arg-type]
    if given.dry_run:
        plain = plain_settings(config, given.steps, config.folder)
        return told(config, events, SCORES, [("SFTTrainer", accepted(SFTConfig, sft_settings(given.tuning, plain)))])
    begin(config)
    problems = sums(config.seed, given.steps * given.batch, held_out=False)
    tests = sums("tests", given.tests, held_out=True)
    arms = Arms(config, events, given.steps * len(WAYS))
    seen: dict[str, list[Talk]] = {}
    try:
        for way in WAYS:
            speaker = _tuned(way, problems, config, given, arms)
            seen[way] = talks(speaker, [problem.question for problem in tests], tokens=given.answer_tokens)
    except StoppedError as why:
        return stopped(SCORES, why)
    return _result(seen, tests)


def with_new_words(start: Speaker) -> Speaker:
    """Return a model with words for calls. They are learnt from nothing."""
    start.tokenizer.add_tokens([CALL, END, "tool", "?"])
    start.model.resize_token_embeddings(len(start.tokenizer), mean_resizing=False)
    return start


def _tuned(way: str, problems: Sequence[Problem], config: Config, given: Parameters, arms: Arms) -> Speaker:
    start = with_new_words(start_from(given.model))
    dialogues = Dataset.from_list([{"messages": WAYS[way](problem)} for problem in problems])

    def trainer_on(telling: TrainerCallback) -> SFTTrainer:
        plain = plain_settings(config, given.steps, arms.folder_of(way))
        return sft_trainer(start, dialogues, given.tuning, plain, telling)

    return start.with_model(arms.train(way, given.steps, trainer_on, lambda: start, series={"loss": f"{way}/loss"}))


def _result(seen: dict[str, list[Talk]], tests: Sequence[Problem]) -> Result:
    wanted = [f"{problem.left} {problem.sign} {problem.right}" for problem in tests]
    called = sum(talk.calls[:1] == [call] for talk, call in zip(seen["tool"], wanted, strict=True))
    scores = [_accuracy(f"{way}_accuracy", seen[way], tests) for way in WAYS]
    return Result(
        scores=[*scores, Measure.share("call_accuracy", called, len(tests))],
        tables=[_kinds(seen, tests), _examples(seen, tests)],
        environment=environment(),
        **borne_out(
            {
                "A model that copies a sum into a call answers sums that it cannot do by heart.": above(
                    scores[1], scores[0]
                )
            },
            ("Choosing among tools, or mending a bad call: there is one tool, and every question needs it.",),
        ),
    )


def _accuracy(name: str, talked: Sequence[Talk], tests: Sequence[Problem]) -> Measure:
    hits = sum(is_right(talk.answer, problem.answer) for talk, problem in zip(talked, tests, strict=True))
    return Measure.share(name, hits, len(tests), parse_failures=sum(talk.answer is None for talk in talked))


def _kinds(seen: dict[str, list[Talk]], tests: Sequence[Problem]) -> Table:
    rows: list[list[Cell]] = []
    for way, talked in seen.items():
        calls = [call for talk in talked for call in talk.calls]
        right = sum(is_right(talk.answer, problem.answer) for talk, problem in zip(talked, tests, strict=True))
        rows.append([way, len(tests), right, len(calls), calls.count(None), sum(not talk.over for talk in talked)])
    columns = ("model", "questions", "answered rightly", "calls", "calls that could not be read", "never answered")
    return Table("calls", "Sums never seen in training, by heart and with a calculator", columns, rows, "Call accuracy")


def _examples(seen: dict[str, list[Talk]], tests: Sequence[Problem], count: int = 5) -> Table:
    rows: list[list[Cell]] = [
        [tests[n].answer, *(first(talked[n]) for talked in seen.values())] for n in range(min(count, len(tests)))
    ]
    return Table("talks", "The first talks, whole", ("right", *seen), rows, "Loop examples")
