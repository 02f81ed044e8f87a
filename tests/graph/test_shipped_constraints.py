"""Constraints on plans of the shipped course: whatever is asked, what stays can be used, and what goes is told."""

import random

import pytest

from graph.catalogue import catalogue_of
from graph.nodes import NodeKind
from graph.plan import LearningPath, Route
from graph.planning import learning_path
from graph.plans.constraints import PlanConstraints
from graph.plans.hardware import least_memory
from graph.served import Served
from ingest.pack.loading import load_pack
from schema.record_set import RecordSet
from schema.values import Evidence, Priority


@pytest.fixture(scope="module")
def shipped() -> Served:
    pack = load_pack()
    of_courses = (record for course in pack.courses for record in course.records)
    return Served.of(catalogue_of(RecordSet.of([*pack.vocabulary, *pack.papers, *pack.citations, *of_courses]), ()))


def constraints(chance: random.Random) -> PlanConstraints:
    return PlanConstraints(
        max_minutes=chance.choice((None, 0, 60, 200, 600, 2000)),
        gpu_memory_gb=chance.choice((None, 0, 8, 16, 24, 40, 80)),
        language=chance.choice((None, None, "zh", "en")),
        priorities=chance.choice((None, frozenset(), frozenset({Priority.MUST}))),
        least_evidence=chance.choice((None, None, Evidence.CURATED, Evidence.STATED)),
    )


def numbers(served: Served, path: LearningPath) -> list[int]:
    return [served.requirements_of().number(step.node) for step in path.steps]


@pytest.mark.parametrize("route", Route)
@pytest.mark.parametrize("seed", range(60))
def test_what_stays_can_be_used_and_what_goes_is_told(shipped, seed, route):
    chance = random.Random(seed)
    refs = [*shipped.catalogue.concepts, *shipped.catalogue.papers, "lab-1", "lab-2", "lab-3", "lab-4", "lab-5"]
    targets = [*chance.sample(refs, chance.choice((1, 1, 2, 4))), *chance.sample(refs[-5:], chance.choice((0, 1)))]
    known = chance.sample(list(shipped.catalogue.concepts), chance.choice((0, 0, 2)))
    asked = constraints(chance)

    path = learning_path(shipped, targets, known, route=route, constraints=asked)

    graph = shipped.requirements_of(least=asked.least_evidence)
    done = shipped.requirements_of().known_with(graph.number(node) for node in path.known)
    for number in numbers(shipped, path):
        assert all(not done.isdisjoint(any_of) for any_of, _ in graph.groups[number])
        done.add(number)
    if asked.max_minutes is not None:
        assert (path.minutes.likely if path.minutes else 0) <= asked.max_minutes
    labs = [one for step in path.steps for one in (*step.labs, *([step.node] if step.kind is NodeKind.LAB else []))]
    if asked.gpu_memory_gb is not None:
        assert all((least_memory(shipped.catalogue.lab_facts(lab)) or 0) <= asked.gpu_memory_gb for lab in labs)
    told = {id(one.node) for one in path.excluded if not one.kept} | {id(step.node) for step in path.steps}
    whole = learning_path(shipped, targets, known, route=route)
    if asked.least_evidence is None:
        assert {id(step.node) for step in whole.steps} <= told
    assert all(one.reason.zh and one.reason.en for one in path.excluded)
