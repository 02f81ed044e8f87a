"""The requirement graph of a course in numbers: what needs what, for which reason, and in which order it is taught.

Made once for each course of a snapshot and never changed; what people know and ask for comes as sets of numbers.
Numbers sort as names do: by kind, then by key.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.materials import Materials, Part
from graph.minutes import Minutes
from graph.needs import Identity
from graph.nodes import Node, NodeKind, key_of, kind_of
from graph.plan import Alternative, Reason
from schema.records import Concept

PLANNED = frozenset((NodeKind.CONCEPT, NodeKind.PAPER, NodeKind.PAGE, NodeKind.LAB, NodeKind.LECTURE))
"""What can be learnt, read or done."""

MOST_KEPT = 128
"""How many nodes a set or a way may hold to be kept: so what is kept grows with the graph, not with its square."""


class Link(NamedTuple):
    """Something that a node comes after, and why.

    Attributes:
        node: Number of what comes before.
        reason: Why; its node is the one that comes after.
    """

    node: int
    reason: Reason


class Group(NamedTuple):
    """Something that a node cannot do without: any one of these is enough.

    Attributes:
        any_of: Their numbers, as the group lists them.
        reason: Why; its node is the one that needs them.
    """

    any_of: tuple[int, ...]
    reason: Reason


class Brought(NamedTuple):
    """What a node brings along: all that it needs without a choice, over any number of steps.

    Attributes:
        nodes: It and they.
        choices: The choices that they leave and do not answer: for which of them any of which is enough.
        costs: Likely minutes of what is counted for them, by number.
    """

    nodes: frozenset[int]
    choices: tuple[tuple[int, tuple[int, ...]], ...]
    costs: Mapping[int, int]


class Trail(NamedTuple):
    """The way to one node for those who know nothing, settled once and for all.

    Attributes:
        order: The nodes, each after all that it requires; the node itself is among them, unless it is assumed.
        chain: The chain of the node itself.
        others: The other nodes, shorter chains first.
        toward: What each of them is needed for: its chain is the reason and that one's chain.
        reasons: Why it is.
        parts: Of each node of the order what it is the first to count, and how long that takes.
        total: How long all of it takes.
        assumed: Assumed basics that the nodes name, by slug.
        alternatives: Choices that were made.
        exact: Whether nothing takes fewer minutes.
    """

    order: tuple[int, ...]
    chain: tuple[Reason, ...]
    others: tuple[int, ...]
    toward: tuple[int, ...]
    reasons: tuple[Reason, ...]
    parts: tuple[Part, ...]
    total: Minutes | None
    assumed: tuple[Concept, ...]
    alternatives: tuple[Alternative, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class RequirementGraph:
    """What can be planned with, numbered, and what each node needs that no assumed basic answers.

    Sequences are by number. What is only inferred is no need.

    Attributes:
        course: Slug of the course whose order counts, if there is any course.
        nodes: The nodes.
        numbers: Number of each node, by kind and key.
        concepts: Number of each concept by its slug, which can mean nothing else: ids hold capitals, addresses a slash,
            arXiv's numbers a point.
        assumed: Concepts that need not be learnt.
        singles: What a node needs through groups of one, and why, by number.
        choices: Groups of several, of the nodes that have any, as the node lists them.
        groups: Both, as the node lists them.
        members: All members of the groups of a node that has choices, by name, each with its reason and its group.
        after: All that a node names as needed, assumed basics left out: it comes after those that are there.
        named: Of that, what stands only in groups of several, of the nodes that have any.
        basics: Assumed basics that a node names as needed, of the nodes that name any.
        implies: What whoever knows a node knows as well: groups of one, whether assumed or not.
        met_in: Concepts that whoever knows a page or paper has met there, of those that teach any.
        needed_by: The nodes that directly need a node, alone or as one of several.
        taught_after: What the course teaches before a concept, and why, of the concepts that have any.
        rank: Place of a node in the order of the course: by where it is first taught, untaught concepts after
            taught ones, then by name; concepts come before papers, pages, labs and lectures.
        by_rank: The nodes in that order.
        place: Place of a node where all nodes are in order, each after what it needs through groups of one, and of
            those that are ready the first in rank; None where needs go in a circle.
        materials: What to read and run for each node.
        trails: The ways to single nodes that were worked out so far.
    """

    course: str | None
    nodes: tuple[Node, ...]
    numbers: Mapping[Identity, int]
    concepts: Mapping[str, int]
    assumed: frozenset[int]
    singles: Sequence[tuple[Link, ...]]
    choices: Mapping[int, tuple[Group, ...]]
    groups: Sequence[tuple[Group, ...]]
    members: Mapping[int, tuple[tuple[int, Reason, tuple[int, ...]], ...]]
    after: Sequence[tuple[int, ...]]
    named: Mapping[int, tuple[int, ...]]
    basics: Mapping[int, tuple[int, ...]]
    implies: Sequence[tuple[int, ...]]
    met_in: Mapping[int, tuple[int, ...]]
    needed_by: Sequence[tuple[int, ...]]
    taught_after: Mapping[int, tuple[Link, ...]]
    rank: Sequence[int]
    by_rank: Sequence[int]
    place: Sequence[int] | None
    materials: Materials
    trails: dict[int, Trail] = field(default_factory=dict, init=False, compare=False, repr=False)
    _known_with: dict[int, AbstractSet[int]] = field(default_factory=dict, init=False, compare=False, repr=False)
    _brought: dict[int, Brought] = field(default_factory=dict, init=False, compare=False, repr=False)

    def number(self, node: Node) -> int:
        """Return the number of a node that can be planned with."""
        return self.numbers[kind_of(node), key_of(node)]

    def brought_by(self, node: int) -> Brought:
        """Return what a node brings along, worked out when first asked for."""
        if (found := self._brought.get(node)) is None:
            found = self._brought[node] = self._all_brought_by(node)
        return found

    def _all_brought_by(self, node: int) -> Brought:
        nodes = {node}
        waiting = [node]
        for one in waiting:
            for needed, _ in self.singles[one]:
                if needed not in nodes:
                    nodes.add(needed)
                    waiting.append(needed)
        groups = ((one, any_of) for one in waiting for any_of, _ in self.choices.get(one, ()))
        choices = tuple((one, tuple(sorted(any_of))) for one, any_of in groups if nodes.isdisjoint(any_of))
        costs: dict[int, int] = {}
        for one in waiting:
            costs |= self.materials.shelf(one).costs
        return Brought(frozenset(nodes), choices, costs)

    def in_place(self, nodes: AbstractSet[int]) -> Sequence[int] | None:
        """Return nodes in order, where that is the order in which they are placed among all; else None.

        It is, as long as all that they need through groups of one is among them: which of them is ready then depends
        on them alone. What else they name only has to come first as well: where it does, waiting for it has changed
        nothing.

        Args:
            nodes: Nodes with all that they need through groups of one.
        """
        place = self.place
        if place is None:
            return None
        for node in self.named.keys() & nodes:
            if any(place[before] > place[node] for before in self.named[node] if before in nodes):
                return None
        return sorted(nodes, key=place.__getitem__)

    def known_with(self, nodes: Iterable[int]) -> set[int]:
        """Return what whoever knows some nodes knows: they, what they imply, and what pages and papers teach."""
        return set().union(*map(self._known_with_one, nodes))

    def _known_with_one(self, node: int) -> AbstractSet[int]:
        if (found := self._known_with.get(node)) is None:
            waiting = [node, *self.met_in.get(node, ())]
            found = set(waiting)
            for one in waiting:
                fresh = [implied for implied in self.implies[one] if implied not in found]
                found.update(fresh)
                waiting += fresh
            if len(found) <= MOST_KEPT:
                self._known_with[node] = found
        return found
