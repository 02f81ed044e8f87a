"""What the command says: results on standard output, everything else on standard error."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table
from rich.text import Text as RichText

from schema.errors import SyllagraphError

SCHEMA_VERSION = 1
"""Version of the shape of ``--json`` answers; a higher one may have changed or removed fields."""

_WIDTH_WHEN_PIPED = 120


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else _WIDTH_WHEN_PIPED
    return Console(file=stream, width=width, highlight=False, emoji=False)


def error_console() -> Console:
    """Return the console of what is no result, for what moves on it."""
    return _console(stderr=True)


def say(message: str, *, style: str | None = None) -> None:
    """Tell the user something that is no result."""
    _console(stderr=True).print(RichText(message, style=style or ""), soft_wrap=True)


def show(line: str = "", *, style: str | None = None) -> None:
    """Print a line of a result, as it is."""
    _console(stderr=False).print(RichText(line, style=style or ""), soft_wrap=True)


def show_table(table: Table) -> None:
    """Print a table, as wide as the terminal."""
    _console(stderr=False).print(table)


def width() -> int:
    """Return how many columns results may take."""
    return _console(stderr=False).width


def show_raw(text: str) -> None:
    """Write a result byte for byte."""
    sys.stdout.write(text)
    sys.stdout.flush()


def show_json(data: dict[str, Any]) -> None:
    """Print a result for programs, with the version of its shape."""
    payload = {"schema_version": SCHEMA_VERSION, **data}
    show_raw(orjson.dumps(payload, option=orjson.OPT_INDENT_2).decode() + "\n")


@contextmanager
def progress_shown() -> Iterator[Callable[[str], None]]:
    """Give a function that shows what is being done, on a terminal only."""
    console = _console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("…") as status:
        yield lambda message: status.update(message)


def errors_of(error: SyllagraphError | ExceptionGroup[Exception]) -> list[SyllagraphError]:
    """Return the errors of a user that an exception stands for; a group that holds a bug is raised again."""
    if isinstance(error, SyllagraphError):
        return [error]
    found: list[SyllagraphError] = []
    for inner in error.exceptions:
        if not isinstance(inner, SyllagraphError | ExceptionGroup):
            raise error
        found += errors_of(inner)
    return found


def say_errors(error: SyllagraphError | ExceptionGroup[Exception]) -> int:
    """Tell all that is wrong, and return the exit code it deserves."""
    errors = errors_of(error)
    for each in errors:
        say(f"error: {each}", style="red")
    if len(errors) > 1:
        say(f"{len(errors)} problems in all")
    return max(each.exit_code for each in errors)
