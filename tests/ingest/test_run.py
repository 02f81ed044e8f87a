"""Whole ingests of the invented site into a real store."""

import shutil
from datetime import UTC, datetime

import pytest

from graph.served import served_from
from ingest.run import ingest, remove
from schema.errors import PackError, PageTreeMissingError, PayloadError, SourceError
from schema.store import VOCABULARY, Store
from tests.invented import expected
from tests.invented.site import build_site

NOW = datetime(2026, 3, 11, tzinfo=UTC)
LATER = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'tea.db'}")
    yield store
    store.close()


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    build_site(folder, flavour="16.4")
    return folder


def heads(store):
    with store.reading() as transaction:
        return {head.scope: head.revision for head in transaction.heads()}


def one(reports):
    (report,) = reports
    return report


def test_a_folder_becomes_a_course_named_after_its_site(store, site):
    report = one(ingest(store, site, now=NOW))

    assert report.pages == report.read == expected.PAGES_1
    assert (report.lectures, report.labs) == (len(expected.LECTURES), len(expected.LABS))
    assert report.core_papers == len(expected.CORE)
    assert report.stale == ()
    assert set(heads(store)) == {VOCABULARY, report.course}


def test_the_course_that_is_served_has_the_tree_the_papers_and_their_priorities(store, site):
    course = one(ingest(store, site, now=NOW)).course

    catalogue = served_from(store).catalogue

    pages = [entry for entry in expected.TREE_1 if entry[0] == "page"]
    assert [(page.title, page.path) for page in catalogue.pages[course]] == [(name, url) for _, name, url in pages]
    assert {lecture.number: lecture.title for lecture in catalogue.lectures[course]} == expected.LECTURES
    core = [
        (one.lecture, one.order + 1, one.paper, one.priority_text, one.hours.text if one.hours else None)
        for lecture in expected.LECTURES
        for one in catalogue.recommendations_of_page[course, f"/docs/lecture-{lecture}/papers"]
        if one.role == "core"
    ]
    assert core == list(expected.CORE)


@pytest.mark.parametrize("flavour", ["15", "16.4", "16.8"])
def test_every_flavour_and_both_formats_make_the_same_revision(store, tmp_path, flavour):
    revisions = set()
    for html in (True, False):
        folder = tmp_path / f"{flavour}-{html}"
        build_site(folder, flavour=flavour, html=html, payload=not html)
        revisions.add(one(ingest(store, folder, now=NOW, course="tea")).revision)
    build_site(tmp_path / "reference", flavour="16.4")

    revisions.add(one(ingest(store, tmp_path / "reference", now=LATER, course="tea")).revision)

    assert len(revisions) == 1


def test_unchanged_input_makes_no_new_revision_whatever_the_time(store, site):
    first = one(ingest(store, site, now=NOW))

    second = one(ingest(store, site, now=LATER))

    assert second.before == second.revision == first.revision
    assert not second.changes


def test_an_update_says_which_pages_are_new_and_which_have_changed(store, site, tmp_path):
    ingest(store, site, now=NOW, course="tea")
    build_site(tmp_path / "next", flavour="16.4", revision=2)

    report = one(ingest(store, tmp_path / "next", now=LATER, course="tea"))

    assert report.pages == expected.PAGES_2
    assert report.changes.added == (expected.ADDED_IN_2[2],)
    assert set(expected.CHANGED_IN_2) <= set(report.changes.changed)
    assert report.changes.removed == ()


def test_a_site_that_shares_its_addresses_with_a_known_course_is_that_course(store, site, tmp_path):
    ingest(store, site, now=NOW, course="tea")
    build_site(tmp_path / "next", flavour="15", revision=2)

    assert one(ingest(store, tmp_path / "next", now=LATER)).course == "tea"


def test_one_page_refreshes_itself_and_the_others_are_stale(store, site, tmp_path):
    first = one(ingest(store, site, now=NOW, course="tea"))
    build_site(tmp_path / "next", flavour="16.4", revision=2)

    report = one(ingest(store, tmp_path / "next/docs/lecture-1/lab/index.html", now=LATER))

    assert report.course == "tea"
    assert (report.read, report.pages) == (1, expected.PAGES_2)
    assert "/docs/lecture-1/lab" in report.changes.changed
    assert "/docs/lecture-1/steeping" not in report.changes.changed
    assert len(report.stale) == first.pages - 1
    assert report.core_papers == first.core_papers


def test_one_page_alone_is_a_course_with_one_body(store, site):
    report = one(ingest(store, site / "docs/lecture-1/papers/index.txt", now=NOW))

    assert (report.pages, report.read, report.stale) == (expected.PAGES_1, 1, ())
    assert report.core_papers == sum(lecture == 1 for lecture, *_ in expected.CORE)


def test_a_dry_run_tells_everything_and_keeps_nothing(store, site):
    report = one(ingest(store, site, now=NOW, dry_run=True))

    assert report.pages == expected.PAGES_1
    assert heads(store) == {}


def test_the_shipped_pack_lies_below_what_a_site_says_whichever_comes_first(tmp_path):
    revisions = []
    for order in ((None, "site"), ("site", None), ("site", None, "site")):
        store = Store.open(f"sqlite:///{tmp_path / 'order.db'}")
        build_site(tmp_path / "site", flavour="15")
        for source in order:
            reports = ingest(store, tmp_path / source if source else None, now=NOW, course="llm-post-training")
        revisions.append((len(reports[0].changes.added), heads(store)["llm-post-training"]))
        store.close()
        (tmp_path / "order.db").unlink()

    assert len({revision for _, revision in revisions}) == 1


def test_a_removed_course_is_gone_and_the_vocabulary_stays(store, site):
    ingest(store, site, now=NOW, course="tea")

    assert remove(store, "tea")
    assert set(heads(store)) == {VOCABULARY}
    assert not remove(store, "tea")


def test_a_broken_page_among_others_is_a_finding_and_keeps_its_earlier_body(store, site):
    first = one(ingest(store, site, now=NOW, course="tea"))
    for file in (site / "docs/grading").iterdir():
        file.write_bytes(file.read_bytes()[:2000])

    report = one(ingest(store, site, now=LATER, course="tea"))

    (finding,) = [finding for finding in report.findings if finding.code == "UNREADABLE_FILE"]
    assert finding.source == "docs/grading/index.txt"
    assert finding.remedy
    assert report.stale == ("/docs/grading",)
    assert report.revision == first.revision


def damaged(site, name, data):
    path = site / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b'0:{"P":null,"b":"x"}\n', PageTreeMissingError, id="no page tree"),
        pytest.param(b"<!doctype html><p>tea</p>", PayloadError, id="HTML without payload"),
        pytest.param(b'0:{"a":[[[', PayloadError, id="cut short"),
        pytest.param(b"0:\xff\xfe\n", PayloadError, id="no UTF-8"),
        pytest.param(b"", SourceError, id="empty"),
    ],
)
def test_a_single_bad_file_is_refused_and_nothing_is_written(store, site, data, error):
    ingest(store, site, now=NOW, course="tea")
    before = heads(store)

    with pytest.raises(error) as caught:
        ingest(store, damaged(site, "bad.txt", data), now=LATER)

    assert caught.value.remedy
    assert heads(store) == before


def test_a_folder_of_nothing_but_bad_files_is_refused(store, tmp_path):
    folder = tmp_path / "bad"
    folder.mkdir()
    for name in ("a.html", "b.html"):
        (folder / name).write_bytes(b"<p>tea</p>")

    with pytest.raises(SourceError, match=r"none of 2 files could be read"):
        ingest(store, folder, now=NOW)
    assert heads(store) == {}


def test_pages_of_two_builds_are_read_and_told(store, site, tmp_path):
    build_site(tmp_path / "next", flavour="16.4", revision=2)
    shutil.copytree(tmp_path / "next/docs/lecture-3", site / "docs/lecture-3", dirs_exist_ok=True)

    report = one(ingest(store, site, now=NOW))

    codes = {finding.code for finding in report.findings}
    assert {"MIXED_BUILDS", "TREE_DISAGREES"} <= codes
    assert report.pages == expected.PAGES_1


def test_a_pack_with_problems_is_refused_with_all_of_them(store, tmp_path):
    pack = tmp_path / "pack"
    (pack / "vocabulary").mkdir(parents=True)
    (pack / "vocabulary/tea.yaml").write_text(
        "area: tea\nname: {zh: 茶, en: Tea}\nconcepts:\n"
        "  - {slug: steeping, kind: method, colour: green, name: {zh: 冲泡, en: Steeping},"
        " definition: {zh: 用热水。, en: With hot water.}}\n"
        "  - {slug: Not A Slug, kind: method, name: {zh: 二, en: Two}, definition: {zh: 二。, en: Two.}}\n",
        encoding="utf-8",
    )

    with pytest.raises(ExceptionGroup) as caught:
        ingest(store, pack, now=NOW)

    assert len(caught.value.exceptions) >= 2
    assert all(isinstance(error, PackError) and error.place.line for error in caught.value.exceptions)
    assert heads(store) == {}


def test_what_does_not_exist_is_refused(store, tmp_path):
    with pytest.raises(SourceError, match="does not exist"):
        ingest(store, tmp_path / "nowhere", now=NOW)
