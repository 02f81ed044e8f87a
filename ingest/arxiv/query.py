"""Asking for many ids: in few requests, and so that one bad id costs the others nothing."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ingest.arxiv.client import Entry, IdClient, Listing
from ingest.arxiv.entries import EntryError, id_and_version, paper_of
from ingest.arxiv.faults import ArxivUnreachedError, ListRefusedError, UnreadableEntryError, UnusableAnswerError
from schema.arxiv_ids import arxiv_ids_in
from schema.errors import ArxivError
from schema.records import Paper

MOST_IDS = 100
"""Ids in one request: more would make an address that servers on the way may refuse."""

_MOST_FAILURES = 12
_NAMED = "incorrect id format for "


@dataclass(frozen=True, slots=True)
class PartAnswered:
    """What arXiv answered about a part of the ids.

    Attributes:
        at: When.
        fresh: Whether it was asked just now.
        held: The papers it holds, by id.
        abstracts: Their abstracts, by id.
        not_found: Well-formed ids under which it has nothing.
        refused: Ids that it takes for none, with its words.
        unreadable: Ids whose answer is no record of a paper, with the reason.
        unanswered: Ids about which nothing came though more was announced.
        strays: Ids that it answered with and that were not asked for.
    """

    at: datetime
    fresh: bool = True
    held: Mapping[str, Paper] = field(default_factory=dict)
    abstracts: Mapping[str, str] = field(default_factory=dict)
    not_found: tuple[str, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
    unanswered: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids that this answers."""
        return (*self.held, *self.not_found, *self.refused, *self.unreadable, *self.unanswered)


def answers(
    client: IdClient,
    ids: Iterable[str],
    *,
    now: datetime,
    answered: Collection[tuple[str, ...]] = (),
    most: int = MOST_IDS,
) -> Iterator[PartAnswered]:
    """Yield what arXiv says of each id, part by part, as it comes.

    Args:
        client: Whom to ask.
        ids: Ids without version.
        now: The time to note down for what needs no answer.
        answered: Lists of ids that were asked for lately, so that the same request needs no new answer.
        most: Ids in one request.

    Raises:
        ArxivError: It gives no usable answer, or none any more; what was yielded before stands.
    """
    wanted = list(dict.fromkeys(ids))
    open_ids = set(wanted)
    for known in answered:
        mine = open_ids & set(known)
        # What spoilt a list then would do so again: its ids are asked for anew.
        if mine and (listing := _repeated(client, known)):
            repeated = _sorted_out(listing, [one for one in wanted if one in mine])
            open_ids -= mine - set(repeated.unanswered)
            yield replace(repeated, unanswered=())
    left = [one for one in wanted if one in open_ids]
    pending = [left[start : start + most] for start in range(0, len(left), most)]
    failures = 0
    while pending:
        part = pending.pop(0)
        try:
            yield _sorted_out(client.listing(part), part)
        except (ListRefusedError, UnreadableEntryError, UnusableAnswerError) as error:
            failures += 1
            if failures > _MOST_FAILURES:
                raise ArxivUnreachedError(error.place.source, f"{error.reason}, whatever is asked for") from error
            told, rest = _narrowed(part, error, now)
            if told:
                yield told
            pending = [*rest, *pending]
        else:
            failures = 0


def _repeated(client: IdClient, known: Sequence[str]) -> Listing | None:
    try:
        return client.listing(known)
    except (ListRefusedError, UnreadableEntryError, UnusableAnswerError):
        return None


_Rest = tuple[PartAnswered | None, list[list[str]]]


def _narrowed(part: list[str], error: ArxivError, now: datetime) -> _Rest:
    """Return what is known of a list that was asked for in vain, and the shorter lists to ask for instead."""
    match error:
        case ListRefusedError():
            return _without_refused(part, error, now)
        case UnreadableEntryError():
            return _without_misdated(part, error, now)
        case _:
            return _halved(part, PartAnswered(now, unreadable={part[0]: error.reason}))


def _without_refused(part: list[str], refusal: ListRefusedError, now: datetime) -> _Rest:
    """Return what is known of a refused list: the id that the answer names is left out, else the list is halved."""
    named = refusal.message.partition(_NAMED)[2].strip()
    culprit = named if named in part else ""
    if culprit:
        rest = [one for one in part if one != culprit]
        return PartAnswered(now, refused={culprit: refusal.message}), [rest] if rest else []
    return _halved(part, PartAnswered(now, refused={part[0]: refusal.message}))


def _without_misdated(part: list[str], error: UnreadableEntryError, now: datetime) -> _Rest:
    bad = {mention.id for address in error.entries for mention in arxiv_ids_in(address)} & set(part)
    if not bad:
        return _halved(part, PartAnswered(now, unreadable={part[0]: error.reason}))
    rest = [one for one in part if one not in bad]
    return PartAnswered(now, unreadable=dict.fromkeys(sorted(bad), error.reason)), [rest] if rest else []


def _halved(part: list[str], of_one: PartAnswered) -> _Rest:
    if len(part) == 1:
        return of_one, []
    middle = len(part) // 2
    return None, [part[:middle], part[middle:]]


def _sorted_out(listing: Listing, wanted: Sequence[str]) -> PartAnswered:
    newest, strays = _newest(listing.entries)
    held: dict[str, Paper] = {}
    unreadable: dict[str, str] = {}
    for one in wanted:
        if one in newest:
            try:
                held[one] = paper_of(newest[one])
            except EntryError as error:
                unreadable[one] = str(error)
    missing = tuple(one for one in wanted if one not in newest)
    return PartAnswered(
        at=listing.at,
        fresh=listing.fresh,
        held=held,
        abstracts={one: newest[one].summary for one in held},
        not_found=missing if listing.complete else (),
        unreadable=unreadable,
        unanswered=() if listing.complete else missing,
        strays=(*strays, *sorted(set(newest) - set(wanted))) if listing.fresh else (),
    )


def _newest(entries: Iterable[Entry]) -> tuple[dict[str, Entry], list[str]]:
    """Return the newest version of each paper among entries, and addresses that lead to no paper."""
    found: dict[str, tuple[int, Entry]] = {}
    strays = []
    for entry in entries:
        named = id_and_version(entry)
        if named is None:
            strays.append(entry.address[:100])
        elif named[0] not in found or named[1] > found[named[0]][0]:
            found[named[0]] = (named[1], entry)
    return {id_: entry for id_, (_, entry) in found.items()}, strays
