import pytest

from ingest.statements.proposals import SUREST, Proposal, ProposalKind, weighed, worth_showing
from schema.values import SourceRef
from tests.ingest.statements.kitchen import known, need, order, relation


def proposed(source, target, kind="requires", confidence=0.6, rule="built-on", path="/tea"):
    sources = (SourceRef(page=path, position=1),)
    return Proposal(ProposalKind(kind), source, target, confidence, rule, sources, "tea", f"{rule} on {path}")


def shown(*found, **options):
    records = options.pop("known", known())
    return [(one.source, one.target) for one in worth_showing(found, records, **options).proposals]


def test_the_same_edge_from_two_pages_is_surer():
    (one,) = weighed([proposed("a", "b", confidence=0.5), proposed("a", "b", confidence=0.5, path="/other")])

    assert one.confidence == 0.75
    assert [source.page for source in one.sources] == ["/tea", "/other"]


def test_the_same_rule_on_the_same_page_counts_once():
    (one,) = weighed([proposed("a", "b", confidence=0.5), proposed("a", "b", confidence=0.6)])

    assert one.confidence == 0.6


def test_the_surest_rule_speaks_for_an_edge():
    (one,) = weighed([proposed("a", "b", confidence=0.5), proposed("a", "b", confidence=0.6, rule="basis-of")])

    assert (one.rule, one.quote, one.confidence) == ("basis-of", "basis-of on /tea", 0.8)


def test_rules_together_are_never_certain():
    many = [proposed("a", "b", confidence=0.9, path=f"/{number}") for number in range(20)]

    (one,) = weighed(many)

    assert one.confidence == SUREST
    assert len(one.sources) == 8


def test_the_surest_come_first_and_ties_go_by_name():
    found = weighed([proposed("c", "d"), proposed("a", "b"), proposed("e", "f", confidence=0.9)])

    assert [one.source for one in found] == ["e", "a", "c"]


@pytest.mark.parametrize(
    ("one", "record"),
    [
        (proposed("leaf", "water"), need("leaf", "teapot", "water")),
        (proposed("leaf", "water", "precedes"), order("leaf", "water")),
        (proposed("leaf", "water", "removes"), relation("leaf", "removes", "water")),
        (proposed("leaf", "water", "answers"), relation("leaf", "repairs", "water")),
        (proposed("leaf", "water", "variant-of"), relation("leaf", "part-of", "water")),
        (proposed("leaf", "water"), relation("water", "part-of", "leaf")),
    ],
    ids=["need", "order", "relation", "much the same", "kind of", "a part of it"],
)
def test_what_the_graph_knows_is_left_out(one, record):
    found = worth_showing([one], known(record))

    assert (found.proposals, found.known) == ((), 1)


@pytest.mark.parametrize(
    ("one", "records"),
    [
        (proposed("serving", "leaf"), [need("serving", "steeping"), need("steeping", "leaf")]),
        (proposed("leaf", "serving", "precedes"), [order("leaf", "steeping"), order("steeping", "serving")]),
        (proposed("leaf", "serving", "precedes"), [need("serving", "steeping"), need("steeping", "leaf")]),
    ],
    ids=["need", "order", "what is needed comes first"],
)
def test_what_the_graph_implies_is_left_out(one, records):
    found = worth_showing([one], known(*records))

    assert (found.proposals, found.implied) == ((), 1)


@pytest.mark.parametrize(
    ("one", "record"),
    [
        (proposed("leaf", "steeping"), need("steeping", "leaf")),
        (proposed("serving", "steeping", "precedes"), order("steeping", "serving")),
        (proposed("leaf", "water", "equals"), relation("water", "equals", "leaf")),
    ],
    ids=["need", "order", "relation"],
)
def test_what_would_close_a_circle_is_left_out_and_counted(one, record):
    found = worth_showing([one], known(record))

    assert (found.proposals, found.circular) == ((), 1)


def test_of_two_proposals_in_a_circle_the_surer_stays():
    assert shown(proposed("a", "b", confidence=0.7), proposed("b", "a", confidence=0.8)) == [("b", "a")]


def test_what_surer_proposals_imply_is_left_out():
    sure = [proposed("a", "b", confidence=0.9), proposed("b", "c", confidence=0.8)]

    assert shown(*sure, proposed("a", "c", confidence=0.7)) == [("a", "b"), ("b", "c")]


def test_an_order_is_no_need():
    assert shown(proposed("leaf", "water"), known=known(order("water", "leaf"))) == [("leaf", "water")]


def test_less_sure_ones_stand_in_nobodys_way():
    found = [proposed("a", "b", confidence=0.4), proposed("b", "a", confidence=0.3)]

    assert worth_showing(found, known(), least_confidence=0.5).proposals == ()
    assert worth_showing(found, known(), least_confidence=0.5).circular == 0
