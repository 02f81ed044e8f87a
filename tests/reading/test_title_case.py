import pytest

from reading.title_case import case_runs, marked


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("LoRA: Low-Rank Teapots", "{LoRA}: Low-Rank Teapots"),
        ("Quantized LLMs", "Quantized {LLM}s"),
        ("GPT-4 and R1", "{GPT}-4 and {R1}"),
        ("Qwen3 and 4Bit", "{Qwen3} and {4Bit}"),
        ("2-Bit, 8-bit", "2-Bit, 8-bit"),
        ("LLM.int8(): teapots", "{LLM}.int8(): teapots"),
        ("LLM's", "{LLM}'s"),
        ("PhDs", "{PhDs}"),
        ("A Pot: A Study", "A Pot: A Study"),
        ("C*-Algebras and Plan A", "{C}*-Algebras and Plan {A}"),
        ("Pots: I. The Beginning", "Pots: {I}. The Beginning"),
        ("The Bradley-Terry Model in Python", "The {Bradley-Terry} Model in {Python}"),
        ("Monte Carlo Teapots", "{Monte Carlo} Teapots"),
        ("Pythons", "Pythons"),
        ("A TITLE THAT SHOUTS LOUDLY", "A TITLE THAT SHOUTS LOUDLY"),
        ("BERT", "{BERT}"),
        ("s1: Simple teapots", "s1: Simple teapots"),
        ("Ärger mit Öl", "Ärger mit Öl"),
        ("用DPO训练", "用{DPO}训练"),
        ("0", "0"),
        ("", ""),
    ],
)
def test_capitals_that_mean_something_are_kept(title, expected):
    assert marked(title) == expected


def test_runs_make_up_the_title():
    title = "RLHF-V: {Odd} LLMs, 100% of O'Kettle's GPUs"

    assert "".join(run for run, _ in case_runs(title)) == title
