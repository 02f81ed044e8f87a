"""Reading lists: asked for with GraphQL, and as files."""

import csv
import io
import json

import pytest

LIST = """query ($input: ReadingListInput!) { readingList(input: $input) {
  revision course { slug } minutes { low likely high basis }
  items { number citationKey role priority priorityText lecture sections minutes { likely basis } paper { title }
    because { text(language: EN) evidence lecture concepts { slug } page { path } sources { path position section } }
    buildsOn { paper { title } concept { slug } evidence } lacks { paper { title } } }
  groups { title(language: EN) lecture { number } concept { slug } minutes { likely } items { number } }
  leftOut { paper { title } missing reason(language: EN) neededBy { title } minutes { likely } } } }"""
STEEPING, POURING, BOOK = "On the Steeping of {Tea}", "Pouring Considered", 'Tea & <b>"Sympathy"</b>'


def titles(made):
    return [item["paper"]["title"] for item in made["items"]]


def test_a_list_says_what_to_read_why_and_how_long_it_takes(data, served):
    made = data(LIST, input={"order": "PREREQUISITE", "role": "CORE"})["readingList"]

    assert titles(made) == [STEEPING, POURING]
    assert made["revision"] == served.catalogue.revision
    assert made["minutes"] == {"low": 150, "likely": 210, "high": 270, "basis": "MIXED"}
    first, second = made["items"]
    assert (first["role"], first["priority"], first["priorityText"], first["sections"]) == (
        "CORE",
        "MUST",
        "必读",
        ["1-3"],
    )
    assert first["because"][0] == {
        "text": "Recommended for lecture 1 (core, must read), on the page “Papers on steeping”.",
        "evidence": "STATED",
        "lecture": 1,
        "concepts": [],
        "page": {"path": "/docs/steep/papers"},
        "sources": [{"path": "/docs/steep/papers", "position": 4, "section": None}],
    }
    assert first["because"][1]["text"] == "Introduces Steeping (§2), taught on “How to steep” of lecture 1."
    assert second["buildsOn"] == [
        {"paper": {"title": STEEPING}, "concept": {"slug": "steeping"}, "evidence": "CURATED"}
    ]
    assert [group["title"] for group in made["groups"]] == ["Lecture 1 · Steeping", "Lecture 2 · Pouring"]


def test_targets_and_what_is_known_choose_papers(data):
    whole = data(LIST, input={"targets": ["pouring"]})["readingList"]
    rest = data(LIST, input={"targets": ["pouring"], "known": ["steeping"]})["readingList"]

    assert (titles(whole), titles(rest)) == ([STEEPING, POURING], [POURING])
    assert whole["items"][0]["because"][0]["text"].startswith("Introduces Steeping (§2), needed for Pouring: ")


def test_what_there_is_no_time_for_is_told(data):
    made = data(LIST, input={"maxMinutes": 130, "roles": ["CORE", "EXTENDED"], "order": "PRIORITY"})["readingList"]

    assert STEEPING not in titles(made)
    gone = {one["paper"]["title"]: one for one in made["leftOut"]}
    assert gone[STEEPING]["missing"] == 20
    assert gone[STEEPING]["neededBy"] == [{"title": POURING}]


def test_a_bibliography_has_the_papers_of_the_list_in_its_order(data):
    query = """query ($input: ReadingListInput!) {
      readingList(input: $input) { items { citationKey } }
      bibliography(input: $input, format: BIBTEX) { entries { key } } }"""

    for given in ({"order": "DATE"}, {"targets": ["drip"]}, {"maxMinutes": 100}, {"text": "tea", "order": "PRIORITY"}):
        found = data(query, input=given)
        listed = [item["citationKey"] for item in found["readingList"]["items"]]
        assert [entry["key"] for entry in found["bibliography"]["entries"]] == listed
        assert listed


def test_a_list_can_be_spread_over_weeks(data):
    query = """{ readingList(input: {role: CORE, order: PREREQUISITE}) { schedule(weeks: 3, hoursPerWeek: 1.5) {
      hoursPerWeek leftOut { paper { title } }
      weeks { number minutes sittings { part parts sections minutes item { number } } } } } }"""

    found = data(query)["readingList"]["schedule"]

    assert [[one["item"]["number"] for one in week["sittings"]] for week in found["weeks"]] == [[1], [1], [2]]
    assert [week["minutes"] for week in found["weeks"]] == [75, 75, 60]
    assert found["leftOut"] == []


def test_a_list_can_be_written_in_every_format(data):
    query = """query ($format: ListFormat!) { readingList(input: {}) { written(format: $format, language: EN) {
      text mediaType suffix } } }"""

    for format_, suffix in (("MARKDOWN", ".md"), ("HTML", ".html"), ("CSV", ".csv"), ("JSON", ".json")):
        written = data(query, format=format_)["readingList"]["written"]
        assert written["suffix"] == suffix
        assert "Pouring Considered" in written["text"]


def test_all_problems_of_a_choice_are_told_at_once(ask):
    answer = ask(LIST, input={"lectures": [9], "concepts": ["steepin"], "refs": ["coffee"], "maxMinutes": 0})

    assert [error["extensions"]["code"] for error in answer["errors"]] == [
        "BAD_USER_INPUT",
        "NOT_FOUND",
        "NOT_FOUND",
        "NOT_FOUND",
    ]
    assert "steeping" in answer["errors"][2]["extensions"]["candidates"]


@pytest.mark.parametrize(
    "given",
    [
        {"targets": ["x" * 501]},
        {"known": ["x" * 501], "targets": ["pouring"]},
        {"text": "x" * 501},
        {"refs": ["tea"] * 251},
        {"lectures": [1] * 251},
    ],
)
def test_what_is_too_long_is_refused(ask, given):
    answer = ask(LIST, input=given)

    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


FILE = "/courses/tea/reading-list"


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        ("md", "text/markdown; charset=utf-8"),
        ("html", "text/html; charset=utf-8"),
        ("csv", "text/csv; charset=utf-8"),
        ("json", "application/json"),
    ],
)
def test_a_list_is_a_file_at_an_address_that_stays(client, suffix, media_type):
    response = client.get(f"{FILE}.{suffix}", params={"lecture": 1, "order": "prerequisite"})

    assert response.status_code == 200
    assert response.headers["content-type"] == media_type
    assert "Steeping" in response.text
    assert response.headers["content-disposition"].endswith(f'filename="tea-reading-list.{suffix}"')
    again = client.get(
        f"{FILE}.{suffix}",
        params={"lecture": 1, "order": "prerequisite"},
        headers={"If-None-Match": response.headers["etag"]},
    )
    assert again.status_code == 304


def test_a_file_takes_several_lectures_and_weeks(client):
    params = {"lecture": [1, 2], "weeks": 3, "hoursPerWeek": 2.5, "maxMinutes": 300, "language": "en"}

    made = client.get(f"{FILE}.json", params=params).json()
    table = client.get(f"{FILE}.csv", params=params).content.decode("utf-8-sig")

    assert len(made["schedule"]["weeks"]) == 3
    assert [group["lecture"] for group in made["groups"]] == [1, 2]
    assert {row["section"] for row in csv.DictReader(io.StringIO(table))} <= {"Week 1", "Week 2", "Week 3"}


def test_file_and_query_say_the_same(client, data):
    written = data("{ readingList(input: {lectures: [1]}) { written(format: JSON) { text } } }")["readingList"][
        "written"
    ]

    assert client.get(f"{FILE}.json", params={"lecture": 1}).json() == json.loads(written["text"])


def test_a_title_in_a_file_is_no_markup(client):
    page = client.get(f"{FILE}.html")

    assert "<b>" not in page.text
    assert "&lt;b&gt;" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        (f"{FILE}.docx", 404, "md"),
        ("/courses/coffee/reading-list.md", 404, "tea"),
        (f"{FILE}.md?lecture=9", 404, "Did you mean: 1, 2"),
        (f"{FILE}.md?lecture=one", 400, "has to be a number"),
        (f"{FILE}.md?order=random", 400, "prerequisite, course, priority, date"),
        (f"{FILE}.md?maxMinutes=0", 400, "from 1 to"),
        (f"{FILE}.md?weeks=3", 400, "belong together"),
        (f"{FILE}.md?weeks=3&hoursPerWeek=nan", 400, "more than 0"),
        (f"{FILE}.md?weeks=3&hoursPerWeek=much", 400, "has to be a number"),
        (f"{FILE}.md?lectures=1", 400, "there is no 'lectures'"),
        (f"{FILE}.md?text={'x' * 501}", 400, "at most 500"),
        (f"{FILE}.md?language=tea", 400, "zh, en"),
    ],
)
def test_a_file_that_cannot_be_made_says_why(client, path, status, told):
    response = client.get(path)

    assert response.status_code == status
    assert told in response.json()["errors"][0]["message"]


def test_a_file_tells_all_problems_of_a_choice(client):
    response = client.get(f"{FILE}.md", params={"lecture": 9, "concept": "coffee"})

    assert [error["extensions"]["code"] for error in response.json()["errors"]] == ["NOT_FOUND", "NOT_FOUND"]
