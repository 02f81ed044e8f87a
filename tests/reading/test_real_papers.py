"""The papers of the course and arXiv's hard cases, as bibliographies."""

import re

import pytest
from bibtexparser.entrypoint import parse_string as parse_with_bibtexparser
from pybtex.database import parse_string as parse_with_pybtex
from pylatexenc.latex2text import LatexNodes2Text

from reading.bibliography import BibliographyFormat, Item, bibliography
from reading.citation_keys import keys_for
from reading.names import Name, name_of
from reading.tex import unicode_text
from tests.reading.papers import real_papers, real_records


@pytest.fixture(scope="module")
def records():
    return real_records()


@pytest.fixture(scope="module")
def papers():
    return {paper.id: paper for paper in real_papers()}


@pytest.mark.parametrize("format", [BibliographyFormat.BIBTEX, BibliographyFormat.BIBLATEX])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_two_readers_read_every_paper(papers, format, ascii_only):
    written = bibliography([Item(paper) for paper in papers.values()], format, ascii_only=ascii_only)

    first = parse_with_bibtexparser(written.text)
    second = parse_with_pybtex(written.text, "bibtex")

    assert first.failed_blocks == []
    assert len(first.entries) == len(papers)
    assert [entry.key for entry in first.entries] == list(second.entries)
    decode = LatexNodes2Text(math_mode="verbatim").latex_to_text
    titles = [decode(entry.fields_dict["title"].value) for entry in first.entries]
    assert titles == [unicode_text(paper.title) for paper in papers.values()]


def test_every_confirmed_paper_on_arxiv_has_its_id_and_year(records, papers):
    main = [record for record in records if record["group"] == "main"]

    written = bibliography([Item(papers[record["id"]]) for record in main], BibliographyFormat.BIBTEX)

    entries = parse_with_pybtex(written.text, "bibtex").entries.values()
    for record, entry in zip(main, entries, strict=True):
        state = record["verification"]
        assert entry.fields.get("eprint", record["id"]) == record["id"]
        if "venue_year" in record and state["venue"] == "confirmed":
            assert entry.fields["year"] == str(record["venue_year"])
        elif state["published"] == "confirmed":
            assert entry.fields["year"] == record["published"][:4]
        if state["doi"] == "confirmed":
            assert entry.fields["doi"] == record["doi"]


def test_keys_are_short_and_tell_what_a_paper_is(records, papers):
    keys = keys_for(papers.values())

    assert all(re.fullmatch(r"[a-z]+(19|20)\d\d[a-z0-9]+", key) for key in keys.values())
    assert {
        paper: keys[paper] for paper in ("2305.18290", "2106.09685", "2208.07339", "bradley1952rank", "0704.0062")
    } == {
        "2305.18290": "rafailov2023direct",
        "2106.09685": "hu2021lora",
        "2208.07339": "dettmers2022llmint8",
        "bradley1952rank": "bradley1952rank",
        "0704.0062": "sramek2007online",
    }


def test_the_older_paper_of_two_with_the_same_key_keeps_it(papers):
    surveys = [papers["2402.09353"], papers["2402.09353"].model_copy(update={"id": "2402.99999"})]

    assert list(keys_for(surveys).values()) == ["liu2024dora", "liu2024doraweightdecomposed"]


def test_names_are_taken_apart_as_arxiv_does_except_where_arxiv_errs(records):
    apart = {}
    checked = 0
    for record in records:
        for parts in record.get("author_parts", ()):
            told = (parts["given"], parts["family"], parts["suffix"])
            name = name_of(" ".join(filter(None, told)))
            ours = (name.given, " ".join(filter(None, (name.particle, name.family))), name.suffix)
            checked += 1
            if ours != told:
                apart[" ".join(filter(None, told))] = name

    assert checked == 81
    assert apart == {
        "Robert W. Heath, Jr.": Name("Heath", "Robert W.", suffix="Jr."),
        "LHCb Collaboration": Name(literal="LHCb Collaboration"),
    }


@pytest.mark.parametrize(
    ("paper", "place", "name"),
    [
        pytest.param("2501.12948", 0, Name(literal="DeepSeek-AI"), id="company as the first author"),
        pytest.param("1411.4413", 0, Name(literal="CMS Collaboration"), id="first of two collaborations"),
        pytest.param("1902.05884", 0, Name(literal="LHCb Collaboration"), id="collaboration"),
        pytest.param("2405.11143", "Xianyu", Name("Xianyu"), id="one word"),
        pytest.param("2310.16944", "Leandro von Werra", Name("Werra", "Leandro", "von"), id="German particle"),
        pytest.param("2305.16264", "Teven Le Scao", Name("Le Scao", "Teven"), id="Breton family of two words"),
        pytest.param("2307.13304", "Christopher De Sa", Name("De Sa", "Christopher"), id="capital particle"),
        pytest.param("2212.08073", "Sheer El Showk", Name("El Showk", "Sheer"), id="Arabic article"),
        pytest.param("1902.05884", "A. A. Alves Jr", Name("Alves", "A. A.", suffix="Jr"), id="suffix without a comma"),
        pytest.param("2005.11401", "Tim Rocktäschel", Name("Rocktäschel", "Tim"), id="umlaut"),
        pytest.param("0704.0062", "Broňa Brejová", Name("Brejová", "Broňa"), id="Slovak"),
    ],
)
def test_hard_names_of_the_papers_are_taken_apart(records, paper, place, name):
    authors = next(record["authors"] for record in records if record["id"] == paper)

    assert name_of(authors[place] if isinstance(place, int) else authors[authors.index(place)]) == name


@pytest.mark.parametrize("format", [BibliographyFormat.BIBTEX, BibliographyFormat.RIS, BibliographyFormat.CSL_JSON])
def test_others_are_named_only_where_a_source_counts_more_authors_than_it_names(papers, format):
    whole, cut = papers["2501.12948"], papers["1411.4413"]

    assert len(whole.authors) == 200
    assert "others" not in bibliography([Item(whole)], format).text
    assert (cut.author_count, len(cut.authors)) == (2832, 42)
    if format is BibliographyFormat.BIBTEX:
        assert " and others}" in bibliography([Item(cut)], format).text


@pytest.mark.parametrize(
    ("paper", "name", "value"),
    [
        pytest.param("hep-th/9901001", "eprint", "hep-th/9901001", id="slash in the id"),
        pytest.param("physics/9707012", "eprintclass", "math-ph", id="archive is not the category"),
        pytest.param("1411.4413", "title", r"Observation of the rare {$B^0_s\to\mu^+\mu^-$} decay", id="TeX title"),
        pytest.param("1411.4413", "author", "{CMS Collaboration} and {LHCb Collaboration} and ", id="collaborations"),
        pytest.param("1902.05884", "doi", "10.1007/JHEP04(2019)063", id="DOI with brackets"),
        pytest.param("0704.0802", "author", "Lo, Caleb K. and Heath, Jr., Robert W. and ", id="suffix"),
        pytest.param("0704.0155", "author", "van der Tak, Floris and ", id="particles"),
        pytest.param("0704.0401", "author", "Lançon, A. and Gallagher, J. S. and de Grijs, R.", id="one particle"),
        pytest.param("0704.0062", "author", "Šrámek, Rastislav and ", id="not ASCII"),
        pytest.param("0704.0062", "doi", "10.1007/978-3-540-74126-8_23", id="DOI with underscore"),
        pytest.param("2101.10016", "note", "withdrawn", id="withdrawn"),
        pytest.param("0704.0573", "title", r"Elativistic treatment in{\ensuremath{\rbrace}}{$D$} - ", id="stray brace"),
        pytest.param("acc-phys/9411002", "title", r"Order {$\hbar$} Corrections", id="formula with a macro"),
        pytest.param("1810.04805", "title", "{BERT}: Pre-training of Deep", id="acronym before a colon"),
        pytest.param("2104.12255", "title", "0", id="title of a digit"),
        pytest.param("2405.11143", "title", "{OpenRLHF}: An Easy-to-use", id="inner capitals"),
        pytest.param("2501.03262", "title", "{REINFORCE}++: Stabilizing", id="plus signs"),
        pytest.param("2208.07339", "title", "{LLM}.int8(): 8-bit Matrix", id="marks in a word"),
        pytest.param("2102.11107", "journal", "Proceedings of the IEEE", id="journal called proceedings"),
        pytest.param("bradley1952rank", "url", "https://doi.org/10.1093/biomet/39.3-4.324", id="not on arXiv"),
    ],
)
def test_hard_cases_are_written_as_they_should(papers, paper, name, value):
    written = bibliography([Item(papers[paper])], BibliographyFormat.BIBTEX)

    fields = parse_with_bibtexparser(written.text).entries[0].fields_dict
    assert fields[name].value.startswith(value)


@pytest.mark.parametrize(
    ("paper", "field"),
    [
        pytest.param("1411.4413", "authors", id="cut list of authors"),
        pytest.param("1902.05884", "authors", id="another cut list"),
        pytest.param("0704.0525", "withdrawn", id="withdrawn"),
    ],
)
def test_hard_cases_warn(papers, paper, field):
    written = bibliography([Item(papers[paper])], BibliographyFormat.BIBTEX)

    assert field in {warning.field for warning in written.warnings}
