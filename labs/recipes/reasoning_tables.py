"""Tables of models that answer the same problems: how well each does, and what each says."""

from collections.abc import Mapping

from labs.recipes.reasoning_tasks import Task
from labs.recipes.sampling import Asked, said
from labs.running.results import Cell, Table


def comparison(answers: Mapping[str, Asked], missing: Mapping[str, str]) -> Table:
    """Return the models beside each other, on the same problems, greedily decoded.

    Args:
        answers: What each model answered.
        missing: Models that are not shown, and why.
    """
    rows: list[list[Cell]] = []
    for name, one in answers.items():
        share, form_share = one.accuracy(name), one.form(name)
        words = sum(len(text.split()) for text in one.answers) / len(one.answers)
        rows.append([name, share.value, share.low, share.high, share.n, one.unread, form_share.value, round(words, 1)])
    rows += [[f"{name}: not shown, {why}", *[None] * 7] for name, why in missing.items()]
    return Table(
        "comparison",
        f"The models on the same {len(answers['base'].answers)} held-out problems, greedily decoded",
        ("model", "accuracy", "low", "high", "n", "no number found", "in form", "words an answer"),
        rows,
        "Comparison of the models",
    )


def chains(task: Task, answers: Mapping[str, Asked], count: int = 5) -> Table:
    """Return the models' answers to the first problems, whole."""
    rows: list[list[Cell]] = [
        [
            said(task.test_asks[number]),
            task.test_gold[number],
            *(one.answers[number] for one in answers.values()),
        ]
        for number in range(min(count, len(task.test_asks)))
    ]
    return Table(
        "chains",
        "The first problems, answered",
        ("problem", "right", *answers),
        rows,
        "Five reasoning chains",
    )
