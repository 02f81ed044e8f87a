"""Regular expressions from a pack, kept to those that cannot take long: every repetition is bounded, none is nested."""

import re
from dataclasses import dataclass

MOST_WAYS = 10_000
"""The most ways in which a pattern may begin to match at one place."""
MOST_TEXT = 8_000
"""The most characters of a block that patterns are tried on."""

_REPEAT = re.compile(r"\{(\d{1,3})(?:,(\d{1,3}))?\}")
_GROUP = re.compile(r"\((?:\?:|\?P<[a-z]+>)?")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_ESCAPE = re.compile(r"\\[dDwWsSbBnt.^$*+?{}\[\]\\|()/-]")


def bounded_pattern(pattern: str) -> str:
    """Return a pattern whose cost is bounded.

    >>> bounded_pattern("(?P<value>[0-9]{1,3}) GB")
    '(?P<value>[0-9]{1,3}) GB'

    Raises:
        ValueError: It is no regular expression, repeats without an end or inside a repetition, or looks around.
    """
    if len(pattern) > 300:
        msg = "the pattern is longer than 300 characters"
        raise ValueError(msg)
    try:
        re.compile(pattern)
    except re.error as error:
        msg = f"the pattern is no regular expression: {error}"
        raise ValueError(msg) from None
    if _ways(pattern) > MOST_WAYS:
        msg = f"the pattern can begin to match in more than {MOST_WAYS:,} ways: bound its repetitions more tightly"
        raise ValueError(msg)
    return pattern


@dataclass(slots=True)
class _Part:
    """What a group holds so far: in how many ways it can match, and those of its last piece alone."""

    ways: int = 1
    last: int = 1


def _ways(pattern: str) -> int:
    open_: list[_Part] = [_Part()]
    at = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "(":
            at = _past(_GROUP, pattern, at)
            if pattern[at : at + 1] == "?":
                msg = "the pattern looks around or sets flags; name a group, or use (?:…)"
                raise ValueError(msg)
            open_.append(_Part())
        elif sign == ")":
            inner = open_.pop()
            at += 1
            _piece(open_[-1], inner.ways * inner.last)
        elif sign == "|":
            open_[-1] = _Part(ways=open_[-1].ways * open_[-1].last * 2)
            at += 1
        elif sign in "*+":
            msg = f"the pattern repeats without an end ({sign}): say how often, as {{0,40}}"
            raise ValueError(msg)
        elif sign in "?{":
            at = _repetition(pattern, at, open_[-1])
        else:
            at = _past(_CLASS, pattern, at) if sign == "[" else _past(_ESCAPE, pattern, at) if sign == "\\" else at + 1
            _piece(open_[-1], 1)
    return open_[0].ways * open_[0].last


def _past(kind: re.Pattern[str], pattern: str, at: int) -> int:
    found = kind.match(pattern, at)
    if found is None:
        msg = f"the pattern uses {pattern[at : at + 3]}, which is not supported here"
        raise ValueError(msg)
    return found.end()


def _piece(part: _Part, ways: int) -> None:
    part.ways *= part.last
    part.last = ways


def _repetition(pattern: str, at: int, part: _Part) -> int:
    """Count a repetition of the last piece, and return where it ends."""
    if pattern[at] == "?":
        part.last += 1
        return at + 1
    end = _past(_REPEAT, pattern, at)
    least, _, most = pattern[at + 1 : end - 1].partition(",")
    if part.last > 1 and int(most or least) > 1:
        msg = "the pattern repeats what repeats itself"
        raise ValueError(msg)
    part.last *= int(most or least) - int(least) + 1
    # A lazy repetition tries the same ways in another order.
    return end + 1 if pattern[end : end + 1] == "?" else end
