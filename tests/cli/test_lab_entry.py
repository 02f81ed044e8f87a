"""What `show` says of a lab in full, and of the work around labs."""

import pytest

from cli.glossary import Glossary
from cli.lab_entry import lab_entry, work_entry
from graph.catalogue import catalogue_of
from graph.lab_catalogue import CourseWork, LabFacts
from ingest.pack.loading import load_pack
from schema.lab_records import ExpectedResult
from schema.record_set import RecordSet


@pytest.fixture(scope="module")
def catalogue():
    pack = load_pack()
    return catalogue_of(RecordSet.of([*pack.vocabulary, *pack.papers, *pack.courses[0].records]), [])


def entry(catalogue, lab, language):
    return Glossary(catalogue, language).entry(catalogue.lab("llm-post-training", lab))


def section(lines, heading):
    start = next(at for at, line in enumerate(lines) if line.startswith(heading))
    end = next((at for at, line in enumerate(lines) if at > start and not line), len(lines))
    return lines[start:end]


def test_steps_have_their_minutes(catalogue):
    steps = section(entry(catalogue, "lab-4", "en"), "steps")

    assert steps[0] == "steps (100 min)"
    assert [line.rsplit("  ", 1)[-1] for line in steps[1:6]] == ["20 min", "15 min", "40 min", "15 min", "10 min"]
    assert steps[6].startswith("  bonus  ")


def test_settings_are_grouped_by_run_and_call(catalogue):
    settings = section(entry(catalogue, "lab-4", "en"), "settings")

    assert settings[1:4] == ["  main run", "    GRPOConfig", "      num_generations = 8"]
    assert "      max_completion_length = 1024 tokens" in settings
    runs = [line.strip() for line in settings if line.startswith("  ") and not line.startswith("   ")]
    assert runs == ["main run", "generation", "evaluation", "bonus and options"]


def test_deliverables_name_dimension_and_points(catalogue):
    handed_in = section(entry(catalogue, "lab-1", "en"), "to hand in")

    assert handed_in[1].endswith("[completeness, 5 points in all]")
    assert handed_in[4].endswith("[analysis, 3 points in all]")
    assert not handed_in[6].endswith("]")


def test_material_results_and_hardware_are_shown(catalogue):
    lines = entry(catalogue, "lab-4", "en")

    assert section(lines, "models")[1].startswith("  Qwen/Qwen3-1.7B-Base — ")
    assert section(lines, "data sets")[1].startswith("  openai/gsm8k · main — ")
    assert "  Base: GSM8K accuracy 5-15 %" in section(lines, "expected")
    assert "  GRPO · A100-80G; 4.0 h; ~27 CNY" in section(lines, "hardware")


def test_the_same_is_said_in_chinese(catalogue):
    lines = entry(catalogue, "lab-4", "zh")

    assert "步骤 (100 分钟)" in lines
    assert "  主实验" in section(lines, "设置")
    assert section(lines, "交付物")[1].endswith("[完整性，共 5 分]")
    assert "  Base: GSM8K 准确率 5-15 %" in section(lines, "课程给出的预期")


def test_a_course_shows_the_work_around_its_labs(catalogue):
    lines = Glossary(catalogue, "en").entry(catalogue.course())

    assert "  lab report: 完整性 [5 points]; 分析深度 [3 points]; 可复现性 [2 points]" in section(lines, "grading")
    assert "  Qwen/Qwen3-8B — ~16 GB; 第 5 课，必需" in section(lines, "to download")
    assert "  1  数学推理助手 · SFT + GRPO · ★★★" in section(lines, "project directions")


def test_what_is_not_known_is_not_shown():
    assert lab_entry(LabFacts(), "en") == []
    assert work_entry(CourseWork(), "zh") == []


def test_calls_of_one_name_are_shown_apart(catalogue):
    settings = section(entry(catalogue, "lab-3", "en"), "settings")

    at = settings.index("    DPOConfig · SimPO")
    assert settings[at + 1] == "      beta = 2.0"
    assert "    DPOConfig · DPO" in settings[:at]


def test_options_have_their_number_in_each_language(catalogue):
    assert section(entry(catalogue, "lab-5", "en"), "steps")[6].startswith("  option 1  ")
    assert section(entry(catalogue, "lab-5", "zh"), "步骤")[6].startswith("  选项 1  ")


def test_results_that_another_page_announces_name_it(catalogue):
    expected = section(entry(catalogue, "lab-5", "en"), "expected")

    assert expected[1].startswith("  FP16: memory ~16 GB; ")
    assert expected[1].endswith(" (/docs/lecture-5/quantization)")


def test_a_baseline_has_no_unit():
    result = ExpectedResult(
        course="tea", lab="lab-1", order=0, subject="Green", metric="speed", value="baseline", unit="x", page="/docs"
    )

    assert lab_entry(LabFacts(expected_results=(result,)), "en", page="/docs")[-1] == "  Green: speed baseline"


def test_a_course_shows_how_it_grades_and_when_its_project_is_due(catalogue):
    lines = Glossary(catalogue, "en").entry(catalogue.course())

    deductions = next(line for line in section(lines, "grading") if line.startswith("  deductions: "))
    assert "[-2…-3 points]" in deductions
    rubrics = section(lines, "rubrics")
    at = rubrics.index("  lab report · 完整性 (/docs/grading)")
    assert [line.split(":")[0].strip() for line in rubrics[at + 1 : at + 7]] == ["5", "4", "3", "2", "1", "0"]
    assert rubrics[-1].startswith("      不及格 [< 60 %]: ")
    assert len(section(lines, "project timeline")) == 5
