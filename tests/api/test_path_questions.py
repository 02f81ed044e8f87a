"""What next, what that opens, why, lineages, and known sets, over HTTP."""

import pytest
from graphql import parse

from api.graphql_schema import schema_of_api
from api.limits import Meter

NEXT = """query ($known: [String!]!, $limit: Int, $kinds: [StepKind!]) {
  next(known: $known, limit: $limit, kinds: $kinds) {
    kind leadsTo minutes { likely basis } node { __typename ...Named } pages { path } papers { arxivId } labs { slug }
    because { node { ...Named } reason(language: EN) evidence sources { file line path anchor url } }
    assumed { slug } unlocks { slug } } }
fragment Named on Concept { slug }"""
WHY = """query ($from: String!, $to: String!) { why(from: $from, to: $to) {
  answer chainCount from { id } to { id }
  chains { links { ...Link } } order { ...Link } relations { kind reason } } }
fragment Link on ChainLink { kind orModel optional earlier { ...Named } later { ...Named } others { ...Named }
  reason(language: EN) evidence sources { path anchor section paper { id } } }
fragment Named on Node { __typename ... on Concept { slug } ... on Lab { number } ... on Page { path } }"""
LINEAGE = """query ($from: String, $to: String) { lineage(from: $from, to: $to) {
  backwards pathCount memberCount from { slug } to { slug } paths { concepts { slug } }
  members { concept { slug } paper { arxivId } year generation }
  steps { older { slug } newer { slug } relations { kind reason } requirement { reason(language: EN) } } } }"""
KNOWN = """query ($refs: [String!]!) { knownSet(refs: $refs) {
  token nodes { ...Named } implied { ...Named } unknown { ref message candidates { ...Named } } gone { kind key } } }
fragment Named on Node { __typename ... on Concept { slug } }"""


def slugs(nodes):
    return [node.get("slug") for node in nodes]


def test_what_comes_next_says_what_it_builds_on(data):
    first = data(NEXT, known=["steeping"], kinds=["CONCEPT"])["next"][0]

    assert (first["kind"], first["node"]["slug"], first["leadsTo"]) == ("CONCEPT", "pouring", 1)
    (ground,) = first["because"]
    assert (ground["node"]["slug"], ground["reason"], ground["evidence"]) == (
        "steeping",
        "pouring needs steeping",
        "CURATED",
    )
    assert slugs(first["unlocks"]) == ["drip"]
    assert first["papers"] == [{"arxivId": "2402.00002"}]


def test_with_nothing_known_there_are_places_to_start(data):
    found = data(NEXT, known=[])["next"]

    assert slugs(one["node"] for one in found) == ["leaf", "tea-bag"]
    assert all(one["because"] == [] for one in found)


def test_left_out_and_null_mean_ten(data):
    assert data("{ next(known: []) { kind } }") == data("{ next(known: [], limit: null, kinds: null) { kind } }")


def test_next_can_be_narrowed_to_kinds(data):
    found = data(NEXT, known=["pouring"], kinds=["PAPER", "LAB"])["next"]

    assert {one["kind"] for one in found} <= {"PAPER", "LAB"}
    assert found


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("known: [], limit: 101", "101"),
        ("known: [], limit: -1", "-1"),
        ("known: [], kinds: [PAGE]", "page"),
    ],
)
def test_what_cannot_be_suggested_is_told(ask, arguments, message):
    (error,) = ask(f"{{ next({arguments}) {{ kind }} }}")["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert message in error["message"]


def test_all_unknown_names_are_told_at_once(ask):
    errors = ask(NEXT, known=["coffee", "steeping", "cocoa"])["errors"]

    assert [error["extensions"]["code"] for error in errors] == ["NOT_FOUND", "NOT_FOUND"]


def test_an_opening_tells_what_is_possible_then(data):
    found = data(
        """{ opening(ref: "steeping", known: ["leaf"]) { node { ... on Concept { slug } } laterCount later { slug }
             missing { anyOf { ... on Concept { slug } } } atOnce { node { ... on Concept { slug } } } } }"""
    )["opening"]

    assert "pouring" in slugs(one["node"] for one in found["atOnce"])
    assert (slugs(found["later"]), found["laterCount"], found["missing"]) == (["drip"], 1, [])


def test_what_is_missing_for_an_opening_is_told_as_choices(data):
    found = data('{ opening(ref: "steeping") { missing { anyOf { ... on Concept { slug } } } } }')["opening"]

    assert [slugs(choice["anyOf"]) for choice in found["missing"]] == [["leaf", "tea-bag"]]


def test_why_tells_chains_with_reasons_and_sources(data):
    found = data(WHY, **{"from": "steeping", "to": "drip"})["why"]

    (chain,) = found["chains"]
    assert (found["answer"], found["chainCount"]) == ("NEEDED", 1)
    assert [(link["earlier"]["slug"], link["later"]["slug"]) for link in chain["links"]] == [
        ("steeping", "pouring"),
        ("pouring", "drip"),
    ]
    first = chain["links"][0]
    assert (first["kind"], first["reason"], first["evidence"]) == ("REQUIRES", "pouring needs steeping", "CURATED")
    assert first["sources"][0]["section"] == "2"
    assert first["sources"][0]["paper"] is not None


@pytest.mark.parametrize(
    ("earlier", "later", "answer"),
    [
        ("water", "water", "SAME"),
        ("water", "drip", "NEEDED"),
        ("leaf", "drip", "ONE_OF_SEVERAL"),
        ("drip", "water", "OTHER_WAY_ROUND"),
        ("leaf", "tea-bag", "NONE"),
    ],
)
def test_why_has_a_typed_answer(data, earlier, later, answer):
    assert data(WHY, **{"from": earlier, "to": later})["why"]["answer"] == answer


def test_a_relation_is_told_beside_the_chains(data):
    found = data(WHY, **{"from": "pouring", "to": "drip"})["why"]

    assert [one["kind"] for one in found["relations"]] == ["ANSWERS"]


def test_a_lineage_needs_one_end_at_least(ask):
    (error,) = ask("{ lineage { pathCount } }")["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_lineage_names_methods_papers_and_years(data):
    found = data(LINEAGE, **{"from": "steeping", "to": "pouring"})["lineage"]

    assert [slugs(path["concepts"]) for path in found["paths"]] == [["steeping", "pouring"]]
    assert [(one["paper"]["arxivId"], one["year"]) for one in found["members"]] == [
        ("2401.00001", 2024),
        ("2402.00002", 2024),
    ]
    assert found["steps"][0]["requirement"] == {"reason": "pouring needs steeping"}


def test_a_lineage_of_one_method_tells_its_neighbours_in_time(data):
    assert data(LINEAGE, **{"from": "steeping"})["lineage"]["to"] is None
    assert data(LINEAGE, to="steeping")["lineage"]["memberCount"] == 1


def test_a_known_set_has_a_token_that_stands_for_it_everywhere(data):
    found = data(KNOWN, refs=["浸泡", "leaf"])["knownSet"]

    assert slugs(found["nodes"]) == ["leaf", "steeping"]
    assert slugs(found["implied"]) == ["water"]
    token = found["token"]
    assert data(KNOWN, refs=[token])["knownSet"] == found
    assert data(NEXT, known=[token]) == data(NEXT, known=["leaf", "steeping"])
    path = 'query ($known: [String!]!) { learningPath(targets: ["pouring"], known: $known) { steps { kind } } }'
    assert data(path, known=[token]) == data(path, known=["leaf", "steeping"])


def test_unknown_names_are_told_with_candidates_and_the_rest_is_kept(data):
    found = data(KNOWN, refs=["leaf", "steping"])["knownSet"]

    assert slugs(found["nodes"]) == ["leaf"]
    (unknown,) = found["unknown"]
    assert (unknown["ref"], unknown["candidates"][0]["slug"]) == ("steping", "steeping")


def test_a_damaged_token_is_an_error_with_its_place(ask, data):
    token = data(KNOWN, refs=["leaf"])["knownSet"]["token"]

    (error,) = ask(NEXT, known=[token[:8] + "*" + token[9:]])["errors"]

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["place"]["offset"] == 8


def test_a_token_may_be_longer_than_a_name(ask):
    answer = ask(KNOWN, refs=["k1." + "A" * 600])

    assert "600" not in answer["errors"][0]["message"]
    assert "place" in answer["errors"][0]["extensions"]


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("query ($t: String!) { next(known: [$t]) { kind } }", id="next"),
        pytest.param("query ($t: String!) { opening(ref: $t) { laterCount } }", id="opening"),
        pytest.param('query ($t: String!) { why(from: $t, to: "leaf") { answer } }', id="why"),
        pytest.param("query ($t: String!) { lineage(to: $t) { pathCount } }", id="lineage"),
        pytest.param("query ($t: String!) { knownSet(refs: [$t]) { token } }", id="knownSet"),
    ],
)
def test_a_long_name_is_refused(ask, query):
    answer = ask(query, t="x" * 501)

    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert "500" in answer["errors"][0]["message"]


@pytest.mark.parametrize(
    "query",
    [
        pytest.param('{ next(known: [], course: "coffeehouse") { kind } }', id="next"),
        pytest.param('{ opening(ref: "leaf", course: "coffeehouse") { laterCount } }', id="opening"),
        pytest.param('{ why(from: "leaf", to: "drip", course: "coffeehouse") { answer } }', id="why"),
        pytest.param('{ knownSet(refs: [], course: "coffeehouse") { token } }', id="knownSet"),
    ],
)
def test_a_course_that_is_not_there_is_told(ask, query):
    assert ask(query)["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def cost(query, **variables):
    document = parse(query)
    return Meter(schema_of_api._schema, document, variables).cost(document.definitions[0]).nodes


def test_what_next_costs_grows_with_its_limit_and_not_with_what_is_known():
    ten = cost("{ next(known: []) { node { id } } }")

    assert cost('{ next(known: ["a", "b", "c"]) { node { id } } }') == ten
    assert cost("{ next(known: [], limit: 10) { node { id } } }") == ten
    assert cost("query ($n: Int) { next(known: [], limit: $n) { node { id } } }", n=20) == ten + 20
    assert cost("{ next(known: [], limit: 1000000) { node { id } } }") == ten + 180
