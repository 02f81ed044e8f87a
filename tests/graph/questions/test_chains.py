"""Why one thing comes before another."""

import pytest

from graph.nodes import key_of
from graph.questions.chains import MOST_CHAINS, LinkKind, WhyAnswer, why
from schema.errors import NotFoundError
from schema.records import ArtifactNeed, Lab, LabConcept
from schema.values import Evidence, LabConceptKind, RelationKind
from tests.graph.random_courses import question
from tests.graph.teahouse import FILE, TEA, both, concept, requires, served, with_more, without


def shown(chain):
    return [key_of(chain[0].earlier), *(key_of(link.later) for link in chain)]


def test_a_chain_leads_from_one_to_the_other_with_the_reason_and_source_of_each_link():
    found = why(served(), "water", "milk-tea")

    (chain,) = found.chains
    assert shown(chain) == ["water", "black-tea", "milk-tea"]
    assert [link.reason.en for link in chain] == ["black-tea is made from water", "milk-tea is made from black-tea"]
    assert all(link.sources == (FILE,) and link.evidence is Evidence.CURATED for link in chain)
    assert found.answer is WhyAnswer.NEEDED


def test_what_one_can_do_without_is_one_of_several_ways():
    found = why(served(), "green-tea", "tasting")

    assert found.answer is WhyAnswer.ONE_OF_SEVERAL
    assert [key_of(other) for other in found.chains[0][0].others] == ["black-tea"]


def test_what_every_choice_comes_down_to_is_needed():
    found = why(served(), "water", "blending")

    assert found.answer is WhyAnswer.NEEDED
    assert [shown(chain) for chain in found.chains] == [
        ["water", "black-tea", "blending"],
        ["water", "green-tea", "blending"],
    ]
    assert found.chain_count == 2


def test_a_longer_chain_without_a_choice_tells_more_than_a_shorter_one_with_a_choice():
    found = why(
        served(with_more(requires("tasting", "milk-tea", group=1), requires("milk-tea", "leaves", group=1))),
        "leaves",
        "tasting",
    )

    assert [shown(chain) for chain in found.chains] == [["leaves", "milk-tea", "tasting"]]


def test_the_other_way_round_is_told_as_such():
    found = why(served(), "milk-tea", "water")

    assert found.answer is WhyAnswer.OTHER_WAY_ROUND
    assert shown(found.chains[0]) == ["water", "black-tea", "milk-tea"]


def test_the_order_of_a_course_is_no_need():
    found = why(served(), "green-tea", "black-tea")

    assert found.answer is WhyAnswer.ORDER
    assert found.chains == ()
    assert [link.kind for link in found.order] == [LinkKind.PRECEDES]
    assert why(served(), "black-tea", "green-tea").order == found.order


def test_a_relation_is_told_beside_a_chain_and_alone():
    assert [one.kind for one in why(served(), "black-tea", "milk-tea").relations] == [RelationKind.VARIANT_OF]

    alone = served(without(lambda record: getattr(record, "concept", None) == "milk-tea"))
    assert why(alone, "black-tea", "milk-tea").answer is WhyAnswer.RELATED


def test_nothing_may_join_two_things():
    found = why(served(), "milk-tea", "tasting")

    assert (found.answer, found.chains, found.order, found.relations) == (WhyAnswer.NONE, (), (), ())


def test_a_thing_is_itself():
    assert why(served(), "GT", "green-tea").answer is WhyAnswer.SAME


@pytest.mark.parametrize(
    ("later", "chain"),
    [
        ("lab-1", ["leaves", "green-tea", "teahouse/lab-1"]),
        ("2301.00002", ["leaves", "2301.00002"]),
        ("/docs/lecture-1/green", ["leaves", "teahouse/docs/lecture-1/green"]),
        ("lecture-2", ["leaves", "black-tea", "teahouse/2"]),
    ],
)
def test_papers_pages_labs_and_lectures_need_concepts(later, chain):
    assert [shown(one) for one in why(served(), "leaves", later).chains] == [chain]


@pytest.mark.parametrize(
    ("earlier", "kind"),
    [("/docs/lecture-1/green", LinkKind.TEACHES), ("2301.00001", LinkKind.INTRODUCES), ("lecture-1", LinkKind.TEACHES)],
)
def test_pages_and_papers_are_asked_about_for_what_they_teach(earlier, kind):
    found = why(served(), earlier, "blending")

    assert found.chains[0][0].kind is kind
    assert found.chains[0][-1].kind is LinkKind.REQUIRES


def test_a_page_teaches_its_concept_and_not_the_other_way_round():
    assert why(served(), "green-tea", "/docs/lecture-1/green").answer is WhyAnswer.OTHER_WAY_ROUND


def test_a_lab_that_cannot_do_without_another_needs_it():
    found = why(served(), "lab-1", "lab-2")

    assert found.answer is WhyAnswer.NEEDED
    assert [link.kind for link in found.chains[0]] == [LinkKind.STARTS_FROM]


def test_a_public_model_that_would_do_is_named():
    records = [
        Lab(course=TEA, slug="lab-3", number=3, title="A feast", page="/docs/lecture-2/lab"),
        LabConcept(
            course=TEA,
            lab="lab-3",
            concept="tasting",
            kind=LabConceptKind.PRACTISES,
            order=0,
            evidence=Evidence.CURATED,
        ),
        ArtifactNeed(
            course=TEA,
            lab="lab-3",
            group=0,
            any_of=("lab-1", "lab-2"),
            or_model="kettles/steel",
            artifact="pot",
            reason=both("a feast needs a pot"),
            evidence=Evidence.CURATED,
        ),
    ]

    found = why(served(with_more(*records)), "lab-2", "lab-3")

    (link,) = found.chains[0]
    assert found.answer is WhyAnswer.ONE_OF_SEVERAL
    assert (link.or_model, [key_of(other) for other in link.others]) == ("kettles/steel", ["teahouse/lab-1"])


def test_what_is_only_inferred_is_no_link():
    inferred = served(with_more(requires("milk-tea", "green-tea", group=1, evidence=Evidence.INFERRED)))

    assert why(inferred, "green-tea", "milk-tea").answer is WhyAnswer.NONE


def test_of_many_chains_the_first_are_told_and_all_are_counted():
    levels = [[f"l{level}{side}" for side in "abc"] for level in range(6)]
    records = [concept(slug) for level in levels for slug in level] + [concept("end")]
    for before, after in zip(levels, [*levels[1:], ["end"]], strict=True):
        records += [requires(slug, one, group=at) for slug in after for at, one in enumerate(before)]

    found = why(served(with_more(*records)), "l0a", "end")

    assert found.chain_count == 3**5
    assert len(found.chains) == MOST_CHAINS
    assert [shown(chain) for chain in found.chains] == sorted(shown(chain) for chain in found.chains)


def test_all_unknown_names_are_told_at_once():
    with pytest.raises(ExceptionGroup) as caught:
        why(served(), "coffee", "cocoa")

    assert [error.ref for error in caught.value.exceptions] == ["coffee", "cocoa"]


def test_a_course_that_is_not_there_is_told():
    with pytest.raises(NotFoundError, match="coffeehouse"):
        why(served(), "water", "tasting", course="coffeehouse")


def needed_for(groups, avoided):
    """Return what can be learnt from nothing without one concept."""
    learnt: set[str] = set()
    while more := {
        slug
        for slug, needs in groups.items()
        if slug not in learnt and slug != avoided and all(learnt & set(group) for group in needs)
    }:
        learnt |= more
    return learnt


@pytest.mark.parametrize("seed", range(60))
def test_the_answer_is_what_trying_to_do_without_shows(seed):
    asked = question(seed)
    here, groups = served(asked.record_set), asked.groups
    for later in groups:
        for earlier in groups:
            answer = why(here, earlier, later).answer
            is_needed = later not in needed_for(groups, earlier)
            assert (answer is WhyAnswer.NEEDED) == (is_needed and earlier != later)
