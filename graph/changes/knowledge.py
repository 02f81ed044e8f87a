"""What differs in the vocabulary: concepts, what they require, how they stand to each other, and papers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from graph.changes.told import Change, ChangeKind, ChangeSubject, Names, became, change, concepts, plain, several
from graph.nodes import NodeKind
from schema.record_set import RecordSet
from schema.records import Concept, Paper, Relation, Requirement
from schema.values import Text

_Members = frozenset[str]


def changes_of_knowledge(before: RecordSet, after: RecordSet, names: Names) -> Iterator[Change]:
    """Yield what differs in concepts, requirements, relations and the facts of papers."""
    yield from _changes_of_concepts(before, after, names)
    yield from _changes_of_requirements(before, after, names)
    yield from _changes_of_relations(before, after, names)
    yield from _changes_of_papers(before, after, names)


def _changes_of_concepts(before: RecordSet, after: RecordSet, names: Names) -> Iterator[Change]:
    old, new = ({one.slug: one for one in records.concepts} for records in (before, after))
    for slug in dict.fromkeys((*old, *new)):
        base = change(names, ChangeSubject.CONCEPT, (NodeKind.CONCEPT, slug))
        if slug not in old or slug not in new:
            yield replace(base, kind=ChangeKind.ADDED if slug in new else ChangeKind.REMOVED)
            continue
        if old[slug].name != new[slug].name:
            yield replace(base, kind=ChangeKind.RENAMED, before=old[slug].name, after=new[slug].name)
        for aspect in ("aliases", "kind", "area", "definition", "assumed"):
            if getattr(old[slug], aspect) != getattr(new[slug], aspect):
                yield replace(base, aspect=aspect, before=_shown(old[slug], aspect), after=_shown(new[slug], aspect))


def _changes_of_papers(before: RecordSet, after: RecordSet, names: Names) -> Iterator[Change]:
    old, new = ({one.id: one for one in records.papers} for records in (before, after))
    for id_ in dict.fromkeys((*old, *new)):
        base = change(names, ChangeSubject.PAPER, (NodeKind.PAPER, id_))
        if id_ not in old or id_ not in new:
            yield replace(base, kind=ChangeKind.ADDED if id_ in new else ChangeKind.REMOVED)
            continue
        for aspect in Paper.model_fields:
            if getattr(old[id_], aspect) != getattr(new[id_], aspect):
                yield replace(base, aspect=aspect, before=_shown(old[id_], aspect), after=_shown(new[id_], aspect))


def _shown(record: Concept | Paper, field: str) -> Text:
    value = getattr(record, field)
    match value:
        case Text():
            return value
        case tuple():
            return several(value) or plain("–")
        case _:
            return plain("–" if value in (None, "") else str(value))


def _changes_of_relations(before: RecordSet, after: RecordSet, names: Names) -> Iterator[Change]:
    old, new = ({_ends(one): one for one in records.relations} for records in (before, after))
    for ends in dict.fromkeys((*old, *new)):
        source, kind, target = ends
        base = change(
            names,
            ChangeSubject.RELATION,
            (NodeKind.CONCEPT, source),
            other=(NodeKind.CONCEPT, target),
            aspect=kind,
        )
        if ends not in old or ends not in new:
            yield replace(base, kind=ChangeKind.ADDED if ends in new else ChangeKind.REMOVED)
        elif old[ends].reason != new[ends].reason:
            yield replace(base, before=old[ends].reason, after=new[ends].reason)


def _ends(relation: Relation) -> tuple[str, str, str]:
    return relation.source, relation.kind.value, relation.target


def _changes_of_requirements(before: RecordSet, after: RecordSet, names: Names) -> Iterator[Change]:
    old, new = _groups(before), _groups(after)
    for slug in dict.fromkeys((*old, *new)):
        base = change(names, ChangeSubject.REQUIREMENT, (NodeKind.CONCEPT, slug))
        mine, yours = old.get(slug, {}), new.get(slug, {})
        for members, need in mine.items():
            if members in yours:
                yield from _changes_of_grounds(base, need, yours[members], names)
        for gone, come in _alike(mine.keys() - yours.keys(), yours.keys() - mine.keys()):
            yield became(base, concepts(names.before, gone), concepts(names, come))


def _groups(records: RecordSet) -> dict[str, dict[_Members, Requirement]]:
    found: defaultdict[str, dict[_Members, Requirement]] = defaultdict(dict)
    for one in sorted(records.requirements, key=lambda need: (need.concept, need.group)):
        found[one.concept].setdefault(frozenset(one.any_of), one)
    return dict(found)


def _changes_of_grounds(base: Change, old: Requirement, new: Requirement, names: Names) -> Iterator[Change]:
    """Yield how the reason and the evidence of a group differ that both revisions have."""
    members = sorted(new.any_of)
    base = replace(base, other=(NodeKind.CONCEPT, members[0]), other_name=concepts(names, members))
    if old.reason != new.reason:
        yield replace(base, aspect="reason", before=old.reason, after=new.reason)
    if old.evidence is not new.evidence:
        yield replace(base, aspect="evidence", before=plain(old.evidence.value), after=plain(new.evidence.value))


def _alike(gone: Collection[_Members], come: Collection[_Members]) -> Iterable[tuple[_Members, _Members]]:
    """Pair each group that is gone with the new one that shares most members with it; nothing where there is none."""
    pairs = [(old, new) for old in gone for new in come if old & new]
    pairs.sort(key=lambda pair: (-len(pair[0] & pair[1]), sorted(map(sorted, pair))))
    left, right = set(gone), set(come)
    for old, new in pairs:
        if old in left and new in right:
            left.discard(old)
            right.discard(new)
            yield old, new
    yield from ((old, frozenset[str]()) for old in sorted(left, key=sorted))
    yield from ((frozenset[str](), new) for new in sorted(right, key=sorted))
