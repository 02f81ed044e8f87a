"""How methods grew from one another."""

from datetime import date

import pytest

from graph.questions.lineage import MOST_MEMBERS, MOST_PATHS, lineage
from schema.errors import InputError, NotFoundError
from schema.records import Concept, Paper, PaperConcept, Relation
from schema.values import ConceptKind, Evidence, PaperConceptKind, RelationKind
from tests.graph.teahouse import FILE, both, concept, requires, served, with_more

CURATED = Evidence.CURATED


def grew(newer, kind, older, evidence=CURATED):
    """Return what a newer method does to an older one."""
    return Relation(
        source=newer,
        kind=kind,
        target=older,
        reason=both(f"{newer} {kind} {older}"),
        evidence=evidence,
        sources=(FILE,),
    )


def introduced(slug, year, paper=None):
    """Return a paper of a year, and that it introduces a concept."""
    id_ = paper or f"on-{slug}"
    yield Paper(id=id_, title=f"On {slug}", published=date(year, 3, 1))
    yield PaperConcept(paper=id_, concept=slug, kind=PaperConceptKind.INTRODUCES, evidence=CURATED)


KETTLES = (
    *(concept(slug) for slug in ("kettle", "whistling", "electric", "clever", "samovar")),
    *introduced("kettle", 1900),
    *introduced("whistling", 1923),
    *introduced("electric", 1955),
    *introduced("clever", 2015),
    grew("whistling", RelationKind.VARIANT_OF, "kettle"),
    grew("electric", RelationKind.ANSWERS, "whistling"),
    grew("electric", RelationKind.REPAIRS, "whistling"),
    grew("clever", RelationKind.COMBINES, "electric"),
    requires("electric", "whistling"),
    requires("clever", "whistling", group=0),
    requires("clever", "samovar", group=1),
)
HERE = served(with_more(*KETTLES))


def slugs(concepts):
    return [one.slug for one in concepts]


def pairs(found):
    return [(step.older.slug, step.newer.slug) for step in found.steps]


def test_a_lineage_goes_from_the_oldest_to_the_newest_with_papers_and_years():
    found = lineage(HERE, "kettle", "electric")

    assert [slugs(path) for path in found.paths] == [["kettle", "whistling", "electric"]]
    assert [(one.concept.slug, one.paper.id, one.year) for one in found.members] == [
        ("kettle", "on-kettle", 1900),
        ("whistling", "on-whistling", 1923),
        ("electric", "on-electric", 1955),
    ]
    assert not found.backwards


def test_a_step_says_all_that_the_newer_does_to_the_older_the_most_telling_first():
    step = lineage(HERE, "whistling", "electric").steps[0]

    assert [relation.kind for relation in step.relations] == [RelationKind.REPAIRS, RelationKind.ANSWERS]
    assert step.requirement.reason.en == "electric is made from whistling"


def test_mere_requirements_are_avoided_even_by_a_longer_way():
    assert [slugs(path) for path in lineage(HERE, "whistling", "clever").paths] == [["whistling", "electric", "clever"]]


def test_a_mere_requirement_joins_where_nothing_else_does():
    found = lineage(HERE, "samovar", "clever")

    assert [slugs(path) for path in found.paths] == [["samovar", "clever"]]
    assert found.steps[0].relations == ()


def test_a_lineage_asked_for_backwards_is_told_forwards():
    found = lineage(HERE, "electric", "kettle")

    assert found.backwards
    assert [slugs(path) for path in found.paths] == [["kettle", "whistling", "electric"]]


def test_methods_may_have_nothing_to_do_with_each_other():
    found = lineage(HERE, "kettle", "samovar")

    assert (found.paths, found.members, found.steps, found.path_count) == ((), (), (), 0)


def test_a_method_is_its_own_lineage():
    assert [slugs(path) for path in lineage(HERE, "kettle", "kettle").paths] == [["kettle"]]


def test_what_grew_from_a_method_is_told_by_generation():
    found = lineage(HERE, "kettle")

    assert [(one.concept.slug, one.generation) for one in found.members] == [
        ("kettle", 0),
        ("whistling", 1),
        ("electric", 2),
        ("clever", 3),
    ]
    assert pairs(found) == [("kettle", "whistling"), ("whistling", "electric"), ("electric", "clever")]


def test_what_a_method_grew_from_leaves_mere_requirements_out():
    found = lineage(HERE, end="clever")

    assert [one.concept.slug for one in found.members] == ["clever", "electric", "whistling", "kettle"]
    assert (found.start, found.end.slug) == (None, "clever")


def test_the_years_of_papers_are_not_contradicted():
    early = served(with_more(*KETTLES, *introduced("samovar", 2020)))

    assert lineage(early, "samovar", "clever").paths == ()


def test_the_earliest_paper_counts():
    again = served(with_more(*KETTLES, *introduced("electric", 1931, "an-earlier-one")))

    assert [one.year for one in lineage(again, "electric", "electric").members] == [1931]


def test_only_ways_of_doing_something_grow_from_each_other():
    bias = Concept(
        slug="bias", name=both("Bias"), kind=ConceptKind.PHENOMENON, area="tea", definition=both("What goes wrong")
    )
    more = served(with_more(*KETTLES, bias, grew("electric", RelationKind.ANSWERS, "bias")))

    assert lineage(more, "bias", "electric").paths == ()
    assert lineage(more, end="electric").member_count == 3


@pytest.mark.parametrize("kind", [RelationKind.PART_OF, RelationKind.EQUALS])
def test_a_part_or_another_name_did_not_grow_from_the_whole(kind):
    assert lineage(served(with_more(*KETTLES, grew("samovar", kind, "kettle"))), "kettle", "samovar").paths == ()


def test_what_is_only_inferred_is_no_step():
    guessed = with_more(*KETTLES, grew("samovar", RelationKind.REPAIRS, "kettle", Evidence.INFERRED))

    assert lineage(served(guessed), "kettle", "samovar").paths == ()


def test_of_many_ways_the_first_are_told_and_all_are_counted():
    ways = [f"way-{number:02}" for number in range(MOST_PATHS + 5)]
    records = [concept(slug) for slug in ways]
    records += [grew(slug, RelationKind.VARIANT_OF, "kettle") for slug in ways]
    records += [grew("samovar", RelationKind.COMBINES, slug) for slug in ways]

    found = lineage(served(with_more(*KETTLES, *records)), "kettle", "samovar")

    assert found.path_count == MOST_PATHS + 5
    assert [path[1].slug for path in found.paths] == ways[:MOST_PATHS]


def test_of_many_descendants_the_nearest_are_told_and_all_are_counted():
    many = [f"pot-{number:03}" for number in range(MOST_MEMBERS)]
    records = [concept(slug) for slug in many] + [grew(slug, RelationKind.VARIANT_OF, "samovar") for slug in many]

    found = lineage(served(with_more(*KETTLES, *records)), "samovar")

    assert found.member_count == MOST_MEMBERS + 1
    assert len(found.members) == MOST_MEMBERS
    assert {step.newer.slug for step in found.steps} == set(many[: MOST_MEMBERS - 1])


def test_relations_in_a_circle_come_to_an_end():
    circle = served(
        with_more(
            *KETTLES,
            grew("kettle", RelationKind.ANSWERS, "samovar"),
            grew("samovar", RelationKind.VARIANT_OF, "kettle"),
        )
    )

    assert {one.concept.slug for one in lineage(circle, "samovar").members} >= {"samovar", "kettle", "whistling"}
    assert [slugs(path) for path in lineage(circle, "samovar", "kettle").paths] == [["samovar", "kettle"]]


def test_a_lineage_needs_an_end():
    with pytest.raises(InputError):
        lineage(HERE)


def test_all_unknown_names_are_told_at_once():
    with pytest.raises(ExceptionGroup) as caught:
        lineage(HERE, "coffee", "lab-1")

    assert [type(error) for error in caught.value.exceptions] == [NotFoundError, NotFoundError]
