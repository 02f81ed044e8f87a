"""Making the requirement graph of a course: nodes get their numbers, and what each needs is collected."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import itemgetter

from graph.catalogue import Catalogue
from graph.materials import Materials
from graph.needs import Identity, Need, needs_of
from graph.nodes import Node, NodeKind, key_of
from graph.plan import Reason
from graph.plans.ordering import in_order, inverse
from graph.plans.requirements import PLANNED, Group, Link, RequirementGraph
from schema.records import Concept, Lab, Page, Paper
from schema.values import CoverageKind, Evidence, PaperConceptKind


def requirement_graph_of(
    catalogue: Catalogue,
    course: str | None = None,
    least: Evidence | None = None,
    materials: Materials | None = None,
) -> RequirementGraph:
    """Number what a catalogue's plans can hold, and collect what each node needs.

    Args:
        catalogue: A sound catalogue.
        course: Slug of the course whose order counts; the first by default.
        least: How well a need, and that the course teaches something before, has to be known; by default needs that
            are only inferred are left out.
        materials: What to read and run for each node in that course, where it is known already.
    """
    chosen = catalogue.course(course)
    slug = chosen.slug if chosen else None
    identities = sorted(identity for identity in catalogue.nodes if identity[0] in PLANNED)
    nodes = tuple(catalogue.nodes[identity] for identity in identities)
    numbers = {identity: number for number, identity in enumerate(identities)}
    assumed = frozenset(n for n, node in enumerate(nodes) if isinstance(node, Concept) and node.assumed)
    wanted = _Wanted(numbers, assumed)
    for number, node in enumerate(nodes):
        wanted.add(number, node, needs_of(catalogue, node, least or Evidence.CURATED))
    ranks = [(*_rank(catalogue, node, slug), number) for number, node in enumerate(nodes)]
    by_rank = sorted(range(len(nodes)), key=ranks.__getitem__)
    rank = inverse(by_rank)
    firm = [tuple(one for one in after if one not in wanted.named.get(n, ())) for n, after in enumerate(wanted.after)]
    order = in_order(range(len(nodes)), firm, rank, by_rank)
    return RequirementGraph(
        course=slug,
        nodes=nodes,
        numbers=numbers,
        concepts={key: number for (kind, key), number in numbers.items() if kind is NodeKind.CONCEPT},
        assumed=assumed,
        singles=wanted.singles,
        choices=wanted.choices,
        groups=wanted.groups,
        members={number: _members(wanted.groups[number]) for number in wanted.choices},
        after=wanted.after,
        named=wanted.named,
        basics=wanted.basics,
        implies=wanted.implies,
        met_in=_met_in(catalogue, nodes, numbers),
        needed_by=[tuple(dict.fromkeys(wanted.needed_by.get(number, ()))) for number in range(len(nodes))],
        taught_after=_taught_after(catalogue, slug, numbers, least),
        rank=rank,
        by_rank=by_rank,
        place=None if order is None else inverse(order),
        materials=materials or Materials(catalogue, slug, nodes, numbers),
    )


def _members(groups: Sequence[Group]) -> tuple[tuple[int, Reason, tuple[int, ...]], ...]:
    # By name only: of two reasons for the same need, the first given counts.
    return tuple(sorted([(one, reason, any_of) for any_of, reason in groups for one in any_of], key=itemgetter(0)))


class _Wanted:
    """What the nodes need, collected node by node in order of their numbers."""

    def __init__(self, numbers: Mapping[Identity, int], assumed: frozenset[int]) -> None:
        self._numbers = numbers
        self._assumed = assumed
        self.singles: list[tuple[Link, ...]] = []
        self.choices: dict[int, tuple[Group, ...]] = {}
        self.groups: list[tuple[Group, ...]] = []
        self.after: list[tuple[int, ...]] = []
        self.named: dict[int, tuple[int, ...]] = {}
        self.basics: dict[int, tuple[int, ...]] = {}
        self.implies: list[tuple[int, ...]] = []
        self.needed_by: defaultdict[int, list[int]] = defaultdict(list)

    def add(self, number: int, node: Node, needs: Sequence[Need]) -> None:
        numbers, assumed = self._numbers, self._assumed
        members = [tuple(numbers[identity] for identity in need.any_of) for need in needs]
        groups = tuple(
            Group(any_of, Reason(node, need.reason, need.evidence))
            for any_of, need in zip(members, needs, strict=True)
            if assumed.isdisjoint(any_of)
        )
        named = dict.fromkeys(member for any_of in members for member in any_of)
        links = (Link(group.any_of[0], group.reason) for group in groups if len(group.any_of) == 1)
        self.groups.append(groups)
        # By name only: of two reasons for the same need, the first given counts.
        self.singles.append(tuple(sorted(links, key=lambda link: link.node)))
        after = tuple(member for member in named if member not in assumed and member != number)
        alone = tuple(any_of[0] for any_of in members if len(any_of) == 1)
        self.after.append(after)
        self.implies.append(alone)
        if several := tuple(member for member in after if member not in alone):
            self.named[number] = several
        if choices := tuple(group for group in groups if len(group.any_of) > 1):
            self.choices[number] = choices
        if basics := tuple(member for member in named if member in assumed):
            self.basics[number] = basics
        for group in groups:
            for member in group.any_of:
                self.needed_by[member].append(number)


def _met_in(catalogue: Catalogue, nodes: Sequence[Node], numbers: Mapping[Identity, int]) -> dict[int, tuple[int, ...]]:
    met: dict[int, tuple[int, ...]] = {}
    for number, node in enumerate(nodes):
        if slugs := _taught_by(catalogue, node):
            met[number] = tuple(numbers[NodeKind.CONCEPT, slug] for slug in slugs)
    return met


def _taught_by(catalogue: Catalogue, node: Node) -> list[str]:
    match node:
        case Page():
            coverages = catalogue.coverages_of_page.get((node.course, node.path), ())
            return [coverage.concept for coverage in coverages if coverage.kind is CoverageKind.TEACHES]
        case Paper():
            links = catalogue.concepts_of_paper.get(node.id, ())
            return [link.concept for link in links if link.kind is PaperConceptKind.INTRODUCES]
        case _:
            return []


def _taught_after(
    catalogue: Catalogue, course: str | None, numbers: Mapping[Identity, int], least: Evidence | None
) -> dict[int, tuple[Link, ...]]:
    found: dict[int, tuple[Link, ...]] = {}
    for slug, precedences in catalogue.preceded_by.items():
        links = tuple(
            Link(numbers[NodeKind.CONCEPT, one.before], Reason(catalogue.concepts[slug], one.reason, one.evidence))
            for one in precedences
            if one.course == course and (least is None or one.evidence.is_at_least(least))
        )
        if links:
            found[numbers[NodeKind.CONCEPT, slug]] = links
    return found


def _rank(catalogue: Catalogue, node: Node, course: str | None) -> tuple[int, int, str]:
    match node:
        case Concept():
            return (0, *catalogue.course_order(node.slug, course))
        case Page():
            return (1, node.position, key_of(node))
        case Lab():
            return (1, node.number, key_of(node))
        case _:
            return (1, 0, key_of(node))
