"""Why one thing comes before another: the shortest chains of requirement between them, or what else joins them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from graph.attainable import is_attainable
from graph.catalogue import Catalogue
from graph.needs import Identity, Need, needs_of
from graph.nodes import Node, NodeKind, key_of, kind_of
from graph.plans.requirements import PLANNED
from graph.questions.best_paths import Cost, best_paths
from graph.questions.taught import Taught, taught_in
from graph.served import Served
from schema.errors import NotFoundError
from schema.records import Concept, Lab, Precedence, Relation
from schema.values import Evidence, SourceRef, Text

MOST_CHAINS = 20
"""How many chains are told; the rest is only counted."""


class WhyAnswer(StrEnum):
    """How one thing stands to another that may come after it, from the strongest."""

    SAME = "same"
    """They are the same."""
    NEEDED = "needed"
    """The later one cannot do without the earlier one."""
    ONE_OF_SEVERAL = "one-of-several"
    """The earlier one leads to the later one, but something else would do as well."""
    OTHER_WAY_ROUND = "other-way-round"
    """The earlier one is what needs the later one."""
    ORDER = "order"
    """Neither needs the other; a course teaches one before the other."""
    RELATED = "related"
    """Neither needs the other; they stand to each other in another way."""
    NONE = "none"
    """Nothing joins them."""


class LinkKind(StrEnum):
    """What a link of a chain says."""

    REQUIRES = "requires"
    """The later one needs the earlier one."""
    TEACHES = "teaches"
    """The earlier one, a page or lecture, teaches the later one."""
    INTRODUCES = "introduces"
    """The earlier one, a paper, introduces the later one."""
    STARTS_FROM = "starts-from"
    """The later one, a lab, starts from what the earlier one has made."""
    PRECEDES = "precedes"
    """A course teaches the earlier one first; an order, not a need."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a chain.

    Attributes:
        kind: What it says.
        earlier: What comes first.
        later: What comes next.
        others: What would do as well as the earlier one.
        reason: Why, for a student.
        evidence: How it is known.
        sources: Where it is from.
        or_model: A public model that would do as well, as ``Qwen/Qwen3-1.7B``.
        optional: Whether the later one can do without.
    """

    kind: LinkKind
    earlier: Node
    later: Node
    others: tuple[Node, ...]
    reason: Text
    evidence: Evidence
    sources: tuple[SourceRef, ...]
    or_model: str | None = None
    optional: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether nothing else will do."""
        return not (self.others or self.or_model or self.optional)


Chain = tuple[Link, ...]
"""Links, each of which begins where the one before ends."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why one thing comes before another.

    Attributes:
        earlier: What was asked about.
        later: What it may be needed for.
        answer: How the one stands to the other.
        chains: The shortest chains of requirement on which nothing else will do, or, where there are none, the
            shortest of all; the first 20 by name. They run from the later to the earlier one if it is the other way
            round.
        chain_count: How many there are.
        order: The shortest chain of a course's order, in either direction.
        relations: How the two stand to each other apart from needing.
    """

    earlier: Node
    later: Node
    answer: WhyAnswer
    chains: tuple[Chain, ...]
    chain_count: int
    order: Chain
    relations: tuple[Relation, ...]


def why(served: Served, earlier: str, later: str, *, course: str | None = None) -> Why:
    """Return why one thing comes before another.

    Args:
        served: The graph.
        earlier: REF of a concept, paper, page, lab or lecture.
        later: REF of another.
        course: Slug of the course that names and order are of; the first by default.

    Raises:
        NotFoundError: There is no such course.
        ExceptionGroup: Of ``NotFoundError``: a REF means nothing, or no single thing.
    """
    if course is not None and course not in served.catalogue.courses:
        raise NotFoundError(course, list(served.catalogue.courses), what="course")
    first, second = _both(served, (earlier, later), course)
    return _Joins(served.catalogue, course).between(first, second)


def _both(served: Served, refs: Sequence[str], course: str | None) -> list[Node]:
    nodes, problems = [], []
    for ref in refs:
        try:
            nodes.append(served.refs.node(ref, course=course, kinds=PLANNED))
        except NotFoundError as error:
            problems.append(error)
    if problems:
        raise ExceptionGroup(f"{len(problems)} of {len(refs)} names mean nothing that chains join", problems)
    return nodes


class _Joins:
    """What joins nodes of one catalogue."""

    def __init__(self, catalogue: Catalogue, course: str | None) -> None:
        self._catalogue = catalogue
        chosen = catalogue.course(course)
        self._course = chosen.slug if chosen else None
        self._needs: dict[Identity, tuple[Need, ...]] = {}

    def between(self, earlier: Node, later: Node) -> Why:
        if earlier == later:
            return Why(earlier, later, WhyAnswer.SAME, (), 0, (), ())
        chains, count = self._chains(earlier, later)
        answer = self._strength(earlier, later) if chains else WhyAnswer.OTHER_WAY_ROUND
        if not chains:
            chains, count = self._chains(later, earlier)
        order, relations = self._order(earlier, later), self._relations(earlier, later)
        if not chains:
            answer = WhyAnswer.ORDER if order else WhyAnswer.RELATED if relations else WhyAnswer.NONE
        return Why(earlier, later, answer, chains, count, order, relations)

    def _chains(self, earlier: Node, later: Node) -> tuple[tuple[Chain, ...], int]:
        taught = {one.concept: one for one in taught_in(self._catalogue, earlier)}

        def before(identity: Identity) -> Iterator[Link]:
            yield from self._required(identity)
            yield from self._started_from(identity)
            if identity[0] is NodeKind.CONCEPT and identity[1] in taught:
                yield self._teaching(earlier, taught[identity[1]])

        def surely_before(identity: Identity) -> Iterator[Link]:
            return (link for link in before(identity) if link.is_sure)

        ends = _identity(earlier), _identity(later)
        chains, count = _shortest(*ends, surely_before)
        return (chains, count) if chains else _shortest(*ends, before)

    def _required(self, identity: Identity) -> Iterator[Link]:
        nodes = self._catalogue.nodes
        for need in self._needs_of(identity):
            for member in need.any_of:
                # What a lab starts from is told with the public model that would do.
                if member[0] is not NodeKind.LAB:
                    others = tuple(nodes[other] for other in need.any_of if other != member)
                    known_by = need.reason, need.evidence, need.sources
                    yield Link(LinkKind.REQUIRES, nodes[member], nodes[identity], others, *known_by)

    def _started_from(self, identity: Identity) -> Iterator[Link]:
        lab = self._catalogue.nodes[identity]
        if not isinstance(lab, Lab):
            return
        for need in self._catalogue.artifact_needs.get((lab.course, lab.slug), ()):
            if need.evidence is not Evidence.INFERRED:
                labs = [self._catalogue.nodes[NodeKind.LAB, f"{lab.course}/{slug}"] for slug in need.any_of]
                known_by = need.reason, need.evidence, need.sources, need.or_model, need.optional
                for one in labs:
                    others = tuple(other for other in labs if other != one)
                    yield Link(LinkKind.STARTS_FROM, one, lab, others, *known_by)

    def _teaching(self, node: Node, taught: Taught) -> Link:
        concept = self._catalogue.concepts[taught.concept]
        return Link(LinkKind(taught.how), node, concept, (), taught.reason, taught.evidence, taught.sources)

    def _needs_of(self, identity: Identity) -> tuple[Need, ...]:
        if identity not in self._needs:
            self._needs[identity] = needs_of(self._catalogue, self._catalogue.nodes[identity])
        return self._needs[identity]

    def _strength(self, earlier: Node, later: Node) -> WhyAnswer:
        taught = {(NodeKind.CONCEPT, one.concept) for one in taught_in(self._catalogue, earlier)}
        avoided = {_identity(earlier), *taught} - {_identity(later)}
        without = is_attainable(_identity(later), self._needs_of, avoided)
        return WhyAnswer.ONE_OF_SEVERAL if without else WhyAnswer.NEEDED

    def _order(self, earlier: Node, later: Node) -> Chain:
        """Return the shortest chain of the course's order from one to the other, or else back."""
        for first, last in ((earlier, later), (later, earlier)):
            if isinstance(first, Concept) and isinstance(last, Concept):
                chains, _ = _shortest(_identity(first), _identity(last), self._taught_before, most=1)
                if chains:
                    return chains[0]
        return ()

    def _taught_before(self, identity: Identity) -> Iterator[Link]:
        for one in self._catalogue.preceded_by.get(identity[1], ()):
            if one.course == self._course:
                yield self._preceding(one)

    def _preceding(self, one: Precedence) -> Link:
        before, after = self._catalogue.concepts[one.before], self._catalogue.concepts[one.after]
        return Link(LinkKind.PRECEDES, before, after, (), one.reason, one.evidence, one.sources)

    def _relations(self, one: Node, other: Node) -> tuple[Relation, ...]:
        if not (isinstance(one, Concept) and isinstance(other, Concept)):
            return ()
        pair = {one.slug, other.slug}
        return tuple(
            relation
            for relation in self._catalogue.relations.get(one.slug, ())
            if {relation.source, relation.target} == pair
        )


def _identity(node: Node) -> Identity:
    return kind_of(node), key_of(node)


def _shortest(
    start: Identity, end: Identity, before: Callable[[Identity], Iterable[Link]], most: int = MOST_CHAINS
) -> tuple[tuple[Chain, ...], int]:
    """Return the shortest chains from start to end, by the names on them, and how many there are."""
    links: dict[tuple[Identity, Identity], Link] = {}

    def steps(later: Identity) -> Iterator[tuple[Identity, Cost]]:
        for link in before(later):
            pair = _identity(link.earlier), later
            # Of several reasons for the same link the first is told.
            if pair not in links:
                links[pair] = link
                yield pair[0], (0, 1)

    paths, count = best_paths(start, end, steps, most=most)
    return tuple(tuple(links[pair] for pair in pairwise(path)) for path in paths), count
