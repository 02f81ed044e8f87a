"""The papers of the real course, as verified facts say arXiv has them."""

import json
from datetime import timedelta

import pytest

from ingest.arxiv.refresh import misnamed_papers, refresh
from ingest.arxiv.statuses import PaperStatus
from ingest.run import ingest
from schema.arxiv_ids import arxiv_id
from schema.store import VOCABULARY, Store
from tests.ingest.arxiv.conftest import NOW
from tests.ingest.arxiv.stand_in import Shelved
from tests.shared_files import shared_file

LINKED_WRONGLY = {
    "2410.01220": "Effective Tuning Strategies for Generalist Robot Manipulation Policies",
    "2307.13304": "QuIP: 2-Bit Quantization of Large Language Models With Guarantees",
}


@pytest.fixture(scope="module")
def facts():
    records = json.loads(shared_file("arxiv/papers.json").read_text(encoding="utf-8"))
    return {one["id"]: one for one in records if arxiv_id(one["id"])}


@pytest.fixture
def store_of_site(ingested, tmp_path):
    """What the store holds once the newer build was ingested."""
    ingested("2026-03-11", to=tmp_path / "site.db")
    store = Store.open(f"sqlite:///{tmp_path / 'site.db'}")
    yield store
    store.close()


@pytest.fixture
def store(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'course.db'}")
    yield store
    store.close()


def linked_papers(store):
    with store.reading() as transaction:
        courses = [head for head in transaction.heads() if head.scope != VOCABULARY]
        revisions = [transaction.revision(head.scope, head.revision) for head in courses]
    return {one.paper for revision in revisions for one in revision.recommendations if one.paper}


def test_all_papers_of_the_course_take_one_request_and_none_the_second_time(store_of_site, stand_in, arxiv_at, facts):
    stand_in.shelve(Shelved.of(one) for one in facts.values())

    first = refresh(store_of_site, arxiv=arxiv_at(), now=NOW)
    second = refresh(store_of_site, arxiv=arxiv_at(now=NOW + timedelta(hours=20)), now=NOW + timedelta(hours=20))

    linked = {id_ for id_ in linked_papers(store_of_site) if arxiv_id(id_)}
    assert len(linked) >= 49
    assert linked <= {one.id for one in first.outcomes}
    assert (first.requests, second.requests) == (1, 0)
    assert first.problem is None
    assert not [one for one in first.outcomes if one.is_grave]


def test_what_has_been_verified_is_what_the_store_holds_afterwards(store, stand_in, arxiv_at, facts):
    ingest(store, now=NOW)
    stand_in.shelve(Shelved.of(one) for one in facts.values())

    refresh(store, arxiv=arxiv_at(), now=NOW)

    with store.reading() as transaction:
        papers = {paper.id: paper for paper in transaction.papers() if paper.arxiv_id}
    compared = 0
    for id_, paper in papers.items():
        sure = {name for name, state in facts[id_]["verification"].items() if state == "confirmed"}
        for name in sure & {"title", "latest_version", "primary_category", "venue", "doi"}:
            assert getattr(paper, name) == facts[id_].get(name), (id_, name)
            compared += 1
        if "authors" in sure:
            assert list(paper.authors) == [" ".join(name.split()) for name in facts[id_]["authors"]]
        if "published" in sure:
            assert paper.published.isoformat() == facts[id_]["published"]
    assert compared > 200


def test_links_that_lead_to_other_papers_than_they_say_are_found(store_of_site, stand_in, arxiv_at, facts):
    stand_in.shelve(Shelved.of(one) for one in facts.values())

    report = refresh(store_of_site, arxiv=arxiv_at(), now=NOW)

    wrong = {one.id: one.title for one in report.outcomes if PaperStatus.TITLE_DIFFERS in one.statuses}
    assert wrong.items() >= LINKED_WRONGLY.items()
    assert set(wrong) == set(misnamed_papers(store_of_site))


def test_the_awkward_records_are_read_as_arxiv_prints_them(store, stand_in, arxiv_at, facts):
    ingest(store, now=NOW)
    hard = [one for one in facts.values() if one["group"] == "hard_case"]
    stand_in.shelve(Shelved.of(one) for one in hard)

    report = refresh(store, [one["id"] for one in hard], arxiv=arxiv_at(), now=NOW)

    assert report.requests == 1
    with store.reading() as transaction:
        papers = {paper.id: paper for paper in transaction.papers()}
    for one in hard:
        if one["verification"]["title"] == "confirmed":
            assert papers[one["id"]].title == " ".join(one["title"].split())
        if one["verification"]["authors"] == "confirmed":
            assert list(papers[one["id"]].authors) == [" ".join(name.split()) for name in one["authors"]]
    withdrawn = {one["id"] for one in hard if one["withdrawn"] and one["verification"]["comment"] == "confirmed"}
    assert withdrawn
    assert {one.id for one in report.outcomes if PaperStatus.WITHDRAWN in one.statuses} == withdrawn
