import pytest

from reading.tex import Segment, folded, segments, unicode_text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("Tea\n  pots", "Tea pots", id="fold of a title"),
        pytest.param(" Tea\u2028pots\u00a0\u3000x ", "Tea pots x", id="foreign blanks"),
        pytest.param("Tea\x00\x1bpots\x7f", "Teapots", id="control characters"),
        pytest.param("Tea\u202epots\u2066", "Teapots", id="characters that reorder"),
        pytest.param("Te\u0301a", "Téa", id="accents of their own"),
        pytest.param("a \ufeff b", "a b", id="invisible between blanks"),
    ],
)
def test_a_text_is_folded_to_one_line(text, line):
    assert folded(text) == line


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param(r"Schr\"odinger", "Schrödinger", id="accent"),
        pytest.param(r"Schr{\"o}dinger", "Schrödinger", id="accent in braces"),
        pytest.param(r"Schr\"{o}dinger", "Schrödinger", id="letter in braces"),
        pytest.param(r"\v{S}\'{\i}p", "Šíp", id="word accent and dotless letter"),
        pytest.param(r"\O{}re and \AA ngstr\"om", "Øre and Ångström", id="letters"),
        pytest.param(r"R\&D for 50\% of \$5", "R&D for 50% of $5", id="escaped characters"),
        pytest.param("the ``tea'' pot", "the “tea” pot", id="quotes"),
        pytest.param("tea--pot---kettle", "tea–pot—kettle", id="dashes between words"),
        pytest.param("pot --hot", "pot --hot", id="dashes of an option"),
        pytest.param(r"\input{x} \textbf{y}", r"\input{x} \textbf{y}", id="macros stay text"),
        pytest.param(r"\oops \ignore", r"\oops \ignore", id="longer macros"),
        pytest.param("{a} }b{", "{a} }b{", id="braces stay text"),
    ],
)
def test_a_little_tex_is_understood(source, shown):
    assert unicode_text(source) == shown


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        pytest.param("$x^2$", [Segment("x^2", True)], id="formula alone"),
        pytest.param(r"a $\mu$ b", [Segment("a "), Segment(r"\mu", True), Segment(" b")], id="formula inside"),
        pytest.param("costs $5 and $10", [Segment("costs $5 and $10")], id="money"),
        pytest.param("$5-$10", [Segment("$5-$10")], id="money without blanks"),
        pytest.param(r"\$x$", [Segment("$x$")], id="escaped dollar"),
        pytest.param("a $ b", [Segment("a $ b")], id="one dollar"),
        pytest.param("$$", [Segment("$$")], id="nothing inside"),
        pytest.param(r"$\input{x}$", [Segment(r"$\input{x}$")], id="harmful"),
        pytest.param("in}$D$ - x", [Segment("in}"), Segment("D", True), Segment(" - x")], id="unbalanced brace before"),
        pytest.param("$a{$b$", [Segment("$a{"), Segment("b", True)], id="harmful before harmless"),
    ],
)
def test_formulas_are_set_apart(title, parts):
    assert list(segments(title)) == parts
