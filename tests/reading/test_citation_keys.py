from datetime import date
from itertools import permutations

import pytest

from reading.citation_keys import is_key, key_for, keys_for
from schema.records import Paper


def paper(number=1, title="Boiling Teapots", authors=("Ann Kettle",), year=2020, **more):
    return Paper(id=f"2001.{number:05}", title=title, authors=authors, published=date(year, 1, 1), **more)


@pytest.mark.parametrize(
    ("made", "key"),
    [
        pytest.param(paper(), "kettle2020boiling", id="plain"),
        pytest.param(paper(title="On the Boiling of Teapots"), "kettle2020boiling", id="stop words"),
        pytest.param(paper(title="The Of"), "kettle2020the", id="nothing but stop words"),
        pytest.param(paper(title="Tea-Pot.int8(): Hot"), "kettle2020teapotint8", id="marks inside a word"),
        pytest.param(paper(title="0"), "kettle20200", id="title of a digit"),
        pytest.param(paper(title="???"), "kettle2020", id="title without a word"),
        pytest.param(paper(title=r"$\mu$ Teapots"), "kettle2020teapots", id="formula first"),
        pytest.param(paper(title=r"Schr\"odinger's Teapot"), "kettle2020schrodingers", id="TeX accent"),
        pytest.param(paper(title="茶壶的故事"), "kettle2020chahu", id="Chinese title"),
        pytest.param(paper(authors=("Rastislav Šrátek",)), "sratek2020boiling", id="accents"),
        pytest.param(paper(authors=("Jörg van der Løv",)), "lov2020boiling", id="particles"),
        pytest.param(paper(authors=("Ann B. Kettle, Jr.",)), "kettle2020boiling", id="suffix"),
        pytest.param(paper(authors=("曾茶壶",)), "zeng2020boiling", id="Chinese name"),
        pytest.param(paper(authors=("The Teapot Collaboration",)), "teapot2020boiling", id="collaboration"),
        pytest.param(paper(authors=("TeapotSeek-AI",)), "teapotseekai2020boiling", id="company"),
        pytest.param(paper(authors=(":", "Ann Kettle")), "kettle2020boiling", id="a name that is none"),
        pytest.param(paper(authors=()), "anonymous2020boiling", id="no author"),
        pytest.param(paper(citation_key="tea:pot"), "tea:pot", id="own key"),
        pytest.param(paper(citation_key="tea{pot}"), "kettle2020boiling", id="own key that cannot be one"),
    ],
)
def test_a_key_is_author_year_and_first_telling_word(made, key):
    assert key_for(made) == key


def test_the_year_of_the_venue_stands_in_for_an_unknown_first_version():
    old = Paper(id="kettle1952tea", title="Tea", authors=("Ann Kettle",), venue="Tea Journal", venue_year=1952)

    assert key_for(old) == "kettle1952tea"


def test_a_clash_takes_the_next_word_then_letters():
    papers = [
        paper(1, "Boiling Teapots"),
        paper(2, "Boiling Teapots"),
        paper(3, "Boiling Teapots"),
        paper(4, "Boiling Teapots"),
        paper(5, "Boiling Cups"),
    ]

    assert list(keys_for(papers).values()) == [
        "kettle2020boiling",
        "kettle2020boilingteapots",
        "kettle2020boilinga",
        "kettle2020boilingb",
        "kettle2020boilingcups",
    ]


def test_keys_do_not_depend_on_the_order():
    papers = [paper(1), paper(2), paper(3, citation_key="Kettle2020Boiling"), paper(4, "Boiling Cups")]

    keys = [keys_for(order) for order in permutations(papers)]

    assert all(one == keys[0] for one in keys)


def test_a_key_that_a_paper_has_is_never_changed():
    papers = [paper(1), paper(2, citation_key="kettle2020boiling")]

    assert keys_for(papers) == {"2001.00002": "kettle2020boiling", "2001.00001": "kettle2020boilingteapots"}


def test_of_two_papers_with_the_same_key_the_lower_id_keeps_it():
    papers = [paper(2, citation_key="tea"), paper(1, citation_key="TEA")]

    assert keys_for(papers) == {"2001.00001": "TEA", "2001.00002": "kettle2020boiling"}


@pytest.mark.parametrize("text", ["", "a b", "a,b", "a{", "a%", "ä", "a\n", "x" * 201])
def test_what_a_reader_would_stumble_over_is_no_key(text):
    assert not is_key(text)
