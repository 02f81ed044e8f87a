"""Pairs of a better and a worse answer to the same question: made here from word problems, or UltraFeedback's."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from datasets import Dataset

from labs.recipes.sampling import Prompt, said
from labs.recipes.word_problems import Problem, for_training, held_out, unmarked, worked


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of answers, those to train on and those held out.

    Attributes:
        training: To train on, with columns ``prompt``, ``chosen`` and ``rejected``: chats.
        asks: What is asked in those held out.
        chosen: Their better answers.
        rejected: Their worse answers.
        gold: The right numbers; none where no program can check them.
    """

    training: Dataset
    asks: Sequence[Prompt]
    chosen: Sequence[str]
    rejected: Sequence[str]
    gold: Sequence[float]

    @property
    def length_ratio(self) -> float:
        """How long better answers are beside worse ones, on the mean, in characters: 1 is the same length."""
        longer = sum(len(said(row["chosen"])) for row in self.training)
        return longer / sum(len(said(row["rejected"])) for row in self.training)


def pairs_for(name: str, seed: int, *, rows: int, tests: int) -> Pairs:
    """Return pairs: ``word-problems``, or a set of the hub or its cache."""
    return _word_problems(seed, rows, tests) if name == "word-problems" else _ultrafeedback(name, rows, tests)


def worse(problem: Problem, random: Random) -> str:
    """Return a worse answer: one too many in the form asked for, or the right one without the form."""
    return worked(problem, problem.answer + 1) if random.random() < 0.5 else unmarked(problem, problem.answer)


def _word_problems(seed: int, rows: int, tests: int) -> Pairs:
    random, kept = Random(f"pairs {seed}"), held_out()[:tests]
    fixed = Random("held-out pairs")
    training = [
        _row(problem.question, worked(problem, problem.answer), worse(problem, random))
        for problem in islice(for_training(f"pairs {seed}"), rows)
    ]
    return Pairs(
        Dataset.from_list(training),
        [[{"role": "user", "content": problem.question}] for problem in kept],
        [worked(problem, problem.answer) for problem in kept],
        [worse(problem, fixed) for problem in kept],
        [problem.answer for problem in kept],
    )


def _row(question: str, chosen: str, rejected: str) -> dict[str, list[dict[str, str]]]:
    return {
        "prompt": [{"role": "user", "content": question}],
        "chosen": [{"role": "assistant", "content": chosen}],
        "rejected": [{"role": "assistant", "content": rejected}],
    }


def _ultrafeedback(name: str, rows: int, tests: int) -> Pairs:
    from datasets import load_dataset

    train = load_dataset(name, split="train_prefs").select(range(rows))
    kept = load_dataset(name, split="test_prefs").select(range(tests))
    return Pairs(
        Dataset.from_list([_row(row["prompt"], said(row["chosen"]), said(row["rejected"])) for row in train]),
        [[{"role": "user", "content": row["prompt"]}] for row in kept],
        [said(row["chosen"]) for row in kept],
        [said(row["rejected"]) for row in kept],
        (),
    )
