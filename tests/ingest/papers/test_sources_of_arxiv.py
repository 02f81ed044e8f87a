"""ArXiv's two interfaces, and bibliographies, among the sources of a paper."""

from datetime import UTC, datetime, timedelta

import pytest

from ingest.papers.merging import Origin, merged, word_of_arxiv
from schema.paper_accounts import ARXIV, OAI, PAGE, SHIPPED, Holding, PaperAccount
from schema.records import Paper
from schema.values import Severity

NOW = datetime(2026, 3, 11, tzinfo=UTC)
ID = "2601.90004"
BIB = "bib:seminar"


def says(source, *, at=NOW, **fields):
    usual = {"id": ID, "title": "A Small Theory of Steam"}
    return PaperAccount(paper=ID, source=source, said=Paper(**(usual | fields)), read_at=at)


def doubtful(**fields):
    return says(BIB, **fields, unverified=tuple(sorted(fields)))


@pytest.mark.parametrize(("newer", "older"), [(ARXIV, OAI), (OAI, ARXIV)])
def test_of_arxivs_two_interfaces_the_newer_version_stands(newer, older):
    result = merged([says(newer, title="Steam", latest_version=2), says(older, latest_version=1, comment="8 pages")])

    assert result.paper.title == "Steam"
    assert result.paper.latest_version == 2
    assert result.paper.comment is None
    assert result.paper.aliases == ("A Small Theory of Steam",)
    assert {one.severity for one in result.findings} <= {Severity.INFO}


@pytest.mark.parametrize(("later", "earlier"), [(ARXIV, OAI), (OAI, ARXIV)])
def test_of_one_version_what_was_read_last_stands(later, earlier):
    after = says(later, latest_version=1, comment="9 pages", at=NOW + timedelta(days=1))
    before = says(earlier, latest_version=1, comment="8 pages")

    for accounts in ([after, before], [before, after]):
        assert merged(accounts).paper.comment == "9 pages"
        assert word_of_arxiv(accounts) == after


def test_where_neither_interface_holds_a_paper_the_last_word_counts():
    gone = PaperAccount(paper=ID, source=ARXIV, holding=Holding.NOT_FOUND, read_at=NOW)

    assert word_of_arxiv([gone]) == gone
    assert word_of_arxiv([says(SHIPPED)]) is None


def test_a_withdrawal_that_harvesters_are_told_of_is_confirmed():
    guessed = says(ARXIV, latest_version=2, withdrawn=True, unverified=("withdrawn",))
    told = says(OAI, latest_version=2, withdrawn=True)

    result = merged([guessed, told])

    assert result.paper.withdrawn
    assert result.origins["withdrawn"] == Origin(OAI, confirmed=True)
    assert result.paper.unverified == ()


def test_a_guess_that_harvesters_are_told_to_be_wrong_falls():
    guessed = says(ARXIV, latest_version=2, withdrawn=True, unverified=("withdrawn",))

    result = merged([guessed, says(OAI, latest_version=2)])

    assert not result.paper.withdrawn
    assert result.findings == ()


def test_a_withdrawal_that_another_source_has_seen_and_arxiv_denies_is_told():
    result = merged([says(SHIPPED, latest_version=2, withdrawn=True), says(OAI, latest_version=2)])

    assert not result.paper.withdrawn
    assert [one.place for one in result.findings] == ["withdrawn"]


@pytest.mark.parametrize("source", [OAI, ARXIV])
def test_an_old_answer_withdraws_nothing(source):
    result = merged([says(SHIPPED, latest_version=3), says(source, latest_version=2, withdrawn=True)])

    assert not result.paper.withdrawn


def test_an_answer_of_harvesters_that_is_old_denies_no_later_withdrawal():
    later = says(ARXIV, latest_version=3, withdrawn=True, unverified=("withdrawn",))

    assert merged([later, says(OAI, latest_version=2)]).paper.withdrawn


CONFIRMED = {
    "doi": ("10.1000/steam", "10.1000/other"),
    "venue": ("TeaConf", "Kettle Letters"),
    "title": ("A Small Theory of Steam", "Steam"),
    "authors": (("Odalys Fenn",), ("Bo Kettle",)),
}


@pytest.mark.parametrize("field", CONFIRMED)
@pytest.mark.parametrize("source", [SHIPPED, ARXIV, OAI, "pack:tea"])
def test_what_a_bibliography_says_never_replaces_a_confirmed_value(field, source):
    sure, other = CONFIRMED[field]

    result = merged([doubtful(**{field: other}), says(source, **{field: sure})])

    assert getattr(result.paper, field) == sure
    assert field not in result.paper.unverified
    (told,) = (one for one in result.findings if one.place == field)
    assert told.severity is Severity.INFO
    assert BIB in told.message


def test_what_only_a_bibliography_says_is_taken_and_marked():
    result = merged([says(ARXIV, latest_version=1), doubtful(doi="10.1000/steam", venue="TeaConf", venue_year=2026)])

    assert (result.paper.doi, result.paper.venue, result.paper.venue_year) == ("10.1000/steam", "TeaConf", 2026)
    assert set(result.paper.unverified) == {"doi", "venue", "venue_year"}


def test_a_year_without_venue_counts_only_for_want_of_a_date():
    bare = doubtful(venue_year=2025)

    assert merged([bare]).paper.venue_year == 2025
    assert merged([bare, says(ARXIV, published="2026-01-15")]).paper.venue_year is None
    assert merged([bare, says(SHIPPED, venue="TeaConf")]).paper.venue_year is None


def test_among_doubtful_values_the_packs_comes_first_and_the_pages_last():
    shipped = says(SHIPPED, title="Steam, Shipped", unverified=("title",))
    page = says(PAGE, title="Steam, linked", unverified=("title",))
    bib = doubtful(title="Steam, Cited")

    assert merged([page, bib, shipped]).paper.title == "Steam, Shipped"
    assert merged([page, bib]).paper.title == "Steam, Cited"


def test_what_a_page_calls_a_paper_stays_an_alias_unless_it_is_another_papers_name():
    right = says(PAGE, title="Theory of Steam", unverified=("title",))
    wrong = says(PAGE, title="GRAPE", unverified=("title",))

    assert merged([right, says(ARXIV)]).paper.aliases == ("Theory of Steam",)
    assert merged([wrong, says(ARXIV)]).paper.aliases == ()


def test_a_list_of_authors_that_is_cut_no_one_knows_where_agrees_with_a_longer_one():
    cut = says(BIB, authors=("O. Fenn",), author_count=0, unverified=("authors", "title"))
    whole = says(ARXIV, authors=("Odalys Fenn", "Aki Kessel"))

    assert [one.place for one in merged([cut, whole]).findings] == []
