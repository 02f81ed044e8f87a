"""Whether a paper was published: seen, claimed, told of differently, not so, or not known."""

import pytest

from graph.papers.publication import publication_of
from schema.paper_accounts import Holding
from schema.values import PublicationState
from tests.graph.papers.accounts import LATER, NOON, paper, says

PUBLISHED, CLAIMED, DIFFERS = PublicationState.PUBLISHED, PublicationState.CLAIMED, PublicationState.DIFFERS
PREPRINT, UNVERIFIED = PublicationState.PREPRINT, PublicationState.UNVERIFIED
DOUBTED = ("doi", "journal_ref", "venue", "venue_year")


def state_of(*accounts, **served):
    return publication_of(paper(**served), accounts).state


@pytest.mark.parametrize(
    ("accounts", "state"),
    [
        pytest.param([says("shipped", venue="TeaConf", venue_year=2026)], PUBLISHED, id="a venue that was looked up"),
        pytest.param([says("arxiv", journal_ref="Tea Lett. 3 (2026)")], PUBLISHED, id="arXiv has a journal reference"),
        pytest.param([says("oai", doi="10.1000/tea")], PUBLISHED, id="arXiv has a DOI"),
        pytest.param([says("bib:mine", venue="TeaConf", unverified=DOUBTED)], CLAIMED, id="a bibliography says so"),
        pytest.param([says("arxiv", comment="Accepted at TeaConf 2026")], CLAIMED, id="the authors say so in passing"),
        pytest.param(
            [says("arxiv", comment="Accepted at TeaConf"), says("shipped", venue="TeaConf")], PUBLISHED, id="both"
        ),
        pytest.param(
            [says("shipped", venue="TeaConf"), says("bib:mine", venue="PotConf", unverified=DOUBTED)],
            DIFFERS,
            id="two venues",
        ),
        pytest.param(
            [says("shipped", venue="TeaConf", venue_year=2025), says("pack:a", venue="TeaConf", venue_year=2026)],
            DIFFERS,
            id="two years",
        ),
        pytest.param([says("arxiv", doi="10.1000/tea"), says("shipped", doi="10.1000/cup")], DIFFERS, id="two DOIs"),
        pytest.param([says("arxiv", doi="10.1000/TEA"), says("shipped", doi="10.1000/tea")], PUBLISHED, id="one DOI"),
        pytest.param(
            [
                says("shipped", venue="NeurIPS"),
                says("bib:m", venue="Neural Information Processing Systems"),
            ],
            PUBLISHED,
            id="one venue by two names",
        ),
        pytest.param([says("arxiv", comment="12 pages"), says("shipped")], PREPRINT, id="arXiv was asked"),
        pytest.param(
            [says("arxiv", journal_ref="Tea Lett. 3, 7-9 (2026)"), says("pack:a", journal_ref="Tea Letters 3 (2026)")],
            PUBLISHED,
            id="one reference in two forms",
        ),
        pytest.param(
            [says("arxiv", journal_ref="Tea Lett. 3 (2026)"), says("pack:a", journal_ref="Tea Lett. 4 (2026)")],
            DIFFERS,
            id="two references",
        ),
        pytest.param([says("library")], PREPRINT, id="a snapshot of arXiv was looked at"),
        pytest.param([says("shipped"), says("page")], UNVERIFIED, id="nobody looked"),
        pytest.param(
            [says("arxiv").model_copy(update={"holding": Holding.NOT_FOUND})], UNVERIFIED, id="arXiv has lost it"
        ),
        pytest.param(
            [says("arxiv", doi="10.48550/arXiv.2601.90004", venue="arXiv preprint")],
            PREPRINT,
            id="arXiv publishes nothing",
        ),
        pytest.param([says("bib:mine", venue="CoRR", venue_year=2026)], UNVERIFIED, id="a preprint server"),
        pytest.param([says("bib:mine", venue_year=2026)], UNVERIFIED, id="a year without a venue"),
        pytest.param([says("arxiv", comment="Submitted to TeaConf 2026")], PREPRINT, id="submitted is not accepted"),
    ],
)
def test_the_state_follows_from_what_the_sources_say(accounts, state):
    assert state_of(*accounts) is state
    assert state_of(*reversed(accounts)) is state


def test_an_unverified_paper_and_one_told_of_differently_are_told_apart():
    nobody = publication_of(paper(), [says("shipped")])
    both = publication_of(
        paper(venue="TeaConf", venue_year=2026),
        [says("shipped", venue="TeaConf", venue_year=2026), says("bib:mine", venue="PotConf", unverified=DOUBTED)],
    )

    assert (nobody.state, nobody.evidence, nobody.asked_at) == (UNVERIFIED, (), None)
    assert both.state is DIFFERS
    assert [(one.statement.value, one.agrees) for one in both.evidence if one.field == "venue"] == [
        ("TeaConf", False),
        ("PotConf", False),
    ]
    assert (both.venue, both.year, both.is_confirmed) == ("TeaConf", 2026, True)


def test_each_piece_of_evidence_names_who_says_it_and_when():
    found = publication_of(
        paper(venue="TeaConf", venue_year=2026, doi="10.1000/tea"),
        [says("shipped", venue="TeaConf", venue_year=2026), says("arxiv", LATER, doi="10.1000/tea")],
    )

    told = [(one.field, one.statement.source, one.statement.read_at) for one in found.evidence]

    assert told == [("venue", "shipped", NOON), ("venue_year", "shipped", NOON), ("doi", "arxiv", LATER)]
    assert found.asked_at == LATER


def test_a_claim_in_a_comment_is_never_confirmed_though_the_comment_is():
    found = publication_of(paper(comment="Accepted at TeaConf"), [says("arxiv", comment="Accepted at TeaConf")])

    assert not found.is_confirmed
    assert found.evidence[0].statement.value == "Accepted at TeaConf"


def test_a_paper_of_which_no_source_is_kept_is_judged_by_its_record():
    assert state_of(venue="TeaConf") is PUBLISHED
    assert state_of(venue="TeaConf", unverified=("venue",)) is CLAIMED
    assert state_of() is UNVERIFIED


@pytest.mark.parametrize(
    ("comment", "claims"),
    [
        ("Accepted by A&A; 18 A4 pages, 11 figures", True),
        ("4 pages, to appear in Proceedings of the 2007 Conference on Kettles", True),
        ("ICLR2024 Camera Ready. Data available at https://example.org", True),
        ("ICML 2024", True),
        ("NeurIPS 2023 Oral; project page: https://example.org/", True),
        ("Presented at ICML 2024", True),
        ("Fifth version: Official version of the journal", True),
        ("Published at NeurIPS 2022. Camera-ready version", True),
        ("33 pages. Appendix included in submission. Submitted to ICLR 2025", False),
        ("Extended NeurIPS submission", False),
        ("Under review at ICML 2024", False),
        ("Preprint", False),
        ("12 pages, 3 figures", False),
        ("Code published at https://example.org", False),
        ("This has been withdrawn by arXiv administrators", False),
    ],
)
def test_what_authors_note_on_arxiv_is_a_claim_where_it_says_accepted(comment, claims):
    assert state_of(says("arxiv", comment=comment)) is (CLAIMED if claims else PREPRINT)
