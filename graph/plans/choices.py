"""What targets require, with the choices made that take the least.

Choices that have nothing in common are made one by one, and few are simply tried; others are reduced and taken apart
before they are searched.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from graph.plans.choices_made import ROOT, ChoicesMade, Costs
from graph.plans.closure import MOST_COMBINATIONS, Brought, Closure, Search, each_of, least_closure
from graph.plans.requirements import RequirementGraph
from graph.plans.undecided import Undecided

_FEW = 64
"""How many sets are compared before choices are reduced and taken apart."""


class _Any(NamedTuple):
    any_of: tuple[int, ...]


def required_by(
    graph: RequirementGraph,
    targets: Iterable[int],
    *,
    known: AbstractSet[int],
    costs: Costs,
    avoided: AbstractSet[int] = frozenset(),
    brought: Collection[int] | None = None,
    most_combinations: int = MOST_COMBINATIONS,
) -> Closure[int]:
    """Return the least set of nodes that answers all needs of some targets.

    Args:
        graph: What requires what.
        targets: What has to be in it.
        known: What need not be, with all that it implies.
        costs: What a node costs.
        avoided: What no choice may fall on, where there is another way.
        brought: The targets and all that they need without a choice, where that is known already.
        most_combinations: How many sets to compare at most.
    """
    made = ChoicesMade(graph, known, costs, avoided)
    made.take(made.brought_by(targets) if brought is None else brought)
    while groups := made.unanswered():
        chosen = made.chosen_apart(groups) or _chosen_of_few(graph, made, groups)
        if chosen is None:
            kept = Undecided(made, groups).least_members()
            chosen = [members[0] for members in kept.values() if len(members) == 1]
            if not chosen:
                return _searched(made, kept, most_combinations)
        made.take(made.brought_by(chosen))
    return Closure(frozenset(made.nodes), exact=True)


def _chosen_of_few(graph: RequirementGraph, made: ChoicesMade, groups: Sequence[tuple[int, ...]]) -> list[int] | None:
    """Return what the least set adds, where few sets have to be compared to know it."""
    added: dict[int, AbstractSet[int]] = {}
    left: dict[int, list[tuple[int, ...]]] = {}
    waiting = [member for group in groups for member in group]
    for member in waiting:
        if member not in added:
            if len(added) == _FEW or made.avoided:
                return None
            added[member], choices = made.added_by(member)
            left[member] = [any_of for node, any_of in choices if node in added[member] and not made.answers(any_of)]
            waiting += (one for any_of in left[member] for one in any_of)
    names = sorted(set().union(*added.values()))
    bits = {name: 1 << at for at, name in enumerate(names)}
    items: dict[int, int] = {}
    prices: list[int] = []
    held: dict[int, int] = {}
    for name in names:
        held[name] = 0
        for item, cost in made.costs(name).items():
            if item not in items:
                items[item] = 1 << len(items)
                prices.append(cost)
            held[name] |= items[item]

    def choice(any_of: Iterable[int]) -> tuple[int, tuple[int, ...]]:
        members = tuple(bits[member] for member in any_of)
        return sum(members), members

    brought: dict[int, Brought] = {}
    for member, nodes in added.items():
        whole = paid = 0
        for node in nodes:
            whole, paid = whole | bits[node], paid | held[node]
        brought[bits[member]] = whole, paid, tuple(map(choice, left[member]))
    start = 0, 0, tuple(map(choice, groups))
    best, exact, _ = Search(brought.__getitem__, prices).least(start, _FEW)
    return [names[bit.bit_length() - 1] for bit in each_of(best)] if exact else None


def _searched(made: ChoicesMade, kept: Mapping[tuple[int, ...], Sequence[int]], most_combinations: int) -> Closure[int]:
    """Search each part by itself, all within one limit."""
    groups = sorted({tuple(members) for members in kept.values()})
    nodes, exact, compared = set(made.nodes), True, 0
    for part in Undecided(made, groups).parts():
        choices = [_Any(group) for group in part]
        found = least_closure(
            [ROOT],
            needs=lambda node, choices=choices: choices if node == ROOT else [*map(_Any, made.needed(node))],  # type: ignore[misc]
            costs=made.costs,
            satisfied=made.has,
            most_combinations=max(1, most_combinations - compared),
        )
        nodes |= found.nodes - {ROOT}
        exact, compared = exact and found.exact, compared + found.compared
    return Closure(frozenset(nodes), exact, compared)
