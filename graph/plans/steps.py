"""The steps of a plan: what to read and run at each, and how long it takes, everything counted once."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from graph.minutes import Minutes, total_of
from graph.plan import Alternative, Step
from graph.plans.requirements import RequirementGraph
from graph.plans.ways import Way
from schema.records import Concept


def steps_of(
    graph: RequirementGraph, way: Way, left_out: AbstractSet[int] = frozenset()
) -> tuple[tuple[Step, ...], Minutes | None]:
    """Return the steps of a way, and how long they take together.

    Args:
        graph: What requires what.
        way: The nodes.
        left_out: Numbers of materials that are neither shown nor counted.
    """
    materials, chains, wanted, required = graph.materials, way.chains, way.wanted, way.required
    shelves = materials.shelves
    counted: set[int] = set()
    spans: list[Minutes] = []
    steps = []
    for number in way.order:
        shelf = shelves[number] or materials.shelf(number)
        if left_out:
            shelf = materials.without(shelf, left_out)
        kind, node, pages, papers, labs, unlocks = shelf[:6]
        if number in wanted:
            items, minutes = shelf.counted_as_target, shelf.minutes_as_target
        else:
            items, minutes = shelf.counted, shelf.minutes
        fresh = [item for item in items if item not in counted]
        if fresh:
            if len(fresh) < len(items):
                minutes = materials.total(fresh)
            counted.update(fresh)
            if minutes is not None:
                spans.append(minutes)
        else:
            minutes = None
        for_order = number not in required
        named = tuple([graph.nodes[item] for item in fresh])
        steps.append(Step(kind, node, pages, papers, labs, minutes, chains[number], for_order, unlocks, named))
    return tuple(steps), total_of(spans)


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
    if graph.choices.keys().isdisjoint(way.chains):
        return ()
    return tuple(
        Alternative(
            concept=graph.nodes[number],
            chosen=graph.nodes[chosen[0]],
            others=tuple(graph.nodes[member] for member in others),
        )
        for number in way.order
        for any_of, _ in graph.choices.get(number, ())
        if known.isdisjoint(any_of)
        and (chosen := [member for member in any_of if member in way.chains])
        and (others := [member for member in any_of if member not in way.chains])
    )
