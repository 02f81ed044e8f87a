"""What is found in the files that trainers and students' scripts write, told from their shape."""

import json

import pytest

from labs.importing.findings import FileRead
from labs.importing.reading import files_read


@pytest.fixture
def read(tmp_path):
    def read(name: str, content: object) -> FileRead:
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), "utf-8")
        (one,) = files_read([path])
        return one

    return read


def scores(one: FileRead) -> dict:
    return {score.name: score for score in one.found.scores}


def series(one: FileRead) -> dict:
    found: dict[str, list] = {}
    for name, step, value in one.found.points:
        found.setdefault(name, []).append((step, value))
    return found


def test_a_trainers_state_is_its_series_by_step_its_summary_and_its_settings(read):
    state = {
        "max_steps": 20,
        "train_batch_size": 4,
        "log_history": [
            {"step": 10, "epoch": 0.5, "loss": 2.5, "learning_rate": 1e-4},
            {"step": 10, "epoch": 0.5, "eval_loss": 2.25},
            {"step": 20, "epoch": 1.0, "loss": 1.5, "learning_rate": 5e-5},
            {"train_runtime": 12.5, "train_loss": 2.0},
        ],
    }

    one = read("trainer_state.json", state)

    assert one.kind == "trainer state"
    assert series(one) == {
        "loss": [(10, 2.5), (20, 1.5)],
        "learning_rate": [(10, 1e-4), (20, 5e-5)],
        "eval_loss": [(10, 2.25)],
    }
    assert {name: score.value for name, score in scores(one).items()} == {
        "trainer_state/train_runtime": 12.5,
        "trainer_state/train_loss": 2.0,
    }
    assert one.found.settings == {"max_steps": 20, "train_batch_size": 4}


def test_llama_factorys_log_has_its_loss_by_step_and_not_its_clock(read):
    lines = [
        {"current_steps": step, "total_steps": 20, "loss": 2.0 / step, "lr": 1e-4, "epoch": step / 20,
         "percentage": 5.0 * step, "elapsed_time": "0:00:10", "remaining_time": "0:00:30"}
        for step in (5, 10, 20)
    ]  # fmt: skip

    one = read("trainer_log.jsonl", "\n".join(map(json.dumps, lines)) + "\n")

    assert series(one) == {
        "loss": [(5, 0.4), (10, 0.2), (20, 0.1)],
        "lr": [(5, 1e-4), (10, 1e-4), (20, 1e-4)],
    }


def test_llama_factorys_results_are_scores(read):
    one = read("all_results.json", {"epoch": 1.0, "eval_loss": 2.25, "train_samples_per_second": 6})

    assert {name: score.value for name, score in scores(one).items()} == {
        "all_results/epoch": 1.0,
        "all_results/eval_loss": 2.25,
        "all_results/train_samples_per_second": 6.0,
    }


def test_records_that_a_trainer_printed_among_bars_and_warnings_are_its_log(read):
    printed = (
        "Loading teapots: 100%|####| 2/2\n"
        "{'loss': 2.5, 'grad_norm': 0.5, 'epoch': 0.1}\n"
        "UserWarning: the kettle is on {see below}\n"
        "{'loss': nan, 'grad_norm': 0.4, 'epoch': 0.2}\r\n"
        "  {'loss': '1.5', 'grad_norm': '0.3', 'epoch': '0.3'}\n"
    )

    one = read("run_all.log", printed)

    assert series(one)["loss"] == [(1, 2.5), (2, None), (3, 1.5)]
    assert series(one)["grad_norm"] == [(1, 0.5), (2, 0.4), (3, 0.3)]


def test_a_log_by_step_with_a_summary_at_its_end_is_both(read):
    rows = [{"step": step, "reward": step / 10, "reward_std": 0.4} for step in (1, 2, 3)]

    one = read("training_log.json", [*rows, {"total_time": 34.5}])

    assert series(one)["reward"] == [(1, 0.1), (2, 0.2), (3, 0.3)]
    assert scores(one)["training_log/total_time"].value == 34.5


def test_logs_of_several_arms_in_one_file_stay_apart(read):
    arms = {
        arm: {"log": [{"step": 1, "loss": loss}, {"step": 2, "loss": loss / 2}]} for arm, loss in (("a", 2), ("b", 4))
    }

    assert series(read("ablation.json", arms)) == {
        "ablation/a/log/loss": [(1, 2.0), (2, 1.0)],
        "ablation/b/log/loss": [(1, 4.0), (2, 2.0)],
    }


def test_a_list_of_numbers_is_a_series_and_what_is_no_number_in_it_a_gap(read):
    one = read("dpo_metrics.json", '{"losses": [0.75, NaN, 0.5], "peak_gb": 4.5, "nested": {"margins": [0.1, 0.2]}}')

    assert series(one)["dpo_metrics/losses"] == [(1, 0.75), (2, None), (3, 0.5)]
    assert series(one)["dpo_metrics/nested/margins"] == [(1, 0.1), (2, 0.2)]
    assert scores(one)["dpo_metrics/peak_gb"].value == 4.5


def test_a_count_is_a_share_with_its_sample_and_interval(read):
    counts = {"Base": {"step": "45/50", "backtrack": "0 / 50"}, "think": "１０/20 (50.0%)", "day": "3/2", "none": "0/0"}

    found = scores(read("emergence_analysis.json", counts))

    step = found["emergence_analysis/Base/step"]
    assert (step.value, step.n, step.unit) == (0.9, 50, "share")
    assert step.low < 0.9 < step.high
    assert found["emergence_analysis/Base/backtrack"].value == 0.0
    assert (found["emergence_analysis/think"].value, found["emergence_analysis/think"].n) == (0.5, 20)
    assert set(found) == {f"emergence_analysis/{name}" for name in ("Base/step", "Base/backtrack", "think")}


def test_chinese_keys_are_kept_as_they_are(read):
    one = read("data_analysis.json", {"清洗": {"原始": 5631, "去重后": 5463}, "样例": [{"问题": "茶？", "得分": 8}]})

    assert scores(one)["data_analysis/清洗/去重后"].value == 5463
    assert scores(one)["data_analysis/样例/得分"].value == 8
    assert one.found.tables[0].columns == ["问题", "得分"]
    assert one.found.tables[0].rows == [["茶？", 8]]


def test_a_judges_reply_without_a_score_is_counted_and_never_becomes_one(read):
    """A published run divided by all fifteen prompts or by fourteen, and nobody could tell which."""
    rows = [{"prompt": f"p{n}", "score": 3} for n in range(13)] + [
        {"prompt": "x", "score": 2},
        {"prompt": "y", "score": None},
    ]

    score = scores(read("eval_results.json", {"clean": rows}))["eval_results/clean/score"]

    assert score.value == pytest.approx(41 / 14)
    assert (score.n, score.parse_failures) == (15, 1)


def test_where_no_score_can_be_read_there_is_none(read):
    rows = [{"prompt": "a", "score": None}, {"prompt": "b", "score": "n/a"}, {"prompt": "c", "score": True}]

    score = scores(read("eval_results.json", rows))["eval_results/score"]

    assert (score.value, score.n, score.parse_failures) == (None, 3, 3)
    assert score.reason


def test_scores_written_as_text_are_read(read):
    rows = [{"score": "7"}, {"score": " 8.5 "}, {"score": "[[9]]"}]

    score = scores(read("judge.json", rows))["judge/score"]

    assert (score.value, score.parse_failures) == (7.75, 1)


def test_a_long_table_is_cut_and_says_so(read):
    one = read("chains.json", [{"n": n, **{f"c{k}": k for k in range(20)}} for n in range(300)])

    (table,) = one.found.tables
    assert len(table.rows) == 200
    assert len(table.columns) == 12
    assert "200 of 300" in table.title


def test_more_values_than_can_be_kept_are_left_out_and_counted(read):
    one = read("log.json", [{"step": step, "a": 1, "b": 2} for step in range(25_000)])

    assert len(one.found.points) == 40_000
    assert one.found.left_out == 10_000


def test_flat_settings_in_yaml_are_read(read):
    one = read(
        "sft.yaml", "model: Qwen/Qwen3-1.7B-Base\nlearning_rate: 2.0e-5\nbf16: true\nepochs: 2\nlist: [1]\nbad: .nan\n"
    )

    assert one.found.settings == {
        "model": "Qwen/Qwen3-1.7B-Base",
        "learning_rate": 2e-5,
        "bf16": True,
        "epochs": 2,
    }


def test_a_byte_order_mark_of_windows_does_not_hide_a_file(tmp_path):
    path = tmp_path / "all_results.json"
    path.write_bytes(b'\xef\xbb\xbf{"loss": 1.5}')

    (one,) = files_read([path])

    assert scores(one)["all_results/loss"].value == 1.5
