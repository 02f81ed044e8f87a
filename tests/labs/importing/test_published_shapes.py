"""The files that a published set of runs of the five labs leaves behind, in their shapes; their content is made up."""

import json

import pytest

from labs.importing.reading import files_read

ANSWERS = [{"prompt": "How is the tea?", "response": "Good."}, {"prompt": "And the pot?", "response": "Blue."}]
STEPS = [
    {"step": n, "reward": n / 10, "reward_std": 0.4, "kl": 0.01, "completions/mean_length": 30 + n} for n in (1, 2, 3)
]

FILES = {
    "baseline_results.json": (ANSWERS, {}, 0, 1),
    "evaluation_results.json": (ANSWERS, {}, 0, 1),
    "hyperparam_results.json": (
        {"r32": {"final_loss": 1.75}, "r8": {"final_loss": 1.5}, "comparison": ANSWERS},
        {"r32/final_loss": (1.75, None, 0), "r8/final_loss": (1.5, None, 0)},
        0,
        1,
    ),
    "data_analysis.json": (
        {
            "token_stats": {"user": {"mean": 51.5, "p95": 170}},
            "清洗": {"原始": 5000, "去重": 4800},
            "split": {"train": 3840},
        },
        {"token_stats/user/mean": (51.5, None, 0), "清洗/去重": (4800, None, 0), "split/train": (3840, None, 0)},
        0,
        0,
    ),
    "train_metrics.json": (
        {"train_loss": 3.5, "best_eval_loss": 3.25, "global_steps": 540, "eval_history": [3.5, 3.25, 3.75]},
        {"train_loss": (3.5, None, 0), "best_eval_loss": (3.25, None, 0), "global_steps": (540, None, 0)},
        1,
        0,
    ),
    "eval_results.json": (
        {
            "base": [{"prompt": "a", "category": "茶", "answer": "x", "score": 6, "judge_output": "[[6]]"}],
            "sft": [
                {"prompt": "a", "category": "茶", "answer": "x", "score": None, "judge_output": "hm"},
                {"prompt": "b", "category": "壶", "answer": "y", "score": 4, "judge_output": "[[4]]"},
            ],
        },
        {"base/score": (6, 1, 0), "sft/score": (4, 2, 1)},
        0,
        2,
    ),
    "category_stats.json": ({"base": {"茶": {"mean": 5.5}}}, {"base/茶/mean": (5.5, None, 0)}, 0, 0),
    "ablation_results.json": (
        {"raw": {"eval_loss": 2.75, "judge_mean": 2.5}, "clean": {"eval_loss": 2.5, "judge_mean": 3.0}},
        {"raw/judge_mean": (2.5, None, 0), "clean/eval_loss": (2.5, None, 0)},
        0,
        0,
    ),
    "dpo_metrics.json": (
        {"losses": [0.75, 0.5], "margins": [-0.25, 0.5], "minutes": 35.5, "peak_gb": 44.5},
        {"minutes": (35.5, None, 0), "peak_gb": (44.5, None, 0)},
        2,
        0,
    ),
    "llm_judge_results.json": (
        {"SFT": {"scores": [7, 8, None, 6]}, "DPO": {"scores": [None, None]}, "SimPO": {"scores": [5, 5, 5]}},
        {"SFT/scores": (7, 4, 1), "DPO/scores": (None, 2, 2), "SimPO/scores": (5, 3, 0)},
        0,
        0,
    ),
    "training_log.json": ([*STEPS, {"train_runtime": 34.5}], {"train_runtime": (34.5, None, 0)}, 4, 0),
    "gsm8k_comparison.json": (
        {"Base": {"accuracy": "35/50"}, "GRPO": {"accuracy": "10/50 (20.0%)"}},
        {"Base/accuracy": (0.7, 50, 0), "GRPO/accuracy": (0.2, 50, 0)},
        0,
        0,
    ),
    "reasoning_chains.json": ({"GRPO": [{"question": "q", "chain": "3 + 4 = 7", "correct": True}]}, {}, 0, 1),
    "emergence_analysis.json": (
        {"Base": {"step-by-step": "45/50", "self-check": "1/50"}},
        {"Base/step-by-step": (0.9, 50, 0), "Base/self-check": (0.02, 50, 0)},
        0,
        0,
    ),
    "quantization_responses.json": ({"FP16": ANSWERS, "INT4": ANSWERS}, {}, 0, 2),
    "pope_metrics.json": (
        {"adversarial": {"accuracy": 0.75, "f1": 0.5, "yes_ratio": 0.25, "total": 3000}},
        {"adversarial/f1": (0.5, None, 0), "adversarial/total": (3000, None, 0)},
        0,
        0,
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_what_a_published_run_left_behind_is_read(name, tmp_path):
    content, scores, series, tables = FILES[name]
    (tmp_path / name).write_text(json.dumps(content, ensure_ascii=False), "utf-8")

    (one,) = files_read([tmp_path])

    stem = name.removesuffix(".json")
    found = {
        score.name.removeprefix(f"{stem}/"): (score.value, score.n, score.parse_failures) for score in one.found.scores
    }
    assert found.items() >= scores.items()
    assert len({series for series, _, _ in one.found.points}) == series
    assert len(one.found.tables) == tables
    assert all(score.value is not None or score.reason for score in one.found.scores)
