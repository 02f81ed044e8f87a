"""What our verified records say of a paper, beside what an entry says of it.

Only values that a source has confirmed are held against an entry; what is not confirmed is "could not verify".
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from graph.papers.publication import publication_of
from reading.bib_identity import BibIdentity, is_preprint
from reading.bib_records import BibEntry
from reading.names import name_of
from reading.references import Item, reference_to
from reading.tex import unicode_text
from reading.verifying.authors import author_findings
from reading.verifying.edits import replaced
from reading.verifying.findings import BibFinding, Code, found_in
from reading.verifying.titles_alike import known_by, plain_title, share_most_words
from schema.records import Paper

_CAN_DIFFER = frozenset((Code.WRONG_ARXIV_ID, Code.TITLE_DIFFERS, Code.AUTHORS_DIFFER, Code.AUTHOR_COUNT))


class Verdict(StrEnum):
    """Whether an entry says what our records say."""

    VERIFIED = "verified"
    UNKNOWN = "could not verify"
    DIFFERS = "differs"


class PaperLibrary:
    """Papers by arXiv id, DOI and title.

    Args:
        papers: All that is known of papers.
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._by_arxiv: dict[str, Paper] = {}
        self._by_doi: dict[str, Paper] = {}
        self._by_title: defaultdict[str, list[Paper]] = defaultdict(list)
        for paper in sorted(papers, key=lambda paper: paper.id):
            if paper.arxiv_id:
                self._by_arxiv[paper.arxiv_id] = paper
            if paper.doi and "doi" not in paper.unverified:
                self._by_doi[paper.doi.lower()] = paper
            for title in _titles(paper):
                self._by_title[title].append(paper)

    def by_id(self, identity: BibIdentity) -> Paper | None:
        """Return the paper that an entry's id or DOI names."""
        if identity.arxiv_id:
            return self._by_arxiv.get(identity.arxiv_id)
        return self._by_doi.get(identity.doi.lower()) if identity.doi else None

    def by_title(self, entry: BibEntry, identity: BibIdentity) -> Paper | None:
        """Return the one paper that has an entry's title and, as far as both tell, its first author."""
        found = [
            paper
            for paper in self._by_title.get(plain_title(identity.title), ())
            if _same_first_author(entry, paper) and "title" not in paper.unverified
        ]
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """An entry beside our records.

    Attributes:
        paper: The paper it is about, or None.
        verdict: Whether both say the same.
        findings: What differs, and what our records know besides.
    """

    paper: Paper | None
    verdict: Verdict
    findings: tuple[BibFinding, ...]


def compared(entry: BibEntry, identity: BibIdentity, library: PaperLibrary) -> Comparison:
    """Return what our records say of an entry."""
    by_id, by_title = library.by_id(identity), library.by_title(entry, identity)
    if found := _ids_that_disagree(entry, identity):
        return Comparison(None, Verdict.DIFFERS, (found,))
    if by_title and identity.arxiv_id and by_title.arxiv_id and by_title.arxiv_id != identity.arxiv_id:
        return Comparison(None, Verdict.DIFFERS, (_wrong_id(entry, identity, by_id, by_title),))
    if by_id and not _can_be(entry, identity, by_id):
        return Comparison(None, Verdict.DIFFERS, (_wrong_id(entry, identity, by_id, None),))
    paper = by_id or by_title
    if paper is None:
        return Comparison(None, Verdict.UNKNOWN, tuple(_year_by_id(entry, identity)))
    findings = tuple(_findings(entry, identity, paper))
    return Comparison(paper, _verdict(paper, findings), findings)


def _verdict(paper: Paper, findings: tuple[BibFinding, ...]) -> Verdict:
    if any(finding.code in _CAN_DIFFER for finding in findings):
        return Verdict.DIFFERS
    return Verdict.UNKNOWN if {"title", "authors"} & set(paper.unverified) else Verdict.VERIFIED


def _findings(entry: BibEntry, identity: BibIdentity, paper: Paper) -> Iterator[BibFinding]:
    if identity.title and "title" not in paper.unverified and not _is_title_of(identity.title, paper):
        message = f"our record calls this paper {unicode_text(paper.title)!r}"
        yield found_in(entry, entry.field("title"), Code.TITLE_DIFFERS, message, "Compare the two, and write its title")
    if "authors" not in paper.unverified:
        yield from author_findings(entry, paper)
    if paper.withdrawn:
        yield found_in(entry, None, Code.WITHDRAWN, "the newest version withdraws the paper", "Do not rely on it")
    yield from _newer_version(entry, identity, paper)
    yield from _publication(entry, paper)
    yield from _year(entry, identity, paper)


def _newer_version(entry: BibEntry, identity: BibIdentity, paper: Paper) -> Iterator[BibFinding]:
    newest = paper.latest_version
    if identity.version and newest and identity.version < newest and "latest_version" not in paper.unverified:
        field = identity.arxiv[0].field
        message = f"version {identity.version} is cited, and version {newest} is out"
        yield found_in(entry, field, Code.NEWER_VERSION, message, "Leave the version out, or look what changed")


def _publication(entry: BibEntry, paper: Paper) -> Iterator[BibFinding]:
    if not is_preprint(entry) or not publication_of(paper).is_confirmed:
        return
    known = reference_to(Item(paper), key=entry.key)
    reference = paper.journal_ref if paper.journal_ref and "journal_ref" not in paper.unverified else None
    place = f"{known.container} {known.year or ''}".strip() if known.container else unicode_text(reference or "")
    message = f"cited as a preprint, and published{f' in {place}' if place else ''}"
    remedy = f"Cite {place or 'the publication'}" + (f", doi = {{{known.doi}}}" if known.doi else "")
    remedy += f", and keep eprint = {{{paper.arxiv_id}}}" if paper.arxiv_id else ""
    remedy += f": syllagraph cite {paper.id}"
    yield found_in(entry, None, Code.PUBLISHED, message, remedy)


def _year(entry: BibEntry, identity: BibIdentity, paper: Paper) -> Iterator[BibFinding]:
    """Tell of a preprint's year that is not that of its first version."""
    if not is_preprint(entry) or identity.year is None or identity.version or paper.published is None:
        return
    if "published" in paper.unverified or identity.year == paper.published.year:
        return
    field = entry.field("year")
    message = f"the first version is of {paper.published.year}, not of {identity.year}"
    edits = replaced(field, str(paper.published.year)) if field and field.text == str(identity.year) else ()
    yield found_in(
        entry, field or entry.field("date"), Code.YEAR_DIFFERS, message, f"Write {paper.published.year}", edits
    )


def _year_by_id(entry: BibEntry, identity: BibIdentity) -> Iterator[BibFinding]:
    """Tell of a preprint's year that cannot be that of its id, where no record is known."""
    if not identity.arxiv_id or identity.year is None or identity.version or not is_preprint(entry):
        return
    digits = identity.arxiv_id.rpartition("/")[2]
    year, month = int(digits[:2]), int(digits[2:4])
    year += 1900 if year > 90 else 2000
    # An id of January or of the last days of a month can belong to a paper of the month before.
    if identity.year != year and not (month == 1 and identity.year == year - 1):
        message = f"the arXiv id is of {year}, the year given is {identity.year}"
        remedy = "Cite the year of the first version"
        yield found_in(entry, entry.field("year", "date"), Code.YEAR_DIFFERS, message, remedy)


def _ids_that_disagree(entry: BibEntry, identity: BibIdentity) -> BibFinding | None:
    ids = {found.id: found.field for found in reversed(identity.arxiv)}
    if len(ids) < 2:
        return None
    message = "names " + " and ".join(f"{one} in {field.name}" for one, field in sorted(ids.items()))
    return found_in(entry, identity.arxiv[0].field, Code.IDS_DISAGREE, message, "Keep the one of this paper")


def _wrong_id(entry: BibEntry, identity: BibIdentity, by_id: Paper | None, by_title: Paper | None) -> BibFinding:
    field = identity.arxiv[0].field if identity.arxiv else entry.field("doi")
    name = identity.arxiv_id or identity.doi
    message = f"{name} is {unicode_text(by_id.title)!r}" if by_id else f"{name} is not the id of this title"
    remedy = "Look the paper up"
    if by_title:
        remedy = f"The paper of this title is {by_title.arxiv_id}"
    return found_in(entry, field, Code.WRONG_ARXIV_ID, message, remedy)


def _titles(paper: Paper) -> set[str]:
    return {plain for title in (paper.title, *paper.aliases) if len(plain := plain_title(unicode_text(title))) > 10}


def _is_title_of(title: str, paper: Paper) -> bool:
    """Return whether a title is one of a paper's, with or without its subtitle."""
    plain = plain_title(title)
    return plain == plain_title(unicode_text(paper.title)) or plain in _titles(paper)


def _can_be(entry: BibEntry, identity: BibIdentity, paper: Paper) -> bool:
    """Return whether an entry may be about a paper: titles change over versions, the first author hardly does."""
    if not identity.title or "title" in paper.unverified or _is_title_of(identity.title, paper):
        return True
    return _same_first_author(entry, paper, certain=True) or share_most_words(identity.title, unicode_text(paper.title))


def _same_first_author(entry: BibEntry, paper: Paper, *, certain: bool = False) -> bool:
    ours = next((name for name in map(name_of, paper.authors) if name), None)
    theirs = entry.authors[0] if entry.authors else None
    if ours is None or theirs is None:
        return not certain
    return bool(known_by(ours) & known_by(theirs))
