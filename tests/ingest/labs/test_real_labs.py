"""What both real builds of the course say of labs, grades, costs and projects."""

import pytest

from ingest.labs.announced import announced_results
from schema.lab_records import AssetKind, Dimension, Scope
from tests.ingest.real_pages import records_of as records

BUILDS = ("2026-02-26", "2026-03-11")
OLD, NEW = BUILDS
LABS = [f"lab-{number}" for number in range(1, 6)]
NF4 = {
    ("BitsAndBytesConfig", "load_in_4bit", "True"),
    ("BitsAndBytesConfig", "bnb_4bit_quant_type", "nf4"),
    ("BitsAndBytesConfig", "bnb_4bit_use_double_quant", "True"),
    ("BitsAndBytesConfig", "bnb_4bit_compute_dtype", "torch.bfloat16"),
}


def of(group, **values):
    return {(group, name, value) for name, value in values.items()}


LORA = of("LoraConfig", lora_dropout="0.05", bias="none")
MAIN = {
    "lab-1": NF4
    | LORA
    | of("LoraConfig", r="32", lora_alpha="64")
    | of("SFTConfig", num_train_epochs="1", per_device_train_batch_size="4", gradient_accumulation_steps="4")
    | of("SFTConfig", learning_rate="2e-4", lr_scheduler_type="cosine", warmup_ratio="0.1", bf16="True")
    | of("SFTConfig", packing="False", eval_steps="100", save_steps="200", save_total_limit="2", seed="42"),
    "lab-2": NF4
    | LORA
    | of("LoraConfig", r="32", lora_alpha="64")
    | of("SFTConfig", num_train_epochs="2", per_device_train_batch_size="4", gradient_accumulation_steps="4")
    | of("SFTConfig", learning_rate="2e-5", max_length="2048", eval_steps="50", save_steps="100", save_total_limit="3")
    | of("SFTConfig", metric_for_best_model="eval_loss"),
    "lab-3": NF4
    | LORA
    | of("LoraConfig", r="16", lora_alpha="32")
    | of("DPOConfig", beta="0.1", loss_type="sigmoid", learning_rate="5e-7", num_train_epochs="1")
    | of("DPOConfig", per_device_train_batch_size="2", gradient_accumulation_steps="4", max_length="1024")
    | of("DPOConfig", max_prompt_length="512", optim="paged_adamw_8bit", eval_steps="100", save_steps="200")
    | {("DPOConfig", "beta", "2.0"), ("DPOConfig", "loss_type", "simpo"), ("DPOConfig", "simpo_gamma", "0.5")},
    "lab-4": of("GRPOConfig", num_generations="8", max_completion_length="1024", kl_coef="0.001", learning_rate="5e-6")
    | of("GRPOConfig", per_device_train_batch_size="1", gradient_accumulation_steps="4", max_steps="500")
    | of("GRPOConfig", logging_steps="1", save_steps="100", save_total_limit="3", report_to="none", seed="42"),
    "lab-5": NF4 | {("BitsAndBytesConfig", "load_in_8bit", "True")},
}
GENERATION = {
    "lab-1": of("generate", max_new_tokens="256", temperature="0.7", top_p="0.9"),
    "lab-3": of("generate", max_new_tokens="512", temperature="0.7", top_p="0.9")
    | of("generate_response", max_new_tokens="256"),
    "lab-4": of("generate", max_new_tokens="1024", temperature="0.7"),
    "lab-5": {("generate", "max_new_tokens", "128"), ("generate", "max_new_tokens", "256")},
}


def settings(build, lab, scope):
    found = (one for one in records(build).hyper_parameters if one.lab == lab and one.scope is scope)
    return {(one.group, one.name, one.value) for one in found}


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("lab", LABS)
def test_the_main_run_of_a_lab_has_the_stated_settings(build, lab):
    assert MAIN[lab] - settings(build, lab, Scope.MAIN) == set()
    assert GENERATION.get(lab, set()) - settings(build, lab, Scope.GENERATION) == set()


@pytest.mark.parametrize("build", BUILDS)
def test_no_setting_of_the_main_run_has_two_values_but_where_a_lab_trains_twice(build):
    twice = {
        (one.lab, one.name)
        for one in records(build).hyper_parameters
        for other in records(build).hyper_parameters
        if one.scope is other.scope is Scope.MAIN
        and (one.lab, one.group, one.name) == (other.lab, other.group, other.name)
        if one.value != other.value and one.group.endswith("Config")
    }

    assert twice == {("lab-3", "beta"), ("lab-3", "loss_type")}


@pytest.mark.parametrize("build", BUILDS)
def test_variants_are_kept_apart_from_the_main_run(build):
    assert ("LoraConfig", "r", "8") in settings(build, "lab-1", Scope.ABLATION)
    assert ("LoraConfig", "r", "8, 32, 64") in settings(build, "lab-2", Scope.ABLATION)
    assert ("LoraConfig", "lora_alpha", "16, 64, 128") in settings(build, "lab-2", Scope.ABLATION)
    assert ("DPOConfig", "beta", "0.05, 0.1, 0.5") in settings(build, "lab-3", Scope.BONUS)
    assert ("GRPOConfig", "num_generations", "4, 8, 16") in settings(build, "lab-4", Scope.BONUS)
    judge = settings(build, "lab-2", Scope.EVALUATION)
    assert of("create", temperature="0.1", max_tokens="512") - judge == set()
    assert ("generate", "max_new_tokens", "200") in settings(build, "lab-5", Scope.EVALUATION)
    sizes = {("select", "range", "1000, 5000, 10000"), ("shuffle", "seed", "42")}
    assert sizes - settings(build, "lab-2", Scope.ABLATION) == set()


@pytest.mark.parametrize("build", BUILDS)
def test_how_data_is_split_and_selected_is_kept(build):
    split = of("train_test_split", test_size="0.2", seed="42") | of("train_test_split", test_size="0.5")
    assert split - settings(build, "lab-2", Scope.MAIN) == set()
    assert ("select", "range", "min(5000, len(dataset))") in settings(build, "lab-3", Scope.MAIN)


@pytest.mark.parametrize("build", BUILDS)
def test_each_ablation_of_lab_two_keeps_its_training_settings(build):
    found = [one for one in records(build).hyper_parameters if one.lab == "lab-2" and one.scope is Scope.ABLATION]
    trained = {one.position for one in found if one.group == "SFTConfig"}

    assert len(trained) == 3
    for name, value in (("num_train_epochs", "2"), ("learning_rate", "2e-5"), ("per_device_train_batch_size", "4")):
        assert {one.position for one in found if (one.name, one.value) == (name, value)} == trained


@pytest.mark.parametrize("build", BUILDS)
def test_runs_of_one_call_are_told_apart(build):
    found = records(build).hyper_parameters

    def of_variant(lab, group, name, scope=Scope.MAIN):
        chosen = (one for one in found if (one.lab, one.group, one.name, one.scope) == (lab, group, name, scope))
        return {one.variant: one.value for one in chosen}

    assert of_variant("lab-3", "DPOConfig", "beta") == {"DPO 训练": "0.1", "SimPO 训练": "2.0"}
    assert of_variant("lab-5", "BitsAndBytesConfig", "load_in_8bit") == {"int8": "True"}
    assert of_variant("lab-5", "BitsAndBytesConfig", "bnb_4bit_quant_type") == {"int4": "nf4"}
    assert of_variant("lab-5", "from_pretrained", "torch_dtype") == {"fp16": "torch.float16"}
    ablations = of_variant("lab-2", "SFTConfig", "learning_rate", Scope.ABLATION)
    told = [(variant or "").partition("：")[0] for variant in ablations]
    assert (told, set(ablations.values())) == (["数据量消融", "数据质量消融", "LoRA 秩消融"], {"2e-5"})
    twice = {
        (one.lab, one.variant, one.name)
        for one in found
        for other in found
        if one.scope is other.scope is Scope.MAIN and one.group.endswith("Config") and one.value != other.value
        if (one.lab, one.group, one.variant, one.name) == (other.lab, other.group, other.variant, other.name)
    }
    assert twice == set()


def test_labs_one_and_two_differ_between_the_builds():
    def value(build, lab, name):
        (found,) = {one[2] for one in settings(build, lab, Scope.MAIN) if one[:2] == ("SFTConfig", name)}
        return found

    assert (value(OLD, "lab-1", "max_length"), value(NEW, "lab-1", "max_length")) == ("2048", "512")
    reentrant = [value(build, "lab-2", "gradient_checkpointing_kwargs") for build in BUILDS]
    assert reentrant == ['{"use_reentrant": False}', '{"use_reentrant": True}']
    penalties = [
        {one[2] for one in settings(build, "lab-1", Scope.GENERATION) if one[1] == "repetition_penalty"}
        for build in BUILDS
    ]
    assert penalties == [set(), {"1.1", "1.2"}]
    for lab in LABS[2:]:
        assert settings(OLD, lab, Scope.MAIN) == settings(NEW, lab, Scope.MAIN)


@pytest.mark.parametrize("build", BUILDS)
def test_every_setting_names_a_block_and_line_where_it_stands(build):
    pages = {lab.slug: page for lab in records(build).labs for page in records(build).pages if page.path == lab.page}

    for one in records(build).hyper_parameters:
        lines = pages[one.lab].blocks[one.position].text.split("\n")
        assert one.name in lines[one.line - 1]


def minutes(build, lab):
    steps = (one for one in records(build).lab_steps if one.lab == lab and one.label != "bonus")
    return [(one.label, one.minutes) for one in steps]


def test_steps_have_their_minutes():
    assert [[given for _, given in minutes(NEW, lab)] for lab in LABS] == [
        [15, 15, 30, 20, 20],
        [25, 30, 25, 30],
        [15, 25, 25, 25, 20],
        [20, 15, 40, 15, 10],
        [20, 15, 25, None, 50, None, None, None],
    ]
    assert [label for label, _ in minutes(NEW, "lab-1")] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("build", BUILDS)
def test_lab_five_has_numbered_steps_and_a_part_of_three_options(build):
    options = [f"option {number}" for number in (1, 2, 3)]

    assert [label for label, _ in minutes(build, "lab-5")] == ["1", "2", "3", "4", "B", *options]
    assert sum(given or 0 for _, given in minutes(build, "lab-5")) == 110


def test_the_older_build_lost_the_steps_of_the_pages_it_renders_in_part():
    assert [len(minutes(OLD, lab)) for lab in LABS] == [0, 0, 5, 5, 8]
    without = [one.page for one in records(OLD).findings if one.code == "LAB_WITHOUT_STEPS"]
    assert without == ["/docs/lecture-1/lab", "/docs/lecture-2/lab"]
    assert [one for one in records(NEW).findings if one.code == "LAB_WITHOUT_STEPS"] == []


@pytest.mark.parametrize(
    ("build", "bases"),
    [(OLD, ["1.7B", "1.7B", "1.7B", "1.7B-Base", "8B"]), (NEW, ["1.7B-Base", "1.7B-Base", "1.7B", "1.7B-Base", "8B"])],
)
def test_each_lab_has_one_base_model(build, bases):
    found = [(one.lab, one.name) for one in records(build).lab_assets if one.use == "base"]

    assert found == list(zip(LABS, [f"Qwen/Qwen3-{name}" for name in bases], strict=True))


@pytest.mark.parametrize(
    ("build", "first"),
    [
        (OLD, ("HuggingFaceH4/ultrachat_200k", "train_sft", "8,000 samples")),
        (NEW, ("llamafactory/alpaca_gpt4_zh", "train", "10,000 samples")),
    ],
)
def test_each_lab_trains_on_its_data(build, first):
    assets = (one for one in records(build).lab_assets if one.lab and one.kind is AssetKind.DATA_SET and not one.use)

    assert {one.lab: (one.name, one.subset, one.size) for one in assets} == {
        "lab-1": first,
        "lab-2": ("m-a-p/COIG-CQIA", "zhihu", None),
        "lab-3": ("HuggingFaceH4/ultrafeedback_binarized", "train_prefs", "5,000 samples"),
        "lab-4": ("openai/gsm8k", "main", None),
    }


def test_only_lab_two_names_other_data_in_its_table_than_its_code_loads():
    (found,) = [one for one in records(NEW).findings if one.code == "LAB_TEXT_DISAGREES"]
    assert found.subjects == ("lab-2", "Qwen/SFT-data-example", "m-a-p/COIG-CQIA")
    assert found.place == "block 8, block 23"


def test_the_judge_of_lab_two_changed():
    judges = [[one.name for one in records(build).lab_assets if one.use == "judge"] for build in BUILDS]

    assert judges == [["qwen3-32b"], ["qwen3-max"]]


@pytest.mark.parametrize("build", BUILDS)
def test_grades_add_up(build):
    rules: dict[str, list[float]] = {}
    for one in records(build).grading_rules:
        if one.page == "/docs/grading":
            rules.setdefault(one.subject, []).append(one.points)

    assert rules == {
        "course": [10, 50, 40],
        "attendance": [6, 4],
        "lab report": [5, 3, 2],
        "project report": [8, 6, 6],
        "talk": [8, 6, 6],
        "bonus": [2, 1, 1, 1, 1],
    }
    parts = [one.points for one in records(build).grading_rules if one.subject == "talk parts"]
    assert parts == [30, 30, 25, 15]


@pytest.mark.parametrize("build", BUILDS)
def test_rubrics_have_their_levels(build):
    found: dict[tuple[str, str], list[tuple[str, float | None, float | None, str]]] = {}
    for one in records(build).grading_levels:
        if one.page == "/docs/grading":
            found.setdefault((one.subject, one.dimension), []).append((one.label, one.low, one.high, one.unit))

    def points(most):
        return [(str(score), score, score, "points") for score in range(most, -1, -1)]

    bands = [("优秀", 90, 100, "%"), ("良好", 70, 89, "%"), ("及格", 60, 69, "%"), ("不及格", None, 60, "%")]
    assert found == {
        ("attendance", "课堂参与"): [
            ("优秀", 4, 4, "points"),
            ("良好", 3, 3, "points"),
            ("一般", 2, 2, "points"),
            ("较差", 0, 1, "points"),
        ],
        ("lab report", "完整性"): points(5),
        ("lab report", "分析深度"): points(3),
        ("lab report", "可复现性"): points(2),
        **{("project report", dimension): bands for dimension in ("技术深度", "实验质量", "报告撰写")},
        **{("talk", dimension): bands for dimension in ("展示效果", "表达清晰", "回答质量")},
    }
    guide = [one for one in records(build).grading_levels if one.page == "/docs/lecture-6/presentation-guide"]
    assert [(one.low, one.high, one.unit) for one in guide] == [
        (18, 20, "points"),
        (14, 17, "points"),
        (10, 13, "points"),
        (None, 10, "points"),
    ] * 6


@pytest.mark.parametrize("build", BUILDS)
def test_every_level_of_a_rubric_belongs_to_a_rule_of_its_page(build):
    rules = {(one.page, one.subject, one.dimension) for one in records(build).grading_rules}

    assert {(one.page, one.subject, one.dimension) for one in records(build).grading_levels} - rules == set()


@pytest.mark.parametrize("build", BUILDS)
def test_deductions_are_ranges(build):
    found = [one for one in records(build).grading_rules if one.subject == "deductions"]

    assert [(one.low, one.high) for one in found] == [(-3, -2), (-5, -3), (-2, -1), (-5, -3), (-3, -2), (-2, -1)]
    assert [one.points for one in found] == [one.low for one in found]
    (combination,) = [one for one in records(build).grading_rules if one.subject == "bonus" and one.low is not None]
    assert (combination.points, combination.low, combination.high) == (2, 1, 2)


@pytest.mark.parametrize("build", BUILDS)
def test_the_project_has_its_time(build):
    found = records(build).project_milestones

    assert [(one.after_lecture, one.by_lecture, one.days_before) for one in found] == [
        (3, 4, None),
        (4, 5, None),
        (5, 6, None),
        (None, 6, 3),
    ]
    assert [one.duration for one in found] == ["1 周", "1 周", "1-2 周", None]
    assert {one.page for one in found} == {"/docs/lecture-6/project-directions"}


@pytest.mark.parametrize("build", BUILDS)
def test_lesson_five_one_announces_what_lab_five_measures(build):
    found = announced_results(records(build))

    assert {(one.lab, one.page) for one in found} == {("lab-5", "/docs/lecture-5/quantization")}
    rows: dict[str, dict[str, tuple[float | None, float | None, str | None]]] = {}
    for one in found:
        rows.setdefault(one.subject, {})[one.metric] = one.low, one.high, one.unit
    metrics = ("显存占用", "tokens/s", "首 token 延迟", "GSM8K 准确率")
    assert {subject: [row[metric][:2] for metric in metrics] for subject, row in rows.items()} == {
        "FP16": [(16, 16), (1, 1), (1, 1), (80, 80)],
        "INT8 (LLM.int8())": [(9, 9), (0.9, 0.9), (1.1, 1.1), (79.5, 79.5)],
        "INT4 (NF4)": [(5.5, 5.5), (1.1, 1.1), (1, 1), (77, 78)],
        "GPTQ-Int4": [(5, 5), (1.3, 1.3), (0.8, 0.8), (78, 78)],
        "AWQ-Int4": [(5, 5), (1.4, 1.4), (0.7, 0.7), (78.5, 78.5)],
    }
    assert {tuple(row[metric][2] for metric in metrics) for row in rows.values()} == {("GB", "x", "x", "%")}
    (lesson,) = [page for page in records(build).pages if page.path == "/docs/lecture-5/quantization"]
    assert [lesson.blocks[one.position].text for one in found] == [one.value for one in found]


@pytest.mark.parametrize("build", BUILDS)
def test_deliverables_are_graded_by_dimension(build):
    complete, analysis, reproducible = Dimension.COMPLETENESS, Dimension.ANALYSIS, Dimension.REPRODUCIBILITY
    graded: dict[str, list[Dimension | None]] = {}
    for one in records(build).deliverables:
        if one.page == "/docs/grading":
            graded.setdefault(one.lab, []).append(one.dimension)
            assert one.points == {complete: 5, analysis: 3, reproducible: 2}[one.dimension]

    four = [complete, complete, complete, analysis, reproducible]
    assert graded == dict.fromkeys(LABS[:4], four) | {"lab-5": four[1:]}
    asked = [sum(one.lab == lab and one.page != "/docs/grading" for one in records(build).deliverables) for lab in LABS]
    assert asked == [4, 4, 4, 4, 10]


@pytest.mark.parametrize("build", BUILDS)
def test_lab_four_expects_accuracies(build):
    found = [(one.low, one.high, one.unit) for one in records(build).expected_results if one.unit]

    assert found == [(5, 15, "%"), (25, 45, "%"), (50, 65, "%"), (60, 75, "%")]


@pytest.mark.parametrize("build", BUILDS)
def test_downloads_have_sizes(build):
    found = [one for one in records(build).lab_assets if one.lab is None]

    assert [(one.name.split("/")[1], one.size) for one in found] == [
        ("Qwen3-1.7B", "~3.4 GB"),
        ("Qwen3-1.7B-Base", "~3.4 GB"),
        ("Qwen3-0.6B", "~1.2 GB"),
        ("Qwen3-0.6B-Base", "~1.2 GB"),
        ("Qwen3-8B", "~16 GB"),
        ("Qwen3-VL-2B-Instruct", "~4 GB"),
        ("DeepSeek-R1-Distill-Qwen-1.5B", "~3 GB"),
        ("ultrachat_200k", "10,000 samples"),
        ("ultrafeedback_binarized", "5,000 samples"),
        ("gsm8k", None),
    ]


@pytest.mark.parametrize("build", BUILDS)
def test_the_cost_guide_gives_hours_prices_and_memory(build):
    needs = [one for one in records(build).hardware_needs if one.page == "/docs/resources/gpu-cost-guide"]

    hours = {one.lab: (one.time, one.cost) for one in needs if one.lab and one.time}
    usual = ("2.5 小时", "~9 元")
    assert hours == dict.fromkeys(LABS, usual) | {"lab-4": ("4.0 小时", "~27 元")}
    prices = {one.hardware: one.cost.split()[0] for one in needs if one.task is None}
    assert list(prices.values()) == ["~1.00", "~2.00", "~3.45", "~6.80", "~13.60"]
    memory = [one.memory for one in needs if one.memory and one.task]
    assert memory == ["~8 GB", "~12 GB", "~10 GB", "~35-38 GB", "~18 GB", "~20 GB", "~6 GB"]


@pytest.mark.parametrize("build", BUILDS)
def test_there_are_seven_directions_of_projects(build):
    found = records(build).project_directions

    assert [one.number for one in found] == [1, 2, 3, 4, 5, 6, 7]
    assert [one.difficulty for one in found] == [3, 2, 2, 3, 2, 3, 2]
    models = ["1.7B-Base", "1.7B", "1.7B", "4B-Base", "4B", "VL-2B", "1.7B"]
    assert [one.model for one in found] == [f"Qwen3-{name}" for name in models]
    assert found[0].techniques == ("SFT", "GRPO")
    assert found[0].hardware == "8-12h (A100-80G)"
    assert [len(one.data) for one in found] == [4, 4, 3, 4, 3, 4, 3]
    assert [len(one.evaluation) for one in found] == [3] * 7
