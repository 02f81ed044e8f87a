"""Problems with one number as the answer: the word problems made here, or GSM8K; asked as a chat or as plain text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from labs.recipes.answers import number_in
from labs.recipes.sampling import Prompt, said
from labs.recipes.word_problems import Problem, for_training, held_out, worked

PLAIN = "Solve the problem step by step and give the final number in \\boxed{{}}.\n\nProblem: {question}\nSolution:"
WORD_PROBLEMS = "word-problems"


@dataclass(frozen=True, slots=True)
class Task:
    """Problems to train on and problems to test with, and the right numbers of each.

    Attributes:
        asks: What is asked in training.
        gold: The right numbers.
        traces: A right answer of each with its thought, as a teacher would write it.
        test_asks: What is asked in tests.
        test_gold: The right numbers of these.
    """

    asks: Sequence[Prompt]
    gold: Sequence[float]
    traces: Sequence[str]
    test_asks: Sequence[Prompt]
    test_gold: Sequence[float]


def task_of(name: str, seed: int, *, train: int, test: int) -> Task:
    """Return a task: ``word-problems``, or ``openai/gsm8k`` from the hub or its cache."""
    return _word_problems(seed, train, test) if name == WORD_PROBLEMS else _gsm8k(name, seed, train, test)


def as_chats(task: Task) -> Task:
    """Return a task whose tests are asked as chats, for models that are used to them."""
    return replace(task, test_asks=[[{"role": "user", "content": said(ask)}] for ask in task.test_asks])


def _word_problems(seed: int, train: int, test: int) -> Task:
    problems, tests = list(islice(for_training(f"task {seed}"), train)), held_out()[:test]
    return Task(
        [_chat(problem) for problem in problems],
        [problem.answer for problem in problems],
        [worked(problem, problem.answer) for problem in problems],
        [_chat(problem) for problem in tests],
        [problem.answer for problem in tests],
    )


def _chat(problem: Problem) -> list[dict[str, str]]:
    return [{"role": "user", "content": problem.question}]


def _gsm8k(name: str, seed: int, train: int, test: int) -> Task:
    from datasets import load_dataset

    rows = load_dataset(name, "main")
    problems = rows["train"].shuffle(seed=seed).select(range(min(train, len(rows["train"]))))
    tests = rows["test"].select(range(min(test, len(rows["test"]))))
    return Task(
        [PLAIN.format(question=row["question"]) for row in problems],
        [number_in(row["answer"]) or 0.0 for row in problems],
        [row["answer"] for row in problems],
        [PLAIN.format(question=row["question"]) for row in tests],
        [number_in(row["answer"]) or 0.0 for row in tests],
    )
