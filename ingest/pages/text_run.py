"""A run of text with marked stretches, as it is written and as a browser lays it out."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from ingest.pages.shown_text import BREAK
from schema.blocks import Span, SpanKind

_WHITE = re.compile(r"[ \t\n\r\f\v]+")


@dataclass(slots=True)
class Mark:
    """A stretch of a run of text that has not been collapsed yet."""

    kind: SpanKind
    start: int
    end: int = -1
    href: str | None = None


def collapsed(raw: str, marks: list[Mark], *, line_break: str = "\n") -> tuple[str, tuple[Span, ...]]:
    r"""Return text as a browser lays it out, and its marks as spans of it.

    >>> collapsed(" black \n tea\v", [Mark(SpanKind.STRONG, 0, 7)])
    ('black tea', (Span(kind=<SpanKind.STRONG: 'strong'>, start=0, end=5, href=None),))
    """
    pieces: list[str] = []
    starts, shifts = [0], [0]  # where, in the raw text, the distance to the collapsed text changes
    length = last = 0
    for white in _WHITE.finditer(raw):
        pieces.append(raw[last : white.start()])
        length += white.start() - last
        last = white.end()
        if length and last < len(raw):
            pieces.append(line_break if BREAK in white[0] else " ")
            length += len(pieces[-1])
        starts.append(last)
        shifts.append(last - length)
    pieces.append(raw[last:])
    text = "".join(pieces)

    def moved(offset: int) -> int:
        index = bisect_right(starts, offset) - 1
        limit = starts[index + 1] - shifts[index + 1] if index + 1 < len(starts) else len(text)
        return min(offset - shifts[index], limit, len(text))

    spans = (_trimmed(text, mark, moved(mark.start), moved(mark.end)) for mark in marks)
    kept = [span for span in spans if span is not None]
    return text, tuple(sorted(kept, key=lambda span: (span.start, -span.end)))


def _trimmed(text: str, mark: Mark, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(kind=mark.kind, start=start, end=end, href=mark.href) if start < end else None
