import pytest

from ingest.statements.locating import locate
from schema.values import Evidence, SourceRef
from tests.ingest.statements.kitchen import FINDER, at, code, heading, need, order, p, page, relation

PAGE = page(
    heading("冲泡", "steeping"),
    p("先烧热水。"),
    p("热水与茶叶在一起，就是冲泡。"),
    heading("器具", "things", level=3),
    p("茶壶。"),
    code("teapot = 点茶"),
    heading("奉茶", "serving"),
    p("最后。"),
    title="Straining",
)


def positions(edge):
    (located,), _ = locate([edge], [PAGE], FINDER)
    return [source.position for source in located.sources]


def codes(edge, made=PAGE):
    return [finding.code for finding in locate([edge], [made], FINDER)[1]]


@pytest.mark.parametrize(
    "edge",
    [
        need("steeping", "leaf", sources=(at("steeping"),)),
        need("steeping", "whisking", "leaf", sources=(at("steeping"),)),
        relation("steeping", "combines", "leaf", sources=(at("steeping"),)),
        order("leaf", "steeping", sources=(at("steeping"),)),
    ],
    ids=["requires", "any of a group", "relation", "precedes"],
)
def test_an_edge_is_found_in_the_first_block_that_names_both(edge):
    assert positions(edge) == [2]
    assert codes(edge) == []


def test_headings_above_and_the_title_name_what_a_section_is_about():
    assert positions(need("steeping", "teapot", sources=(at("things"),))) == [4]
    assert positions(need("straining", "serving", sources=(at("serving"),))) == [6]


def test_a_section_ends_at_the_next_heading_of_its_rank():
    assert positions(need("steeping", "teapot", sources=(at("steeping"),))) == [2]
    assert positions(need("steeping", "serving", sources=(at("steeping"),))) == [None]
    assert codes(need("whisking", "serving", sources=(at("steeping"),))) == ["STATEMENT_NOT_FOUND"]


def test_without_a_heading_the_whole_page_is_looked_through():
    assert positions(need("teapot", "serving", sources=(at(),))) == [4]


def test_code_names_nothing():
    assert positions(need("teapot", "whisking", sources=(at("things"),))) == [None]
    assert codes(need("cold-brew", "whisking", sources=(at("things"),))) == ["STATEMENT_NOT_FOUND"]


@pytest.mark.parametrize("ends", [("steeping", "cold-brew"), ("cold-brew", "steeping")])
def test_a_section_about_one_end_may_call_the_other_by_a_pronoun(ends):
    edge = need(*ends, sources=(at("steeping"),))

    assert positions(edge) == [None]
    assert codes(edge) == []


def test_what_is_not_found_says_where_it_was_looked_for():
    edge = need("whisking", "cold-brew", "serving", sources=(at("steeping"),))

    (same,), (finding,) = locate([edge], [PAGE], FINDER)

    assert same == edge
    assert (finding.page, finding.place) == ("/tea", "#steeping")
    assert finding.subjects == ("whisking", "cold-brew", "serving")
    assert "the 6 blocks under #steeping name neither whisking nor cold-brew or serving" in finding.message


def test_a_heading_that_is_not_there_is_a_warning():
    (finding,) = locate([need("steeping", "leaf", sources=(at("gone"),))], [PAGE], FINDER)[1]

    assert (finding.code, finding.severity) == ("STATEMENT_ANCHOR_MISSING", "warning")


@pytest.mark.parametrize(
    "edge",
    [
        need("steeping", "serving", sources=(at("gone"),), evidence=Evidence.CURATED),
        need("steeping", "serving", sources=(SourceRef(paper="2305.18290", section="4"),)),
        need("steeping", "serving", sources=(at("gone", path="/elsewhere"),)),
    ],
    ids=["curated", "a paper", "a page that was not read"],
)
def test_only_what_pages_that_were_read_state_is_looked_up(edge):
    assert locate([edge], [PAGE], FINDER) == ((edge,), ())


def test_a_page_without_a_body_is_not_looked_through():
    edge = need("steeping", "leaf", sources=(at("steeping"),))

    assert locate([edge], [page()], FINDER) == ((edge,), ())


def test_each_place_of_an_edge_is_found_by_itself():
    edge = need("steeping", "leaf", sources=(at("gone"), SourceRef(paper="2305.18290"), at("steeping")))

    assert positions(edge) == [None, None, 2]
    assert codes(edge) == ["STATEMENT_ANCHOR_MISSING"]


def test_a_page_that_speaks_of_all_other_methods_names_each():
    made = page(heading("冲泡", "steeping"), p("这是其他所有方法的基础。"))
    edge = need("whisking", "steeping", sources=(at("steeping"),))

    (located,), findings = locate([edge], [made], FINDER, methods=frozenset({"whisking"}))

    assert (located.sources[0].position, findings) == (1, ())
