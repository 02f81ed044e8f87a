"""Making one record of what several sources say: a confirmed value stands, and nothing goes without a trace."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.papers.provenance import provenance_of
from ingest.pack.loading import load_pack
from ingest.papers.merging import Origin, merged
from schema.paper_accounts import ARXIV, EARLIER, OAI, PAGE, SHIPPED, PaperAccount
from schema.paper_values import PaperVersion
from schema.records import Paper
from schema.values import Severity

NOW = datetime(2026, 3, 11, tzinfo=UTC)
ID = "2601.90004"


def says(source, **fields):
    usual = {"id": ID, "title": "A Small Theory of Steam"}
    return PaperAccount(paper=ID, source=source, said=Paper(**(usual | fields)), read_at=NOW)


def test_one_source_is_taken_at_its_word():
    pack = load_pack()

    for paper in pack.papers:
        account = PaperAccount(paper=paper.id, source=SHIPPED, said=paper, read_at=NOW)
        assert merged([account]).paper == paper


def test_no_source_makes_no_paper():
    assert merged([]) is None


def test_each_value_has_its_origin():
    result = merged(
        [
            says(SHIPPED, venue="TeaConf", comment="3 pages", unverified=("venue", "comment")),
            says(ARXIV, comment="12 pages", latest_version=2),
        ]
    )

    assert result.origins["title"] == Origin(ARXIV, confirmed=True)
    assert result.origins["comment"] == Origin(ARXIV, confirmed=True)
    assert result.origins["venue"] == Origin(SHIPPED, confirmed=False)
    assert result.paper.unverified == ("venue",)


CONFIRMED_ELSEWHERE = [
    ("doi", "10.1000/ours", "10.1000/theirs"),
    ("title", "A Small Theory of Steam", "Steam, a Small Theory"),
    ("authors", ("Odalys Fenn",), ("O. Fenn", "A. Kessel")),
    ("published", date(2026, 1, 15), date(2026, 1, 16)),
    ("comment", "12 pages", "3 pages"),
    ("categories", ("cs.CL",), ("cs.LG", "cs.CL")),
]


@pytest.mark.parametrize(("field", "sure", "doubtful"), CONFIRMED_ELSEWHERE)
@pytest.mark.parametrize("first", [SHIPPED, ARXIV])
def test_a_confirmed_value_stands_before_an_unconfirmed_one_and_the_other_is_told(field, sure, doubtful, first):
    second = ARXIV if first == SHIPPED else SHIPPED

    result = merged([says(first, **{field: sure}), says(second, **{field: doubtful, "unverified": (field,)})])

    assert getattr(result.paper, field) == sure
    assert result.origins[field] == Origin(first, confirmed=True)
    (finding,) = result.findings
    assert finding.code == "PAPER_DISAGREEMENT"
    assert finding.place == field
    assert f"{first} says" in finding.message
    assert f"{second} says" in finding.message


def test_both_values_are_named():
    (finding,) = merged([says(SHIPPED, doi="10.1000/ours"), says(ARXIV, doi="10.1000/theirs")]).findings

    assert "'10.1000/ours'" in finding.message
    assert "'10.1000/theirs'" in finding.message
    assert finding.severity is Severity.WARNING


def test_of_two_confirmed_values_arxiv_knows_its_own_and_others_the_rest():
    result = merged(
        [
            says(SHIPPED, comment="3 pages", doi="10.1000/ours", latest_version=2),
            says(ARXIV, comment="12 pages", doi="10.1000/theirs", latest_version=2),
        ]
    )

    assert (result.paper.comment, result.paper.doi) == ("12 pages", "10.1000/ours")
    assert {(finding.place, finding.severity) for finding in result.findings} == {
        ("comment", Severity.WARNING),
        ("doi", Severity.WARNING),
    }


def test_what_changed_with_a_newer_version_is_news_and_no_mistake():
    result = merged(
        [
            says(SHIPPED, comment="3 pages", latest_version=2, updated=date(2026, 1, 20)),
            says(ARXIV, comment="12 pages", latest_version=3, updated=date(2026, 2, 20)),
        ]
    )

    (finding,) = result.findings
    assert (finding.place, finding.severity) == ("comment", Severity.INFO)
    assert "since v2 became v3" in finding.message


def test_a_comment_that_arxiv_does_not_have_goes_and_is_told():
    result = merged([says(SHIPPED, comment="3 pages", unverified=("comment",)), says(ARXIV)])

    assert result.paper.comment is None
    assert "'3 pages'" in result.findings[0].message


def test_a_doi_that_arxiv_does_not_have_stays():
    result = merged([says(SHIPPED, doi="10.1000/tea"), says(ARXIV)])

    assert (result.paper.doi, result.findings) == ("10.1000/tea", ())


def test_case_blanks_and_forms_of_letters_are_no_disagreement():
    result = merged([says(SHIPPED, authors=("ZOË  Rill",)), says(ARXIV, authors=("Zoë Rill",))])

    assert result.findings == ()


def test_a_list_of_authors_that_is_cut_agrees_with_the_whole_one():
    result = merged([says(SHIPPED, authors=("A. Pot", "B. Pot"), author_count=4), says(ARXIV, authors=tuple("ABCD"))])
    agreeing = merged(
        [
            says(SHIPPED, authors=("A. Pot", "B. Pot"), author_count=4),
            says(ARXIV, authors=("A. Pot", "B. Pot", "C. Pot", "D. Pot")),
        ]
    )

    assert (len(agreeing.paper.authors), agreeing.paper.author_count, agreeing.findings) == (4, None, ())
    assert result.findings != ()


def test_of_long_lists_the_place_where_they_part_is_told():
    names = tuple(f"Kettle {number}" for number in range(200))
    other = (*names[:150], "Somebody Else", *names[151:])

    (finding,) = merged([says(SHIPPED, authors=other), says(ARXIV, authors=names)]).findings

    assert "'Kettle 150' in place 151 of 200" in finding.message
    assert "'Somebody Else'" in finding.message
    assert len(finding.message) < 400


def test_an_earlier_title_is_remembered_and_a_label_is_not():
    result = merged(
        [
            says(SHIPPED, title="Steam v1", aliases=("Steam",)),
            says(PAGE, title="GRAPE", unverified=("title",)),
            says(ARXIV, title="A Small Theory of Steam"),
        ]
    )

    assert result.paper.aliases == ("Steam", "Steam v1")
    assert not [finding for finding in result.findings if "GRAPE" in finding.message]


def test_the_year_of_a_venue_is_never_that_of_another():
    result = merged([says("pack:mine", venue="TeaConf"), says(SHIPPED, venue="KettleConf", venue_year=2024)])

    assert (result.paper.venue, result.paper.venue_year) == ("TeaConf", None)


def test_what_arxiv_does_not_say_of_a_withdrawal_it_does_not_deny():
    known = says(SHIPPED, withdrawn=True, latest_version=2)

    assert merged([known, says(ARXIV, latest_version=2)]).paper.withdrawn
    assert not merged([known, says(ARXIV, latest_version=3)]).paper.withdrawn


def test_a_guessed_withdrawal_is_marked_as_one():
    result = merged([says(SHIPPED), says(ARXIV, withdrawn=True, unverified=("withdrawn",))])

    assert result.paper.withdrawn
    assert result.paper.unverified == ("withdrawn",)


V1, V2, V3 = (PaperVersion(number=number, submitted=date(2026, number, 15)) for number in (1, 2, 3))


def test_the_history_of_versions_that_goes_furthest_is_taken_and_a_shorter_one_is_no_disagreement():
    result = merged([says(SHIPPED, versions=(V1, V2)), says(OAI, versions=(V1, V2, V3)), says(ARXIV, latest_version=3)])

    assert result.paper.versions == (V1, V2, V3)
    assert result.origins["versions"] == Origin(OAI, confirmed=True)
    assert result.findings == ()


def test_a_version_of_two_days_is_told_with_both():
    moved = PaperVersion(number=2, submitted=date(2026, 2, 16))

    result = merged([says(SHIPPED, versions=(V1, moved)), says(OAI, versions=(V1, V2, V3))])

    (finding,) = result.findings
    assert "oai says 'v2 2026-02-15' in place 2 of 2, shipped says 'v2 2026-02-16' of 2" in finding.message


def test_versions_that_are_not_told_are_not_lost_when_arxiv_answers_without_them():
    assert merged([says(SHIPPED, versions=(V1, V2)), says(ARXIV, latest_version=3)]).paper.versions == (V1, V2)


def test_a_citation_key_stays_whatever_the_sources_say():
    assert merged([says(SHIPPED, citation_key="fenn2026small"), says(ARXIV)]).paper.citation_key == "fenn2026small"


VALUES = {
    "title": st.sampled_from(["Steam", "Rain"]),
    "authors": st.sampled_from([(), ("A. Pot",), ("B. Pot", "C. Pot")]),
    "latest_version": st.sampled_from([None, 1, 2, 3]),
    "doi": st.sampled_from([None, "10.1000/a", "10.1000/b"]),
    "comment": st.sampled_from([None, "3 pages", "4 pages"]),
    "venue": st.sampled_from([None, "TeaConf", "PotConf"]),
    "withdrawn": st.booleans(),
}


@st.composite
def account_lists(draw):
    sources = draw(st.lists(st.sampled_from([ARXIV, SHIPPED, PAGE, EARLIER, "pack:a"]), min_size=1, unique=True))
    accounts = []
    for source in sources:
        fields = {name: draw(values) for name, values in VALUES.items()}
        doubted = draw(st.sets(st.sampled_from(sorted(VALUES))))
        accounts.append(says(source, **fields, unverified=tuple(sorted(doubted))))
    return accounts


@given(account_lists(), st.randoms(use_true_random=False))
def test_the_order_in_which_sources_come_does_not_matter(accounts, chance):
    shuffled = list(accounts)
    chance.shuffle(shuffled)

    assert merged(shuffled) == merged(accounts)


@given(account_lists())
def test_no_confirmed_value_gives_way_to_an_unconfirmed_one(accounts):
    result = merged(accounts)

    for name in ("title", "authors", "latest_version", "doi", "venue"):
        said = [one.said for one in accounts if getattr(one.said, name) not in (None, ())]
        sure = [getattr(one, name) for one in said if name not in one.unverified]
        if sure:
            assert getattr(result.paper, name) in sure
            assert name not in result.paper.unverified
        elif said:
            assert name in result.paper.unverified


@given(account_lists())
def test_the_source_of_every_value_is_among_those_that_are_shown_to_say_it(accounts):
    result = merged(accounts)

    shown = {one.field: one for one in provenance_of(result.paper, accounts)}
    for name, origin in result.origins.items():
        assert (origin.source, origin.confirmed) in {(one.source, one.confirmed) for one in shown[name].said_by}
        assert shown[name].confirmed is origin.confirmed


@given(account_lists())
def test_every_value_that_is_not_taken_is_told(accounts):
    result = merged(accounts)

    told = {finding.place for finding in result.findings}
    for name in ("authors", "doi", "venue"):
        values = {getattr(one.said, name) for one in accounts} - {None, ()}
        if len(values) > 1:
            assert name in told
