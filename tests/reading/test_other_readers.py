"""citation-js and rispy, which share no code with us, read what we write."""

import json
import re
from functools import cache

import pytest
import rispy
from bibtexparser.entrypoint import parse_string as parse_with_bibtexparser
from pybtex.database import parse_string as parse_with_pybtex
from pylatexenc.latex2text import LatexNodes2Text

from reading.bibliography import BibliographyFormat, Item, bibliography
from reading.names import name_of
from reading.tex import segments, unicode_text
from tests.oracles.programs import answer_of
from tests.reading.hostile import hostile_papers
from tests.reading.papers import real_papers

FORMATS = ["bibtex", "biblatex", "ris", "csl-json"]
_DECODER = LatexNodes2Text(math_mode="verbatim", strict_latex_spaces=True)


@cache
def hostile():
    """Return three thousand papers, half of them with a key that some program could stumble over."""
    keys = ["a{b}", "x,y", "k%", "a b", "é", "\\x", "@misc", "a:b.c+d", "", "K#1"]
    return tuple(
        paper.model_copy(update={"citation_key": f"{keys[number % len(keys)]}{number}"}) if number % 2 else paper
        for number, paper in enumerate(hostile_papers(3000, seed=8))
    )


@cache
def written(papers, format):
    return bibliography(list(map(Item, papers)), BibliographyFormat(format))


def read_by_citation_js(papers):
    """Return the CSL items that citation-js reads in each format."""
    texts = [{"format": format, "text": written(papers, format).text} for format in FORMATS]
    return dict(zip(FORMATS, answer_of("readers.mjs", texts), strict=True))


@pytest.fixture(scope="module")
def real_items():
    return read_by_citation_js(real_papers())


@pytest.fixture(scope="module")
def hostile_items():
    return read_by_citation_js(hostile())


@pytest.mark.parametrize("format", FORMATS)
def test_citation_js_keeps_the_arxiv_id_of_every_paper(real_items, format):
    items = real_items[format]

    assert [item["id"] for item in items] == [entry.key for entry in written(real_papers(), format).entries]
    for paper, item in zip(real_papers(), items, strict=True):
        if paper.arxiv_id:
            assert item["URL"] == f"https://arxiv.org/abs/{paper.arxiv_id}"


def test_every_format_keeps_the_arxiv_id_in_a_field_of_its_own():
    papers = [paper for paper in real_papers() if paper.arxiv_id]
    ids = [paper.arxiv_id for paper in papers]

    def text(format):
        return written(tuple(papers), format).text

    bibtex = parse_with_pybtex(text("bibtex"), "bibtex").entries.values()
    assert [entry.fields["eprint"] for entry in bibtex] == ids
    assert [record["accession_number"] for record in rispy.loads(text("ris"))] == [f"arXiv:{one}" for one in ids]
    assert [item["archive_location"] for item in json.loads(text("csl-json"))] == ids


@pytest.mark.parametrize("format", FORMATS)
def test_citation_js_reads_three_thousand_hostile_papers_as_they_are(hostile_items, format):
    items = hostile_items[format]

    assert [item["id"] for item in items] == [entry.key for entry in written(hostile(), format).entries]
    for paper, item in zip(hostile(), items, strict=True):
        if format not in ("bibtex", "biblatex") or not any(part.formula for part in segments(paper.title)):
            assert _without_ensuremath(item.get("title", "")) == unicode_text(paper.title)
        expected = [name.literal or name.family for name in map(name_of, paper.authors) if name]
        assert len(item.get("author", ())) == len(expected)
        if format == "csl-json":
            assert [person.get("literal") or person["family"] for person in item.get("author", ())] == expected


def _without_ensuremath(text):
    """Return a text without what citation-js leaves of a macro that it does not know."""
    braces = text.replace(r"\ensuremath\lbrace", "{").replace(r"\ensuremath\rbrace", "}")
    return re.sub(r"\\ensuremath([<>|])", r"\1", braces)


def test_rispy_reads_three_thousand_hostile_papers_as_they_are():
    made = written(hostile(), "ris")

    records = rispy.loads(made.text)

    assert [record["id"] for record in records] == [entry.key for entry in made.entries]
    assert [record.get("title", "") for record in records] == [unicode_text(paper.title) for paper in hostile()]


def test_two_readers_of_bibtex_read_three_thousand_hostile_papers_as_they_are():
    made = written(hostile(), "bibtex")

    first = parse_with_bibtexparser(made.text)
    second = parse_with_pybtex(made.text, "bibtex").entries

    keys = [entry.key for entry in made.entries]
    assert first.failed_blocks == []
    assert [entry.key for entry in first.entries] == keys == list(second)
    for paper, entry in zip(hostile(), first.entries, strict=True):
        # The decoder knows the circumflex as an accent only.
        title = _DECODER.latex_to_text(entry.fields_dict["title"].value).replace("ˆ", "^")
        assert title == unicode_text(paper.title)
        assert " ".join(entry.fields_dict["title"].value.split()) == second[entry.key].fields["title"]
        assert len(second[entry.key].persons.get("author", ())) == sum(
            name_of(one) is not None for one in paper.authors
        )
