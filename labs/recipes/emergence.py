"""Signs of reasoning in answers, looked for by words, whole ones only, and only where a model has the words at all.

A list of words proves little: an equals sign or a "so" occurs in any sum. So signs are counted per answer, with the
number of answers beside them, and a model that lacks the words is told apart from one that does not use them.
"""

import re
from collections.abc import Mapping, Sequence

from transformers import PreTrainedTokenizerBase

from labs.running.results import Cell, Table

SIGNS: Mapping[str, tuple[str, ...]] = {
    "goes step by step": ("first", "second", "then", "next", "step", "首先", "然后", "接着"),
    "checks itself": ("check", "verify", "make sure", "检查", "验证"),
    "turns back": ("wait", "actually", "let me redo", "no, that", "等等", "不对"),
}
EQUATION = re.compile(r"\d\s*[-+*/×÷]\s*\d+\s*=\s*-?\d")


def occurs(words: Sequence[str], text: str) -> bool:
    """Return whether any of some words is in a text, as a word of its own.

    >>> occurs(("step", "so"), "also a footstep"), occurs(("step",), "Step by step"), occurs(("不对",), "这不对")
    (False, True, True)
    """
    spaced = "|".join(re.escape(word) for word in words if word.isascii())
    return bool(spaced and re.search(rf"(?<!\w)(?:{spaced})(?!\w)", text, re.IGNORECASE)) or any(
        word in text for word in words if not word.isascii()
    )


def check_list(answers: Mapping[str, Sequence[str]], tokenizer: PreTrainedTokenizerBase) -> Table:
    """Return how many answers of each model show each sign; None where a model has no such words."""
    rows: list[list[Cell]] = []
    for sign, words in SIGNS.items():
        can = any(sayable(word, tokenizer) for word in words)
        counts = [sum(occurs(words, text) for text in texts) if can else None for texts in answers.values()]
        rows.append([sign, *counts, "" if can else "cannot occur: none of the words is in the vocabulary"])
    rows.append(
        ["writes an equation", *(sum(bool(EQUATION.search(text)) for text in texts) for texts in answers.values()), ""]
    )
    rows.append(["answers in all", *map(len, answers.values()), ""])
    return Table(
        "emergence",
        "Signs of reasoning, by words, per answer",
        ("sign", *answers, "note"),
        rows,
        "Reasoning chains and what emerges in them",
    )


def sayable(word: str, tokenizer: PreTrainedTokenizerBase) -> bool:
    """Return whether a tokenizer can write a word at all."""
    unknown = tokenizer.unk_token_id
    ids = tokenizer(word, add_special_tokens=False)["input_ids"]
    return unknown is None or unknown not in ids
