"""Files of a pack as plain values that remember the line they stand on."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from schema.errors import PackError, Place

MAX_BYTES = 2 * 1024 * 1024
"""The most a file of a pack may hold."""

Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and where.

    Attributes:
        file: Path of the file, relative to the pack.
        value: Its content as mappings, lists, text, and None where a value is left out.
        lines: The line of every value, by the keys and numbers that lead to it.
    """

    file: str
    value: object
    lines: Mapping[tuple[str | int, ...], int]

    def place(self, *path: str | int) -> Place:
        """Return where a value stands, or the innermost thing around it that can be found.

        >>> Document("tea.yaml", None, {(): 1, ("pots",): 3, ("pots", 0): 4}).place("pots", 0, "lid").line
        4
        """
        found: tuple[str | int, ...] = ()
        for step in path:
            if (*found, step) in self.lines:
                found = (*found, step)
        return Place(self.file, line=self.lines.get(found))


def read_text(root: Path, file: str) -> str:
    """Return the text of a file of a pack.

    Raises:
        PackError: The file is missing, too large, or no UTF-8.
    """
    try:
        with (root / file).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise PackError(file, "is missing") from None
    except OSError as error:
        raise PackError(file, f"cannot be read: {error.strerror or error}") from error
    if len(data) > MAX_BYTES:
        raise PackError(file, f"is larger than {MAX_BYTES:,} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PackError(Place(file, line=line), f"is not UTF-8 (byte 0x{data[error.start]:02x})") from None


def shaped(document: Document, shape: TypeAdapter[Shape]) -> Shape:
    """Return what a document says in the shape it should have.

    Raises:
        ExceptionGroup: One ``PackError`` for each thing that does not fit.
    """
    try:
        return shape.validate_python(document.value)
    except ValidationError as error:
        problems = [
            PackError(document.place(*details["loc"]), _told(details)) for details in error.errors(include_url=False)
        ]
    raise ExceptionGroup(f"{document.file} does not fit", problems)


def _told(details: ErrorDetails) -> str:
    """Say what does not fit in words that do not name the library."""
    name = next((step for step in reversed(details["loc"]) if isinstance(step, str)), "the file")
    match details["type"]:
        case "extra_forbidden":
            return f"{name}: nothing of this name belongs here"
        case "missing":
            return f"{name} is missing"
    given = details["input"]
    shown = f" (given: {given!r:.80})" if isinstance(given, str | int | float | None) else ""
    return f"{name}: {details['msg'].removeprefix('Value error, ')}{shown}"
