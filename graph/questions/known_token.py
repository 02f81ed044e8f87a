"""A set of nodes as one word that fits into an address, and back: what somebody knows, to take along.

::

    k1.PCFNUUMhbG9yYSAlLXJhbms
    │  └ base64url of a CRC-32 and of the keys, by kind, sorted, each without what it shares with the one before
    └ version of this form

The same set is the same word on every machine, and a word that is not written in just this way is refused.
"""

import base64
import re
import zlib
from collections.abc import Iterable
from itertools import groupby

from graph.needs import Identity
from graph.nodes import NodeKind
from schema.errors import KnownTokenError, Place

MOST_KNOWN = 1_000
"""How many nodes a token may hold."""
LONGEST_TOKEN = 20_000
"""How many characters a token may have."""

_TOKEN = re.compile(r"k(\d{1,3})\.(.{6,})", re.DOTALL)
_FOREIGN = re.compile(r"[^A-Za-z0-9_-]")
_VERSION = 1
_LETTERS = {
    NodeKind.CONCEPT: "C",
    NodeKind.PAPER: "P",
    NodeKind.PAGE: "G",
    NodeKind.LAB: "L",
    NodeKind.LECTURE: "T",
}
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_MOST_SHARED = 90
_FIRST = 33
_CHECK = 4


def is_token(ref: str) -> bool:
    """Say whether a word is meant as a token, sound or not, rather than as the name of a node.

    >>> is_token("k1.AAAAAA"), is_token("K2.5"), is_token("lora")
    (True, False, False)
    """
    return _TOKEN.fullmatch(ref.strip()) is not None


def token_of(identities: Iterable[Identity]) -> str:
    """Return the token of a set of nodes.

    Raises:
        KnownTokenError: They are too many, or of a kind that cannot be known.

    >>> token_of([(NodeKind.CONCEPT, "lora"), (NodeKind.CONCEPT, "lora-rank")])
    'k1.PCFNUUMhbG9yYSAlLXJhbms'
    """
    kept = sorted(set(identities))
    if len(kept) > MOST_KNOWN:
        raise KnownTokenError(Place("known"), f"{len(kept):,} nodes are more than the {MOST_KNOWN:,} of one token")
    if strange := next((kind for kind, _ in kept if kind not in _LETTERS), None):
        raise KnownTokenError(Place("known"), f"a {strange.lower()} is nothing that one knows")
    sections = groupby(kept, key=lambda identity: identity[0])
    body = "\n".join(_LETTERS[kind] + _front_coded([key for _, key in group]) for kind, group in sections).encode()
    checked = zlib.crc32(body).to_bytes(_CHECK, "big") + body
    return f"k{_VERSION}." + base64.urlsafe_b64encode(checked).decode().rstrip("=")


def identities_in(token: str) -> tuple[Identity, ...]:
    """Return the nodes that a token stands for, whether or not there are any such nodes now.

    Raises:
        KnownTokenError: It is damaged, too long, or of a version that is not known here.

    >>> identities_in("k1.PCFNUUMhbG9yYSAlLXJhbms")
    ((<NodeKind.CONCEPT: 'Concept'>, 'lora'), (<NodeKind.CONCEPT: 'Concept'>, 'lora-rank'))
    """
    token = token.strip()
    written = _TOKEN.fullmatch(token)
    if written is None:
        raise _damaged(token, 0, "it does not begin as a token does")
    if int(written[1]) != _VERSION:
        raise _damaged(token, 1, f"it is of version {int(written[1])}, and only {_VERSION} is known here")
    if len(token) > LONGEST_TOKEN:
        raise _damaged(token, LONGEST_TOKEN, f"it goes on after {LONGEST_TOKEN:,} characters")
    if foreign := _FOREIGN.search(token, written.start(2)):
        raise _damaged(token, foreign.start(), f"{foreign[0]!r} never occurs in a token")
    body = _checked_body(token, written[2])
    try:
        found = tuple(_read(body.decode()))
    except (ValueError, KeyError, IndexError) as error:
        raise _damaged(token, written.start(2), "what it holds cannot be read") from error
    if len(found) > MOST_KNOWN or token_of(found) != token:
        raise _damaged(token, written.start(2), "it is not written as tokens are")
    return found


def _checked_body(token: str, encoded: str) -> bytes:
    if len(encoded) % 4 == 1:
        raise _damaged(token, len(token), "it was cut short")
    decoded = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
    check, body = decoded[:_CHECK], decoded[_CHECK:]
    if zlib.crc32(body).to_bytes(_CHECK, "big") != check:
        raise _damaged(token, len(token), "up to its end something is missing or was changed")
    return body


def _front_coded(keys: Iterable[str]) -> str:
    """Write sorted keys, each after the number of characters that it shares with the one before.

    >>> _front_coded(["lora", "lora-rank", "sft"])
    '!lora %-rank !sft'
    """
    written, before = [], ""
    for key in keys:
        shared = _shared(before, key)
        written.append(chr(_FIRST + shared) + key[shared:])
        before = key
    return " ".join(written)


def _shared(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    differ = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    return min(differ, _MOST_SHARED)


def _read(body: str) -> Iterable[Identity]:
    for section in body.split("\n") if body else ():
        kind, before = _KINDS[section[0]], ""
        for number, written in enumerate(section[1:].split(" ")):
            shared = ord(written[0]) - _FIRST
            if not 0 <= shared <= len(before) or number > MOST_KNOWN:
                raise ValueError(written)
            before = before[:shared] + written[1:]
            yield kind, before


def _damaged(token: str, offset: int, message: str) -> KnownTokenError:
    shown = token if len(token) <= 24 else f"{token[:23]}…"
    return KnownTokenError(Place(shown, offset=offset), message)
