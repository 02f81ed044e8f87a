"""The small values that records are made of: enumerations, bilingual text, evidence, places."""

import math
import re
from enum import StrEnum
from typing import Any, Self

from pydantic import model_validator
from sqlmodel import Field, SQLModel

_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LARGEST = 2**31 - 1
_NAMED_PARTS = {"title": "标题", "abstract": "摘要"}


class Value(SQLModel):
    """What every value has in common: it cannot change, has no stray fields, and any database can hold it."""

    # In the body, not as class arguments: SQLModel drops those without a word.
    model_config = {"frozen": True, "extra": "forbid"}

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        for name, value in self.__dict__.items():
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, str) and _HIDDEN.search(part):
                    msg = f"{name} holds a control character or half a surrogate pair"
                    raise ValueError(msg)
                if isinstance(part, int | float) and not (math.isfinite(part) and abs(part) <= _LARGEST):
                    msg = f"{name} is not a number between {-_LARGEST} and {_LARGEST}"
                    raise ValueError(msg)
        return self


class PageKind(StrEnum):
    """What a page is for."""

    OVERVIEW = "overview"
    """The entrance of the course or of a lecture."""
    SECTION = "section"
    """Teaches."""
    PAPERS = "papers"
    """Recommends papers."""
    LAB = "lab"
    PROJECT = "project"
    RESOURCE = "resource"
    GRADING = "grading"


class Role(StrEnum):
    """How a page recommends a paper or resource."""

    CORE = "core"
    EXTENDED = "extended"


class Priority(StrEnum):
    """How urgently a page recommends a paper, from the most urgent."""

    MUST = "must"
    STRONG = "strong"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"
    REFERENCE = "reference"


class Evidence(StrEnum):
    """How an edge is known, from the strongest."""

    STATED = "stated"
    """A page or paper says so, and the place is given."""
    DECLARED = "declared"
    """The course's instructor accepted it."""
    CURATED = "curated"
    """This project's vocabulary says so; the course has not confirmed it."""
    INFERRED = "inferred"
    """A rule proposes it; never part of a plan unless asked for."""

    def is_at_least(self, least: "Evidence") -> bool:
        """Say whether this is as strong as another, or stronger.

        >>> Evidence.STATED.is_at_least(Evidence.CURATED), Evidence.INFERRED.is_at_least(Evidence.CURATED)
        (True, False)
        """
        strengths = list(Evidence)
        return strengths.index(self) <= strengths.index(least)


class ConceptKind(StrEnum):
    """What sort of thing a concept is."""

    STAGE = "stage"
    METHOD = "method"
    OBJECTIVE = "objective"
    DATA = "data"
    EVALUATION = "evaluation"
    MODEL = "model"
    THEORY = "theory"
    TECHNIQUE = "technique"
    PHENOMENON = "phenomenon"
    TOOL = "tool"


class RelationKind(StrEnum):
    """How one concept stands to another, apart from needing it."""

    PART_OF = "part-of"
    VARIANT_OF = "variant-of"
    ANSWERS = "answers"
    REPAIRS = "repairs"
    REMOVES = "removes"
    COMBINES = "combines"
    APPLIES = "applies"
    EQUALS = "equals"


class CoverageKind(StrEnum):
    """How a page treats a concept."""

    TEACHES = "teaches"
    MENTIONS = "mentions"


class PaperConceptKind(StrEnum):
    """How a paper treats a concept."""

    INTRODUCES = "introduces"
    USES = "uses"
    SURVEYS = "surveys"


class PublicationState(StrEnum):
    """Whether a paper that began as a preprint was published."""

    PUBLISHED = "published"
    """A source has seen where, and no other says otherwise."""
    CLAIMED = "claimed"
    """It is said to be published; no source has confirmed it."""
    DIFFERS = "differs"
    """Sources name different venues, years or DOIs."""
    PREPRINT = "preprint"
    """ArXiv was asked, and no source names a publication."""
    UNVERIFIED = "unverified"
    """No source names a publication, and arXiv was never asked: nobody could look."""


class LabConceptKind(StrEnum):
    """How a lab treats a concept."""

    PRACTISES = "practises"
    ASSESSES = "assesses"


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """Would make the graph wrong: what it names was left out."""
    WARNING = "warning"
    """Likely a mistake of the source."""
    INFO = "info"
    """Worth knowing."""


class Text(Value):
    """A text in Chinese, English, or both.

    >>> Text(zh="监督微调").languages
    ('zh',)
    """

    zh: str | None = None
    en: str | None = None

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not (self.zh or self.en):
            msg = "a text needs at least one language: zh or en"
            raise ValueError(msg)
        return self

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the text exists."""
        return tuple(code for code in ("zh", "en") if getattr(self, code))

    def in_language(self, language: str) -> str:
        """Return the text in a language, or in the other one where it does not exist.

        >>> Text(en="KL divergence").in_language("zh")
        'KL divergence'
        """
        first, second = (self.en, self.zh) if language == "en" else (self.zh, self.en)
        return first or second or ""


def section_in_words(section: str, language: str = "en") -> str:
    """Return where in a paper something stands: a section by its number, title and abstract by name.

    >>> section_in_words("4.1"), section_in_words("title"), section_in_words("abstract, sentence 2", "zh")
    ('§4.1', 'title', '摘要第 2 句')
    """
    part, _, number = section.partition(", sentence ")
    if part not in _NAMED_PARTS:
        return f"§{section}"
    if language != "zh":
        return section
    return f"{_NAMED_PARTS[part]}第 {number} 句" if number else _NAMED_PARTS[part]


class SourceRef(Value):
    """Where an edge comes from: a page, a paper, or a line of a pack.

    Attributes:
        page: Path of a page of the course, as ``/docs/lecture-1``.
        anchor: Id of a heading of that page.
        position: Number of a block of that page, from 0.
        paper: Id of a paper.
        section: Section, figure or table of that paper.
        file: File of a pack, relative to the pack.
        line: Line in that file, from 1.
    """

    page: str | None = None
    anchor: str | None = None
    position: int | None = None
    paper: str | None = None
    section: str | None = None
    file: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        """Return the source in words, as ``/docs/lecture-3 #anchor`` or ``2305.18290 §4``."""
        if self.page:
            return self.page + (f" #{self.anchor}" if self.anchor else "")
        if self.paper:
            return self.paper + (f" {section_in_words(self.section)}" if self.section else "")
        return f"{self.file}:{self.line}" if self.line else f"{self.file}"

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not (self.page or self.paper or self.file):
            msg = "a source names a page, a paper or a file"
            raise ValueError(msg)
        return self


class Hours(Value):
    """How long reading takes, as the course says: ``2-3 小时`` is low 2, high 3.

    Attributes:
        low: Hours at the least, or None where the text gives no number.
        high: Hours at the most, or None where the text gives no number.
        text: What the course wrote.
    """

    low: float | None = Field(default=None, ge=0)
    high: float | None = Field(default=None, ge=0)
    text: str


def plain(value: Value) -> dict[str, Any]:
    """Return a value as plain data without its empty fields, for JSON and hashes."""
    return value.model_dump(mode="json", exclude_none=True)
