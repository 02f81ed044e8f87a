import json
from datetime import date

import pytest

from reading.csl import csl_entry, csl_text
from reading.references import Item, reference_to
from schema.records import Paper


def item(**fields):
    known = {"id": "2005.00001", "title": "Teapots", "authors": ("Ann Kettle",), "published": date(2020, 5, 4)}
    return csl_entry(reference_to(Item(Paper(**(known | fields))), key="k"))


def test_a_preprint_is_an_article_with_arxivs_number():
    assert item() == {
        "id": "k",
        "type": "article",
        "title": "Teapots",
        "author": [{"family": "Kettle", "given": "Ann"}],
        "issued": {"date-parts": [[2020, 5, 4]]},
        "number": "arXiv:2005.00001",
        "genre": "preprint",
        "publisher": "arXiv",
        "archive": "arXiv",
        "archive_location": "2005.00001",
        "URL": "https://arxiv.org/abs/2005.00001",
    }


@pytest.mark.parametrize(("venue", "kind"), [("TeaConf", "paper-conference"), ("Nature", "article-journal")])
def test_a_published_paper_keeps_its_arxiv_id(venue, kind):
    made = item(venue=venue, venue_year=2021)

    assert (made["type"], made["container-title"], made["issued"]) == (kind, venue, {"date-parts": [[2021]]})
    assert made["archive_location"] == "2005.00001"
    assert "publisher" not in made


def test_a_paper_that_is_nowhere_is_a_document_without_date():
    made = item(id="kettle1952tea", published=None)

    assert made["type"] == "document"
    assert "issued" not in made


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Ann van der Pot", {"family": "Pot", "given": "Ann", "non-dropping-particle": "van der"}),
        ("Ann Pot Jr.", {"family": "Pot", "given": "Ann", "suffix": "Jr."}),
        ("Tea Team", {"literal": "Tea Team"}),
    ],
)
def test_names_have_their_parts(author, name):
    assert item(authors=(author,))["author"] == [name]


def test_authors_that_are_not_listed_are_counted_in_the_note():
    assert item(author_count=1001)["note"] == "and 1,000 more authors"


def test_a_hostile_title_stays_a_string():
    title = '"}], {"a": \\ </script> ☕'

    assert json.loads(csl_text(item(title=title), ascii_only=True))["title"] == title
    assert csl_text(item(title=title), ascii_only=True).isascii()
