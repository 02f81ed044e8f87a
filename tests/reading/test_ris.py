from datetime import date

import pytest

from reading.references import Item, reference_to
from reading.ris import ris_entry
from schema.records import Paper
from schema.values import Role


def lines(**fields):
    known = {"id": "2005.00001", "title": "Teapots", "authors": ("Ann Kettle",), "published": date(2020, 5, 4)}
    return ris_entry(reference_to(Item(Paper(**(known | fields)), role=Role.CORE), key="k")).splitlines()


def test_a_preprint_is_unpublished():
    assert lines(doi="10.1000/x") == [
        "TY  - UNPB",
        "ID  - k",
        "AU  - Kettle, Ann",
        "TI  - Teapots",
        "PY  - 2020",
        "DA  - 2020/05/04",
        "AN  - arXiv:2005.00001",
        "PB  - arXiv",
        "DO  - 10.1000/x",
        "UR  - https://arxiv.org/abs/2005.00001",
        "KW  - core",
        "ER  - ",
    ]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"venue": "TeaConf"}, "CPAPER"),
        ({"venue": "Nature"}, "JOUR"),
        ({"id": "kettle1952tea"}, "GEN"),
    ],
)
def test_the_type_is_that_of_the_venue(fields, kind):
    assert lines(**fields)[0] == f"TY  - {kind}"


@pytest.mark.parametrize(
    ("author", "written"),
    [
        ("Ann van der Pot, Jr.", "AU  - van der Pot, Ann, Jr."),
        ("Teapot", "AU  - Teapot"),
        ("The Tea, Pot, and Kettle Team", "AU  - The Tea Pot and Kettle Team"),
    ],
)
def test_names_have_their_parts_between_commas(author, written):
    assert lines(authors=(author,))[2] == written


def test_a_title_begins_no_line():
    made = lines(title="Tea\nER  - \n\nTY  - BOOK\u2028x")

    assert "TI  - Tea ER - TY - BOOK x" in made
    assert made.count("ER  - ") == 1
