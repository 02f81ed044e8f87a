"""BibTeX files in: entries with the place of every field, and what could not be read, with its line.

Nothing is dropped: every block is an entry, a string, a comment, or a failure that holds its text.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from reading.bib_lines import Lines
from reading.bib_records import (
    BibComment,
    BibEntry,
    BibFailure,
    BibField,
    BibFile,
    BibString,
    CommentKind,
    FailureCode,
    Span,
)
from reading.bibtex_reader_blocks import BLOCK_START, BlockKind, LocatedBlock, located_blocks
from reading.bibtex_reader_values import Strings, Trouble, ValueReader
from schema.errors import SourceError

LARGEST = 16 * 2**20
"""How many bytes a file may have: about 40,000 entries with abstracts."""
MOST_BLOCKS = 100_000
"""How many entries, strings and comments a file may have."""
MOST_FAILURES = 10_000
"""How many things may be wrong with a file before it is refused."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OPENING = re.compile(r"@\s*(?P<type>\w*)\s*[{(]\s*")
_KEY = re.compile(r"[^,]*")
_MISSED = re.compile(r"(?i)@(?!comment\b).*")
_LOST = {
    FailureCode.UNTERMINATED: "the block does not end before the next one begins, or the file ends",
    FailureCode.NO_EQUALS: "a field has no equals sign",
    FailureCode.NO_KEY: "no comma follows a key",
    FailureCode.NOT_A_BLOCK: "an @ outside of entries; BibTeX takes it for the beginning of one",
}


def read_bibtex(data: bytes | str, *, source: str = "(bibtex)") -> BibFile:
    """Return what a BibTeX file holds.

    Raises:
        SourceError: It is too large, no text, or wrong throughout.

    >>> read = read_bibtex("@string{j = {J. of Tea}} @misc(pot, journal = j # { B}, year = 2020)")
    >>> read.entries[0].key, read.entries[0].text("journal"), read.failures
    ('pot', 'J. of Tea B', ())
    """
    if len(data) > LARGEST:
        raise SourceError(
            source, f"has more than {LARGEST // 2**20} MiB", remedy="Split it, or check that it is a bibliography"
        )
    text, encoding = (data, "utf-8") if isinstance(data, str) else _decoded(data, source)
    if text.count("@") > MOST_BLOCKS and sum(1 for _ in BLOCK_START.finditer(text)) > MOST_BLOCKS:
        raise SourceError(source, f"has more than {MOST_BLOCKS:,} entries", remedy="Split it")
    return _Reading(source, text, encoding).read()


def read_bibtex_file(path: Path) -> BibFile:
    """Return what a BibTeX file on disk holds.

    Raises:
        SourceError: It cannot be read, is too large, no text, or wrong throughout.
    """
    try:
        with path.open("rb") as file:
            return read_bibtex(file.read(LARGEST + 1), source=str(path))
    except OSError as error:
        raise SourceError(str(path), error.strerror or "cannot be read", remedy="Name a .bib file") from error


def _decoded(data: bytes, source: str) -> tuple[str, str]:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\0" in data:
        raise SourceError(source, "is no text: it holds zero bytes", remedy="Give a .bib file")
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        if encoding == "utf-16":
            raise SourceError(source, "is no text: it ends within a character", remedy="Give a .bib file") from error
        return data.decode("latin-1"), "latin-1"


@dataclass(slots=True)
class _Reading:
    """One reading of one file."""

    source: str
    text: str
    encoding: str
    entries: list[BibEntry] = field(default_factory=list)
    strings: list[BibString] = field(default_factory=list)
    comments: list[BibComment] = field(default_factory=list)
    failures: list[BibFailure] = field(default_factory=list)
    _known: Strings = field(default_factory=Strings)
    _lines: Lines = field(init=False)

    def __post_init__(self) -> None:
        self._lines = Lines(self.text)

    def read(self) -> BibFile:
        if self.encoding == "latin-1":
            self._fail(FailureCode.ENCODING, "the file is not UTF-8 and was read as Latin-1", (0, 0))
        place = 0
        for block in located_blocks(self.text):
            self._between(place, block.span[0])
            self._block(block)
            place = block.span[1]
        self._between(place, len(self.text))
        self._tell_repeated_keys()
        return BibFile(
            self.source,
            self.text,
            self.encoding,
            tuple(self.entries),
            tuple(self.strings),
            tuple(self.comments),
            tuple(sorted(self.failures, key=lambda failure: failure.span)),
        )

    def _block(self, block: LocatedBlock) -> None:
        match block.kind:
            case BlockKind.ENTRY:
                self._entry(block)
            case BlockKind.STRING:
                self._string(block)
            case BlockKind.COMMENT | BlockKind.PREAMBLE:
                kind = CommentKind(block.kind.value)
                self.comments.append(BibComment(kind, self._line_of(block.span), block.span, self._raw(block.span)))
            case BlockKind.FAILED:
                assert block.code
                self._fail(block.code, _LOST[block.code], block.span, lost=True)
        if block.escapes and block.kind is not BlockKind.FAILED:
            message = "read as if a brace behind a backslash were none; BibTeX counts it, and would not find the end"
            self._fail(FailureCode.ESCAPED_BRACE, message, block.span)

    def _entry(self, block: LocatedBlock) -> None:
        start, end = block.span
        opening = _OPENING.match(self.text, start)
        assert opening
        found = _KEY.match(self.text, opening.end(), end - 1)
        assert found
        key = found[0].rstrip()
        key_span = (found.start(), found.start() + len(key))
        reader = ValueReader(self.text, self._known, block.escapes)
        fields = tuple(
            BibField(one.name, one.value.raw, self._line_of(one.span), one.span, one.value.span, one.value.content)
            for one in reader.named_values(found.end(), end - 1)
        )
        line = self._line_of(block.span)
        entry = BibEntry(opening["type"].lower(), key, fields, line, block.span, key_span, self._raw(block.span))
        self.entries.append(entry)
        if not entry.key:
            self._fail(FailureCode.NO_KEY, "the entry has no key, so that nothing can cite it", block.span)
        self._tell(reader.troubles, entry.key)
        self._tell_repeated_fields(entry)

    def _string(self, block: LocatedBlock) -> None:
        start, end = block.span
        opening = _OPENING.match(self.text, start)
        assert opening
        reader = ValueReader(self.text, self._known, block.escapes)
        read = list(reader.named_values(opening.end(), end - 1))
        for one in read:
            if one.name in self._known.values:
                self._fail(FailureCode.DUPLICATE_STRING, f"the string {one.name} is defined again", block.span)
            self._known.values[one.name] = one.value.raw
            line, raw = self._line_of(block.span), self._raw(block.span)
            self.strings.append(BibString(one.name, one.value.raw, line, block.span, raw))
        if not read:
            self._fail(FailureCode.BAD_VALUE, "the string cannot be read", block.span, lost=True)
        else:
            self._tell(reader.troubles, None)

    def _between(self, start: int, end: int) -> None:
        """Keep the text between two blocks, and tell what in it was meant to be one."""
        text = self.text[start:end].lstrip("\ufeff")
        if not (kept := text.strip()):
            return
        first = end - len(text.lstrip())
        span = (first, first + len(kept))
        self.comments.append(BibComment(CommentKind.BETWEEN, self._line_of(span), span, kept))
        for found in _MISSED.finditer(self.text, *span):
            self._fail(FailureCode.NOT_A_BLOCK, _LOST[FailureCode.NOT_A_BLOCK], found.span(), lost=True)

    def _tell(self, troubles: list[Trouble], key: str | None) -> None:
        for trouble in troubles:
            self._fail(trouble.code, trouble.message, trouble.span, key=key)

    def _tell_repeated_fields(self, entry: BibEntry) -> None:
        seen: set[str] = set()
        for one in entry.fields:
            if one.name in seen:
                message = f"{one.name} stands a second time; programs differ in which they take"
                self._fail(FailureCode.DUPLICATE_FIELD, message, one.span, key=entry.key)
            seen.add(one.name)

    def _tell_repeated_keys(self) -> None:
        lines: dict[str, int] = {}
        for entry in self.entries:
            folded = entry.key.lower()
            if folded in lines and folded:
                message = f"the key {entry.key} is also that of line {lines[folded]}; BibTeX takes the first only"
                self._fail(FailureCode.DUPLICATE_KEY, message, entry.span, key=entry.key, line=entry.line)
            lines.setdefault(folded, entry.line)

    def _fail(
        self,
        code: FailureCode,
        message: str,
        span: Span,
        *,
        key: str | None = None,
        lost: bool = False,
        line: int | None = None,
    ) -> None:
        if len(self.failures) >= MOST_FAILURES:
            raise SourceError(
                self.source, f"more than {MOST_FAILURES:,} things are wrong", remedy="Check that it is a bibliography"
            )
        number = self._line_of(span) if line is None else line
        self.failures.append(BibFailure(code, message, number, self._raw(span), span, key, lost))

    def _raw(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def _line_of(self, span: Span) -> int:
        return self._lines.number(span[0])
