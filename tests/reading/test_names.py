import pytest

from reading.names import Name, name_of


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        pytest.param("Ann Teapot", Name("Teapot", "Ann"), id="two words"),
        pytest.param("Ann B. C. Teapot", Name("Teapot", "Ann B. C."), id="initials"),
        pytest.param("Teapot", Name("Teapot"), id="one word"),
        pytest.param("Ann Teapot, Jr.", Name("Teapot", "Ann", suffix="Jr."), id="suffix after a comma"),
        pytest.param("A. A. Teapot Jr", Name("Teapot", "A. A.", suffix="Jr"), id="suffix without a comma"),
        pytest.param("Ann Teapot III", Name("Teapot", "Ann", suffix="III"), id="number"),
        pytest.param("Ann van der Pot", Name("Pot", "Ann", "van der"), id="particles"),
        pytest.param("Ann van der Pot Sr.", Name("Pot", "Ann", "van der", "Sr."), id="particles and suffix"),
        pytest.param("Ann Le Pot", Name("Le Pot", "Ann"), id="capital particle belongs to the family"),
        pytest.param("Le Pot", Name("Pot", "Le"), id="first word is no particle"),
        pytest.param("van Pot", Name("van Pot"), id="nothing but particle and family"),
        pytest.param("Ann Kanne y Pot", Name("Kanne y Pot", "Ann"), id="two families joined"),
        pytest.param("Pot, Ann", Name("Pot", "Ann"), id="family first"),
        pytest.param("van der Pot, Ann", Name("Pot", "Ann", "van der"), id="family first with particles"),
        pytest.param("Pot, Jr., Ann", Name("Pot", "Ann", suffix="Jr."), id="as BibTeX writes it"),
        pytest.param("ann pot", Name("pot", "ann"), id="lower case"),
        pytest.param("Ann Potter-Kettle", Name("Potter-Kettle", "Ann"), id="hyphen"),
        pytest.param("A. -P. Pot", Name("Pot", "A. -P."), id="initials with a hyphen"),
        pytest.param(r"J\"org P\o{}t", Name("Pøt", "Jörg"), id="TeX accents"),
        pytest.param("孙茶壶", Name("孙", "茶壶"), id="Chinese"),
        pytest.param("欧阳茶", Name("欧阳", "茶"), id="Chinese with a double family name"),
        pytest.param("孙 茶壶", Name("孙", "茶壶"), id="Chinese with a blank"),
        pytest.param("김찻잔", Name("김", "찻잔"), id="Korean"),
        pytest.param("Nguyễn Văn Ấm", Name("Nguyễn", "Văn Ấm"), id="Vietnamese"),
        pytest.param("Nguyen Van Am", Name("Nguyen", "Van Am"), id="Vietnamese without marks"),
        pytest.param("Am Van Nguyen", Name("Nguyen", "Am Van"), id="Vietnamese with the family last"),
        pytest.param("Trần Thị Ấm Trà", Name("Trần", "Thị Ấm Trà"), id="Vietnamese with four words"),
        pytest.param("Ấm Lê", Name("Lê", "Ấm"), id="Vietnamese with two words, family last"),
        pytest.param("Lê Ấm", Name("Lê", "Ấm"), id="Vietnamese with two words, family first"),
        pytest.param("Ann Van Pot", Name("Van Pot", "Ann"), id="Dutch, not Vietnamese"),
        pytest.param("The Teapot Collaboration", Name(literal="The Teapot Collaboration"), id="collaboration"),
        pytest.param("Teapot Collaboration:", Name(literal="Teapot Collaboration"), id="collaboration and its colon"),
        pytest.param("and Kettle Collaborations", Name(literal="Kettle Collaborations"), id="what a split left over"),
        pytest.param("TeapotSeek-AI", Name(literal="TeapotSeek-AI"), id="company"),
        pytest.param("Teapot Team", Name(literal="Teapot Team"), id="team"),
        pytest.param("a, b, c, d", Name(literal="a, b, c, d"), id="too many commas"),
    ],
)
def test_names_are_taken_apart(printed, name):
    assert name_of(printed) == name


@pytest.mark.parametrize("printed", [":", "...", " , "])
def test_a_name_without_letters_is_none(printed):
    assert name_of(printed) is None


@pytest.mark.parametrize("printed", ["Jr.", "Jr., Sr.", "Sr.,Sr.,", "de la", ",", "and", "III", "x,"])
def test_odd_names_lose_no_letter(printed):
    name = name_of(printed)

    kept = "".join((name.given, name.particle, name.family, name.suffix, name.literal)) if name else ""
    assert sorted(filter(str.isalnum, kept)) == sorted(filter(str.isalnum, printed))
