"""How ``show`` tells where the values of a paper come from, line by line, in both languages."""

from datetime import UTC, date, datetime

import pytest

from cli.paper_entry import paper_sections
from graph.catalogue import catalogue_of
from schema.paper_accounts import PaperAccount
from schema.paper_values import CitationSource, PaperVersion
from schema.record_set import RecordSet
from schema.records import Citation, Paper

READ = datetime(2026, 3, 11, tzinfo=UTC)
ASKED = datetime(2026, 3, 12, tzinfo=UTC)
RAIN = Paper(id="2601.90001", title="How Leaves Remember Rain", citation_key="fenn2026leaves")
STEAM = Paper(
    id="2601.90004",
    title="A Small Theory of Steam",
    authors=("Odalys Fenn", "Aki Kessel"),
    author_count=0,
    latest_version=2,
    versions=(PaperVersion(number=1, submitted=date(2026, 1, 15)), PaperVersion(number=2, submitted=date(2026, 2, 6))),
    venue="TeaConf",
    venue_year=2026,
)


def account(source, read_at=READ, **said):
    fields = {"venue": None, "venue_year": None, "versions": ()} | said
    return PaperAccount(paper=STEAM.id, source=source, said=STEAM.model_copy(update=fields), read_at=read_at)


def entry(*accounts, language="en", paper=STEAM, citations=()):
    catalogue = catalogue_of(RecordSet.of([RAIN, paper, *citations]), [], accounts)
    return paper_sections(catalogue, paper, language)


def test_each_value_stands_with_its_sources_and_what_others_say():
    shipped = account("shipped", venue="TeaConf", venue_year=2026, versions=STEAM.versions)
    arxiv = account("arxiv", ASKED, latest_version=3)
    mine = account("bib:mine", venue="PotConf", unverified=("venue", "title", "authors"), latest_version=None)

    lines = entry(shipped, arxiv, mine)

    assert lines[2] == (
        "  sources differ: venue TeaConf (shipped 2026-03-11, confirmed) / PotConf (bib:mine 2026-03-11, not confirmed)"
    )
    all_three = "confirmed: arxiv 2026-03-12, shipped 2026-03-11; also bib:mine 2026-03-11"
    assert lines[3:] == [
        "",
        "where each value comes from",
        f"  title: A Small Theory of Steam [{all_three}]",
        f"  authors: Odalys Fenn; Aki Kessel … [{all_three}]",
        "  newest version: 2 [confirmed: shipped 2026-03-11]",
        "      arxiv 2026-03-12 says otherwise: 3 [confirmed]",
        "  versions: v1 2026-01-15; v2 2026-02-06 [confirmed: shipped 2026-03-11]",
        "  venue: TeaConf [confirmed: shipped 2026-03-11]",
        "      bib:mine 2026-03-11 says otherwise: PotConf [not confirmed]",
        "  year of publication: 2026 [confirmed: shipped 2026-03-11]",
    ]


@pytest.mark.parametrize(
    ("accounts", "fields", "line"),
    [
        ((account("shipped", venue="TeaConf", venue_year=2026),), {}, "published: TeaConf 2026"),
        (
            (account("shipped", venue="TeaConf", doi="10.1000/tea", unverified=("doi",)),),
            {"doi": "10.1000/tea", "unverified": ("doi",)},
            "published: TeaConf 2026, doi:10.1000/tea (not confirmed)",
        ),
        (
            (account("bib:mine", venue="TeaConf", unverified=("venue",)),),
            {"unverified": ("venue", "venue_year")},
            "said to be published, not confirmed: TeaConf 2026",
        ),
        (
            (account("arxiv", ASKED, comment="Accepted at TeaConf"),),
            {"venue": None, "venue_year": None, "comment": "Accepted at TeaConf"},
            "said to be published, not confirmed: Accepted at TeaConf",
        ),
        (
            (account("arxiv", ASKED),),
            {"venue": None, "venue_year": None},
            "preprint: no source names a publication; arXiv last answered 2026-03-12",
        ),
        (
            (account("page"),),
            {"venue": None, "venue_year": None},
            "could not verify: no source names a publication, and arXiv was never asked; "
            "run: syllagraph papers refresh 2601.90004",
        ),
    ],
)
def test_a_line_says_how_a_paper_stands_between_preprint_and_publication(accounts, fields, line):
    assert entry(*accounts, paper=STEAM.model_copy(update=fields))[2] == f"  {line}"


def test_a_database_of_before_says_that_sources_were_not_kept():
    lines = entry()

    assert "  title: A Small Theory of Steam [confirmed: stored earlier, source not kept]" in lines


def test_a_value_that_is_gone_is_told_with_who_still_says_it():
    lines = entry(account("shipped", comment="3 pages"), account("arxiv", ASKED), paper=STEAM)

    assert lines[lines.index("  comment: none") + 1] == "      shipped 2026-03-11 says otherwise: 3 pages [confirmed]"


def test_citations_stand_with_their_sources_those_that_were_seen_first():
    seen = CitationSource(name="shipped", confirmed=True, read_at=READ)
    citations = [
        Citation(paper=STEAM.id, cited=RAIN.id, confirmed=True, sources=(seen,)),
        Citation(paper=RAIN.id, cited=STEAM.id, confirmed=False),
    ]

    lines = entry(account("page"), citations=citations)

    assert lines[-5:] == [
        "cites (what is not listed may still be cited)",
        "  fenn2026leaves [confirmed: shipped]",
        "",
        "cited by (what is not listed may still cite it)",
        "  fenn2026leaves [not confirmed: stored earlier, source not kept]",
    ]


def test_the_same_is_told_in_chinese():
    lines = entry(account("shipped", venue="TeaConf", venue_year=2026), language="zh")

    assert lines[1:3] == ["发表", "  已发表: TeaConf 2026"]
    assert "  发表处: TeaConf [已证实: shipped 2026-03-11]" in lines
