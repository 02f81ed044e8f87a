"""A flight payload cut into rows, byte for byte.

A row is ``<hex id>:<body>``. Most bodies end with a newline; text (``T``) and binary rows say how many *bytes* they
have instead, may hold newlines, and are followed by the next row at once. Hints have an empty id.
"""

import re
from dataclasses import dataclass

from ingest.flight.budget import Budget
from schema.errors import PayloadError, PayloadLimitError, Place

MEASURED = frozenset("TAOobUSsLlGgMmV")
"""The tags whose rows say their length: text, and the kinds of binary data."""

_HEADER = re.compile(
    rb"([0-9a-f]{0,16}):(?:([TAOobUSsLlGgMmV])([0-9a-f]{1,12}),|(H[A-Z]?|[A-Z#rx]|[obslgm](?=[0-9a-f,\n]|\Z))?)"
)
_HEADER_BYTES = 40  # more than the longest header
_BEGINNING = re.compile(rb"[0-9a-f]{0,16}(?::[TAOobUSsLlGgMmV][0-9a-f]{0,12})?\Z")
_REMEDY = "Fetch the page again, as bytes: the payload was changed on its way"


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        id: Hexadecimal; empty for hints.
        tag: Empty for JSON; ``I``, ``HL``, ``T`` …
        body: What follows the tag, without length and final newline.
        offset: Where in the payload the row begins.
    """

    id: str
    tag: str
    body: bytes
    offset: int


class RowDecoder:
    """Rows out of a payload that arrives in pieces; how it is cut makes no difference."""

    def __init__(self, *, source: str = "", budget: Budget | None = None) -> None:
        self._source = source
        self._budget = budget or Budget()
        self._pending = bytearray()
        self._searched = 0  # bytes of the pending row known to hold no end of it
        self._offset = 0  # of the first pending byte
        self._rows = 0

    def feed(self, chunk: bytes) -> list[Row]:
        """Return the rows that end in this piece.

        Raises:
            PayloadError: What stands here is not a row.
            PayloadLimitError: The payload has too many bytes or rows.
        """
        if self._offset + len(self._pending) + len(chunk) > self._budget.payload_bytes:
            raise PayloadLimitError(self._source, "payload_bytes", self._budget.payload_bytes)
        if not self._pending:
            rows, used = self._rows_in(chunk)
            self._pending += chunk[used:]
        else:
            self._pending += chunk
            rows, used = self._rows_in(self._pending)
            del self._pending[:used]
        self._offset += used
        return rows

    def close(self) -> list[Row]:
        """Return no more rows: a row without an end means that the payload was cut short.

        Raises:
            PayloadError: The last row has no end.
        """
        if self._pending:
            header = _HEADER.match(self._pending)
            row = header[1].decode() if header else None
            place = Place(self._source, row=row, offset=self._offset)
            raise PayloadError(place, "the payload is cut short: its last row has no end", remedy=_REMEDY)
        return []

    def _rows_in(self, data: bytes | bytearray) -> tuple[list[Row], int]:
        """Return the whole rows in the data, and how many bytes they take."""
        rows: list[Row] = []
        match, find, base = _HEADER.match, data.find, self._offset
        start, size, allowed = 0, len(data), self._budget.rows - self._rows
        while start < size:
            header = match(data, start)
            if header is None:
                self._check_beginning(data, start)
                break
            body = header.end()
            name, measured, length, tag = header.groups()
            if measured is not None:
                end = after = body + int(length, 16)
                if end > size:
                    break
                tag = measured
            else:
                if tag is not None and tag[0] in b"TAOobUSsLlGgMmV":
                    self._check_beginning(data, start)
                    break
                end = find(b"\n", max(body, start + self._searched))
                if end < 0:
                    self._searched = size - start
                    break
                after = end + 1
            self._searched = 0
            rows.append(Row(name.decode(), tag.decode() if tag else "", bytes(data[body:end]), base + start))
            start = after
            if len(rows) > allowed:
                raise PayloadLimitError(self._source, "rows", self._budget.rows)
        self._rows += len(rows)
        return rows, start

    def _check_beginning(self, data: bytes | bytearray, start: int) -> None:
        """Refuse bytes that cannot become a row, however the payload goes on."""
        if len(data) - start > _HEADER_BYTES or not _BEGINNING.match(data, start):
            raise _no_row(self._source, data, start, self._offset)


def _no_row(source: str, data: bytes | bytearray, start: int, base: int) -> PayloadError:
    seen = bytes(data[start : start + 16])
    return PayloadError(
        Place(source, offset=base + start),
        f"no row begins here but {seen!r}, so the row before it is damaged or its length is wrong",
        remedy=_REMEDY,
    )


def rows_of(payload: bytes, *, source: str, budget: Budget | None = None) -> tuple[Row, ...]:
    r"""Return all rows of a payload, in the order they stand.

    >>> rows_of(b'0:["$","p",null,{}]\n1:T3,a\n:2:null\n', source="tea")[1]
    Row(id='1', tag='T', body=b'a\n:', offset=20)

    Raises:
        PayloadError: The payload is cut short, or something in it is not a row.
        PayloadLimitError: The payload has too many bytes or rows.
    """
    decoder = RowDecoder(source=source, budget=budget)
    rows = decoder.feed(payload)
    decoder.close()
    return tuple(rows)
