"""What is written is what two independent readers read, however hostile titles and names are."""

from datetime import date

from bibtexparser.entrypoint import parse_string as parse_with_bibtexparser
from bibtexparser.middlewares.names import NameParts, SeparateCoAuthors, SplitNameParts
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string as parse_with_pybtex
from pylatexenc.latex2text import LatexNodes2Text

from reading.bibliography import BibliographyFormat, Item, bibliography
from reading.names import name_of
from reading.tex import unicode_text
from schema.records import Paper

_DECODER = LatexNodes2Text(math_mode="verbatim", strict_latex_spaces=True)
_HOSTILE = str.split(
    r"\ { } $ & % # _ ~ ^ \{ \} \$ \% \\ {} }{ $$ ' '' ` `` \" - -- --- , ; = @ @misc{ @comment( @string{a=\"b\"} < > "
    r"| << >> ?` !` and AND others \and \input{x} \write18{rm} \end{document} \verb|x| $\mu$ $x^2$ $\input{x}$ $5 $x_ "
    r"$ \'e \v{s} \"o \o \textbf{x} %x \expandafter \catcode`\{ ^^41 Jr. Jr Sr., III van der de la Le von teapot "
    r"TEApot kettle LLMs GPT-4 A I x é ß 茶壶 ☕ 김 Й α — “ ” … ﬁ ｛ \u0301 \u200b \u202e \u2028 \u00a0 \ufeff"
)
_PIECES = [piece.encode().decode("unicode_escape") if piece.startswith("\\u") else piece for piece in _HOSTILE]
_TEXTS = (
    st.lists(st.sampled_from([*_PIECES, " ", " ", " "]) | st.text(max_size=4), min_size=1, max_size=12)
    .map("".join)
    .filter(lambda text: not any((ord(char) < 32 and char not in "\t\n") or ord(char) == 127 for char in text))
    .filter(lambda text: not any(0xD800 <= ord(char) <= 0xDFFF for char in text))
    .filter(lambda text: 0 < len(text) <= 2000)
)


def _papers(titles, names):
    return [
        Item(Paper(id=f"2001.{number:05}", title=title, authors=tuple(names), published=date(2020, 1, 1)), note=title)
        for number, title in enumerate(titles, 1)
    ]


def _decoded(latex):
    # The decoder knows the circumflex as an accent only.
    return _DECODER.latex_to_text(latex).replace("ˆ", "^")


def _expected(text):
    return unicode_text(text).replace("ˆ", "^")


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(
    titles=st.lists(_TEXTS, min_size=1, max_size=3),
    heading=_TEXTS,
    format=st.sampled_from([BibliographyFormat.BIBTEX, BibliographyFormat.BIBLATEX]),
)
@example(titles=["}, author={x}, a={"], heading="@misc{x,", format=BibliographyFormat.BIBTEX)
def test_two_readers_read_the_titles_that_were_written(titles, heading, format):
    written = bibliography(_papers(titles, ["Ann Teapot"]), format, title=heading)

    first = parse_with_bibtexparser(written.text)
    second = parse_with_pybtex(written.text, "bibtex")

    assert first.failed_blocks == []
    assert [entry.key for entry in first.entries] == [entry.key for entry in written.entries] == list(second.entries)
    for title, entry in zip(titles, first.entries, strict=True):
        assert _decoded(entry.fields_dict["title"].value) == _expected(title)
        assert _decoded(entry.fields_dict["note"].value if "note" in entry.fields_dict else "") == _expected(title)
        fields = {name: " ".join(field.value.split()) for name, field in entry.fields_dict.items() if name != "author"}
        assert fields == dict(second.entries[entry.key].fields.items())


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(names=st.lists(_TEXTS, min_size=1, max_size=4))
@example(names=["A $ {x}", "$", "x a&nd y", "and", "others", "van {", "{ \\verb, x"])
def test_two_readers_read_the_names_that_were_written(names):
    written = bibliography(_papers(["Teapots"], names), BibliographyFormat.BIBTEX)
    expected = [_expected_parts(name) for name in map(name_of, names) if name]

    stack = [SeparateCoAuthors(), SplitNameParts()]
    first = parse_with_bibtexparser(written.text, append_middleware=stack)
    second = parse_with_pybtex(written.text, "bibtex")

    assert first.failed_blocks == []
    people = first.entries[0].fields_dict["author"].value if expected else []
    assert [_parts_of(person) for person in people] == expected
    (entry,) = second.entries.values()
    assert [_parts_in_pybtex(person) for person in entry.persons.get("author", [])] == expected


@settings(max_examples=300, deadline=None, derandomize=True)
@example(title="\U0002136c\U0002136c", name="Teapot")
@given(title=_TEXTS, name=_TEXTS)
def test_an_ascii_bibliography_is_ascii_and_has_the_same_keys(title, name):
    items = _papers([title], [name])

    written = bibliography(items, BibliographyFormat.BIBTEX, ascii_only=True)

    parsed = parse_with_bibtexparser(written.text)
    assert written.text.isascii()
    assert parsed.failed_blocks == []
    assert [entry.key for entry in parsed.entries] == list(parse_with_pybtex(written.text, "bibtex").entries)
    assert [entry.key for entry in parsed.entries] == [
        entry.key for entry in bibliography(items, BibliographyFormat.BIBTEX).entries
    ]


def _expected_parts(name):
    if name.suffix and not name.given:
        return ("", "", f"{name.family} {name.suffix}", "")
    return (name.given, name.particle, name.literal or name.family, name.suffix)


def _parts_of(person: NameParts):
    return tuple(_decoded(" ".join(part)) for part in (person.first, person.von, person.last, person.jr))


def _parts_in_pybtex(person):
    given = [*person.first_names, *person.middle_names]
    return tuple(
        _decoded(" ".join(part)) for part in (given, person.prelast_names, person.last_names, person.lineage_names)
    )
