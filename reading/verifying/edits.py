"""Edits of a BibTeX text by place: all that is not replaced stays as it was, byte for byte."""

import re
from collections.abc import Iterable

from reading.bib_records import BibEntry, BibField
from reading.verifying.findings import BibFinding, Edit

_INDENT = re.compile(r"(?:^|(?<=[\r\n]))[ \t]*$")
_REST_OF_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r|$)")
_COMMA = re.compile(r"\s*,")


def edited(text: str, findings: Iterable[BibFinding]) -> tuple[str, list[BibFinding]]:
    """Return a text with the edits of findings made, and the findings that were mended.

    A finding is mended as a whole: if one of its edits meets an edit of an earlier finding, it has to wait.

    >>> one = BibFinding("x", 1, None, "", "", (Edit((0, 1), "T"),))
    >>> edited("tea", [one, one])[0]
    'Tea'
    """
    made: list[Edit] = []
    taken: set[int] = set()
    mended = []
    for finding in findings:
        places = {place for edit in finding.edits for place in _places(edit)}
        if finding.edits and not places & taken:
            taken |= places
            made += finding.edits
            mended.append(finding)
    pieces: list[str] = []
    done = 0
    for edit in sorted(made, key=lambda edit: edit.span):
        pieces += (text[done : edit.span[0]], edit.text)
        done = edit.span[1]
    return "".join((*pieces, text[done:])), mended


def _places(edit: Edit) -> Iterable[int]:
    """Return the places an edit lays hands on, doubled: even ones between characters, odd ones on them."""
    start, end = edit.span
    return range(2 * start, 2 * end + 1) if start == end else range(2 * start + 1, 2 * end)


def without_field(text: str, field: BibField) -> Edit:
    """Return the edit that takes a field out, with its comma and its line if it stands on one of its own."""
    start, end = field.span
    if comma := _COMMA.match(text, end):
        end = comma.end()
    indent = _INDENT.search(text, max(0, start - 200), start)
    rest = _REST_OF_LINE.match(text, end)
    if indent and rest:
        return Edit((indent.start(), rest.end()), "")
    return Edit((start, end), "")


def with_fields(text: str, entry: BibEntry, after: BibField, fields: Iterable[tuple[str, str]]) -> Edit:
    """Return the edit that puts fields behind one, written as that is written."""
    start, end = after.span
    indent = _INDENT.search(text, max(0, start - 200), start)
    newline = next((end for end in ("\r\n", "\n", "\r") if end in entry.raw), "")
    between = f",{newline}{indent[0]}" if indent and newline else ", "
    equals = text[start + len(after.name) : after.value[0]]
    blanks = len(equals) - len(equals.lstrip())
    # Names that are set in columns keep their column.
    width = len(after.name) + blanks if blanks > 1 else 0
    written = (
        (name.ljust(width) if width > len(name) else name + " " * min(blanks, 1), value) for name, value in fields
    )
    return Edit((end, end), "".join(f"{between}{name}{equals.lstrip()}{{{value}}}" for name, value in written))


def replaced(field: BibField, text: str) -> tuple[Edit, ...]:
    """Return the edit that gives a field another value, or none where its value is put together."""
    return (Edit(field.content, text),) if field.content else ()
