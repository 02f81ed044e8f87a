"""What differs between two revisions of a course, page by page."""

from dataclasses import dataclass

from graph.changes.pages import known_differences
from schema.record_set import RecordSet
from schema.records import Page, Recommendation


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two revisions.

    Attributes:
        added: Paths of pages that are new.
        removed: Paths of pages that are gone.
        changed: Paths of pages whose title, place or body differs; what only one of the two has read is no difference.
        recommended: What is recommended now and was not, as ``page: label``.
        dropped: What was recommended and is no more.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    recommended: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything differs."""
        return any((self.added, self.removed, self.changed, self.recommended, self.dropped))


def changes_between(before: RecordSet, after: RecordSet) -> Changes:
    """Return what differs between two revisions; everything is new after none."""
    old, new = _pages(before), _pages(after)
    said, says = _said(before), _said(after)
    return Changes(
        added=tuple(path for path in new if path not in old),
        removed=tuple(path for path in old if path not in new),
        changed=tuple(path for path in new if path in old and known_differences(old[path], new[path])),
        recommended=tuple(f"{page}: {label}" for (page, key), label in says.items() if (page, key) not in said),
        dropped=tuple(f"{page}: {label}" for (page, key), label in said.items() if (page, key) not in says),
    )


def _pages(records: RecordSet) -> dict[str, Page]:
    return {page.path: page for page in records.pages}


def _said(records: RecordSet) -> dict[tuple[str, tuple[object, ...]], str]:
    return {(one.page, _meaning(one)): one.label for one in records.recommendations}


def _meaning(one: Recommendation) -> tuple[object, ...]:
    return one.paper, one.resource, one.role, one.priority, one.lecture
