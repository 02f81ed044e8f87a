"""Search, learning paths and bibliographies."""

import pytest

PATH = """query ($targets: [String!]!, $known: [String!]! = [], $route: Route! = REQUIRED) {
  learningPath(targets: $targets, known: $known, route: $route) {
    route exact revision targets { __typename } known { __typename } minutes { low likely high basis }
    assumed { slug }
    alternatives { concept { ...Named } chosen { ...Named } others { ...Named } }
    steps {
      kind onlyForOrder minutes { likely basis } node { __typename ...Named ... on Lab { slug } }
      why { node { id } reason(language: EN) evidence }
      pages { path } papers { arxivId } labs { slug } unlocks { slug } } } }
fragment Named on Concept { slug }"""


def test_a_learning_path_says_why_each_step_is_there(data, served):
    path = data(PATH, targets=["pouring"])["learningPath"]

    slugs = [step["node"]["slug"] for step in path["steps"]]
    assert slugs[-2:] == ["steeping", "pouring"]
    assert path["assumed"] == [{"slug": "water"}]
    assert path["revision"] == served.catalogue.revision
    assert path["exact"] is True
    assert all(step["why"] for step in path["steps"])
    assert path["steps"][-2]["why"][0]["reason"] == "pouring needs steeping"
    (choice,) = path["alternatives"]
    assert choice["concept"] == {"slug": "steeping"}
    assert {choice["chosen"]["slug"], choice["others"][0]["slug"]} == {"leaf", "tea-bag"}


def test_what_is_known_shortens_a_path(data):
    path = data(PATH, targets=["pouring"], known=["浸泡"])["learningPath"]

    assert [step["node"]["slug"] for step in path["steps"]] == ["pouring"]


def test_null_means_the_default(data):
    query = '{ learningPath(targets: ["pouring"], known: null, route: null) { route known { id } } }'

    assert data(query)["learningPath"] == {"route": "REQUIRED", "known": []}


def test_targets_can_be_mixed(data):
    path = data(PATH, targets=["lab-2", "2401.00001", "/docs/pour"], route="COURSE")["learningPath"]

    assert {"CONCEPT", "LAB"} <= {step["kind"] for step in path["steps"]}
    assert {node["__typename"] for node in path["targets"]} == {"Lab", "Paper", "Page"}


def test_all_bad_targets_are_told_at_once(ask):
    answer = ask(PATH, targets=["coffee", "pouring", "milk"])

    assert answer["data"] is None
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["NOT_FOUND", "NOT_FOUND"]
    assert {error["path"][0] for error in answer["errors"]} == {"learningPath"}
    assert "coffee" in answer["errors"][0]["message"]
    assert "milk" in answer["errors"][1]["message"]


@pytest.mark.parametrize(
    ("text", "name", "match"),
    [("steeping", "浸泡", "REF"), ("茶叶", "茶叶", "REF"), ("泡", "浸泡", "TEXT"), ("bre", "浸泡", "TEXT")],
)
def test_search_finds_both_languages(data, text, name, match):
    found = data(
        """query ($text: String!) { search(text: $text, kinds: [CONCEPT]) {
             totalCount nodes { score match foundIn node { ... on Concept { name } } } } }""",
        text=text,
    )["search"]

    assert {"name": name} in [hit["node"] for hit in found["nodes"]]
    assert found["nodes"][0]["match"] == match


def test_search_can_be_narrowed_to_kinds(data):
    found = data('{ search(text: "steeping", kinds: [PAPER, PAGE]) { nodes { node { __typename } } } }')

    assert {hit["node"]["__typename"] for hit in found["search"]["nodes"]} <= {"Paper", "Page"}


BIBLIOGRAPHY = """query ($input: ReadingListInput!, $format: BibliographyFormat!) {
  bibliography(input: $input, format: $format, title: "Tea {books}", language: EN) {
    format text mediaType suffix entries { key text paper { title } } warnings { field message paper { title } } } }"""


def test_a_bibliography_holds_the_papers_of_a_lecture(data):
    found = data(BIBLIOGRAPHY, input={"lectures": [1], "role": "CORE"}, format="BIBTEX")["bibliography"]

    assert [entry["key"] for entry in found["entries"]] == ["teapot2024steeping"]
    assert "@misc{teapot2024steeping," in found["text"]
    assert found["suffix"] == ".bib"


@pytest.mark.parametrize("format_", ["BIBTEX", "BIBLATEX", "RIS", "CSL_JSON", "TEXT", "MARKDOWN", "HTML"])
def test_every_format_holds_the_same_papers(data, format_):
    found = data(BIBLIOGRAPHY, input={}, format=format_)["bibliography"]

    assert len(found["entries"]) == 3
    assert found["text"].endswith("\n")


STYLED = """query ($format: BibliographyFormat!, $style: BibliographyStyle, $accessed: Date) {
  bibliography(input: {lectures: [1]}, format: $format, style: $style, accessed: $accessed) { style text } }"""


def test_references_can_be_set_in_a_style(data):
    styled = data(STYLED, format="MARKDOWN", style="IEEE")["bibliography"]
    by_default = data(STYLED, format="TEXT", accessed="2026-11-24")["bibliography"]

    assert styled["style"] == "IEEE"
    assert styled["text"].startswith(r"\[1\] ")
    assert by_default["style"] == "GBT7714"
    assert "[2026-11-24]" in by_default["text"]


def test_a_format_without_styles_refuses_one(ask):
    errors = ask(STYLED, format="RIS", style="APA")["errors"]

    assert errors[0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_papers_are_chosen_by_concept_and_by_name(data):
    by_concept = data(BIBLIOGRAPHY, input={"concepts": ["浸泡"]}, format="RIS")["bibliography"]
    by_name = data(BIBLIOGRAPHY, input={"refs": ["10.1234/tea"]}, format="RIS")["bibliography"]

    assert len(by_concept["entries"]) == 2
    assert [entry["paper"]["title"] for entry in by_name["entries"]] == ['Tea & <b>"Sympathy"</b>']


@pytest.mark.parametrize("input_", [{"lectures": [9]}, {"refs": ["coffee"]}, {"course": "coffee"}])
def test_a_bibliography_of_what_is_not_there_is_told(ask, input_):
    answer = ask(BIBLIOGRAPHY, input=input_, format="BIBTEX")

    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("query ($t: String!) { search(text: $t) { totalCount } }", id="search"),
        pytest.param("query ($t: String!) { concept(ref: $t) { slug } }", id="concept"),
        pytest.param("query ($t: String!) { resolve(refs: [$t]) { ref } }", id="resolve"),
        pytest.param("query ($t: String!) { learningPath(targets: [$t]) { exact } }", id="learningPath"),
        pytest.param("query ($t: String!) { papers(filter: {text: $t}) { totalCount } }", id="papers"),
        pytest.param(
            "query ($t: String!) { bibliography(input: {refs: [$t]}, format: RIS) { text } }", id="bibliography"
        ),
    ],
)
def test_a_long_text_is_refused(ask, query):
    answer = ask(query, t="x" * 501)

    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert "500" in answer["errors"][0]["message"]
