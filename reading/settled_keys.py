"""Citation keys that stay: each is settled when its paper is first seen, and kept whatever becomes known later.

Keys are settled inside the transaction that brings the papers, against all keys that any paper has or ever had. So a
paper has the same key in every list, on every day; a corrected title or a paper that arrives later changes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from reading.citation_keys import candidates_for, is_key
from schema.citation_key_records import KeyStyle, StoredKey
from schema.errors import InputError, NotFoundError
from schema.records import Paper
from schema.store import Transaction
from schema.stored_keys import all_keys, keys_now, save_keys

_NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class KeyClash:
    """A paper cannot have the key that its style would give it.

    Attributes:
        wanted: That key.
        holder: Id of the paper that has it, or had it.
        retired: Whether that paper has another one by now.
    """

    wanted: str
    holder: str
    retired: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """The key that a paper would have in a style.

    Attributes:
        paper: The paper.
        old: The key it has.
        new: The key it would have.
        style: How the new one is made.
        pinned: Whether its key is pinned: then it stays.
        clash: Why it is not the first choice, if it is not.
    """

    paper: Paper
    old: str
    new: str
    style: KeyStyle
    pinned: bool = False
    clash: KeyClash | None = None

    @property
    def changes(self) -> bool:
        """Whether the paper would get another key."""
        return self.old != self.new


class _Shelf:
    """Who has which key: nobody gets one that another paper has, or ever had."""

    def __init__(self, keys: Iterable[StoredKey]) -> None:
        self._owners = {one.identity: (one.paper, one.retired is not None) for one in keys}

    def take(self, paper: str, key: str) -> bool:
        """Give a paper a key, and say whether it could be given."""
        if self._owners.get(key.lower(), (paper,))[0] != paper:
            return False
        self._owners[key.lower()] = paper, False
        return True

    def first(self, paper: Paper, style: KeyStyle) -> tuple[str, KeyClash | None]:
        """Give a paper the best key that it can have, and tell who keeps it from a better one."""
        clash = None
        own = _own_key(paper) if style is KeyStyle.DEFAULT else None
        for key in chain([own] if own else [], candidates_for(paper, style)):
            if self.take(paper.id, key):
                return key, clash
            holder, retired = self._owners[key.lower()]
            clash = clash or KeyClash(key, holder, retired)
        raise AssertionError


def settle_keys(transaction: Transaction, *, now: datetime) -> int:
    """Give every paper that has no key yet its own, for good, and return how many there were.

    A key that a source gives is taken if it is free. Where two new papers would have the same, the one with the lower
    id gets it, and the other the next word of its title, or a letter.
    """
    new = tuple(_unsettled(all_keys(transaction), transaction.papers(), now))
    save_keys(transaction, new, now=now)
    return len(new)


def _unsettled(stored: Sequence[StoredKey], papers: Iterable[Paper], now: datetime) -> Iterator[StoredKey]:
    """Yield the keys that the papers without one get."""
    shelf, known = _Shelf(stored), {one.paper for one in stored}
    left = []
    for paper in papers:
        if paper.id in known:
            continue
        own = _own_key(paper)
        if own and shelf.take(paper.id, own):
            yield StoredKey(paper=paper.id, key=own, style=KeyStyle.GIVEN, first_seen=now)
        else:
            left.append(paper)
    for paper in left:
        key, _ = shelf.first(paper, KeyStyle.DEFAULT)
        yield StoredKey(paper=paper.id, key=key, style=KeyStyle.DEFAULT, first_seen=now)


def _made_by(paper: Paper, key: str, style: KeyStyle) -> KeyStyle:
    return KeyStyle.GIVEN if style is KeyStyle.DEFAULT and key == _own_key(paper) else style


def keys_in_style(transaction: Transaction, style: KeyStyle) -> tuple[Proposal, ...]:
    """Return the key that each paper would have in a style, by the paper's id; pinned ones stay as they are.

    Nothing is saved: ``use_style`` does that.
    """
    stored = all_keys(transaction)
    stored = (*stored, *_unsettled(stored, transaction.papers(), _NEVER))
    current = {one.paper: one for one in stored if one.retired is None}
    shelf = _Shelf(stored)
    return tuple(_proposal(paper, current[paper.id], style, shelf) for paper in transaction.papers())


def _proposal(paper: Paper, now: StoredKey, style: KeyStyle, shelf: _Shelf) -> Proposal:
    if now.pinned:
        return Proposal(paper, now.key, now.key, now.style, pinned=True)
    key, clash = shelf.first(paper, style)
    return Proposal(paper, now.key, key, _made_by(paper, key, style), clash=clash)


def use_style(transaction: Transaction, style: KeyStyle, *, now: datetime) -> tuple[Proposal, ...]:
    """Give every paper whose key is not pinned the key of a style, and return what that was and is."""
    settle_keys(transaction, now=now)
    proposals = keys_in_style(transaction, style)
    keys = [
        StoredKey(paper=one.paper.id, key=one.new, style=one.style, first_seen=now) for one in proposals if one.changes
    ]
    save_keys(transaction, keys, now=now)
    return proposals


def pin_key(transaction: Transaction, paper: str, key: str | None = None, *, now: datetime) -> StoredKey:
    """Give a paper a key, or keep the one it has, so that no style ever replaces it; return it.

    Raises:
        NotFoundError: The store has no such paper.
        InputError: It cannot be a key.
        KeyTakenError: Another paper has it, or had it.
    """
    settle_keys(transaction, now=now)
    before = keys_now(transaction).get(paper)
    if before is None:
        raise NotFoundError(paper, what="paper")
    if key is not None and not is_key(key):
        raise InputError(
            f"{key[:80]!r} cannot be a citation key",
            remedy="Use up to 200 letters, digits and : _ . + / - of ASCII, without blanks",
        )
    style = before.style if key in (None, before.key) else KeyStyle.GIVEN
    pinned = StoredKey(paper=paper, key=key or before.key, style=style, pinned=True, first_seen=now)
    save_keys(transaction, [pinned], now=now)
    return keys_now(transaction)[paper]


def _own_key(paper: Paper) -> str | None:
    return paper.citation_key if paper.citation_key and is_key(paper.citation_key) else None
