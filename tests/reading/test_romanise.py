import pytest

from reading.romanise import romanised


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("Teapot", "Teapot", id="ASCII"),
        pytest.param("Šrámek Gödel", "Sramek Godel", id="accents"),
        pytest.param("Łøßæþđı", "Lossaethdi", id="letters that do not decompose"),
        pytest.param("Ångström ﬁ ½", "Angstrom fi 12", id="compatibility forms"),
        pytest.param("茶壶 pot", "Chahu pot", id="Han"),
        pytest.param("绿", "Lv", id="Han with umlaut"),
        pytest.param("Чайник Йод", "Chainik Iod", id="Cyrillic"),
        pytest.param("Τσάι", "Tsai", id="Greek"),
        pytest.param("김", "Gim", id="Hangul"),
        pytest.param("かき", "KaKi", id="kana"),
        pytest.param("☕ x", " x", id="no reading"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_text_is_written_in_ascii(text, plain):
    assert romanised(text) == plain


@pytest.mark.parametrize(("family", "plain"), [("曾", "Zeng"), ("单", "Shan"), ("孙", "Sun"), ("尉迟", "Yuchi")])
def test_family_names_are_read_as_family_names(family, plain):
    assert romanised(family, family=True) == plain
