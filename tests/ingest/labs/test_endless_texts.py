"""Texts and numbers that no course has: they are shortened or passed over, and take no long time."""

from time import monotonic

import pytest

from schema.values import PageKind
from tests.ingest.labs.tea_labs import course_facts, lab_facts
from tests.ingest.recommended.block_pages import code, heading, items, p, table

WORDS, DIGITS, GAP = "x" * 3000, "9" * 1900, " " * 20_000
RUBRIC = ("Score", "Criteria")


@pytest.mark.parametrize("endless", [WORDS, DIGITS, GAP, f"1{GAP}（2", "9999999999"])
def test_a_lab_is_read_whatever_its_texts_hold(endless):
    started = monotonic()

    lab_facts(
        heading(f"Step 1: {endless}"),
        heading(f"Step {endless} ({endless} min)"),
        heading(f"实验 B{endless}: {endless}"),
        heading(f"选项 1{endless}"),
        heading(f"Hyperparameters {endless}"),
        items(f"heat = {endless}"),
        table(("参数", "值"), (endless, "5"), ("heat", endless)),
        table(("Leaf", "Expected"), (endless, "5"), ("Green", endless)),
        table(("Model", "Data"), (endless, endless)),
        heading("Deliverables"),
        items(endless),
        code(f"if leaf == '{endless}':\n    BrewConfig(heat='{endless}', cups={endless})\nfew = tea.take({endless})"),
        code(f"{WORDS}=1\nBrewConfig({WORDS}=1)\nBrewConfig({WORDS}=1, ~)"),
    )

    assert monotonic() - started < 5


@pytest.mark.parametrize("endless", [WORDS, DIGITS, GAP, f"1{GAP}（2", "9999999999"])
@pytest.mark.parametrize("kind", [PageKind.GRADING, PageKind.PROJECT, PageKind.RESOURCE])
def test_the_work_around_labs_is_read_whatever_its_texts_hold(kind, endless):
    started = monotonic()

    course_facts(
        heading(f"扣分 {endless}"),
        table(("Part", "Points"), (endless, "5"), ("Late", endless), (f"a({endless}", f"扣{endless}-{endless}")),
        heading(endless),
        table(RUBRIC, ("5", endless), (endless, "x")),
        table(("维度", f"优{endless}（3", "Good (3)"), (endless, endless, endless)),
        heading("Project schedule"),
        p(f"Week 1: {endless}"),
        p(f"第{endless}课: boil"),
        table(("Week", "What", "More"), (endless, "x", "y"), ("Week 2", endless, endless)),
        table(("编号", "方向", "技术", "难度"), (endless, endless, endless, endless), (endless, "a", "b", "c")),
        table(("GPU", "显存", "价格"), (endless, endless, endless)),
        kind=kind,
    )

    assert monotonic() - started < 5


def test_of_an_endless_text_the_beginning_is_kept():
    (fact,) = lab_facts(heading("Deliverables"), items(WORDS)).records

    assert fact.what == "x" * 2000
