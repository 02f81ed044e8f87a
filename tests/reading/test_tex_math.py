import pytest

from reading.tex_math import is_harmless


@pytest.mark.parametrize(
    "formula",
    [
        "D",
        "x^2",
        r"B^0_s\to\mu^+\mu^-",
        r"D^+\to K^-K^+K^+",
        r"\hbar",
        "f''_2",
        "f'^2",
        r"\frac{1}{2}",
        r"\mathcal{O}(n \log n)",
        r"\{0,1\}^n",
        "_s",
        r"\sqrt{\hat{x}_{i_j}}",
        r"H^{\infty}",
    ],
)
def test_formulas_of_real_titles_are_harmless(formula):
    assert is_harmless(formula)


@pytest.mark.parametrize(
    "formula",
    [
        pytest.param("", id="empty"),
        pytest.param("   ", id="blank"),
        pytest.param(r"\input{x}", id="reads a file"),
        pytest.param(r"\write18{x}", id="runs a program"),
        pytest.param(r"\csname x\endcsname", id="builds a macro"),
        pytest.param(r"\def\x{\x}\x", id="never ends"),
        pytest.param(r"\mathbb{R}", id="needs a package"),
        pytest.param(r"\alphax", id="unknown"),
        pytest.param("{x", id="open brace"),
        pytest.param("x}", id="closed brace"),
        pytest.param(r"\{x", id="open escaped brace"),
        pytest.param(r"\{x}", id="mixed braces"),
        pytest.param("x^2^3", id="two exponents"),
        pytest.param("x^2'", id="prime after exponent"),
        pytest.param("x_1_2", id="two indices"),
        pytest.param("x^", id="no exponent"),
        pytest.param("x^}", id="brace as exponent"),
        pytest.param(r"x^\frac{1}{2}", id="fraction as bare exponent"),
        pytest.param(r"\frac{1}", id="half a fraction"),
        pytest.param(r"\hat x", id="accent without group"),
        pytest.param("a & b", id="alignment"),
        pytest.param("a % b", id="comment"),
        pytest.param("a # b", id="parameter"),
        pytest.param("é", id="not ASCII"),
        pytest.param("a\\", id="backslash at the end"),
        pytest.param("^^41", id="character by number"),
        pytest.param("{" * 900 + "}" * 900, id="too deep"),
    ],
)
def test_what_is_not_known_to_be_harmless_is_not(formula):
    assert not is_harmless(formula)
