"""A run of a lab when it has ended, and runs side by side: scores, tables, what they show and do not."""

from collections.abc import Sequence
from typing import Any

from rich.table import Table

from cli.console import show, show_table
from cli.lab_words import lab_word, span_word, state_word
from labs.reports.sections import number
from schema.run_records import LabRun, RunEvent, RunScore, RunState, ScoreFlag


def run_as_json(run: LabRun, scores: Sequence[RunScore]) -> dict[str, Any]:
    """Return a run for programs."""
    return {
        "id": run.id,
        "lab": run.lab,
        "profile": run.profile,
        "seed": run.seed,
        "state": run.state.name,
        "reason": run.reason or None,
        "parameters": run.parameters,
        "scores": [_score_as_json(score) for score in scores],
    }


def _score_as_json(score: RunScore) -> dict[str, Any]:
    has_range = score.expected_low is not None or score.expected_high is not None
    return {
        "name": score.name,
        "value": score.value,
        "n": score.n,
        "interval": [score.low, score.high] if score.low is not None else None,
        "expected": [score.expected_low, score.expected_high] if has_range else None,
        "outside": score.outside,
        "parseFailures": score.parse_failures,
        "unit": score.unit,
        "flag": score.flag.name if score.flag else None,
        "reason": score.reason or None,
    }


def show_run(
    run: LabRun, scores: Sequence[RunScore], tables: Sequence[RunEvent], language: str, *, folder: str = ""
) -> None:
    """Print a run."""
    show(_headline(run, language), style="bold")
    if scores:
        show()
        show_table(_score_table(scores, language))
    for event in tables:
        show()
        show(event.body["title"], style="bold")
        show_table(_table(event.body))
    result = run.result or {}
    for name, key in (("shows", "shows"), ("does not show", "does_not_show")):
        if result.get(key):
            show()
            show(lab_word(name, language), style="bold")
            for sentence in result[key]:
                show(f"  {sentence}")
    if folder:
        show()
        show(f"{lab_word('kept in', language)} {folder}", style="dim")


def _headline(run: LabRun, language: str) -> str:
    parts = [run.lab, run.profile, f"{lab_word('seed', language)} {run.seed}", state_word(run.state, language)]
    if run.started_at and run.ended_at:
        parts.append(span_word((run.ended_at - run.started_at).total_seconds()))
    return f"{run.id}  " + " · ".join(parts) + (f": {run.reason}" if run.reason else "")


def _score_table(scores: Sequence[RunScore], language: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("score", "value", "interval", "expected"):
        table.add_column(lab_word(name, language))
    table.add_column("n", justify="right")
    table.add_column("")
    for score in scores:
        interval = f"{number(score.low)} – {number(score.high)}" if score.low is not None else ""
        remark = "; ".join(_remarks(score, language))
        n = "" if score.n is None else str(score.n)
        table.add_row(score.name, number(score.value), interval, _expected(score), n, remark)
    return table


def _remarks(score: RunScore, language: str) -> list[str]:
    found = []
    if score.outside:
        found.append(lab_word("outside", language))
    if score.flag is ScoreFlag.UNREAD:
        found.append(lab_word("unread", language))
    if score.flag is ScoreFlag.CONSTANT:
        found.append(lab_word("constant", language))
    if score.parse_failures:
        found.append(f"{score.parse_failures} {lab_word('unreadable answers', language)}")
    if score.reason:
        found.append(score.reason)
    return found


def _expected(score: RunScore) -> str:
    low, high = score.expected_low, score.expected_high
    if low is not None and high is not None:
        return f"{number(low)} – {number(high)}"
    if low is not None:
        return f"≥ {number(low)}"
    return f"≤ {number(high)}" if high is not None else ""


def _table(body: dict[str, Any]) -> Table:
    table = Table(pad_edge=False, header_style="bold")
    for column in body["columns"]:
        table.add_column(str(column), overflow="fold")
    for row in body["rows"]:
        table.add_row(*(_cell(value) for value in row))
    return table


def _cell(value: object) -> str:
    if isinstance(value, float):
        return number(value)
    return "" if value is None else str(value)


def show_runs(runs: Sequence[LabRun], language: str) -> None:
    """Print runs, one a line."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("name", "lab", "profile", "seed", "state", "when", "took"):
        table.add_column(lab_word(name, language), no_wrap=name == "name")
    for run in runs:
        took = span_word((run.ended_at - run.started_at).total_seconds()) if run.ended_at and run.started_at else ""
        when = f"{run.created_at:%Y-%m-%d %H:%M}"
        table.add_row(run.id, run.lab, run.profile, str(run.seed), state_word(run.state, language), when, took)
    show_table(table)


def show_comparison(runs: Sequence[LabRun], scores: Sequence[Sequence[RunScore]], language: str) -> None:
    """Print runs side by side: what differs between them, and what each came to."""
    table = Table(pad_edge=False, header_style="bold")
    table.add_column("")
    for run in runs:
        table.add_column(run.id[-6:])
    for label, values in differences(runs):
        table.add_row(label, *map(_cell, values))
    table.add_section()
    names = list(dict.fromkeys(score.name for each in scores for score in each))
    for name in names:
        found = [next((score for score in each if score.name == name), None) for each in scores]
        table.add_row(name, *(_with_interval(score) for score in found))
    show_table(table)


def differences(runs: Sequence[LabRun]) -> list[tuple[str, list[Any]]]:
    """Return what differs between runs: lab, profile, seed, state and parameters, with the value of each run."""
    fields: list[tuple[str, list[Any]]] = [
        ("lab", [run.lab for run in runs]),
        ("profile", [run.profile for run in runs]),
        ("seed", [run.seed for run in runs]),
        ("state", [run.state.value for run in runs]),
    ]
    names = dict.fromkeys(name for run in runs for name in run.parameters)
    fields += [(name, [run.parameters.get(name) for run in runs]) for name in names]
    return [(name, values) for name, values in fields if any(value != values[0] for value in values)]


def _with_interval(score: RunScore | None) -> str:
    if score is None or score.value is None:
        return ""
    around = f" ({number(score.low)} – {number(score.high)}, n={score.n})" if score.low is not None else ""
    return f"{number(score.value)}{around}"


def exit_code_of(run: LabRun) -> int:
    """Return the exit code that a run deserves when it has ended."""
    return 0 if run.state is RunState.SUCCEEDED else 1
