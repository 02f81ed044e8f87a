"""A BibTeX file as it was read: what every block of it says, and where in the text it says so.

Places are offsets into ``BibFile.text``, so that a correction can replace just what is wrong.
"""

from dataclasses import dataclass
from enum import StrEnum

from reading.bib_names import BibNames, bib_names
from reading.bib_text import text_of
from reading.names import Name

Span = tuple[int, int]
"""Offsets of the first character and after the last."""

VERBATIM = frozenset(
    str.split(
        "url doi eprint eprinttype eprintclass archiveprefix primaryclass file crossref xref ids bdsk-url-1 bdsk-url-2 "
        "pmid pmcid issn isbn arxivid biburl bibsource adsurl adsnote"
    )
)
"""Fields that are read character by character."""


class FailureCode(StrEnum):
    """What BibTeX cannot read, or reads otherwise than it looks."""

    UNTERMINATED = "unterminated"
    NO_EQUALS = "no-equals-sign"
    NO_KEY = "no-key"
    BAD_VALUE = "bad-value"
    NOT_A_BLOCK = "not-a-block"
    MISSING_COMMA = "missing-comma"
    EXTRA_COMMA = "extra-comma"
    DUPLICATE_FIELD = "duplicate-field"
    DUPLICATE_KEY = "duplicate-key"
    DUPLICATE_STRING = "duplicate-string"
    UNDEFINED_STRING = "undefined-string"
    ESCAPED_BRACE = "escaped-brace"
    ENCODING = "encoding"


@dataclass(frozen=True, slots=True)
class BibFailure:
    """Something that could not be read, or could only be read by leniency.

    Attributes:
        code: What is wrong.
        message: The same in a sentence.
        line: Line of the block or field, from 1.
        raw: The whole block, or the field.
        span: Where that is.
        key: Key of the entry, where there is one.
        lost: Whether the block is neither entry, string nor comment, so that only this tells of it.
    """

    code: FailureCode
    message: str
    line: int
    raw: str
    span: Span
    key: str | None = None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class BibField:
    """A field of an entry.

    Attributes:
        name: Its name in lower case.
        raw: Its value in LaTeX, with strings put in.
        line: Line it begins on.
        span: Where name and value stand.
        value: Where the value stands, with its braces or quotes.
        content: Where ``raw`` stands, or None where the value is put together from several parts.
    """

    name: str
    raw: str
    line: int
    span: Span
    value: Span
    content: Span | None

    @property
    def text(self) -> str:
        """The value as people read it, in Unicode."""
        return " ".join(self.raw.split()) if self.name in VERBATIM else text_of(self.raw)


@dataclass(frozen=True, slots=True)
class BibEntry:
    """An entry.

    Attributes:
        type: Its type in lower case, as ``article``.
        key: Its citation key.
        fields: Its fields in order; a name can stand more than once.
        line: Line it begins on, from 1.
        span: Where it stands.
        key_span: Where its key stands.
        raw: The whole of it.
    """

    type: str
    key: str
    fields: tuple[BibField, ...]
    line: int
    span: Span
    key_span: Span
    raw: str

    def field(self, *names: str) -> BibField | None:
        """Return the first field of one of these names, the names tried in order."""
        for name in names:
            if found := next((field for field in self.fields if field.name == name), None):
                return found
        return None

    def text(self, *names: str) -> str:
        """Return the text of such a field, or nothing."""
        found = self.field(*names)
        return found.text if found else ""

    @property
    def people(self) -> BibNames:
        """Its authors, and whether there are more."""
        found = self.field("author")
        return bib_names(found.raw) if found else BibNames((), more=False)

    @property
    def authors(self) -> tuple[Name, ...]:
        """Its authors, in order."""
        return self.people.names

    @property
    def more_authors(self) -> bool:
        """Whether the list of authors ends in "and others"."""
        return self.people.more


@dataclass(frozen=True, slots=True)
class BibString:
    """A string that values can name.

    Attributes:
        name: Its name in lower case.
        value: What it stands for, in LaTeX.
        line: Line it begins on.
        span: Where the block stands.
        raw: The whole block.
    """

    name: str
    value: str
    line: int
    span: Span
    raw: str


class CommentKind(StrEnum):
    """Which text is no entry and no string."""

    COMMENT = "comment"
    PREAMBLE = "preamble"
    BETWEEN = "between"
    """Text between blocks, which BibTeX passes over."""


@dataclass(frozen=True, slots=True)
class BibComment:
    """Text that is no entry.

    Attributes:
        kind: Which.
        line: Line it begins on.
        span: Where it stands.
        raw: The whole of it; text between blocks without the blanks around it.
    """

    kind: CommentKind
    line: int
    span: Span
    raw: str


@dataclass(frozen=True, slots=True)
class BibFile:
    """A BibTeX file. Every block of it is an entry, a string, a comment, or a failure that is marked ``lost``.

    Attributes:
        source: What it is called in messages.
        text: Its text.
        encoding: How its bytes were read, as Python calls it.
        entries: Its entries, in order; also those that share a key.
        strings: Its strings, in order.
        comments: Comments, preambles, and text between blocks, in order.
        failures: What could not be read, or only by leniency, in order.
    """

    source: str
    text: str
    encoding: str
    entries: tuple[BibEntry, ...]
    strings: tuple[BibString, ...]
    comments: tuple[BibComment, ...]
    failures: tuple[BibFailure, ...]
