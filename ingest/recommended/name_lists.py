"""Reading lists of short names: ``LoRA 和 LIMA（数据质量）——两篇都短``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.recommended.link_targets import Target
from ingest.recommended.paper_links import Link
from ingest.recommended.paper_names import PaperNames

_OPENING, _CLOSING = "(（[【", ")）]】"
_COMMENT = re.compile(r"——|—|\s[-–]+\s|\s--+|。|\n")
_SEPARATOR = re.compile(r"[,，、;；]")
_CONJUNCTION = re.compile(r"\s*(?:以及|和|与|及|或者|或|\band\b|\bor\b|&|/|\s\+\s|\bplus\b)\s*", re.IGNORECASE)
_NAME_LIKE = re.compile(r"\W*(?:[A-Z]|\d+[A-Za-z]|[a-z]+[A-Z])")
_FILLER = re.compile(r"\W*|(?:19|20)\d\d(?:\.\d+)?|选一|任选.*|二选一|等")
_MOST_PIECES = 8
_EDGES = " \t\"'“”‘’`*《》:："


@dataclass(frozen=True, slots=True)
class Named:
    """One name of a list.

    Attributes:
        text: The name as it is written.
        targets: What it can mean.
        notes: What stands in brackets after it.
        end: Offset after its last character.
    """

    text: str
    targets: frozenset[Target]
    notes: tuple[str, ...] = ()
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a text."""

    text: str
    bare: str
    start: int
    end: int

    def cut(self, start: int, end: int) -> "_Part":
        return _Part(self.text, self.bare, start, end)

    def split(self, at: re.Pattern[str]) -> list["_Part"]:
        edges, last = [], self.start
        for match in at.finditer(self.bare, self.start, self.end):
            edges.append(self.cut(last, match.start()))
            last = match.end()
        return [*edges, self.cut(last, self.end)]

    @property
    def name(self) -> str:
        """Its text without what is in brackets."""
        return " ".join(self.bare[self.start : self.end].replace("\0", " ").strip(_EDGES).split())

    @property
    def notes(self) -> tuple[str, ...]:
        """What is in its brackets."""
        inside = "".join(
            char if gone == "\0" else "\n"
            for char, gone in zip(self.text[self.start : self.end], self.bare[self.start : self.end], strict=True)
        )
        return tuple(note.strip(_OPENING + _CLOSING + " ") for note in re.split(r"\n+", inside) if note.strip())


def names_in(text: str, names: PaperNames, links: Sequence[Link], *, start: int = 0) -> Iterator[Named]:
    """Yield the names of a list; where it has links, what they lead to.

    What follows a dash, or a comma without a name after it, is a comment.

    Args:
        text: The text.
        names: What can be named.
        links: The links in the text.
        start: Where the list begins.
    """
    whole = _Part(text, _without_brackets(text), start, len(text))
    comment = next(
        (match.start() for match in _COMMENT.finditer(whole.bare, start) if whole.cut(start, match.start()).name),
        len(text),
    )
    pieces = [
        (chunk, piece)
        for chunk in whole.cut(start, comment).split(_SEPARATOR)
        for piece in chunk.split(_CONJUNCTION)
        if not _FILLER.fullmatch(piece.name)
    ]
    at = 0
    while at < len(pieces):
        found, is_comment = _name_at(at, pieces, names, links)
        if is_comment:
            return
        yield found
        at += sum(piece.start < found.end for _, piece in pieces[at:])


def _name_at(
    at: int, pieces: Sequence[tuple[_Part, _Part]], names: PaperNames, links: Sequence[Link]
) -> tuple[Named, bool]:
    """Return the longest name that begins with a piece, and whether a comment begins there instead.

    Args:
        at: Number of the piece.
        pieces: What stands between commas, cut at conjunctions, each with the whole between its commas.
        names: What can be named.
        links: The links in the text.
    """
    chunk, piece = pieces[at]
    ends = (pieces[last - 1][1].end for last in range(min(len(pieces), at + _MOST_PIECES), at, -1))
    titled = next(filter(None, (_titled(piece.cut(piece.start, end), names, links) for end in ends)), None)
    found = titled or _called(piece, names)
    if found.targets or (at and pieces[at - 1][0] is chunk):
        return found, False
    whole = _called(chunk, names)
    return (whole, False) if whole.targets else (found, at > 0 and not _NAME_LIKE.match(chunk.name))


def _titled(part: _Part, names: PaperNames, links: Sequence[Link]) -> Named | None:
    """Return what the only link of a part leads to, or what has its text as a title."""
    linked = {link.target for link in links if link.start < part.end and part.start < link.end}
    targets = linked if len(linked) == 1 else set() if linked else names.titled(part.name)
    if not linked and len(targets) != 1:
        return None
    return Named(part.name, frozenset(targets), part.notes, part.end)


def _called(part: _Part, names: PaperNames) -> Named:
    return Named(part.name, frozenset(names.called(part.name, part.notes)), part.notes, part.end)


def _without_brackets(text: str) -> str:
    """Return a text with what is in brackets, and the brackets, replaced by an equal length of nothing."""
    bare, depth = [], 0
    for char in text:
        depth += char in _OPENING
        bare.append("\0" if depth else char)
        depth -= char in _CLOSING and depth > 0
    return "".join(bare) if not depth else text
