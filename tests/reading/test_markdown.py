from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reading.markdown import html_entry, html_page, markdown_entry, markdown_text
from reading.references import Item, reference_to
from schema.records import Paper
from schema.values import Priority, Role
from tests.reading.papers import Reader

_LINES = st.text("\\`*_{}[]()<>#+-.!|~$&=:/@1a; \"'%^", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)


def reference(*, advice=(), **fields):
    known = {"id": "2005.00001", "title": "Teapots", "authors": ("Ann Kettle",), "published": date(2020, 5, 4)}
    return reference_to(Item(Paper(**(known | fields)), **dict(advice)), key="k")


def test_a_reference_is_a_line_with_a_link():
    made = reference(advice={"role": Role.CORE, "priority": Priority.MUST, "sections": ("§3",)}, venue="TeaConf")

    assert markdown_entry(made, language="zh") == (
        "Ann Kettle. [Teapots](https://arxiv.org/abs/2005.00001). TeaConf, 2020. 核心 · 必读 · 读：§3.\n"
    )
    assert html_entry(made, language="en") == (
        '<li id="k">Ann Kettle. <a href="https://arxiv.org/abs/2005.00001">Teapots</a>. TeaConf, 2020. '
        "core · must read · read: §3.</li>\n"
    )


@pytest.mark.parametrize(
    ("count", "language", "shown"),
    [
        (3, "zh", "A Pot, B Pot, C Pot."),
        (4, "zh", "A Pot, B Pot, C Pot 等."),
        (4, "en", "A Pot, B Pot, C Pot, et al."),
    ],
)
def test_of_four_authors_three_are_shown(count, language, shown):
    authors = tuple(f"{letter} Pot" for letter in "ABCD"[:count])

    assert markdown_entry(reference(authors=authors), language=language).startswith(f"{shown} [Teapots]")


def test_a_list_of_authors_that_is_cut_says_so():
    assert markdown_entry(reference(author_count=2), language="en").startswith("Ann Kettle, et al. [")


def test_a_title_without_an_address_is_no_link():
    assert markdown_entry(reference(id="kettle1952tea"), language="en") == "Ann Kettle. Teapots. 2020.\n"


def test_an_address_with_brackets_stays_one_address():
    made = reference(id="kettle1952tea", doi="10.1000/TEA04(2019)063")

    assert "[Teapots](<https://doi.org/10.1000/TEA04(2019)063>)" in markdown_entry(made, language="en")


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(text=_LINES)
def test_markdown_shows_the_text_it_was_given(text):
    html = MarkdownIt("commonmark").render(f"1. {markdown_text(text)}")

    read = Reader(html)
    assert set(read.tags) <= {"ol", "li", "p"}
    assert read.text.strip() == text.strip()


@pytest.mark.parametrize(
    "title",
    [
        '<script>alert("x")</script>',
        "</a></li><img src=x onerror=y>",
        "&lt;b&gt; \" ' >",
        "[x](javascript:y) `z` **w**",
    ],
)
def test_a_hostile_title_is_text(title):
    made = reference(title=title, authors=("<b>Pot</b>",), advice={"note": "<i>", "sections": ("<u>",)})

    in_html = Reader(html_entry(made, language="zh"))
    in_markdown = Reader(MarkdownIt("commonmark").render("1. " + markdown_entry(made, language="zh")))

    assert in_html.tags == ["li", "a"]
    assert in_markdown.tags == ["ol", "li", "a"]
    assert title in in_html.text
    assert title in in_markdown.text


def test_a_page_has_its_title_and_language():
    page = html_page("", title="<Tea>", language="en")

    assert '<html lang="en">' in page
    assert "<title>&lt;Tea&gt;</title>" in page
