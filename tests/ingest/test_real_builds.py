"""Both real builds of the course, whole, against the pack that states its facts."""

from datetime import UTC, datetime

import pytest

from graph.catalogue import Catalogue
from graph.served import served_from
from ingest.pack.loading import load_pack
from ingest.run import ingest
from schema.records import Page, Recommendation
from schema.store import Store
from schema.values import CoverageKind, Evidence
from tests.shared_files import real_build

NOW = datetime(2026, 3, 11, tzinfo=UTC)
BUILDS = ("2026-02-26", "2026-03-11")
COURSE = "llm-post-training"
FORMERLY_PLAIN = {
    "/docs",
    "/docs/lecture-1/post-training-overview",
    "/docs/lecture-1/sft-core-concepts",
    "/docs/lecture-1/evaluation-methods",
    "/docs/lecture-1/lab",
    "/docs/lecture-2/lab",
}
"""The pages that the older build renders from plain Markdown, and so in part only."""


@pytest.fixture(scope="module")
def catalogues(ingested, tmp_path_factory) -> dict[str, Catalogue]:
    found = {}
    for build in BUILDS:
        database = tmp_path_factory.mktemp(build) / "course.db"
        (report,) = ingested(build, to=database)
        assert report.course == COURSE
        store = Store.open(f"sqlite:///{database}")
        found[build] = served_from(store).catalogue
        store.close()
    return found


@pytest.fixture(scope="module")
def pack():
    (course,) = load_pack().courses
    return course


def outline(page: Page) -> tuple[object, ...]:
    return page.path, page.title, page.kind, page.position, page.lecture, page.section


def said(one: Recommendation) -> dict[str, object]:
    return one.model_dump(exclude={"position"})


@pytest.mark.parametrize("build", BUILDS)
def test_the_tree_of_a_build_is_that_of_the_pack(catalogues, pack, build):
    catalogue = catalogues[build]

    assert [outline(page) for page in catalogue.pages[COURSE]] == [outline(page) for page in pack.pages]
    assert catalogue.lectures[COURSE] == pack.lectures
    assert catalogue.labs[COURSE] == pack.labs
    assert catalogue.courses[COURSE] == pack.course


def test_the_pages_of_the_newer_build_are_as_long_as_the_pack_says(catalogues, pack):
    lengths = {page.path: page.characters for page in catalogues["2026-03-11"].pages[COURSE]}

    assert lengths == {page.path: page.characters for page in pack.pages}


def test_the_older_build_is_as_long_but_for_the_pages_it_renders_in_part(catalogues, pack):
    lengths = {page.path: page.characters for page in catalogues["2026-02-26"].pages[COURSE]}

    different = {page.path for page in pack.pages if lengths[page.path] != page.characters}

    assert different == FORMERLY_PLAIN


def test_the_newer_build_recommends_what_the_pack_says_field_by_field(catalogues, pack):
    catalogue = catalogues["2026-03-11"]

    for page in pack.pages:
        expected = [said(one) for one in pack.recommendations if one.page == page.path]
        found = [said(one) for one in catalogue.recommendations_of_page.get((COURSE, page.path), ())]
        assert found == expected, page.path
    assert {one.url: one.title for one in catalogue.resources[COURSE]} == {one.url: one.title for one in pack.resources}


def test_the_older_build_recommends_the_same_papers_in_the_same_roles(catalogues, pack):
    catalogue = catalogues["2026-02-26"]

    for page in pack.pages:
        if page.path not in FORMERLY_PLAIN:
            expected = [said(one) for one in pack.recommendations if one.page == page.path]
            found = [said(one) for one in catalogue.recommendations_of_page.get((COURSE, page.path), ())]
            assert found == expected, page.path


@pytest.mark.parametrize("build", BUILDS)
def test_what_a_pack_says_that_pages_teach_and_labs_need_comes_along(catalogues, pack, build):
    records = catalogues[build].records

    taught = {(one.page, one.concept) for one in records.coverages if one.kind is CoverageKind.TEACHES}
    assert {(one.page, one.concept) for one in pack.coverages if one.kind is CoverageKind.TEACHES} <= taught
    order = {(one.before, one.after) for one in records.precedences}
    assert {(one.before, one.after) for one in pack.precedences} <= order
    assert set(records.artifact_needs) == set(pack.artifact_needs)


@pytest.mark.parametrize("build", BUILDS)
def test_what_pages_name_is_linked_with_its_places(catalogues, build):
    linked = [one for one in catalogues[build].records.coverages if one.rule]

    assert len(linked) > 500
    assert all(one.sources and one.evidence is Evidence.STATED for one in linked)


def test_the_older_build_then_the_newer_is_an_update_of_seven_pages(ingested, tmp_path):
    older, newer = ingested(*BUILDS, to=tmp_path / "course.db")

    assert set(newer.changes.changed) == FORMERLY_PLAIN | {"/docs/lecture-6"}
    assert (newer.changes.added, newer.changes.removed) == ((), ())
    unrendered = [finding for finding in older.findings if finding.code == "UNRENDERED_MARKUP"]
    assert {finding.page for finding in unrendered} <= FORMERLY_PLAIN
    assert unrendered
    assert not [finding for finding in newer.findings if finding.code == "UNRENDERED_MARKUP"]


@pytest.mark.parametrize("name", ["index.txt", "index.html"])
def test_the_papers_page_of_lecture_1_alone(tmp_path, name):
    store = Store.open(f"sqlite:///{tmp_path / 'course.db'}")
    page = real_build("2026-02-26") / "docs/lecture-1/papers" / name

    (report,) = ingest(store, page, now=NOW)
    catalogue = served_from(store).catalogue

    assert (report.pages, report.lectures, report.labs, report.read) == (42, 6, 5, 1)
    assert (report.core_papers, report.extended_papers, report.resources) == (5, 1, 2)
    must = [one.paper for one in catalogue.records.recommendations if one.priority == "must"]
    assert must == ["2106.09685", "2305.11206"]
    store.close()
