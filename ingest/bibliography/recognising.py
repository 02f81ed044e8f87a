"""Which papers the entries of a bibliography are of: known ones, with the evidence, or new ones under a new id.

What the bibliography itself said before is no evidence against what it says now: a corrected title or id is taken.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from ingest.bibliography.entries import ReadEntry, Refusal, own_id
from ingest.papers.disagreements import Saying, disagreement, written_otherwise
from ingest.papers.identity import Evidence, KnownPapers, WrongIdError, can_be_one
from reading.bib_records import BibEntry
from schema.records import Finding, Paper, Resource

_ALSO_IN_AN_ENTRY = ("authors", "doi", "venue", "venue_year", "journal_ref")


class Fate(StrEnum):
    """What became of an entry."""

    IMPORTED = "imported"
    """It is a paper that no other source tells of."""
    MERGED = "merged"
    """It is a paper, or a resource, that is known otherwise, or of another entry."""
    RESOURCE = "resource"
    """It is a book, site or tool."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an entry.

    Attributes:
        key: Its key; empty where it could not be read.
        line: Line it begins on.
        fate: What became of it.
        paper: Id of the paper it is of.
        resource: Address of the resource it is of.
        by: By what it was recognised, if it was.
        message: What there is to tell of it; empty where there is nothing.
        remedy: What can be done about that.
    """

    key: str
    line: int
    fate: Fate
    paper: str | None = None
    resource: str | None = None
    by: Evidence | None = None
    message: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """An entry that was taken as a paper.

    Attributes:
        entry: The first entry that is of it.
        said: What it says, and what later entries of the same paper add.
        by: By what it was recognised; None where it is new.
    """

    entry: BibEntry
    said: Paper
    by: Evidence | None


@dataclass(slots=True)
class Recogniser:
    """Takes the entries of a bibliography, one after the other.

    Args:
        source: Name of the source that the bibliography is.
        known: What other sources tell of papers.
        before: What this source said before of papers that no other tells of, by id.
        owners: Ids of the papers that have, or had, a citation key, by the key in lower case.
        ids: All ids of papers that are in use.

    Attributes:
        outcomes: What became of the entries, in order.
        papers: What they say of papers, by id.
        resources: What they say of resources, by address.
        findings: Where entries of one paper disagree.
    """

    source: str
    known: KnownPapers
    before: Mapping[str, Paper]
    owners: Mapping[str, str]
    ids: Collection[str]
    outcomes: list[Outcome] = field(default_factory=list)
    papers: dict[str, Taken] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _in_file: KnownPapers = field(default_factory=KnownPapers)
    _before: KnownPapers = field(init=False)
    _before_by_words: defaultdict[tuple[object, ...], list[str]] = field(init=False)
    _before_by_key: dict[str | None, Paper] = field(init=False)
    _keys: dict[str, str] = field(default_factory=dict)
    _with_key: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._before = KnownPapers(self.before.values())
        self._before_by_words = defaultdict(list)
        for paper in self.before.values():
            if not paper.arxiv_id:
                self._before_by_words[_words(paper)].append(paper.id)
        self._before_by_key = {paper.citation_key: paper for paper in self.before.values()}
        self._with_key = frozenset(self.owners.values())

    def take(self, read: ReadEntry, *, without_resources: Refusal | None = None) -> None:
        """Take an entry.

        Args:
            read: The entry.
            without_resources: Why it is refused if it is of a resource; None where it is not.
        """
        if read.refusal:
            self._refuse(read.entry, read.refusal)
        elif read.paper:
            try:
                self._take(read, read.paper, without_resources)
            except WrongIdError as error:
                self._refuse(read.entry, _wrong_id(read.paper, error))

    def _take(self, read: ReadEntry, said: Paper, without_resources: Refusal | None) -> None:
        if again := self._in_file.recognised(said):
            self._merge_into(read.entry, self.papers[again.paper.id], said, again.by)
            return
        found = self.known.recognised(said)
        # A paper that is on arXiv goes by its arXiv id, whatever else it is known by.
        if found and found.paper.id in self.papers:
            self._merge_into(read.entry, self.papers[found.paper.id], said, found.by)
        elif found and (found.paper.arxiv_id or not said.arxiv_id):
            self._take_paper(read.entry, said, found.paper.id, found.by)
        elif read.resource and without_resources:
            self._refuse(read.entry, without_resources)
        elif read.resource:
            self._take_resource(read.entry, read.resource)
        elif said.arxiv_id:
            self._take_paper(read.entry, said, said.id, None)
        else:
            self._take_paper(read.entry, said, self._id_of_before(said) or own_id(said, self.ids, self.papers), None)

    def _take_paper(self, entry: BibEntry, said: Paper, paper: str, by: Evidence | None) -> None:
        message = self._settle_key(entry.key, paper)
        mine = self._keys.get(entry.key.lower()) == paper
        changed = {
            "id": paper,
            "citation_key": said.citation_key if mine else None,
            "aliases": () if mine or not said.citation_key or message else (said.citation_key,),
        }
        kept = said.model_copy(update=changed)
        self.papers[paper] = Taken(entry, kept, by)
        self._in_file.add(kept)
        told = f"is {paper}, known by its {by}" if by and by is not Evidence.ARXIV_ID else ""
        fate = Fate.MERGED if by else Fate.IMPORTED
        self._tell(entry, fate, paper=paper, by=by, message="; ".join(filter(None, (told, message))))

    def _settle_key(self, key: str, paper: str) -> str:
        """Give a paper the key of its entry if it is free, and say in words why not, if another paper has it."""
        owner = self._keys.get(key.lower()) or self.owners.get(key.lower())
        if owner is not None and owner != paper:
            return f"its key {key} is that of {owner}"
        if owner == paper or paper not in self._with_key:
            self._keys[key.lower()] = paper
        return ""

    def _merge_into(self, entry: BibEntry, first: Taken, said: Paper, by: Evidence) -> None:
        """Add to an entry what another of the same paper says, and tell where they differ."""
        missing = {name: getattr(said, name) for name in _ALSO_IN_AN_ENTRY if not getattr(first.said, name)}
        added = {name: value for name, value in missing.items() if value}
        if added:
            unverified = tuple(sorted({*first.said.unverified, *added}))
            whole = first.said.model_copy(update={**added, "unverified": unverified})
            self.papers[whole.id] = replace(first, said=whole)
            self._in_file.add(whole)
        for name in _ALSO_IN_AN_ENTRY:
            ours, theirs = getattr(first.said, name), getattr(said, name)
            if ours and theirs and written_otherwise(name, ours, theirs):
                one, other = (
                    Saying(f"{self.source}, line {at.line},", value, confirmed=False)
                    for at, value in ((first.entry, ours), (entry, theirs))
                )
                self.findings.append(disagreement(first.said.id, name, one, other))
        message = f"is the paper of {first.entry.key} in line {first.entry.line}, by its {by}"
        self._tell(entry, Fate.MERGED, paper=first.said.id, by=by, message=message)

    def _take_resource(self, entry: BibEntry, resource: Resource) -> None:
        if first := self.resources.get(resource.url):
            message = f"has the address of {first.title!r}, which comes before it"
            self._tell(entry, Fate.MERGED, resource=resource.url, message=message)
            return
        self.resources[resource.url] = resource
        self._tell(entry, Fate.RESOURCE, resource=resource.url)

    def _id_of_before(self, said: Paper) -> str | None:
        """Return the id under which the source told of this paper before."""
        alike = (id_ for id_ in self._before_by_words.get(_words(said), ()) if id_ not in self.papers)
        if same := next(alike, None):
            return same
        try:
            found = self._before.recognised(said)
        except WrongIdError:
            found = None
        if found and not found.paper.arxiv_id and found.paper.id not in self.papers:
            return found.paper.id
        paper = self._before_by_key.get(said.citation_key) if said.citation_key else None
        if paper and not paper.arxiv_id and paper.id not in self.papers and can_be_one(said, paper):
            return paper.id
        return None

    def _refuse(self, entry: BibEntry, refusal: Refusal) -> None:
        self._tell(entry, Fate.REFUSED, message=refusal.reason, remedy=refusal.remedy)

    def _tell(
        self,
        entry: BibEntry,
        fate: Fate,
        *,
        paper: str | None = None,
        resource: str | None = None,
        by: Evidence | None = None,
        message: str = "",
        remedy: str = "",
    ) -> None:
        self.outcomes.append(Outcome(entry.key, entry.line, fate, paper, resource, by, message, remedy))


def _words(paper: Paper) -> tuple[object, ...]:
    """Return what a record says, apart from what a paper is called by."""
    return tuple(value for name, value in paper if name not in ("id", "citation_key", "aliases"))


def _wrong_id(said: Paper, error: WrongIdError) -> Refusal:
    name = said.arxiv_id or said.doi
    remedy = "Look the paper up"
    if error.by_title:
        remedy = f"The paper of this title is {error.by_title.id}"
    return Refusal(f"{name} {error}", remedy)
