"""What is known of a paper, made of what each source says of it, field by field.

A confirmed value stands before an unconfirmed one, whoever says it. Among equals arXiv stands first for what it
decides itself (title, authors, dates, versions, categories, comment, journal reference), unless it answers with an
older version than another source has seen; for the rest (DOI, venue, code) those who looked it up. What is not taken
is told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.papers.disagreements import Saying, differs, disagreement, older_answer
from schema.paper_accounts import PaperAccount
from schema.records import Finding, Paper

ARXIV = "arxiv"
"""The source that arXiv is."""

SHIPPED = "shipped"
"""The source that the shipped pack is; of other packs it is ``pack:`` and their name."""

PAGE = "page"
"""The source of what nothing but a page tells of."""

EARLIER = "earlier"
"""The source of what was stored before sources were kept apart."""

_OF_ARXIV = (
    "title",
    "authors",
    "published",
    "updated",
    "latest_version",
    "primary_category",
    "categories",
    "comment",
    "journal_ref",
)
_OF_OTHERS = ("doi", "venue", "venue_year", "code")
_MAY_END = ("comment", "journal_ref")
_WITH_VERSION = ("latest_version", "updated")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from.

    Attributes:
        source: Name of the source.
        confirmed: Whether the source has seen it itself.
    """

    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """What is known of a paper.

    Attributes:
        paper: The record.
        origins: Where each of its values comes from, by field.
        findings: Where sources disagree.
    """

    paper: Paper
    origins: Mapping[str, Origin]
    findings: tuple[Finding, ...]


def merged(accounts: Iterable[PaperAccount]) -> Merged | None:
    """Return what is known of a paper; None where no source has ever said anything of it.

    Args:
        accounts: What the sources say of it.
    """
    held = {one.source: one.said for one in accounts if one.said}
    return _Merging(held).result() if held else None


class _Merging:
    """Chooses, field by field, among what sources say of one paper."""

    def __init__(self, held: Mapping[str, Paper]) -> None:
        self._held = held
        others = sorted((name for name in held if name != ARXIV), key=_rank)
        arxiv = [ARXIV] if ARXIV in held else []
        self._id = next(iter(held.values())).id
        self._seen = max((_version(held[name]) for name in others), default=0)
        self._answered = _version(held[ARXIV]) if arxiv else 0
        self._is_old = bool(arxiv) and self._answered < self._seen
        self._is_newer = self._answered > self._seen > 0
        self._of_arxiv = [*others, *arxiv] if self._is_old else [*arxiv, *others]
        self._of_others = [*others, *arxiv]
        self._chosen: dict[str, Saying] = {}
        self._old_titles: list[str] = []
        self._findings: list[Finding] = []

    def result(self) -> Merged:
        for name in _OF_ARXIV:
            self._choose(name, self._of_arxiv)
        for name in _OF_OTHERS:
            self._choose(name, self._of_others)
        if self._is_old:
            self._findings.append(older_answer(self._id, self._answered, self._seen))
        values: dict[str, Any] = {name: saying.value for name, saying in self._chosen.items()}
        origins = {name: Origin(saying.source, saying.confirmed) for name, saying in self._chosen.items()}
        if withdrawn := self._withdrawn():
            origins["withdrawn"] = withdrawn
        papers = [self._held[source] for source in self._of_others]
        aliases = dict.fromkeys([*(alias for paper in papers for alias in paper.aliases), *self._old_titles])
        paper = Paper(
            id=self._id,
            **values,
            author_count=self._held[origins["authors"].source].author_count if "authors" in origins else None,
            citation_key=next((paper.citation_key for paper in papers if paper.citation_key), None),
            aliases=tuple(alias for alias in aliases if alias != values["title"]),
            withdrawn=withdrawn is not None,
            unverified=tuple(sorted(name for name, origin in origins.items() if not origin.confirmed)),
        )
        return Merged(paper, origins, tuple(self._findings))

    def _choose(self, name: str, sources: Sequence[str]) -> None:
        if name == "venue_year" and "venue" in self._chosen:
            # The year belongs to the venue: that of another source may be of another.
            sources = [self._chosen["venue"].source]
        said = []
        for source in sources:
            paper = self._held[source]
            if (value := getattr(paper, name)) not in (None, ()):
                said.append(Saying(source, value, name not in paper.unverified))
        # Sorting keeps the order of sources among confirmed and among unconfirmed values.
        said.sort(key=lambda saying: not saying.confirmed)
        if self._has_ended(name):
            self._tell(name, Saying(ARXIV, None, confirmed=True), said)
        elif said:
            self._chosen[name] = said[0]
            self._tell(name, said[0], said[1:])

    def _has_ended(self, name: str) -> bool:
        """Say whether arXiv, which would know, has no value (any more)."""
        return name in _MAY_END and ARXIV in self._held and not self._is_old and not getattr(self._held[ARXIV], name)

    def _tell(self, name: str, chosen: Saying, others: Iterable[Saying]) -> None:
        for other in others:
            # What a page calls a paper is no statement of its title; the audit compares the two.
            is_label = name == "title" and PAGE in (chosen.source, other.source)
            moved_on = name in _WITH_VERSION and self._answered != self._seen and ARXIV in (chosen.source, other.source)
            if is_label or moved_on or not self._differ(name, chosen, other):
                continue
            if name == "title" and other.confirmed:
                self._old_titles.append(str(other.value))
            newer = self._is_newer and ARXIV in (chosen.source, other.source)
            versions = (self._seen, self._answered) if newer else None
            self._findings.append(disagreement(self._id, name, chosen, other, versions=versions))

    def _differ(self, name: str, one: Saying, other: Saying) -> bool:
        if name == "authors":
            # A list that is cut agrees with a longer one that begins like it.
            shortest = min(
                (len(self._held[saying.source].authors) for saying in (one, other) if self._is_cut(saying.source)),
                default=None,
            )
            return differs(self._held[one.source].authors[:shortest], self._held[other.source].authors[:shortest])
        return differs(one.value, other.value)

    def _is_cut(self, source: str) -> bool:
        paper = self._held[source]
        return paper.author_count is not None and paper.author_count > len(paper.authors)

    def _withdrawn(self) -> Origin | None:
        """Return who says that the paper is withdrawn; what arXiv's interface does not say, it does not deny."""
        for source in self._of_others:
            paper = self._held[source]
            if paper.withdrawn and (source == ARXIV or not self._is_newer):
                return Origin(source, "withdrawn" not in paper.unverified)
        return None


def _rank(source: str) -> tuple[int, str]:
    ranks = {SHIPPED: 1, PAGE: 2, EARLIER: 3}
    return ranks.get(source, 0), source


def _version(paper: Paper) -> int:
    return 0 if "latest_version" in paper.unverified else paper.latest_version or 0
