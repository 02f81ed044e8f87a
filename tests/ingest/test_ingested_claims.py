"""The claims of a pack that is not shipped, held against the pages of its course, whichever is ingested first."""

import shutil
from datetime import UTC, datetime

import pytest

from ingest.pack.loading import DATA
from ingest.run import ingest
from schema.store import CURATION_LAYER, Store
from tests.invented.site import build_site

NOW = datetime(2026, 3, 11, tzinfo=UTC)
GREEN, POTS = "/docs/lecture-1/water-temperature", "/docs/lecture-1/lab"
COURSE = f"""\
course: {{slug: SLUG, title: Tea, language: zh}}
tree:
  - {{page: {GREEN}, title: Heat, kind: section}}
  - {{page: {POTS}, title: Lab, kind: lab}}
"""
CLAIMS = f"""\
course: SLUG
claims:
  - slug: heat-of-green-tea
    name: {{zh: 绿茶水温, en: heat of green tea}}
    kind: number
    places:
      - {{page: {GREEN}, near: [绿茶], column: 温度, value: RECORDED}}
      - {{page: {GREEN}, near: [红茶], column: 温度, value: 80}}
"""

MORE = """\
  - slug: of-my-own
    name: {zh: 自己的数, en: a number of my own}
    kind: number
    places:
      - {page: /docs/grading, column: 分值, value: 1}
      - {page: /docs/grading, column: 比例, value: 2}
"""


@pytest.fixture
def store(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'tea.db'}")
    yield store
    store.close()


def pack(tmp_path, *, slug="tea", recorded=80):
    folder = tmp_path / "pack" / "courses" / slug
    folder.mkdir(parents=True)
    for name, text in (("course", COURSE), ("claims", CLAIMS)):
        filled = text.replace("SLUG", slug).replace("RECORDED", str(recorded))
        (folder / f"{name}.yaml").write_text(filled, encoding="utf-8")
    return tmp_path / "pack"


def site(tmp_path):
    build_site(tmp_path / "site", flavour="16.4")
    return tmp_path / "site"


def told(reports):
    (report,) = reports
    return [one.message for one in report.findings if one.code == "NUMBERS_DISAGREE"]


def test_a_pack_alone_compares_what_it_records(store, tmp_path):
    assert told(ingest(store, pack(tmp_path), now=NOW)) == []


def test_numbers_that_a_pack_records_differently_are_told(store, tmp_path):
    (message,) = told(ingest(store, pack(tmp_path, recorded=70), now=NOW))

    assert message.startswith(f"heat of green tea: 70 on {GREEN} (as recorded); 80 on {GREEN}")


@pytest.mark.parametrize("order", [("pack", "site"), ("site", "pack")])
def test_the_pages_of_a_site_are_compared_whichever_comes_first(store, tmp_path, order):
    sources = {"pack": pack(tmp_path), "site": site(tmp_path)}
    for name in order:
        reports = ingest(store, sources[name], now=NOW, course="tea" if name == "site" else None)

    (message,) = told(reports)
    assert message.startswith(f"heat of green tea: 80 on {GREEN} block ")
    assert f"; 96.5 on {GREEN} block " in message


def test_claims_of_an_own_copy_of_the_shipped_pack_stay_until_the_shipped_one_is_ingested_again(store, tmp_path):
    copy, course = tmp_path / "copy", "llm-post-training"
    shutil.copytree(DATA, copy)
    with (copy / "courses" / course / "claims.yaml").open("a", encoding="utf-8") as file:
        file.write(MORE)

    def held():
        with store.reading() as transaction:
            return "of-my-own" in {claim.slug for claim in transaction.layer(course, CURATION_LAYER).claims}

    (report,) = ingest(store, copy, now=NOW)
    assert held()
    assert ("of-my-own",) in {one.subjects for one in report.findings}
    ingest(store, site(tmp_path), now=NOW, course=course)
    assert held()
    ingest(store, now=NOW)
    assert not held()


def test_claims_are_kept_beside_a_course_and_are_no_part_of_its_revision(store, tmp_path):
    folder = pack(tmp_path)
    (first,) = ingest(store, folder, now=NOW)
    (folder / "courses" / "tea" / "claims.yaml").unlink()
    (second,) = ingest(store, folder, now=NOW)

    assert first.revision == second.revision
    with store.reading() as transaction:
        assert transaction.revision("tea", first.revision).claims == ()
        assert transaction.layer("tea", CURATION_LAYER).claims == ()
