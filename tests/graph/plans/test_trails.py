"""Ways to single nodes that are settled once, against the same plans worked out whole."""

from itertools import pairwise

from graph.plan import LearningPath
from graph.planning import learning_path
from graph.plans.constraints import PlanConstraints
from graph.plans.requirements import MOST_KEPT
from graph.plans.trails import settle_trails
from graph.questions.suggestions import suggestions
from graph.served import Served
from schema.record_set import RecordSet
from tests.benchmarks.made_up_courses import made_up
from tests.graph.plans.test_choices import hard_choices, number
from tests.graph.random_courses import question
from tests.graph.teahouse import concept, requires, served


def worked_out(of: Served, target: str) -> LearningPath:
    """Return a plan that is made without what was settled: constraints, even if there are none, make each anew."""
    return learning_path(of, [target], constraints=PlanConstraints())


def in_a_row(count: int) -> Served:
    slugs = [f"step-{at:03}" for at in range(count)]
    needs = [requires(later, earlier) for earlier, later in pairwise(slugs)]
    return served(RecordSet.of([*map(concept, slugs), *needs]))


def test_a_plan_along_what_is_settled_is_the_plan_worked_out_whole():
    for seed in range(300):
        of = served(question(seed).record_set)
        for slug in of.catalogue.concepts:
            assert learning_path(of, [slug]) == worked_out(of, slug) == learning_path(of, [slug]), (seed, slug)


def test_a_prepared_graph_answers_as_one_that_is_not():
    for seed in range(100):
        asked = question(seed)
        of, prepared = served(asked.record_set), served(asked.record_set).prepared()
        for slug in of.catalogue.concepts:
            assert learning_path(prepared, [slug]) == learning_path(of, [slug])
        assert learning_path(prepared, asked.targets, asked.known) == learning_path(of, asked.targets, asked.known)
        assert suggestions(prepared, asked.known) == suggestions(of, asked.known)


def test_preparing_settles_every_concept_of_an_ordinary_course():
    of = served(made_up(400)).prepared()

    graph = of.requirements_of()
    assert set(graph.trails) == set(graph.concepts.values())
    assert all(learning_path(of, [slug]) == worked_out(of, slug) for slug in of.catalogue.concepts)


def test_what_is_kept_of_long_ways_does_not_grow_with_their_square():
    of = in_a_row(2 * MOST_KEPT).prepared()

    assert sorted(len(trail.order) for trail in of.requirements_of().trails.values()) == [*range(1, MOST_KEPT + 1)]
    assert len(learning_path(of, [f"step-{2 * MOST_KEPT - 1:03}"]).steps) == 2 * MOST_KEPT
    assert len(of.requirements_of().trails) == MOST_KEPT


def test_preparing_does_not_wait_for_choices_that_are_hard_to_make():
    graph = hard_choices(40)

    settle_trails(graph)

    assert number(graph, "goal") not in graph.trails
    assert len(graph.trails) >= 40
