"""The blocks of a BibTeX file and where they stand. bibtexparser takes the text apart; here its blocks are located.

bibtexparser reads a copy of equal length in which what it would take otherwise than BibTeX is neutral: to BibTeX a
brace is a brace whatever stands before it, and blanks may stand around the type of a block. Where a block cannot be
read so, the copy keeps its backslashes: files that BibTeX refuses are read as they were meant.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bibtexparser.entrypoint import parse_string
from bibtexparser.exceptions import BlockAbortedException
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ExplicitComment,
    ImplicitComment,
    ParsingFailedBlock,
    Preamble,
    String,
)

from reading.bib_lines import Lines
from reading.bib_records import FailureCode, Span

# What it logs comes back as failed blocks; of hostile files it would log a line per block.
logging.getLogger("bibtexparser").setLevel(logging.ERROR)

_START = re.compile(r"(?m)^([ \t]*)@(\s*)(\w+)(\s*)(?=[{(])")
BLOCK_START = re.compile(r"@\w*\s*(?=[{(])")
"""Where a block may begin."""
_ESCAPE = re.compile(r"\\(?=[{}=,\n\\])")
_ESCAPED_LINE = re.compile(r"\\(?=\n)")
_COMMAS = re.compile(r",((?:\s*,)+)")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_NEUTRAL = "/"


class BlockKind(Enum):
    """What a block is."""

    ENTRY = "entry"
    STRING = "string"
    COMMENT = "comment"
    PREAMBLE = "preamble"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LocatedBlock:
    """A block and its place.

    Attributes:
        kind: What it is.
        span: Where it stands; of a failed block, up to the next one.
        escapes: Whether it could only be read when braces behind backslashes are passed over.
        code: What is wrong with a failed block.
    """

    kind: BlockKind
    span: Span
    escapes: bool = False
    code: FailureCode | None = None


def located_blocks(text: str) -> list[LocatedBlock]:
    """Return the blocks of a text, in order and apart from each other.

    >>> [(block.kind.value, block.span) for block in located_blocks("tea @misc{a, b = 1} @string{c = {d}}")]
    [('entry', (4, 19)), ('string', (20, 36))]
    """
    return [better for block in _split(text, 0, escapes=False) for better in _second_try(text, block)]


def _second_try(text: str, block: LocatedBlock) -> list[LocatedBlock]:
    """Return the blocks that a failed one is, if it can be read without counting escaped braces."""
    start, end = block.span
    if block.kind is not BlockKind.FAILED or "\\" not in text[start:end]:
        return [block]
    again = _split(text[start:end], start, escapes=True)
    return [block] if any(each.kind is BlockKind.FAILED for each in again) else again


def _split(text: str, offset: int, *, escapes: bool) -> list[LocatedBlock]:
    masked = _masked(text, escapes=escapes)
    blocks = [block for block in parse_string(masked, parse_stack=[]).blocks if not isinstance(block, ImplicitComment)]
    starts = list(_starts(masked, blocks))
    located = []
    for place, (start, block) in enumerate(zip(starts, blocks, strict=True)):
        following = starts[place + 1] if place + 1 < len(starts) else len(text)
        located.append(_located(text, block, start, following, offset, escapes=escapes))
    return located


def _located(text: str, block: Block, start: int, following: int, offset: int, *, escapes: bool) -> LocatedBlock:
    kind = _kind(block)
    length = len(block.raw or "")
    # In the copy the @ has moved up to its type.
    first = start if text[start] == "@" else text.rindex("@", 0, start)
    if kind is BlockKind.FAILED:
        end = start + len(text[start:following].rstrip())
        assert isinstance(block, ParsingFailedBlock)
        return LocatedBlock(kind, (offset + first, offset + end), escapes, _code(block.error))
    return LocatedBlock(kind, (offset + first, offset + start + length), escapes)


def _masked(text: str, *, escapes: bool) -> str:
    """Return a text of the same length that bibtexparser takes apart as BibTeX would."""
    masked = _LONE_RETURN.sub("\n", text)
    masked = _START.sub(_start_on_one_line, masked)
    masked = BLOCK_START.sub(lambda found: re.sub(r"\s", " ", found[0]), masked)
    masked = _COMMAS.sub(lambda found: "," + found[1].replace(",", " "), masked)
    return (_ESCAPED_LINE if escapes else _ESCAPE).sub(_NEUTRAL, masked)


def _start_on_one_line(found: re.Match[str]) -> str:
    """Return ``@article`` with the blanks around its type before and behind it."""
    return f"{found[1]}{' ' * len(found[2])}@{found[3]}{' ' * len(found[4])}"


def _starts(masked: str, blocks: list[Block]) -> Iterator[int]:
    """Yield where the blocks begin: bibtexparser tells line and text of each."""
    lines = Lines(masked)
    place = 0
    for block in blocks:
        failed = _kind(block) is BlockKind.FAILED
        raw = block.raw or ""
        # The text of a failed block can reach into the next one.
        known = raw.split("\n", 1)[0] if failed else raw
        start = masked.index(known, max(place, lines.start((block.start_line or 0) + 1)))
        yield start
        place = start + (1 if failed else len(raw))


def _kind(block: Block) -> BlockKind:
    if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        block = block.ignore_error_block or block
    match block:
        case Entry():
            return BlockKind.ENTRY
        case String():
            return BlockKind.STRING
        case ExplicitComment():
            return BlockKind.COMMENT
        case Preamble():
            return BlockKind.PREAMBLE
    return BlockKind.FAILED


def _code(error: Exception) -> FailureCode:
    reason = error.abort_reason if isinstance(error, BlockAbortedException) else ""
    if reason.startswith("Expected comma after entry key"):
        return FailureCode.NO_KEY
    if reason.startswith(("Expected a `=`", "Expected equals")):
        return FailureCode.NO_EQUALS
    return FailureCode.UNTERMINATED
