"""What differs between two revisions of a course, in meaning: what was added, what is gone, what changed, and how."""

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.changes.knowledge import changes_of_knowledge
from graph.changes.labs import changes_of_labs
from graph.changes.pages import changes_of_pages
from graph.changes.paired import told_apart
from graph.changes.teaching import changes_of_teaching
from graph.changes.told import Change, ChangeKind, ChangeSubject, Identity, Names, change, plain
from graph.nodes import NodeKind
from schema.record_set import RecordSet
from schema.records import Finding
from schema.values import Text

_SUBJECTS = list(ChangeSubject)
_KINDS = list(ChangeKind)
_BLOCK = re.compile(r" block \d+")
"""Where in a page something was seen: what stands elsewhere now is nothing new."""


def changes_between(before: RecordSet, after: RecordSet) -> tuple[Change, ...]:
    """Return what differs between two revisions of a course: by subject, then in the course's order.

    Swapping them swaps what is added and removed, before and after, and changes nothing else. What only one of them
    has read, as the body of a page, is no change; nor is the place where a source says something.
    """
    names = Names(before, after)
    found = [
        *changes_of_pages(before, after, names),
        *changes_of_knowledge(before, after, names),
        *changes_of_teaching(before, after, names),
        *changes_of_labs(before, after, names),
        *_changes_of_findings(before, after, names),
    ]
    order = _places(before) | _places(after)
    return tuple(sorted(found, key=lambda one: _rank(one, order)))


def _changes_of_findings(before: RecordSet, after: RecordSet, names: Names) -> Iterator[Change]:
    for (node, code), gone, come in told_apart(before.findings, after.findings, key=_subject_of, value=_message_of):
        base = change(names, ChangeSubject.FINDING, node, aspect=code)
        yield from (replace(base, kind=ChangeKind.REMOVED, before=plain(message)) for message in gone)
        yield from (replace(base, kind=ChangeKind.ADDED, after=plain(message)) for message in come)


def _message_of(finding: Finding) -> str:
    return _BLOCK.sub("", finding.message)


def _subject_of(finding: Finding) -> tuple[Identity, str]:
    course = finding.course or ""
    node = (NodeKind.PAGE, f"{course}{finding.page}") if finding.page else (NodeKind.COURSE, course)
    return node, finding.code


def _places(records: RecordSet) -> dict[Identity, int]:
    pages = {(NodeKind.PAGE, f"{page.course}{page.path}"): page.position for page in records.pages}
    return pages | {(NodeKind.LAB, f"{lab.course}/{lab.slug}"): lab.number for lab in records.labs}


def _rank(one: Change, places: dict[Identity, int]) -> tuple[object, ...]:
    return (
        _SUBJECTS.index(one.subject),
        places.get(one.node, 0),
        one.node,
        _KINDS.index(one.kind),
        one.other or ("", ""),
        one.aspect,
        *(text.in_language("en") if isinstance(text, Text) else "" for text in (one.before, one.after)),
    )
