"""What to learn next: what one can learn, read or run with what one knows, and what that opens."""

from collections.abc import Iterable, Sequence, Set
from itertools import chain, islice

from graph.nodes import Node, NodeKind, kind_of
from graph.plans.requirements import PLANNED
from graph.questions.known_set import numbers_known
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
    return tuple(here.suggestion(number) for number in here.first(limit, wanted or _KINDS))


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


_KINDS = frozenset((NodeKind.CONCEPT, NodeKind.PAPER, NodeKind.LAB))


class _Standpoint:
    """What somebody knows, and what can be seen from there."""

    def __init__(self, served: Served, given: Sequence[int], course: str | None) -> None:
        self._served = served
        self._course = course
        self._graph = served.requirements_of(course)
        self._outlook = served.outlook_of(course)
        self._given = given
        self._known = self._graph.known_with(given)
        self._named_basics = self._graph.assumed.intersection(given)

    def first(self, limit: int, kinds: frozenset[NodeKind]) -> list[int]:
        """Return what is suggested first."""
        near = self._near()
        on_one, on_more, is_open = self._outlook.on_one, self._outlook.on_more, self._is_open
        ordered = sorted(near, key=self._outlook.place.__getitem__)
        building = (one for one in ordered if one in on_one or (one in on_more and is_open(one)))
        starting = (one for one in self._outlook.starts if one not in near and one not in self._known)
        nodes = self._graph.nodes
        # Both are looked through only as far as is asked for.
        return list(islice((one for one in chain(building, starting) if kind_of(nodes[one]) in kinds), limit))

    def _near(self) -> set[int]:
        """Return what names something known among its needs; basics count if they were named."""
        known, graph, outlook = self._known, self._graph, self._outlook
        near = set(chain.from_iterable(map(graph.needed_by.__getitem__, known)))
        for number in known.intersection(outlook.named_by_starts):
            if number not in graph.assumed or number in self._named_basics:
                near.update(outlook.starts_on[number])
        return near - known

    def _is_open(self, number: int) -> bool:
        """Say whether all that a node needs is known."""
        return not any(map(self._known.isdisjoint, self._outlook.groups[number]))

    def _is_opened_by(self, number: int, fresh: Set[int]) -> bool:
        """Say whether all that a node needs is known once something more is, and not before."""
        missing = [any_of for any_of in self._outlook.groups[number] if self._known.isdisjoint(any_of)]
        return bool(missing) and not any(map(fresh.isdisjoint, missing))

    def suggestion(self, number: int) -> Suggestion:
        """Return something that can be learnt now, with all that is said of it."""
        materials = self._graph.materials
        shelf = materials.shelves[number] or materials.shelf(number)
        because, assumed = self._grounds(number)
        return Suggestion(
            shelf.kind,
            shelf.node,
            shelf.pages,
            shelf.papers,
            shelf.labs,
            shelf.minutes,
            because,
            assumed,
            self._unlocked_by(number),
            self._outlook.leads_to[number],
        )

    def _unlocked_by(self, number: int) -> tuple[Concept, ...]:
        """Return the concepts that can be learnt once something is known that can be learnt now, and not before."""
        graph, outlook = self._graph, self._outlook
        if number in graph.met_in or outlook.basics_imply:
            opened = self._opened_by(graph.known_with([number]) - self._known)
        else:
            # All that it requires is known or assumed: else it could not be learnt now.
            opens, fresh = outlook.opens(number), {number}
            more = [one for one in opens.more if one not in self._known and self._is_opened_by(one, fresh)]
            if not more:
                return opens.concepts
            opened = sorted((*opens.alone, *more), key=outlook.place.__getitem__)
        return tuple([node for node in map(graph.nodes.__getitem__, opened) if isinstance(node, Concept)])

    def _grounds(self, number: int) -> tuple[tuple[Ground, ...], tuple[Concept, ...]]:
        """Return what is known of what a node builds on, and the basics that nobody named."""
        known, named = self._known, self._named_basics
        builds = self._outlook.builds_on(number)
        if named.isdisjoint(builds.basics):
            return tuple([ground for one, ground in builds.others if one in known]), tuple(builds.basics.values())
        because = [
            ground
            for one, ground in builds.grounds.items()
            if one in named or (one in known and one not in builds.basics)
        ]
        return tuple(because), tuple([basic for one, basic in builds.basics.items() if one not in named])

    def _opened_by(self, fresh: Set[int]) -> list[int]:
        """Return what can be learnt once something is known as well, and not before, in the order of suggestions."""
        outlook = self._outlook
        near = set(chain.from_iterable(map(self._graph.needed_by.__getitem__, fresh))) - self._known - fresh
        opened = near & outlook.on_one
        opened.update(one for one in near & outlook.on_more if self._is_opened_by(one, fresh))
        return sorted(opened, key=outlook.place.__getitem__)

    def opening(self, node: Node) -> Opening:
        number = self._graph.number(node)
        at_once = self._opened_by(self._graph.known_with([number]) - self._known)
        then = _Standpoint(self._served, [*self._given, number], self._course)
        told = then._known.union(at_once, self._graph.assumed)
        later = [self._graph.nodes[found] for found in self._later(number) if found not in told]
        concepts = [found for found in later if isinstance(found, Concept)]
        return Opening(
            node=node,
            missing=self._missing(number),
            at_once=tuple(then.suggestion(found) for found in at_once),
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
