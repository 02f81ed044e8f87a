"""The ways to single nodes for those who know nothing: settled once for each node, and walked step by step."""

from graph.plan import Reason, Step
from graph.plans.closure import MOST_COMBINATIONS
from graph.plans.requirements import MOST_KEPT, RequirementGraph, Trail
from graph.plans.steps import alternatives_in, assumed_by, reckoned
from graph.plans.ways import way_to

_EASY = 2**8
"""How many sets are compared before a way is hard to find."""

_NOTHING: frozenset[int] = frozenset()
_made = tuple.__new__
"""Makes a named tuple of what is at hand, in half the time that its own constructor takes."""


def trail_to(graph: RequirementGraph, target: int) -> Trail:
    """Return the way to a node for those who know nothing."""
    if (found := graph.trails.get(target)) is None:
        found = _settled(graph, target)
        if len(found.order) <= MOST_KEPT:
            # Two threads may both work it out: the same comes out.
            graph.trails[target] = found
    return found


def settle_trails(graph: RequirementGraph) -> None:
    """Work out the ways to all concepts, but for those that are long or hard to find: these wait until asked for."""
    waiting: set[int] = set()
    for target in sorted(graph.concepts.values(), key=(graph.place or graph.rank).__getitem__):
        groups = graph.groups[target]
        # Whatever needs what is long is no shorter, and what needs what is hard no easier.
        if not any(waiting.issuperset(any_of) for any_of, _ in groups):
            found = _settled(graph, target, _EASY)
            if found.exact and len(found.order) <= MOST_KEPT:
                graph.trails[target] = found
                continue
        waiting.add(target)


def _settled(graph: RequirementGraph, target: int, most_combinations: int = MOST_COMBINATIONS) -> Trail:
    way = way_to(graph, [target], _NOTHING, most_combinations=most_combinations)
    reckoning = reckoned(graph, way)
    # Reasons name the very nodes that the graph holds.
    number_of = {id(graph.nodes[number]): number for number in way.chains}
    others = tuple([number for number in way.chains if number != target])
    reasons = tuple([way.chains[number][0] for number in others])
    return Trail(
        tuple(way.order),
        way.chains.get(target, ()),
        others,
        tuple([number_of[id(reason.node)] for reason in reasons]),
        reasons,
        reckoning.parts,
        reckoning.total,
        assumed_by(graph, way, [target], _NOTHING),
        alternatives_in(graph, way, _NOTHING),
        way.exact,
    )


def steps_along(graph: RequirementGraph, target: int, trail: Trail) -> tuple[Step, ...]:
    """Return the steps of the way to a node."""
    chains: dict[int, tuple[Reason, ...]] = {target: ()}
    for number, later, reason in zip(trail.others, trail.toward, trail.reasons, strict=True):
        chains[number] = (reason, *chains[later])
    chains[target] = trail.chain
    shelves = map(graph.materials.shelves.__getitem__, trail.order)
    steps = []
    for number, shelf, (minutes, counted) in zip(trail.order, shelves, trail.parts, strict=True):
        kind, node, pages, papers, labs, unlocks = shelf[:6]
        steps.append(_made(Step, (kind, node, pages, papers, labs, minutes, chains[number], False, unlocks, counted)))
    return tuple(steps)
