"""What invented labs and pages around them say, but for settings."""

import pytest

from ingest.labs.lab_facts import course_facts_in
from schema.lab_records import (
    Deliverable,
    Dimension,
    ExpectedResult,
    GradingRule,
    HardwareNeed,
    LabAsset,
    LabStep,
    ProjectDirection,
)
from schema.values import PageKind
from tests.ingest.labs.tea_labs import course_facts, lab_facts, of
from tests.ingest.recommended.block_pages import callout, code, heading, item, items, p, page_of, table


@pytest.mark.parametrize("words", ["步骤 {}：", "实验步骤{} ", "Step {}: ", "第 {} 步 "])
def test_steps_are_numbered_headings_with_minutes(words):
    facts = lab_facts(
        heading(words.format(1) + "Boil（15 分钟）"), heading("A detail", 3), heading(words.format(2) + "Pour (20 min)")
    )

    found = of(facts, LabStep)
    assert [(one.label, one.title, one.minutes, one.position) for one in found] == [
        ("1", "Boil", 15, 0),
        ("2", "Pour", 20, 2),
    ]
    assert facts.findings == ()


def test_extra_work_is_a_step_by_its_own_title_or_by_those_below():
    facts = lab_facts(heading("Step 1: Boil"), heading("Bonus: ice"), heading("加分项"), heading("Milk", 3))

    assert [(one.label, one.title) for one in of(facts, LabStep)] == [
        ("1", "Boil"),
        ("bonus", "ice"),
        ("bonus", "Milk"),
    ]


@pytest.mark.parametrize(("part", "option"), [("实验", "选项"), ("Part", "Option")])
def test_parts_without_numbers_have_their_letter_and_options_their_number(part, option):
    facts = lab_facts(
        table(("Part", "Work", "Time"), (f"{part} A", "Brew", "60 min"), (f"{part} B (choose)", "Drink", "50 min")),
        heading(f"{part} A: Brew"),
        heading("Step 1: Boil (20 min)", 3),
        heading(f"{part} B: Drink"),
        heading(f"{option} 1: Hot", 3),
        heading(f"{option} 2: Iced (5 min)", 3),
        heading(f"{part} C: Wash up (1 hour)"),
    )

    assert [(one.label, one.title, one.minutes) for one in of(facts, LabStep)] == [
        ("1", "Boil", 20),
        ("B", "Drink", 50),
        ("option 1", "Hot", None),
        ("option 2", "Iced", 5),
        ("C", "Wash up", 60),
    ]


def test_a_table_gives_steps_where_no_heading_does():
    facts = lab_facts(table(("Step", "Work", "Minutes"), ("1", "Boil", "15"), ("2", "Pour", "0.5 hours")))

    assert [(one.title, one.minutes) for one in of(facts, LabStep)] == [("Boil", 15), ("Pour", 30)]


def test_a_lab_without_steps_is_a_finding_and_one_without_body_is_not():
    assert [one.code for one in lab_facts(p("Brew.")).findings] == ["LAB_WITHOUT_STEPS"]
    assert lab_facts().findings == ()


def assets(*parts):
    return [(one.name, one.subset, one.size, one.use) for one in of(lab_facts(*parts), LabAsset)]


def test_code_says_which_data_and_how_much_of_it():
    text = (
        'leaves = load_dataset("tea/leaves", "green", split="train")\n'
        "leaves = leaves.shuffle(seed=42).select(range(10000))\n"
        "few = leaves.select(range(5))\n"
        'old = load_dataset("tea/old", split="train[:500]")\n'
        'cups = load_dataset("tea/cups", split="test").select(range(min(20, len(x))))'
    )

    assert assets(code(text)) == [
        ("tea/leaves", "green", "10,000 samples", None),
        ("tea/old", "train", "500 samples", None),
        ("tea/cups", "test", "20 samples", "evaluation"),
    ]


def test_code_may_take_data_by_a_constant_and_stand_beside_what_is_no_code():
    text = (
        "brew the tea\n"
        "CUPS = 3000\n"
        'leaves = load_dataset("tea/leaves", split="train", streaming=True)\n'
        "few = leaves.take(CUPS)\n"
        'old = load_dataset("tea/old").take(n=20)\n'
        "```\n"
        'rest = load_dataset("tea/rest"\n'
        '    split="test")'
    )

    assert assets(code(text)) == [
        ("tea/leaves", "train", "3,000 samples", None),
        ("tea/old", None, "20 samples", None),
        ("tea/rest", "test", None, "evaluation"),
    ]


def test_a_table_names_the_base_and_code_the_others():
    found = assets(
        table(("Item", "Detail"), ("Base model", "leaf/Oolong-7B, or your own"), ("Data", "tea/leaves（5K-10K）")),
        code('NAME = "leaf/Oolong-7B"\nAutoModel.from_pretrained(NAME)\nAutoModel.from_pretrained("./out/final")'),
        heading("Evaluation"),
        code('AutoModel.from_pretrained("leaf/Judge-9B")\nAutoTokenizer.from_pretrained("leaf/Words")'),
        p("See [the hub](https://huggingface.co/datasets/tea/cups) and [docs](https://huggingface.co/docs/pots)."),
    )

    assert found == [
        ("tea/leaves", None, "5K-10K", None),
        ("leaf/Oolong-7B", None, None, "base"),
        ("leaf/Judge-9B", None, None, "evaluation"),
        ("tea/cups", None, None, None),
    ]


def test_the_first_model_of_the_main_run_is_the_base_where_no_table_says():
    assert assets(code('AutoModel.from_pretrained("leaf/Oolong-7B")')) == [("leaf/Oolong-7B", None, None, "base")]


def deliverables(*parts):
    return [one.what for one in of(lab_facts(*parts), Deliverable)]


def test_outer_items_are_handed_in_and_notes_are_not():
    found = deliverables(
        heading("Deliverables"),
        items("A cup", item("A report:", items("on taste"))),
        callout("", items("about an hour")),
        heading("Later"),
        items("Wash up"),
    )

    assert found == ["A cup", "A report"]


def test_headings_of_the_section_are_handed_in_where_there_are_some():
    assert deliverables(heading("交付物清单"), heading("A cup", 3), items("hot"), heading("A report", 3)) == [
        "A cup",
        "A report",
    ]


def test_expected_values_come_with_their_range():
    facts = lab_facts(
        table(
            ("Leaf", "Expected score", "Notes"),
            ("Green", "5-15%", "fresh"),
            ("Black", "> 60 %", ""),
            ("Red", "good", ""),
        ),
        heading("预期结果"),
        table(("Leaf", "Weight", "说明"), ("Green", "~3.5 g", "dry")),
    )

    found = of(facts, ExpectedResult)
    assert [(one.subject, one.metric, one.low, one.high, one.unit) for one in found] == [
        ("Green", "score", 5, 15, "%"),
        ("Black", "score", 60, None, "%"),
        ("Red", "score", None, None, None),
        ("Green", "Weight", 3.5, 3.5, "g"),
    ]


def test_times_and_advice_on_hardware_of_a_lab():
    facts = lab_facts(
        table(("项目", "详情"), ("预计时间", "A100-40G 约 45 分钟；T4 约 90 分钟")),
        callout("", p("GPU 要求：推荐 A100-80G。"), items("RTX 4090 (24GB)：use fewer cups")),
    )

    found = [(one.hardware, one.time, one.advice) for one in of(facts, HardwareNeed)]
    assert found == [
        ("A100-40G", "约 45 分钟", None),
        ("T4", "约 90 分钟", None),
        ("A100-80G", None, "推荐 A100-80G"),
        ("RTX 4090 (24GB)", None, "use fewer cups"),
    ]


def test_prices_take_the_unit_of_their_column_and_rows_their_lab():
    facts = course_facts(
        table(("GPU 型号", "显存", "按量计费（元/小时）"), ("T4", "16 GB", "~1.00")),
        table(
            ("课次", "预计 GPU 时间", "费用（A100-40G）"), ("第1课", "2 小时", "~9 元"), ("第1-3课", "6 小时", "~9 元")
        ),
    )

    found = [(one.lab, one.hardware, one.memory, one.time, one.cost) for one in of(facts, HardwareNeed)]
    assert found == [
        (None, "T4", "16 GB", None, "~1.00 元/小时"),
        ("lab-1", "A100-40G", None, "2 小时", "~9 元"),
        (None, "A100-40G", None, "6 小时", "~9 元"),
    ]


def test_downloads_get_their_size_from_a_table():
    facts = course_facts(
        code("hf download leaf/Oolong-7B --local-dir x\nhf download leaf/Oolong-7B-Raw\nhf download leaf/Mint"),
        table(("Model", "Size", "Needed"), ("Oolong-7B / 7B-Raw", "~14 GB x2", "yes"), ("Total", "28 GB", "")),
    )

    assert [(one.name, one.size, one.use) for one in of(facts, LabAsset)] == [
        ("leaf/Oolong-7B", "~14 GB", "yes"),
        ("leaf/Oolong-7B-Raw", "~14 GB", "yes"),
        ("leaf/Mint", None, None),
    ]


def test_rules_of_grading_and_what_each_lab_hands_in():
    facts = course_facts(
        heading("Course grade"),
        table(("Part", "Weight"), ("Labs", "60%"), ("Project", "40 %"), ("Talk", "some")),
        heading("Lab reports"),
        table(("Dimension", "Points"), ("Completeness", "5"), ("Analysis", "3 points")),
        heading("Lab 1"),
        table(("Deliverable", "Graded by"), ("A cup", "Completeness"), ("A note", "Taste")),
        kind=PageKind.GRADING,
    )

    rules = [(one.subject, one.dimension, one.points, one.unit) for one in of(facts, GradingRule)]
    assert rules == [
        ("course", "Labs", 60, "%"),
        ("course", "Project", 40, "%"),
        ("lab report", "Completeness", 5, "points"),
        ("lab report", "Analysis", 3, "points"),
    ]
    assert [(one.lab, one.what, one.dimension, one.points) for one in of(facts, Deliverable)] == [
        ("lab-1", "A cup", Dimension.COMPLETENESS, 5),
        ("lab-1", "A note", None, None),
    ]


def test_directions_of_projects_with_their_sections():
    facts = course_facts(
        table(("Direction", "Techniques", "Difficulty", "Model"), ("Iced tea", "Brew + Chill", "★★", "Oolong-7B")),
        heading("Project 3: Iced tea"),
        items(item("Evaluation:", items("taste", "colour"))),
        table(("Data set", "Size"), ("leaves", "7K")),
        kind=PageKind.PROJECT,
    )

    (one,) = of(facts, ProjectDirection)
    assert (one.number, one.title, one.techniques, one.difficulty, one.model) == (
        3,
        "Iced tea",
        ("Brew", "Chill"),
        2,
        "Oolong-7B",
    )
    assert (one.data, one.evaluation) == (("leaves (7K)",), ("taste", "colour"))


@pytest.mark.parametrize("kind", [PageKind.SECTION, PageKind.PAPERS, PageKind.OVERVIEW])
def test_lessons_say_nothing_of_grades_and_costs(kind):
    page = page_of(table(("Part", "Weight"), ("Labs", "60%")), kind=kind)

    assert course_facts_in(page).records == ()
