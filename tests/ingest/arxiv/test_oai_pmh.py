"""Answers to harvesters, all of them invented."""

from datetime import UTC, date, datetime

import pytest

from ingest.arxiv.articles import paper_from
from ingest.arxiv.entries import EntryError
from ingest.arxiv.faults import BrokenAnswerError
from ingest.arxiv.oai_pmh import MOST_BYTES, harvest_in
from tests.ingest.arxiv.oai_stand_in import V1, V2, answer, record


def only(body):
    harvest = harvest_in(body)
    assert harvest.unreadable == ()
    (article,) = harvest.articles
    return article


def test_an_article_has_all_its_versions_in_order_whatever_their_order_in_the_answer():
    article = only(answer(record(versions=(("v3", "Sun, 1 Mar 2026 00:00:00 GMT", "2113kb"), V1, V2))))

    assert [one.number for one in article.versions] == [1, 2, 3]
    assert article.versions[0].created == datetime(2026, 1, 15, 17, 59, 59, tzinfo=UTC)
    assert [one.kilobytes for one in article.versions] == [113, 0, 2113]
    assert [one.is_empty for one in article.versions] == [False, True, False]


def test_texts_are_in_one_line_and_nothing_of_them_is_lost():
    article = only(
        answer(
            record(
                comments="8 pages,\n 2 figures",
                journal_ref="Tea Lett. 3 (2026)",
                doi="10.1000/tea.1",
                report_no="TEA-7",
            )
        )
    )

    assert article.title == "A Small Theory of Steam"
    assert article.authors == ("Odalys Fenn", "Aki Këssel")
    assert article.categories == ("cs.CL", "cs.LG")
    assert (article.comment, article.journal_ref) == ("8 pages, 2 figures", "Tea Lett. 3 (2026)")
    assert (article.doi, article.report_number, article.abstract) == ("10.1000/tea.1", "TEA-7", "Where steam goes.")
    assert article.changed == date(2026, 2, 7)


@pytest.mark.parametrize(
    ("versions", "withdrawn"),
    [
        pytest.param((V1,), False, id="one version with text"),
        pytest.param((V1, V2), True, id="the latest is empty"),
        pytest.param((V1, V2, ("v3", "Sun, 1 Mar 2026 00:00:00 GMT", "4kb")), False, id="only a middle one is empty"),
        pytest.param((V1, ("v2", "Fri, 6 Feb 2026 08:00:00 GMT", "4kb", "I")), False, id="flagged, yet with text"),
        pytest.param((V1, ("v2", "Fri, 6 Feb 2026 08:00:00 GMT", "0kb", "D")), False, id="tiny, yet not flagged"),
        pytest.param((V1, ("v2", "Fri, 6 Feb 2026 08:00:00 GMT", "0kb", "")), True, id="empty, flags not told"),
    ],
)
def test_an_article_is_withdrawn_if_its_latest_version_is_empty(versions, withdrawn):
    paper = paper_from(only(answer(record(versions=versions))))

    assert paper.withdrawn is withdrawn
    assert "withdrawn" not in paper.unverified


def test_a_comment_that_speaks_of_withdrawing_proves_nothing_against_the_flags():
    assert not paper_from(only(answer(record(comments="This paper has been withdrawn")))).withdrawn


def test_the_paper_has_the_days_of_the_first_and_the_newest_version_and_keeps_a_reference():
    article = only(answer(record(versions=(V1, V2), journal_ref="Tea Lett. 3 (2026)", comments="withdrawn by author")))

    paper = paper_from(article)

    assert (paper.published, paper.updated, paper.latest_version) == (date(2026, 1, 15), date(2026, 2, 6), 2)
    assert (paper.primary_category, paper.journal_ref) == ("cs.CL", "Tea Lett. 3 (2026)")


def test_the_paper_keeps_its_versions_with_day_and_size_and_which_of_them_are_empty():
    article = only(answer(record(versions=(V1, V2, ("v3", "Sun, 1 Mar 2026 00:00:00 GMT", "2113kb")))))

    told = [(str(one), one.kilobytes, one.empty) for one in paper_from(article).versions]

    assert told == [("v1 2026-01-15", 113, False), ("v2 2026-02-06", 0, True), ("v3 2026-03-01", 2113, False)]


@pytest.mark.parametrize("named", ["hep-th/9901001", "acc-phys/9411002", "0704.0213", "2601.90001"])
def test_ids_of_all_ages_are_read(named):
    assert only(answer(record(named))).id == named


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Robin A. Fenn, Jr., Aki Kessel", ("Robin A. Fenn, Jr.", "Aki Kessel")),
        ("O. Fenn (1 and 2), A. Kessel (2) ((1) House of Tea, Hill, (2) Mill)", ("O. Fenn", "A. Kessel")),
        ("O. Fenn, A. Kessel, and I. Noor", ("O. Fenn", "A. Kessel", "I. Noor")),
        ("O. Fenn and A. Kessel", ("O. Fenn", "A. Kessel")),
        ("The Kettle Collaboration: O. Fenn, A. Kessel", ("The Kettle Collaboration", "O. Fenn", "A. Kessel")),
        ("Ferdinand Brand, Andy Sand", ("Ferdinand Brand", "Andy Sand")),
        ("O. Fenn (Mill, A. Kessel", ("O. Fenn Mill", "A. Kessel")),
        ("", ()),
    ],
)
def test_lines_of_authors_are_taken_apart(line, names):
    assert only(answer(record(authors=line))).authors == names


def test_the_token_is_a_value_and_its_absence_the_end():
    more = answer(record(), after='<resumptionToken expirationDate="2026-02-09">tok&amp;en</resumptionToken>')

    assert harvest_in(more).token == "tok&en"
    assert harvest_in(answer(record(), after="<resumptionToken/>")).token == ""
    assert harvest_in(answer(record())).token == ""


@pytest.mark.parametrize(
    ("code", "nothing_new", "expired"),
    [
        ("noRecordsMatch", True, False),
        ("badResumptionToken", False, True),
        ("badArgument", False, False),
        ("cannotDisseminateFormat", False, False),
        ("idDoesNotExist", False, False),
    ],
)
def test_errors_are_values(code, nothing_new, expired):
    harvest = harvest_in(answer(after=f'<error code="{code}">Not\n today</error>'))

    (error,) = harvest.errors
    assert (error.code, error.message) == (code, "Not today")
    assert (error.is_nothing_new, error.is_token_expired) == (nothing_new, expired)
    assert harvest.articles == ()


def test_several_errors_are_all_told():
    body = answer(after='<error code="badArgument">a</error><error code="badArgument">b</error>')

    assert [error.message for error in harvest_in(body).errors] == ["a", "b"]


def test_deleted_articles_are_told_by_id():
    gone = (
        '<record><header status="deleted"><identifier>oai:arXiv.org:2601.90002</identifier>'
        "<datestamp>2026-02-07</datestamp></header></record>"
    )

    harvest = harvest_in(answer(gone, record()))

    assert harvest.deleted == ("2601.90002",)
    assert [article.id for article in harvest.articles] == ["2601.90001"]


def test_a_single_record_is_read_as_a_list_is():
    assert only(answer(record(), verb="GetRecord")).id == "2601.90001"


def test_a_harvest_says_from_which_day_it_can_be_gone_on_with():
    gone = '<record><header status="deleted"><identifier>oai:arXiv.org:2601.90003</identifier><datestamp>2026-02-10'
    body = answer(
        record(datestamp="2026-02-07"),
        record("2601.90002", datestamp="2026-02-09T10:00:00Z"),
        record("2601.90004", datestamp="once"),
        f"{gone}</datestamp></header></record>",
    )

    assert harvest_in(body).newest == date(2026, 2, 10)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (record("2601.90009", title=None), "has no title"),
        (record("2601.90009", versions=()), "has no versions"),
        (record("2601.90009", versions=(V1, V1)), "two versions of one number"),
        (record("2601.90009", versions=(V2,)), "begins with version 2"),
        (record("2601.90009", versions=(("v1", "soon"),)), "'soon' is no date"),
        (record("2601.90009", versions=(("v1", "Thu, 35 Jan 2026 17:59:59 GMT"),)), "is no date"),
        (record("2601.90009", versions=(("vX", V1[1]),)), "is no version"),
        (record("2601.90009", versions=(("v1", V1[1], "huge"),)), "is no size"),
        (record("2601.90009", header="2601.90008"), "calls itself 2601.90009"),
        (record("2601.90009", datestamp="2026-02-31"), "is no day"),
        (record("tea"), "is no id"),
        (record("2601.90009").replace("</title>", "</title><title>Other</title>"), "has title twice"),
        (record("2601.90009").replace("OAI/arXivRaw", "OAI/arXiv"), "not in the form arXivRaw"),
    ],
)
def test_what_is_wrong_with_one_record_is_told_and_costs_no_other(bad, reason):
    harvest = harvest_in(answer(record(), bad, record("2601.90002")))

    assert [article.id for article in harvest.articles] == ["2601.90001", "2601.90002"]
    (told,) = harvest.unreadable
    assert reason in told.reason
    assert told.id in ("2601.90009", "2601.90008", "tea")


def test_an_article_without_what_a_paper_needs_is_no_paper():
    with pytest.raises(EntryError, match="title"):
        paper_from(only(answer(record(title="x" * 3000))))


GOOD = answer(record())


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (GOOD.replace(b"<OAI-PMH", b'<!DOCTYPE OAI-PMH [<!ENTITY a "boom">]>\n<OAI-PMH', 1), "document type"),
        (GOOD.replace(b"<OAI-PMH", b"<!DOCTYPE OAI-PMH SYSTEM 'file:///etc/hostname'>\n<OAI-PMH", 1), "document type"),
        (GOOD.replace(b"Small", b"&small;"), "no whole XML"),
        (GOOD.replace(b"</record>", b""), "no whole XML"),
        (GOOD[:-20], "no whole XML"),
        (GOOD.replace(b"Small", b"Sm\xe4ll"), "UTF-8"),
        (b"<html><body>Rate exceeded.</body></html>", "no OAI-PMH"),
        (b"Rate exceeded.", "no whole XML"),
        (b"", "no whole XML"),
        (GOOD.replace(b"Small", b"<a>" * 500 + b"</a>" * 500), "nested too deep"),
        (answer(*["<record/>"] * 5001), "records"),
        (b" " * (MOST_BYTES + 1), "bytes"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_answer_of_this_kind_is_refused_as_a_whole(body, reason):
    with pytest.raises(BrokenAnswerError, match=reason):
        harvest_in(body)
