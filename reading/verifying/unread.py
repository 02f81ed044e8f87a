"""What could not be read of a file, as findings with what to do about it."""

from bisect import bisect_right
from collections.abc import Iterator

from reading.bib_records import BibEntry, BibFailure, BibFile, FailureCode
from reading.verifying.edits import without_field
from reading.verifying.findings import BibFinding, Edit

_REMEDIES = {
    FailureCode.UNTERMINATED: "Close its braces or quotes",
    FailureCode.NO_EQUALS: "Write name = {value}, with commas between fields",
    FailureCode.NO_KEY: "Write @type{key, and then the fields",
    FailureCode.BAD_VALUE: "Put the value in braces",
    FailureCode.NOT_A_BLOCK: "Write @type{key, or take the @ out",
    FailureCode.MISSING_COMMA: "Put a comma there",
    FailureCode.EXTRA_COMMA: "Keep one",
    FailureCode.DUPLICATE_FIELD: "Keep one",
    FailureCode.DUPLICATE_STRING: "Give one of them another name",
    FailureCode.UNDEFINED_STRING: "Define it, or put the value in braces",
    FailureCode.ESCAPED_BRACE: r"Write {\textbraceleft} or {\textbraceright} where a brace stands alone",
    FailureCode.ENCODING: "Save the file as UTF-8",
}


def unread_findings(file: BibFile) -> Iterator[BibFinding]:
    """Yield what could not be read; that keys repeat is told by ``keys``, which looks what they stand for."""
    entries = {entry.span[0]: entry for entry in file.entries}
    starts = sorted(entries)
    for failure in file.failures:
        if failure.code is not FailureCode.DUPLICATE_KEY:
            edits = _edits(file, failure, entries, starts)
            yield BibFinding(
                failure.code.value, failure.line, failure.key, failure.message, _REMEDIES[failure.code], edits
            )


def _edits(file: BibFile, failure: BibFailure, entries: dict[int, BibEntry], starts: list[int]) -> tuple[Edit, ...]:
    start = failure.span[0]
    if failure.code is FailureCode.MISSING_COMMA:
        place = start + len(failure.raw.rstrip())
        return (Edit((place, place), ","),)
    if failure.code is FailureCode.EXTRA_COMMA:
        return (Edit(failure.span, ""),)
    if failure.code is FailureCode.DUPLICATE_FIELD:
        entry = entries[starts[bisect_right(starts, start) - 1]]
        second = next(field for field in entry.fields if field.span == failure.span)
        first = entry.field(second.name)
        # Which of two is taken does not matter where they say the same.
        return (without_field(file.text, second),) if first and first.raw == second.raw else ()
    return ()
