"""A whole bibliography checked, and mended as far as that is safe.

Safe is what changes no printed word (braces, escapes, links, places of ids), and what our confirmed records say.
"""

import difflib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reading.bib_identity import identity_of
from reading.bib_records import BibFile, FailureCode, Span
from reading.bibtex_reader import read_bibtex
from reading.verifying.authors import name_findings
from reading.verifying.edits import edited
from reading.verifying.fields import field_findings
from reading.verifying.findings import BibFinding, Code
from reading.verifying.keys import key_findings
from reading.verifying.library import Comparison, PaperLibrary, Verdict, compared
from reading.verifying.titles import title_findings
from reading.verifying.unread import unread_findings

_MOST_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class EntryVerdict:
    """What our records say of an entry.

    Attributes:
        key: Key of the entry.
        line: Line it begins on.
        verdict: Whether both say the same.
        paper: Id of the paper it was compared with, if one was found.
    """

    key: str
    line: int
    verdict: Verdict
    paper: str | None


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found in a bibliography.

    Attributes:
        file: The file as it was read.
        findings: What is wrong, in the order of lines.
        verdicts: What our records say of each entry, in order.
    """

    file: BibFile
    findings: tuple[BibFinding, ...]
    verdicts: tuple[EntryVerdict, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many entries have a verdict."""
        return sum(each.verdict is verdict for each in self.verdicts)


@dataclass(frozen=True, slots=True)
class Mended:
    """A bibliography after all safe corrections.

    Attributes:
        text: Its text.
        made: The findings that were mended, in the order in which they were.
        left: What is found in it now.
    """

    text: str
    made: tuple[BibFinding, ...]
    left: Verification


def verified(file: BibFile, library: PaperLibrary, *, ascii_only: bool = False) -> Verification:
    """Return what is wrong with a bibliography."""
    identities = [identity_of(entry) for entry in file.entries]
    comparisons = [compared(entry, one, library) for entry, one in zip(file.entries, identities, strict=True)]
    findings = list(unread_findings(file))
    # Where an entry was not read as a whole, an edit could do harm.
    unsound = _entries_with(file, FailureCode.BAD_VALUE, FailureCode.ESCAPED_BRACE)
    for entry, comparison in zip(file.entries, comparisons, strict=True):
        findings += comparison.findings
        findings += name_findings(entry)
        findings += title_findings(entry)
        findings += field_findings(file.text, entry, ascii_only=ascii_only)
    findings += key_findings(file.text, file.entries, identities, [one.paper for one in comparisons])
    findings = [_decided_by_a_person(finding) if _touches(finding, unsound) else finding for finding in findings]
    return Verification(
        file,
        tuple(sorted(findings, key=lambda finding: (finding.line, finding.code, finding.message))),
        tuple(_verdicts(file, comparisons)),
    )


def _entries_with(file: BibFile, *codes: FailureCode) -> list[Span]:
    """Return where the entries stand that have a failure of one of these codes, in order."""
    starts = [entry.span[0] for entry in file.entries]
    places = {bisect_right(starts, one.span[0]) - 1 for one in file.failures if one.code in codes}
    return [file.entries[place].span for place in sorted(places) if place >= 0]


def _touches(finding: BibFinding, spans: Sequence[Span]) -> bool:
    if finding.code == Code.KEY_CLASH:
        # A key is read before anything can go wrong.
        return False
    for edit in finding.edits:
        place = bisect_right(spans, edit.span[0], key=lambda span: span[0]) - 1
        if place >= 0 and edit.span[0] < spans[place][1]:
            return True
    return False


def _decided_by_a_person(finding: BibFinding) -> BibFinding:
    return replace(finding, edits=())


def _verdicts(file: BibFile, comparisons: Sequence[Comparison]) -> list[EntryVerdict]:
    return [
        EntryVerdict(entry.key, entry.line, one.verdict, one.paper.id if one.paper else None)
        for entry, one in zip(file.entries, comparisons, strict=True)
    ]


def mended(file: BibFile, library: PaperLibrary, *, ascii_only: bool = False) -> Mended:
    """Return a bibliography with all that can be mended safely mended; the rest of its text stays as it was."""
    now = verified(file, library, ascii_only=ascii_only)
    made: list[BibFinding] = []
    # What two corrections touch at once is corrected one after the other.
    for _ in range(_MOST_ROUNDS):
        text, done = edited(now.file.text, now.findings)
        if not done:
            break
        again = read_bibtex(text, source=file.source)
        if _lost(now.file, again):
            break
        made += done
        now = verified(again, library, ascii_only=ascii_only)
    return Mended(now.file.text, tuple(made), now)


def _lost(before: BibFile, after: BibFile) -> bool:
    """Return whether an edit made a file worse to read, which no edit should."""
    codes = Counter(failure.code for failure in after.failures)
    codes.subtract(failure.code for failure in before.failures)
    return any(count > 0 for count in codes.values())


def patch(before: str, after: str, name: str) -> str:
    """Return a unified diff, as ``patch`` and ``git apply`` take it."""
    # Only line feeds end lines to patch; Python knows more ends.
    old, new = (re.findall(r"[^\n]*\n|[^\n]+", text) for text in (before, after))
    lines = difflib.unified_diff(old, new, f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
