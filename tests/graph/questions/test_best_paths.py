"""The best paths between nodes, against trying all of them."""

import random
from itertools import pairwise

import pytest

from graph.questions.best_paths import best_paths


def graph(seed):
    chance = random.Random(seed)
    nodes = [f"n{number}" for number in range(chance.randint(2, 7))]
    costs = {
        (one, other): (chance.randint(0, 1), chance.randint(1, 2))
        for one in nodes
        for other in nodes
        if one != other and chance.random() < 0.4
    }
    return nodes, costs


def every_path(start, end, costs, path=()):
    path = (*path, start)
    if start == end:
        yield path
        return
    for one, other in costs:
        if one == start and other not in path:
            yield from every_path(other, end, costs, path)


def cost_of(path, costs):
    steps = [costs[pair] for pair in pairwise(path)]
    return sum(first for first, _ in steps), sum(second for _, second in steps)


@pytest.mark.parametrize("seed", range(200))
def test_all_paths_of_the_least_cost_are_found_and_no_others(seed):
    nodes, costs = graph(seed)
    start, end = nodes[0], nodes[-1]

    found, count = best_paths(
        start, end, lambda here: [(one, cost) for (one, other), cost in costs.items() if other == here], most=1000
    )

    paths = list(every_path(start, end, costs))
    least = min((cost_of(path, costs) for path in paths), default=None)
    assert list(found) == sorted(path for path in paths if cost_of(path, costs) == least)
    assert count == len(found)


def test_many_paths_are_counted_without_being_spelled_out():
    def before(here):
        level, _ = here
        return [((level - 1, side), (0, 1)) for side in "ab"] if level else []

    found, count = best_paths((0, "a"), (200, "a"), before, most=3)

    assert count == 2**199
    assert len(found) == 3
    assert found[0] == tuple((level, "a") for level in range(201))


def test_a_node_is_reached_from_itself_in_no_step():
    assert best_paths("tea", "tea", lambda _: (), most=5) == ((("tea",),), 1)
