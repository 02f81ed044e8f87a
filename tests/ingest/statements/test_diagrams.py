import pytest

from ingest.statements.diagrams import drawn_on, order_in
from ingest.statements.mermaid import flowchart_in
from schema.values import Evidence, SourceRef
from tests.ingest.statements.kitchen import BY_SLUG, FINDER, chart, heading, p, page


def order_of(text):
    return order_in(flowchart_in(text), FINDER, BY_SLUG)


def test_arrows_between_methods_are_an_order():
    assert order_of("graph LR\n a[茶叶] --> b[冲泡] --> c[奉茶]") == (("leaf", "steeping"), ("steeping", "serving"))


def test_a_node_stands_for_all_that_its_first_line_names():
    text = 'graph LR\n a["冲泡 / 点茶<br/>茶叶"] --> b[奉茶]'

    assert order_of(text) == (("steeping", "serving"), ("whisking", "serving"))


def test_a_first_line_that_names_nothing_is_a_heading_to_the_others():
    text = 'graph LR\n a["第一步<br/>冲泡<br/>点茶"] --> b[奉茶]'

    assert order_of(text) == (("steeping", "serving"), ("whisking", "serving"))


def test_of_names_that_touch_the_last_counts():
    assert order_of("graph LR\n a[茶叶冲泡] --> b[奉茶]") == (("steeping", "serving"),)


def test_an_id_that_is_a_name_counts_where_the_label_describes():
    text = 'graph LR\n steeping["热水与茶壶"] --> Serving["奉茶<br/>慢慢来"]'

    assert order_of(text) == (("steeping", "serving"),)


def test_nodes_without_a_concept_are_passed_through():
    text = "graph LR\n a[冲泡] --> b[等待] --> c[再等] --> d[奉茶]\n b --> e[过滤]"

    assert order_of(text) == (("steeping", "straining"), ("steeping", "serving"))


def test_an_arrow_at_a_subgraph_is_one_at_each_of_its_nodes():
    text = """graph LR
      subgraph s1 [准备]
        a[茶叶]
        b[热水]
      end
      subgraph s2 [之后]
        subgraph s3 [客人]
          c[奉茶]
        end
      end
      d[冲泡] --> s2
      s1 --> d
    """

    assert order_of(text) == (("leaf", "steeping"), ("water", "steeping"), ("steeping", "serving"))


@pytest.mark.parametrize(
    "text",
    [
        "graph LR\n a[茶壶] --> b[品鉴]",
        "graph LR\n a[冲泡] --> b[等待]",
        "graph LR\n a[冲泡] --> b[冲泡]",
        "graph LR\n a[冲泡] --> q{够热？} -->|是| b[奉茶]",
        "graph LR\n a[冲泡] --- b[奉茶]",
        "graph LR\n a[冲泡]\n b[奉茶]",
        "timeline\n 冲泡 : 奉茶",
    ],
    ids=["tools", "one method", "the same twice", "a question", "no head", "no arrow", "no flowchart"],
)
def test_what_draws_no_order_gives_none(text):
    assert order_of(text) == ()


def test_tools_and_tests_have_no_place_in_an_order():
    assert order_of("graph LR\n a[冲泡] --> b[茶壶] --> c[奉茶] --> d[品鉴]") == (("steeping", "serving"),)


def test_a_circle_is_told_and_is_no_order():
    drawn = drawn_on(page(chart("graph LR\n a[冲泡] --> b[奉茶] --> a")), FINDER, BY_SLUG)

    assert drawn.precedences == ()
    assert [finding.code for finding in drawn.findings] == ["DIAGRAM_IN_A_CIRCLE"]


def test_an_order_is_stated_at_its_block_under_its_heading():
    made = page(heading("Overview", "overview"), p("See below."), chart("graph LR\n a[冲泡] --> b[奉茶]"))

    (one,) = drawn_on(made, FINDER, BY_SLUG).precedences

    assert one.evidence is Evidence.STATED
    assert one.sources == (SourceRef(page="/tea", anchor="overview", position=2),)
    assert one.reason.zh == "页面的流程图把冲泡画在奉茶之前。"
    assert one.reason.en == "The page’s diagram puts Steeping before Serving."


def test_lines_that_cannot_be_read_are_one_finding_of_the_diagram():
    made = page(chart("graph LR\n a[冲泡] --> b[奉茶]\n a --> [茶]\n a -->"))

    drawn = drawn_on(made, FINDER, BY_SLUG)

    assert len(drawn.precedences) == 1
    (finding,) = drawn.findings
    assert (finding.code, finding.place) == ("DIAGRAM_UNREADABLE", "block 0")
    assert "line 3" in finding.message
    assert "line 4" in finding.message
