"""What can be learnt from where one stands: where to begin, what each thing leads to, and what is looked at first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graph.catalogue import Catalogue
from graph.minutes import most_urgent
from graph.needs import needs_of
from graph.nodes import Node
from graph.plans.requirements import RequirementGraph
from graph.questions.suggestion import Ground
from schema.records import Concept, Lab, Paper
from schema.values import Priority

_URGENCY = {priority: rank for rank, priority in enumerate(Priority)}


class BuildsOn(NamedTuple):
    """What a node directly builds on.

    Attributes:
        basics: Assumed basics, by number.
        others: What else, by number, as the node names its needs, with the reason.
        grounds: Both.
    """

    basics: Mapping[int, Concept]
    others: tuple[tuple[int, Ground], ...]
    grounds: Mapping[int, Ground]


class Opens(NamedTuple):
    """What needs a node.

    Attributes:
        alone: Numbers of what needs nothing else, by place.
        concepts: The concepts among it.
        more: Numbers of what needs, or may need, something else as well.
    """

    alone: tuple[int, ...]
    concepts: tuple[Concept, ...]
    more: tuple[int, ...]


class Outlook:
    """What is the same whatever somebody knows. Sequences are by number, as the requirement graph counts.

    Args:
        graph: What requires what.
        catalogue: The catalogue that it is of.

    Attributes:
        groups: What a node needs: all groups, of each one member.
        on_one: What can be suggested as soon as the one node that it needs is known.
        on_more: What can be suggested once all groups that it needs are answered.
        leads_to: How many concepts build on a node in the end; of a choice each member counts.
        place: Place of a node among suggestions: labs first, since all that they practise is known by then; then
            concepts by how many they lead to, then papers by urgency; ties in the order of the course, then by name.
        starts: Concepts, papers and labs that need nothing but basics, by place.
        starts_on: Those of them that name a node among their needs, by the number of that node.
        named_by_starts: Numbers of those nodes.
        basics_imply: Whether there is a basic that itself requires something.
    """

    def __init__(self, graph: RequirementGraph, catalogue: Catalogue) -> None:
        self._graph = graph
        self._catalogue = catalogue
        self._builds_on: dict[int, BuildsOn] = {}
        self._opens: dict[int, Opens] = {}
        leads_to = _leads_to(graph)
        keys = [
            (*_standing(node, leads_to[number], catalogue, graph), graph.rank[number])
            for number, node in enumerate(graph.nodes)
        ]
        place = [0] * len(keys)
        for at, number in enumerate(sorted(range(len(keys)), key=keys.__getitem__)):
            place[number] = at
        self.leads_to: Sequence[int] = leads_to
        self.place: Sequence[int] = place
        self.groups: Sequence[tuple[tuple[int, ...], ...]] = [
            tuple(group.any_of for group in groups) for groups in graph.groups
        ]
        offered = [number for number in range(len(keys)) if _is_offered(graph, number)]
        self.on_one = frozenset(number for number in offered if _needs_just_one(graph, number))
        self.on_more = frozenset(offered) - self.on_one
        starts = [number for number in offered if _is_start(graph, number)]
        starts_on: defaultdict[int, list[int]] = defaultdict(list)
        for number in starts:
            for named in (*graph.basics.get(number, ()), *graph.after[number]):
                starts_on[named].append(number)
        self.basics_imply = any(graph.implies[basic] for basic in graph.assumed)
        self.starts = tuple(sorted(starts, key=place.__getitem__))
        self.starts_on: Mapping[int, Sequence[int]] = dict(starts_on)
        self.named_by_starts = frozenset(starts_on)

    def builds_on(self, number: int) -> BuildsOn:
        """Return what a node directly builds on; looked up once."""
        found = self._builds_on.get(number)
        # Two threads may both look it up: the same comes out.
        return found or self._builds_on.setdefault(number, self._looked_up(number))

    def opens(self, number: int) -> Opens:
        """Return what needs a node; looked up once."""
        if (found := self._opens.get(number)) is None:
            later = sorted(self._graph.needed_by[number], key=self.place.__getitem__)
            alone = tuple(one for one in later if one in self.on_one)
            nodes = map(self._graph.nodes.__getitem__, alone)
            concepts = tuple(node for node in nodes if isinstance(node, Concept))
            found = Opens(alone, concepts, tuple(one for one in later if one in self.on_more))
            self._opens[number] = found
        return found

    def _looked_up(self, number: int) -> BuildsOn:
        graph = self._graph
        grounds: dict[int, Ground] = {}
        for need in needs_of(self._catalogue, graph.nodes[number]):
            for identity in need.any_of:
                ground = Ground(self._catalogue.nodes[identity], need.reason, need.evidence, need.sources)
                grounds.setdefault(graph.numbers[identity], ground)
        nodes = ((one, graph.nodes[one]) for one in sorted(grounds) if one in graph.assumed)
        basics = {one: node for one, node in nodes if isinstance(node, Concept)}
        return BuildsOn(basics, tuple(item for item in grounds.items() if item[0] not in basics), grounds)


def _is_offered(graph: RequirementGraph, number: int) -> bool:
    """Say whether a node is ever suggested: no basics, and no pages and lectures, which come as materials."""
    return isinstance(graph.nodes[number], Concept | Paper | Lab) and number not in graph.assumed


def _needs_just_one(graph: RequirementGraph, number: int) -> bool:
    groups = graph.groups[number]
    return len(groups) == 1 and len(groups[0].any_of) == 1


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
