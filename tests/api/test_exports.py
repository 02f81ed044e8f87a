"""Files of bibliographies."""

import hashlib
import json

import pytest

SUFFIXES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "biblatex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_course_has_its_core_papers_in_every_format(client, suffix):
    response = client.get(f"/courses/tea/papers.{suffix}")

    assert response.status_code == 200
    assert response.headers["content-type"] == SUFFIXES[suffix]
    assert "Steeping" in response.text
    assert "Pouring" in response.text
    assert "Sympathy" not in response.text
    assert response.headers["content-disposition"].partition("filename=")[2].startswith('"tea-core')


def test_roles_can_be_chosen(client):
    def titles(role: str) -> set[str]:
        entries = client.get("/courses/tea/lectures/1/papers.json", params={"role": role}).json()
        return {entry["title"] for entry in entries}

    assert len(titles("core")) == 1
    assert len(titles("extended")) == 1
    assert titles("all") == titles("core") | titles("extended")


def test_the_etag_names_the_bytes(client):
    first = client.get("/courses/tea/lectures/1/papers.bib")
    etag = first.headers["etag"]

    assert etag == f'"{hashlib.sha256(first.content).hexdigest()[:32]}"'
    for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = client.get("/courses/tea/lectures/1/papers.bib", headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert client.get("/courses/tea/papers.bib", headers={"If-None-Match": etag}).status_code == 200
    assert client.head("/courses/tea/lectures/1/papers.bib").headers["etag"] == etag


def test_a_title_is_no_markup(client):
    page = client.get("/courses/tea/papers.html", params={"role": "all"})

    assert "<b>" not in page.text
    assert "&lt;b&gt;" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("path", "candidate"),
    [
        ("/courses/coffee/papers.bib", "tea"),
        ("/courses/tea/lectures/9/papers.bib", "1"),
        ("/courses/tea/lectures/%C2%B2/papers.bib", None),
        ("/courses/tea/lectures/one/papers.bib", None),
        ("/courses/tea/papers.docx", "bib"),
    ],
)
def test_what_is_not_there_is_told_with_candidates(client, path, candidate):
    response = client.get(path)

    assert response.status_code == 404
    extensions = response.json()["errors"][0]["extensions"]
    assert extensions["code"] == "NOT_FOUND"
    assert candidate is None or candidate in extensions["candidates"]


def test_references_are_set_in_a_style(client):
    numeric = client.get("/courses/tea/papers.txt", params={"accessed": "2026-11-24"})
    sorted_ = client.get("/courses/tea/papers.html", params={"style": "apa"})

    assert numeric.text.splitlines()[2].startswith("[1] ")
    assert "[2026-11-24]" in numeric.text
    assert 'filename="tea-core-gbt7714.txt"' in numeric.headers["content-disposition"]
    assert "<ol>" not in sorted_.text
    assert "<ol>" in client.get("/courses/tea/papers.html").text


@pytest.mark.parametrize(
    ("suffix", "params"),
    [
        ("bib", {"style": "apa"}),
        ("txt", {"style": "mla"}),
        ("txt", {"accessed": "today"}),
        ("md", {"accessed": "2026-01-01"}),
    ],
)
def test_a_style_that_cannot_be_is_refused(client, suffix, params):
    response = client.get(f"/courses/tea/papers.{suffix}", params=params)

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_role_that_is_none_is_refused(client):
    response = client.get("/courses/tea/papers.bib", params={"role": "tea"})

    assert response.status_code == 400
    assert "core, extended or all" in response.json()["errors"][0]["message"]


def test_file_and_query_say_the_same(client, data):
    query = """{ bibliography(input: {lectures: [1], role: CORE}, format: CSL_JSON) { text } }"""

    from_file = client.get("/courses/tea/lectures/1/papers.json").json()

    assert from_file == json.loads(data(query)["bibliography"]["text"])
