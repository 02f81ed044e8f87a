"""JSON as packs use it: a list of objects, each of whose fields remembers its line."""

import re
from json import JSONDecodeError, JSONDecoder
from typing import Any, NoReturn

from ingest.pack.document import Document
from schema.errors import PackError, Place

_BLANK = re.compile(r"[ \t\n\r]*")


def parse_json(file: str, text: str) -> Document:
    r"""Return what a JSON text says: a list of objects.

    >>> parse_json("tea.json", '[\n {"pot": 1},\n {"pot": 2}\n]').place(1, "pot").line
    3

    Raises:
        ExceptionGroup: One ``PackError`` for each thing that is no JSON, or not the JSON of packs.
    """
    reader = _Reader(file, text)
    try:
        value = reader.objects()
    except JSONDecodeError as error:
        reader.problems.append(PackError(Place(file, line=error.lineno), f"is no JSON: {error.msg}"))
    except RecursionError:
        reader.problems.append(PackError(file, "is nested too deep"))
    if reader.problems:
        raise ExceptionGroup(f"{file} cannot be read", reader.problems)
    return Document(file, value, reader.lines)


class _Reader:
    """Walks over a list of objects; the values inside them are read by the standard decoder."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.at = 0
        self.lines: dict[tuple[str | int, ...], int] = {(): 1}
        self.problems: list[PackError] = []
        self._counted = (0, 1)
        self._decoder = JSONDecoder(parse_constant=self._constant, object_pairs_hook=self._inner)

    def objects(self) -> list[dict[str, object]]:
        found: list[dict[str, object]] = []
        self._expect("[")
        while not self._is("]", first=not found):
            self.lines[(len(found),)] = self._line()
            found.append(self._object(len(found)))
        if self.at != len(self.text):
            self._fail("Extra data")
        return found

    def _object(self, number: int) -> dict[str, object]:
        fields: dict[str, object] = {}
        started = False
        self._expect("{")
        while not self._is("}", first=not started):
            started = True
            line = self._line()
            if self.text[self.at : self.at + 1] != '"':
                self._fail("Expecting property name enclosed in double quotes")
            key = str(self._value())
            self._expect(":")
            value = self._value()
            if key in fields:
                first = self.lines[(number, key)]
                self.problems.append(
                    PackError(Place(self.file, line=line), f"{key}: given twice, first in line {first}")
                )
                continue
            fields[key] = value
            self.lines[(number, key)] = line
        return fields

    def _value(self) -> object:
        value, self.at = self._decoder.raw_decode(self.text, self.at)
        self._skip()
        return value

    def _is(self, end: str, *, first: bool) -> bool:
        """Say whether the list or object ends here; otherwise stand on its next member."""
        if self.text.startswith(end, self.at):
            self.at += 1
            self._skip()
            return True
        if not first:
            self._expect(",")
        return False

    def _expect(self, sign: str) -> None:
        self._skip()
        if not self.text.startswith(sign, self.at):
            self._fail(f"Expecting '{sign}'")
        self.at += 1
        self._skip()

    def _skip(self) -> None:
        if blank := _BLANK.match(self.text, self.at):
            self.at = blank.end()

    def _line(self) -> int:
        """Return the line that is stood on, counting on from where it was last asked for."""
        before, line = self._counted
        line += self.text.count("\n", before, self.at)
        self._counted = (self.at, line)
        return line

    def _fail(self, message: str) -> NoReturn:
        raise JSONDecodeError(message, self.text, self.at)

    def _constant(self, name: str) -> NoReturn:
        self._fail(f"{name} is no JSON")

    def _inner(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(fields := dict(pairs)) != len(pairs):
            self._fail("A property is given twice")
        return fields
