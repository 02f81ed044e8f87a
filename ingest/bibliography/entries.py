"""From an entry of a bibliography to what it is of: a paper, a resource, or nothing that could be kept.

What an entry says is nobody's word but its writer's: no value of it is confirmed.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from reading.bib_identity import BibIdentity, identity_of
from reading.bib_records import BibEntry, BibField
from reading.citation_keys import candidates_for, is_key
from reading.names import Name, name_of
from schema.records import Paper, Resource

_CONTAINERS = frozenset({"set", "xdata", "control", "comment"})
"""Types that hold settings or parts of other entries, and no work."""
_NO_PAPERS = frozenset(
    str.split(
        "book mvbook booklet online electronic www misc manual software dataset unpublished website webpage video"
    )
)
"""Types that are of a resource, where they have an address and no id of a paper."""
_PUBLISHERS = ("school", "institution", "organization", "publisher", "howpublished")
_ADDRESS = re.compile(r"https?://[^\s{}<>\"\\^`|]+")
_WHERE_ADDRESSES_STAND = ("url", "howpublished", "note", "biburl", "eprint")
_CATEGORY = re.compile(r"[a-z-]+(?:\.[A-Za-z-]{2,12})?")
_FROM_PARENT = {
    "title": "booktitle",
    "booktitle": "booktitle",
    "year": "year",
    "date": "date",
    "publisher": "publisher",
    "editor": "editor",
}
_REMEDY_ID = "Give it an eprint = {arXiv id}, a doi, a url or an author"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an entry becomes nothing.

    Attributes:
        reason: What is wrong.
        remedy: What can be done.
    """

    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry and what it is of; it has a paper or a refusal.

    Attributes:
        entry: The entry.
        paper: What it says of a paper; without arXiv id, under an id of our own that may be another paper's.
        resource: The resource it is of, as of no course yet, unless its paper is a known one.
        refusal: Why it becomes nothing.
    """

    entry: BibEntry
    paper: Paper | None = None
    resource: Resource | None = None
    refusal: Refusal | None = None


def read_entries(entries: Iterable[BibEntry]) -> Iterator[ReadEntry]:
    """Yield what the entries of a file are of, in order; what they inherit from others by ``crossref`` is theirs."""
    entries = tuple(entries)
    by_key: dict[str, BibEntry] = {}
    for entry in entries:
        by_key.setdefault(entry.key.lower(), entry)
    for entry in entries:
        yield read_entry(_with_inherited(entry, by_key))


def read_entry(entry: BibEntry) -> ReadEntry:
    """Return what an entry is of.

    >>> from reading.bibtex_reader import read_bibtex
    >>> read = read_bibtex("@misc{pot, title={On Pots}, note={arXiv:2001.00001}} @book{tea, title={Tea}, url={http://a.b}}")
    >>> [(one.paper.id, one.resource and one.resource.url) for one in map(read_entry, read.entries)]
    [('2001.00001', None), ('anonymoustea', 'http://a.b')]
    """
    if entry.type in _CONTAINERS:
        return ReadEntry(entry, refusal=Refusal(f"@{entry.type} holds no work of its own", "Nothing needs to be done"))
    identity = identity_of(entry)
    ids = dict.fromkeys(found.id for found in identity.arxiv)
    if len(ids) > 1:
        refusal = Refusal(f"names more than one arXiv id: {', '.join(ids)}", "Keep the one of this paper")
        return ReadEntry(entry, refusal=refusal)
    if not _title(entry):
        return ReadEntry(entry, refusal=Refusal("has no title", "Give it a title"))
    try:
        return _read(entry, identity)
    except ValidationError as error:
        first = error.errors()[0]
        reason = f"cannot be kept: {'.'.join(map(str, first['loc'])) or 'it'}: {first['msg'][:200]}"
        return ReadEntry(entry, refusal=Refusal(reason, "Correct the field"))


def _read(entry: BibEntry, identity: BibIdentity) -> ReadEntry:
    address = _address(entry)
    by_whom = entry.authors or entry.text("editor") or (identity.year and (identity.venue or _published_by(entry)))
    if not (identity.arxiv_id or identity.doi or address or by_whom):
        return ReadEntry(entry, refusal=Refusal("has a title, and nothing to tell it by", _REMEDY_ID))
    has_id = identity.arxiv_id or identity.doi or identity.venue
    resource = None
    if address and not has_id and entry.type in _NO_PAPERS:
        resource = Resource(course="unknown", url=address, title=_title(entry))
    return ReadEntry(entry, paper=_paper(entry, identity), resource=resource)


def _paper(entry: BibEntry, identity: BibIdentity) -> Paper:
    """Return what an entry says of a paper, with every value marked as not confirmed."""
    people = entry.people
    values: dict[str, Any] = {
        "title": _title(entry),
        "authors": tuple(map(printed, people.names)),
        "doi": identity.doi,
        "venue": identity.venue or None,
        "venue_year": identity.year,
        "journal_ref": None if identity.arxiv_id else _published_in(entry, identity),
        "primary_category": _category(entry) if identity.arxiv_id else None,
    }
    given = tuple(sorted(name for name, value in values.items() if value not in (None, ())))
    paper = Paper(
        id=identity.arxiv_id or "unknown",
        **values,
        # How many they are, "and others" does not say.
        author_count=0 if people.more and people.names else None,
        citation_key=entry.key if is_key(entry.key) else None,
        unverified=given,
    )
    return paper if identity.arxiv_id else Paper.model_validate(dict(paper) | {"id": own_id(paper)})


def own_id(paper: Paper, *taken: Container[str]) -> str:
    """Return an id of our own for a paper that arXiv does not hold: author, year and as many words as are needed."""
    return next(id_ for id_ in candidates_for(paper) if not any(id_ in ids for ids in taken))


def printed(name: Name) -> str:
    """Return a name as records have it: as people say it, where it can be taken apart again.

    >>> printed(Name("Berg", "Ludwig", "van der", "Jr.")), printed(Name("Souza Filho", "Ana", "de"))
    ('Ludwig van der Berg, Jr.', 'de Souza Filho, Ana')
    """
    if name.literal:
        return name.literal
    family = " ".join(filter(None, (name.particle, name.family)))
    suffix = f", {name.suffix}" if name.suffix else ""
    spoken = " ".join(filter(None, (name.given, family))) + suffix
    spellings = (spoken, f"{family}{suffix}, {name.given}", f"{family}{name.given}")
    return next((one for one in spellings if name_of(one) == name), spoken)


def _title(entry: BibEntry) -> str:
    title, subtitle = entry.text("title"), entry.text("subtitle")
    return f"{title}: {subtitle}" if title and subtitle else title


def _published_in(entry: BibEntry, identity: BibIdentity) -> str | None:
    """Return where in a journal a work stands, or who published what stands in no journal or proceedings."""
    if not identity.venue:
        return _published_by(entry)
    if identity.venue not in (entry.text("journal"), entry.text("journaltitle")):
        return None
    number = f"({number})" if (number := entry.text("number", "issue")) else ""
    volume = f"{entry.text('volume')}{number}"
    return ", ".join(filter(None, (f"{identity.venue} {volume}".strip(), entry.text("pages"))))


def _published_by(entry: BibEntry) -> str | None:
    """Return who published a work that stands in no journal or proceedings."""
    return next((text for name in _PUBLISHERS if (text := entry.text(name)) and not _ADDRESS.search(text)), None)


def _category(entry: BibEntry) -> str | None:
    named = entry.text("primaryclass", "eprintclass")
    return named if _CATEGORY.fullmatch(named) else None


def _address(entry: BibEntry) -> str | None:
    for name in _WHERE_ADDRESSES_STAND:
        field = entry.field(name)
        if field and (found := _ADDRESS.search(field.raw.replace("\\", ""))):
            return found[0].rstrip(".,;)")
    return None


def _with_inherited(entry: BibEntry, by_key: Mapping[str, BibEntry]) -> BibEntry:
    """Return an entry with the fields that it takes from the entry which its ``crossref`` names."""
    parent = by_key.get(entry.text("crossref").lower())
    if parent is None or parent is entry:
        return entry
    has = {one.name for one in entry.fields}
    inherited: dict[str, BibField] = {}
    for one in parent.fields:
        name = _FROM_PARENT.get(one.name)
        if name and name not in has:
            inherited.setdefault(name, replace(one, name=name))
    return replace(entry, fields=(*entry.fields, *inherited.values()))
