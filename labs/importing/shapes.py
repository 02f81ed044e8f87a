"""What JSON of a run elsewhere holds, told from its shape: logs by step, counts, metrics, answers with their scores.

Trainers and students' scripts name things as they like, so the shape decides and not the name of the file. What is a
number becomes a score, what has a step a series, what is a list of records a table; a judge's score that is missing is
counted as one that could not be read, and never becomes a value.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from labs.importing.findings import Found
from labs.importing.redacting import is_secret_name, kept_text
from labs.running.results import Cell, Measure, Table

_STEPS = ("step", "current_steps", "global_step", "steps")
_NOT_SERIES = frozenset((*_STEPS, "total_steps", "epoch", "percentage", "elapsed_time", "remaining_time"))
_SCORES = ("score", "judge_score", "rating", "得分", "分数", "评分")
_SCORE_LISTS = ("scores", "judge_scores", "ratings", *_SCORES)
_COUNT = re.compile(r"\s*(\d{1,9})\s*/\s*(\d{1,9})\s*(?:\(.*\))?\s*")
_WRITTEN = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")
_LAST_STEP = 2**31
_MOST_POINTS = 40_000
_MOST_ROWS = 200
_MOST_COLUMNS = 12
_MOST_SCORES = 300
_LONGEST_CELL = 400
_LONGEST_COUNT = 60
_LARGEST = 1e150
"""What is larger is no measurement, and its square no number."""
_DEEPEST = 6


def found_in(value: object, name: str) -> tuple[str, Found]:
    """Return what a JSON value is taken for, and what it holds; an empty word where nothing is found.

    Args:
        value: The value.
        name: Name of its file, without its ending; scores are named after it.
    """
    found, name = Found(), _name(name)
    if isinstance(value, Mapping) and _is_log(value.get("log_history")):
        _log(value["log_history"], name, "", found)
        _settings(value, found)
        return "trainer state", found
    if isinstance(value, list) and _is_log(value):
        _log(value, name, "", found)
        return "log by step", found
    if isinstance(value, Mapping):
        _walk(value, name, found, 0)
        return ("metrics" if found else "", found)
    if _is_records(value):
        assert isinstance(value, list)
        _records(value, name, found)
        return "records", found
    return "", found


def _is_log(value: object) -> bool:
    """Say whether something is a list of records by step, one of another kind among them perhaps."""
    if not isinstance(value, list) or len(value) < 2:
        return False
    return sum(_step(one) is not None for one in value) >= max(2, len(value) - 2)


def _log(rows: Sequence[object], name: str, within: str, found: Found) -> None:
    """Take a log apart: a series for each name in its rows, and a score for what a row without a step tells of all."""
    for row in rows:
        step = _step(row)
        for key, value in row.items() if isinstance(row, Mapping) else ():
            if not _is_measured(value) or is_secret_name(str(key)):
                continue
            if step is None:
                found.scores.append(_score(f"{name}/{_name(key)}", value))
            elif key not in _NOT_SERIES:
                _point(found, f"{within}{_name(key)}", step, value)


def _point(found: Found, series: str, step: int, value: object) -> None:
    if len(found.points) < _MOST_POINTS:
        found.points.append((series, step, _number(value)))
    else:
        found.left_out += 1


def _settings(state: Mapping[str, Any], found: Found) -> None:
    for key in ("max_steps", "num_train_epochs", "train_batch_size", "logging_steps", "eval_steps", "save_steps"):
        if (number := _number(state.get(key))) is not None:
            found.settings[key] = number


def _walk(value: Mapping[str, Any], name: str, found: Found, depth: int) -> None:
    for key, one in value.items():
        label = f"{name}/{_name(key)}"
        if is_secret_name(str(key)):
            continue
        if len(found.scores) >= _MOST_SCORES or depth > _DEEPEST:
            found.left_out += 1
        elif (share := _counted(label, one)) is not None:
            found.scores.append(share)
        elif _is_measured(one):
            found.scores.append(_score(label, one))
        elif isinstance(one, Mapping):
            _walk(one, label, found, depth + 1)
        elif isinstance(one, list) and _is_log(one):
            _log(one, label, f"{label}/", found)
        elif _is_records(one):
            _records(one, label, found)
        elif str(key).lower() in _SCORE_LISTS and isinstance(one, list) and one:
            found.scores.append(_mean(label, one))
        elif _is_series(one):
            for step, each in enumerate(one, 1):
                _point(found, label, step, each)


def _counted(name: str, value: object) -> Measure | None:
    """Return a count as ``48/50`` as a share, or None for what is no count."""
    if not isinstance(value, str) or len(value) > _LONGEST_COUNT:
        return None
    count = _COUNT.fullmatch(value)
    hits, n = (int(count[1]), int(count[2])) if count else (0, 0)
    return Measure.share(name, hits, n) if n >= max(1, hits) else None


def _records(rows: Sequence[Mapping[str, Any]], name: str, found: Found) -> None:
    columns = list(dict.fromkeys(key for row in rows for key in row if not is_secret_name(key)))[:_MOST_COLUMNS]
    shown: list[list[Cell]] = [[_cell(row.get(key)) for key in columns] for row in rows[:_MOST_ROWS]]
    cut = f" (first {_MOST_ROWS} of {len(rows)})" if len(rows) > _MOST_ROWS else ""
    found.tables.append(Table(_name(name), f"{_name(name)}{cut}", [_name(key) for key in columns], shown))
    for key in columns:
        if str(key).lower() in _SCORES:
            found.scores.append(_mean(f"{name}/{_name(key)}", [row.get(key) for row in rows if key in row]))


def _mean(name: str, values: Sequence[object]) -> Measure:
    """Return the mean of scores; what is no number was not read."""
    known = [number for value in values if (number := _number(_typed(value))) is not None]
    return Measure.mean(name, known, parse_failures=len(values) - len(known))


def _is_records(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _is_series(value: object) -> bool:
    return isinstance(value, list) and len(value) > 1 and all(_is_measured(one) for one in value)


def _step(row: object) -> int | None:
    if not isinstance(row, Mapping):
        return None
    steps = (row.get(name) for name in _STEPS)
    return next((s for s in steps if isinstance(s, int) and not isinstance(s, bool) and 0 <= s < _LAST_STEP), None)


def setting_of(value: object) -> str | int | float | bool | None:
    """Return a value as a setting that can be kept, or None for what is none."""
    if isinstance(value, str):
        return kept_text(value, _LONGEST_CELL)
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**53):
        return value
    return _number(value)


def _score(name: str, value: object) -> Measure:
    number = _number(value)
    return Measure.missing(name, "it was no finite number") if number is None else Measure(name, number)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Not a number compares with nothing, and a whole number of any length does.
    return float(value) if -_LARGEST < value < _LARGEST else None


def _is_measured(value: object) -> bool:
    """Say whether something is a number, or stands where one should and is none: not a number, infinite, beyond all."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _typed(value: object) -> object:
    """Return a number that somebody wrote as text as the number."""
    return float(value) if isinstance(value, str) and _WRITTEN.fullmatch(value.strip()) else value


def _name(key: object) -> str:
    return kept_text(key, 120)


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, bool):
        return value
    return _number(value) if isinstance(value, float) else setting_of(value if isinstance(value, int) else str(value))


def lines_of_dicts(text: str) -> Iterator[str]:
    r"""Yield the lines of a log that look like a record which a trainer printed.

    >>> list(lines_of_dicts("step 1\n{'loss': 1.5, 'epoch': 0.1}\n"))
    ["{'loss': 1.5, 'epoch': 0.1}"]
    """
    for line in text.splitlines():
        stripped = line.strip()
        if stripped.startswith("{") and stripped.endswith("}") and len(stripped) < 10_000:
            yield stripped
