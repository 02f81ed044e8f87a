"""Titles: whether the capitals that matter are in braces, which is how styles know to keep them."""

from collections.abc import Iterator

from reading.bib_names import is_one_group
from reading.bib_records import BibEntry
from reading.bib_text import Letter, letters_of
from reading.title_case import case_runs
from reading.verifying.findings import BibFinding, Code, Edit, found_in

_LONGEST = 5000
"""What is longer is no title."""


def title_findings(entry: BibEntry) -> Iterator[BibFinding]:
    """Yield what is wrong with the capitals of an entry's title."""
    field = entry.field("title")
    if field is None or field.content is None or len(field.raw) > _LONGEST:
        return
    if is_one_group(field.raw.strip()):
        message = "the whole title stands in a second pair of braces, so that no style can set it in its own case"
        yield found_in(entry, field, Code.TITLE_IN_DOUBLE_BRACES, message, "Put braces around names and acronyms only")
        return
    letters = list(letters_of(field.raw))
    bare = [run for run in _kept_runs(letters) if not all(letter.depth or letter.formula for letter in run)]
    if not bare:
        return
    start = field.content[0]
    edits: list[Edit] = []
    for run in bare:
        first, last = _whole_groups(field.raw, run[0], run[-1])
        edits += (Edit((start + first, start + first), "{"), Edit((start + last, start + last), "}"))
    words = ", ".join(dict.fromkeys("".join(letter.char for letter in run) for run in bare))
    message = f"styles that set titles in lower case will change {words}"
    yield found_in(entry, field, Code.TITLE_CASE, message, "Put braces around it", tuple(edits))


def _kept_runs(letters: list[Letter]) -> Iterator[list[Letter]]:
    """Yield the letters of each word whose case is to be kept, formulas left out."""
    # One character a letter, so that places in the text are places in the list.
    text = "".join(" " if letter.formula or len(letter.char) != 1 else letter.char for letter in letters)
    place = 0
    for run, kept in case_runs(text):
        if kept:
            yield letters[place : place + len(run)]
        place += len(run)


def _whole_groups(raw: str, first: Letter, last: Letter) -> tuple[int, int]:
    """Return the stretch that holds two letters and no part of a group."""
    start, end = first.start, last.end
    depth = first.depth
    while depth > 0:
        start -= 1
        depth += {"}": 1, "{": -1}.get(raw[start], 0)
    depth = last.depth
    while depth > 0:
        depth += {"{": 1, "}": -1}.get(raw[end], 0)
        end += 1
    return start, end
