"""What differs in the course itself, its lectures and its pages."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from graph.changes.paired import moved, told_apart
from graph.changes.told import Change, ChangeKind, ChangeSubject, Identity, Names, became, change, plain, several
from graph.nodes import key_of, kind_of
from schema.blocks import BlockKind
from schema.record_set import RecordSet
from schema.records import Course, Lab, Lecture, Page
from schema.values import Text

_SOMETIMES_UNKNOWN = ("description", "characters", "blocks")
_PLACE = ("lecture", "section")


def known_differences(old: Page, new: Page) -> frozenset[str]:
    """Return the fields in which two states of a page differ, as far as both are known.

    A pack holds neither bodies nor descriptions: what only one of the two has read is no difference.
    """
    return frozenset(
        name
        for name in Page.model_fields
        if getattr(old, name) != getattr(new, name)
        and (name not in _SOMETIMES_UNKNOWN or (getattr(old, name) and getattr(new, name)))
    )


def changes_of_pages(before: RecordSet, after: RecordSet, names: Names) -> Iterator[Change]:
    """Yield what differs in the course, its lectures and its pages: there or not, name, place, text."""
    yield from changes_of_titles(before.courses, after.courses, ChangeSubject.COURSE, names)
    yield from changes_of_titles(before.lectures, after.lectures, ChangeSubject.LECTURE, names)
    yield from changes_of_titles(before.pages, after.pages, ChangeSubject.PAGE, names)
    old, new = ({page.path: page for page in records.pages} for records in (before, after))
    old_order, new_order = _Order(before), _Order(after)
    elsewhere = moved(old_order.paths, new_order.paths)
    for path, page in new.items():
        if path not in old:
            continue
        base = change(names, ChangeSubject.PAGE, _identity(page))
        differing = known_differences(old[path], page)
        if path in elsewhere or not differing.isdisjoint(_PLACE):
            yield replace(
                base, kind=ChangeKind.MOVED, before=old_order.place_of(old[path]), after=new_order.place_of(page)
            )
        yield from _changes_of_text(base, old[path], page, differing)
    yield from _changes_of_sections(before, after, names)


def changes_of_titles(
    before: tuple[Course | Lecture | Page | Lab, ...],
    after: tuple[Course | Lecture | Page | Lab, ...],
    subject: ChangeSubject,
    names: Names,
) -> Iterator[Change]:
    """Yield which nodes are new, which are gone, and which go by another title."""
    for identity, old, new in told_apart(before, after, key=_identity, value=lambda one: one.title):
        base = change(names, subject, identity)
        if old and new:
            yield replace(base, kind=ChangeKind.RENAMED, before=plain(old[0]), after=plain(new[0]))
        else:
            yield became(base, plain(old[0]) if old else None, plain(new[0]) if new else None)


def _identity(node: Course | Lecture | Page | Lab) -> Identity:
    return kind_of(node), key_of(node)


def _changes_of_text(base: Change, old: Page, new: Page, differing: frozenset[str]) -> Iterator[Change]:
    if not differing.isdisjoint(("blocks", "characters")):
        yield replace(
            base,
            aspect="body",
            before=_length(old, new),
            after=_length(new, old),
        )
    for aspect in ("description", "kind"):
        if aspect in differing:
            yield replace(base, aspect=aspect, before=plain(getattr(old, aspect)), after=plain(getattr(new, aspect)))


def _length(page: Page, other: Page) -> Text | None:
    """Return how long a page is, and how many of its blocks the other state of it does not have."""
    if page.characters is None:
        return None
    length = Text(zh=f"{page.characters:,} 字", en=f"{page.characters:,} characters")
    own = (Counter(_content(page)) - Counter(_content(other))).total() if page.blocks and other.blocks else 0
    if not own:
        return length
    count = len(page.blocks)
    return Text(zh=f"{length.zh}（{count} 段中 {own} 段不同）", en=f"{length.en} ({own} of {count} blocks differ)")


def _content(page: Page) -> list[str]:
    return [block.model_dump_json(exclude={"position", "anchor"}) for block in page.blocks]


def _changes_of_sections(before: RecordSet, after: RecordSet, names: Names) -> Iterator[Change]:
    read = [{page.path for page in records.pages if page.blocks} for records in (before, after)]
    old, new = (
        [
            (_identity(page), block.text)
            for page in records.pages
            if page.path in read[0] & read[1]
            for block in page.blocks
            if block.kind is BlockKind.HEADING and block.text
        ]
        for records in (before, after)
    )
    for identity, gone, come in told_apart(old, new, key=lambda one: one[0], value=lambda one: one[1]):
        yield became(change(names, ChangeSubject.SECTION, identity), several(gone), several(come))


class _Order:
    """The order of a course's pages."""

    def __init__(self, records: RecordSet) -> None:
        pages = sorted(records.pages, key=lambda page: (page.position, page.path))
        self.paths = [page.path for page in pages]
        self._before = {page.path: earlier for earlier, page in zip([None, *pages], pages, strict=False)}

    def place_of(self, page: Page) -> Text:
        """Return where a page stands: its lecture, and what it follows."""
        earlier = self._before[page.path]
        zh, en = (
            (f"第 {page.lecture} 课", f"lecture {page.lecture}") if page.lecture is not None else ("课外", "no lecture")
        )
        if earlier is None:
            return Text(zh=f"{zh}，最前", en=f"{en}, first of all")
        return Text(zh=f"{zh}，《{earlier.title}》之后", en=f"{en}, after {earlier.title}")
