"""Where the values of a paper come from: by whose word, since when, and against whose."""

from datetime import date

import pytest

from graph.papers.provenance import FIELDS, Statement, provenance_of
from schema.paper_values import PaperVersion
from schema.records import Paper
from tests.graph.papers.accounts import LATER, NOON, paper, says

V1 = PaperVersion(number=1, submitted=date(2026, 1, 15))
V2 = PaperVersion(number=2, submitted=date(2026, 2, 6))


def of_field(field, served, *accounts):
    (found,) = (one for one in provenance_of(served, accounts) if one.field == field)
    return found


def sources(statements):
    return [one.source for one in statements]


def test_each_value_names_its_source_its_day_and_whether_it_was_seen():
    served = paper(comment="3 pages", unverified=("comment",))

    found = of_field("comment", served, says("shipped", comment="3 pages", unverified=("comment",)))

    assert (found.value, found.confirmed) == ("3 pages", False)
    assert found.said_by == (Statement("shipped", "3 pages", confirmed=False, read_at=NOON),)
    assert found.others == ()


def test_all_that_say_the_same_are_named_those_that_have_seen_it_first_then_the_last_read():
    served = paper(doi="10.1000/tea")

    found = of_field(
        "doi",
        served,
        says("bib:old", LATER, doi="10.1000/tea", unverified=("doi",)),
        says("shipped", doi="10.1000/tea"),
        says("arxiv", LATER, doi="10.1000/TEA"),
        says("pack:tea", LATER, doi="10.1000/tea"),
    )

    assert sources(found.said_by) == ["pack:tea", "shipped", "arxiv", "bib:old"]
    assert found.confirmed


def test_who_says_otherwise_is_named_with_the_other_value():
    served = paper(venue="TeaConf", venue_year=2026)

    found = of_field(
        "venue",
        served,
        says("shipped", venue="TeaConf", venue_year=2026),
        says("bib:mine", LATER, venue="PotConf", unverified=("venue",)),
    )

    assert sources(found.said_by) == ["shipped"]
    assert found.others == (Statement("bib:mine", "PotConf", confirmed=False, read_at=LATER),)


def test_a_value_that_is_no_longer_served_is_still_told_with_who_says_it():
    found = of_field("comment", paper(), says("shipped", comment="3 pages"), says("arxiv"))

    assert (found.value, found.confirmed, found.said_by) == (None, False, ())
    assert sources(found.others) == ["shipped"]


def test_a_paper_stored_before_sources_were_kept_apart_says_so():
    found = provenance_of(paper(venue="TeaConf", unverified=("venue",)), ())

    assert [(one.field, one.confirmed, sources(one.said_by)) for one in found] == [
        ("title", True, ["earlier"]),
        ("venue", False, ["earlier"]),
    ]
    assert all(one.said_by[0].read_at is None for one in found)


def test_when_a_source_that_was_not_kept_said_something_is_not_known():
    account = says("earlier", venue="TeaConf")

    assert of_field("venue", paper(venue="TeaConf"), account).said_by[0].read_at is None


def test_what_no_source_says_any_more_is_of_earlier_too():
    found = of_field("code", paper(code="https://tea.example"), says("shipped"))

    assert sources(found.said_by) == ["earlier"]


def test_a_list_of_authors_that_is_cut_agrees_with_the_whole_one():
    served = paper(authors=("A. Pot", "B. Pot"), author_count=3)
    whole = says("arxiv", authors=("A. Pot", "B. Pot", "C. Pot"))
    other = says("bib:mine", authors=("A. Pot", "D. Pot", "C. Pot"))

    found = of_field("authors", served, whole, other)

    assert (sources(found.said_by), sources(found.others)) == (["arxiv"], ["bib:mine"])


@pytest.mark.parametrize("count", [0, 2])
def test_a_list_of_authors_that_a_source_cuts_agrees_with_the_whole_one(count):
    others = says("bib:mine", authors=("A. Pot",), author_count=count)

    assert sources(of_field("authors", paper(authors=("A. Pot", "B. Pot")), others).said_by) == ["bib:mine"]


def test_another_name_of_the_same_venue_says_the_same():
    long = says("bib:mine", venue="Advances in Neural Information Processing Systems 36")

    assert sources(of_field("venue", paper(venue="NeurIPS"), long).said_by) == ["bib:mine"]


def test_a_whole_list_of_authors_does_not_agree_with_a_shorter_one():
    found = of_field("authors", paper(authors=("A. Pot", "B. Pot")), says("bib:mine", authors=("A. Pot",)))

    assert sources(found.others) == ["bib:mine"]


def test_who_tells_of_some_of_the_versions_agrees_and_who_gives_another_day_does_not():
    moved = PaperVersion(number=1, submitted=date(2026, 1, 16))

    found = of_field(
        "versions",
        paper(versions=(V1, V2)),
        says("oai", versions=(V1, V2)),
        says("shipped", versions=(V1,)),
        says("pack:tea", versions=(moved,)),
    )

    assert (sources(found.said_by), sources(found.others)) == (["oai", "shipped"], ["pack:tea"])


def test_fields_of_which_nobody_says_anything_are_left_out():
    assert [one.field for one in provenance_of(paper(), [says("arxiv")])] == ["title"]


def test_every_fact_of_a_paper_is_among_the_fields():
    ours = {"id", "author_count", "citation_key", "aliases", "unverified"}

    assert set(FIELDS) == set(Paper.model_fields) - ours


@pytest.mark.parametrize("source", ["page", "oai", "pack:a"])
def test_an_account_of_a_source_that_holds_nothing_says_nothing(source):
    silent = says(source).model_copy(update={"said": None})

    assert sources(of_field("title", paper(), silent).said_by) == ["earlier"]
