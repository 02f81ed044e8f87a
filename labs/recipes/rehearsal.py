"""Rehearsal: a policy that learns which of ten answers is right, in pure Python and in a second or two.

What you learn: a policy needs no right answers to learn from, only rewards. At each step it tries a group of answers to
a question; an answer better than its group's mean becomes likelier, a worse one less likely. GRPO does this to a model.

What it does not show: anything about language models. The policy is a table with a row for each question, so nothing
that it learns of one question carries over to another: the score ``transfer`` stays at chance.
"""

import json
import math
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from labs.running.config import Config
from labs.running.events import Events
from labs.running.results import Measure, Result, Table

_ANSWERS = 10
_TRAINED = 20
_HELD_OUT = 40

Policy = list[list[float]]
"""The preference for each answer, by question."""


def right_answer(question: int) -> int:
    """Return the one answer that is rewarded."""
    return (7 * question + 3) % _ANSWERS


def probabilities(preferences: Sequence[float]) -> list[float]:
    """Return how likely each answer is: the softmax of the preferences.

    >>> probabilities([0.0, 0.0])
    [0.5, 0.5]
    """
    most = max(preferences)
    weights = [math.exp(one - most) for one in preferences]
    return [one / sum(weights) for one in weights]


def advantages(rewards: Sequence[float]) -> list[float]:
    """Return how much better than its group each answer is, in standard deviations; nothing where all are alike.

    >>> advantages([1.0, 0.0, 0.0, 1.0])
    [1.0, -1.0, -1.0, 1.0]
    """
    mean = sum(rewards) / len(rewards)
    deviation = math.sqrt(sum((one - mean) ** 2 for one in rewards) / len(rewards))
    return [(one - mean) / deviation if deviation else 0.0 for one in rewards]


def learn(preferences: list[float], answers: Sequence[int], advantage: Sequence[float], *, rate: float) -> None:
    """Make answers likelier by how much better they were: a step along the gradient of their log-probability."""
    now = probabilities(preferences)
    for answer, better in zip(answers, advantage, strict=True):
        for other in range(len(preferences)):
            preferences[other] += rate * better * ((other == answer) - now[other]) / len(answers)


def run(config: Config, events: Events) -> Result:
    """Train the table and measure it before and after."""
    steps, group = int(_number(config, "steps")), int(_number(config, "group"))
    chance = random.Random(config.seed)
    policy, done = _begun(config)
    # Also for a run that goes on from a checkpoint, before is before all training.
    before = _accuracy(_untrained(config.seed), "accuracy_before", range(_TRAINED))
    for step in range(done + 1, steps + 1):
        if events.stop_requested:
            _save(config.folder / "checkpoint.json", policy, step - 1)
            events.artifact("checkpoint", Path("checkpoint.json"), "checkpoint")
            events.log(f"stopped after step {step - 1} of {steps}")
            break
        rewards = []
        # A question is chosen by the step alone, so that a run that goes on has the same ones as a run in one go.
        for question in range(step % 4, _TRAINED, 4):
            answers = chance.choices(range(_ANSWERS), probabilities(policy[question]), k=group)
            rewards.append([float(answer == right_answer(question)) for answer in answers])
            learn(policy[question], answers, advantages(rewards[-1]), rate=_number(config, "learning_rate"))
        events.metric("rehearsal/reward", step, sum(map(sum, rewards)) / (group * len(rewards)))
        events.progress(step, steps, "training")
        time.sleep(_number(config, "pause_s"))
    else:
        _save(config.folder / "policy.json", policy, steps)
        events.artifact("policy", Path("policy.json"), "model")
    return _result(policy, before)


def _number(config: Config, name: str) -> float:
    return float(config.parameters[name])  # type: ignore[arg-type]


def _begun(config: Config) -> tuple[Policy, int]:
    """Return the policy to begin with and the steps done: those of the checkpoint, where there is one."""
    if "checkpoint" in config.inputs:
        held = json.loads(config.inputs["checkpoint"].read_text(encoding="utf-8"))
        return held["policy"], held["steps"]
    return _untrained(config.seed), 0


def _untrained(seed: int) -> Policy:
    """Return a policy that prefers nothing much."""
    chance = random.Random(seed + 1)
    return [[chance.gauss(0, 0.1) for _ in range(_ANSWERS)] for _ in range(_TRAINED + _HELD_OUT)]


def _save(path: Path, policy: Policy, steps: int) -> None:
    path.write_text(json.dumps({"steps": steps, "policy": policy}), encoding="utf-8")


def _accuracy(policy: Policy, name: str, questions: Sequence[int]) -> Measure:
    likeliest = [policy[question].index(max(policy[question])) for question in questions]
    hits = sum(answer == right_answer(question) for answer, question in zip(likeliest, questions, strict=True))
    return Measure.share(name, hits, len(questions))


def _result(policy: Policy, before: Measure) -> Result:
    after = _accuracy(policy, "accuracy", range(_TRAINED))
    transfer = _accuracy(policy, "transfer", range(_TRAINED, _TRAINED + _HELD_OUT))
    rows = [(one.name, one.value, one.n, one.low, one.high) for one in (before, after, transfer)]
    return Result(
        scores=(before, after, transfer),
        tables=(Table("comparison", "Before and after training", ("score", "value", "n", "low", "high"), rows),),
        shows=("Rewards alone teach the policy the answers it is rewarded for.",),
        does_not_show=("Anything about language models, or about questions it was not trained on.",),
        environment={"python": ".".join(map(str, sys.version_info[:3])), "device": "cpu"},
    )
