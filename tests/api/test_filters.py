"""Lists narrowed down."""

import pytest


@pytest.mark.parametrize(
    ("filter_", "slugs"),
    [
        pytest.param("{}", "water leaf tea-bag steeping pouring drip", id="nothing"),
        pytest.param("{kind: PHENOMENON}", "drip", id="kind"),
        pytest.param('{area: "brewing", assumed: false}', "leaf tea-bag steeping pouring", id="area and assumed"),
        pytest.param("{assumed: true}", "water", id="assumed"),
        pytest.param("{language: ZH}", "water leaf tea-bag steeping pouring", id="language"),
        pytest.param("{evidence: CURATED}", "steeping pouring drip", id="how what they require is known"),
        pytest.param("{evidence: STATED}", "", id="how nothing is known"),
        pytest.param('{text: "浸泡"}', "steeping", id="text"),
        pytest.param('{text: " "}', "water leaf tea-bag steeping pouring drip", id="blank text"),
        pytest.param('{text: "浸泡", kind: TOOL}', "", id="two that do not meet"),
    ],
)
def test_concepts_fit_all_that_is_asked(data, filter_, slugs):
    found = data(f"{{ concepts(filter: {filter_}) {{ totalCount nodes {{ slug }} }} }}")["concepts"]

    assert [concept["slug"] for concept in found["nodes"]] == slugs.split()
    assert found["totalCount"] == len(slugs.split())


@pytest.mark.parametrize(
    ("filter_", "ids"),
    [
        pytest.param("{}", "2401.00001 2402.00002 the-tea-book", id="nothing"),
        pytest.param("{lecture: 2}", "2401.00001 2402.00002", id="lecture"),
        pytest.param("{lecture: 2, role: CORE}", "2402.00002", id="lecture and role, of one recommendation"),
        pytest.param("{role: CORE}", "2401.00001 2402.00002", id="role"),
        pytest.param("{priority: MUST}", "2401.00001", id="priority"),
        pytest.param('{course: "tea", role: EXTENDED}', "2401.00001 the-tea-book", id="course and role"),
        pytest.param('{concept: "浸泡"}', "2401.00001 2402.00002", id="concept"),
        pytest.param('{category: "cs.AI"}', "2401.00001", id="category"),
        pytest.param('{text: "kettle"}', "2401.00001 2402.00002", id="text"),
        pytest.param("{lecture: 9}", "", id="a lecture without papers"),
    ],
)
def test_papers_fit_all_that_is_asked(data, filter_, ids):
    found = data(f"{{ papers(filter: {filter_}) {{ nodes {{ arxivId title }} totalCount }} }}")["papers"]

    assert found["totalCount"] == len(ids.split())
    titles = {"On the Steeping of {Tea}": "2401.00001", "Pouring Considered": "2402.00002"}
    assert [titles.get(paper["title"], "the-tea-book") for paper in found["nodes"]] == ids.split()


@pytest.mark.parametrize("filter_", ['{concept: "coffee"}', '{course: "coffee"}'])
def test_a_filter_by_what_is_not_there_is_told(ask, filter_):
    answer = ask(f"{{ papers(filter: {filter_}) {{ totalCount }} }}")

    assert answer["data"] is None
    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_labs_are_listed(data):
    assert data('{ labs(course: "tea", first: 1) { totalCount nodes { slug } } }')["labs"] == {
        "totalCount": 2,
        "nodes": [{"slug": "lab-1"}],
    }


def test_requirements_can_be_asked_for_by_how_well_they_are_known(data):
    fields = "all: requires { evidence } sure: requires(leastEvidence: STATED) { evidence }"

    concept = data(f'{{ concept(ref: "steeping") {{ {fields} }} }}')["concept"]

    assert {need["evidence"] for need in concept["all"]} == {"CURATED"}
    assert concept["sure"] == []
