"""Ids of papers that a command is given: on its line, in a file, or from standard input."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from schema.errors import SourceError

_LONGEST = 4_000_000
"""Bytes of the longest list: some 200,000 ids."""

IdsFile = Annotated[
    Path | None,
    typer.Option("--ids", metavar="FILE", help="Also those in this file, one a line; - reads standard input."),
]


def ids_given(named: list[str] | None, file: Path | None) -> list[str] | None:
    """Return the ids on the command's line and in a file, each once; None where neither is given.

    In a file, empty lines and what stands behind a # are passed over.

    Raises:
        SourceError: The file cannot be read, or is no list of ids.
    """
    if file is None:
        return named or None
    lines = (line.partition("#")[0].strip() for line in _text_of(file).splitlines())
    return list(dict.fromkeys([*(named or ()), *filter(None, lines)]))


def _text_of(file: Path) -> str:
    name = "standard input" if str(file) == "-" else str(file)
    try:
        data = sys.stdin.buffer.read(_LONGEST + 1) if str(file) == "-" else _read(file)
        if len(data) > _LONGEST:
            raise SourceError(name, f"has more than {_LONGEST:,} bytes", remedy="Give a list of ids, one a line")
        return data.decode("utf-8-sig")
    except OSError as error:
        raise SourceError(name, error.strerror or "cannot be read", remedy="Name a file of ids, one a line") from error
    except UnicodeDecodeError as error:
        raise SourceError(name, "is no text in UTF-8", remedy="Give a list of ids, one a line") from error


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(_LONGEST + 1)
