r"""The flight payload inside a rendered page.

Next.js hands the browser the payload in pieces: ``self.__next_f.push([1,"…"])`` in script tags. The pieces in order
are the bytes of the page's ``index.txt``. Nothing is run: each argument is a JSON array and is read as one.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator

from schema.errors import PayloadError, Place

_PUSH = re.compile(
    rb"<script\b[^<>]{0,1000}>\s{0,100}"
    rb"(?:self\.__next_f\.push|\(self\.__next_f\s?=\s?self\.__next_f\s?\|\|\s?\[\]\)\.push)\(",
    re.IGNORECASE,
)
_ARGUMENT = re.compile(
    rb'\[\s*(?:([13])\s*(?:,\s*("[^"\\]*+(?:\\.[^"\\]*+)*+"|null)\s*)?\]|(?:[02456789]|\d\d+)\s*[,\]])', re.DOTALL
)
_TEXT = b"1"  # 3 is binary, 0 begins the payload, 2 is the state of a form
_WRONG_PAGE = "Give the page's index.txt, or the HTML of a page that Next.js built with its app router"
_DAMAGED = "Fetch the page again: it was cut short or changed on its way"


def payload_in(html: bytes, *, source: str) -> bytes:
    r"""Return the flight payload a page carries, equal to its ``index.txt``.

    >>> payload_in(b'<script>self.__next_f.push([1,"0:\\"tea\\"\\n"])</script>', source="tea")
    b'0:"tea"\n'

    Raises:
        PayloadError: The page carries none, or it cannot be read.
    """
    payload = bytearray()
    text: list[str] = []
    for kind, argument, offset in _pushes(html, source):
        if kind == _TEXT:
            text.append(_string(argument, source, offset))
        else:
            payload += _utf8(text, source)
            text = []
            payload += _binary(argument, source, offset)
    payload += _utf8(text, source)
    if not payload:
        raise PayloadError(source, "the page carries no flight payload", remedy=_WRONG_PAGE)
    return bytes(payload)


def _pushes(html: bytes, source: str) -> Iterator[tuple[bytes, bytes, int]]:
    """Yield kind, argument and place of each call, in the order of the page."""
    position = 0
    while call := _PUSH.search(html, position):
        argument = _ARGUMENT.match(html, call.end())
        if argument is None:
            place = Place(source, offset=call.end())
            raise PayloadError(place, "a piece of the flight payload is no JSON array", remedy=_DAMAGED)
        if argument[1] is not None:
            yield argument[1], argument[2] or b"null", argument.start()
        position = argument.end()


def _string(argument: bytes, source: str, offset: int) -> str:
    try:
        value = json.loads(argument.decode())
    except ValueError as error:  # UnicodeDecodeError is one too
        place = Place(source, offset=offset)
        raise PayloadError(place, f"a piece of the flight payload cannot be read: {error}", remedy=_DAMAGED) from None
    if not isinstance(value, str):
        raise PayloadError(Place(source, offset=offset), "a piece of the flight payload is no text", remedy=_DAMAGED)
    return value


def _binary(argument: bytes, source: str, offset: int) -> bytes:
    try:
        return base64.b64decode(_string(argument, source, offset), validate=True)
    except (binascii.Error, ValueError):
        place = Place(source, offset=offset)
        raise PayloadError(place, "a binary piece of the flight payload is no base64", remedy=_DAMAGED) from None


def _utf8(pieces: list[str], source: str) -> bytes:
    """Return the pieces as UTF-8; a cut between them may have gone through a surrogate pair."""
    try:
        return "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16").encode()
    except UnicodeDecodeError:
        raise PayloadError(source, "the flight payload holds half of a surrogate pair", remedy=_DAMAGED) from None
