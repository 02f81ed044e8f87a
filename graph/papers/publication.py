"""Whether a paper was published, where, and by whose word.

A preprint stays known by its arXiv id; venue, year, DOI and journal reference stand beside it, each with its evidence.
That nobody could look is told apart from that sources differ.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from graph.papers.provenance import Statement, alike, value_of
from graph.papers.venues import is_preprint_server, names_a_venue, same_venue
from schema.paper_accounts import ARXIV, EARLIER, LIBRARY, OAI, Holding, PaperAccount
from schema.records import Paper
from schema.values import PublicationState

_FIELDS = ("venue", "venue_year", "doi", "journal_ref")
_OF_ARXIV = (ARXIV, OAI, LIBRARY)
_NUMBER = re.compile(r"\d+")
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.", re.IGNORECASE)
_ACCEPTED = re.compile(
    r"\b(?:accepted (?:to|at|by|for|in|as)|published (?:in|at|by)|presented at|to appear (?:in|at)|camera[- ]ready"
    r"|official version of the journal|proceedings of)\b(?! https?:)",
    re.IGNORECASE,
)
_NOT_YET = re.compile(r"\b(?:submitted|submission|under review|in review|rejected|preprint)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PublicationEvidence:
    """One source's word on where a paper was published.

    Attributes:
        field: ``venue``, ``venue_year``, ``doi``, ``journal_ref``; ``comment`` where authors say so in passing.
        statement: What it says, and when it was read.
        agrees: Whether no source says otherwise.
    """

    field: str
    statement: Statement
    agrees: bool


@dataclass(frozen=True, slots=True)
class Publication:
    """How a paper stands between preprint and publication.

    Attributes:
        state: Whether it is known to be published.
        venue: Where, as it is served.
        year: When, as it is served.
        doi: DOI of the publisher, as it is served.
        journal_ref: Journal reference, as it is served.
        evidence: Who says what of it, field by field.
        asked_at: When arXiv, which notes DOI and journal reference, last told of the paper; None where it never did.
    """

    state: PublicationState
    venue: str | None
    year: int | None
    doi: str | None
    journal_ref: str | None
    evidence: tuple[PublicationEvidence, ...]
    asked_at: datetime | None

    @property
    def is_confirmed(self) -> bool:
        """Whether a source has seen that the paper was published, whatever others say."""
        return any(one.statement.confirmed for one in self.evidence)


def publication_of(paper: Paper, accounts: Iterable[PaperAccount] = ()) -> Publication:
    """Return how a paper stands between preprint and publication.

    Args:
        paper: The paper as it is served.
        accounts: What each source says of it.

    >>> publication_of(Paper(id="2601.00001", title="Steam", venue="TeaConf", venue_year=2026)).state.value
    'published'
    >>> publication_of(Paper(id="2601.00001", title="Steam")).state.value
    'unverified'
    """
    held = [one for one in accounts if one.said is not None]
    said = list(_said(held)) or list(_said_before(paper))
    contradicted = set(_contradicted(said))
    evidence = tuple(
        PublicationEvidence(field, statement, number not in contradicted)
        for number, (field, statement) in enumerate(said)
    )
    asked = [one.read_at for one in held if one.source in _OF_ARXIV and one.holding is Holding.HELD]
    venue = paper.venue if paper.venue and not is_preprint_server(paper.venue) else None
    return Publication(
        state=_state(evidence, asked=bool(asked)),
        venue=venue,
        year=paper.venue_year if venue else None,
        doi=paper.doi if paper.doi and not _ARXIV_DOI.match(paper.doi) else None,
        journal_ref=paper.journal_ref,
        evidence=evidence,
        asked_at=max(asked, default=None),
    )


def _state(evidence: Sequence[PublicationEvidence], *, asked: bool) -> PublicationState:
    if not evidence:
        return PublicationState.PREPRINT if asked else PublicationState.UNVERIFIED
    if not all(one.agrees for one in evidence):
        return PublicationState.DIFFERS
    confirmed = any(one.statement.confirmed for one in evidence)
    return PublicationState.PUBLISHED if confirmed else PublicationState.CLAIMED


def _said(accounts: Sequence[PaperAccount]) -> Iterator[tuple[str, Statement]]:
    """Yield what sources say of a publication, field by field, the confirmed first, then by name."""
    for field in (*_FIELDS, "comment"):
        found = [
            Statement(one.source, value, confirmed, None if one.source == EARLIER else one.read_at)
            for one in accounts
            if one.said is not None
            for value, confirmed in _of_record(field, one.said)
        ]
        for statement in sorted(found, key=lambda one: (not one.confirmed, one.source)):
            yield field, statement


def _said_before(paper: Paper) -> Iterator[tuple[str, Statement]]:
    """Yield what a record says of a publication of which no source is kept."""
    for field in (*_FIELDS, "comment"):
        for value, confirmed in _of_record(field, paper):
            yield field, Statement(EARLIER, value, confirmed, None)


def _of_record(field: str, paper: Paper) -> Iterator[tuple[str | int, bool]]:
    value = value_of(paper, field)
    if not isinstance(value, str | int):
        return
    if field == "comment":
        if _claims(str(value)):
            # That the authors say so is seen; that it is so is not.
            yield value, False
    elif field == "venue_year" and not (paper.venue and _is_publication("venue", paper.venue)):
        # Without a venue it is a year for want of a date.
        return
    elif _is_publication(field, value):
        yield value, field not in paper.unverified


def _is_publication(field: str, value: object) -> bool:
    if field == "venue":
        return not is_preprint_server(str(value))
    return field != "doi" or not _ARXIV_DOI.match(str(value))


def _claims(comment: str) -> bool:
    """Say whether a comment claims a publication.

    >>> _claims("Accepted at NeurIPS 2020"), _claims("ICML 2024, 12 pages"), _claims("Submitted to ICLR 2025")
    (True, True, False)
    """
    if _NOT_YET.search(comment):
        return False
    return bool(_ACCEPTED.search(comment)) or names_a_venue(comment)


def _contradicted(said: Sequence[tuple[str, Statement]]) -> Iterator[int]:
    """Yield the numbers of the statements of which another source says otherwise."""
    for (one, (field, first)), (other, (same, second)) in combinations(enumerate(said), 2):
        if field == same and field != "comment" and first.source != second.source and _differ(field, first, second):
            yield from (one, other)


def _differ(field: str, one: Statement, other: Statement) -> bool:
    if field == "venue":
        return not same_venue(str(one.value), str(other.value))
    if field == "journal_ref":
        # Written in many ways, and short or in full; volume, pages and year are what they have in common.
        first, second = (set(_NUMBER.findall(str(each.value))) for each in (one, other))
        return not (first <= second or second <= first)
    return not alike(one.value, other.value)
