"""What is found in a bibliography, and the edits that mend it."""

from dataclasses import dataclass
from enum import StrEnum

from reading.bib_records import BibEntry, BibField, Span


class Code(StrEnum):
    """What is wrong, beyond what cannot be read at all (``reading.bib_records.FailureCode``)."""

    WRONG_ARXIV_ID = "wrong-arxiv-id"
    IDS_DISAGREE = "arxiv-ids-disagree"
    TITLE_DIFFERS = "title-differs"
    WITHDRAWN = "withdrawn"
    NEWER_VERSION = "newer-version"
    PUBLISHED = "published"
    AUTHORS_CUT = "authors-cut"
    AUTHOR_COUNT = "author-count"
    AUTHORS_DIFFER = "authors-differ"
    NAME_REVERSED = "name-reversed"
    NAME_ORDER_MIXED = "name-order-mixed"
    ET_AL = "et-al"
    YEAR_DIFFERS = "year-differs"
    TITLE_CASE = "title-case"
    TITLE_IN_DOUBLE_BRACES = "title-in-double-braces"
    SAME_PAPER = "same-paper"
    KEY_REPEATED = "key-repeated"
    KEY_CLASH = "key-clash"
    KEY_NOT_ASCII = "key-not-ascii"
    NOT_ASCII = "not-ascii"
    UNESCAPED = "unescaped"
    DOI_IS_URL = "doi-is-url"
    BAD_DOI = "bad-doi"
    HIDDEN_ARXIV_ID = "hidden-arxiv-id"
    PAGES_ARE_NO_PAGES = "pages-are-no-pages"
    HTTP_LINK = "http-link"
    EMPTY_FIELD = "empty-field"
    EPRINT_VERSION = "eprint-version"
    EPRINT_PREFIX = "eprint-prefix"
    MONTH_AS_TEXT = "month-as-text"


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the text and what is to stand there.

    Attributes:
        span: The stretch; empty where something is put in.
        text: What is to stand there.
    """

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class BibFinding:
    """Something that is wrong with a bibliography, or could be better.

    Attributes:
        code: What it is: a ``Code`` or a ``FailureCode``.
        line: The line it is on.
        key: Key of the entry, where it is about one.
        message: What is the matter.
        remedy: What to do about it.
        edits: What mends it safely; empty where a person has to decide.
    """

    code: str
    line: int
    key: str | None
    message: str
    remedy: str
    edits: tuple[Edit, ...] = ()


def found_in(
    entry: BibEntry, field: BibField | None, code: Code, message: str, remedy: str, edits: tuple[Edit, ...] = ()
) -> BibFinding:
    """Return a finding about an entry, on the line of one of its fields if that is known."""
    return BibFinding(code.value, field.line if field else entry.line, entry.key, message, remedy, edits)
