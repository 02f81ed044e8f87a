"""Each thing that can be wrong with a bibliography: found, told, and mended where that is safe."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.bibtex_reader import read_bibtex
from reading.verifying.checking import mended, patch, verified
from reading.verifying.library import PaperLibrary, Verdict
from schema.records import Paper

POTS = Paper(
    id="2001.00001",
    title="Direct Teapot Optimization: Your Kettle is Secretly a Cup",
    authors=("Ann Samovar", "Bo Gaiwan", "Jörg Kyusu"),
    published=date(2020, 1, 5),
    latest_version=3,
)
CUPS = POTS.model_copy(
    update={
        "id": "2102.00002",
        "title": "A Survey of Cups and Saucers in Trade",
        "aliases": ("Cups Without Saucers",),
        "authors": ("Cleo Oolong", "Dan Sencha"),
        "published": date(2021, 2, 1),
        "venue": "TeaConf",
        "venue_year": 2022,
        "doi": "10.1000/cups",
    }
)
GONE = POTS.model_copy(update={"id": "2003.00003", "title": "Perpetual Boiling Proved at Last", "withdrawn": True})
UNSURE = POTS.model_copy(
    update={"id": "2004.00004", "title": "Steam as Nobody Knows It Yet", "unverified": ("authors", "published")}
)
NOTED = POTS.model_copy(
    update={"id": "2007.00007", "title": "Notes on Noted Kettles", "journal_ref": "Kettle Letters 3 (2021)"}
)
RUMOUR = POTS.model_copy(
    update={"id": "2008.00008", "title": "Rumours of a Kettle", "venue": "TeaConf", "unverified": ("venue",)}
)
LIBRARY = PaperLibrary([POTS, CUPS, GONE, UNSURE, NOTED, RUMOUR])
POTS_TITLE = "title = {Direct Teapot Optimization: Your Kettle is Secretly a Cup}"
POTS_AUTHORS = 'author = {Samovar, Ann and Gaiwan, Bo and Kyusu, J{\\"o}rg}'
CUPS_TITLE = "title = {A Survey of Cups and Saucers in Trade}"


def _codes(text, **options):
    return [finding.code for finding in verified(read_bibtex(text), LIBRARY, **options).findings]


def _mended(text, **options):
    return mended(read_bibtex(text), LIBRARY, **options).text


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        pytest.param(f"{POTS_TITLE}, {POTS_AUTHORS}, eprint = {{2001.00001}}, year = 2020", [], id="all is well"),
        pytest.param(f"{POTS_TITLE}, {POTS_AUTHORS}, booktitle = {{TeaConf}}, year = 2021", [], id="published"),
        pytest.param("title = {Quite Another Thing}, author = {No, Body}, eprint = {2001.00001}", ["wrong-arxiv-id"],
                     id="wrong"),
        pytest.param(f"{POTS_TITLE}, {POTS_AUTHORS}, eprint = {{2102.00002}}", ["wrong-arxiv-id"], id="id of another"),
        pytest.param(
            f"{POTS_TITLE}, eprint = {{2001.00001}}, url = {{https://arxiv.org/abs/2102.00002}}",
            ["arxiv-ids-disagree"],
            id="two ids",
        ),
        pytest.param("title = {Direct Kettles}, author = {Samovar, Ann and others}, eprint = {2001.00001}",
                     ["authors-cut", "title-differs"], id="other title"),
        pytest.param("title = {Cups Without Saucers}, eprint = {2102.00002}", ["published"], id="earlier title"),
        pytest.param("title = {Notes on Noted Kettles}, eprint = {2007.00007}", ["published"], id="only a reference"),
        pytest.param("title = {Rumours of a Kettle}, eprint = {2008.00008}", [], id="published by hearsay"),
        pytest.param("title = {Perpetual Boiling Proved at Last}, eprint = {2003.00003}", ["withdrawn"], id="gone"),
        pytest.param(f"{POTS_TITLE}, eprint = {{2001.00001v2}}", ["eprint-version", "newer-version"], id="old version"),
        pytest.param(f"{POTS_TITLE}, eprint = {{2001.00001}}, year = 2021", ["year-differs"], id="year"),
        pytest.param("title = {Unknown}, eprint = {1905.00001}, year = 2021", ["year-differs"], id="year of the id"),
        pytest.param("title = {Unknown}, eprint = {1901.00001}, year = 2018", [], id="year around New Year"),
        pytest.param(f"{POTS_TITLE}, author = {{Samovar, Ann}}, eprint = {{2001.00001}}", ["author-count"],
                     id="one author"),
        pytest.param(f"{POTS_TITLE}, author = {{Samovar, Ann and Gaiwan, Bo and Li, Y.}}, eprint = {{2001.00001}}",
                     ["authors-differ"], id="another author"),
        pytest.param("title = {Steam as Nobody Knows It Yet}, author = {Li, Y.}, eprint={2004.00004}, year=1999", [],
                     id="not confirmed"),
        pytest.param("title = {{Tea for Two}}", ["title-in-double-braces"], id="double braces"),
        pytest.param("doi = {10.1000}", ["bad-doi"], id="no DOI"),
        pytest.param("url = {http://tea.example/x}", ["http-link"], id="http elsewhere"),
        pytest.param("author = {Smith John and Li Wei}", [], id="order that nobody can know"),
        pytest.param("pages = {arXiv of letters}", [], id="pages of something else"),
        pytest.param("note = {Tea \\& $a_b$ \\url{https://x.org/a_b&c}}", [], id="nothing unescaped"),
        pytest.param("month = jun, year = 2020, abstract = {50% & more}", [], id="abstract is not printed"),
    ],
)  # fmt: skip
def test_what_a_person_has_to_decide_is_told_and_what_is_sound_is_not(fields, codes):
    assert _codes(f"@misc{{k, {fields}}}") == codes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("title = {Tea with GPT-4 and {BERT}}", "title = {Tea with {GPT}-4 and {BERT}}", id="acronyms"),
        pytest.param("title = {{R}EINFORCE, tea}", "title = {{{R}EINFORCE}, tea}", id="part of an acronym"),
        pytest.param("title = \"LLMs by Erd{\\H{o}}s\"", "title = \"{LLM}s by Erd{\\H{o}}s\"", id="in quotes"),
        pytest.param("note = {a & b_c 5% #1}", "note = {a \\& b\\_c 5\\% \\#1}", id="escapes"),
        pytest.param("month = {June}", "month = jun", id="month"),
        pytest.param("month = \"Sept.\"", "month = sep", id="short month"),
        pytest.param("doi = {https://dx.doi.org/10.1000/x}", "doi = {10.1000/x}", id="DOI as address"),
        pytest.param("url = {http://arxiv.org/a}", "url = {https://arxiv.org/a}", id="http"),
        pytest.param("eprint = {arXiv:2001.00009}", "eprint = {2001.00009}", id="prefix"),
        pytest.param("author = {Pot, Ann and Bo van Cup}", "author = {Pot, Ann and van Cup, Bo}", id="mixed order"),
        pytest.param("author = {Ann Pot et al.}", "author = {Ann Pot and others}", id="et al."),
        pytest.param("a = {x}\n b = {y}", "a = {x},\n b = {y}", id="missing comma"),
        pytest.param("a = {x}, b = {}, c = {y}", "a = {x},  c = {y}", id="empty field"),
        pytest.param(f"eprint = {{2001.00001}}, {POTS_TITLE}, author = {{Ann Samovar and others}}",
                     f"eprint = {{2001.00001}}, {POTS_TITLE}, "
                     "author = {Ann Samovar and Bo Gaiwan and J{\\\"o}rg Kyusu}",
                     id="authors left out"),
        pytest.param(f"{POTS_TITLE}, author = {{Ann, Samovar and Gaiwan, Bo and Kyusu, Jörg}}",
                     f"{POTS_TITLE}, author = {{Samovar, Ann and Gaiwan, Bo and Kyusu, Jörg}}", id="reversed name"),
        pytest.param(f"{POTS_TITLE}, eprint = {{2001.00001}}, year = {{2024}}",
                     f"{POTS_TITLE}, eprint = {{2001.00001}}, year = {{2020}}", id="year of the first version"),
    ],
)  # fmt: skip
def test_what_is_safe_is_mended_and_found_no_more(before, after):
    text = f"@misc{{k, {before}}}\n"

    done = mended(read_bibtex(text), LIBRARY)

    assert done.text == f"@misc{{k, {after}}}\n"
    assert done.left.findings == ()


def test_authors_of_published_papers_are_not_filled_in_as_venues_can_differ():
    text = f"@inproceedings{{k, {POTS_TITLE}, author = {{Samovar, Ann and others}}, booktitle = {{TeaConf}}}}"

    assert _codes(text) == ["authors-cut"]
    assert _mended(text) == text


def test_accents_become_commands_only_where_ascii_is_asked_for():
    text = "@misc{k, author = {Šrámek, Ř}, title = {Über {\\'e} 茶 $é$}}"

    assert _mended(text) == text
    done = mended(read_bibtex(text), LIBRARY, ascii_only=True)
    assert done.text == "@misc{k, author = {{\\v{S}}r{\\'a}mek, {\\v{R}}}, title = {{\\\"U}ber {\\'e} 茶 $é$}}"
    assert [finding.code for finding in done.left.findings] == ["not-ascii"]


def test_a_hidden_id_is_put_into_fields_that_look_like_the_others():
    text = "@article{k,\r\n\tjournal   = {arXiv preprint arXiv:2005.00005},\r\n\tyear      = 2020\r\n}\r\n"

    assert _mended(text) == (
        "@article{k,\r\n\tjournal   = {arXiv preprint arXiv:2005.00005},\r\n\teprint    = {2005.00005},\r\n"
        "\teprinttype = {arxiv},\r\n\tarchivePrefix = {arXiv},\r\n\tyear      = 2020\r\n}\r\n"
    )


def test_a_published_version_is_told_with_venue_year_and_doi():
    (finding,) = verified(read_bibtex(f"@misc{{k, {CUPS_TITLE}, eprint={{2102.00002}}}}"), LIBRARY).findings

    assert "TeaConf 2022" in finding.message
    assert "10.1000/cups" in finding.remedy
    assert finding.edits == ()


def test_keys_that_clash_are_told_apart_and_the_first_keeps_its_own():
    text = (
        "@misc{tea20, title={Boiling Water}, year=2020}\n@misc{tea20, title={Cooling Water}, year=2020}\n"
        "@misc{TEA20, title={Cooling Down}, year=2020}\n@misc{tea20, title={Boiling Water}, year=2020, eprint={1}}\n"
    )

    done = mended(read_bibtex(text), LIBRARY)

    keys = [entry.key for entry in read_bibtex(done.text).entries]
    assert keys == ["tea20", "tea20cooling", "TEA20cooling2", "tea20boiling"]


def test_an_entry_that_stands_twice_alike_is_taken_out_once():
    one = f"@misc{{pots, {POTS_TITLE}, {POTS_AUTHORS}, eprint = {{2001.00001}}}}"

    assert _mended(f"{one}\n\n### tea\n{one}\n\n% end\n") == f"{one}\n\n### tea\n% end\n"


def test_an_entry_that_cannot_be_read_as_a_whole_is_left_alone():
    text = "@misc{a, title = {} {x}, month = {June}}\n@misc{b, month = {June}}\n"

    assert _mended(text) == text.replace("b, month = {June}", "b, month = jun")


def test_one_paper_under_two_keys_is_told():
    text = (
        f"@misc{{a, {POTS_TITLE}, {POTS_AUTHORS}}}\n@misc{{b, eprint = {{2001.00001}}, {POTS_TITLE}, {POTS_AUTHORS}}}\n"
    )

    (finding,) = verified(read_bibtex(text), LIBRARY).findings

    assert (finding.code, finding.line, finding.key) == ("same-paper", 2, "b")


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        (f"{POTS_TITLE}, {POTS_AUTHORS}, eprint = {{2001.00001}}", Verdict.VERIFIED),
        (f"{POTS_TITLE}, {POTS_AUTHORS}", Verdict.VERIFIED),
        ("title = {Nobody Has Heard of This}, eprint = {2005.00005}", Verdict.UNKNOWN),
        ("title = {Steam as Nobody Knows It Yet}, eprint = {2004.00004}", Verdict.UNKNOWN),
        (f"{CUPS_TITLE}, eprint = {{2001.00001}}, author = {{Oolong, Cleo}}", Verdict.DIFFERS),
        (f"{POTS_TITLE}, author = {{Samovar, Ann and Li, Y. and Wu, Z.}}", Verdict.DIFFERS),
    ],
)
def test_an_entry_is_verified_unknown_or_different(fields, verdict):
    (one,) = verified(read_bibtex(f"@misc{{k, {fields}}}"), LIBRARY).verdicts

    assert one.verdict is verdict


_PIECES = st.sampled_from(
    [
        *str.split(
            r"{ } \\ $ & % # _ ~ , = @ and others et al. LLM GPT-4 {B} \\'e é 茶 Ann Pot, 10.1000/x arXiv:2001.00001"
        ),
        "http://arxiv.org/abs/2001.00001v2",
        "https://doi.org/",
        " ",
        "\n",
    ]
)
_VALUES = st.lists(_PIECES, max_size=8).map(" ".join)
_NAMES = st.sampled_from(str.split("title author journal pages year month doi url eprint note howpublished volume"))


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.lists(st.tuples(_NAMES, _VALUES), max_size=5)), max_size=4),
    st.booleans(),
)
def test_mending_ends_and_what_is_mended_once_stays(entries, ascii_only):
    text = "\n".join(
        f"@misc{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in fields) + "}\n"
        for key, fields in entries
    )

    done = mended(read_bibtex(text), LIBRARY, ascii_only=ascii_only)

    assert [finding for finding in done.left.findings if finding.edits] == []
    assert mended(read_bibtex(done.text), LIBRARY, ascii_only=ascii_only).text == done.text
    before, after = read_bibtex(text), read_bibtex(done.text)
    repeated = sum(finding.code == "key-repeated" for finding in done.made)
    assert len(after.entries) == len(before.entries) - repeated
    assert len({entry.key for entry in after.entries}) == len(after.entries) or "key-repeated" in {
        finding.code for finding in done.left.findings
    }


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param("title={" + "{A}B" * 75_000 + "}", id="one word in pieces"),
        pytest.param("title={" + "GPT-4 and " * 30_000 + "}", id="acronyms"),
        pytest.param("note={" + "http://a_b & " * 20_000 + "}", id="addresses"),
        pytest.param("note={" + "arXiv:2001.00001 " * 18_000 + "}", id="ids"),
        pytest.param("author={" + "A B and C, D and " * 18_000 + "E F}", id="names"),
    ],
)
def test_checking_takes_time_in_proportion_to_the_length(fields):
    # What grows with the square of the length would take minutes.
    begin = time.process_time()

    assert mended(read_bibtex(f"@misc{{k, {fields}}}"), LIBRARY).left.file.entries

    assert time.process_time() - begin < 10


def test_a_patch_leaves_lines_alone_that_only_python_takes_for_lines():
    assert patch("a\u2028b\nc", "a\u2028b\nd", "x.bib").split("\n")[2:] == [
        "@@ -1,2 +1,2 @@", " a\u2028b", "-c", "\\ No newline at end of file", "+d", "\\ No newline at end of file", "",
    ]  # fmt: skip
