"""Files in BibTeX: all of its syntax, what is wrong with them told by line, and nothing dropped."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string as parse_with_pybtex

from reading.bib_records import CommentKind, FailureCode
from reading.bibtex_reader import LARGEST, read_bibtex
from schema.errors import SourceError


def _fields(text):
    (entry,) = read_bibtex(text).entries
    return {field.name: field.raw for field in entry.fields}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        pytest.param("@misc{k, a = {x {y} z}}", "a", "x {y} z", id="braces"),
        pytest.param('@misc{k, a = "x {"}y{"} z"}', "a", 'x {"}y{"} z', id="quotes"),
        pytest.param("@misc{k, a = {{x}}}", "a", "{x}", id="double braces"),
        pytest.param("@misc(k, a = {x) y})", "a", "x) y", id="parentheses"),
        pytest.param("@MISC {k, A = {x}}", "a", "x", id="upper case"),
        pytest.param("@misc\n{k, a = {x}}", "a", "x", id="line end before the brace"),
        pytest.param("@ misc{k, a = {x}}", "a", "x", id="blank after the at sign"),
        pytest.param("@misc{k, a = 2020}", "a", "2020", id="number"),
        pytest.param("@misc{k, a = jun}", "a", "June", id="month"),
        pytest.param('@misc{k, a = "1~" # jun # {.}}', "a", "1~June.", id="concatenation"),
        pytest.param('@string{s = "x" # { y}} @misc{k, a = S}', "a", "x y", id="string of strings"),
        pytest.param("@string(s = {x}) @misc{k, a = {_} # s}", "a", "_x", id="string in parentheses"),
        pytest.param("@misc{k, a = {x},}", "a", "x", id="comma at the end"),
        pytest.param("@misc{k,, a = {x},,}", "a", "x", id="commas too many"),
        pytest.param("@misc{k, a = {x\r\n  y}}", "a", "x\r\n  y", id="line end in a value"),
        pytest.param("\ufeff@misc{k, a = {x}}", "a", "x", id="byte order mark"),
        pytest.param("@misc{k, a = {LeQua @ {CLEF}}}", "a", "LeQua @ {CLEF}", id="at sign in a value"),
        pytest.param(r"@misc{k, a = {C:\\}, b = {y}}", "a", r"C:\\", id="backslashes before a brace"),
        pytest.param(r"@misc{k, a = {x \{y\}}}", "a", r"x \{y\}", id="escaped braces"),
        pytest.param("@misc{k, a-b:c.d = {x}}", "a-b:c.d", "x", id="odd name of a field"),
        pytest.param("@misc{k, a = {x}\n b = {y}}", "b", "y", id="missing comma"),
        pytest.param("@misc{k, % old = {z},\n a = {x}}", "a", "x", id="TeX comment between fields"),
    ],
)
def test_values_are_read_as_bibtex_reads_them(text, name, value):
    assert _fields(text)[name] == value


def test_an_entry_knows_its_type_key_lines_and_places():
    text = "\n### tea\n@Article{Pot:2020/a.b+c,\n  title = {Tea},\n  year=2020\n}\n"

    file = read_bibtex(text)

    (entry,) = file.entries
    assert (entry.type, entry.key, entry.line) == ("article", "Pot:2020/a.b+c", 3)
    assert [(field.name, field.line) for field in entry.fields] == [("title", 4), ("year", 5)]
    assert text[slice(*entry.key_span)] == "Pot:2020/a.b+c"
    title, year = entry.fields
    assert text[slice(*title.span)] == "title = {Tea}"
    assert text[slice(*title.value)] == "{Tea}"
    assert text[slice(*title.content)] == "Tea"
    assert text[slice(*year.content)] == "2020"
    assert [(comment.kind, comment.line, comment.raw) for comment in file.comments] == [
        (CommentKind.BETWEEN, 2, "### tea")
    ]


def test_comments_and_preambles_are_kept():
    file = read_bibtex('@comment{a {b}} @preamble{"\\newcommand{x}" # s} @misc{k} end')

    assert [(comment.kind.value, comment.raw) for comment in file.comments] == [
        ("comment", "@comment{a {b}}"),
        ("preamble", '@preamble{"\\newcommand{x}" # s}'),
        ("between", "end"),
    ]
    assert [entry.key for entry in file.entries] == ["k"]


@pytest.mark.parametrize(
    ("text", "code", "line", "lost"),
    [
        pytest.param("@misc{a, t = {x}\n\n@misc{b}", FailureCode.UNTERMINATED, 1, True, id="no closing brace"),
        pytest.param("\n@misc{a, t = {x", FailureCode.UNTERMINATED, 2, True, id="end of file"),
        pytest.param('@misc{a, t = "x}\n@misc{b}', FailureCode.UNTERMINATED, 1, True, id="no closing quote"),
        pytest.param("@misc{a, t {x}}", FailureCode.NO_EQUALS, 1, True, id="no equals sign"),
        pytest.param("@misc{t = {x}}", FailureCode.NO_KEY, 1, True, id="no key and no comma"),
        pytest.param("@misc{, t = {x}}", FailureCode.NO_KEY, 1, False, id="empty key"),
        pytest.param("tea\n@ misc\ntea", FailureCode.NOT_A_BLOCK, 2, True, id="at sign alone"),
        pytest.param("@in-book{k, t = {x}}", FailureCode.NOT_A_BLOCK, 1, True, id="no type"),
        pytest.param("@misc{a,\n t = {x}\n u = {y}}", FailureCode.MISSING_COMMA, 2, False, id="missing comma"),
        pytest.param("@misc{a,\n t = {x}\n,,}", FailureCode.EXTRA_COMMA, 3, False, id="comma too many"),
        pytest.param("@misc{a,\n t = {x},\n T = {y}}", FailureCode.DUPLICATE_FIELD, 3, False, id="field twice"),
        pytest.param("@misc{a, t={x}}\n@misc{A, t={y}}", FailureCode.DUPLICATE_KEY, 2, False, id="key twice"),
        pytest.param("@string{a={x}}\n@string{A={y}}", FailureCode.DUPLICATE_STRING, 2, False, id="string twice"),
        pytest.param("@misc{a,\n t = tea}", FailureCode.UNDEFINED_STRING, 2, False, id="no such string"),
        pytest.param("@misc{a, t = {x},\n u = , v = {z}}", FailureCode.BAD_VALUE, 2, False, id="no value"),
        pytest.param("@misc{a, t = {x \\{ y}}\n", FailureCode.ESCAPED_BRACE, 1, False, id="escaped brace alone"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text, code, line, lost):
    (failure,) = read_bibtex(text).failures

    assert (failure.code, failure.line, failure.lost) == (code, line, lost)
    assert failure.raw == text[slice(*failure.span)]
    assert failure.raw


def test_after_a_block_that_does_not_end_the_next_one_is_read():
    file = read_bibtex("@misc{a, t = {x}\n\n@misc{b, t = {y}}\n")

    assert [entry.key for entry in file.entries] == ["b"]
    assert file.failures[0].raw == "@misc{a, t = {x}"


def test_fields_after_one_that_cannot_be_read_are_read():
    assert _fields("@misc{k, a = , b = {x}, c = {y} z, d = {w}}") == {"b": "x", "c": "y", "d": "w"}


def test_bytes_that_are_not_utf8_are_read_as_latin1_and_told():
    file = read_bibtex("@misc{k, t = {Gödel}}".encode("latin-1"))

    assert file.encoding == "latin-1"
    assert file.entries[0].text("t") == "Gödel"
    assert [failure.code for failure in file.failures] == [FailureCode.ENCODING]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encoding_of_a_file_is_kept(encoding):
    data = "@misc{k, t = {茶}}".encode(encoding)

    file = read_bibtex(data)

    assert file.entries[0].text("t") == "茶"
    assert file.text.encode(file.encoding) == data


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"@misc{k}" * (LARGEST // 8 + 1), "16 MiB", id="too large"),
        pytest.param(b"%PDF\x00\x01", "no text", id="no text"),
        pytest.param(b"@misc{k}\n" * 100_001, "100,000 entries", id="too many entries"),
        pytest.param(b"@misc{k\n" * 20_000, "10,000 things", id="wrong throughout"),
    ],
)
def test_what_is_no_bibliography_is_refused(data, message):
    with pytest.raises(SourceError, match=message):
        read_bibtex(data, source="x.bib")


_LENGTH = 300_000


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("@a{k,t={" + "{" * (_LENGTH // 2) + "}" * (_LENGTH // 2) + "}}", id="deep braces"),
        pytest.param("@a{k,t={" + "{" * _LENGTH, id="open braces"),
        pytest.param("@" + " " * _LENGTH, id="blanks"),
        pytest.param("@a{k,author={A" + " " * _LENGTH + "B}}", id="blanks in a name"),
        pytest.param("@a{k,author={" + "A and " * (_LENGTH // 6) + "B}}", id="names"),
        pytest.param("@a{k,t={" + "\\'" * (_LENGTH // 2) + "}}", id="accents"),
        pytest.param("@a{k,t={" + "$ \\$" * (_LENGTH // 4) + "}}", id="dollars"),
        pytest.param("@a{k" + "," * _LENGTH + "}", id="commas"),
        pytest.param("@a{k,t=" + '"' * (_LENGTH | 1) + "}", id="quotes"),
        pytest.param("@string{a={" + "x" * 1000 + "}}" + "@string{a=a#a}" * 3000, id="strings of strings"),
        pytest.param("\n" * _LENGTH, id="lines"),
    ],
)
def test_reading_takes_time_in_proportion_to_the_length(text):
    # What grows with the square of the length would take minutes.
    begin = time.process_time()
    texts = [(entry.people, [field.text for field in entry.fields]) for entry in read_bibtex(text).entries]

    assert len(texts) < 2
    assert time.process_time() - begin < 10


_PIECES = st.sampled_from(
    [
        *str.split(
            r'@misc{a, @string{s @comment{ @preamble{ @ @article( b, {x} "y" = # , } { ) ( \{ \} \" \\ % s jan t'
        ),
        "t = {x},",
        "a = s,",
        "\n",
        "\n@misc{a,",
        "\r",
        "\r\n",
        " ",
        "\n@",
        "\\\n",
        "\u2028",
        "\ufeff",
        "茶",
    ]
)


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.lists(_PIECES, max_size=25).map("".join))
@example("@a{@b{@a{")
@example("@misc{k, t = {x @misc{k}\n@misc{k}")
@example("@comment{\n@misc{a, t={\\}}}")
def test_every_character_of_any_text_belongs_to_a_block_or_stands_between_blocks(text):
    file = read_bibtex(text)

    lost = [one for one in file.failures if one.lost and one.code is not FailureCode.NOT_A_BLOCK]
    done = 0
    for start, end in sorted({one.span for one in (*file.entries, *file.strings, *file.comments, *lost)}):
        assert text[done:start].strip("\ufeff").strip() == ""
        done = end
    assert text[done:].strip("\ufeff").strip() == ""
    for one in (*file.entries, *file.strings, *file.comments, *file.failures):
        assert one.raw == text[slice(*one.span)]


_GOOD_VALUES = st.lists(
    st.sampled_from([*str.split(r'tea {Pot} {\"o} {"} , = @ # ( ) {a{b}c} \& \{x\} x~y 50\% é 茶'), " ", "\n"]),
    min_size=1,
    max_size=10,
).map("".join)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(_GOOD_VALUES.filter(lambda value: value.strip()), min_size=1, max_size=4))
def test_an_independent_reader_reads_the_same_values(values):
    text = "".join(
        f"@misc{{k{place},\n  note = {{{value}}},\n  year = 2020\n}}\n" for place, value in enumerate(values)
    )

    file = read_bibtex(text)

    other = parse_with_pybtex(text, "bibtex")
    assert file.failures == ()
    assert [entry.key for entry in file.entries] == list(other.entries)
    for entry in file.entries:
        assert " ".join(entry.field("note").raw.split()) == other.entries[entry.key].fields["note"].strip()
