"""What differs in what pages teach and recommend, and in the order in which a course teaches."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from graph.changes.paired import moved, told_apart
from graph.changes.told import Change, ChangeKind, ChangeSubject, Identity, Names, change, plain, several
from graph.nodes import NodeKind
from schema.record_set import RecordSet
from schema.records import Coverage, Precedence, Recommendation
from schema.values import CoverageKind, Text


def changes_of_teaching(before: RecordSet, after: RecordSet, names: Names) -> Iterator[Change]:
    """Yield what is now taught, or no longer; before what; what is recommended, how, and where."""
    for old, new, subject in (
        (_taught(before), _taught(after), ChangeSubject.COVERAGE),
        (_orders(before), _orders(after), ChangeSubject.ORDER),
    ):
        for (node, other), gone, _ in told_apart(old, new, key=lambda ends: ends, value=lambda _: True):
            kind = ChangeKind.REMOVED if gone else ChangeKind.ADDED
            yield replace(change(names, subject, node, other=other), kind=kind)
    yield from _changes_of_recommendations(before, after, names)


def _taught(records: RecordSet) -> list[tuple[Identity, Identity]]:
    return [
        (_page(one), (NodeKind.CONCEPT, one.concept)) for one in records.coverages if one.kind is CoverageKind.TEACHES
    ]


def _orders(records: RecordSet) -> list[tuple[Identity, Identity]]:
    return [_ends(one) for one in records.precedences]


def _ends(order: Precedence) -> tuple[Identity, Identity]:
    return (NodeKind.CONCEPT, order.before), (NodeKind.CONCEPT, order.after)


def _page(one: Coverage | Recommendation) -> Identity:
    return NodeKind.PAGE, f"{one.course}{one.page}"


def _target(one: Recommendation) -> Identity:
    return (NodeKind.PAPER, one.paper) if one.paper else (NodeKind.RESOURCE, f"{one.course}/{one.resource}")


def _changes_of_recommendations(before: RecordSet, after: RecordSet, names: Names) -> Iterator[Change]:
    old, new = _Recommended(before), _Recommended(after)
    gone = {one for one in old.by_place if one not in new.by_place}
    come = {one for one in new.by_place if one not in old.by_place}
    for (page, target), one in old.by_place.items():
        if (page, target) in new.by_place:
            base = change(names, ChangeSubject.RECOMMENDATION, page, other=target)
            yield from _changes_of_terms(base, one, new.by_place[page, target])
    for page in old.order.keys() & new.order.keys():
        for key in moved(old.order[page], new.order[page]):
            base = change(names, ChangeSubject.RECOMMENDATION, page, other=old.targets[key])
            yield replace(base, kind=ChangeKind.MOVED, before=old.place_of(page, key), after=new.place_of(page, key))
    for target in sorted({target for _, target in gone | come}):
        left = sorted(page for page, what in gone if what == target)
        right = sorted(page for page, what in come if what == target)
        yield from _changes_of_pages(target, left, right, names)


def _changes_of_pages(target: Identity, left: list[Identity], right: list[Identity], names: Names) -> Iterator[Change]:
    """Yield from which pages to which others the recommendation of something has gone."""
    for old, new in zip(left, right, strict=False):
        # Of two pages that trade places neither is the new one: the first by name stands for both.
        base = change(names, ChangeSubject.RECOMMENDATION, min(old, new), other=target, aspect="page")
        yield replace(base, kind=ChangeKind.MOVED, before=names.before[old], after=names[new])
    for page in left[len(right) :]:
        yield replace(change(names, ChangeSubject.RECOMMENDATION, page, other=target), kind=ChangeKind.REMOVED)
    for page in right[len(left) :]:
        yield replace(change(names, ChangeSubject.RECOMMENDATION, page, other=target), kind=ChangeKind.ADDED)


def _changes_of_terms(base: Change, old: Recommendation, new: Recommendation) -> Iterator[Change]:
    for aspect in ("role", "priority", "hours", "sections", "lecture", "label"):
        mine, yours = _shown(old, aspect), _shown(new, aspect)
        if mine != yours:
            yield replace(base, aspect=aspect, before=mine, after=yours)


def _shown(one: Recommendation, aspect: str) -> Text:
    match aspect:
        case "hours":
            return plain(one.hours.text if one.hours else "–")
        case "sections":
            return several(one.sections) or plain("–")
        case _:
            value = getattr(one, aspect)
            return plain("–" if value is None else str(value))


class _Recommended:
    """What a revision recommends.

    Attributes:
        by_place: By page and target; what a page names twice counts as it names it first.
        order: Targets of a page in its order, by page.
        targets: Targets by what ``order`` calls them.
    """

    def __init__(self, records: RecordSet) -> None:
        self.by_place: dict[tuple[Identity, Identity], Recommendation] = {}
        self.targets: dict[str, Identity] = {}
        order: defaultdict[Identity, list[str]] = defaultdict(list)
        for one in sorted(records.recommendations, key=lambda one: (one.page, one.order, _target(one), one.label)):
            page, target = _page(one), _target(one)
            if (page, target) not in self.by_place:
                self.by_place[page, target] = one
                self.targets[target[1]] = target
                order[page].append(target[1])
        self.order = dict(order)

    def place_of(self, page: Identity, target: str) -> Text:
        """Return the place of a target among those of a page."""
        place = self.order[page].index(target) + 1
        return Text(zh=f"第 {place} 位", en=f"place {place}")
