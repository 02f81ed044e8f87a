import re

import pytest
from pylatexenc.latex2text import LatexNodes2Text

from reading.latex import latex, latex_pieces, unwritable
from reading.latex_letters import accented


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("R&D", r"R\&D"),
        ("50% #1 a_b $5", r"50\% \#1 a\_b \$5"),
        ("~ ^", r"{\textasciitilde} {\textasciicircum}"),
        (r"\input{x}", r"{\textbackslash}input\{x\}"),
        ("a < b > c | d", r"a {\ensuremath{<}} b {\ensuremath{>}} c {\ensuremath{|}} d"),
        ("}{", r"{\ensuremath{\rbrace}}{\ensuremath{\lbrace}}"),
        ("{{x}", r"{\ensuremath{\lbrace}}\{x\}"),
        ("a -- b --- c", "a -{}- b -{}-{}- c"),
        ("'' `` ,, ?` !`", "'{}' `{}` ,{}, ?{}` !{}`"),
        ("Šrámek 茶壶", "Šrámek 茶壶"),
        ("", ""),
    ],
)
def test_specials_are_escaped(text, written):
    assert latex(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Šrámek", r"{\v{S}}r{\'a}mek"),
        ("Gödel's naïve ß", r"G{\"o}del's na{\"i}ve {\ss}"),
        ("ế", r"{\'{\^e}}"),
        ("a–b—c…", r"a{\textendash}b{\textemdash}c{\ldots}"),
        ("α → β", r"{\ensuremath{\alpha}} {\ensuremath{\rightarrow}} {\ensuremath{\beta}}"),
        ("茶壶", "Chahu"),
        ("☕", "[U+2615]"),
        ("｛x｝", r"{{\ensuremath{\lbrace}}}x{{\ensuremath{\rbrace}}}"),
    ],
)
def test_ascii_only_text_has_macros_for_letters(text, written):
    assert latex(text, ascii_only=True) == written


def test_macros_for_letters_decode_to_the_letters():
    letters = [chr(code) for code in range(0xA1, 0x2300) if accented(chr(code))]
    decoded = {letter: LatexNodes2Text().latex_to_text(accented(letter)) for letter in letters}

    assert len(letters) > 300
    assert {letter: text for letter, text in decoded.items() if letter != text} == {}


def test_braces_pair_across_pieces():
    assert latex_pieces(("a {", "B", "} }")) == [r"a \{", "B", r"\} {\ensuremath{\rbrace}}"]


def test_no_macro_of_the_text_survives():
    text = r"\input{/etc/passwd} \write18{x} \csname x\endcsname ^^5cinput \\"

    macros = set(re.findall(r"\\([A-Za-z]+|.)", latex(text)))

    assert macros <= {"textbackslash", "textasciicircum", "{", "}"}


def test_characters_without_a_macro_are_named():
    assert unwritable("Gödel 茶 α ☕ x") == "茶☕"
