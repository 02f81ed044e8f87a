"""Which paper an entry of a bibliography is about, by what it says itself.

An arXiv id counts where a field is meant to hold one: never from page ranges, where Google Scholar leaves pieces such
as ``arXiv--2403``, and never from running text that may name another paper.
"""

import re
from dataclasses import dataclass

from reading.bib_records import BibEntry, BibField
from reading.references import bare_doi
from schema.arxiv_ids import arxiv_id, arxiv_ids_in

_ID_FIELDS = ("eprint", "arxivid", "arxiv")
_WHERE_IDS_HIDE = ("url", "doi", "journal", "journaltitle", "howpublished", "note", "volume", "number", "publisher")
# What may stand beside an id in a field that is about nothing else.
_BESIDE = re.compile(
    r"arxiv|corr|preprint|e-?prints?|url|abs|page|version|available|at|online|accessed|v?\d+|"
    r"\[?(?:[a-z-]+\.[a-z]{2}|cs|stat|math|physics|eess|econ|q-bio|q-fin)\]?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w.\[\]-]*\w[\w.\[\]-]*")
_LONGEST = 2000
"""A field that is about an id and nothing else is short."""
_VERSION = re.compile(r"\d(v([1-9]\d{0,2}))\s*(?:\.pdf)?$", re.IGNORECASE)
_ABS = re.compile(r"abs/(.+)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_DATE = re.compile(r"(\d{4})(?:-\d\d(?:-\d\d)?)?(?:/.*)?")
_NO_VENUE = re.compile(r"arxiv|\bcorr\b|preprint|under review|submitted|in preparation|to appear", re.IGNORECASE)
_ARXIV = re.compile(r"arxiv", re.IGNORECASE)
_VENUES = ("booktitle", "journal", "journaltitle", "maintitle")


@dataclass(frozen=True, slots=True)
class FoundId:
    """An arXiv id in a field.

    Attributes:
        id: The id without version.
        version: The version that is named, or None.
        field: The field.
    """

    id: str
    version: int | None
    field: BibField


@dataclass(frozen=True, slots=True)
class BibIdentity:
    """What an entry says it is.

    Attributes:
        arxiv: The arXiv ids it names, those of the fields for ids first.
        doi: Bare DOI of the publisher, or None.
        title: Its title as people read it.
        year: The year it gives, or None.
        venue: Where it says that it was published; empty for a preprint.
    """

    arxiv: tuple[FoundId, ...]
    doi: str | None
    title: str
    year: int | None
    venue: str

    @property
    def arxiv_id(self) -> str | None:
        """The first of the arXiv ids."""
        return self.arxiv[0].id if self.arxiv else None

    @property
    def version(self) -> int | None:
        """The version that is named, if one is."""
        return next((found.version for found in self.arxiv if found.version and found.id == self.arxiv_id), None)


def identity_of(entry: BibEntry) -> BibIdentity:
    """Return what an entry says it is.

    >>> from reading.bibtex_reader import read_bibtex
    >>> read = read_bibtex("@article{pot, journal={arXiv preprint arXiv:2001.00001}, pages={arXiv--2001}, year=2020}")
    >>> found = identity_of(read.entries[0])
    >>> found.arxiv_id, found.arxiv[0].field.name, found.venue, found.year
    ('2001.00001', 'journal', '', 2020)
    """
    named = [found for name in _ID_FIELDS for one in _fields(entry, name) if (found := _as_id(entry, one))]
    hidden = [found for name in _WHERE_IDS_HIDE for one in _fields(entry, name) if (found := _hidden_id(one))]
    doi = bare_doi(entry.text("doi")) or bare_doi(entry.text("url"))
    return BibIdentity(
        arxiv=(*named, *hidden),
        doi=doi if doi and not arxiv_id(doi) else None,
        title=entry.text("title"),
        year=_year(entry),
        venue=_venue(entry),
    )


def is_preprint(entry: BibEntry) -> bool:
    """Return whether an entry says that a paper is on arXiv, and of no other place."""
    published = entry.type in ("inproceedings", "conference", "incollection", "book", "proceedings", "phdthesis")
    return not published and not _venue(entry) and not bare_doi_of_publisher(entry)


def bare_doi_of_publisher(entry: BibEntry) -> str | None:
    """Return the DOI of an entry that is not arXiv's own, or None."""
    doi = bare_doi(entry.text("doi"))
    return doi if doi and not arxiv_id(doi) else None


def _fields(entry: BibEntry, name: str) -> list[BibField]:
    return [one for one in entry.fields if one.name == name]


def _as_id(entry: BibEntry, one: BibField) -> FoundId | None:
    """Return the id of a field for ids, unless the entry says that it is of another archive."""
    archive = entry.text("archiveprefix", "eprinttype")
    if archive and not _ARXIV.fullmatch(archive):
        return None
    found = arxiv_id(one.text)
    return FoundId(found, _version(one.text), one) if found else None


def _hidden_id(one: BibField) -> FoundId | None:
    """Return the id that a field holds and is about."""
    text = one.text if len(one.raw) <= _LONGEST else ""
    if one.name == "volume":
        found = _ABS.fullmatch(text)
        text = f"arXiv:{found[1]}" if found else text
    if "arxiv" not in text.lower() and one.name not in ("url", "howpublished"):
        return None
    mentions = list(arxiv_ids_in(text))
    if len({mention.id for mention in mentions}) != 1:
        return None
    rest = text
    for mention in reversed(mentions):
        rest = rest[: mention.start] + " " + rest[mention.end :]
    if one.name != "url" and not all(_BESIDE.fullmatch(word) for word in _WORD.findall(rest)):
        return None
    return FoundId(mentions[0].id, mentions[0].version, one)


def _version(text: str) -> int | None:
    found = _VERSION.search(text)
    return int(found[2]) if found else None


def _year(entry: BibEntry) -> int | None:
    if (date := _DATE.fullmatch(entry.text("date"))) is not None:
        return int(date[1])
    found = _YEAR.search(entry.text("year"))
    return int(found[1]) if found else None


def _venue(entry: BibEntry) -> str:
    for one in entry.fields:
        if one.name in _VENUES and (text := one.text) and not _NO_VENUE.search(text):
            return text
    return ""
