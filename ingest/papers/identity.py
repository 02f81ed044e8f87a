"""Which records are of one paper: by arXiv id, by DOI, or by title and first author, and never against what is known.

An arXiv id or DOI alone is no proof: bibliographies and pages pair ids with titles of other papers. What an id names
has to be possible by title or first author as well.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reading.names import Name, name_of
from reading.tex import unicode_text
from reading.verifying.titles_alike import known_by, plain_name, plain_title, share_most_words
from schema.records import Paper

_SHORTEST_TITLE = 11
"""A shorter title, as "Introduction", is that of many papers."""


class Evidence(StrEnum):
    """By what a paper was recognised."""

    ARXIV_ID = "arXiv id"
    DOI = "DOI"
    TITLE = "title and first author"
    KEY = "citation key"
    """The source gave it before, under the same key."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A known paper that a record is of.

    Attributes:
        paper: The paper.
        by: By what it was recognised.
    """

    paper: Paper
    by: Evidence


class WrongIdError(ValueError):
    """A record has the id of one paper and the title of another.

    Attributes:
        by_id: The paper that the id names; None where none is known.
        by_title: The paper that has the title; None where none is known.
    """

    def __init__(self, by_id: Paper | None, by_title: Paper | None) -> None:
        known = f"is {unicode_text(by_id.title)!r}" if by_id else "is not the id of this title"
        super().__init__(known)
        self.by_id = by_id
        self.by_title = by_title


class KnownPapers:
    """Papers by what they can be recognised by.

    Args:
        papers: All that is known of papers.
    """

    def __init__(self, papers: Iterable[Paper] = ()) -> None:
        self._by_id: dict[str, Paper] = {}
        self._by_doi: defaultdict[str, dict[str, Paper]] = defaultdict(dict)
        self._by_title: defaultdict[str, dict[str, Paper]] = defaultdict(dict)
        for paper in papers:
            self.add(paper)

    def add(self, paper: Paper) -> None:
        """Make one more paper known."""
        self._by_id[paper.id] = paper
        if paper.doi:
            self._by_doi[paper.doi.casefold()][paper.id] = paper
        for title in _titles(paper):
            self._by_title[title][paper.id] = paper

    def __contains__(self, paper: str) -> bool:
        return paper in self._by_id

    def recognised(self, said: Paper) -> Recognised | None:
        """Return the known paper that a record is of.

        Raises:
            WrongIdError: Its id and its title are of different papers.
        """
        by_title = self._of_title(said)
        by_id = self._by_id.get(said.id) if said.arxiv_id else None
        by_doi = next(iter(self._by_doi.get((said.doi or "").casefold(), {}).values()), None)
        if said.arxiv_id:
            if by_title and by_title.arxiv_id and by_title.id != said.id:
                raise WrongIdError(by_id, by_title)
            if by_id and not can_be_one(said, by_id):
                raise WrongIdError(by_id, by_title)
            if by_id:
                return Recognised(by_id, Evidence.ARXIV_ID)
        if by_doi and not can_be_one(said, by_doi):
            raise WrongIdError(by_doi, by_title)
        if by_doi:
            return Recognised(by_doi, Evidence.DOI)
        return Recognised(by_title, Evidence.TITLE) if by_title else None

    def doubles(self, paper: Paper) -> tuple[Recognised, ...]:
        """Return the other papers that a paper is the same as, by DOI or by title and first author, by id."""
        found: dict[str, Recognised] = {}
        if paper.doi:
            for other in self._others(self._by_doi, paper.doi.casefold(), paper):
                if can_be_one(paper, other):
                    found[other.id] = Recognised(other, Evidence.DOI)
        for title in _titles(paper):
            for other in self._others(self._by_title, title, paper):
                if same_first_author(paper, other):
                    found.setdefault(other.id, Recognised(other, Evidence.TITLE))
        return tuple(found[id_] for id_ in sorted(found))

    def _of_title(self, said: Paper) -> Paper | None:
        """Return the one paper that has a record's title and first author."""
        title = plain_title(unicode_text(said.title))
        found = [paper for paper in self._by_title.get(title, {}).values() if same_first_author(said, paper)]
        same = [paper for paper in found if paper.id == said.id]
        return (same or found)[0] if len(same or found) == 1 else None

    @staticmethod
    def _others(index: dict[str, dict[str, Paper]], name: str, paper: Paper) -> list[Paper]:
        return [other for id_, other in sorted(index.get(name, {}).items()) if id_ != paper.id]


def can_be_one(said: Paper, known: Paper) -> bool:
    """Say whether two records with one id may be of one paper: titles change over versions, first authors hardly do.

    What nobody but a page calls it proves nothing.
    """
    if "title" in known.unverified and not known.authors:
        return True
    titles = _titles(known, shortest=1) & _titles(said, shortest=1)
    alike = share_most_words(unicode_text(said.title), unicode_text(known.title))
    return bool(titles) or alike or same_first_author(said, known)


def same_first_author(one: Paper, other: Paper) -> bool:
    """Say whether two records name the same first author, as far as names tell."""
    first, second = (next((name for name in map(name_of, paper.authors) if name), None) for paper in (one, other))
    return first is not None and second is not None and bool(known_by(first) & known_by(second))


def may_be_one_person(one: str, other: str) -> bool:
    """Say whether two printed names may be of one person: one family name, and given names or initials that fit.

    >>> may_be_one_person("R. A. Fisher", "Ronald Fisher"), may_be_one_person("Ronald Fisher", "Irving Fisher")
    (True, False)
    """
    first, second = name_of(one), name_of(other)
    if first is None or second is None:
        return one == other
    if first.literal or second.literal:
        return plain_name(one) == plain_name(other)
    return _whole(first) == _whole(second) or (_family(first) == _family(second) and _given_fit(first, second))


def _family(name: Name) -> str:
    return plain_name(name.family.split()[-1] if name.family else "")


def _whole(name: Name) -> str:
    return "".join(sorted(plain_name(f"{name.given}{name.particle}{name.family}")))


def _given_fit(first: Name, second: Name) -> bool:
    """Say whether the shorter of two first given names begins the other."""
    ours, theirs = (
        plain_name(name.given.replace(".", " ").replace("-", " ").split(" ")[0]) for name in (first, second)
    )
    return ours.startswith(theirs) or theirs.startswith(ours)


def _titles(paper: Paper, *, shortest: int = _SHORTEST_TITLE) -> set[str]:
    plain = (plain_title(unicode_text(title)) for title in (paper.title, *paper.aliases))
    return {title for title in plain if len(title) >= shortest}
