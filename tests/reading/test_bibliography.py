import json
from datetime import date

import pytest

from reading.bibliography import BibliographyFormat, Item, bibliography
from reading.citation_keys import keys_for
from schema.records import Paper

FORMATS = list(BibliographyFormat)


def item(number=1, title="Boiling Teapots", **fields):
    known = {"authors": ("Ann Kettle",), "published": date(2020, 5, 4)}
    return Item(Paper(id=f"2005.{number:05}", title=title, **(known | fields)))


@pytest.mark.parametrize("format", FORMATS)
def test_entries_keep_the_order_that_was_asked_for(format):
    made = bibliography([item(3, "Cups"), item(1, "Ants"), item(2, "Bees")], format)

    assert [entry.paper for entry in made.entries] == ["2005.00003", "2005.00001", "2005.00002"]
    places = [made.text.index(word) for word in ("Cups", "Ants", "Bees")]
    assert places == sorted(places)


@pytest.mark.parametrize("format", FORMATS)
def test_a_paper_that_is_named_twice_stands_once_where_it_is_named_first(format):
    made = bibliography([item(1), item(2, "Cups"), item(1)], format)

    assert [entry.paper for entry in made.entries] == ["2005.00001", "2005.00002"]
    assert [entry.key for entry in made.entries] == ["kettle2020boiling", "kettle2020cups"]


@pytest.mark.parametrize("format", FORMATS)
def test_the_text_is_made_of_its_entries(format):
    made = bibliography([item(1), item(2, "Cups")], format, title="Tea")

    assert all(entry.text in made.text for entry in made.entries)
    assert made.text.endswith("\n")


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_papers_give_the_same_text(format):
    papers = [item(1), item(2, "Cups", withdrawn=True)]

    assert bibliography(papers, format) == bibliography(papers, format)


@pytest.mark.parametrize("format", FORMATS)
def test_no_papers_give_an_empty_bibliography(format):
    made = bibliography([], format)

    assert (made.entries, made.warnings) == ((), ())


@pytest.mark.parametrize("format", FORMATS)
def test_an_ascii_bibliography_is_ascii(format):
    made = bibliography([item(title="茶壶 é ☕", authors=("孙茶壶",))], format, title="茶", ascii_only=True)

    assert made.text.isascii()


@pytest.mark.parametrize(
    ("format", "media_type", "suffix"),
    [
        ("bibtex", "application/x-bibtex; charset=utf-8", ".bib"),
        ("biblatex", "application/x-bibtex; charset=utf-8", ".bib"),
        ("ris", "application/x-research-info-systems; charset=utf-8", ".ris"),
        ("csl-json", "application/vnd.citationstyles.csl+json", ".json"),
        ("text", "text/plain; charset=utf-8", ".txt"),
        ("markdown", "text/markdown; charset=utf-8", ".md"),
        ("html", "text/html; charset=utf-8", ".html"),
    ],
)
def test_every_format_has_its_media_type_and_suffix(format, media_type, suffix):
    made = bibliography([], BibliographyFormat(format))

    assert (made.media_type, made.suffix) == (media_type, suffix)


def test_csl_json_is_a_list():
    made = bibliography([item(1), item(2, "Cups")], BibliographyFormat.CSL_JSON)

    assert [one["id"] for one in json.loads(made.text)] == ["kettle2020boiling", "kettle2020cups"]
    assert json.loads(bibliography([], BibliographyFormat.CSL_JSON).text) == []


def test_a_markdown_list_is_numbered():
    made = bibliography([item(1), item(2, "Cups")], BibliographyFormat.MARKDOWN, title="Tea *now*")

    assert [line[:3] for line in made.text.splitlines()] == ["# T", "", "1. ", "2. "]
    assert made.text.startswith("# Tea \\*now\\*\n")


def test_a_key_from_the_whole_catalogue_stays_in_every_list():
    catalogue = [item(1), item(2)]
    keys = keys_for(one.paper for one in catalogue)

    alone = bibliography([item(2)], BibliographyFormat.BIBTEX, keys=keys)

    assert [entry.key for entry in alone.entries] == ["kettle2020boilingteapots"]


def test_a_key_that_cannot_be_used_is_told_of():
    made = bibliography([item(citation_key="a{b}")], BibliographyFormat.BIBTEX)

    (warning,) = made.warnings
    assert (warning.paper, warning.field) == ("2005.00001", "citation_key")
    assert "kettle2020boiling" in warning.message


def test_warnings_come_in_the_order_of_the_entries():
    made = bibliography([item(2, withdrawn=True), item(1, "Cups", unverified=("authors",))], BibliographyFormat.RIS)

    assert [warning.paper for warning in made.warnings] == ["2005.00002", "2005.00001"]


def test_characters_that_ascii_can_only_approach_are_told_of():
    made = bibliography([item(title="Té ☕")], BibliographyFormat.BIBTEX, ascii_only=True)

    assert [warning.message for warning in made.warnings] == ["written in ASCII as far as they can be: ☕"]
