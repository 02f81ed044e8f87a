"""What BibTeX, biber and LaTeX make of our files: every reference is set, and says what it should."""

import re
import subprocess
import unicodedata
from datetime import date

import pytest

from reading.bibliography import BibliographyFormat, Item, bibliography
from reading.names import name_of
from reading.styles.people import last_name
from reading.tex import unicode_text
from schema.records import Paper
from tests.oracles.programs import missing, program
from tests.reading.hostile import hostile_papers
from tests.reading.papers import real_papers

# Each reference on one long line, so that no word is broken.
_PAGE = r"\setlength\textwidth{400cm}\AtBeginDocument{\pdfpagewidth420cm\pdfpageheight30cm}\hyphenpenalty10000 "
_LATIN = r"\usepackage[T1]{fontenc}\usepackage{lmodern}"
_ANY_SCRIPT = r"\usepackage{fontspec}\setmainfont{WenQuanYi Micro Hei}"
_WITH_BIBTEX = r"\nocite{*}\bibliographystyle{plain}\bibliography{papers}"
# Biber writes letters for macros, two of which LaTeX does not know.
_FOR_BIBER = (
    r"\usepackage[backend=biber,style=numeric,maxbibnames=999]{biblatex}\addbibresource{papers.bib}"
    r"\ifdefined\DeclareUnicodeCharacter\DeclareUnicodeCharacter{1E8D}{\"x}\DeclareUnicodeCharacter{1E97}{\"t}\fi"
)
_WITH_BIBER = r"\nocite{*}\printbibliography"
WAYS = {
    "bibtex and pdflatex": ("pdflatex", "bibtex", _LATIN, _WITH_BIBTEX),
    "bibtex and xelatex": ("xelatex", "bibtex", _ANY_SCRIPT, _WITH_BIBTEX),
    "biber and pdflatex": ("pdflatex", "biber", _LATIN + _FOR_BIBER, _WITH_BIBER),
    "biber and xelatex": ("xelatex", "biber", _ANY_SCRIPT + _FOR_BIBER, _WITH_BIBER),
}
NASTY = [
    Paper(id="2001.00001", title=r"A {brace} and \{more\} } of 100% R&D_x for #1 \input{y} ~ ^", authors=("Ann Pot",)),
    Paper(id="2001.00002", title="Sets < > | -- ?` ''", authors=("The {Tea} } Team",), published=date(2020, 1, 1)),
    Paper(id="2001.00003", title="Plain", authors=("Ø. Å. Žižek", "Şule Öğüt", "Nguyễn Văn Bình", "Łukasz Ćwikła")),
]


@pytest.fixture(params=WAYS)
def typeset(request, tmp_path):
    """Return what sets papers in one of the ways, as the text of the pages and how many references there are."""
    latex, reader, preamble, body = WAYS[request.param]
    for name in (latex, reader, "pdftotext"):
        program(name)
    _has_fonts_and_styles(preamble)

    def typeset(papers):
        format = BibliographyFormat.BIBLATEX if reader == "biber" else BibliographyFormat.BIBTEX
        made = bibliography(list(map(Item, papers)), format, title="Tea {", ascii_only=latex == "pdflatex")
        (tmp_path / "papers.bib").write_text(made.text, encoding="utf-8")
        (tmp_path / "tea.tex").write_text(
            rf"\documentclass{{article}}{_PAGE}{preamble}\begin{{document}}{body}\end{{document}}", encoding="utf-8"
        )
        for command in ([latex], [reader], [latex], [latex]):
            run(command[0], tmp_path)
        entries = re.findall(r"\\bibitem|\\entry\{", (tmp_path / "tea.bbl").read_text(encoding="utf-8"))
        return run("pdftotext", tmp_path), len(entries)

    return typeset


def run(name, folder):
    options = {
        "bibtex": ["tea"],
        "biber": ["tea"],
        "pdftotext": ["-raw", "-enc", "UTF-8", "tea.pdf", "-"],
    }.get(name, ["-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "tea"])
    done = subprocess.run(
        [program(name), *options], cwd=folder, capture_output=True, text=True, encoding="utf-8", errors="replace"
    )
    assert done.returncode == 0, f"{name}: {done.stdout[-3000:]}{done.stderr[-1000:]}"
    return done.stdout


def _has_fonts_and_styles(preamble):
    wanted = {"lmodern": "lmodern.sty", "biblatex": "biblatex.sty"}
    for word, file in wanted.items():
        if word in preamble and subprocess.run([program("kpsewhich"), file], capture_output=True).returncode:
            missing(f"TeX has no {file} on this machine: make system installs it where apt is")
    if (
        "fontspec" in preamble
        and "WenQuanYi" not in subprocess.run([program("fc-list")], capture_output=True, text=True).stdout
    ):
        missing("the font WenQuanYi Micro Hei is missing on this machine: make system installs it where apt is")


def _seen(text):
    """Return a text as it can be compared with one from a page: without blanks, case and typographic quotes."""
    plain = unicodedata.normalize("NFKD", text.translate(str.maketrans("‘’`“”–—", "'''\"\"--")).replace("''", '"'))
    return re.sub(r"[\s$-]|\\(?:mu|to|hbar)\b", "", plain).casefold()


def test_every_paper_of_the_course_is_set(typeset):
    papers = real_papers()

    pages, count = typeset(papers)

    text = _seen(pages)
    assert count == len(papers)
    assert f"[{len(papers)}]" in text
    for paper in papers:
        if "$" not in paper.title:
            assert _seen(unicode_text(paper.title)) in text
        for author in paper.authors:
            name = name_of(author)
            assert _seen(name.literal or last_name(name)) in text


def test_two_hundred_hostile_papers_are_set(typeset):
    pages, count = typeset(hostile_papers(200, seed=4))

    assert count == 200
    assert "[200]" in _seen(pages)
    assert "[201]" not in _seen(pages)


def test_accents_and_braces_are_set_as_they_are(typeset):
    pages, count = typeset(NASTY)

    text = _seen(pages)
    assert count == len(NASTY)
    for shown in (
        r"A {brace} and {more} } of 100% R&D_x for #1 \input{y} ~ ^",
        "Sets < > | -- ?' \"",
        "The {Tea} } Team",
        *("Žižek", "Öğüt", "Nguyễn", "Łukasz", "Ćwikła", "Şule", "Bình"),
    ):
        assert _seen(shown) in text
