"""Editions, changes and reorderings, as clients ask for them."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from api.app import create_app
from api.execution import _INLINE_NODES
from api.preparation import Preparation
from api.settings import Settings
from graph.history import History
from graph.served import served_from
from schema.record_set import RecordSet
from schema.records import Coverage, Record, Requirement
from schema.store import VOCABULARY, Store
from schema.values import CoverageKind, Evidence, Text
from tests.api.server import running
from tests.api.tea import POUR, STEEP, tea

CHANGES = """query ($since: String!, $until: String, $route: Route) {
  changes(since: $since, until: $until, route: $route) {
    course since { revision vocabulary back seenAt } until { revision back }
    changes { subject kind aspect node { id kind key title(language: EN) node { id } } other { key node { id } }
      before(language: EN) after(language: EN) sentence(language: EN) }
    few: changes(subjects: [COVERAGE]) { subject }
    plans { number title stepsBefore stepsAfter minutesBefore { likely } minutesAfter { likely }
      new { key title(language: EN) } gone { key } moved { key } lecture { number } } } }"""
REORDERING = """{ reordering {
  exact course { slug }
  violations { page { path } concept { slug } anyOf { slug } taughtOn { path } reason evidence sentence(language: EN) }
  moves { pages { path } lecture leavesLecture before { path } after { path } mends { concept { slug } }
    sentence(language: EN) }
  unmendable { why sentence(language: EN) violation { page { path } } circle { concept { slug } } } } }"""


def need(concept: str, group: int, member: str) -> Requirement:
    reason = Text(en=f"{concept} needs {member}")
    return Requirement(concept=concept, group=group, any_of=(member,), reason=reason, evidence=Evidence.CURATED)


def teaches_pouring(one: Record) -> bool:
    return isinstance(one, Coverage) and (one.concept, one.kind) == ("pouring", CoverageKind.TEACHES)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with two revisions of the tea course; in the older one no page teaches pouring."""
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('past') / 'tea.db'}")
    records = tea().catalogue.records
    now = tea().catalogue.states["tea"].ingested_at
    words = RecordSet(
        concepts=records.concepts,
        requirements=records.requirements,
        relations=records.relations,
        paper_concepts=records.paper_concepts,
    )
    own = RecordSet.of(one for one in records if one not in {*words, *records.papers, *records.citations})
    older = RecordSet.of(one for one in own if not teaches_pouring(one))
    with store.writing() as transaction:
        transaction.save_papers(records.papers, records.citations)
        transaction.save_revision(VOCABULARY, words, sources=("pack",), now=now)
        transaction.save_revision("tea", older, sources=("site",), now=now)
        transaction.save_revision("tea", own, sources=("site",), now=now + timedelta(days=1))
    yield store
    store.close()


@pytest.fixture(scope="module")
def past(store: Store) -> Iterator[httpx.Client]:
    app = create_app(served_from(store), Settings(_env_file=None), history=History(store))  # type: ignore[call-arg]
    with running(app) as address, httpx.Client(base_url=address, timeout=20, trust_env=False) as client:
        yield client


def asked(client: httpx.Client, query: str, **variables):
    return client.post("/graphql", json={"query": query, "variables": variables}).json()


def test_what_differs_is_told_with_its_nodes_and_in_a_sentence(past):
    found = asked(past, CHANGES, since="@1")["data"]["changes"]

    (taught,) = [one for one in found["changes"] if one["subject"] == "COVERAGE"]
    assert taught["kind"] == "ADDED"
    assert taught["sentence"] == "How to pour: now teaches Pouring"
    assert taught["node"]["node"] == {"id": taught["node"]["id"]}
    assert taught["other"]["key"] == "pouring"
    assert found["few"] == [{"subject": "COVERAGE"}]
    assert (found["course"], found["since"]["back"], found["until"]["back"]) == ("tea", 1, 0)


def test_the_revisions_that_are_listed_are_those_that_can_be_named(past):
    editions = asked(past, "{ revisions { revision vocabulary seenAt back } }")["data"]["revisions"]

    assert [one["back"] for one in editions] == [0, 1]
    named = asked(past, CHANGES, since=editions[0]["revision"][:6], until=editions[1]["revision"])["data"]["changes"]
    assert named["until"]["revision"] == editions[1]["revision"]
    assert [one["kind"] for one in named["changes"] if one["subject"] == "COVERAGE"] == ["REMOVED"]


def test_plans_that_change_are_told_with_their_steps(past):
    plans = asked(past, CHANGES, since="@1", route=None)["data"]["changes"]["plans"]

    (second,) = plans
    assert (second["number"], second["lecture"]["number"]) == (2, 2)
    assert "pouring" in [step["key"] for step in second["new"]]
    assert (second["gone"], second["stepsAfter"] - second["stepsBefore"]) == ([], len(second["new"]))


@pytest.mark.parametrize("since", ["zz", "@9"])
def test_a_revision_that_is_not_there_is_not_found_and_others_are_named(past, since):
    (error,) = asked(past, CHANGES, since=since)["errors"]

    assert error["extensions"]["code"] == "NOT_FOUND"
    assert len(error["extensions"]["candidates"]) == 2


def test_a_course_that_is_not_there_is_not_found(past):
    (error,) = asked(past, '{ revisions(course: "coffee") { back } }')["errors"]

    assert error["extensions"]["code"] == "NOT_FOUND"


@pytest.mark.parametrize("query", ['{ changes(since: "@1") { course } }', "{ revisions { back } }"])
def test_a_service_without_a_store_says_that_it_keeps_nothing_earlier(ask, query):
    (error,) = ask(query)["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "keeps no earlier ones" in error["message"]


@pytest.mark.parametrize("query", ['{ changes(since: "@1") { course } }', "{ revisions { back } }"])
def test_what_reads_the_database_does_not_hold_up_the_loop(query):
    from api.graphql_schema import schema_of_api

    prepared = Preparation(schema_of_api, Settings(_env_file=None)).prepare(query, None, None)  # type: ignore[call-arg]

    assert prepared.cost.nodes > _INLINE_NODES


def test_a_course_in_order_is_left_as_it_is(data):
    found = data(REORDERING)["reordering"]

    assert (found["exact"], found["violations"], found["moves"], found["unmendable"]) == (True, [], [], [])


def test_an_entrance_that_looks_ahead_is_told_as_unmendable():
    with running(create_app(tea(need("leaf", 0, "pouring")), Settings(_env_file=None))) as address:  # type: ignore[call-arg]
        found = httpx.post(f"{address}/graphql", json={"query": REORDERING}, trust_env=False).json()["data"]

    (violation,) = found["reordering"]["violations"]
    assert (violation["page"]["path"], violation["concept"]["slug"]) == (STEEP, "leaf")
    assert [page["path"] for page in violation["taughtOn"]] == [POUR]
    assert violation["reason"] == "leaf needs pouring"
    (stuck,) = found["reordering"]["unmendable"]
    assert (stuck["why"], stuck["violation"]["page"]["path"]) == ("ENTRANCE", STEEP)
