"""What a bibliography says of a paper, decided once for all formats.

Values that no source has confirmed are told of. An unconfirmed venue or DOI of a paper on arXiv is left out as well: a
reader takes it for a fact, and the arXiv id finds the paper without it. Of other papers it is all that finds them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import quote

from reading.names import Name, name_of
from reading.tex import Segment, segments, unicode_text
from schema.records import Paper
from schema.values import Hours, Priority, Role

# Name for a person, and whether the value is shown all the same where the arXiv id finds the paper.
_DOUBTFUL = {
    "authors": ("authors", True),
    "title": ("title", True),
    "venue": ("venue", False),
    "venue_year": ("year of publication", False),
    "published": ("date of the first version", True),
    "primary_category": ("primary category", True),
    "doi": ("DOI", False),
    "journal_ref": ("journal reference", False),
}
_DOI = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/[A-Za-z0-9._;()/:<>+,\[\]=*!'@-]+)", re.IGNORECASE
)
_YEAR = re.compile(r"[\s,(]+((?:19|20)\d\d)\)?$")
_NO_JOURNAL = re.compile(r"\b(?:workshop|conference|symposium|meeting|track)\b", re.IGNORECASE)
_JOURNAL = re.compile(
    r"\b(?:journal|transactions|letters|annals|review|reviews|magazine|bulletin|quarterly|communications of the acm|"
    r"proceedings of the (?:ieee|national academy of sciences|royal society))\b"
    r"|^(?:nature|science)(?: \w+)*$"
    r"|^(?:tmlr|jmlr|tacl|jair|tpami|pnas|ijcv|cacm|biometrika|psychometrika|econometrica|computational linguistics|"
    r"machine learning|neural computation|artificial intelligence|neural networks|pattern recognition|cell|neuron)$"
    r"|(?:学报|通报|杂志|期刊|研究与发展)$|^中国科学",
    re.IGNORECASE,
)


class Kind(StrEnum):
    """Where a paper was published."""

    JOURNAL = "journal"
    CONFERENCE = "conference"
    PREPRINT = "preprint"
    """On arXiv, and nowhere else as far as is known."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Item:
    """A paper of a list, with what the course says of reading it.

    Attributes:
        paper: The paper.
        note: A note that is printed with it.
        role: Core or extended.
        priority: How urgently it is recommended.
        priority_text: The course's own word for that, as ``必读``.
        lecture: Number of the lecture it is recommended for.
        sections: What to read of it.
        hours: How long reading takes.
    """

    paper: Paper
    note: str | None = None
    role: Role | None = None
    priority: Priority | None = None
    priority_text: str | None = None
    lecture: int | None = None
    sections: tuple[str, ...] = ()
    hours: Hours | None = None

    def __hash__(self) -> int:
        """Return a hash by what is short: which paper, and where it is recommended."""
        return hash((self.paper.id, self.lecture, self.role))


@dataclass(frozen=True, slots=True)
class BibliographyWarning:
    """Something to look at before a bibliography is handed in.

    Attributes:
        paper: Id of the paper.
        field: Field of the paper it is about, or None.
        message: What is the matter.
    """

    paper: str
    field: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Reference:
    """What a bibliography says of a paper.

    Attributes:
        key: Citation key.
        item: The paper, and what the course says of it.
        arxiv_id: The arXiv id, or None where arXiv does not hold the paper.
        kind: Where it was published.
        title: Texts and formulas of the title.
        names: Authors, in order.
        more_authors: How many authors are not among the names; 1 where nobody says how many there are.
        container: Journal or proceedings, without the year.
        year: Year of publication there, else of the first version.
        day: Day of the first version, where it was published nowhere else.
        doi: Bare DOI, safe in every format.
        url: Its page on arXiv, or its DOI's.
        notes: What is printed behind the rest.
    """

    key: str
    item: Item
    arxiv_id: str | None
    kind: Kind
    title: tuple[Segment, ...]
    names: tuple[Name, ...]
    more_authors: int
    container: str | None
    year: int | None
    day: date | None
    doi: str | None
    url: str | None
    notes: tuple[str, ...]

    @property
    def plain_title(self) -> str:
        """The title as people read it, formulas between dollars."""
        return "".join(map(str, self.title))

    @property
    def doi_url(self) -> str | None:
        """The page of the DOI."""
        return _doi_url(self.doi) if self.doi else None


def reference_to(item: Item, *, key: str) -> Reference:
    """Return what a bibliography says of a paper under a key."""
    paper = item.paper
    venue = unicode_text(paper.venue) if paper.venue and _is_shown(paper, "venue") else ""
    if venue.lower().startswith("arxiv"):
        venue = ""
    container = _YEAR.sub("", venue) if venue else ""
    doi = _doi(paper)
    arxiv = paper.arxiv_id
    names = tuple([name for name in map(name_of, paper.authors) if name])
    return Reference(
        key=key,
        item=item,
        arxiv_id=arxiv,
        kind=_kind(container, paper),
        title=segments(paper.title),
        names=names,
        more_authors=1 if paper.author_count == 0 else max(0, (paper.author_count or 0) - len(paper.authors)),
        container=container or None,
        year=_year(paper, venue if container else ""),
        day=None if container else paper.published,
        doi=doi,
        url=f"https://arxiv.org/abs/{arxiv}" if arxiv else doi and _doi_url(doi),
        notes=tuple(_notes(item, published=bool(container))),
    )


def bare_doi(text: str) -> str | None:
    """Return the DOI that a text as a whole spells, without prefix, or None.

    >>> bare_doi("https://doi.org/10.1000/tea"), bare_doi("doi:10.1000/tea"), bare_doi("10.1000")
    ('10.1000/tea', '10.1000/tea', None)
    """
    found = _DOI.fullmatch(text.strip())
    return found[1] if found else None


def warnings_of(reference: Reference) -> Iterator[BibliographyWarning]:
    """Yield what a reader of a reference should know, in the order of its fields."""
    paper = reference.item.paper
    if paper.unverified:
        yield from _unconfirmed(paper, published=reference.container is not None)
    yield from _author_warnings(reference)
    if "\\" in paper.title:
        texts = "".join(segment.text for segment in reference.title if not segment.formula)
        if foreign := re.findall(r"\\[A-Za-z]+", texts):
            yield BibliographyWarning(paper.id, "title", f"TeX that is not known is shown as text: {' '.join(foreign)}")
    if paper.doi and _is_shown(paper, "doi") and not reference.doi:
        yield BibliographyWarning(paper.id, "doi", f"{paper.doi!r} is no DOI and is left out")
    if not reference.year:
        yield BibliographyWarning(paper.id, "published", "no year is known")
    if paper.withdrawn:
        yield BibliographyWarning(paper.id, "withdrawn", "the newest version withdraws the paper")


def _unconfirmed(paper: Paper, *, published: bool) -> Iterator[BibliographyWarning]:
    for field, (what, kept) in _DOUBTFUL.items():
        value = getattr(paper, field)
        told_with_venue = field == "venue_year" and "venue" in paper.unverified
        hidden = field == "published" and published
        if field in paper.unverified and value and not hidden and not told_with_venue:
            all_there_is = field == "venue_year" and not paper.venue and not paper.published
            left_out = "" if kept or all_there_is or _is_shown(paper, field) else f": {value} is left out"
            yield BibliographyWarning(paper.id, field, f"no source confirms the {what}{left_out}")


def _author_warnings(reference: Reference) -> Iterator[BibliographyWarning]:
    paper = reference.item.paper
    if not paper.authors:
        yield BibliographyWarning(paper.id, "authors", "no authors are known")
    if len(reference.names) < len(paper.authors):
        for printed in paper.authors:
            if name_of(printed) is None:
                yield BibliographyWarning(paper.id, "authors", f"{printed!r} is no name and is left out")
    if paper.author_count == 0 and paper.authors:
        first = f"only the first {len(paper.authors):,} authors are known"
        yield BibliographyWarning(paper.id, "authors", f"{first}: the list ends in 'and others'")
    if paper.author_count and paper.author_count > len(paper.authors) > 0:
        known = f"only {len(paper.authors):,} of {paper.author_count:,} authors are known"
        yield BibliographyWarning(paper.id, "authors", f"{known}: the list ends in 'and others'")


def _kind(container: str, paper: Paper) -> Kind:
    if not container:
        return Kind.PREPRINT if paper.arxiv_id else Kind.OTHER
    # Authors write conferences into arXiv's journal reference as well; other sources mean a journal by it.
    if paper.journal_ref and paper.journal_ref.startswith(container) and not paper.arxiv_id:
        return Kind.JOURNAL
    is_journal = _JOURNAL.search(container) and not _NO_JOURNAL.search(container)
    return Kind.JOURNAL if is_journal else Kind.CONFERENCE


def _year(paper: Paper, venue: str) -> int | None:
    """Return the year of publication at a venue, else of the first version, else what is given for want of both."""
    if venue and paper.venue_year and _is_shown(paper, "venue_year"):
        return paper.venue_year
    if found := _YEAR.search(venue):
        return int(found[1])
    return paper.published.year if paper.published else paper.venue_year


def _is_shown(paper: Paper, field: str) -> bool:
    """Say whether a value is confirmed, or all that there is to find the paper by."""
    return field not in paper.unverified or paper.arxiv_id is None


def _doi(paper: Paper) -> str | None:
    if not paper.doi or not _is_shown(paper, "doi"):
        return None
    return bare_doi(paper.doi)


def _doi_url(doi: str) -> str:
    return f"https://doi.org/{quote(doi, safe='/:;(),+=@!*')}"


def _notes(item: Item, *, published: bool) -> Iterator[str]:
    paper = item.paper
    if paper.withdrawn:
        yield "withdrawn"
    if paper.journal_ref and not published and _is_shown(paper, "journal_ref"):
        yield f"{'published as ' if paper.arxiv_id else ''}{unicode_text(paper.journal_ref)}"
    if item.note:
        yield unicode_text(item.note)
