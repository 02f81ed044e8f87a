"""What to learn next in large courses, against one query for the ancestors of a node, and against the definition.

Times are CPU times of this process; each figure is the least of several rounds in which the rivals take turns. In a
course about one thing the last concepts have hundreds of ancestors; in a course of many small areas a concept has about
fifty, which networkx collects in 20 µs. In both, ten suggestions with their reasons, materials and what they unlock
take no longer than one query for these. What is the same whoever asks is worked out with the graph, by
``Served.prepared``, or else once when it is first asked for, which is bounded as well: what a node leads to, what needs
it, and what can be seen from it. What is known is put together anew each time.
"""

import gc
import random
import time
from collections.abc import Callable
from functools import cache
from itertools import pairwise

import networkx as nx
import pytest

from graph.nodes import NodeKind, key_of
from graph.questions.suggestions import suggestions
from graph.served import Served
from schema.record_set import RecordSet
from tests.benchmarks.made_up_courses import AREA, made_up, served_course, slug_of
from tests.graph.teahouse import concept, requires, served

ROUNDS = 9
SIZES = (2_000, 20_000)
ONE_THING = 1.0
"""How many queries for the ancestors of the node that has most ten suggestions may take; measured, 0.1 to 0.35."""

AREAS = 1.0
"""The same in a course of many small areas; measured, 0.75 to 0.92."""

FIRST = 20.0
"""The same where nothing was asked before and the graph is not prepared; measured, 11."""

UNRELATED = 1.3
"""How many times longer they may take beside nine times as many unrelated nodes; measured, 1.0."""


@cache
def course(size: int, area: int) -> Served:
    return served_course(size, area).prepared()


@cache
def requirements(size: int, area: int) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    catalogue = course(size, area).catalogue
    graph.add_nodes_from(catalogue.concepts)
    graph.add_edges_from((one, need.concept) for need in catalogue.records.requirements for one in need.any_of)
    return graph


def some_known(size: int, seed: int = 1, count: int = 10) -> list[str]:
    return [slug_of(number) for number in sorted(random.Random(seed).sample(range(size), count))]


def raced(*rivals: Callable[[], object], times: int) -> list[float]:
    """Return the least CPU time of each rival over rounds in which they take turns, each so many times."""
    taken: list[list[float]] = [[] for _ in rivals]
    gc.collect()
    gc.disable()
    try:
        for _ in range(ROUNDS):
            for rival, mine in zip(rivals, taken, strict=True):
                start = time.process_time()
                for _ in range(times):
                    rival()
                mine.append(time.process_time() - start)
    finally:
        gc.enable()
    return [min(mine) for mine in taken]


def queries_taken(size: int, area: int) -> float:
    """Return how many queries for the ancestors of the node that has most ten suggestions take."""
    here, graph, known = course(size, area), requirements(size, area), some_known(size, count=3)
    target = max(list(graph)[::7], key=lambda node: (len(nx.ancestors(graph, node)), node))
    assert len(suggestions(here, known)) == 10
    ours, theirs = raced(lambda: suggestions(here, known), lambda: nx.ancestors(graph, target), times=50)
    return ours / theirs


@pytest.mark.parametrize("size", SIZES)
def test_ten_suggestions_take_no_longer_than_one_query_for_many_ancestors(size):
    taken = queries_taken(size, area=size)

    assert taken <= ONE_THING, f"{taken:.2f} queries"


@pytest.mark.parametrize("size", SIZES)
def test_ten_suggestions_take_no_longer_than_one_query_for_few_ancestors(size):
    taken = queries_taken(size, area=AREA)

    print(f"{taken:.2f} queries")
    assert taken <= AREAS, f"{taken:.2f} queries"


def test_the_first_ten_suggestions_take_a_few_more():
    here, graph = course(SIZES[0], AREA), requirements(SIZES[0], AREA)
    target = max(list(graph)[::7], key=lambda node: (len(nx.ancestors(graph, node)), node))
    people = [some_known(SIZES[0], seed, count=3) for seed in range(20)]
    fresh = [Served(here.catalogue, here.refs, here.search) for _ in range(ROUNDS)]
    for one in fresh:
        one.outlook_of()

    def first() -> None:
        of = fresh.pop()
        for known in people:
            suggestions(of, known)

    ours, theirs = raced(first, lambda: [nx.ancestors(graph, target) for _ in people], times=1)

    print(f"{ours / theirs:.1f} queries")
    assert ours / theirs <= FIRST


def test_unrelated_nodes_cost_nothing():
    small = made_up(2_000, area=2_000)
    strangers = [concept(f"z{number:06}") for number in range(18_000)]
    needs = [requires(one.slug, other.slug) for other, one in pairwise(strangers)]
    alone, among = served(small), served(small | RecordSet.of([*strangers, *needs]))
    known = some_known(2_000)
    assert [key_of(one.node) for one in suggestions(among, known)] == [
        key_of(one.node) for one in suggestions(alone, known)
    ]

    before, after = raced(lambda: suggestions(alone, known), lambda: suggestions(among, known), times=100)

    assert after / before <= UNRELATED, f"{after / before:.2f} times as long"


def by_definition(here: Served, known: list[str]) -> list[str]:
    """Return the concepts that can be learnt, in order, by looking at every concept."""
    catalogue = here.catalogue
    groups = {slug: [set(need.any_of) for need in catalogue.requirements.get(slug, ())] for slug in catalogue.concepts}
    basics = {one.slug for one in catalogue.concepts.values() if one.assumed}
    implied: set[str] = set()
    waiting = list(known)
    while waiting:
        if (slug := waiting.pop()) not in implied:
            implied.add(slug)
            waiting += [one for group in groups[slug] if len(group) == 1 for one in group]
    builds: nx.DiGraph[str] = nx.DiGraph()
    builds.add_nodes_from(groups)
    for slug, needs in groups.items():
        builds.add_edges_from((one, slug) for need in needs if not need & basics for one in need)
    named = implied - basics | set(known)
    found = [
        slug
        for slug, needs in groups.items()
        if slug not in implied | basics and all(need & (implied | basics) for need in needs)
    ]
    return sorted(
        found,
        key=lambda slug: (
            not any(need & named for need in groups[slug]),
            -len(nx.descendants(builds, slug)),
            catalogue.course_order(slug),
        ),
    )


@pytest.mark.parametrize("area", [AREA, 2_000])
@pytest.mark.parametrize("seed", range(3))
def test_suggestions_in_a_large_course_are_those_of_the_definition(seed, area):
    here, known = course(2_000, area), some_known(2_000, seed)

    found = suggestions(here, known, limit=100, kinds=[NodeKind.CONCEPT])

    assert [key_of(one.node) for one in found] == by_definition(here, known)[:100]
