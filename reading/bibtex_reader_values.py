"""The fields of one block of a BibTeX file: where each stands, and what its value is once strings are put in.

A value is one or more parts joined by ``#``: text in braces or quotes, a number, or the name of a string.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reading.bib_records import FailureCode, Span

_MONTHS = str.split("January February March April May June July August September October November December")
MONTHS = {month[:3].lower(): month for month in _MONTHS}
"""The strings that every style of BibTeX defines, and what they stand for."""
_NAME = re.compile(r"""\s*(?P<name>[^\s={}"#,()%'@\\]+)\s*=\s*""")
_NEXT = re.compile(r",\s*(?P<name>[^\W\d_][\w:.+/-]*)\s*=")
_BARE = re.compile(r"""[^\s={}"#,]+""")
_JOIN = re.compile(r"\s*#\s*")
_COMMAS = re.compile(r"[\s,]*")
_DELIMITER = {False: re.compile(r'[{}"]'), True: re.compile(r'(?<!\\)[{}"]')}
_MOST_PUT_IN = 4_000_000
"""Strings can be put into each other, so that a short file could stand for endless values."""


@dataclass(frozen=True, slots=True)
class Value:
    """The value of a field or string.

    Attributes:
        raw: What it stands for, in LaTeX.
        span: Where it stands.
        content: Where ``raw`` stands, where it is one text in braces or quotes, or one number.
    """

    raw: str
    span: Span
    content: Span | None


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A name, an equals sign and a value.

    Attributes:
        name: The name in lower case.
        span: Where name and value stand.
        value: The value.
    """

    name: str
    span: Span
    value: Value


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong at some place of a block."""

    code: FailureCode
    message: str
    span: Span


@dataclass(slots=True)
class Strings:
    """The strings of a file, which values name.

    Args:
        values: What they stand for, by name in lower case.
        allowed: How many characters may be put into values in all.
    """

    values: dict[str, str] = field(default_factory=dict)
    allowed: int = _MOST_PUT_IN

    def put_in(self, name: str) -> str | None:
        """Return what a string stands for, or None where there is no such string or too much was put in."""
        value = self.values.get(name, MONTHS.get(name))
        if value is None or len(value) > self.allowed:
            return None
        self.allowed -= len(value)
        return value


@dataclass(slots=True)
class ValueReader:
    """Reads values from a text.

    Args:
        text: The whole file.
        strings: The strings that are defined so far.
        escapes: Whether a brace behind a backslash is no brace, which is not how BibTeX counts.
    """

    text: str
    strings: Strings
    escapes: bool = False
    troubles: list[Trouble] = field(default_factory=list)

    def named_values(self, start: int, end: int) -> Iterator[NamedValue]:
        """Yield the fields between two offsets; commas may stand between them and may be missing."""
        place = self._after_commas(start, end)
        while place < end:
            found = _NAME.match(self.text, place, end)
            value = self.value(found.end(), end) if found else None
            if found is None or value is None:
                place = self._next_field(place, end)
                continue
            yield NamedValue(found["name"].lower(), (found.start("name"), value.span[1]), value)
            place = self._after_commas(value.span[1], end)
            comma = "," in self.text[value.span[1] : place]
            if not comma and _NAME.match(self.text, place, end):
                self._tell(FailureCode.MISSING_COMMA, f"no comma after {found['name']}", found.start("name"), place)

    def value(self, start: int, end: int) -> Value | None:
        """Return the value that begins at an offset, or None where there is none."""
        parts: list[str] = []
        place, content = start, None
        while True:
            if not (read := self._part(place, end)):
                return None
            part, content, after = read
            parts.append(part)
            joined = _JOIN.match(self.text, after, end)
            if not joined:
                break
            place = joined.end()
        raw = "".join(parts)
        return Value(raw, (start, after), content if len(parts) == 1 else None)

    def _part(self, start: int, end: int) -> tuple[str, Span | None, int] | None:
        """Return the text of a part, where that text stands, and the offset after the part."""
        if self.text[start : start + 1] in ("{", '"'):
            close = self._closing(start, end)
            return (self.text[start + 1 : close], (start + 1, close), close + 1) if close is not None else None
        if not (bare := _BARE.match(self.text, start, end)):
            return None
        word = bare[0]
        if word.isascii() and word.isdigit():
            return word, bare.span(), bare.end()
        value = self.strings.put_in(word.lower())
        if value is None:
            known = word.lower() in self.strings.values
            message = "strings stand for more than values may hold" if known else f"{word} is no string of this file"
            self._tell(FailureCode.UNDEFINED_STRING, message, start, bare.end())
        return word if value is None else value, None, bare.end()

    def _closing(self, start: int, end: int) -> int | None:
        """Return the offset of the brace or quote that closes the one at an offset."""
        quoted = self.text[start] == '"'
        depth = 0 if quoted else 1
        for found in _DELIMITER[self.escapes].finditer(self.text, start + 1, end):
            if found[0] == '"':
                if quoted and depth == 0:
                    return found.start()
            else:
                depth += 1 if found[0] == "{" else -1
                if depth == 0 and not quoted:
                    return found.start()
                if depth < 0:
                    return None
        return None

    def _after_commas(self, start: int, end: int) -> int:
        """Return where the next field begins, or the end; more than one comma before it is told of."""
        found = _COMMAS.match(self.text, start, end)
        assert found
        if (first := self.text.find(",", start, found.end()) + 1) and (
            last := self.text.rfind(",", first, found.end())
        ) > 0:
            self._tell(FailureCode.EXTRA_COMMA, "more than one comma", first, last + 1)
        return found.end()

    def _next_field(self, place: int, end: int) -> int:
        """Tell that what stands here is no field, and return where the next one begins."""
        found = _NEXT.search(self.text, place, end)
        stop = found.start() if found else end
        self._tell(FailureCode.BAD_VALUE, "is no field with a value", place, stop)
        return found.start("name") if found else end

    def _tell(self, code: FailureCode, message: str, start: int, end: int) -> None:
        self.troubles.append(Trouble(code, message, (start, end)))
