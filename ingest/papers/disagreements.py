"""Where sources disagree about a paper: what counts as a difference, and how it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.papers.provenance import alike
from graph.papers.venues import same_venue
from ingest.papers.identity import may_be_one_person
from reading.tex import unicode_text
from reading.verifying.titles_alike import plain_title
from schema.arxiv_ids import arxiv_id
from schema.records import Finding
from schema.values import Severity

_LONGEST = 120
_NAMES = {
    "latest_version": "newest version",
    "primary_category": "primary category",
    "journal_ref": "journal reference",
    "doi": "DOI",
    "venue_year": "year of publication",
    "published": "date of v1",
    "updated": "date of the newest version",
}

Said = str | int | date | Sequence[str] | None
"""A value of a field of a paper."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A value, and who says it.

    Attributes:
        source: Name of the source.
        value: The value; None where the source would know one and has none.
        confirmed: Whether the source has seen it itself.
    """

    source: str
    value: Said
    confirmed: bool


def differs(one: Said, other: Said) -> bool:
    """Say whether two values differ in more than case, blanks and the form of letters.

    >>> differs("Steeping  at Scale", "Steeping at scale"), differs(("A. Kettle",), ("A. Kettle", "B. Pot"))
    (False, True)
    """
    return not alike(one, other)


def written_otherwise(field: str, one: Said, other: Said) -> bool:
    """Say whether two values differ in more than how bibliographies write them: initials, plain letters, no subtitle.

    >>> written_otherwise("authors", ("J. van Løv",), ("Jörg van Lov",))
    False
    >>> written_otherwise("title", "Tea: A Tale", "Tea"), written_otherwise("title", "Tea: A Tale", "Tea: No Tale")
    (False, True)
    >>> written_otherwise("authors", ("Jörg van Løv",), ("Aki Kessel",)), written_otherwise("doi", "10.1/A", "10.1/a")
    (True, False)
    """
    if field == "authors" and isinstance(one, Sequence) and isinstance(other, Sequence):
        return len(one) != len(other) or not all(map(may_be_one_person, one, other))
    if field == "title" and isinstance(one, str) and isinstance(other, str):
        first, second = (plain_title(unicode_text(text)) for text in (one, other))
        return first != second and plain_title(_main(one)) != second and first != plain_title(_main(other))
    if field == "venue" and isinstance(one, str) and isinstance(other, str):
        return not same_venue(one, other)
    return differs(one, other)


def _main(title: str) -> str:
    """Return a title without its subtitle."""
    return unicode_text(title).partition(":")[0]


def disagreement(
    paper: str, field: str, chosen: Saying, other: Saying, *, versions: tuple[int, int] | None = None
) -> Finding:
    """Return the finding that two sources say different things of a paper.

    Args:
        paper: Id of the paper.
        field: The field they disagree about.
        chosen: What is taken.
        other: What is not.
        versions: The version that was known and the newer one that arXiv has, where that may be why.
    """
    name = _NAMES.get(field, field)
    apart = _difference(chosen.value, other.value)
    why = f", perhaps since v{versions[0]} became v{versions[1]}" if versions else ""
    grave = other.confirmed and versions is None
    return Finding(
        code="PAPER_DISAGREEMENT",
        severity=Severity.WARNING if grave else Severity.INFO,
        message=f"{name} of {paper}: {_said(chosen, apart[0])}, {_said(other, apart[1])}{why}; the first is taken",
        remedy=f"{_where_to_look(paper)} correct the source that is wrong" if grave else "",
        source=chosen.source,
        place=field,
        subjects=(paper,),
    )


def _where_to_look(paper: str) -> str:
    return f"Look at https://arxiv.org/abs/{paper} and" if arxiv_id(paper) else "Look the paper up and"


def older_answer(paper: str, answered: int, seen: int) -> Finding:
    """Return the finding that arXiv answered with an older version than was seen before."""
    return Finding(
        code="PAPER_VERSION_OLDER",
        severity=Severity.WARNING,
        message=f"arXiv answered with v{answered} of {paper}, of which v{seen} was seen before; what was known is kept",
        remedy="Ask again later, or another address of arXiv",
        source="arxiv",
        subjects=(paper,),
    )


def _said(saying: Saying, words: str) -> str:
    doubt = "" if saying.confirmed else " (not confirmed)"
    return f"{saying.source} says {words}{doubt}"


def _difference(one: Said, other: Said) -> tuple[str, str]:
    """Return two values in words; of long lists, only the part where they part."""
    if (
        isinstance(one, str)
        or isinstance(other, str)
        or not (isinstance(one, Sequence) and isinstance(other, Sequence))
    ):
        return _in_words(one), _in_words(other)
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if differs(a, b)), None)
    if start is None:
        return f"{len(one)} names", f"{len(other)} names"
    if start == 0 and max(len(one), len(other)) <= 4:
        return _in_words("; ".join(one)), _in_words("; ".join(other))
    return f"{_in_words(one[start])} in place {start + 1} of {len(one)}", f"{_in_words(other[start])} of {len(other)}"


def _in_words(value: Said) -> str:
    if value is None:
        return "none"
    text = str(value)
    return repr(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…") if isinstance(value, str) else text
