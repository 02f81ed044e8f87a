"""What is told of how well a pack is backed."""

import pytest

from ingest.pack.loading import Pack, load_pack
from ingest.pack.report import PackReport, known_pages, report_of

COURSE = """\
course: {slug: tea, title: Tea, language: en}
tree:
  - {page: /leaves, title: Leaves, kind: section}
"""
VOCABULARY = """\
area: tea
name: {zh: 茶, en: Tea}
concepts:
  - slug: pot
    name: {zh: 壶, en: Pot}
    kind: tool
    assumed: true
    definition: {zh: 盛茶之器。, en: What holds the tea.}
  - slug: leaf
    name: {zh: 叶, en: Leaf}
    kind: data
    definition: {zh: 茶树之叶。, en: What grows on the bush.}
    requires:
      - any_of: [pot]
        reason: {zh: 没有壶不行。, en: Nothing without a pot.}
        evidence: stated
        sources: [{page: /leaves, anchor: inside}, {paper: "2301.00010", section: "2"}]
    relations:
      - kind: part-of
        to: pot
        reason: {zh: 在壶里。, en: It lies in it.}
        evidence: curated
    papers: [{paper: "2301.00010", kind: uses}]
"""
PAPERS = '[{"id": "2301.00010", "title": "On Steeping"}, {"id": "2301.00020", "title": "On Pots"}]'


@pytest.fixture
def pack(tmp_path) -> Pack:
    for name, text in {
        "courses/tea/course.yaml": COURSE,
        "vocabulary/tea.yaml": VOCABULARY,
        "papers.json": PAPERS,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return load_pack(tmp_path)


def report(pack: Pack, anchors=None, papers=("2301.00010", "2301.00020")) -> PackReport:
    return report_of(pack, anchors=known_pages(pack) if anchors is None else anchors, papers=papers)


def test_each_area_is_told_with_its_evidence(pack):
    (area,) = report(pack).areas

    assert (area.area, area.concepts, area.assumed) == ("tea", 2, 1)
    assert (area.evidence.groups, area.evidence.located) == (1, 1)


def test_a_paper_that_nothing_names_is_unused(pack):
    assert report(pack).unused_papers == ("2301.00020",)


def test_sources_that_lead_somewhere_are_counted_without_lines_of_the_pack(pack):
    found = report(pack, {"/leaves": {"inside"}})

    assert (found.sources, found.lost) == (2, ())


def test_a_heading_that_is_not_known_is_not_held_against_a_source(pack):
    assert report(pack).lost == ()


@pytest.mark.parametrize(
    ("anchors", "papers", "why"),
    [
        ({}, {"2301.00010"}, "there is no such page"),
        ({"/leaves": {"outside"}}, {"2301.00010"}, "the page has no such heading"),
        ({"/leaves": {"inside"}}, set(), "no such paper is known"),
    ],
    ids=["page", "heading", "paper"],
)
def test_a_source_that_leads_nowhere_is_told_with_its_line(pack, anchors, papers, why):
    (lost,) = report(pack, anchors, papers).lost

    assert (lost.why, str(lost.place)) == (why, "vocabulary/tea.yaml:14")
