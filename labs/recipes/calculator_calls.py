"""Sums that a model cannot do by heart, a calculator it can call, and the loop in which it does.

The model writes a call, the program answers it, the model reads on. What it writes is data: a call is read by a
pattern, and nothing of it is executed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from random import Random

from labs.recipes.answers import number_in
from labs.recipes.models import Speaker
from labs.recipes.sampling import answers_of
from labs.recipes.word_problems import FEWER, MORE, NAMES, PLACES, THINGS, Problem

CALL, END = "<call>", "</call>"
TURNS = 3
"""How often a model may speak before the loop ends."""
_CALL = re.compile(r"<call>\s*(\d{1,9})\s*([-+])\s*(\d{1,9})\s*</call>")

Message = dict[str, str]


@dataclass(slots=True)
class Talk:
    """A talk between user, model and calculator.

    Attributes:
        messages: What was said, in order.
        calls: The calls as they were read; None for one that could not be read.
        answer: The number that the model came to; None for none.
        over: Whether the model has answered.
    """

    messages: list[Message]
    calls: list[str | None] = field(default_factory=list)
    answer: float | None = None
    over: bool = False


def calculated(text: str) -> tuple[str | None, str]:
    """Return a call as it was read, and what the calculator says to it.

    >>> calculated("<call> 12 + 5 </call>"), calculated("<call> 12 plus 5 </call>")
    (('12 + 5', '17'), (None, '?'))
    """
    found = _CALL.search(text)
    if found is None:
        return None, "?"
    left, sign, right = found.groups()
    result = int(left) + int(right) if sign == "+" else int(left) - int(right)
    return f"{left} {sign} {right}", str(result)


def talks(speaker: Speaker, questions: Sequence[str], *, tokens: int) -> list[Talk]:
    """Return talks about questions: the model speaks, calls are answered, until it has answered or spoken too often."""
    all_talks = [Talk([{"role": "user", "content": question}]) for question in questions]
    for _ in range(TURNS):
        open_talks = [talk for talk in all_talks if not talk.over]
        said = answers_of(speaker, [talk.messages for talk in open_talks], tokens=tokens) if open_talks else []
        for talk, text in zip(open_talks, said, strict=True):
            talk.messages.append({"role": "assistant", "content": text})
            if CALL in text:
                call, result = calculated(text)
                talk.calls.append(call)
                talk.messages.append({"role": "tool", "content": result})
            else:
                talk.over, talk.answer = True, number_in(text)
    return all_talks


def sums(seed: int | str, count: int, *, held_out: bool) -> list[Problem]:
    """Return problems with larger numbers: of every three sums behind them one is held out, in any wording."""
    random, found = Random(f"sums {seed} {held_out}"), list[Problem]()
    while len(found) < count:
        sign = random.choice("+-")
        left = random.randrange(10, 20)
        right = random.randrange(0, 20 - left) if sign == "+" else random.randrange(0, 10)
        if is_held_out(left, sign, right) == held_out:
            wording = random.choice(MORE if sign == "+" else FEWER)
            names = {"name": random.choice(NAMES), "things": random.choice(THINGS), "place": random.choice(PLACES)}
            found.append(Problem(wording.format(a=left, b=right, **names), left, sign, right))
    return found


def is_held_out(left: int, sign: str, right: int) -> bool:
    """Return whether a sum is kept for tests."""
    return Random(f"{left} {sign} {right}").random() < 1 / 3


def direct(problem: Problem) -> list[Message]:
    """Return a dialogue in which the sum is done by heart."""
    return [_said("user", problem.question), _said("assistant", f"<answer> {problem.answer} </answer>")]


def with_call(problem: Problem) -> list[Message]:
    """Return a dialogue in which the calculator is called."""
    call = f"{problem.left} {problem.sign} {problem.right}"
    return [
        _said("user", problem.question),
        _said("assistant", f"{CALL} {call} {END}"),
        _said("tool", str(problem.answer)),
        _said("assistant", f"<answer> {problem.answer} </answer>"),
    ]


def _said(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def first(talk: Talk, count: int = 6) -> str:
    """Return the beginning of a talk, for people to read."""
    return " | ".join(f"{one['role']}: {one['content']}" for one in islice(talk.messages, count))
