"""Models in fewer bits, by the libraries that do it and by the plain rule written out: each method by its name."""

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, BitsAndBytesConfig, PreTrainedModel

from labs.recipes.models import Speaker, nf4

GROUP = 32
"""How many weights share a scale."""
NF4_BLOCK = 64


class UnfitError(Exception):
    """A model does not fit a method."""

    def __init__(self, method: str, why: str) -> None:
        super().__init__(f"{method} does not fit this model: {why}")
        self.method = method


def rounded(weights: torch.Tensor, bits: int, group: int = GROUP) -> torch.Tensor:
    """Return weights as they are after rounding each to the nearest of the few values that bits allow.

    Weights in a row share a scale in groups; the greatest of a group is met exactly, zero as well.

    Args:
        weights: A matrix whose rows are a multiple of the group long.
        bits: Bits of a weight.
        group: How many weights share a scale.
    """
    most = 2 ** (bits - 1) - 1
    grouped = weights.reshape(-1, group)
    scale = grouped.abs().amax(dim=1, keepdim=True).clamp(min=1e-12) / most
    return ((grouped / scale).round().clamp(-most, most) * scale).reshape(weights.shape)


def quantized(method: str, folder: Path, tokenizer: Speaker, texts: Sequence[str], work: Path) -> Speaker:
    """Return the model of a folder in fewer bits.

    Args:
        method: A key of ``METHODS``.
        folder: Where the model is, in bfloat16.
        tokenizer: A speaker whose tokenizer is to be used.
        texts: Texts as it will meet, for methods that look at how weights are used.
        work: An empty folder to work in.

    Raises:
        ImportError: The library is not installed.
    """
    return tokenizer.with_model(METHODS[method](folder, tokenizer, texts, work).eval())


def megabytes(model: PreTrainedModel) -> float:
    """Return how large a model's weights are as they are kept, those held in common counted once."""
    kept = io.BytesIO()
    torch.save(model.state_dict(), kept)
    return len(kept.getbuffer()) / 1e6


def simulated_megabytes(model: PreTrainedModel, bits: int, group: int = GROUP) -> float:
    """Return how large it would be with its matrices packed in so many bits, and a scale of 16 bits for each group."""
    matrices = int(sum(matrix.weight.numel() for matrix in _matrices(model)))
    return megabytes(model) - matrices * 2 / 1e6 + matrices * (bits + 16 / group) / 8 / 1e6


def _plain(folder: Path, speaker: Speaker, texts: Sequence[str], work: Path) -> PreTrainedModel:
    return AutoModelForCausalLM.from_pretrained(str(folder), dtype=torch.bfloat16)


def _matrices(model: PreTrainedModel) -> list[torch.nn.Linear]:
    return [one for name, one in model.named_modules() if isinstance(one, torch.nn.Linear) and name != "lm_head"]


def _by_rounding(bits: int) -> Callable[[Path, Speaker, Sequence[str], Path], PreTrainedModel]:
    def made(folder: Path, speaker: Speaker, texts: Sequence[str], work: Path) -> PreTrainedModel:
        model = _plain(folder, speaker, texts, work)
        with torch.no_grad():
            for matrix in _matrices(model):
                matrix.weight.copy_(rounded(matrix.weight.float(), bits))
        return model

    return made


def _int8_torchao(folder: Path, speaker: Speaker, texts: Sequence[str], work: Path) -> PreTrainedModel:
    from torchao.quantization import Int8WeightOnlyConfig, quantize_

    model = _plain(folder, speaker, texts, work)
    quantize_(model, Int8WeightOnlyConfig(), filter_fn=lambda one, name: one in _matrices(model))
    return model


def _int8_bitsandbytes(folder: Path, speaker: Speaker, texts: Sequence[str], work: Path) -> PreTrainedModel:
    config = BitsAndBytesConfig(load_in_8bit=True)
    return AutoModelForCausalLM.from_pretrained(str(folder), dtype=torch.bfloat16, quantization_config=config)


def _nf4(folder: Path, speaker: Speaker, texts: Sequence[str], work: Path) -> PreTrainedModel:
    if any(matrix.in_features % NF4_BLOCK for matrix in _matrices(speaker.model)):
        raise UnfitError("nf4", f"rows of weights are no multiple of its blocks of {NF4_BLOCK}")
    return AutoModelForCausalLM.from_pretrained(str(folder), dtype=torch.bfloat16, quantization_config=nf4())


def _gptq(folder: Path, speaker: Speaker, texts: Sequence[str], work: Path) -> PreTrainedModel:
    """Round one column after another, and let the columns to come make up for the error, on texts as it will meet."""
    from datasets import Dataset
    from llmcompressor import oneshot
    from llmcompressor.modifiers.gptq import GPTQModifier

    weights = {"num_bits": 4, "type": "int", "symmetric": True, "strategy": "group", "group_size": GROUP}
    recipe = GPTQModifier(
        config_groups={"all": {"targets": ["Linear"], "weights": weights}}, ignore=["lm_head"], dampening_frac=0.1
    )
    rows = [speaker.tokenizer(text, add_special_tokens=False) for text in texts]
    model = _plain(folder, speaker, texts, work)
    oneshot(
        model=model,
        dataset=Dataset.from_list(
            [{"input_ids": row["input_ids"], "attention_mask": [1] * len(row["input_ids"])} for row in rows]
        ),
        recipe=recipe,
        num_calibration_samples=len(rows),
        max_seq_length=max(len(row["input_ids"]) for row in rows),
        shuffle_calibration_samples=False,
    )
    model.save_pretrained(str(work), save_compressed=True)
    return AutoModelForCausalLM.from_pretrained(str(work), dtype=torch.bfloat16)


METHODS: Mapping[str, Callable[[Path, Speaker, Sequence[str], Path], PreTrainedModel]] = {
    "bf16": _plain,
    "int8-torchao": _int8_torchao,
    "int8-bitsandbytes": _int8_bitsandbytes,
    "nf4": _nf4,
    "rtn4": _by_rounding(4),
    "gptq4": _gptq,
    "int2": _by_rounding(2),
}
SIMULATED = {"rtn4": 4, "int2": 2}
"""Methods that reckon with rounded weights and do not pack them: their size is what it would be."""
