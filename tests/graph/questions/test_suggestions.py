"""What to learn next, against the plain definition of it."""

import random

import pytest

from graph.needs import needs_of
from graph.nodes import NodeKind, key_of, kind_of
from graph.questions.known_set import known_set
from graph.questions.suggestions import opening, suggestions
from schema.errors import InputError, NotFoundError
from schema.records import Concept, Lab, LabConcept, Paper, PaperConcept
from schema.values import Evidence, LabConceptKind, PaperConceptKind
from tests.graph.random_courses import question
from tests.graph.teahouse import TEA, concept, requires, served, with_more


def keys(found):
    return [key_of(one.node) for one in found]


def names(concepts):
    return [one.slug for one in concepts]


def test_with_nothing_known_one_starts_with_what_needs_nothing_but_basics():
    found = suggestions(served(), [])

    assert keys(found) == ["leaves", "water"]
    assert [names(one.assumed) for one in found] == [[], ["heat"]]
    assert all(one.because == () for one in found)


def test_what_is_suggested_builds_on_what_is_known_and_says_why():
    first = suggestions(served(), ["water", "leaves"])[1]

    assert key_of(first.node) == "green-tea"
    assert [key_of(ground.node) for ground in first.because] == ["water", "leaves"]
    assert first.because[0].reason.en == "green-tea is made from water"
    assert first.because[0].evidence is Evidence.CURATED
    assert first.because[0].sources


def test_a_suggestion_comes_with_its_materials_and_minutes():
    first = suggestions(served(), ["water", "leaves"])[1]

    assert keys_of_nodes(first.pages) == ["teahouse/docs/lecture-1/green"]
    assert keys_of_nodes(first.papers) == ["2301.00001"]
    assert keys_of_nodes(first.labs) == ["teahouse/lab-1"]
    assert first.minutes.likely > 90


def keys_of_nodes(nodes):
    return [key_of(node) for node in nodes]


def test_what_a_suggestion_unlocks_could_not_be_learnt_before():
    found = {key_of(one.node): one for one in suggestions(served(), ["water"])}

    assert names(found["leaves"].unlocks) == ["black-tea", "green-tea"]
    assert {key_of(one.node): names(one.unlocks) for one in suggestions(served(), ["green-tea"])} == {
        "blending": ["tasting"],
        "black-tea": ["milk-tea"],
        "teahouse/lab-1": [],
        "2301.00001": [],
        "2301.00002": ["milk-tea"],
    }


def test_what_can_be_learnt_anyway_is_not_unlocked():
    more = served(with_more(concept("iced-tea"), requires("iced-tea", "green-tea", "black-tea")))

    black = next(one for one in suggestions(more, ["green-tea"]) if key_of(one.node) == "black-tea")

    assert "iced-tea" not in names(black.unlocks)


def test_what_leads_far_comes_before_what_leads_nowhere():
    found = suggestions(served(), ["black-tea"], kinds=[NodeKind.CONCEPT])

    assert [(key_of(one.node), one.leads_to) for one in found] == [
        ("green-tea", 2),
        ("blending", 1),
        ("milk-tea", 0),
    ]


def test_what_builds_on_something_known_comes_before_what_needs_only_basics():
    more = served(
        with_more(
            concept("cups"), *(concept(f"cup-{n}") for n in range(9)), *(requires(f"cup-{n}", "cups") for n in range(9))
        )
    )

    assert keys(suggestions(more, ["black-tea"], kinds=[NodeKind.CONCEPT]))[-1] == "cups"
    assert keys(suggestions(more, []))[0] == "cups"


def test_a_basic_that_was_named_is_something_known():
    found = suggestions(served(), ["heat"])

    assert keys(found) == ["water", "leaves"]
    assert [key_of(ground.node) for ground in found[0].because] == ["heat"]


def test_what_is_known_or_implied_is_not_suggested():
    assert not {"water", "leaves", "green-tea"} & set(keys(suggestions(served(), ["green-tea"])))


def test_a_lab_comes_first_once_all_that_it_needs_is_known():
    assert keys(suggestions(served(), ["green-tea"]))[0] == "teahouse/lab-1"
    assert "teahouse/lab-2" not in keys(suggestions(served(), ["blending", "green-tea"]))
    assert keys(suggestions(served(), ["blending", "lab-1"]))[0] == "teahouse/lab-2"


def test_a_paper_can_be_read_once_all_that_it_needs_is_known():
    assert "2301.00001" in keys(suggestions(served(), ["water", "leaves"], kinds=[NodeKind.PAPER]))
    assert suggestions(served(), ["water"], kinds=[NodeKind.PAPER]) == ()


def test_of_a_paper_or_lab_that_is_joined_to_nothing_nothing_is_said():
    more = served(
        with_more(
            Paper(id="on-nothing", title="On nothing"),
            Lab(course=TEA, slug="lab-9", number=9, title="Washing up", page="/docs/lecture-2/lab"),
        )
    )

    assert suggestions(more, []) == suggestions(served(), [])


def test_what_is_only_inferred_is_no_need():
    more = served(with_more(requires("leaves", "milk-tea", evidence=Evidence.INFERRED)))

    assert keys(suggestions(more, [])) == keys(suggestions(served(), []))


def test_a_token_says_as_much_as_the_names_in_it():
    token = known_set(served(), ["green-tea", "lab-1"]).token

    assert suggestions(served(), [token]) == suggestions(served(), ["lab-1", "green-tea"])


def test_there_is_nothing_left_to_suggest_to_who_knows_everything():
    everything = [key_of(node) for node in served().catalogue.nodes.values() if isinstance(node, Concept | Paper)]

    assert suggestions(served(), [*everything, "lab-1", "lab-2"]) == ()


def test_a_limit_cuts_the_end_off():
    everything = suggestions(served(), ["green-tea"])

    assert [suggestions(served(), ["green-tea"], limit=n) for n in range(4)] == [everything[:n] for n in range(4)]


@pytest.mark.parametrize("limit", [-1, 101])
def test_a_limit_has_limits(limit):
    with pytest.raises(InputError, match=str(limit)):
        suggestions(served(), [], limit=limit)


def test_pages_are_never_suggested():
    with pytest.raises(InputError, match="page"):
        suggestions(served(), [], kinds=[NodeKind.PAGE])


def test_all_unknown_names_are_told_at_once():
    with pytest.raises(ExceptionGroup) as caught:
        suggestions(served(), ["coffee", "leaves", "cocoa"])

    assert [error.ref for error in caught.value.exceptions] == ["coffee", "cocoa"]


def test_a_course_that_is_not_there_is_told():
    with pytest.raises(NotFoundError, match="coffeehouse"):
        suggestions(served(), [], course="coffeehouse")


def test_an_opening_tells_what_is_possible_at_once_and_what_comes_later():
    found = opening(served(), "black-tea", ["water", "leaves"])

    assert keys(found.at_once) == ["blending", "milk-tea"]
    assert names(found.later) == ["tasting"]
    assert (found.later_count, found.missing) == (1, ())


def test_an_opening_tells_what_is_still_missing():
    found = opening(served(), "blending")

    assert [[key_of(node) for node in choice] for choice in found.missing] == [["green-tea", "black-tea"]]
    assert keys(found.at_once) == ["tasting", "blend-note"]


def test_an_opening_of_what_is_known_opens_nothing():
    found = opening(served(), "leaves", ["black-tea"])

    assert found.at_once == ()
    assert "blending" in names(found.later)


def test_a_lab_opens_the_lab_that_starts_from_it():
    assert keys(opening(served(), "lab-1", ["blending", "green-tea"]).at_once) == ["teahouse/lab-2"]


# The definition, spelled out: what is known, what is answered, what builds on what, and the order.


def learnable(here, known):
    """Return what is not known and whose every need is known or assumed, by the definition."""
    catalogue = here.catalogue
    held = known_set(here, known)
    implied = {(kind_of(node), key_of(node)) for node in (*held.nodes, *held.implied)}
    basics = {(NodeKind.CONCEPT, one.slug) for one in catalogue.concepts.values() if one.assumed}
    named = implied - basics | {(kind_of(node), key_of(node)) for node in held.nodes}
    found = {}
    for identity, node in catalogue.nodes.items():
        needs = needs_of(catalogue, node) if isinstance(node, Concept | Paper | Lab) else ()
        says_nothing = not isinstance(node, Concept) and not needs and not catalogue.concepts_of_paper.get(identity[1])
        if identity in implied | basics or not isinstance(node, Concept | Paper | Lab) or says_nothing:
            continue
        if all(set(need.any_of) & (implied | basics) for need in needs):
            found[identity] = any(set(need.any_of) & named for need in needs)
    return found


def leading_to(here, slug):
    """Return all concepts that build on one, by the definition."""
    concepts = here.catalogue.concepts
    reached, waiting = set(), [slug]
    while waiting:
        one = waiting.pop()
        for need in here.catalogue.records.requirements:
            answered = any(concepts[member].assumed for member in need.any_of)
            if one in need.any_of and not answered and need.concept not in reached:
                reached.add(need.concept)
                waiting.append(need.concept)
    return reached


@pytest.mark.parametrize("seed", range(150))
def test_suggestions_are_just_what_the_definition_says(seed):
    asked = question(seed)
    here = served(asked.record_set)

    found = suggestions(here, asked.known, limit=100)

    expected = learnable(here, asked.known)
    assert {(one.kind, key_of(one.node)) for one in found} == set(expected)
    assert [bool(one.because) for one in found] == sorted(expected.values(), reverse=True)
    for one in found:
        if isinstance(one.node, Concept):
            assert one.leads_to == len(leading_to(here, one.node.slug))


@pytest.mark.parametrize("seed", range(150))
def test_what_is_unlocked_is_just_what_the_definition_says(seed):
    asked = question(seed)
    here = served(asked.record_set)
    before = learnable(here, asked.known)

    for one in suggestions(here, asked.known, limit=100):
        then = learnable(here, [*asked.known, key_of(one.node)])
        fresh = [key for kind, key in set(then) - set(before) if kind is NodeKind.CONCEPT]
        assert sorted(names(one.unlocks)) == sorted(fresh)
        opened = {(each.kind, key_of(each.node)) for each in opening(here, key_of(one.node), asked.known).at_once}
        assert opened == set(then) - set(before)


@pytest.mark.parametrize("seed", range(40))
def test_the_order_is_the_same_whatever_order_the_records_come_in(seed):
    asked = question(seed)
    shuffled = list(asked.records)
    random.Random(seed).shuffle(shuffled)

    assert suggestions(served(asked.record_set), asked.known) == suggestions(
        served(type(asked.record_set).of(shuffled)), asked.known
    )


def test_a_lab_practises_and_assesses_a_concept_that_is_missed_once():
    more = served(
        with_more(
            LabConcept(
                course=TEA,
                lab="lab-1",
                concept="green-tea",
                kind=LabConceptKind.ASSESSES,
                order=1,
                evidence=Evidence.CURATED,
            )
        )
    )

    assert [[key_of(node) for node in choice] for choice in opening(more, "lab-1").missing] == [["green-tea"]]


def test_a_paper_that_introduces_something_unlocks_what_builds_on_it():
    more = served(
        with_more(
            Paper(id="on-water", title="On water"),
            PaperConcept(
                paper="on-water", concept="water", kind=PaperConceptKind.INTRODUCES, evidence=Evidence.CURATED
            ),
        )
    )

    paper = next(one for one in suggestions(more, ["leaves"]) if key_of(one.node) == "on-water")

    assert names(paper.unlocks) == ["black-tea", "green-tea"]
