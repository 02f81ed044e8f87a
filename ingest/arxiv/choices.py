"""Which of arXiv's articles are wanted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from schema.arxiv_ids import arxiv_id
from schema.errors import InputError


@dataclass(frozen=True, slots=True)
class Choice:
    """Which articles are wanted; all that is given has to hold.

    Attributes:
        ids: These; None for all.
        categories: Those with one of these, as ``cs.CL``, or ``cs`` for all of an archive.
        since: Those whose first version is of this day or later.
        until: Those whose first version is of this day or earlier.
    """

    ids: frozenset[str] | None = None
    categories: frozenset[str] = field(default_factory=frozenset)
    since: date | None = None
    until: date | None = None

    @classmethod
    def of_ids(cls, spellings: Iterable[str]) -> "Choice":
        """Choose by ids, in any spelling.

        Raises:
            InputError: Some are none; all of these are named.
        """
        found = {spelling: arxiv_id(spelling) for spelling in spellings}
        if bad := [spelling[:40] for spelling, one in found.items() if one is None]:
            raise InputError(f"no arXiv ids: {', '.join(bad[:10])}", remedy="Write them as 2305.18290")
        return cls(ids=frozenset(filter(None, found.values())))

    def takes_categories(self, categories: Iterable[str]) -> bool:
        """Say whether an article with these categories may be wanted."""
        if not self.categories:
            return True
        return any(one in self.categories or one.partition(".")[0] in self.categories for one in categories)

    def takes_day(self, day: date) -> bool:
        """Say whether an article first submitted on a day may be wanted."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
