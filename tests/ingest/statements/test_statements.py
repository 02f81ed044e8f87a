from ingest.statements.statements import statements_of
from schema.values import Evidence
from tests.ingest.statements.kitchen import FINDER, at, chart, heading, known, need, order, p, page

DRAWN = page(heading("Order", "order"), p("冲泡"), chart("graph LR\n a[冲泡] --> b[奉茶]"))


def said(*records, pages=(DRAWN,)):
    return statements_of(pages, FINDER, known=known(*records))


def test_an_order_that_is_drawn_and_not_known_is_added():
    assert [(one.before, one.after) for one in said().precedences] == [("steeping", "serving")]


def test_an_order_that_is_known_keeps_its_reason_and_gains_the_place():
    (one,) = said(order("steeping", "serving", evidence=Evidence.CURATED)).precedences

    assert one.reason.en == "because"
    assert one.evidence is Evidence.STATED
    assert [(source.anchor, source.position) for source in one.sources] == [("order", 2)]


def test_a_place_that_is_known_is_not_told_twice():
    (one,) = said(order("steeping", "serving", sources=(at("order"),))).precedences

    assert [(source.anchor, source.position) for source in one.sources] == [("order", 2)]


def test_what_two_pages_draw_is_one_edge_with_two_places():
    other = page(chart("graph LR\n a[冲泡] --> b[奉茶]"), path="/other")

    (one,) = said(pages=(DRAWN, other)).precedences

    assert [source.page for source in one.sources] == ["/tea", "/other"]


def test_a_diagram_against_the_known_order_is_told_and_left_out():
    found = said(order("serving", "leaf"), order("leaf", "steeping"))

    assert ("steeping", "serving") not in {(one.before, one.after) for one in found.precedences}
    assert "DIAGRAM_AGAINST_ORDER" in {finding.code for finding in found.findings}


def test_what_is_required_is_located_beside_it():
    found = said(need("serving", "steeping", sources=(at("order"),)))

    assert found.requirements[0].sources[0].position == 2
    assert found.findings == ()


def test_pages_without_a_body_leave_everything_as_it_is():
    edge = need("serving", "steeping", sources=(at("order"),))

    found = said(edge, pages=(page(),))

    assert (found.requirements, found.precedences, found.findings) == ((edge,), (), ())
