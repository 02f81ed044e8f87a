import pytest

from ingest.linking.folding import fold, is_letter


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Green Tea", "green tea", id="case"),
        pytest.param("green-tea", "green tea", id="hyphen"),
        pytest.param("green_tea", "green tea", id="underscore"),
        pytest.param("green  tea", "green tea", id="blanks"),
        pytest.param("green‑tea", "green–tea", id="other hyphens"),
        pytest.param("ＧＦＢ", "GFB", id="width"),
        pytest.param("GFB 泡法", "GFB泡法", id="blank between scripts"),
        pytest.param("Dr. GFB", "Dr.GFB", id="blank after a mark"),
        pytest.param("叶底的分析", "叶底分析", id="particle"),
        pytest.param("thé", "the\u0301", id="accents apart"),
    ],
)
def test_spellings_that_are_one(one, other):
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("green tea", "greentea", id="words run together"),
        pytest.param("绿 茶", "绿茶", id="blank between Chinese"),
        pytest.param("green\ntea", "green tea", id="line break"),
    ],
)
def test_spellings_that_are_two(one, other):
    assert fold(one).text != fold(other).text


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        pytest.param("喝 ＧＦＢ 茶", "gfb", "ＧＦＢ", id="full width"),
        pytest.param("a  green - tea", "green tea", "green - tea", id="gap"),
        pytest.param("ﬁne tea", "tea", "tea", id="after a ligature"),
        pytest.param("叶底 的 分析", "叶底分析", "叶底 的 分析", id="particle inside"),
    ],
)
def test_a_stretch_is_found_again_in_the_original(text, word, expected):
    folded = fold(text)
    start = folded.text.index(word)

    place = folded.original(start, start + len(word))

    assert place is not None
    assert text[slice(*place)] == expected


@pytest.mark.parametrize("word", ["f", "i"])
def test_half_a_character_is_nowhere(word):
    folded = fold("ﬁ")

    assert folded.original(folded.text.index(word), folded.text.index(word) + 1) is None


def test_letters_are_those_of_scripts_with_blanks():
    assert [is_letter(character) for character in "aé9βＡ茶-_\u0301"] == [True] * 5 + [False] * 3 + [True]
