from datetime import date

import pytest

from reading.bibtex import bibtex_comment, bibtex_entry
from reading.references import Item, reference_to
from schema.records import Paper
from schema.values import Priority, Role


def entry(*, biblatex=False, ascii_only=False, language="en", advice=(), **fields):
    known = {"id": "2005.00001", "title": "Teapots", "authors": ("Ann Kettle",), "published": date(2020, 5, 4)}
    item = Item(Paper(**(known | fields)), **dict(advice))
    return bibtex_entry(reference_to(item, key="k"), biblatex=biblatex, language=language, ascii_only=ascii_only)


def field(text, name):
    found = [line for line in text.splitlines() if line.startswith(f"  {name} = {{")]
    return found[0].removeprefix(f"  {name} = {{").rstrip(",")[:-1] if found else None


def test_a_preprint_is_a_misc_with_the_fields_of_both_dialects():
    text = entry(primary_category="cs.TE", doi="10.1000/tea_1")

    assert text == (
        "@misc{k,\n"
        "  author = {Kettle, Ann},\n"
        "  title = {Teapots},\n"
        "  year = {2020},\n"
        "  eprint = {2005.00001},\n"
        "  eprinttype = {arxiv},\n"
        "  eprintclass = {cs.TE},\n"
        "  archivePrefix = {arXiv},\n"
        "  primaryClass = {cs.TE},\n"
        "  doi = {10.1000/tea_1},\n"
        "  url = {https://arxiv.org/abs/2005.00001}\n"
        "}\n"
    )


def test_a_preprint_is_online_for_biblatex_with_a_date():
    text = entry(biblatex=True)

    assert text.startswith("@online{k,\n")
    assert field(text, "date") == "2020-05-04"
    assert field(text, "year") is None


@pytest.mark.parametrize(
    ("biblatex", "venue", "kind", "name"),
    [
        (False, "TeaConf", "inproceedings", "booktitle"),
        (True, "TeaConf", "inproceedings", "booktitle"),
        (False, "Nature", "article", "journal"),
        (True, "Nature", "article", "journaltitle"),
    ],
)
def test_a_published_paper_names_its_venue_and_keeps_its_eprint(biblatex, venue, kind, name):
    text = entry(biblatex=biblatex, venue=venue, venue_year=2021)

    assert text.startswith(f"@{kind}{{k,\n")
    assert field(text, name) == venue
    assert field(text, "date" if biblatex else "year") == "2021"
    assert field(text, "eprint") == "2005.00001"


def test_a_paper_that_arxiv_does_not_hold_has_no_eprint():
    text = entry(id="kettle1952tea", doi="10.1000/tea", venue="Biometrika", venue_year=1952)

    assert field(text, "eprint") is None
    assert field(text, "url") == "https://doi.org/10.1000/tea"


@pytest.mark.parametrize("biblatex", [False, True])
def test_a_paper_without_an_address_is_a_misc(biblatex):
    assert entry(id="kettle1952tea", biblatex=biblatex).startswith("@misc{k,\n")


def test_an_address_with_a_per_cent_sign_is_left_out():
    assert field(entry(id="kettle1952tea", doi="10.1000/te<a"), "url") is None


@pytest.mark.parametrize(
    ("authors", "written"),
    [
        pytest.param(["Ann Kettle", "Bob Pot"], "Kettle, Ann and Pot, Bob", id="two"),
        pytest.param(["Ann B. Kettle, Jr."], "Kettle, Jr., Ann B.", id="suffix"),
        pytest.param(["Kettle, Jr."], "{Kettle Jr.}", id="suffix without given name"),
        pytest.param(["Ann van der Pot"], "van der Pot, Ann", id="particles"),
        pytest.param(["Ann Le Pot"], "Le Pot, Ann", id="capital particle"),
        pytest.param(["Ann Kanne y Pot"], "{Kanne y Pot}, Ann", id="lower-case word in a family"),
        pytest.param(["Teapot"], "Teapot", id="one word"),
        pytest.param(["The Tea Collaboration"], "{The Tea Collaboration}", id="collaboration"),
        pytest.param(["Tea Team", "Ann Pot"], "{Tea Team} and Pot, Ann", id="collaboration and person"),
        pytest.param(["Tea and Pot Collaborations"], "{Tea and Pot Collaborations}", id="and in a collaboration"),
        pytest.param(["Ann and Bob"], "Bob, {Ann and}", id="and in a name"),
        pytest.param(["others"], "{others}", id="others"),
        pytest.param(["孙茶壶"], "孙, 茶壶", id="Chinese"),
        pytest.param(["A&Co Pot"], r"Pot, A{\&}Co", id="escape"),
        pytest.param(["{A} Pot"], r"Pot, {\{A\}}", id="braces"),
        pytest.param([":", "Ann Pot"], "Pot, Ann", id="no name"),
        pytest.param(["Ann-Bea Pot"], "Pot, Ann-Bea", id="hyphen"),
        pytest.param(["A. -B. Pot"], "Pot, A. -B.", id="initials with a hyphen"),
        pytest.param(["- Pot"], "Pot, {-}", id="nothing but a hyphen"),
        pytest.param(["\\x Pot"], r"Pot, {\textbackslash{}x}", id="backslash"),
        pytest.param(["A O`Pot"], "O`Pot, A", id="grave"),
        pytest.param(["A Pot`"], r"{Pot`\/}, A", id="grave at the end"),
    ],
)
def test_authors_are_written_as_every_reader_takes_them_apart(authors, written):
    assert field(entry(authors=tuple(authors)), "author") == written


def test_two_accents_on_a_letter_keep_their_braces_where_biber_reads_them():
    assert field(entry(authors=("Ann Nguyễn",), ascii_only=True), "author") == r"Nguy{\~{\^e}}n, Ann"
    assert field(entry(authors=("Ann Nguyễn",), ascii_only=True, biblatex=True), "author") == r"Nguy{\~{{\^e}}}n, Ann"


def test_a_cut_list_of_authors_ends_in_others():
    assert field(entry(author_count=9), "author") == "Kettle, Ann and others"


def test_a_paper_without_authors_has_no_author_field():
    assert field(entry(authors=()), "author") is None


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("LoRA: Tea for LLMs", "{LoRA}: Tea for {LLM}s"),
        (r"The $B^0_s\to\mu^+$ tea", r"The {$B^0_s\to\mu^+$} tea"),
        ("Elative in}$D$ - tea", r"Elative in{\ensuremath{\rbrace}}{$D$} - tea"),
        ("{ $D$ LLM }", r"\{ {$D$} {LLM} \}"),
        ("}, author={x}", r"{\ensuremath{\rbrace}}, author=\{x\}"),
        (r"\input{x} 100% $5", r"{\textbackslash}input\{x\} 100\% \$5"),
        ("Tea\n  pots", "Tea pots"),
        ("0", "0"),
        ("?!", "?!"),
    ],
)
def test_titles_are_escaped_and_keep_the_case_of_acronyms(title, written):
    assert field(entry(title=title), "title") == written


def test_advice_stands_where_no_style_prints_it():
    text = entry(advice={"role": Role.CORE, "lecture": 3, "priority": Priority.MUST})

    assert field(text, "keywords") == "core, lecture-3, must"
    assert field(text, "annotation") == "core; lecture 3; must read"


def test_a_withdrawn_paper_says_so():
    assert field(entry(withdrawn=True), "note") == "withdrawn"


def test_an_ascii_entry_is_ascii():
    text = entry(title="Über 茶壶", authors=("Jörg Pøt",), ascii_only=True, language="zh", advice={"role": Role.CORE})

    assert text.isascii()
    assert field(text, "author") == r"P{\o}t, J{\"o}rg"
    assert field(text, "title") == r"{\"U}ber Chahu"
    assert field(text, "annotation") == "core"


def test_a_comment_begins_no_entry():
    assert bibtex_comment("Tea\n@misc{x, title={y}}", ascii_only=False) == "% Tea misc x, title= y"


def test_a_comment_begins_no_entry_in_ascii_either():
    assert bibtex_comment("＠misc｛x", ascii_only=True) == "% misc x"
