"""Reading lists and schedules as files to hand out."""

import csv
import io
import json
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from reading.list_formats import ListFormat, written_list
from reading.reading_list import reading_list
from reading.schedule import schedule_of
from reading.selection import ListOrder, Selection
from schema.records import Page, Paper, PaperConcept
from schema.values import Evidence, PageKind, PaperConceptKind, Priority
from tests.graph.teahouse import TEA, both, concept, recommends, served, teaches, with_more

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><b>bold</b>",
    "[click](javascript:alert(1)) **bold** `code`",
    "| a | b |\x85# heading",
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "  =1+1",
    "＝1+1",
    "1. no list",
    "- no list",
    'tea, "milk" & sugar',
    "\u202eevil",
]
BOTH = pytest.mark.parametrize("language", ["zh", "en"])
FORMATS = pytest.mark.parametrize("format", list(ListFormat))


class Outline(HTMLParser):
    """What stands in a page of HTML: elements with their attributes, and text."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.texts = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def hostile(text):
    """Return a list in which everything that a source names is called by a text."""
    records = with_more(
        Paper(id="evil", title=text, authors=(text,), venue=text),
        concept("evil-tea", text, text),
        Page(course=TEA, path="/docs/evil", title=text, kind=PageKind.SECTION, position=9, lecture=2),
        teaches("/docs/evil", "evil-tea"),
        PaperConcept(
            paper="evil",
            concept="evil-tea",
            kind=PaperConceptKind.INTRODUCES,
            section=text,
            evidence=Evidence.CURATED,
        ),
        recommends("/docs/evil", 0, paper="evil", priority=Priority.MUST, priority_text=text, sections=(text,)),
    )
    return reading_list(served(records), Selection(refs=("evil",), lectures=(1,)))


def written(made, format, language="en", *, weeks=None, title=None):
    schedule = schedule_of(made, weeks=weeks, hours_per_week=1) if weeks else None
    return written_list(made, format, language=language, schedule=schedule, title=title).text


def tea_list(**fields):
    return reading_list(served(), Selection(**{"lectures": (1,), "order": ListOrder.PREREQUISITE} | fields))


@FORMATS
@BOTH
@pytest.mark.parametrize("weeks", [None, 4])
def test_every_format_holds_every_paper_and_what_is_left_out(format, language, weeks):
    made = tea_list(max_minutes=90)

    text = written(made, format, language, weeks=weeks)

    assert "Steeping is All You Need" in text
    assert "Black Tea Considered Strong" in text
    assert "kettle2023steeping" in text
    assert text.endswith("\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_html_shows_hostile_text_as_text(text):
    plain = Outline(written(tea_list(), ListFormat.HTML))

    page = Outline(written(hostile(text), ListFormat.HTML, title=text))

    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in plain.elements}
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    links = [attrs["href"] for tag, attrs in page.elements if tag == "a"]
    assert all(link.startswith("https://") for link in links)


def test_html_holds_all_it_needs_and_a_box_for_each_paper():
    page = Outline(written(tea_list(), ListFormat.HTML))

    assert [attrs["type"] for tag, attrs in page.elements if tag == "input"] == ["checkbox"] * 2
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in page.elements}
    style = written(tea_list(), ListFormat.HTML).partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style
    assert "size: A4" in style


@BOTH
def test_html_tells_its_language(language):
    page = Outline(written(tea_list(), ListFormat.HTML, language))

    assert ("html", {"lang": language}) in page.elements


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("weeks", [None, 3])
def test_no_cell_of_a_table_is_a_formula(text, weeks):
    table = written(hostile(text), ListFormat.CSV, weeks=weeks, title=text).removeprefix("\ufeff")

    rows = list(csv.reader(io.StringIO(table)))
    assert {len(row) for row in rows} == {10}
    for row in rows[1:]:
        assert row[0].isdigit() or row[0] == ""
        for cell in row[1:]:
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


def test_a_table_begins_with_the_mark_of_utf_8_and_ends_rows_as_rfc_4180_says():
    table = written(tea_list(), ListFormat.CSV)

    assert table.startswith("\ufeffnumber,section,key,")
    assert table.count("\r\n") == table.count("\n") == 3


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_hostile_text_as_text(text):
    lines = written(hostile(text), ListFormat.MARKDOWN, title=text).splitlines()

    assert not [line for line in lines if "<" in line.replace("\\<", "")]
    assert "](javascript" not in "".join(lines).replace("\\](javascript", "")
    assert len([line for line in lines if line.startswith("# ")]) == 1
    # A task for each paper: the hostile one and the two of the lecture.
    assert len([line for line in lines if line.startswith("- [ ] **")]) == 3
    assert len([line for line in lines if line.startswith("- ")]) == 3


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_that_is_rendered_holds_no_markup_of_a_source(text):
    plain = Outline(MarkdownIt("commonmark").render(written(tea_list(), ListFormat.MARKDOWN)))

    page = Outline(MarkdownIt("commonmark").render(written(hostile(text), ListFormat.MARKDOWN, title=text)))

    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in plain.elements}
    assert all(attrs["href"].startswith("https://arxiv.org/") for tag, attrs in page.elements if tag == "a")
    assert [tag for tag, _ in page.elements].count("h1") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_json_holds_text_as_it_is(text):
    whole = json.loads(written(hostile(text), ListFormat.JSON, weeks=4))

    assert whole["schema_version"] == 1
    assert [one["number"] for one in whole["items"]] == [1, 2, 3]
    assert len(whole["schedule"]["weeks"]) == 4


def test_json_tells_reasons_in_both_languages_with_where_they_are_from():
    (first, _) = json.loads(written(tea_list(), ListFormat.JSON))["items"]

    reason = first["because"][0]
    assert set(reason["text"]) == {"zh", "en"}
    assert reason["evidence"] == "stated"
    assert reason["sources"] == [{"page": "/docs/lecture-1/papers"}]
    assert first["minutes"] == {"low": 60, "likely": 90, "high": 120, "basis": "declared"}


def test_a_list_in_markdown_reads_like_this():
    assert written(tea_list(max_minutes=90), ListFormat.MARKDOWN) == (
        "# 茶馆 · Reading list\n\n1 paper · 1 h 30 min (1 h–2 h, as the course says)\n\n## Lecture 1 · Green\n\n"
        "- [ ] **1\\.** [Steeping is All You Need](https://arxiv.org/abs/2301.00001)  \n"
        "  Mabel Kettle, Zhao Cha `kettle2023steeping`  \n"
        "  core · lecture 1 · must read · 1 h 30 min (as the course says)\n"
        "  - Recommended for lecture 1 (core, must read), on the page “Papers” (stated).\n"
        "  - Introduces Green tea, taught on “Green tea” of lecture 1 (curated).\n"
        "  - Uses Water, taught on “Water and leaves” of lecture 1 (curated).\n\n"
        "## Left out for lack of time\n\n"
        "- Black Tea Considered Strong — takes about 60 minutes, 60 more than were left when its turn came\n\n"
        "Stated: a page or paper says so. Declared: the instructor accepted it. "
        "Curated: from this project's vocabulary; the course has not confirmed it. "
        f"Inferred: found by a rule.  \n{served().catalogue.revision}\n"
    )


def test_a_week_without_reading_says_so():
    text = written(tea_list(), ListFormat.MARKDOWN, "zh", weeks=4)

    assert "## 第 4 周\n\n本周没有安排。" in text
    assert "茶馆 · 每周安排" in text


def test_an_empty_list_says_so():
    made = reading_list(served(), Selection(lectures=(2,)))

    assert "No paper fits what was asked for." in written(made, ListFormat.MARKDOWN)
    assert "没有符合条件的论文。" in written(made, ListFormat.HTML, "zh")


def test_of_a_paper_in_parts_only_the_first_says_why():
    made = tea_list(refs=("2301.00001",))

    text = written(made, ListFormat.MARKDOWN, weeks=4)

    assert text.count("Introduces Green tea") == 1
    assert "part 1 of 2" in text
    assert "part 2 of 2" in text


def test_names_of_invented_concepts_are_in_the_language_of_the_list():
    assert both("tea").zh == "（tea）"
    assert "提出绿茶" in written(tea_list(), ListFormat.MARKDOWN, "zh")
    assert "Introduces Green tea" in written(tea_list(), ListFormat.MARKDOWN, "en")
