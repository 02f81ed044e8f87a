"""What somebody knows, read against the graph as it is."""

import pytest

from graph.nodes import NodeKind, key_of
from graph.planning import learning_path
from graph.questions.known_set import Gone, gone_in, known_set, numbers_known
from graph.questions.known_token import token_of
from graph.questions.suggestions import suggestions
from schema.errors import AmbiguousRefError, InputError, KnownTokenError, NotFoundError
from schema.records import Concept
from tests.graph.teahouse import concept, page, served, with_more


def keys(nodes):
    return [key_of(node) for node in nodes]


def test_names_become_nodes_and_what_they_imply_is_told():
    found = known_set(served(), ["Sencha", "Lab 1"])

    assert keys(found.nodes) == ["green-tea", "teahouse/lab-1"]
    assert keys(found.implied) == ["heat", "leaves", "water"]
    assert found.unknown == found.gone == ()


def test_a_page_brings_along_what_it_teaches_and_a_paper_what_it_introduces():
    assert keys(known_set(served(), ["/docs/lecture-1"]).implied) == ["heat", "leaves", "water"]
    assert "tasting" in keys(known_set(served(), ["blend-note"]).implied)


def test_of_a_choice_nothing_is_implied():
    assert keys(known_set(served(), ["blending"]).implied) == []


def test_a_token_stands_for_the_names_it_was_made_of():
    made = known_set(served(), ["tasting", "GT"])

    assert known_set(served(), [made.token]) == made


def test_tokens_and_names_can_be_mixed():
    token = known_set(served(), ["water"]).token

    assert known_set(served(), [token, "leaves"]).token == known_set(served(), ["leaves", "water"]).token


def test_unknown_names_are_told_with_what_they_could_mean_and_the_rest_is_kept():
    found = known_set(served(), ["water", "gren tea", "coffee"])

    assert keys(found.nodes) == ["water"]
    assert [one.ref for one in found.unknown] == ["gren tea", "coffee"]
    assert keys(found.unknown[0].candidates)[0] == "green-tea"


def test_a_name_of_several_things_is_unknown_with_all_of_them():
    doubled = served(with_more(page("/docs/a", "Kettle care", 20), page("/docs/b", "Kettle care", 21)))

    (unknown,) = known_set(doubled, ["Kettle care"]).unknown

    assert keys(unknown.candidates) == ["teahouse/docs/a", "teahouse/docs/b"]
    assert isinstance(unknown.error, AmbiguousRefError)


def test_what_the_graph_no_longer_has_is_told_and_stays_in_the_token():
    token = token_of([(NodeKind.CONCEPT, "water"), (NodeKind.CONCEPT, "matcha"), (NodeKind.PAPER, "1901.00001")])

    found = known_set(served(), [token])

    assert keys(found.nodes) == ["water"]
    assert found.gone == (Gone(NodeKind.CONCEPT, "matcha"), Gone(NodeKind.PAPER, "1901.00001"))
    assert found.token == token
    assert gone_in(served(), ["leaves", token]) == found.gone


def test_what_is_gone_does_not_spoil_a_plan_or_suggestions():
    token = token_of([(NodeKind.CONCEPT, "matcha"), (NodeKind.CONCEPT, "black-tea")])

    plan = learning_path(served(), ["milk-tea"], [token])

    assert keys(step.node for step in plan.steps) == ["milk-tea"]
    assert suggestions(served(), [token]) == suggestions(served(), ["black-tea"])


def test_a_renamed_concept_is_found_by_its_earlier_slug():
    renamed = served(with_more(concept("pu-er", aliases=["dark-tea"])))

    found = known_set(renamed, [token_of([(NodeKind.CONCEPT, "dark-tea")])])

    assert keys(found.nodes) == ["pu-er"]
    assert found.gone == ()


def test_a_damaged_token_is_an_error_of_its_own():
    with pytest.raises(KnownTokenError):
        known_set(served(), ["water", token_of([(NodeKind.CONCEPT, "water")]) + "A"])


def test_all_unknown_names_are_told_at_once_where_they_cannot_be_left_out():
    with pytest.raises(ExceptionGroup) as caught:
        numbers_known(served(), ["coffee", "water", "milk"])

    assert [error.ref for error in caught.value.exceptions] == ["coffee", "milk"]


def test_a_course_that_is_not_there_is_told():
    with pytest.raises(NotFoundError, match="coffeehouse"):
        known_set(served(), ["water"], course="coffeehouse")


def test_more_than_a_thousand_things_cannot_be_known_at_once():
    halves = [token_of([(NodeKind.CONCEPT, f"{half}{n}") for n in range(600)]) for half in "ab"]

    assert len(known_set(served(), halves[:1]).gone) == 600
    with pytest.raises(InputError, match="1,000"):
        known_set(served(), halves)


def test_everything_of_the_teahouse_can_be_taken_along():
    all_concepts = [one.slug for one in served().catalogue.concepts.values()]

    found = known_set(served(), [known_set(served(), all_concepts).token])

    assert {node.slug for node in found.nodes if isinstance(node, Concept)} == set(all_concepts)
