"""Which paper cites which, made of what each source says of it. That a source names no citation says nothing."""

from collections.abc import Iterable
from datetime import datetime

from schema.paper_values import CitationSource
from schema.records import Citation


def told_by(source: str, said: Iterable[Citation], known: Iterable[Citation], *, now: datetime) -> list[Citation]:
    """Return citations as a source says them, beside what other sources say of the same ones.

    A citation is confirmed as soon as one of its sources has seen it. A source that repeats itself is noted with the
    time when it first said so.

    Args:
        source: Name of the source.
        said: What it says.
        known: What is known of these citations and others.
        now: When it says so.
    """
    before = {(one.paper, one.cited): one for one in known}
    return [_told(source, one, before.get((one.paper, one.cited)), now) for one in said]


def _told(source: str, said: Citation, known: Citation | None, now: datetime) -> Citation:
    sources = {one.name: one for one in known.sources} if known else {}
    if source not in sources or sources[source].confirmed != said.confirmed:
        sources[source] = CitationSource(name=source, confirmed=said.confirmed, read_at=now)
    told = tuple(sources[name] for name in sorted(sources))
    return Citation(paper=said.paper, cited=said.cited, confirmed=any(one.confirmed for one in told), sources=told)
