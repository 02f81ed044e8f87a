"""The steps of a plan: what to read and run at each, and how long it takes, everything counted once."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from graph.materials import Part
from graph.minutes import Minutes, total_of
from graph.plan import Alternative, Step
from graph.plans.requirements import RequirementGraph
from graph.plans.ways import Way
from schema.records import Concept

_made = tuple.__new__
"""Makes a named tuple of what is at hand, in half the time that its own constructor takes."""


class Reckoning(NamedTuple):
    """What the steps of a way count, everything once.

    Attributes:
        parts: What each step is the first to count, and how long that takes.
        total: How long all of it takes.
    """

    parts: tuple[Part, ...]
    total: Minutes | None


def reckoned(graph: RequirementGraph, way: Way, left_out: AbstractSet[int] = frozenset()) -> Reckoning:
    """Return what the steps of a way count.

    Args:
        graph: What requires what.
        way: The nodes.
        left_out: Numbers of materials that are not counted.
    """
    materials, wanted = graph.materials, way.wanted
    shelves = materials.shelves
    seen: set[int] = set()
    parts: list[Part] = []
    for number in way.order:
        shelf = shelves[number]
        if left_out:
            shelf = materials.without(shelf, left_out)
        items, part = shelf.as_target if number in wanted else shelf.as_step
        if not seen.isdisjoint(items):
            items = tuple([item for item in items if item not in seen])
            part = materials.part(items)
        seen.update(items)
        parts.append(part)
    return Reckoning(tuple(parts), total_of([minutes for minutes, _ in parts]))


def steps_of(
    graph: RequirementGraph, way: Way, left_out: AbstractSet[int] = frozenset()
) -> tuple[tuple[Step, ...], Minutes | None]:
    """Return the steps of a way, and how long they take together.

    Args:
        graph: What requires what.
        way: The nodes.
        left_out: Numbers of materials that are neither shown nor counted.
    """
    materials, chains, required = graph.materials, way.chains, way.required
    parts, total = reckoned(graph, way, left_out)
    steps = []
    for number, (minutes, counted) in zip(way.order, parts, strict=True):
        shelf = materials.shelves[number]
        if left_out:
            shelf = materials.without(shelf, left_out)
        kind, node, pages, papers, labs, unlocks = shelf[:6]
        why, for_order = chains[number], number not in required
        steps.append(_made(Step, (kind, node, pages, papers, labs, minutes, why, for_order, unlocks, counted)))
    return tuple(steps), total


def assumed_by(
    graph: RequirementGraph, way: Way, targets: Iterable[int], known: AbstractSet[int]
) -> tuple[Concept, ...]:
    """Return the assumed basics that the nodes of a way, or its targets, name, by slug."""
    named = {target for target in targets if target in graph.assumed}
    for number in graph.basics.keys() & way.chains.keys():
        named.update(graph.basics[number])
    found = (graph.nodes[number] for number in sorted(named) if number not in known)
    return tuple(node for node in found if isinstance(node, Concept))


def alternatives_in(graph: RequirementGraph, way: Way, known: AbstractSet[int]) -> tuple[Alternative, ...]:
    """Return the choices that were made where nothing known had made them."""
    choosers = graph.choices.keys() & way.chains.keys()
    return tuple(
        [
            Alternative(
                concept=graph.nodes[number],
                chosen=graph.nodes[chosen[0]],
                others=tuple([graph.nodes[member] for member in others]),
            )
            for number in (way.order if choosers else ())
            if number in choosers
            for any_of, _ in graph.choices[number]
            if known.isdisjoint(any_of)
            and (chosen := [member for member in any_of if member in way.chains])
            and (others := [member for member in any_of if member not in way.chains])
        ]
    )
