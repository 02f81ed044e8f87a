"""What can be learnt from where one stands: where to begin, what each thing leads to, and what is looked at first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graph.catalogue import Catalogue
from graph.minutes import most_urgent
from graph.needs import needs_of
from graph.nodes import Node
from graph.plans.ordering import inverse
from graph.plans.requirements import MOST_KEPT, RequirementGraph
from graph.questions.suggestion import Ground, Suggestion
from schema.records import Concept, Lab, Paper
from schema.values import Priority

_URGENCY = {priority: rank for rank, priority in enumerate(Priority)}


class View(NamedTuple):
    """What somebody sees who knows a node.

    Attributes:
        known: What is known then.
        opened: Places of what names something of that among its needs and can be learnt.
        waiting: Places of what directly needs something of that, and more.
    """

    known: set[int]
    opened: tuple[int, ...]
    waiting: tuple[int, ...]


class Beside(NamedTuple):
    """A concept that needs a node, or may need it, beside what else it needs, choices among it.

    Attributes:
        place: Its place.
        singles: What else it cannot do without.
        others: The choices that the node is no answer to.
        choices: Those that it answers; none, where the concept cannot do without the node.
    """

    place: int
    singles: tuple[int, ...]
    others: tuple[tuple[int, ...], ...]
    choices: tuple[tuple[int, ...], ...]


class Prospect(NamedTuple):
    """What is said of a node whoever asks.

    Attributes:
        usual: What is suggested where all that it builds on is known, no basic was named, and only that opens which
            needs nothing else.
        is_plain: Whether whoever learns it knows nothing else as well that was not known before.
        basics: Assumed basics that it names as needed, by number.
        others: What else it names, by number, with the reasons.
        alone: Places of the concepts that need it and nothing else.
        beside: Places of those that cannot do without it, nor without something else: that.
        in_choices: Those that need, or may need, it, and have choices.
    """

    usual: Suggestion
    is_plain: bool
    basics: Mapping[int, Concept]
    others: Mapping[int, Ground]
    alone: tuple[int, ...]
    beside: tuple[tuple[int, tuple[int, ...]], ...]
    in_choices: tuple[Beside, ...]


class Outlook:
    """What is the same whatever somebody knows. Sequences are by number, as the requirement graph counts.

    Args:
        graph: What requires what.
        catalogue: The catalogue that it is of.

    Attributes:
        leads_to: How many concepts build on a node in the end; of a choice each member counts.
        place: Place of a node among suggestions: labs first, since all that they practise is known by then; then
            concepts by how many they lead to, then papers by urgency; ties in the order of the course, then by name.
        by_place: The nodes in that order.
        concepts: The concepts among them, by place.
        conditions: The nodes by place: number, what each cannot do without, and of what else it needs any one.
        needing: Places of what directly needs a node, alone or as one of several, and can be suggested.
        starts: Places of concepts, papers and labs that need nothing but basics, in order.
        starts_on: Places of those of them that name a node among their needs, by the number of that node.
        basics_imply: Whether there is a basic that itself requires something.
    """

    def __init__(self, graph: RequirementGraph, catalogue: Catalogue) -> None:
        self._graph = graph
        self._catalogue = catalogue
        self._prospects: dict[int, Prospect] = {}
        self._views: dict[int, View] = {}
        leads_to = _leads_to(graph)
        keys = [
            (*_standing(node, leads_to[number], catalogue, graph), graph.rank[number])
            for number, node in enumerate(graph.nodes)
        ]
        by_place = sorted(range(len(keys)), key=keys.__getitem__)
        place = inverse(by_place)
        self.leads_to: Sequence[int] = leads_to
        self.place: Sequence[int] = place
        self.by_place: Sequence[int] = by_place
        self.concepts = {at: node for at, one in enumerate(by_place) if isinstance(node := graph.nodes[one], Concept)}
        self.conditions = [_condition(graph, number) for number in by_place]
        offered = [_is_offered(graph, number) for number in range(len(keys))]
        self.needing: Sequence[tuple[int, ...]] = [
            tuple(sorted([place[one] for one in later if offered[one]])) for later in graph.needed_by
        ]
        starts = [number for number in by_place if offered[number] and _is_start(graph, number)]
        starts_on: defaultdict[int, list[int]] = defaultdict(list)
        for number in starts:
            for named in (*graph.basics.get(number, ()), *graph.after[number]):
                starts_on[named].append(place[number])
        self.basics_imply = any(graph.implies[basic] for basic in graph.assumed)
        self.starts = tuple([place[number] for number in starts])
        self.starts_on: Mapping[int, Sequence[int]] = dict(starts_on)

    def view_from(self, number: int) -> View:
        """Return what somebody sees who knows a node; looked up once, unless it is a lot."""
        if (found := self._views.get(number)) is None:
            found = self._seen_from(number)
            if len(found.known) + len(found.opened) + len(found.waiting) <= MOST_KEPT:
                self._views[number] = found
        return found

    def _seen_from(self, number: int) -> View:
        known, assumed = self._graph.known_with([number]), self._graph.assumed
        near = set().union(*map(self.needing.__getitem__, known))
        # Basics count if they were named.
        named = [one for one in known & self.starts_on.keys() if one not in assumed or one == number]
        near.update(*map(self.starts_on.__getitem__, named))
        opened: list[int] = []
        waiting: list[int] = []
        for at in near:
            one, singles, choices = self.conditions[at]
            if one not in known:
                (opened if are_met(known, singles, choices) else waiting).append(at)
        return View(known, tuple(opened), tuple(waiting))

    def prospect(self, number: int) -> Prospect:
        """Return what is said of a node whoever asks; looked up once."""
        if (found := self._prospects.get(number)) is None:
            # Two threads may both look it up: the same comes out.
            found = self._prospects[number] = self._looked_up(number)
        return found

    def _looked_up(self, number: int) -> Prospect:
        graph, shelf = self._graph, self._graph.materials.shelf(number)
        grounds = self.grounds(number)
        nodes = ((one, graph.nodes[one]) for one in sorted(grounds) if one in graph.assumed)
        basics = {one: node for one, node in nodes if isinstance(node, Concept)}
        others = {one: ground for one, ground in grounds.items() if one not in basics}
        later = [(at, *self.conditions[at][1:]) for at in self.needing[number] if at in self.concepts]
        without_choice = [(at, {*singles} - {number}) for at, singles, choices in later if not choices]
        alone = tuple([at for at, others in without_choice if not others])
        usual = Suggestion(
            shelf.kind,
            shelf.node,
            shelf.pages,
            shelf.papers,
            shelf.labs,
            shelf.minutes,
            because=tuple(others.values()),
            assumed=tuple(basics.values()),
            unlocks=tuple([self.concepts[at] for at in alone]),
            leads_to=self.leads_to[number],
        )
        return Prospect(
            usual,
            is_plain=number not in graph.met_in and not self.basics_imply,
            basics=basics,
            others=others,
            alone=alone,
            beside=tuple([(at, tuple(others)) for at, others in without_choice if others]),
            in_choices=tuple([_beside(number, *one) for one in later if one[2]]),
        )

    def grounds(self, number: int) -> dict[int, Ground]:
        """Return what a node builds on, basics among it, by number, as it names its needs."""
        graph = self._graph
        grounds: dict[int, Ground] = {}
        for need in needs_of(self._catalogue, graph.nodes[number]):
            for identity in need.any_of:
                ground = Ground(self._catalogue.nodes[identity], need.reason, need.evidence, need.sources)
                grounds.setdefault(graph.numbers[identity], ground)
        return grounds


def _condition(graph: RequirementGraph, number: int) -> tuple[int, tuple[int, ...], tuple[tuple[int, ...], ...]]:
    singles, choices = graph.singles[number], graph.choices.get(number, ())
    return number, tuple([needed for needed, _ in singles]), tuple([any_of for any_of, _ in choices])


def are_met(known: set[int], singles: Sequence[int], choices: Sequence[tuple[int, ...]]) -> bool:
    """Say whether all of some nodes are known, and of some choices one each."""
    return known.issuperset(singles) and not (choices and any(map(known.isdisjoint, choices)))


def _beside(number: int, place: int, singles: Sequence[int], choices: Sequence[tuple[int, ...]]) -> Beside:
    return Beside(
        place,
        tuple([one for one in singles if one != number]),
        tuple([any_of for any_of in choices if number not in any_of]),
        tuple([any_of for any_of in choices if number in any_of and number not in singles]),
    )


def _is_offered(graph: RequirementGraph, number: int) -> bool:
    """Say whether a node is ever suggested: no basics, and no pages and lectures, which come as materials."""
    return isinstance(graph.nodes[number], Concept | Paper | Lab) and number not in graph.assumed


def _standing(node: Node, leads_to: int, catalogue: Catalogue, graph: RequirementGraph) -> tuple[int, int]:
    match node:
        case Lab():
            return (0, 0)
        case Paper():
            best = most_urgent(catalogue, node, graph.course)
            return (2, _URGENCY[best.priority] if best and best.priority else len(_URGENCY))
        case _:
            return (1, -leads_to)


def _is_start(graph: RequirementGraph, number: int) -> bool:
    node = graph.nodes[number]
    if graph.groups[number]:
        return False
    # Of a paper or lab that is joined to no concept nothing is known, least of all that it needs nothing.
    return isinstance(node, Concept) or number in graph.basics or number in graph.met_in


def _leads_to(graph: RequirementGraph) -> list[int]:
    """Count what builds on each concept, from the last ones back, as sets of bits that are dropped once used."""
    concepts = [number for number, node in enumerate(graph.nodes) if isinstance(node, Concept)]
    is_concept = set(concepts)
    following = {n: [later for later in graph.needed_by[n] if later in is_concept] for n in concepts}
    preceding: defaultdict[int, list[int]] = defaultdict(list)
    for number, later in following.items():
        for one in later:
            preceding[one].append(number)
    waits = {number: len(later) for number, later in following.items()}
    uses = {number: len(preceding[number]) for number in concepts}
    reached: dict[int, int] = {}
    counts = [0] * len(graph.nodes)
    ready = [number for number, left in waits.items() if not left]
    while ready:
        number = ready.pop()
        bits = 0
        for one in following[number]:
            bits |= reached[one] | 1 << one
            uses[one] -= 1
            if not uses[one]:
                del reached[one]
        counts[number] = bits.bit_count()
        if uses[number]:
            reached[number] = bits
        for earlier in preceding[number]:
            waits[earlier] -= 1
            if not waits[earlier]:
                ready.append(earlier)
    return counts
