from datetime import date

import pytest

from reading.references import Item, Kind, reference_to, warnings_of
from schema.records import Paper

FIRST_VERSION = date(2020, 5, 4)


def reference(**fields):
    known = {"id": "2005.00001", "title": "Teapots", "authors": ("Ann Kettle",), "published": FIRST_VERSION}
    return reference_to(Item(Paper(**(known | fields))), key="k")


@pytest.mark.parametrize(
    ("venue", "kind", "container"),
    [
        pytest.param(None, Kind.PREPRINT, None, id="nowhere"),
        pytest.param("arXiv preprint", Kind.PREPRINT, None, id="arXiv"),
        pytest.param("TeaConf 2021", Kind.CONFERENCE, "TeaConf", id="conference"),
        pytest.param("Nature 2021", Kind.JOURNAL, "Nature", id="Nature"),
        pytest.param("Nature Communications", Kind.JOURNAL, "Nature Communications", id="of Nature"),
        pytest.param("TMLR", Kind.JOURNAL, "TMLR", id="TMLR"),
        pytest.param("Proceedings of the IEEE (2021)", Kind.JOURNAL, "Proceedings of the IEEE", id="IEEE"),
        pytest.param("Journal of Teapots", Kind.JOURNAL, "Journal of Teapots", id="Journal of"),
        pytest.param("IEEE Transactions on Tea", Kind.JOURNAL, "IEEE Transactions on Tea", id="Transactions"),
        pytest.param("Tea Workshop, 2021", Kind.CONFERENCE, "Tea Workshop", id="workshop"),
        pytest.param("Machine Learning Conference", Kind.CONFERENCE, "Machine Learning Conference", id="not journal"),
    ],
)
def test_the_venue_decides_the_kind(venue, kind, container):
    made = reference(venue=venue)

    assert (made.kind, made.container) == (kind, container)


def test_a_paper_neither_on_arxiv_nor_published_is_another_kind():
    assert reference(id="kettle1952tea").kind is Kind.OTHER


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        pytest.param({}, 2020, id="first version"),
        pytest.param({"venue": "TeaConf", "venue_year": 2022}, 2022, id="venue"),
        pytest.param({"venue": "TeaConf 2021"}, 2021, id="year in the venue's name"),
        pytest.param({"venue": "TeaConf"}, 2020, id="venue without year"),
        pytest.param({"updated": date(2024, 1, 1), "latest_version": 3}, 2020, id="never the newest version"),
        pytest.param({"venue": "TeaConf", "venue_year": 2022, "unverified": ("venue",)}, 2020, id="unconfirmed venue"),
        pytest.param(
            {"venue": "TeaConf", "venue_year": 2022, "unverified": ("venue_year",)}, 2020, id="unconfirmed year"
        ),
        pytest.param({"published": None}, None, id="unknown"),
    ],
)
def test_the_year_is_the_venues_or_the_first_versions(fields, year):
    assert reference(**fields).year == year


@pytest.mark.parametrize(
    ("doi", "bare"),
    [
        ("10.1000/tea.2020-1", "10.1000/tea.2020-1"),
        ("https://doi.org/10.1000/TEA", "10.1000/TEA"),
        ("10.1007/TEA04(2019)063", "10.1007/TEA04(2019)063"),
        ("10.1002/(SICI)1<16::AID>3.0.CO;2-2", "10.1002/(SICI)1<16::AID>3.0.CO;2-2"),
        ("10.1000/a b", None),
        ("10.1000/a}b", None),
        ("10.1000/%0a\\input", None),
        ("tea", None),
        (None, None),
    ],
)
def test_a_doi_is_bare_and_safe_or_left_out(doi, bare):
    assert reference(doi=doi).doi == bare


def test_the_address_is_arxivs_else_the_dois():
    assert reference(doi="10.1000/tea").url == "https://arxiv.org/abs/2005.00001"
    assert reference(id="kettle1952tea", doi="10.1000/te<a").url == "https://doi.org/10.1000/te%3Ca"
    assert reference(id="kettle1952tea").url is None


def test_notes_say_what_no_field_says():
    made = reference_to(
        Item(Paper(id="2005.00001", title="T", journal_ref="Tea 1 (2020) 2", withdrawn=True), note="hot"), key="k"
    )

    assert made.notes == ("withdrawn", "published as Tea 1 (2020) 2", "hot")


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        pytest.param({"venue": "TeaConf", "unverified": ("venue",)}, "venue", "TeaConf is left out", id="venue"),
        pytest.param({"doi": "10.1000/x", "unverified": ("doi",)}, "doi", "10.1000/x is left out", id="DOI"),
        pytest.param({"unverified": ("authors",)}, "authors", "no source confirms the authors", id="authors"),
        pytest.param({"unverified": ("published",)}, "published", "date of the first version", id="date"),
        pytest.param({"author_count": 2832}, "authors", "only 1 of 2,832 authors", id="cut list"),
        pytest.param({"authors": ()}, "authors", "no authors", id="no authors"),
        pytest.param({"authors": ("Ann Kettle", ":")}, "authors", "':' is no name", id="no name"),
        pytest.param({"title": r"\foo{x}"}, "title", r"\foo", id="unknown TeX"),
        pytest.param({"doi": "tea"}, "doi", "'tea' is no DOI", id="no DOI"),
        pytest.param({"published": None}, "published", "no year", id="no year"),
        pytest.param({"withdrawn": True}, "withdrawn", "withdraws", id="withdrawn"),
    ],
)
def test_what_a_reader_should_know_is_told_once(fields, field, message):
    (warning,) = warnings_of(reference(**fields))

    assert (warning.paper, warning.field) == ("2005.00001", field)
    assert message in warning.message


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"unverified": ("code", "comment", "updated", "categories")}, id="fields that are not shown"),
        pytest.param({"unverified": ("venue", "doi")}, id="fields without a value"),
        pytest.param({"venue": "TeaConf", "unverified": ("published",)}, id="date that the venue's replaces"),
        pytest.param({"author_count": 1}, id="whole list"),
    ],
)
def test_nothing_else_is_told(fields):
    assert list(warnings_of(reference(**fields))) == []


def test_of_a_paper_that_is_not_on_arxiv_an_unconfirmed_value_is_shown_with_a_warning():
    doubted = ("doi", "journal_ref", "venue", "venue_year")
    fields = {"published": None, "venue": "Tea", "venue_year": 2022, "doi": "10.1000/x", "journal_ref": "Tea 3, 1"}

    made = reference(id="pot2022boiling", **fields, unverified=doubted)

    assert (made.container, made.year, made.doi, made.kind) == ("Tea", 2022, "10.1000/x", Kind.JOURNAL)
    told = {one.field: one.message for one in warnings_of(made)}
    assert {"doi", "venue", "journal_ref"} <= set(told)
    assert not any("left out" in message for message in told.values())


def test_others_of_whom_nobody_says_how_many_they_are_are_others():
    made = reference(authors=("Ann Pot",), author_count=0)

    assert made.more_authors == 1
    assert "only the first 1 authors are known: the list ends in 'and others'" in [
        one.message for one in warnings_of(made)
    ]


def test_an_unconfirmed_value_is_left_out_where_a_reader_would_take_it_for_a_fact():
    made = reference(
        venue="TeaConf",
        venue_year=2022,
        doi="10.1000/x",
        journal_ref="Tea 1",
        unverified=("venue", "doi", "journal_ref"),
    )

    assert (made.container, made.doi, made.notes, made.kind) == (None, None, (), Kind.PREPRINT)
