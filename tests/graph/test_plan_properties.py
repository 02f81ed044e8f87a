"""What holds of every plan, tried on random courses and against every set of concepts there is."""

import random
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

import networkx as nx
import pytest

from graph.nodes import key_of
from graph.plan import LearningPath, Route
from graph.planning import learning_path
from schema.record_set import RecordSet
from schema.records import Concept, Record
from tests.graph.random_courses import Question, question
from tests.graph.teahouse import TEAHOUSE, TEAHOUSE_RECORDS, concept, page, requires, served, teaches, with_more

SEEDS = range(300)
ROUTES = pytest.mark.parametrize("route", Route)


@cache
def asked(seed: int) -> Question:
    return question(seed)


@cache
def answered(seed: int, route: Route = Route.REQUIRED) -> LearningPath:
    return answer(asked(seed), route=route)


def answer(to: Question, *, route: Route = Route.REQUIRED, records: Iterable[Record] | None = None) -> LearningPath:
    of = served(RecordSet.of(to.records if records is None else records))
    return learning_path(of, to.targets, to.known, route=route)


def slugs(path: LearningPath) -> list[str]:
    return [key_of(step.node) for step in path.steps]


def likely(path: LearningPath) -> int:
    return path.minutes.likely if path.minutes else 0


def cases(route: Route) -> Iterator[tuple[int, Question, LearningPath]]:
    for seed in SEEDS:
        yield seed, asked(seed), answered(seed, route)


def test_a_plan_takes_the_least_minutes_there_are_and_then_the_fewest_steps():
    for seed, of, path in cases(Route.REQUIRED):
        assert path.exact
        assert (likely(path), len(path.steps)) == of.least(), seed


@ROUTES
def test_every_need_of_every_step_is_answered_before_it(route):
    for seed, of, path in cases(route):
        done = set(of.satisfied)
        for slug in slugs(path):
            assert all(not done.isdisjoint(group) for group in of.groups[slug]), (seed, slug)
            done.add(slug)


@ROUTES
def test_every_target_is_a_step_or_known_or_assumed(route):
    for seed, of, path in cases(route):
        assert set(of.targets) <= set(slugs(path)) | of.satisfied, seed


@ROUTES
def test_no_step_is_known_or_assumed_or_there_twice(route):
    for seed, of, path in cases(route):
        assert of.satisfied.isdisjoint(slugs(path)), seed
        assert len(set(slugs(path))) == len(slugs(path)), seed


def test_no_step_can_be_left_out():
    for seed, of, path in cases(Route.REQUIRED):
        steps = set(slugs(path))
        for spare in steps - set(of.targets):
            have = (steps - {spare}) | of.satisfied
            assert any(have.isdisjoint(group) for slug in steps - {spare} for group in of.groups[slug]), seed


def test_without_choices_a_plan_is_what_networkx_calls_the_ancestors():
    for seed in SEEDS:
        of = asked(seed)
        first = [need.model_copy(update={"any_of": need.any_of[:1]}) for need in of.record_set.requirements]
        others = [one for one in of.records if one not in of.record_set.requirements]
        simple = Question((*others, *first), of.targets, of.known)
        graph = nx.DiGraph((need.any_of[0], need.concept) for need in first)
        graph.add_nodes_from(simple.groups)
        # What is known or assumed needs nothing, and opens no way to what it was made of.
        graph.remove_nodes_from(simple.satisfied)
        targets = set(simple.targets) - simple.satisfied

        expected = targets.union(*(nx.ancestors(graph, target) for target in targets))

        assert set(slugs(answer(simple))) == expected, seed


def test_the_course_route_holds_the_required_steps_and_marks_the_others():
    for seed, _, path in cases(Route.COURSE):
        required = set(slugs(answered(seed)))
        assert {key_of(step.node) for step in path.steps if not step.only_for_order} == required, seed


def test_the_course_route_holds_all_that_the_course_teaches_before_a_step():
    for seed, of, path in cases(Route.COURSE):
        steps = set(slugs(path))
        for one in of.record_set.precedences:
            assert one.after not in steps or one.before in steps | of.satisfied, (seed, one)


def test_the_course_route_follows_the_order_wherever_no_requirement_stands_against_it():
    for seed, of, path in cases(Route.COURSE):
        at = {slug: number for number, slug in enumerate(slugs(path))}
        needs = nx.DiGraph((member, need.concept) for need in of.record_set.requirements for member in need.any_of)
        both = nx.compose(needs, nx.DiGraph((one.before, one.after) for one in of.record_set.precedences))
        if nx.is_directed_acyclic_graph(both.subgraph(at)):
            assert all(at[a] < at[b] for a, b in both.subgraph(at).edges), seed


@ROUTES
def test_every_reason_is_an_edge_of_the_graph_and_the_last_leads_to_a_target(route):
    for seed, of, path in cases(route):
        needs = {(member, need.concept) for need in of.record_set.requirements for member in need.any_of}
        orders = {(one.before, one.after) for one in of.record_set.precedences}
        for step in path.steps:
            chain = [key_of(step.node), *(key_of(reason.node) for reason in step.why)]
            assert chain[-1] in of.targets, seed
            if step.why[0].reason.en == "This is what you asked for":
                assert chain == [chain[0]] * 2
                continue
            for before, after in pairwise(chain):
                assert (before, after) in needs or (route is Route.COURSE and (before, after) in orders), seed


def test_every_reason_for_a_required_step_goes_over_required_steps():
    for seed, _, path in cases(Route.COURSE):
        required = set(slugs(answered(seed)))
        for step in path.steps:
            if not step.only_for_order:
                assert {key_of(reason.node) for reason in step.why} <= required, seed


@ROUTES
def test_the_minutes_of_the_steps_add_up_and_count_everything_once(route):
    for seed, of, path in cases(route):
        assert sum(step.minutes.likely for step in path.steps if step.minutes) == likely(path)
        assert likely(path) == of.minutes(frozenset(slugs(path))), seed


@ROUTES
def test_the_order_of_records_does_not_matter(route):
    for seed in range(0, 300, 6):
        of = asked(seed)
        shuffled = list(of.records)
        random.Random(seed).shuffle(shuffled)

        assert repr(answer(of, route=route, records=shuffled)) == repr(answered(seed, route)), seed


@ROUTES
def test_the_order_of_the_teahouses_records_does_not_matter(route):
    for seed in range(10):
        shuffled = list(TEAHOUSE_RECORDS)
        random.Random(seed).shuffle(shuffled)
        for targets in (["tasting"], ["lab-2"], ["2301.00002", "/docs/lecture-2"], ["milk-tea", "lecture-1"]):
            assert repr(learning_path(served(RecordSet.of(shuffled)), targets, route=route)) == repr(
                learning_path(served(TEAHOUSE), targets, route=route)
            )


@ROUTES
def test_something_unrelated_changes_nothing(route):
    unrelated = [
        concept("a-samovar"),
        concept("zz-samovar"),
        requires("zz-samovar", "a-samovar"),
        page("/docs/samovar", "Samovars", 0, characters=9999),
        teaches("/docs/samovar", "a-samovar"),
    ]
    for seed in range(0, 300, 6):
        of = asked(seed)
        assert repr(answer(of, route=route, records=[*of.records, *unrelated])) == repr(answered(seed, route)), seed


def test_what_requires_a_step_changes_nothing_but_what_it_unlocks():
    of = served(with_more(concept("iced-tea"), requires("iced-tea", "milk-tea")))

    path, before = learning_path(of, ["milk-tea"]), learning_path(served(TEAHOUSE), ["milk-tea"])

    assert slugs(path) == slugs(before)
    assert [one.slug for one in path.steps[-1].unlocks] == ["iced-tea"]


def test_knowing_more_never_lengthens_a_plan():
    for seed, of, path in cases(Route.REQUIRED):
        index = served(of.record_set)
        for more in of.groups:
            longer = learning_path(index, of.targets, [*of.known, more])
            assert longer.exact
            assert likely(longer) <= likely(path), (seed, more)


def test_knowing_all_steps_leaves_nothing_to_do():
    for seed, of, path in cases(Route.REQUIRED):
        assert learning_path(served(of.record_set), of.targets, [*of.known, *slugs(path)]).steps == (), seed


def test_new_names_make_a_plan_of_the_same_length():
    for seed in range(0, 300, 6):
        of = asked(seed)
        names = {slug: f"t{number:02}" for number, slug in enumerate(sorted(of.groups, reverse=True))}
        renamed = [renamed_record(record, names) for record in of.records]

        path = learning_path(
            served(RecordSet.of(renamed)), [names[t] for t in of.targets], [names[k] for k in of.known]
        )

        assert (likely(path), len(path.steps)) == (likely(answered(seed)), len(answered(seed).steps)), seed


def renamed_record(record: Record, names: dict[str, str]) -> Record:
    """Return a record with other slugs for its concepts."""
    fields = record.model_dump()
    for field in ("concept", "before", "after") + (("slug",) if isinstance(record, Concept) else ()):
        if field in fields:
            fields[field] = names[fields[field]]
    if "any_of" in fields:
        fields["any_of"] = [names[slug] for slug in fields["any_of"]]
    if isinstance(record, Concept):
        fields["name"] = {"zh": fields["slug"], "en": fields["slug"]}
    return type(record).model_validate(fields)


def test_alternatives_are_what_a_choice_left_out():
    for seed, of, path in cases(Route.REQUIRED):
        steps = set(slugs(path))
        expected = {
            (slug, group)
            for slug in steps
            for group in of.groups[slug]
            if of.satisfied.isdisjoint(group) and not set(group) <= steps
        }
        told = {
            (key_of(one.concept), frozenset((key_of(one.chosen), *map(key_of, one.others))))
            for one in path.alternatives
        }

        assert len(path.alternatives) == sum(
            of.satisfied.isdisjoint(group) and not set(group) <= steps for slug in steps for group in of.groups[slug]
        ), seed
        assert {slug for slug, _ in told} == {slug for slug, _ in expected}
        assert all(any(slug == s and members <= set(group) for s, group in expected) for slug, members in told)


def test_assumed_is_what_a_step_names_and_nobody_need_learn():
    for seed, of, path in cases(Route.REQUIRED):
        assumed = {one.slug for one in of.record_set.concepts if one.assumed}
        named = {member for slug in slugs(path) for group in of.groups[slug] for member in group} | set(of.targets)

        assert {one.slug for one in path.assumed} <= assumed & named, seed
        assert [one.slug for one in path.assumed] == sorted(one.slug for one in path.assumed)
