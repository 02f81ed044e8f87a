import math

import pytest
import torch

from labs.recipes.models import start_from
from labs.recipes.quantizing import METHODS, UnfitError, quantized, rounded

pytestmark = pytest.mark.torch


def test_eight_bits_cost_next_to_nothing_and_two_are_too_few(lab_5):
    whole = lab_5.value("bf16_perplexity")

    for method in ("int8_torchao", "int8_bitsandbytes"):
        assert lab_5.value(f"{method}_perplexity") / whole <= 1.03
    assert lab_5.value("int2_perplexity") / whole > 1.1
    assert lab_5.value("int2_accuracy") < lab_5.value("bf16_accuracy") - 0.1


def test_four_bits_lose_less_than_two(lab_5):
    loss = {method: math.log(lab_5.value(f"{method}_perplexity")) for method in ("bf16", "gptq4", "rtn4", "int2")}

    assert loss["gptq4"] < loss["int2"]
    assert loss["rtn4"] < loss["int2"]


def test_sizes_fall_with_the_bits(lab_5):
    whole, eight, four = (lab_5.value(f"{method}_size") for method in ("bf16", "int8_torchao", "gptq4"))

    assert eight / whole <= 0.65
    assert four / whole <= 0.45


def test_what_is_quantized_is_the_merged_adapter_of_the_earlier_lab(lab_1, lab_5):
    rank = min(("r8", "r32"), key=lambda one: lab_1.value(f"{one}_loss"))

    assert math.log(lab_5.value("bf16_perplexity")) == pytest.approx(lab_1.value(f"{rank}_loss"), abs=5e-3)
    assert "adapter/loss" not in lab_5.series


def test_tuned_model_and_base_stand_side_by_side(lab_5):
    rows = {row["method"]: row for row in lab_5.rows("sensitivity")}

    assert rows["bf16"] == {"method": "bf16", "loss gained, tuned": 0.0, "loss gained, base": 0.0}
    assert rows["int2"]["loss gained, tuned"] > 0.05


def test_rounding_meets_zero_and_the_greatest_and_nothing_is_off_by_more_than_half_a_step():
    weights = torch.randn(4, 64, generator=torch.Generator().manual_seed(1))
    weights[0, 0] = 0.0

    kept = rounded(weights, 4)

    step = weights.reshape(-1, 32).abs().amax(dim=1) / 7
    off = (kept - weights).reshape(-1, 32).abs().amax(dim=1)
    assert kept[0, 0] == 0
    assert torch.all(off <= step / 2 + 1e-6)
    assert kept.abs().max() == pytest.approx(weights.abs().max().item())
    assert all(len(row.unique()) <= 15 for row in kept.reshape(-1, 32))


def test_rounding_to_eight_bits_is_what_torchao_does_row_by_row():
    from torchao.quantization import Int8WeightOnlyConfig, quantize_

    matrix = torch.nn.Linear(96, 32, bias=False)
    ours = rounded(matrix.weight.detach(), 8, group=96)
    quantize_(matrix, Int8WeightOnlyConfig())

    theirs = matrix.weight.dequantize()

    step = ours.abs().amax(dim=1, keepdim=True) / 127
    assert torch.all((theirs - ours).abs() <= 1.01 * step)


def test_a_model_too_narrow_for_a_method_is_told_so(tmp_path):
    base = start_from("tiny-base")

    with pytest.raises(UnfitError, match="blocks of 64"):
        quantized("nf4", tmp_path, base, [], tmp_path)


def test_every_method_that_can_be_chosen_is_there():
    from labs.offered.loading import shipped_offers

    assert set(shipped_offers()["lab-5"].parameter("methods").choices) == set(METHODS)
