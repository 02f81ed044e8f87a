import pytest

from ingest.statements.diagrams import order_in
from ingest.statements.mermaid import flowchart_in
from schema.blocks import BlockKind
from tests.ingest.statements.builds import BUILDS, finder, pages_of, shipped, statements_in

ROADMAP, SUMMARY = "/docs", "/docs/lecture-6/course-summary"
REASONING = ("grpo", "rlvr")
PREFERENCE = ("dpo", "simpo", "kto", "orpo")
DEPLOYMENT = ("quantization", "knowledge-distillation", "vlm", "function-calling")
AFTER_REASONING = {(before, after) for before in REASONING for after in DEPLOYMENT}
# The label "多模态" of the roadmap is no name of a concept, as it also means audio and video; "多模态扩展" is one.
UNNAMED_ON_ROADMAP = "vlm"
ORDERS = {
    ROADMAP: {
        ("base-model", "sft"),
        ("sft", "dpo"),
        ("sft", "rlhf"),
        *((before, after) for before in ("dpo", "rlhf") for after in REASONING),
        *(pair for pair in AFTER_REASONING if UNNAMED_ON_ROADMAP not in pair),
    },
    SUMMARY: {
        ("base-model", "sft"),
        *(("sft", after) for after in PREFERENCE),
        *((before, after) for before in PREFERENCE for after in REASONING),
        *AFTER_REASONING,
    },
}
DIAGRAMS = 13


def charts_of(build):
    return [
        (page.path, flowchart_in(block.text))
        for page in pages_of(build)
        for block in page.blocks
        if block.kind is BlockKind.MERMAID
    ]


def drawn_in(build, path):
    concepts = {concept.slug: concept for concept in shipped().concepts}
    charts = [chart for on, chart in charts_of(build) if on == path]
    return {pair for chart in charts for pair in order_in(chart, finder(), concepts)}


@pytest.mark.parametrize("build", BUILDS)
def test_every_diagram_is_a_flowchart_that_can_be_read_whole(build):
    charts = charts_of(build)

    assert len(charts) == DIAGRAMS
    assert all(chart.nodes and chart.arrows for _, chart in charts)
    assert [(path, odd) for path, chart in charts for odd in chart.oddities] == []


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("path", ORDERS)
def test_roadmap_and_summary_graph_draw_the_order_of_the_course(build, path):
    assert drawn_in(build, path) == ORDERS[path]


@pytest.mark.parametrize("build", BUILDS)
def test_choosers_and_architectures_draw_no_order(build):
    orders = {path for path, _ in charts_of(build) if drawn_in(build, path)}

    assert orders == {
        ROADMAP,
        SUMMARY,
        "/docs/lecture-1/post-training-overview",
        "/docs/lecture-2/instruction-datasets",
        "/docs/lecture-6/presentation-guide",
    }


@pytest.mark.parametrize("build", BUILDS)
def test_no_diagram_is_odd_or_against_the_order_of_the_course(build):
    codes = {finding.code for finding in statements_in(build).findings}

    assert codes <= {"STATEMENT_NOT_FOUND", "STATEMENT_ANCHOR_MISSING"}


def test_every_heading_that_an_edge_names_is_on_the_newest_pages():
    missing = [one for one in statements_in(BUILDS[-1]).findings if one.code == "STATEMENT_ANCHOR_MISSING"]

    assert missing == []
