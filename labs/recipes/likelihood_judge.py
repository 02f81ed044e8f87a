"""A judge that needs no server: it holds an answer for the better the likelier a model finds it, token by token.

It reads both answers apart, so it has no favourite place. What it has is a taste: answers that sound as its own would.
Where a program knows the truth, how often the judge agrees with it is told beside its scores.
"""

from collections.abc import Mapping, Sequence

from labs.recipes.likelihood import likelihoods
from labs.recipes.models import Speaker
from labs.recipes.sampling import Prompt
from labs.running.results import Cell, Measure, Table


def judged(judge: Speaker, prompts: Sequence[Prompt], answers: Sequence[str]) -> list[float]:
    """Return the judge's score of each answer: its log-probability per token, at most 0."""
    return [one.per_token for one in likelihoods(judge, prompts, answers, batch=32)]


def by_category(scores: Mapping[str, Sequence[float]], categories: Sequence[str]) -> Table:
    """Return the mean score of each model in each category."""
    kinds = sorted(set(categories))
    rows: list[list[Cell]] = []
    for name, values in scores.items():
        means = [_mean([v for v, category in zip(values, categories, strict=True) if category == k]) for k in kinds]
        rows.append([name, len(values), _mean(values), *means])
    columns = ("model", "prompts", "mean", *kinds)
    return Table("judge", "Scores of the likelihood judge (0 is best)", columns, rows, "Judge table by category")


def agreement(scores: Mapping[str, Sequence[float]], right: Mapping[str, Sequence[bool]]) -> Measure:
    """Return how often the judge prefers the right answer, over all pairs of which just one is right."""
    hits = pairs = 0
    names = sorted(scores)
    for number, first in enumerate(names):
        for second in names[number + 1 :]:
            for a, b, a_right, b_right in zip(scores[first], scores[second], right[first], right[second], strict=True):
                if a_right != b_right:
                    pairs += 1
                    hits += a > b if a_right else b > a
    if not pairs:
        return Measure.missing("judge_agreement", "there is no pair of which just one answer is right")
    return Measure.share("judge_agreement", hits, pairs)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
