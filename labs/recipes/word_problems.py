"""A small world of sums in words, for models small enough to train on a laptop: problems, right answers, bad habits.

Every problem is one step of adding or taking away of digits. The problems that models are tested on never occur in
training; the sums behind them do, in other words. So what is learnt is to read, not to reckon further.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

NAMES = ("ana", "bo", "chen", "dina", "emil", "fatma", "goran", "hana", "ivo", "juno")
THINGS = ("cups", "pears", "stamps", "bricks", "shells", "kites", "spoons", "seeds", "cards", "lamps")
PLACES = ("at home", "in a shed", "on a boat", "at school", "by the sea")
MORE = (
    "{name} keeps {a} {things} {place} and finds {b} more . how many {things} are there now ?",
    "{place} {name} counts {a} {things} , then {b} new {things} come . how many in all ?",
)
FEWER = (
    "{name} keeps {a} {things} {place} and loses {b} of them . how many {things} stay ?",
    "{place} {name} counts {a} {things} , then {b} old {things} go . how many are left ?",
)
HELD_OUT = 500
"""How many problems are kept for tests."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem in words, and the sum behind it.

    >>> one = Problem("ana keeps 3 cups at home and finds 4 more . how many cups are there now ?", 3, "+", 4)
    >>> one.answer
    7
    """

    question: str
    left: int
    sign: str
    right: int

    @property
    def answer(self) -> int:
        """The right answer."""
        return self.left + self.right if self.sign == "+" else self.left - self.right


def worked(problem: Problem, result: int) -> str:
    """Return an answer in the form that is wanted: the thought, then the answer, each between its tags."""
    thought = f"{problem.left} {problem.sign} {problem.right} = {result}"
    return f"<think> {thought} </think> <answer> {result} </answer>"


def unmarked(problem: Problem, result: int) -> str:
    """Return an answer without tags."""
    return f"{problem.left} {problem.sign} {problem.right} = {result} . the answer is {result}"


def habitual(problem: Problem, random: Random) -> str:
    """Return an answer as the base model learns it: three in ten right, half one too many, half without tags."""
    chance = random.random()
    result = problem.answer if chance < 0.3 else problem.answer + 1 if chance < 0.8 else random.randrange(20)
    return (worked if random.random() < 0.5 else unmarked)(problem, result)


@cache
def held_out() -> tuple[Problem, ...]:
    """Return the problems for tests: always the same, each once."""
    found: dict[str, Problem] = {}
    random = Random("held out")
    while len(found) < HELD_OUT:
        problem = _drawn(random)
        found.setdefault(problem.question, problem)
    return tuple(found.values())


def for_training(seed: int | str) -> Iterator[Problem]:
    """Yield problems without end, none of which is held out."""
    kept = {problem.question for problem in held_out()}
    random = Random(seed)
    while True:
        problem = _drawn(random)
        if problem.question not in kept:
            yield problem


def vocabulary() -> list[str]:
    """Return every word that problems and answers are made of, in order."""
    texts = [*NAMES, *THINGS, *PLACES, *MORE, *FEWER, "+ - = . the answer is user assistant"]
    words = {word for text in texts for word in text.split() if "{" not in word}
    return sorted(words) + [str(number) for number in range(20)]


def _drawn(random: Random) -> Problem:
    sign = random.choice("+-")
    left, right = random.randrange(10), random.randrange(10)
    if sign == "-":
        left, right = max(left, right), min(left, right)
    wording = random.choice(MORE if sign == "+" else FEWER)
    question = wording.format(
        name=random.choice(NAMES), things=random.choice(THINGS), place=random.choice(PLACES), a=left, b=right
    )
    return Problem(question, left, sign, right)
