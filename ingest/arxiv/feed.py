"""Looking at an answer before it is trusted: is it an Atom feed as arXiv sends, whole, of bounded size, and no trick?

The arxiv package reads what passes. It mends broken XML in silence and skips what it does not understand; what it may
not be given is told apart here.
"""

from dataclasses import dataclass, field
from datetime import datetime

from ingest.arxiv.faults import BrokenAnswerError
from ingest.arxiv.guarded_xml import read_guarded

MOST_BYTES = 10_000_000
"""The longest answer that is read."""

MOST_ENTRIES = 2_000
"""The most entries of an answer: arXiv never sends more."""

_MOST_DEPTH = 16
_ATOM = "http://www.w3.org/2005/Atom"
_TOTAL = "http://a9.com/-/spec/opensearch/1.1/ totalResults"
_ERRORS = "arxiv.org/api/errors"
_ENTRY = f"{_ATOM} entry"
_TOLD = {f"{_ATOM} {name}": name for name in ("id", "summary", "updated", "published", "title")}


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """What an answer is, as far as it can be told without reading its papers.

    Attributes:
        total: How many papers it says there are.
        entries: How many it holds.
        refusal: What it says is wrong with the request; empty where nothing is.
        misdated: Addresses of entries whose dates are none.
    """

    total: int
    entries: int
    refusal: str = ""
    misdated: tuple[str, ...] = ()


def feed_facts(body: bytes) -> FeedFacts:
    """Return what an answer is.

    Raises:
        BrokenAnswerError: It is no whole Atom feed, or one that no reader should be given.
    """
    look = _Look()
    read_guarded(body, most=MOST_BYTES, start=look.start, end=look.end, text=look.text)
    return look.facts()


@dataclass(slots=True)
class _Entry:
    texts: dict[str, str] = field(default_factory=dict)


class _Look:
    """Walks once over a feed; nothing is kept of it but the few texts that are asked for."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._parts: list[str] = []
        self._entries: list[_Entry] = []
        self._total = ""

    def facts(self) -> FeedFacts:
        texts = [entry.texts for entry in self._entries]
        errors = [one for one in texts if _ERRORS in one.get("id", "") or _is_error(one)]
        refusal = " ".join((errors[0].get("summary") or errors[0].get("id", "")).split())[:500] if errors else ""
        total = self._total.strip()
        return FeedFacts(
            total=int(total) if total.isascii() and total.isdigit() and len(total) < 10 else 0,
            entries=len(texts) - len(errors),
            refusal=refusal,
            misdated=tuple(one.get("id", "") for one in texts if not errors and not _is_dated(one)),
        )

    def start(self, name: str, _attributes: object) -> None:
        if not self._path and name != f"{_ATOM} feed":
            raise BrokenAnswerError("is XML, but no Atom feed")
        self._path.append(name)
        if len(self._path) > _MOST_DEPTH:
            raise BrokenAnswerError("is nested too deep", lasting=True)
        if name == _ENTRY and len(self._path) == 2:
            self._entries.append(_Entry())
            if len(self._entries) > MOST_ENTRIES:
                raise BrokenAnswerError(f"more than {MOST_ENTRIES:,} entries", lasting=True)
        self._parts = []

    def end(self, name: str) -> None:
        if len(self._path) == 2 and name == _TOTAL:
            self._total = "".join(self._parts)
        if len(self._path) == 3 and self._path[1] == _ENTRY and name in _TOLD:
            self._entries[-1].texts.setdefault(_TOLD[name], "".join(self._parts))
        self._path.pop()
        self._parts = []

    def text(self, text: str) -> None:
        self._parts.append(text)


def _is_error(texts: dict[str, str]) -> bool:
    """Say whether an entry is none: arXiv's errors have a title, and no date on which anything was published."""
    return texts.get("title", "").strip() == "Error" and "published" not in texts


def _is_dated(texts: dict[str, str]) -> bool:
    for name in ("updated", "published"):
        try:
            datetime.fromisoformat(texts[name].strip().replace("Z", "+00:00"))
        except (KeyError, ValueError):
            return False
    return True
