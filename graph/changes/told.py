"""One change between two revisions, and the sentence that tells it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from graph.changes.words import phrase_of, sentence_of
from graph.nodes import Node, NodeKind, key_of, kind_of, title_of
from schema.record_set import RecordSet
from schema.values import Text

Identity = tuple[NodeKind, str]
"""Kind and key of a node; it may be in one of the revisions only."""


class ChangeKind(StrEnum):
    """What happened to something."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    CHANGED = "changed"


class ChangeSubject(StrEnum):
    """What a change is about, in the order in which changes are told."""

    COURSE = "course"
    LECTURE = "lecture"
    PAGE = "page"
    SECTION = "section"
    CONCEPT = "concept"
    REQUIREMENT = "requirement"
    RELATION = "relation"
    ORDER = "order"
    COVERAGE = "coverage"
    RECOMMENDATION = "recommendation"
    PAPER = "paper"
    LAB = "lab"
    LAB_STEP = "lab-step"
    SETTING = "setting"
    ASSET = "asset"
    LAB_CONCEPT = "lab-concept"
    ARTIFACT = "artifact"
    DELIVERABLE = "deliverable"
    EXPECTED_RESULT = "expected-result"
    HARDWARE = "hardware"
    GRADING = "grading"
    PROJECT = "project"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs between two revisions.

    Attributes:
        subject: What sort of thing differs.
        kind: What happened to it.
        node: The node it is, or the one it belongs to.
        name: What the node is called.
        other: Where an edge leads to.
        other_name: What that is called.
        aspect: Which side of it differs, as ``priority``, or the name of a setting; empty for the whole.
        before: How it was; None where it was not, or where there is nothing to show.
        after: How it is.
    """

    subject: ChangeSubject
    kind: ChangeKind
    node: Identity
    name: Text
    other: Identity | None = None
    other_name: Text | None = None
    aspect: str = ""
    before: Text | None = None
    after: Text | None = None

    @property
    def phrase(self) -> Text:
        """What happened, without the name of what it happened to."""
        return Text(zh=self._phrase("zh"), en=self._phrase("en"))

    @property
    def sentence(self) -> Text:
        """The change in a sentence."""
        zh, en = (sentence_of(self.name.in_language(code), self._phrase(code), code) for code in ("zh", "en"))
        return Text(zh=zh, en=en)

    def _phrase(self, language: str) -> str:
        before, after, other = (
            text.in_language(language) if text else "" for text in (self.before, self.after, self.other_name)
        )
        return phrase_of(self.subject, self.kind, language, aspect=self.aspect, other=other, before=before, after=after)


class Titles:
    """What nodes are called, by the one revision or, where it lacks them, by the other; by their key at the last."""

    def __init__(self, first: RecordSet, second: RecordSet) -> None:
        self._titles = _titles(second) | _titles(first)

    def __getitem__(self, identity: Identity) -> Text:
        """Return what a node is called."""
        return self._titles.get(identity) or plain(identity[1])


class Names(Titles):
    """What nodes are called now.

    Attributes:
        before: What they were called in the older revision.
    """

    def __init__(self, before: RecordSet, after: RecordSet) -> None:
        super().__init__(after, before)
        self.before = Titles(before, after)


def _titles(records: RecordSet) -> dict[Identity, Text]:
    nodes: list[Node] = [*records.courses, *records.lectures, *records.pages, *records.concepts]
    nodes += [*records.papers, *records.resources, *records.labs]
    return {(kind_of(node), key_of(node)): Text(zh=title_of(node, "zh"), en=title_of(node, "en")) for node in nodes}


def concepts(titles: Titles, slugs: Iterable[str]) -> Text | None:
    """Return concepts of which one is enough, or None if there are none."""
    found = [titles[NodeKind.CONCEPT, slug] for slug in sorted(slugs)]
    if not found:
        return None
    zh, en = (
        word.join(text.in_language(language) for text in found) for language, word in (("zh", " 或 "), ("en", " or "))
    )
    return Text(zh=zh, en=en)


def change(
    names: Names, subject: ChangeSubject, node: Identity, *, other: Identity | None = None, aspect: str = ""
) -> Change:
    """Return a change of something, of which is still to be said what happened to it."""
    return Change(subject, ChangeKind.CHANGED, node, names[node], other, names[other] if other else None, aspect)


def became(base: Change, before: Text | None, after: Text | None) -> Change:
    """Return what happened to something that was like this and is like that; nothing means it was or is not there."""
    if before is None:
        return replace(base, kind=ChangeKind.ADDED, after=after)
    if after is None:
        return replace(base, kind=ChangeKind.REMOVED, before=before)
    return replace(base, kind=ChangeKind.CHANGED, before=before, after=after)


def plain(text: str) -> Text:
    """Return a text that is the same in both languages."""
    return Text(zh=text, en=text)


def several(texts: Iterable[str]) -> Text | None:
    """Return texts in a row, or None if there are none."""
    found = [text or "–" for text in texts]
    return Text(zh="、".join(found), en=", ".join(found)) if found else None
