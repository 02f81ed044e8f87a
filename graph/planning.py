"""Planning: what to learn, read and run before something, in which order, and why."""

from collections import deque
from collections.abc import Iterable, Sequence

from graph.catalogue import Catalogue
from graph.closure import Closure, Costs, least_closure
from graph.materials import Materials
from graph.minutes import minutes_of, total_of
from graph.needs import Identity, Need, needs_of
from graph.nodes import Node, NodeKind, key_of, kind_of
from graph.plan import Alternative, LearningPath, Reason, Route, Step
from graph.served import Served
from schema.errors import NotFoundError
from schema.records import Concept, Lab, Page, Paper
from schema.values import CoverageKind, Evidence, PaperConceptKind, Text

_ASKED_FOR = Text(zh="这就是你的目标", en="This is what you asked for")
_PLANNED = (NodeKind.CONCEPT, NodeKind.PAPER, NodeKind.PAGE, NodeKind.LAB, NodeKind.LECTURE)


def learning_path(
    served: Served,
    targets: Sequence[str],
    known: Sequence[str] = (),
    *,
    route: Route = Route.REQUIRED,
    course: str | None = None,
) -> LearningPath:
    """Return what to learn, read and run to reach the targets.

    Args:
        served: The graph.
        targets: REFs of concepts, papers, pages, labs or lectures, mixed.
        known: REFs of what is known; it implies what it requires through groups of one member.
        route: Which edges to follow.
        course: Slug of the course whose pages, labs and order count; the first by default.

    Raises:
        ExceptionGroup: Of ``NotFoundError``: some REFs mean nothing or no single thing, or there is no such course.
    """
    if course is not None and course not in served.catalogue.courses:
        raise ExceptionGroup("there is no such course to follow", [NotFoundError(course, what="course")])
    target_nodes, known_nodes = _meant(served, targets, course), _meant(served, known, course)
    return _Planner(served.catalogue, course).plan(target_nodes, known_nodes, route)


def _meant(served: Served, refs: Sequence[str], course: str | None) -> tuple[Node, ...]:
    nodes: dict[Identity, Node] = {}
    problems: list[NotFoundError] = []
    for ref in refs:
        try:
            node = served.refs.node(ref, course=course, kinds=_PLANNED)
            nodes[_identity(node)] = node
        except NotFoundError as error:
            problems.append(error)
    if problems:
        raise ExceptionGroup(f"{len(problems)} of {len(refs)} names cannot be planned with", problems)
    return tuple(nodes.values())


def _identity(node: Node) -> Identity:
    return kind_of(node), key_of(node)


class _Planner:
    """One question's view of the catalogue."""

    def __init__(self, catalogue: Catalogue, course: str | None) -> None:
        self._catalogue = catalogue
        chosen = catalogue.course(course)
        self._course = chosen.slug if chosen else None
        self._materials = Materials(catalogue, self._course)
        self._known: set[Identity] = set()
        self._wanted: set[Identity] = set()
        self._costs: dict[Identity, Costs] = {}
        self._needs: dict[Identity, tuple[Need, ...]] = {}

    def plan(self, targets: Sequence[Node], known: Sequence[Node], route: Route) -> LearningPath:
        self._known = self._implied_by(known)
        wanted = [identity for identity in map(_identity, targets) if not self._satisfied(identity)]
        self._wanted = set(wanted)
        required = self._closure(wanted)
        nodes, exact = required.nodes, required.exact
        # What is there for the order requires things of its own, before which the course may teach others.
        while route is Route.COURSE and (before := self._taught_before(nodes) - nodes):
            whole = self._closure(nodes | before)
            nodes, exact = whole.nodes, exact and whole.exact
        order = self._in_order(nodes, route)
        chains = self._chains(nodes, wanted, required.nodes, route)
        steps = self._steps(order, chains, set(wanted), required.nodes)
        return LearningPath(
            targets=tuple(targets),
            known=tuple(known),
            route=route,
            steps=steps,
            assumed=self._assumed(nodes, targets),
            minutes=total_of(step.minutes for step in steps),
            alternatives=self._alternatives(order, nodes),
            exact=exact,
            revision=self._catalogue.revision,
        )

    def _closure(self, targets: Iterable[Identity]) -> Closure:
        return least_closure(targets, needs=self.needs, costs=self._cost, satisfied=self._satisfied)

    def needs(self, identity: Identity) -> tuple[Need, ...]:
        if identity not in self._needs:
            self._needs[identity] = needs_of(self._catalogue, self._catalogue.nodes[identity])
        return self._needs[identity]

    def _implied_by(self, nodes: Iterable[Node]) -> set[Identity]:
        implied: set[Identity] = set()
        waiting = [_identity(node) for node in nodes]
        for node in nodes:
            waiting += self._taught_by(node)
        while waiting:
            identity = waiting.pop()
            if identity in implied:
                continue
            implied.add(identity)
            waiting += [need.any_of[0] for need in self.needs(identity) if len(need.any_of) == 1]
        return implied

    def _taught_by(self, node: Node) -> list[Identity]:
        """Return the concepts that whoever knows a page or a paper has met there."""
        slugs: list[str] = []
        match node:
            case Page():
                coverages = self._catalogue.coverages_of_page.get((node.course, node.path), ())
                slugs = [coverage.concept for coverage in coverages if coverage.kind is CoverageKind.TEACHES]
            case Paper():
                links = self._catalogue.concepts_of_paper.get(node.id, ())
                slugs = [link.concept for link in links if link.kind is PaperConceptKind.INTRODUCES]
            case _:
                pass
        return [(NodeKind.CONCEPT, slug) for slug in slugs]

    def _satisfied(self, identity: Identity) -> bool:
        if identity in self._known:
            return True
        node = self._catalogue.nodes[identity]
        return isinstance(node, Concept) and node.assumed

    def _cost(self, identity: Identity) -> Costs:
        if identity not in self._costs:
            node = self._catalogue.nodes[identity]
            counted = self._materials.counted(node, is_target=identity in self._wanted)
            minutes = {_identity(one): minutes_of(self._catalogue, one, self._course) for one in counted}
            self._costs[identity] = {one: known.likely for one, known in minutes.items() if known}
        return self._costs[identity]

    def _before(self, identity: Identity) -> list[tuple[Identity, Text, Evidence]]:
        kind, key = identity
        if kind is not NodeKind.CONCEPT:
            return []
        return [
            ((NodeKind.CONCEPT, precedence.before), precedence.reason, precedence.evidence)
            for precedence in self._catalogue.preceded_by.get(key, ())
            if precedence.course == self._course
        ]

    def _taught_before(self, nodes: Iterable[Identity]) -> set[Identity]:
        found: set[Identity] = set()
        waiting = list(nodes)
        while waiting:
            for before, _, _ in self._before(waiting.pop()):
                if before not in found and not self._satisfied(before):
                    found.add(before)
                    waiting.append(before)
        return found

    def _in_order(self, nodes: frozenset[Identity], route: Route) -> list[Identity]:
        """Sort so that each node comes after all that it requires; ties by the course's order, then by name."""
        hard = {node: {m for need in self.needs(node) for m in need.any_of if m in nodes} - {node} for node in nodes}
        follows = route is Route.COURSE
        soft = {node: {b for b, _, _ in self._before(node) if follows and b in nodes} for node in nodes}
        order: list[Identity] = []
        done: set[Identity] = set()
        left = set(nodes)
        while left:
            # Where the course teaches something before what it requires, the requirement wins; a circle of
            # requirements cannot arise, and would only lose its order here.
            ready = (
                [node for node in left if hard[node] <= done and soft[node] <= done]
                or [node for node in left if hard[node] <= done]
                or list(left)
            )
            node = min(ready, key=self._rank)
            order.append(node)
            done.add(node)
            left.remove(node)
        return order

    def _rank(self, identity: Identity) -> tuple[int, int, str]:
        kind, key = identity
        if kind is NodeKind.CONCEPT:
            return (0, *self._catalogue.course_order(key, self._course))
        match self._catalogue.nodes[identity]:
            case Page() as page:
                return (1, page.position, key)
            case Lab() as lab:
                return (1, lab.number, key)
            case _:
                return (1, 0, key)

    def _chains(
        self, nodes: frozenset[Identity], targets: Sequence[Identity], required: frozenset[Identity], route: Route
    ) -> dict[Identity, tuple[Reason, ...]]:
        """Return for each node the shortest chain of reasons that leads to a target, ties by name."""
        chains: dict[Identity, tuple[Reason, ...]] = {}
        for target in targets:
            chains[target] = (Reason(self._catalogue.nodes[target], _ASKED_FOR, Evidence.DECLARED),)
        waiting = deque(sorted(targets))
        while waiting:
            later = waiting.popleft()
            for earlier, reason, evidence in self._links(later, required):
                if earlier in nodes and earlier not in chains:
                    chains[earlier] = self._chained(later, reason, evidence, chains, targets)
                    waiting.append(earlier)
            if not waiting and route is Route.COURSE:
                waiting.extend(self._first_of_order(nodes, chains, targets))
        return chains

    def _links(self, later: Identity, required: frozenset[Identity]) -> list[tuple[Identity, Text, Evidence]]:
        """Return what a node needs and why; of a group with a choice, what was chosen."""
        links = []
        for need in self._unanswered(later):
            chosen = [member for member in need.any_of if member in required] or need.any_of
            links += [(member, need.reason, need.evidence) for member in chosen]
        return sorted(links, key=lambda link: link[0])

    def _unanswered(self, identity: Identity) -> list[Need]:
        """Return the needs of a node that nothing known or assumed answers."""
        return [need for need in self.needs(identity) if not any(map(self._satisfied, need.any_of))]

    def _chained(
        self,
        later: Identity,
        reason: Text,
        evidence: Evidence,
        chains: dict[Identity, tuple[Reason, ...]],
        targets: Sequence[Identity],
    ) -> tuple[Reason, ...]:
        onwards = () if later in targets else chains[later]
        return (Reason(self._catalogue.nodes[later], reason, evidence), *onwards)

    def _first_of_order(
        self, nodes: frozenset[Identity], chains: dict[Identity, tuple[Reason, ...]], targets: Sequence[Identity]
    ) -> list[Identity]:
        """Give a chain to one node that is there only for the order, once all that is needed has one."""
        for later in sorted(chains, key=lambda node: (len(chains[node]), node)):
            for before, reason, evidence in self._before(later):
                if before in nodes and before not in chains:
                    chains[before] = self._chained(later, reason, evidence, chains, targets)
                    return [before]
        return []

    def _steps(
        self,
        order: Sequence[Identity],
        chains: dict[Identity, tuple[Reason, ...]],
        targets: set[Identity],
        required: frozenset[Identity],
    ) -> tuple[Step, ...]:
        counted: set[Identity] = set()
        steps = []
        for identity in order:
            kind, key = identity
            node = self._catalogue.nodes[identity]
            materials = self._materials.counted(node, is_target=identity in targets)
            fresh = [material for material in materials if _identity(material) not in counted]
            counted.update(map(_identity, fresh))
            is_concept = isinstance(node, Concept)
            steps.append(
                Step(
                    kind=kind,
                    node=node,
                    pages=self._materials.pages(key) if is_concept else (),
                    papers=self._materials.papers(key) if is_concept else (),
                    labs=self._materials.labs(key) if is_concept else (),
                    minutes=self._materials.minutes(fresh),
                    why=chains[identity],
                    only_for_order=identity not in required,
                    unlocks=self._unlocked_by(key) if is_concept else (),
                )
            )
        return tuple(steps)

    def _unlocked_by(self, concept: str) -> tuple[Concept, ...]:
        return tuple(self._catalogue.concepts[slug] for slug in self._catalogue.unlocks.get(concept, ()))

    def _assumed(self, nodes: frozenset[Identity], targets: Sequence[Node]) -> tuple[Concept, ...]:
        named = {member for node in nodes for need in self.needs(node) for member in need.any_of}
        named.update(map(_identity, targets))
        found = [self._catalogue.nodes[identity] for identity in sorted(named) if identity not in self._known]
        return tuple(node for node in found if isinstance(node, Concept) and node.assumed)

    def _alternatives(self, order: Sequence[Identity], nodes: frozenset[Identity]) -> tuple[Alternative, ...]:
        return tuple(
            Alternative(
                concept=self._catalogue.nodes[node],
                chosen=self._catalogue.nodes[chosen[0]],
                others=tuple(self._catalogue.nodes[member] for member in others),
            )
            for node in order
            for need in self._unanswered(node)
            if (chosen := [member for member in need.any_of if member in nodes])
            and (others := [member for member in need.any_of if member not in nodes])
        )
