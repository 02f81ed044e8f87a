"""Files of saved lists."""

import csv
import hashlib
import io
import json
import re

import bibtexparser
import pytest

from schema.store import VOCABULARY
from tests.api.tea import POUR, STEEP
from tests.api.tea_house import LATER, house

TYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "biblatex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
HOSTILE = '<script>alert(1)</script> "tea" `x` [a](javascript:b) $\\write18{rm}$ %} & \u202e 茶'
NOTE = f"=1+1 {HOSTILE}\n# heading\n@comment{{x"


@pytest.fixture(scope="module")
def tea(tmp_path_factory):
    with house(tmp_path_factory.mktemp("files")) as found:
        items = [{"ref": "2401.00001", "note": "先读"}, {"ref": POUR}, {"ref": "https://kettles.example/guide"}]
        found.edited("createList", slug="cups", title={"en": "Cups", "zh": "茶杯"}, items=items)
        hostile = [{"ref": "the-tea-book", "note": NOTE}, {"ref": STEEP, "note": NOTE}]
        text = {"en": HOSTILE}
        found.edited("createList", slug="hostile", title=text, description=text, language="EN", items=hostile)
        yield found


@pytest.mark.parametrize("suffix", TYPES)
def test_a_list_comes_in_every_format_under_a_name_of_its_own(tea, suffix):
    response = tea.client.get(f"/lists/cups.{suffix}")

    assert response.status_code == 200
    assert response.headers["content-type"] == TYPES[suffix]
    assert response.headers["etag"] == f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    kind, _, name = response.headers["content-disposition"].partition("; filename=")
    assert kind in ("inline", "attachment")
    assert name == ('"cups-biblatex.bib"' if suffix == "biblatex" else f'"cups.{suffix}"')
    assert "Steeping" in response.text
    assert "先读" in (json.dumps(response.json(), ensure_ascii=False) if suffix == "json" else response.text)


def test_the_address_without_an_ending_is_a_page(tea):
    assert tea.client.get("/lists/cups").content == tea.client.get("/lists/cups.html").content


def test_bibliographies_hold_the_papers_and_the_rest_holds_everything(tea):
    for suffix in ("bib", "ris", "json", "txt"):
        assert "How to pour" not in tea.client.get(f"/lists/cups.{suffix}").text
    for suffix in ("md", "html", "csv"):
        text = tea.client.get(f"/lists/cups.{suffix}").text
        assert "How to pour" in text
        assert "https://kettles.example/guide" in text


def test_what_a_client_has_is_not_sent_again_until_the_list_changes(tea):
    items = [{"ref": "2401.00001"}]
    tea.edited("createList", slug="fresh", title={"en": "Fresh"}, items=items)
    etag = tea.client.get("/lists/fresh.md").headers["etag"]

    assert tea.client.get("/lists/fresh.md", headers={"If-None-Match": etag}).status_code == 304
    assert tea.client.head("/lists/fresh.md").headers["etag"] == etag
    tea.edited("annotateListItem", slug="fresh", version=1, item="#1", note="new")
    changed = tea.client.get("/lists/fresh.md", headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert "new" in changed.text


def test_a_list_that_is_put_away_is_gone_until_it_is_brought_back(tea):
    tea.edited("createList", slug="away", title={"en": "Away"})
    tea.edited("archiveList", slug="away", version=1)

    for address in ("/lists/away", "/lists/away.bib"):
        response = tea.client.get(address)
        assert response.status_code == 410
        assert f"put away on {LATER:%Y-%m-%d}" in response.json()["errors"][0]["message"]
    tea.edited("archiveList", slug="away", version=2, archived=False)
    assert tea.client.get("/lists/away").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/lists/coffee",
        "/lists/coffee.bib",
        "/lists/cups.docx",
        "/lists/cups.bib.bib",
        "/lists/..%2Fcups",
        "/lists/%00",
        "/lists/Cups",
        f"/lists/{'x' * 3000}",
        "/lists/",
        "/lists/.bib",
        "/lists/%F0%9F%8D%B5",
    ],
)
def test_what_is_not_there_is_not_found(tea, address):
    response = tea.client.get(address)

    assert response.status_code == 404
    assert response.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_an_address_shows_the_course_as_it_was_if_asked(tea):
    now, then = tea.client.get("/lists/cups.md"), tea.client.get("/lists/cups.md", params={"revision": "@1"})

    assert "How to pour" in now.text
    assert "How one poured" in then.text
    assert now.headers["etag"] != then.headers["etag"]
    wrong = tea.client.get("/lists/cups.md", params={"revision": "teapot"})
    assert wrong.status_code == 404
    assert len(wrong.json()["errors"][0]["extensions"]["candidates"]) == 2


def test_a_pinned_list_stays_with_its_revision(tea):
    tea.edited("createList", slug="pinned", title={"en": "Pinned"}, items=[{"ref": POUR}])
    tea.edited("pinList", slug="pinned", version=1, revision="@1")

    assert "How one poured" in tea.client.get("/lists/pinned.csv").text
    assert "How to pour" in tea.client.get("/lists/pinned.csv", params={"revision": "@0"}).text


def test_the_papers_of_a_course_can_be_had_as_they_were(tea):
    assert tea.client.get("/courses/tea/papers.bib?revision=@1").text == tea.client.get("/courses/tea/papers.bib").text
    assert tea.client.get("/courses/tea/lectures/2/papers.md?revision=@1").status_code == 200
    assert tea.client.get("/courses/tea/papers.bib?revision=teapot").status_code == 404
    assert tea.client.get("/courses/coffee/papers.bib?revision=@1").status_code == 404


def test_without_a_store_there_are_no_lists_and_no_revisions(client):
    assert client.get("/lists/cups").status_code == 404
    assert client.get("/courses/tea/papers.bib?revision=@1").status_code == 400


# --- hostile ---


def test_a_title_and_a_note_are_no_markup(tea):
    page = tea.client.get("/lists/hostile")

    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert 'href="javascript' not in page.text


def test_a_title_and_a_note_are_no_markdown(tea):
    lines = tea.client.get("/lists/hostile.md").text.splitlines()

    assert [line for line in lines if line.startswith("#")] == [lines[0]]
    assert "](javascript" not in "\n".join(lines).replace("\\](javascript", "")
    assert not any("<script" in line.replace("\\<script", "") for line in lines)


def test_a_note_is_no_formula(tea):
    rows = list(csv.DictReader(io.StringIO(tea.client.get("/lists/hostile.csv").text.removeprefix("\ufeff"))))

    assert [row["number"] for row in rows] == ["1", "2"]
    assert all(row["note"].startswith("'=1+1") for row in rows)


@pytest.mark.parametrize("suffix", ["bib", "biblatex"])
def test_a_note_ends_no_field_of_a_bibliography_and_holds_no_command(tea, suffix):
    library = bibtexparser.parse_string(tea.client.get(f"/lists/hostile.{suffix}").text)

    assert library.failed_blocks == []
    (entry,) = library.entries
    note = entry.fields_dict["note"].value
    assert "alert(1)" in note
    assert "\\write" not in note
    assert "\n" not in note


def test_a_note_begins_no_line_of_its_own_in_ris_and_no_object_of_its_own_in_json(tea):
    lines = [line for line in tea.client.get("/lists/hostile.ris").text.splitlines() if line]

    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert [line for line in lines if line.startswith("ER")] == ["ER  - "]
    assert [entry["id"] for entry in tea.client.get("/lists/hostile.json").json()] == ["cuptea"]


def test_a_course_that_is_gone_leaves_its_lists(tmp_path):
    with house(tmp_path) as other:
        items = [{"ref": "2401.00001"}, {"ref": POUR}, {"ref": "https://kettles.example/guide"}]
        other.edited("createList", slug="left", title={"en": "Left"}, language="EN", items=items)
        with other.store.writing() as transaction:
            transaction.remove("tea")
            assert [head.scope for head in transaction.heads()] == [VOCABULARY]
        assert other.newest.refresh()

        for suffix in TYPES:
            assert other.client.get(f"/lists/left.{suffix}").status_code == 200
        assert other.client.get("/lists/left.md").text.count("no longer in the course") == 2
