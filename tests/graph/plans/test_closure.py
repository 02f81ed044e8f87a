import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from statistics import median

import networkx as nx
import pytest

from graph.needs import Identity, Need
from graph.nodes import NodeKind
from graph.plans.closure import least_closure
from schema.values import Evidence
from tests.graph.teahouse import both

BECAUSE = both("no tea without water")


def node(name: str) -> Identity:
    return NodeKind.CONCEPT, name


@dataclass(frozen=True)
class Puzzle:
    """What a node needs and costs; the names of what is needed come before a node's own."""

    groups: Mapping[Identity, Sequence[tuple[Identity, ...]]]
    costs: Mapping[Identity, Mapping[Identity, int]]
    targets: tuple[Identity, ...]
    known: frozenset[Identity] = frozenset()

    def solve(self, **limits):
        return least_closure(
            self.targets,
            needs=lambda n: [Need(group, BECAUSE, Evidence.CURATED) for group in self.groups.get(n, ())],
            costs=lambda n: self.costs.get(n, {}),
            satisfied=self.known.__contains__,
            **limits,
        )

    def is_answered_by(self, nodes: frozenset[Identity]) -> bool:
        return all(
            any(member in nodes or member in self.known for member in group)
            for n in nodes
            for group in self.groups.get(n, ())
        )

    def spent(self, nodes: frozenset[Identity]) -> int:
        paid: dict[Identity, int] = {}
        for n in nodes:
            paid |= self.costs.get(n, {})
        return sum(paid.values())

    def best_of_all(self) -> tuple[int, int, list[Identity]]:
        """Try every set of nodes."""
        free = sorted(set(self.groups) - set(self.targets))
        return min(
            (self.spent(whole), len(whole), sorted(whole))
            for size in range(len(free) + 1)
            for chosen in combinations(free, size)
            if self.is_answered_by(whole := frozenset((*self.targets, *chosen)))
        )


def random_puzzle(seed: int) -> Puzzle:
    """Return an AND/OR graph without circles, of up to nine nodes, some of which share what they cost."""
    chance = random.Random(seed)
    nodes = [node(f"n{number}") for number in chance.sample(range(10), chance.randint(1, 9))]
    groups: dict[Identity, list[tuple[Identity, ...]]] = {}
    for at, one in enumerate(nodes):
        earlier = nodes[:at]
        wanted = chance.randint(0, 3) if earlier else 0
        groups[one] = [
            tuple(chance.sample(earlier, min(len(earlier), chance.choice((1, 2, 2, 3))))) for _ in range(wanted)
        ]
    items = {(NodeKind.PAGE, f"page{number}"): chance.randint(0, 5) for number in range(4)}
    costs = {
        one: {item: items[item] for item in chance.sample(sorted(items), chance.randint(0, 2))}
        | {(NodeKind.PAPER, one[1]): chance.randint(0, 3)}
        for one in nodes
    }
    known = frozenset(chance.sample(nodes, chance.randint(0, len(nodes) // 3)))
    targets = [one for one in chance.sample(nodes, chance.randint(1, min(3, len(nodes)))) if one not in known]
    return Puzzle(groups, costs, tuple(targets), known)


@pytest.mark.parametrize("hundred", range(25))
def test_no_set_is_cheaper_or_as_cheap_and_smaller(hundred):
    for seed in range(hundred * 100, hundred * 100 + 100):
        puzzle = random_puzzle(seed)

        found = puzzle.solve()

        assert found.exact
        assert (puzzle.spent(found.nodes), len(found.nodes), sorted(found.nodes)) == puzzle.best_of_all(), seed


def test_without_choices_the_set_is_what_networkx_calls_the_ancestors():
    for seed in range(300):
        chance = random.Random(seed)
        nodes = [node(f"n{number:02}") for number in range(chance.randint(1, 25))]
        edges = [(a, b) for a, b in combinations(nodes, 2) if chance.random() < 0.15]
        graph = nx.DiGraph(edges)
        graph.add_nodes_from(nodes)
        target = chance.choice(nodes)
        puzzle = Puzzle({b: [(a,) for a in graph.predecessors(b)] for b in nodes}, {}, (target,))

        assert puzzle.solve().nodes == nx.ancestors(graph, target) | {target}


@pytest.mark.parametrize("seed", range(200))
def test_when_the_search_stops_early_the_set_still_answers_all_needs_and_nothing_can_be_left_out(seed):
    puzzle = random_puzzle(seed)

    found = puzzle.solve(most_combinations=1)

    assert puzzle.is_answered_by(found.nodes)
    assert set(puzzle.targets) <= found.nodes
    for spare in found.nodes - set(puzzle.targets):
        assert not puzzle.is_answered_by(found.nodes - {spare})


@pytest.mark.parametrize("seed", range(200))
def test_a_set_that_is_called_exact_is_exact_however_early_the_search_had_to_stop(seed):
    puzzle = random_puzzle(seed)

    for most in (1, 2, 3, 5, 8):
        found = puzzle.solve(most_combinations=most)
        if found.exact:
            assert found.nodes == puzzle.solve().nodes


def many_choices(count: int) -> Puzzle:
    """Return a target with so many choices between two that they cannot all be tried."""
    target = node("target")
    pairs = [(node(f"a{number:03}"), node(f"b{number:03}")) for number in range(count)]
    costs = {one: {one: 7 + at % 5 + half} for at, pair in enumerate(pairs) for half, one in enumerate(pair)}
    return Puzzle({target: pairs} | {one: [] for pair in pairs for one in pair}, costs, (target,))


def test_many_choices_end_in_a_good_set_that_does_not_claim_to_be_the_best():
    started = time.perf_counter()

    found = many_choices(60).solve(most_combinations=2000)

    assert time.perf_counter() - started < 3
    assert not found.exact
    assert found.nodes == {node("target"), *(node(f"a{number:03}") for number in range(60))}


def test_few_choices_are_all_tried():
    assert many_choices(10).solve().exact


def test_a_cost_that_nodes_share_is_paid_once():
    page = (NodeKind.PAGE, "page")
    puzzle = Puzzle(
        {node("t"): [(node("near"), node("far"))]},
        {node("t"): {page: 60}, node("near"): {page: 60}, node("far"): {(NodeKind.PAGE, "other"): 30}},
        (node("t"),),
    )

    assert puzzle.solve().nodes == {node("t"), node("near")}


def test_of_two_as_cheap_the_one_with_fewer_nodes_is_taken_then_the_first_by_name():
    fewer = Puzzle({node("t"): [(node("a"), node("b"))], node("a"): [(node("c"),)]}, {}, (node("t"),))
    first = Puzzle({node("t"): [(node("z"), node("b"), node("y"))]}, {}, (node("t"),))

    assert fewer.solve().nodes == {node("t"), node("b")}
    assert first.solve().nodes == {node("t"), node("b")}


def test_a_group_that_something_known_answers_adds_nothing():
    puzzle = Puzzle({node("t"): [(node("a"), node("k"))]}, {node("a"): {node("a"): 0}}, (node("t"),), {node("k")})

    assert puzzle.solve().nodes == {node("t")}


def test_no_targets_need_nothing():
    assert Puzzle({}, {}, ()).solve().nodes == frozenset()


def test_what_the_greedy_choice_no_longer_needs_is_left_out_all_the_way_down():
    # t needs (x or y) and z; z needs x's whole chain to be spare: y answers both.
    chain = [node(name) for name in ("t", "x", "w", "a")]
    groups = {before: [(after,)] for before, after in pairwise(chain[1:])}
    groups |= {node("t"): [(node("x"), node("y")), (node("y"), node("v"))], node("v"): [(node("v1"),)]}
    puzzle = Puzzle(groups, {node("y"): {node("y"): 5}, node("v1"): {node("v1"): 9}}, (node("t"),))

    assert puzzle.solve(most_combinations=1).nodes == {node("t"), node("y")}


def test_the_greedy_choice_is_seldom_dearer_than_the_best_and_then_not_by_much():
    undecided, dearer = 0, []
    for seed in range(10_000):
        puzzle = random_puzzle(seed)
        greedy = puzzle.solve(most_combinations=1)
        if not greedy.exact:
            undecided += 1
            best = puzzle.spent(puzzle.solve().nodes)
            if (spent := puzzle.spent(greedy.nodes)) > best:
                dearer.append(spent / best)

    # Measured: 44 of the 1,346 that one look does not settle; half of them by up to a seventh, one by 2.1.
    assert undecided > 1000
    assert len(dearer) <= 0.04 * undecided
    assert median(dearer) < 1.2
    assert max(dearer) < 2.5
