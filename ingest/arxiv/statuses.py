"""What came of asking arXiv for a paper, in one word or a few."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from graph.papers.publication import publication_of
from schema.paper_accounts import Holding, PaperAccount
from schema.records import Paper
from schema.values import PublicationState


class PaperStatus(StrEnum):
    """How a paper stands at arXiv, from what needs a person most."""

    REFUSED = "refused"
    """The id is none."""
    NOT_FOUND = "not-found"
    """The id is well formed, but arXiv has nothing under it."""
    UNREADABLE = "unreadable"
    """What arXiv has under it cannot be read as a paper."""
    UNANSWERED = "unanswered"
    """ArXiv was asked, or should have been, and gave no answer about it."""
    NOT_ON_ARXIV = "not-on-arxiv"
    """The paper has no arXiv id, so arXiv is not asked."""
    WITHDRAWN = "withdrawn"
    """Its newest version withdraws it."""
    TITLE_DIFFERS = "title-differs"
    """A page links it under a name that is not its title: the link may lead to the wrong paper."""
    UNASKED = "unasked"
    """ArXiv was never asked."""
    STALE = "stale"
    """ArXiv was last asked longer ago than wanted."""
    SUPERSEDED = "superseded"
    """ArXiv has a newer version than was known."""
    PUBLISHED = "published"
    """ArXiv now names a DOI or a journal, and none was known."""
    NEW = "new"
    """Nothing but a page told of it before."""
    CHANGED = "changed"
    """Something else about it is not as it was known."""
    CURRENT = "current"
    """ArXiv says what was known."""


GRAVE = frozenset({PaperStatus.REFUSED, PaperStatus.NOT_FOUND, PaperStatus.UNREADABLE, PaperStatus.UNANSWERED})
"""Those with which there is no answer to build on."""

_HOLDING = {
    Holding.REFUSED: PaperStatus.REFUSED,
    Holding.NOT_FOUND: PaperStatus.NOT_FOUND,
    Holding.UNREADABLE: PaperStatus.UNREADABLE,
}
_ORDER = list(PaperStatus)
_COMPARED = ("title", "authors", "published", "primary_category", "categories", "comment")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one paper stands at arXiv.

    Attributes:
        id: What was asked for.
        title: Its title, as far as it is known.
        statuses: How it stands; the gravest first, never empty.
        read_at: When arXiv said so, if it ever said anything.
        remark: What else there is to say.
        publication: How it stands between preprint and publication, by all that sources say; None if it is not known.
    """

    id: str
    title: str
    statuses: tuple[PaperStatus, ...]
    read_at: datetime | None = None
    remark: str = ""
    publication: PublicationState | None = None

    @property
    def status(self) -> PaperStatus:
        """The gravest."""
        return self.statuses[0]

    @property
    def is_grave(self) -> bool:
        """Whether there is no answer to build on."""
        return bool(GRAVE & set(self.statuses))


def statuses(
    account: PaperAccount | None,
    known: Paper | None,
    *,
    misnamed: Collection[str] = (),
    now: datetime | None = None,
    lifetime: timedelta | None = None,
) -> tuple[PaperStatus, ...]:
    """Return how a paper stands, the gravest first.

    Args:
        account: What arXiv says of it.
        known: What was known of it otherwise.
        misnamed: Ids of papers that a page calls by another name.
        now: The time it is.
        lifetime: How old an account may be before it is stale.
    """
    if account is None:
        return (PaperStatus.UNASKED,)
    found: set[PaperStatus] = set()
    if account.holding in _HOLDING:
        found.add(_HOLDING[account.holding])
    elif account.said is not None:
        found |= _of_paper(account.said, known)
    if account.paper in misnamed:
        found.add(PaperStatus.TITLE_DIFFERS)
    if now is not None and lifetime is not None and now - account.read_at >= lifetime:
        found.add(PaperStatus.STALE)
    return tuple(sorted(found or {PaperStatus.CURRENT}, key=_ORDER.index))


def _of_paper(said: Paper, known: Paper | None) -> set[PaperStatus]:
    found: set[PaperStatus] = {PaperStatus.WITHDRAWN} if said.withdrawn else set()
    if known is None or (known.latest_version is None and not known.authors):
        return found | {PaperStatus.NEW}
    if (said.latest_version or 0) > (known.latest_version or 0):
        found.add(PaperStatus.SUPERSEDED)
    # A venue that is known says as much: then it is no news that the paper was published.
    before = publication_of(known)
    if publication_of(said).is_confirmed and not (before.doi or before.journal_ref or before.venue):
        found.add(PaperStatus.PUBLISHED)
    if not found and any(getattr(said, name) != getattr(known, name) for name in _COMPARED):
        found.add(PaperStatus.CHANGED)
    return found
