"""Plans for which there is only so much time, and what holds of every plan under constraints."""

import random
from functools import cache

import pytest

from graph.nodes import key_of
from graph.plan import LearningPath, Route
from graph.planning import learning_path
from graph.plans.constraints import Constraint, PlanConstraints
from schema.record_set import RecordSet
from schema.values import Priority
from tests.graph.constrained import about, likely, materials, names, plan, told, with_papers
from tests.graph.estimates import LAB, page_minutes, paper_minutes
from tests.graph.random_courses import Question, question
from tests.graph.teahouse import (
    concept,
    served,
    with_more,
)

# --- time ---


def test_what_fits_is_left_alone():
    whole = plan("tasting lab-2")

    assert plan("tasting lab-2", max_minutes=likely(whole)) == whole


def test_without_time_there_are_no_steps():
    path = plan("tasting", max_minutes=0)

    assert (path.steps, path.minutes) == ((), None)
    assert told(path) == names(plan("tasting"))


def test_without_time_there_is_none_for_what_takes_an_unknown_time_either():
    of = served(with_more(concept("silence")))

    path = plan("silence", of=of, max_minutes=0)

    assert path.steps == ()
    assert told(path) == ["silence"]


def test_less_urgent_papers_go_before_labs_and_labs_before_what_has_to_be_read():
    of = served(with_papers())
    whole = likely(plan("green-tea", of=of))
    springs = paper_minutes("strong")

    assert told(plan("green-tea", of=of, max_minutes=whole - 1)) == ["on-springs"]
    assert set(told(plan("green-tea", of=of, max_minutes=whole - springs - LAB))) == {"on-springs", "teahouse/lab-1"}
    without = plan("green-tea", of=of, max_minutes=page_minutes(3000) + page_minutes(6000))
    assert set(told(without)) == {"on-springs", "teahouse/lab-1", "2301.00001"}
    assert names(without) == names(plan("green-tea", of=of))


def test_what_had_gone_comes_back_where_it_fits_after_all():
    of = served(with_papers())
    springs, pages = paper_minutes("strong"), page_minutes(3000) + page_minutes(6000)

    # The paper went first, but once the lab has gone there is time for it.
    path = plan("green-tea", of=of, max_minutes=pages + springs + 90)

    assert "on-springs" in materials(path)
    assert told(path) == ["teahouse/lab-1"]


def test_the_only_reading_of_a_step_does_not_go_to_save_time():
    path = plan("tasting", "blending", max_minutes=10)

    assert path.steps == ()
    assert told(path) == ["tasting"]


def test_how_much_time_is_missing_for_a_material_is_told():
    whole = likely(plan("green-tea"))

    out = about(plan("green-tea", max_minutes=whole - 20), "teahouse/lab-1")

    assert (out.constraint, out.way_round.minutes) == (Constraint.MAX_MINUTES, 20)


def test_of_several_targets_the_dearest_go_until_the_others_fit():
    alone = likely(plan("water"))

    path = plan("water tasting", max_minutes=alone)

    assert names(path) == ["water"]
    assert set(told(path)) == set(names(plan("tasting"))) - {"water"}
    missing = page_minutes(9000) + paper_minutes("none")
    assert about(path, "tasting").way_round.minutes == missing
    assert "Only “Tasting” needs it" in about(path, "blending").reason.en


def test_a_target_that_another_needs_anyway_does_not_go():
    path = plan("black-tea milk-tea", max_minutes=page_minutes(3000))

    assert names(path) == ["leaves", "water"]


def test_a_target_that_takes_too_long_is_approached_as_far_as_time_goes():
    path = plan("milk-tea", max_minutes=page_minutes(3000) + 1)

    assert names(path) == ["leaves", "water"]
    assert told(path) == ["black-tea", "milk-tea"]
    assert about(path, "milk-tea").way_round.minutes == page_minutes(9000) - 1
    assert key_of(path.targets[0]) == "milk-tea"


def test_on_the_course_route_the_required_route_is_the_way_round_where_it_fits():
    needed = likely(plan("milk-tea"))

    path = plan("milk-tea", route=Route.COURSE, max_minutes=needed)

    out = about(path, "milk-tea")
    assert out.way_round.minutes == needed
    assert "only what is required" in out.way_round.text.en


# --- what holds of every plan ---

SEEDS = range(400)


def asked_of(seed: int, whole: LearningPath) -> dict:
    chance = random.Random(seed)
    every = {
        "max_minutes": chance.randint(0, likely(whole) + 20),
        "priorities": frozenset(chance.sample(list(Priority), chance.randint(0, 3))),
        "language": chance.choice(("zh", "en")),
    }
    return {name: every[name] for name in chance.sample(sorted(every), chance.randint(1, 3))}


@cache
def constrained(route: Route) -> list[tuple[int, Question, LearningPath, LearningPath, dict]]:
    found = []
    for seed in SEEDS:
        of = question(seed)
        index = served(of.record_set)
        whole = learning_path(index, of.targets, of.known, route=route)
        asked = asked_of(seed, whole)
        path = learning_path(index, of.targets, of.known, route=route, constraints=PlanConstraints(**asked))
        found.append((seed, of, whole, path, asked))
    return found


@pytest.mark.parametrize("route", Route)
def test_every_step_that_stays_has_all_it_requires_before_it(route):
    for seed, of, _, path, _ in constrained(route):
        done = set(of.satisfied)
        for slug in names(path):
            assert all(not done.isdisjoint(group) for group in of.groups[slug]), (seed, slug)
            done.add(slug)


@pytest.mark.parametrize("route", Route)
def test_a_plan_never_takes_more_time_than_there_is(route):
    for seed, _, whole, path, asked in constrained(route):
        assert likely(path) <= asked.get("max_minutes", likely(whole)), seed


@pytest.mark.parametrize("route", Route)
def test_what_stays_and_what_is_told_make_up_the_plan_without_constraints(route):
    for seed, _, whole, path, _ in constrained(route):
        left_out = set(told(path))
        assert set(names(path)) | (left_out & set(names(whole))) == set(names(whole)), seed
        assert left_out.isdisjoint(names(path)), seed
        gone = [step for step in whole.steps if key_of(step.node) in left_out]
        shown = {key_of(one) for step in gone for one in (*step.pages, *step.papers, *step.labs)}
        assert materials(path) | left_out | shown >= materials(whole), seed
        assert materials(path) <= materials(whole), seed
        assert materials(path).isdisjoint(left_out), seed


def test_no_step_that_had_something_to_read_is_left_with_nothing():
    for seed, _, whole, path, _ in constrained(Route.REQUIRED):
        had = {key_of(step.node) for step in whole.steps if step.pages or step.papers}
        assert all(step.pages or step.papers for step in path.steps if key_of(step.node) in had), seed


def test_every_target_that_fits_is_reached():
    for seed, of, whole, path, asked in constrained(Route.REQUIRED):
        if likely(whole) <= asked.get("max_minutes", likely(whole)) and asked.get("max_minutes") != 0:
            assert set(of.targets) <= set(names(path)) | of.satisfied, seed


def test_the_same_question_has_the_same_answer_whatever_the_order_of_records():
    for seed in range(0, 400, 8):
        of = question(seed)
        shuffled = list(of.records)
        random.Random(seed).shuffle(shuffled)
        asked = PlanConstraints(**asked_of(seed, learning_path(served(of.record_set), of.targets, of.known)))

        paths = [
            learning_path(served(RecordSet.of(records)), of.targets, of.known, constraints=asked)
            for records in (of.records, shuffled)
        ]

        assert repr(paths[0]) == repr(paths[1]), seed
