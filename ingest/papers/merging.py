"""What is known of a paper, made of what each source says of it, field by field.

A confirmed value stands before an unconfirmed one, whoever says it. Among equals arXiv stands first for what it
decides itself (title, authors, dates, versions, categories, comment, journal reference), unless it answers with an
older version than another source has seen; for the rest (DOI, venue, code) those who looked it up. Of arXiv's own
two interfaces, the one that answered with the newer version stands first, then the one that was read last. What is
not taken is told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.papers.disagreements import Saying, differs, disagreement, older_answer, written_otherwise
from reading.verifying.titles_alike import share_most_words
from schema.paper_accounts import ARXIV, BIBLIOGRAPHY, EARLIER, LIBRARY, OAI, PAGE, SHIPPED, PaperAccount
from schema.paper_values import PaperVersion
from schema.records import Finding, Paper

_OF_ARXIV = (
    "title",
    "authors",
    "published",
    "updated",
    "latest_version",
    "versions",
    "primary_category",
    "categories",
    "comment",
    "journal_ref",
)
_OF_OTHERS = ("doi", "venue", "venue_year", "code")
ARXIV_ITSELF = frozenset((ARXIV, OAI))
"""The sources that are arXiv's own interfaces."""

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
    held = {one.source: one for one in accounts if one.said}
    return _Merging(held).result() if held else None


def word_of_arxiv(accounts: Iterable[PaperAccount]) -> PaperAccount | None:
    """Return what arXiv says of a paper: of what its interfaces answered, what has the newer version, or is newer."""
    answered = [one for one in accounts if one.source in ARXIV_ITSELF]
    last = max(answered, key=lambda one: (one.read_at, one.source), default=None)
    return next(iter(_of_arxiv_first(answered)), last)


class _Merging:
    """Chooses, field by field, among what sources say of one paper."""

    def __init__(self, accounts: Mapping[str, PaperAccount]) -> None:
        held = self._held = {source: one.said for source, one in accounts.items() if one.said}
        others = sorted((name for name in held if name not in ARXIV_ITSELF), key=_rank)
        arxiv = [one.source for one in _of_arxiv_first(accounts.values())]
        self._id = next(iter(held.values())).id
        self._seen = max((_version(held[name]) for name in others), default=0)
        self._first = arxiv[0] if arxiv else None
        self._answered = _version(held[arxiv[0]]) if arxiv else 0
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
        elif name == "venue_year" and "published" in self._chosen:
            # Without a venue it is a year for want of a date.
            return
        said = []
        for source in sources:
            paper = self._held[source]
            if (value := getattr(paper, name)) not in (None, ()):
                said.append(Saying(source, value, name not in paper.unverified))
        # Sorting keeps the order of sources among confirmed and among unconfirmed values.
        said.sort(key=lambda saying: (not saying.confirmed, -max(_versions_in(saying), default=0)))
        if self._first and self._has_ended(name, self._first):
            self._tell(name, Saying(self._first, None, confirmed=True), said)
        elif said:
            self._chosen[name] = said[0]
            self._tell(name, said[0], said[1:])

    def _has_ended(self, name: str, arxiv: str) -> bool:
        """Say whether arXiv, which would know, has no value (any more)."""
        return name in _MAY_END and not self._is_old and not getattr(self._held[arxiv], name)

    def _tell(self, name: str, chosen: Saying, others: Iterable[Saying]) -> None:
        for other in others:
            ours, theirs = _on_the_same_versions(chosen, other) if name == "versions" else (chosen, other)
            sources = {chosen.source, other.source}
            versions = self._versions_apart(sources)
            # What a page calls a paper is no statement of its title; the audit compares the two.
            is_label = name == "title" and PAGE in sources
            moved_on = name in _WITH_VERSION and self._are_of_different_versions(sources)
            if moved_on or not self._differ(name, ours, theirs):
                continue
            if name == "title" and self._is_alias(chosen, other):
                self._old_titles.append(str(other.value))
            if not is_label:
                self._findings.append(disagreement(self._id, name, ours, theirs, versions=versions))

    def _is_alias(self, chosen: Saying, other: Saying) -> bool:
        """Say whether a title that is not taken is one by which the paper may be looked for."""
        if other.source == PAGE:
            # A link may lead to the wrong paper.
            return share_most_words(str(chosen.value), str(other.value))
        return other.confirmed

    def _are_of_different_versions(self, sources: set[str]) -> bool:
        if sources <= ARXIV_ITSELF:
            return len({_version(self._held[source]) for source in sources}) > 1
        return self._answered != self._seen and bool(sources & ARXIV_ITSELF)

    def _versions_apart(self, sources: set[str]) -> tuple[int, int] | None:
        """Return the version that was known and the newer one that arXiv has, where that may be why two differ."""
        if sources <= ARXIV_ITSELF:
            known = min(_version(self._held[source]) for source in sources)
            return (known, self._answered) if known < self._answered else None
        return (self._seen, self._answered) if self._is_newer and sources & ARXIV_ITSELF else None

    def _differ(self, name: str, one: Saying, other: Saying) -> bool:
        ours, theirs = one.value, other.value
        if name == "authors":
            # A list that is cut agrees with a longer one that begins like it.
            cuts = [source for source in (one.source, other.source) if self._is_cut(source)]
            shortest = min((len(self._held[source].authors) for source in cuts), default=None)
            ours, theirs = (self._held[source].authors[:shortest] for source in (one.source, other.source))
        if any(source.startswith(BIBLIOGRAPHY) for source in (one.source, other.source)):
            return written_otherwise(name, ours, theirs)
        return differs(ours, theirs)

    def _is_cut(self, source: str) -> bool:
        paper = self._held[source]
        return paper.author_count is not None and (paper.author_count == 0 or paper.author_count > len(paper.authors))

    def _tells_of_the_newest(self, source: str) -> bool:
        """Say whether no other source knows a newer version than the one a source tells of."""
        version = _version(self._held[source])
        return version == max(self._seen, self._answered) or (version == 0 and not self._is_newer)

    def _withdrawn(self) -> Origin | None:
        """Return who says that the paper is withdrawn; what arXiv's query interface does not say, it does not deny."""
        said = None
        for source in self._of_others:
            paper = self._held[source]
            if paper.withdrawn and self._tells_of_the_newest(source):
                said = said or Origin(source, "withdrawn" not in paper.unverified)
        told = self._held.get(OAI)
        if told is None or not self._tells_of_the_newest(OAI):
            return said
        if told.withdrawn:
            return Origin(OAI, "withdrawn" not in told.unverified)
        if said and said.confirmed:
            denial, claim = (
                Saying(OAI, "not withdrawn", confirmed=True),
                Saying(said.source, "withdrawn", said.confirmed),
            )
            self._findings.append(disagreement(self._id, "withdrawn", denial, claim))
        return None


def _of_arxiv_first(accounts: Iterable[PaperAccount]) -> list[PaperAccount]:
    """Return what arXiv's own interfaces hold, the one to believe first."""
    held = [one for one in accounts if one.source in ARXIV_ITSELF and one.said]
    return sorted(held, key=lambda one: (_version(one.said), one.read_at, one.source), reverse=True)


def _versions_in(saying: Saying) -> dict[int, str]:
    """Return the versions of which a source tells, by number, in words."""
    told = saying.value if isinstance(saying.value, tuple) else ()
    return {one.number: str(one) for one in told if isinstance(one, PaperVersion)}


def _on_the_same_versions(one: Saying, other: Saying) -> tuple[Saying, Saying]:
    """Return what two sources say of the versions of which both tell: that one tells of more is no disagreement."""
    told = [_versions_in(each) for each in (one, other)]
    both = sorted(told[0].keys() & told[1].keys())
    first, second = (tuple(words[number] for number in both) for words in told)
    return Saying(one.source, first, one.confirmed), Saying(other.source, second, other.confirmed)


def _rank(source: str) -> tuple[int, str]:
    if source.startswith(BIBLIOGRAPHY):
        return 3, source
    return {SHIPPED: 1, LIBRARY: 2, PAGE: 4, EARLIER: 5}.get(source, 0), source


def _version(paper: Paper | None) -> int:
    return 0 if paper is None or "latest_version" in paper.unverified else paper.latest_version or 0
