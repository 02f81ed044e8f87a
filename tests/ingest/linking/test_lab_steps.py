from ingest.linking.lab_steps import StepConcepts
from ingest.linking.linker import Linker
from tests.ingest.linking.tea_vocabulary import VOCABULARY, heading, p, page_of


def test_the_steps_of_a_lab_and_what_they_name():
    page = page_of(
        p("用 GFB"),
        heading("步骤 1：洗茶（5 分钟）"),
        p("龙井茶"),
        heading("Step 2：GFB"),
        heading("细节", 3),
        p("GFB 与龙井茶"),
        heading("选项 1：冷浸泡", 3),
        heading("交付物"),
        p("GFB"),
    )

    assert Linker(VOCABULARY).lab_steps(page) == (
        StepConcepts(1, "步骤 1：洗茶（5 分钟）", {"green-tea": (2,)}),
        StepConcepts(3, "Step 2：GFB", {"gongfu": (3, 5), "green-tea": (5,)}),
        StepConcepts(6, "选项 1：冷浸泡", {"cold-steeping": (6,)}),
    )


def test_a_page_without_steps_has_none():
    assert Linker(VOCABULARY).lab_steps(page_of(heading("GFB"), p("龙井茶"))) == ()
