"""Lab 5, elective: distillation: what a student takes over from a teacher: its answers, its chains, its mistakes.

You learn that distilling is training on what another model says, and that it matters what one keeps of it. A teacher
that is often wrong answers the same problems; three students learn from it: one from its answers alone, one from its
whole chains, one from those chains only whose answer a program found right. The last comes out better than its teacher:
the program knew more than both.

    syllagraph lab run lab-5-distillation --profile tiny

What it does not show: that chains of thought help. The problems take one step; and teacher and students are of the same
size, so nothing is made smaller here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from transformers import PreTrainedModel, TrainerCallback
from trl import SFTConfig, SFTTrainer

from labs.recipes.answers import is_right, number_in
from labs.recipes.claims import above, borne_out
from labs.recipes.dry_run import accepted, told
from labs.recipes.emergence import EQUATION, check_list
from labs.recipes.models import Speaker, start_from
from labs.recipes.reasoning_tasks import Task, task_of
from labs.recipes.sampling import Asked, Prompt, answers_of, asked
from labs.recipes.training import Arms, StoppedError, begin, environment, plain_settings, stopped
from labs.recipes.tuning import Tuning, dialogues_of, sft_settings, sft_trainer
from labs.recipes.word_problems import Problem, for_training, worked
from labs.running.config import Config
from labs.running.events import Events
from labs.running.results import Cell, Result, Table

STUDENTS = ("answers", "chains", "checked")
SCORES = tuple(f"{arm}_{what}" for what in ("accuracy", "sampled_accuracy") for arm in ("teacher", *STUDENTS))


@dataclass(frozen=True, slots=True)
class Parameters:
    """What can be set: see ``data/labs/lab-5-distillation.yaml``."""

    model: str
    dry_run: bool
    teacher_noise: float
    steps: int
    batch: int
    learning_rate: float
    answer_tokens: int
    tests: int

    @property
    def tuning(self) -> Tuning:
        """How teacher and students are trained."""
        return Tuning(self.steps, self.batch, self.learning_rate)


def run(config: Config, events: Events) -> Result:
    """Train a teacher, let it answer, train students on what it said, and compare them all."""
    given = Parameters(**config.parameters)  # type: ignore[arg-type]
    if given.dry_run:
        plain = plain_settings(config, given.steps, config.folder)
        return told(config, events, SCORES, [("SFTTrainer", accepted(SFTConfig, sft_settings(given.tuning, plain)))])
    begin(config)
    arms = Arms(config, events, given.steps * (1 + len(STUDENTS)))
    task = task_of("word-problems", config.seed, train=given.steps * given.batch, test=given.tests)
    base = start_from(given.model)
    seen: dict[str, tuple[Asked, Asked]] = {}
    try:
        teacher = base.with_model(_teacher(config, given, arms))
        seen["teacher"] = _seen(teacher, task, given, config.seed)
        said = answers_of(teacher, task.asks, tokens=given.answer_tokens, temperature=1.0, seed=config.seed)
        lessons = lessons_from(task.asks, said, task.gold)
        for student in STUDENTS:
            learnt = _tuned(student, *lessons[student], config, given, arms)
            seen[student] = _seen(base.with_model(learnt), task, given, config.seed)
    except StoppedError as why:
        return stopped(SCORES, why)
    return _result(seen, {name: len(asks) for name, (asks, _) in lessons.items()}, base)


def lessons_from(
    asks: Sequence[Prompt], said: Sequence[str], gold: Sequence[float]
) -> dict[str, tuple[list[Prompt], list[str]]]:
    """Return what each student learns from what a teacher said: problems and answers.

    An answer without a number teaches nothing, and is left out for all.
    """
    read = [(ask, text, number_in(text), right) for ask, text, right in zip(asks, said, gold, strict=True)]
    numbered = [(ask, text, number, right) for ask, text, number, right in read if number is not None]
    checked = [(ask, text) for ask, text, number, right in numbered if is_right(number, right)]
    return {
        "answers": ([one[0] for one in numbered], [f"<answer> {one[2]:g} </answer>" for one in numbered]),
        "chains": ([one[0] for one in numbered], [one[1] for one in numbered]),
        "checked": ([ask for ask, _ in checked], [text for _, text in checked]),
    }


def _teacher(config: Config, given: Parameters, arms: Arms) -> PreTrainedModel:
    """Return a teacher that was taught one answer too many for a share of its problems."""
    problems = list(islice(for_training(f"teacher {config.seed}"), given.steps * given.batch))
    wrong = round(given.teacher_noise * 100)
    said = [worked(problem, problem.answer + (number % 100 < wrong)) for number, problem in enumerate(problems)]
    return _tuned("teacher", [_ask(problem) for problem in problems], said, config, given, arms)


def _ask(problem: Problem) -> Prompt:
    return [{"role": "user", "content": problem.question}]


def _tuned(
    arm: str, asks: Sequence[Prompt], said: Sequence[str], config: Config, given: Parameters, arms: Arms
) -> PreTrainedModel:
    start = start_from(given.model)

    def trainer_on(telling: TrainerCallback) -> SFTTrainer:
        plain = plain_settings(config, given.steps, arms.folder_of(arm))
        return sft_trainer(start, dialogues_of(asks, said), given.tuning, plain, telling)

    return arms.train(arm, given.steps, trainer_on, lambda: start, series={"loss": f"{arm}/loss"})


def _seen(speaker: Speaker, task: Task, given: Parameters, seed: int) -> tuple[Asked, Asked]:
    """Return a model's likeliest answers, and those drawn."""
    greedy = asked(speaker, task.test_asks, task.test_gold, tokens=given.answer_tokens)
    drawn = asked(speaker, task.test_asks, task.test_gold, tokens=given.answer_tokens, temperature=1.0, seed=seed)
    return greedy, drawn


def _result(seen: dict[str, tuple[Asked, Asked]], lessons: dict[str, int], base: Speaker) -> Result:
    rows: list[list[Cell]] = []
    drawn = {arm: free.accuracy(f"{arm}_sampled_accuracy") for arm, (_, free) in seen.items()}
    for arm, (greedy, one) in seen.items():
        share, free = greedy.accuracy(arm), drawn[arm]
        chain = sum(bool(EQUATION.search(text)) for text in one.answers) / len(one.answers)
        rows.append([arm, lessons.get(arm), share.value, free.value, free.low, free.high, share.n, chain])
    columns = ("model", "learnt from", "accuracy", "accuracy, drawn", "low", "high", "n", "shows its sum")
    texts = {arm: one.answers for arm, (_, one) in seen.items()}
    return Result(
        scores=[
            *(greedy.accuracy(f"{arm}_accuracy") for arm, (greedy, _) in seen.items()),
            *drawn.values(),
        ],
        tables=[
            Table("students", "What students take over from their teacher", columns, rows, "Chain analysis"),
            check_list(texts, base.tokenizer),
        ],
        environment=environment(),
        **borne_out(
            {
                "A student takes over its teacher's mistakes.": not above(drawn["chains"], drawn["teacher"]),
                "It does better than its teacher once a program leaves them out.": above(
                    drawn["checked"], drawn["teacher"]
                ),
            },
            ("That chains of thought help: the problems take one step.", "A smaller student: all are of a size."),
        ),
    )
