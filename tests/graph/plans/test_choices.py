"""The reduced search against the plain one, which tries every set."""

import random
import time

import pytest

from graph.nodes import NodeKind
from graph.plans.choices import required_by
from graph.plans.closure import least_closure
from graph.plans.numbering import requirement_graph_of
from graph.plans.requirements import RequirementGraph
from schema.record_set import RecordSet
from schema.records import Record
from tests.graph.teahouse import COURSE, catalogue, concept, page, requires, teaches


def graph_of(records: list[Record]) -> RequirementGraph:
    return requirement_graph_of(catalogue(RecordSet.of(records)))


def number(graph: RequirementGraph, slug: str) -> int:
    return graph.numbers[NodeKind.CONCEPT, slug]


def tangle(seed: int) -> list[Record]:
    """Return concepts with many choices that lead to each other, share pages and cost the same again and again."""
    chance = random.Random(seed)
    count = chance.randint(4, 14)
    records: list[Record] = [COURSE]
    records += [page(f"/p{n}", f"P{n}", n, characters=chance.choice((150, 300, 300, 600))) for n in range(5)]
    slugs = [f"c{n:02}" for n in chance.sample(range(count), count)]
    for at, slug in enumerate(slugs):
        records.append(concept(slug))
        records += [teaches(f"/p{n}", slug) for n in chance.sample(range(5), chance.choice((0, 1, 1, 2)))]
        for group in range(chance.randint(0, 3) if at else 0):
            size = min(at, chance.choice((1, 2, 2, 3)))
            records.append(requires(slug, *chance.sample(slugs[:at], size), group=group))
    return records


@pytest.mark.parametrize("hundred", range(15))
def test_choices_that_are_reduced_and_taken_apart_end_in_the_least_set(hundred):
    for seed in range(hundred * 100, hundred * 100 + 100):
        chance = random.Random(seed)
        graph = graph_of(tangle(seed))
        concepts = [n for identity, n in graph.numbers.items() if identity[0] is NodeKind.CONCEPT]
        known = graph.known_with(chance.sample(concepts, chance.choice((0, 0, 1))))
        targets = [n for n in chance.sample(concepts, chance.randint(1, 3)) if n not in known]

        def costs(n: int, graph: RequirementGraph = graph) -> dict[int, int]:
            return dict(graph.materials.shelf(n).costs)

        plain = least_closure(
            targets, needs=lambda n, graph=graph: graph.groups[n], costs=costs, satisfied=known.__contains__
        )
        found = required_by(graph, targets, known=known, costs=costs)

        assert plain.exact
        assert found.exact
        assert found.nodes == plain.nodes, seed


def test_many_choices_that_have_nothing_in_common_are_all_settled():
    pairs = [(f"a{n:02}", f"b{n:02}") for n in range(60)]
    records: list[Record] = [COURSE, concept("goal")]
    for at, pair in enumerate(pairs):
        for half, slug in enumerate(pair):
            records += [
                concept(slug),
                page(f"/{slug}", slug, at, characters=3000 + 1500 * half),
                teaches(f"/{slug}", slug),
            ]
        records.append(requires("goal", *pair, group=at))
    graph = graph_of(records)

    found = required_by(
        graph, [number(graph, "goal")], known=frozenset(), costs=lambda n: graph.materials.shelf(n).costs
    )

    assert found.exact
    assert found.nodes == {number(graph, "goal"), *(number(graph, a) for a, _ in pairs)}


def hard_choices(count: int) -> RequirementGraph:
    """Return choices each of which shares a page with the next: no part stands for itself."""
    records: list[Record] = [COURSE, concept("goal")]
    records += [page(f"/p{n}", f"P{n}", n, characters=150 * (40 + n * 7 % 11)) for n in range(2 * count + 2)]
    for n in range(count):
        for half in range(2):
            slug = f"h{n:02}-{half}"
            records += [concept(slug), teaches(f"/p{2 * n + half}", slug), teaches(f"/p{2 * n + 2 + half}", slug)]
        records.append(requires("goal", f"h{n:02}-0", f"h{n:02}-1", group=n))
    return graph_of(records)


def test_the_worst_that_is_still_tried_ends_within_a_second_of_work():
    graph = hard_choices(40)
    started = time.process_time()

    found = required_by(
        graph, [number(graph, "goal")], known=frozenset(), costs=lambda n: graph.materials.shelf(n).costs
    )

    assert not found.exact
    assert all(
        any(member in found.nodes for member in any_of) for node in found.nodes for any_of, _ in graph.groups[node]
    )
    assert time.process_time() - started < 1.5


def test_of_members_that_may_be_avoided_others_are_taken():
    records: list[Record] = [COURSE, *map(concept, ("goal", "left", "right")), requires("goal", "left", "right")]
    graph = graph_of(records)
    goal, left, right = (number(graph, slug) for slug in ("goal", "left", "right"))

    def found(*avoided: int) -> frozenset[int]:
        return required_by(graph, [goal], known=frozenset(), costs=lambda _: {}, avoided=frozenset(avoided)).nodes

    assert found() == {goal, left}
    assert found(left) == {goal, right}
    assert found(left, right) == {goal, left}
