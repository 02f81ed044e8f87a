import pytest

from graph.evidence import evidence_of, is_located
from schema.values import Evidence, SourceRef
from tests.graph.teahouse import requires

HEADING = SourceRef(page="/docs/lecture-1", anchor="kettles")
PAGE = SourceRef(page="/docs/lecture-1")


def test_groups_are_counted_by_how_they_are_known():
    counts = evidence_of(
        [
            requires("tea", "water", group=0, evidence=Evidence.STATED, sources=[HEADING]),
            requires("tea", "leaves", group=1, evidence=Evidence.STATED, sources=[PAGE]),
            requires("tea", "pot", group=2),
        ]
    )

    assert counts.groups == 3
    assert counts.by_evidence == {
        Evidence.STATED: 2,
        Evidence.DECLARED: 0,
        Evidence.CURATED: 1,
        Evidence.INFERRED: 0,
    }


def test_only_what_is_stated_at_a_heading_or_section_counts_as_located():
    counts = evidence_of(
        [
            requires("tea", "water", group=0, evidence=Evidence.STATED, sources=[PAGE, HEADING]),
            requires("tea", "leaves", group=1, evidence=Evidence.STATED, sources=[PAGE]),
            requires("tea", "pot", group=2, sources=[HEADING]),
            requires("tea", "cup", group=3, evidence=Evidence.DECLARED, sources=[HEADING]),
        ]
    )

    assert (counts.located, counts.located_share) == (1, 0.25)


def test_of_nothing_nothing_is_located():
    assert evidence_of([]).located_share == 0


@pytest.mark.parametrize(
    ("source", "located"),
    [
        (SourceRef(paper="2301.00001", section="4"), True),
        (SourceRef(paper="2301.00001"), False),
        (SourceRef(file="vocabulary/tea.yaml", line=3), False),
        (SourceRef(page="/docs", position=3), False),
    ],
    ids=["section", "paper", "line of a pack", "block"],
)
def test_what_can_be_looked_up_names_a_part(source, located):
    assert is_located(source) is located
