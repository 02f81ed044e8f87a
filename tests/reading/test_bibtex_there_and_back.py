"""What is written is what our own reader reads, and writing that again gives the same bytes."""

import json
import random
from datetime import date
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string as parse_with_bibtexparser
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string as parse_with_pybtex

import ingest.pack.loading as pack
from reading.bib_names import is_one_group, written_names
from reading.bib_text import text_of
from reading.bibliography import BibliographyFormat, Item, bibliography
from reading.bibtex import bibtex_name
from reading.bibtex_reader import read_bibtex
from reading.latex import latex
from reading.names import Name, name_of
from reading.tex import folded, unicode_text
from reading.verifying.checking import verified
from reading.verifying.library import PaperLibrary, Verdict
from schema.records import Paper

_PIECES = str.split(
    r"\ { } $ & % # _ ~ ^ \{ \} \$ \% \\ {} }{ $$ ' '' ` `` \" - -- --- , ; = @ @misc{ @comment( < > | << >> ?` !` and "
    r"@string{a=\"b\"} AND others \and \input{x} \write18{rm} \end{document} \verb|x| $\mu$ $x^2$ $\input{x}$ $5 $x_ $ "
    r"\'e \v{s} \"o \o \textbf{x} %x \expandafter \catcode`\{ ^^41 Jr. Jr Sr., III van der de la Le von et al. "
    r"family=x teapot TEApot kettle LLMs GPT-4 A I x é ß ế ŋ 茶壶 ☕ 김 Й α ∈ — “ ” … ﬁ ｛ 孙悟空"
)
_PIECES += ["\u200b", "\u202e", "\u2028", "\u00a0", "\ufeff", "i\u0302", "\t", "\n"]
_KEYS = str.split("teapot2020 DBLP:conf/tea/X+23 a.b_c tea-pot Tea2020 k 0 x/y a+b 10.1000/tea")
HOSTILE = 3000


def _written(papers, **options):
    return bibliography([Item(paper) for paper in papers], BibliographyFormat.BIBTEX, **options)


def _shipped():
    return list(pack.load_pack().papers)


def _normal(name):
    """Return a name as far as BibTeX can tell: what stands in braces as a whole has one part, and no kind."""
    if name.suffix and not name.given:
        return Name(literal=f"{name.family} {name.suffix}")
    return name if name.given or name.particle else Name(literal=name.sorted_by)


def _hostile(seed):
    rng = random.Random(seed)

    def text():
        return "".join(rng.choice([*_PIECES, " ", " "]) for _ in range(rng.randint(1, 9)))[:500]

    for number in range(HOSTILE):
        title, author = text().strip() or "x", text().strip() or "x"
        yield Paper(
            id=f"2001.{number + 1:05}",
            title=title,
            authors=(author, "Ann Teapot"),
            published=date(2020, 1, 1),
            citation_key=f"{rng.choice(_KEYS)}{number}",
        )


@pytest.fixture(scope="module")
def hostile():
    return list(_hostile(7))


@pytest.fixture(scope="module", params=["shipped", "hostile"])
def papers(request, hostile):
    return _shipped() if request.param == "shipped" else hostile


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("format", [BibliographyFormat.BIBTEX, BibliographyFormat.BIBLATEX])
def test_what_was_written_is_read_and_nothing_more(papers, format, ascii_only):
    written = bibliography([Item(paper) for paper in papers], format, ascii_only=ascii_only)

    file = read_bibtex(written.text)

    assert file.failures == ()
    assert file.comments == ()
    assert [entry.key for entry in file.entries] == [entry.key for entry in written.entries]
    assert "".join(f"{entry.raw}\n\n" for entry in file.entries).rstrip() == written.text.rstrip()
    if not ascii_only:
        for paper, entry in zip(papers, file.entries, strict=True):
            names = [_normal(name) for name in map(name_of, paper.authors) if name]
            assert entry.text("title") == unicode_text(paper.title)
            assert [_normal(name) for name in entry.authors] == names


def test_two_other_readers_read_the_same_texts(papers):
    text = _written(papers).text

    entries = read_bibtex(text).entries
    first, second = parse_with_bibtexparser(text), parse_with_pybtex(text, "bibtex")

    assert first.failed_blocks == []
    assert len(entries) == len(first.entries) == len(second.entries) == len(papers)
    for ours, theirs, others in zip(entries, first.entries, second.entries.values(), strict=True):
        raw = {field.name: field.raw for field in ours.fields}
        assert raw == {name.lower(): field.value for name, field in theirs.fields_dict.items()}
        raw.pop("author", None)
        assert raw == {name.lower(): value for name, value in others.fields.items()}


def test_writing_what_was_read_gives_the_same_bytes(papers):
    text = _written(papers).text

    for entry in read_bibtex(text).entries:
        for name, written in zip(entry.authors, written_names(entry.field("author").raw), strict=True):
            again = bibtex_name(name, ascii_only=False)
            # Braces within braces mean nothing.
            assert again == written.raw or (is_one_group(written.raw) and text_of(again) == text_of(written.raw))
        for field in entry.fields:
            if field.name in ("booktitle", "journal", "note"):
                assert latex(field.text) == field.raw


def test_titles_stay_the_same_however_often_they_are_read_and_written():
    papers = _shipped()
    first = _written(papers).text

    titles = [entry.text("title") for entry in read_bibtex(first).entries]
    again = _written([paper.model_copy(update={"title": title}) for paper, title in zip(papers, titles, strict=True)])

    assert again.text == first


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("format", [BibliographyFormat.BIBTEX, BibliographyFormat.BIBLATEX])
def test_nothing_is_wrong_with_what_we_write_ourselves(format, ascii_only):
    papers = _shipped()
    written = bibliography([Item(paper) for paper in papers], format, ascii_only=ascii_only, language="en")

    found = verified(read_bibtex(written.text), PaperLibrary(papers), ascii_only=ascii_only)

    assert found.findings == ()
    assert found.count(Verdict.DIFFERS) == 0
    assert found.count(Verdict.VERIFIED) > 0.8 * len(papers)


_LINES = st.lists(st.sampled_from([*_PIECES, " "]) | st.text(max_size=3), max_size=10).map("".join)


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(_LINES)
@example("--- '' ?` ,, {x} \\'e ŝ̈")
def test_text_becomes_latex_and_the_same_text_again(line):
    text = folded(line)

    written = latex(text)

    assert text_of(written) == text
    assert latex(text_of(written)) == written


@settings(max_examples=500, deadline=None, derandomize=True)
@given(_LINES)
def test_ascii_latex_that_was_read_is_written_alike(line):
    text = text_of(latex(folded(line), ascii_only=True))

    assert text_of(latex(text, ascii_only=True)) == text


def test_the_shipped_papers_are_those_of_the_data_file():
    shipped = json.loads((Path(pack.DATA) / "papers.json").read_text(encoding="utf-8"))

    assert len(shipped) == len(_shipped()) > 60
