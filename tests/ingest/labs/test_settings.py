"""The settings of invented labs, from code, tables and lists."""

from time import monotonic

import pytest

from schema.lab_records import HyperParameter, Scope
from tests.ingest.labs.tea_labs import lab_facts, of
from tests.ingest.recommended.block_pages import code, heading, items, p, table


def settings(*parts):
    return of(lab_facts(*parts), HyperParameter)


def said(*parts):
    return [(one.scope.value, one.group, one.name, one.value) for one in settings(*parts)]


def test_keywords_of_a_configuration_are_settings_with_their_line():
    found = settings(p("Brew."), code("import pot\n\nconfig = BrewConfig(\n    heat=2e-4,\n    leaf='green',\n)"))

    assert [(one.name, one.value, one.position, one.line, one.order) for one in found] == [
        ("heat", "2e-4", 1, 4, 0),
        ("leaf", "green", 1, 5, 1),
    ]


def test_constants_are_followed_also_from_an_earlier_block():
    assert said(
        code("CUPS = 4\nLEAF = 'green'"), code("BrewConfig(cups=CUPS, leaf=LEAF, pot=unknown, milk=milk())")
    ) == [
        ("main", "BrewConfig", "cups", "4"),
        ("main", "BrewConfig", "leaf", "green"),
    ]


def test_a_name_that_is_bound_to_something_unknown_is_no_longer_followed():
    assert said(code("cups = 4\ncups = count()\nBrewConfig(cups=cups)")) == []


def test_defaults_of_a_function_count_inside_of_it_only():
    text = "def pour(cups=3, *, milk):\n    return kettle.generate(cups=cups, milk=milk)\nkettle.generate(cups=cups)"

    assert said(code(text)) == [("generation", "generate", "cups", "3")]


def test_a_setting_that_a_loop_varies_belongs_to_an_ablation():
    assert said(code("for heat in [80, 90]:\n    BrewConfig(heat=heat, cups=1)")) == [
        ("ablation", "BrewConfig", "heat", "80, 90"),
        ("ablation", "BrewConfig", "cups", "1"),
    ]


@pytest.mark.parametrize(
    "loop",
    [
        "for heat, cups in [(80, 1), (90, 2)]:",
        "runs = [(80, 1), (90, 2)]\nfor heat, cups in runs:",
        "for heat, cups in ((80, 1), (90, 2)):",
        "for heat, cups in zip([80, 90], (1, 2)):",
        "for number, (heat, cups) in enumerate([(80, 1), (90, 2)]):",
        "for heat, cups in {80: 1, 90: 2}.items():",
        "COOL = 80\nfor heat, cups in [[COOL, 1], [90, 2]]:",
    ],
)
def test_a_loop_over_tuples_varies_each_of_its_names(loop):
    assert said(code(f"{loop}\n    BrewConfig(heat=heat, cups=2 * cups)")) == [
        ("ablation", "BrewConfig", "heat", "80, 90"),
        ("ablation", "BrewConfig", "cups", "2, 4"),
    ]


def test_of_a_tuple_only_what_can_be_read_is_a_setting():
    text = "for name, tea, heat in [('a', green, 80), ('b', black, 90)]:\n    BrewConfig(name=name, tea=tea, heat=heat)"

    assert [(one.name, one.value) for one in settings(code(text))] == [("name", "a, b"), ("heat", "80, 90")]


@pytest.mark.parametrize(
    "loop",
    [
        "for heat, cups in [(80, 1), (90,)]:",
        "for heat, cups in brews():",
        "for heat, cups in zip(*brews):",
        "for heat, *cups in [(80, 1), (90, 2)]:",
        "runs = [(80, 1)]\nruns = more()\nfor heat, cups in runs:",
    ],
)
def test_a_loop_that_cannot_be_read_hides_its_names(loop):
    assert said(code(f"heat = cups = 4\n{loop}\n    BrewConfig(cups=cups)")) == []


def test_names_of_comprehensions_vary_as_those_of_loops():
    assert said(code("brews = [BrewConfig(heat=heat) for heat in [80, 90]]")) == [
        ("ablation", "BrewConfig", "heat", "80, 90")
    ]


def test_constants_of_an_imported_module_are_values_and_attributes_of_objects_are_not():
    assert said(code("import pots\nBrewConfig(pot=pots.clay, lid=pot.lid)")) == [
        ("main", "BrewConfig", "pot", "pots.clay")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "!pip install pots\nBrewConfig(heat=90)",
        "%time\nBrewConfig(heat=90)",
        "brew the tea\nBrewConfig(heat=90)",
        "if pour:\nBrewConfig(\n    heat=90,  # hot (very)\n    ~~~,\n)",
    ],
)
def test_code_that_is_no_python_as_a_whole_is_read_call_by_call(text):
    assert [(one.name, one.value) for one in settings(code(text))] == [("heat", "90")]


def test_the_line_of_a_call_in_broken_code_is_that_of_the_block():
    (one,) = settings(code("brew the tea\n\nBrewConfig(\n    heat=90,\n)"))

    assert one.line == 4


def test_statements_that_can_be_read_are_read_whole_beside_those_that_cannot():
    text = (
        "CUPS = 4\n"
        "brew the tea\n"
        "def pour(heat=90):\n"
        "    warm = heat - 10\n"
        "    return BrewConfig(\n"
        "        heat=warm,\n"
        "        cups=CUPS,\n"
        "    )\n"
        "for heat, milk in [(80, True), (90, False)]:\n"
        "    StirConfig(heat=heat, milk=milk)\n"
        "else stop"
    )

    assert [(one.group, one.name, one.value, one.line) for one in settings(code(text))] == [
        ("BrewConfig", "heat", "80", 6),
        ("BrewConfig", "cups", "4", 7),
        ("StirConfig", "heat", "80, 90", 10),
        ("StirConfig", "milk", "True, False", 10),
    ]


def test_a_text_over_several_lines_does_not_end_a_statement():
    text = 'brew the tea\nNOTE = """\nHot water.\nBrewConfig(heat=1)\n"""\nBrewConfig(heat=90)'

    assert [(one.value, one.line) for one in settings(code(text))] == [("90", 6)]


@pytest.mark.parametrize("line", ["BrewConfig(heat=90", "f(" * 30, "x = [1,", '"""', "if tea:", "x = {1: (2,"])
def test_many_broken_statements_are_read_in_no_long_time(line):
    started = monotonic()

    settings(code("\n".join([line] * 3000)), code(line * 3000))

    assert monotonic() - started < 10


def test_unfinished_calls_and_deep_nesting_do_no_harm():
    assert settings(code("BrewConfig(heat=90"), code("(" * 5000), code("x = " + "-" * 5000 + "1")) == []


def test_a_call_that_repeats_another_one_whole_counts_once():
    assert len(settings(code("BrewConfig(heat=90)\nBrewConfig(heat=90)\nBrewConfig(heat=95)"))) == 2


@pytest.mark.parametrize(
    ("title", "scope"),
    [
        ("Step 1: brew", Scope.MAIN),
        ("步骤 4：消融实验", Scope.ABLATION),
        ("Ablation of heat", Scope.ABLATION),
        ("加分项：冰茶", Scope.BONUS),
        ("Bonus: iced tea", Scope.BONUS),
        ("评估", Scope.EVALUATION),
        ("Sampling", Scope.GENERATION),
    ],
)
def test_the_heading_above_says_which_run_it_is(title, scope):
    assert {one.scope for one in settings(heading(title), code("BrewConfig(heat=90)"))} == {scope}


def test_a_comment_that_a_value_is_changed_says_it_is_an_ablation():
    assert said(code("# 将水温从 80 改为 90\nBrewConfig(heat=90)"))[0][0] == "ablation"


def test_tables_and_lists_of_parameters_are_settings_too():
    found = settings(
        heading("超参数"),
        table(("参数", "说明", "值"), ("heat", "of the water", "90 %"), ("leaf", "", "green")),
        items("cups = 4（for two）", "Pour slowly: it splashes, always"),
    )

    assert [(one.name, one.value, one.unit) for one in found] == [
        ("heat", "90", "%"),
        ("leaf", "green", None),
        ("cups", "4", None),
    ]


def test_where_something_is_kept_is_no_setting():
    assert said(code("BrewConfig(output_dir='./cup', heat=90)")) == [("main", "BrewConfig", "heat", "90")]


def test_each_block_of_an_ablation_is_a_run_of_its_own():
    block = code("BrewConfig(heat=90)")

    found = settings(code("BrewConfig(heat=90)"), heading("Ablation"), block, p("And again."), block)

    assert [(one.scope, one.position) for one in found] == [
        (Scope.MAIN, 0),
        (Scope.ABLATION, 2),
        (Scope.ABLATION, 4),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("BrewConfig(heat=2 * 45)", "2 * 45"),
        ("cups = 4\nBrewConfig(heat=-cups + 1)", "-3"),
        ("cups = 4\nBrewConfig(heat=cups ** 2 / 8)", "2.0"),
        ("for cups in [1, 2]:\n    heat = 10 * cups\n    BrewConfig(heat=heat - cups)", None),
        ("for cups in [1, 2]:\n    BrewConfig(heat=cups * cups * 40)", "40, 160"),
        ("for cups in [1, 2]:\n    heat = 40 * cups\n    BrewConfig(heat=heat)", "40, 80"),
        ("cups = 4\nBrewConfig(heat=cups / 0)", None),
        ("cups = 4\nBrewConfig(heat=cups ** 99999999)", None),
        ("cups = 4\nBrewConfig(heat=(-cups) ** 0.5)", None),
        ("leaf = 'green'\nBrewConfig(heat=2 * leaf)", None),
        ("cups = [1, 2]\nBrewConfig(heat=2 * cups)", None),
        ("for leaf in ['green', 'black']:\n    BrewConfig(heat=2 * leaf)", None),
    ],
)
def test_arithmetic_over_known_numbers_is_worked_out(text, value):
    assert [one.value for one in settings(code(text))] == ([value] if value else [])


def test_how_data_is_split_shuffled_and_selected_are_settings_of_their_own_groups():
    text = (
        "cups = tea.shuffle(seed=7).select(range(30))\nless = cups.select(range(min(5, len(cups))))\nless.select(few)"
    )

    assert said(code(text), code("parts = cups.train_test_split(test_size=0.2)")) == [
        ("main", "select", "range", "30"),
        ("main", "shuffle", "seed", "7"),
        ("main", "select", "range", "min(5, len(cups))"),
        ("main", "train_test_split", "test_size", "0.2"),
    ]


def test_how_much_is_taken_of_data_is_a_setting():
    text = "CUPS = 30\ntea.take(20)\ntea.take(n=CUPS)\ntea.take(few())\nnumbers.take(leaves, 3)"

    assert said(code(text)) == [("main", "take", "n", "20"), ("main", "take", "n", "30")]


def test_sizes_that_a_loop_varies_are_an_ablation():
    text = "sizes = [10, 20]\nfor size in sizes:\n    some = tea.shuffle(seed=7).select(range(size))"

    assert said(heading("Ablation"), code(text)) == [
        ("ablation", "select", "range", "10, 20"),
        ("ablation", "shuffle", "seed", "7"),
    ]


@pytest.mark.parametrize(
    ("call", "scope"),
    [
        ("judge_model.generate(top_p=1)", Scope.EVALUATION),
        ("judge.generate(top_p=1)", Scope.EVALUATION),
        ("kettle.generate(top_p=1)", Scope.GENERATION),
    ],
)
def test_what_a_judge_generates_is_an_evaluation(call, scope):
    assert [one.scope for one in settings(code(call))] == [scope]


def test_known_arguments_of_generation_count_where_a_function_of_the_page_takes_them():
    defined = code("def pour(tea, top_p, cups):\n    return tea\ndef judge_tea(tea, top_p):\n    return tea")

    assert said(defined, code("pour(tea, top_p=0.9, cups=3)\nserve(top_p=0.8)\njudge_tea(tea, top_p=0.5)")) == [
        ("generation", "pour", "top_p", "0.9"),
        ("evaluation", "judge_tea", "top_p", "0.5"),
    ]


def variants(*parts):
    return [(one.group, one.name, one.variant) for one in settings(*parts)]


def test_calls_of_one_name_are_told_apart_by_the_first_headings_that_differ():
    found = variants(
        heading("Step 1: Green tea (5 min)"),
        heading("Set up", 3),
        code("BrewConfig(heat=80)\nPourConfig(cups=1)"),
        heading("Step 2: Black tea"),
        heading("Again", 3),
        code("BrewConfig(heat=95)"),
    )

    assert found == [
        ("BrewConfig", "heat", "Green tea"),
        ("PourConfig", "cups", None),
        ("BrewConfig", "heat", "Black tea"),
    ]


def test_calls_of_one_name_are_told_apart_by_the_case_they_are_made_in():
    text = (
        "if leaf == 'green':\n    BrewConfig(heat=80)\nelif leaf == 'black':\n    BrewConfig(heat=95)\n"
        "else:\n    BrewConfig(heat=99)\nif leaf == 'any':\n    PourConfig(cups=1)"
    )

    assert variants(heading("Step 1: Brew"), code(text)) == [
        ("BrewConfig", "heat", "green"),
        ("BrewConfig", "heat", "black"),
        ("BrewConfig", "heat", None),
        ("PourConfig", "cups", None),
    ]


def test_the_same_call_in_another_case_is_another_call():
    text = "if leaf == 'green':\n    BrewConfig(heat=80)\nelif leaf == 'white':\n    BrewConfig(heat=80)"

    assert [one.variant for one in settings(code(text))] == ["green", "white"]


def test_an_ablation_is_told_even_where_it_is_the_only_one():
    assert variants(heading("Ablations"), heading("Less heat", 3), code("BrewConfig(heat=80)")) == [
        ("BrewConfig", "heat", "Less heat")
    ]


def test_a_comment_tells_an_ablation_where_no_heading_does():
    text = "# === Ablation: less heat ===\nBrewConfig(heat=80)"

    assert variants(heading("Steps"), code(text)) == [("BrewConfig", "heat", "Ablation: less heat")]
    assert variants(heading("Ablations"), code(text)) == [("BrewConfig", "heat", "Ablations")]


def test_what_one_may_choose_is_extra_work():
    (found,) = settings(heading("实验 B：选做（二选一）"), heading("选项 1：冰茶", 3), code("BrewConfig(heat=4)"))

    assert (found.scope, found.variant) == (Scope.BONUS, "选项 1：冰茶")
