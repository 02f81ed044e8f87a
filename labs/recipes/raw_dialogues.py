"""Dialogues as they come, with what is wrong with them: made here from word problems, or COIG-CQIA of the hub."""

from collections.abc import Sequence
from itertools import islice
from random import Random

from labs.recipes.data_quality import Messages
from labs.recipes.word_problems import for_training, worked

DEFECTS = {"copied": 0.06, "empty": 0.03, "long": 0.02, "roles": 0.02}
"""Which share of dialogues made here has which defect. Someone cleaning them should find as many."""


def raw_dialogues(name: str, seed: int, rows: int) -> list[Messages]:
    """Return dialogues: ``word-problems``, or ``m-a-p/COIG-CQIA`` from the hub or its cache."""
    return _word_problems(seed, rows) if name == "word-problems" else _coig(name, rows)


def _word_problems(seed: int, rows: int) -> list[Messages]:
    random, made = Random(f"defects {seed}"), list[Messages]()
    for problem in islice(for_training(f"raw {seed}"), rows):
        question, answer = problem.question, worked(problem, problem.answer)
        chance, kind = random.random(), "none"
        for name, share in DEFECTS.items():
            kind = name if 0 <= chance < share else kind
            chance -= share
        if kind == "copied" and made:
            made.append(random.choice(made))
        elif kind == "roles":
            made.append([_said("assistant", answer), _said("user", question)])
        else:
            answer = "" if kind == "empty" else " ".join([answer] * 8) if kind == "long" else answer
            made.append([_said("user", question), _said("assistant", answer)])
    return made


def _said(role: str, content: str) -> dict[str, str]:
    return {"role": role, "content": content}


def _coig(name: str, rows: int) -> list[Messages]:
    from datasets import load_dataset

    read = load_dataset(name, "zhihu", split="train")
    return [
        [
            _said("user", "\n".join(filter(None, (row["instruction"], row["input"])))),
            _said("assistant", row["output"] or ""),
        ]
        for row in islice(read, rows)
    ]


def corrupted(dialogues: Sequence[Messages], share: float, seed: int) -> list[Messages]:
    """Return dialogues of which a share is answered with the answer to another question."""
    random = Random(f"noise {seed}")
    answers = [messages[1]["content"] for messages in dialogues]
    return [
        [messages[0], _said("assistant", random.choice(answers))] if random.random() < share else messages
        for messages in dialogues
    ]
