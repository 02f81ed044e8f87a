"""What to learn next: what one can learn, read or run with what one knows, and what that opens."""

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain

from graph.nodes import Node, NodeKind, kind_of
from graph.plans.requirements import PLANNED
from graph.questions.known_set import numbers_known
from graph.questions.outlook import Beside, are_met
from graph.questions.suggestion import Choice, Ground, Opening, Suggestion
from graph.served import Served
from schema.errors import InputError
from schema.records import Concept

MOST_SUGGESTIONS = 100
"""How many suggestions may be asked for."""
MOST_LATER = 100
"""How many concepts that something leads to in the end are told; the rest is only counted."""


def suggestions(
    served: Served,
    known: Sequence[str],
    *,
    limit: int = 10,
    kinds: Iterable[NodeKind] = (),
    course: str | None = None,
) -> tuple[Suggestion, ...]:
    """Return what can be learnt, read or run now: what is not known, and whose every need is known or assumed.

    What builds on something known comes before what needs nothing but basics. Of each, labs come first, then concepts
    by how many others they lead to, then papers by urgency; ties in the order of the course, then by name.

    Args:
        served: The graph.
        known: REFs or tokens of what is known; it implies what it requires through groups of one member.
        limit: How many to return at most.
        kinds: Only concepts, papers or labs; all of them by default.
        course: Slug of the course whose pages, labs and order count; the first by default.

    Raises:
        ExceptionGroup: Of ``NotFoundError``: some REFs mean nothing or no single thing.
        InputError: The limit is negative or above 100, or a kind is never suggested.
    """
    if not 0 <= limit <= MOST_SUGGESTIONS:
        raise InputError(f"limit is {limit}, but has to be from 0 to {MOST_SUGGESTIONS}")
    wanted = frozenset(kinds)
    if strange := wanted - _KINDS:
        raise InputError(f"a {min(strange).lower()} is never suggested", remedy="Ask for concepts, papers or labs")
    here = _Standpoint(served, numbers_known(served, known, course=course), course)
    return tuple(here.told(here.first(limit, wanted or _KINDS)))


def opening(served: Served, ref: str, known: Sequence[str] = (), *, course: str | None = None) -> Opening:
    """Return what becomes possible once something is known as well.

    Args:
        served: The graph.
        ref: REF of a concept, paper, page, lab or lecture.
        known: REFs or tokens of what is known already.
        course: Slug of the course whose pages, labs and order count; the first by default.

    Raises:
        NotFoundError: The REF means nothing, or no single thing.
        ExceptionGroup: Of ``NotFoundError``: some REFs of what is known do.
    """
    node = served.refs.node(ref, course=course, kinds=PLANNED)
    return _Standpoint(served, numbers_known(served, known, course=course), course).opening(node)


_made = tuple.__new__
"""Makes a named tuple of what is at hand, in half the time that its own constructor takes."""

_KINDS = frozenset((NodeKind.CONCEPT, NodeKind.PAPER, NodeKind.LAB))


class _Standpoint:
    """What somebody knows, and what can be seen from there."""

    def __init__(self, served: Served, given: Sequence[int], course: str | None) -> None:
        self._served = served
        self._course = course
        self._graph = served.requirements_of(course)
        self._outlook = served.outlook_of(course)
        self._given = given
        self._views = list(map(self._outlook.view_from, given))
        self._known: set[int] = set().union(*[view.known for view in self._views])
        self._named_basics = self._graph.assumed.intersection(given)

    def first(self, limit: int, kinds: frozenset[NodeKind]) -> list[int]:
        """Return what is suggested first."""
        known, conditions = self._known, self._outlook.conditions
        if not limit:
            return []
        opened = set().union(*[view.opened for view in self._views])
        near = opened.union(*[view.waiting for view in self._views])
        starting = (at for at in self._outlook.starts if at not in opened)
        found: list[int] = []
        # Both are looked through only as far as is asked for.
        for at in chain(sorted(near), starting):
            one, singles, choices = conditions[at]
            if one in known or (at not in opened and not are_met(known, singles, choices)):
                continue
            if kinds is _KINDS or kind_of(self._graph.nodes[one]) in kinds:
                found.append(one)
                if len(found) == limit:
                    break
        return found

    def told(self, numbers: Iterable[int]) -> Iterator[Suggestion]:
        """Tell all that is said of things that can be learnt now."""
        known, named, outlook = self._known, self._named_basics, self._outlook
        for number in numbers:
            usual, is_plain, basics, others, alone, beside, in_choices = outlook.prospect(number)
            grounds, assumed, unlocks = usual.because, usual.assumed, usual.unlocks
            if named and not named.isdisjoint(basics):
                grounds, assumed = self._with_named_basics(number)
            elif not known.issuperset(others):
                grounds = tuple([ground for one, ground in others.items() if one in known])
            if not is_plain:
                opened = self._opened_by(self._graph.known_with([number]) - known)
                unlocks = tuple([outlook.concepts[at] for at in opened if at in outlook.concepts])
            elif beside or in_choices:
                more: list[int] = []
                for at, singles in beside:
                    if known.issuperset(singles):
                        more.append(at)
                for one in in_choices:
                    if self._opens(one):
                        more.append(one.place)
                if more:
                    more += alone
                    more.sort()
                    unlocks = tuple([outlook.concepts[at] for at in more])
            if grounds is usual.because and assumed is usual.assumed and unlocks is usual.unlocks:
                yield usual
            else:
                yield _made(Suggestion, (*usual[:6], grounds, assumed, unlocks, usual.leads_to))

    def _with_named_basics(self, number: int) -> tuple[tuple[Ground, ...], tuple[Concept, ...]]:
        """Return what is known of what a node builds on, basics that were named among it, and the other basics."""
        grounds, basics = self._outlook.grounds(number), self._outlook.prospect(number).basics
        known, named = self._known, self._named_basics
        because = [ground for one, ground in grounds.items() if one in named or (one in known and one not in basics)]
        return tuple(because), tuple([basic for one, basic in basics.items() if one not in named])

    def _opens(self, beside: Beside) -> bool:
        """Say whether a concept can be learnt once a node is known that can be learnt now, and not before."""
        known = self._known
        place, singles, others, choices = beside
        return (
            known.issuperset(singles)
            and self._outlook.by_place[place] not in known
            and not any(map(known.isdisjoint, others))
            and (not choices or any(map(known.isdisjoint, choices)))
        )

    def _opened_by(self, fresh: Set[int]) -> list[int]:
        """Return the places of what can be learnt once something is known as well, and not before, in order."""
        known, outlook = self._known, self._outlook
        near = set(chain.from_iterable(map(outlook.needing.__getitem__, fresh)))
        then = known | fresh
        return [
            at for at in sorted(near) if (one := outlook.by_place[at]) not in then and self._is_opened_by(one, fresh)
        ]

    def _is_opened_by(self, number: int, fresh: Set[int]) -> bool:
        """Say whether all that a node needs is known once something more is, and not before."""
        groups = (group.any_of for group in self._graph.groups[number])
        missing = [any_of for any_of in groups if self._known.isdisjoint(any_of)]
        return bool(missing) and not any(map(fresh.isdisjoint, missing))

    def opening(self, node: Node) -> Opening:
        number = self._graph.number(node)
        opened = self._opened_by(self._graph.known_with([number]) - self._known)
        at_once = [self._outlook.by_place[at] for at in opened]
        then = _Standpoint(self._served, [*self._given, number], self._course)
        told = then._known.union(at_once, self._graph.assumed)
        later = [self._graph.nodes[found] for found in self._later(number) if found not in told]
        concepts = [found for found in later if isinstance(found, Concept)]
        return Opening(
            node=node,
            missing=self._missing(number),
            at_once=tuple(then.told(at_once)),
            later=tuple(concepts[:MOST_LATER]),
            later_count=len(concepts),
        )

    def _missing(self, number: int) -> tuple[Choice, ...]:
        groups = (group.any_of for group in self._graph.groups[number] if self._known.isdisjoint(group.any_of))
        # A lab may both practise and assess a concept: it is missed once.
        return tuple(tuple(self._graph.nodes[member] for member in any_of) for any_of in dict.fromkeys(groups))

    def _later(self, number: int) -> list[int]:
        """Return all that builds on something in the end, the nearest first, then in the order of suggestions."""
        start = [number, *self._graph.met_in.get(number, ())]
        seen, level, found = set(start), set(start), []
        while level:
            level = {later for one in level for later in self._graph.needed_by[one]} - seen
            seen |= level
            found += sorted(level, key=self._outlook.place.__getitem__)
        return found
