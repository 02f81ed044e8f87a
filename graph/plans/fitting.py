"""Making a way fit constraints: what is left out, why, and the cheapest way round.

Constraints take away from the way to the targets: what stays is what the plan would have held anyway, each step after
all that it requires. Only where a lab cannot be done may another that would have done as well come in its place.
Edges that are known less well than asked for are not followed; labs that take more memory than the GPU has are no
steps, nor are those that start from them; materials that do not fit go, unless they are steps themselves or a step has
no others: then they stay, and that is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from graph.catalogue import Catalogue
from graph.materials import Material, Shelf
from graph.nodes import Node
from graph.plan import Route
from graph.plans import constraint_words as words
from graph.plans.constraints import Constraint, Excluded, PlanConstraints, WayRound
from graph.plans.hardware import cheapest_hire, least_memory, variants_of
from graph.plans.languages import language_of
from graph.plans.requirements import RequirementGraph
from graph.plans.ways import Way, way_to
from schema.records import Lab, Paper
from schema.values import Evidence, Text


@dataclass(frozen=True, slots=True)
class Fitted:
    """A way that fits, as far as it was made to.

    Attributes:
        graph: The graph it follows.
        way: The nodes that stay.
        left_out: Numbers of the materials that do not.
        excluded: What does not fit.
    """

    graph: RequirementGraph
    way: Way
    left_out: frozenset[int] = frozenset()
    excluded: tuple[Excluded, ...] = ()


def known_well(fitted: Fitted, strict: Fitted, least: Evidence) -> Fitted:
    """Return a way that follows only edges that are known well enough, and tell what is missing for want of which edge.

    Args:
        fitted: The way over all edges.
        strict: The way over those that are known well enough.
        least: How well that is.
    """
    graph, excluded = fitted.graph, []
    for number in fitted.way.order:
        weak = [reason for reason in fitted.way.chains[number] if not reason.evidence.is_at_least(least)]
        if number not in strict.way.chains and weak:
            # The last of several: whatever comes before it hangs on it.
            edge, minutes = weak[-1], graph.materials.shelf(number).minutes
            excluded.append(
                Excluded(
                    node=graph.nodes[number],
                    step=edge.node,
                    constraint=Constraint.LEAST_EVIDENCE,
                    kept=False,
                    reason=words.less_well_known(edge),
                    evidence=edge.evidence,
                    way_round=words.follow_it_too(edge.evidence, minutes.likely if minutes else None),
                )
            )
    return replace(strict, excluded=(*fitted.excluded, *excluded))


def within_memory(fitted: Fitted, catalogue: Catalogue, known: AbstractSet[int], route: Route, limit: float) -> Fitted:
    """Leave out the labs among the steps that take more memory than the GPU has, and those that start from them.

    What leads up to such a lab stays: it can be learnt, and the way round takes it.
    """
    graph, way = fitted.graph, fitted.way
    labs = {graph.number(lab): lab for of_course in catalogue.labs.values() for lab in of_course}
    big = {number for number, lab in labs.items() if number not in known and _takes(catalogue, lab) > limit}
    lost = lost_with(graph, big, known)
    if lost.isdisjoint(way.chains):
        return fitted
    kept = without(way_to(graph, way.wanted, known, route, avoided=lost), lost)
    excluded = []
    for number in way.order:
        if number in kept.chains:
            continue
        lab = number if number in lost else next(n for n in map(graph.number, _leads_to(way, number)) if n in lost)
        reason, around = _beyond(catalogue, graph, lab, big, lost, limit)
        if number != lab:
            reason, around = words.only_for(graph.nodes[lab], reason), None
        step = graph.nodes[lab]
        excluded.append(Excluded(graph.nodes[number], step, Constraint.GPU_MEMORY, False, reason, way_round=around))
    return replace(fitted, way=kept, excluded=(*fitted.excluded, *excluded))


def without(way: Way, lost: AbstractSet[int]) -> Way:
    """Return a way without some nodes that nothing else of it needs."""
    chains = {number: chain for number, chain in way.chains.items() if number not in lost}
    order = [number for number in way.order if number in chains]
    return way._replace(order=order, chains=chains, wanted=way.wanted - lost)


def _leads_to(way: Way, number: int) -> Iterator[Node]:
    return (reason.node for reason in way.chains[number])


def _takes(catalogue: Catalogue, lab: Lab) -> float:
    return least_memory(catalogue.lab_facts(lab)) or 0.0


def lost_with(graph: RequirementGraph, nodes: Iterable[int], known: AbstractSet[int]) -> set[int]:
    """Return what cannot be had without some nodes: they, and whatever needs one of them and nothing else will do."""
    lost = set(nodes)
    waiting = list(lost)
    for node in waiting:
        for later in graph.needed_by[node]:
            if later not in lost and later not in known:
                groups = (any_of for any_of, _ in graph.groups[later] if known.isdisjoint(any_of))
                if any(lost.issuperset(any_of) for any_of in groups):
                    lost.add(later)
                    waiting.append(later)
    return lost


def _beyond(
    catalogue: Catalogue, graph: RequirementGraph, number: int, big: set[int], lost: set[int], limit: float
) -> tuple[Text, WayRound | None]:
    """Say why a node cannot be had, and how it could be: of what it needs, the first lab that is too big counts."""
    lab = number
    while lab not in big:
        lab = next(any_of[0] for any_of, _ in graph.groups[lab] if lost.issuperset(any_of))
    node = graph.nodes[lab]
    assert isinstance(node, Lab)
    reason = words.too_big(_takes(catalogue, node), limit) if lab == number else words.starts_from(node)
    return reason, _with_more_memory(catalogue, node)


def _with_more_memory(catalogue: Catalogue, lab: Lab) -> WayRound:
    hire = cheapest_hire(catalogue, lab)
    return words.hired(hire) if hire else words.with_more_memory(_takes(catalogue, lab))


def with_fitting_materials(fitted: Fitted, catalogue: Catalogue, constraints: PlanConstraints) -> Fitted:
    """Leave out the materials that do not fit, and tell of those that stay all the same."""
    fitting = _Materials(fitted, catalogue, constraints)
    left_out = frozenset(fitting.misfits) - fitting.needed.keys() - fitted.way.chains.keys()
    excluded = (*fitted.excluded, *fitting.told(left_out))
    return replace(fitted, left_out=left_out, excluded=excluded)


class _Materials:
    """The materials of a way, each with the first step that has it."""

    def __init__(self, fitted: Fitted, catalogue: Catalogue, constraints: PlanConstraints) -> None:
        self._graph = fitted.graph
        self._way = fitted.way
        self._catalogue = catalogue
        self._constraints = constraints
        self._first: dict[int, int] = {}
        self.misfits: dict[int, tuple[Constraint, Text]] = {}
        self.needed: dict[int, int] = {}
        """Misfits that are the only ones of a step, with that step."""
        for step in fitted.way.order:
            shelf = fitted.graph.materials.shelf(step)
            for material in materials_on(shelf):
                self._look_at(material, step)
            readings = [fitted.graph.materials.number(one) for one in shelf.readings]
            if readings and all(number in self.misfits for number in readings):
                for number in readings[: max(1, len(shelf.pages))]:
                    self.needed.setdefault(number, step)

    def _look_at(self, material: Material, step: int) -> None:
        number = self._graph.materials.number(material)
        if number not in self._first:
            self._first[number] = step
            if (misfit := self._misfit(material)) is not None:
                self.misfits[number] = misfit

    def _misfit(self, material: Material) -> tuple[Constraint, Text] | None:
        of = self._constraints
        if isinstance(material, Paper) and of.priorities is not None:
            priority = self._graph.materials.priority(material)
            if priority is None or priority not in of.priorities:
                return Constraint.PRIORITIES, words.of_another_priority(priority)
        if of.language is not None:
            language = language_of(self._catalogue, material)
            if language is not None and language != of.language.split("-")[0].lower():
                return Constraint.LANGUAGE, words.in_another_language(language)
        if isinstance(material, Lab) and of.gpu_memory_gb is not None:
            least = _takes(self._catalogue, material)
            if least > of.gpu_memory_gb:
                return Constraint.GPU_MEMORY, words.too_big(least, of.gpu_memory_gb)
        return None

    def told(self, left_out: AbstractSet[int]) -> Iterator[Excluded]:
        """Tell of each misfit, in order of the steps, and of labs that fit only in a smaller variant."""
        nodes = self._graph.nodes
        for number, first in self._first.items():
            node = nodes[number]
            if number not in self.misfits:
                if isinstance(node, Lab) and (told := self._not_as_advised(node, first)) is not None:
                    yield told
                continue
            constraint, reason = self.misfits[number]
            if number in left_out:
                around = self._around(node, constraint, first, left_out)
                yield Excluded(node, nodes[first], constraint, kept=False, reason=reason, way_round=around)
            elif number in self._way.chains:
                yield Excluded(node, node, constraint, kept=True, reason=words.kept_as_step(reason))
            else:
                step = nodes[self.needed[number]]
                yield Excluded(node, step, constraint, kept=True, reason=words.kept_as_only(reason))

    def _around(self, node: Node, constraint: Constraint, step: int, left_out: AbstractSet[int]) -> WayRound | None:
        if isinstance(node, Lab) and constraint is Constraint.GPU_MEMORY:
            return _with_more_memory(self._catalogue, node)
        materials = self._graph.materials
        shelf = materials.without(materials.shelf(step), left_out)
        if not isinstance(node, Lab) and (staying := shelf.readings):
            minutes = materials.minutes(materials.number(staying[0]))
            return words.instead(staying[0], minutes.likely if minutes else None)
        if isinstance(node, Paper) and constraint is Constraint.PRIORITIES:
            return words.allow_priority(materials.priority(node))
        return None

    def _not_as_advised(self, lab: Lab, step: int) -> Excluded | None:
        limit, variants = self._constraints.gpu_memory_gb, variants_of(self._catalogue.lab_facts(lab))
        if limit is None or not variants or variants[0][0] <= limit:
            return None
        fitting = next(need for memory, need in variants if memory <= limit)
        reason, around = words.not_as_advised(variants[0][1], fitting), words.by_advice(fitting)
        node = self._graph.nodes[step]
        return Excluded(lab, node, Constraint.GPU_MEMORY, kept=True, reason=reason, way_round=around)


def materials_on(shelf: Shelf) -> Sequence[Material]:
    """Return all that a shelf holds; a page, paper or lab is its own material."""
    if isinstance(shelf.node, Material):
        return (shelf.node,)
    return (*shelf.pages, *shelf.papers, *shelf.labs)
