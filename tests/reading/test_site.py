import json
import random
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from reading.citation_keys import keys_for
from reading.publishing import Site, publish
from reading.site.manifest import is_name
from reading.site.source import ShownList
from reading.site.whole_site import site_files
from schema.errors import NotFoundError
from schema.record_set import RecordSet
from schema.records import Course, Lecture, PaperConcept
from schema.saved_list_records import ListItem, ListItemKind, SavedList
from schema.values import Evidence, PaperConceptKind, Text
from tests.graph.teahouse import COURSE, TEA, TEAHOUSE, TEAHOUSE_RECORDS, concept, recommends, requires, served
from tests.graph.teahouse import with_more as tea_with
from tests.reading.hostile import hostile_papers
from tests.reading.site_reader import Page, dead_links, pages_of

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
HOSTILE = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;"
FRIDAY = SavedList(
    slug="friday",
    title=Text(zh="周五", en="Friday"),
    course=TEA,
    created=NOON,
    updated=NOON,
    items=(
        ListItem(kind=ListItemKind.PAPER, key="2301.00002", note=HOSTILE),
        ListItem(kind=ListItemKind.RESOURCE, key=f"{TEA}/https://kettles.example/guide"),
        ListItem(kind=ListItemKind.PAGE, key=f"{TEA}/docs/lecture-1/green"),
        ListItem(kind=ListItemKind.PAPER, key="2301.99999"),
        ListItem(kind=ListItemKind.PAPER, key="blend-note"),
    ),
)


def files_of(records=TEAHOUSE, course=TEA, lists=(), **options):
    graph = served(records)
    shown = [ShownList(one, graph) for one in lists]
    return site_files(graph, course, keys=keys_for(graph.catalogue.papers.values()), lists=shown, **options)


@pytest.fixture(scope="module")
def tea():
    return files_of(lists=(FRIDAY,))


def hostile_course():
    """A course that says nothing but what breaks pages."""
    papers = hostile_papers(40, seed=5)
    site = COURSE.model_copy(update={"title": HOSTILE, "site": 'https://x.example/"><script>'})
    extra = [
        concept("curse", HOSTILE, HOSTILE, aliases=[HOSTILE]),
        requires("curse", "water"),
        Lecture(course=TEA, number=3, title=HOSTILE),
    ]
    for order, paper in enumerate(papers, 10):
        extra += [paper, recommends("/docs", order, paper=paper.id, label=HOSTILE, lecture=3, sections=(HOSTILE,))]
        extra.append(
            PaperConcept(
                paper=paper.id,
                concept="curse",
                kind=PaperConceptKind.INTRODUCES,
                section=HOSTILE,
                evidence=Evidence.STATED,
            )
        )
    rest = [one for one in TEAHOUSE_RECORDS if one is not COURSE]
    return RecordSet.of([site, *rest, *extra])


def test_a_site_holds_lists_bibliographies_pictures_and_the_graph(tea):
    bibliography = {"papers", "lecture-1", "lecture-2", "lists/friday"}
    suffixes = (".html", ".bib", ".biblatex.bib", ".ris", ".json", ".md")

    assert {f"{name}{suffix}" for name in bibliography for suffix in suffixes} <= tea.keys()
    assert {"index.html", "glossary.html", "map.html", "map.svg", "plan-lecture-1.svg", "lecture-1.csv"} <= tea.keys()
    assert {"graph.json", "graph.jsonld", "site.css", ".nojekyll", "concepts/green-tea.html"} <= tea.keys()
    assert json.loads(tea["graph.json"])["revision"]


def test_what_people_read_is_there_in_both_languages_and_what_programs_read_once(tea):
    english = {path.removeprefix("en/") for path in tea if path.startswith("en/")}

    main = {path for path in tea if not path.startswith("en/")}
    assert english == {path for path in main if path.endswith((".html", ".svg")) or path in _MARKDOWN}
    assert pages_of(tea)["lecture-1.html"].language == "zh"
    assert pages_of(tea)["en/lecture-1.html"].language == "en"


_MARKDOWN = {"papers.md", "lecture-1.md", "lecture-2.md"}


def test_the_same_graph_makes_the_same_bytes_in_any_order_of_records(tea):
    shuffled = list(TEAHOUSE_RECORDS)
    random.Random(3).shuffle(shuffled)

    assert files_of(RecordSet.of(shuffled), lists=(FRIDAY,)) == tea


@pytest.mark.parametrize("records", [TEAHOUSE, hostile_course()], ids=["tea", "hostile"])
def test_every_page_is_well_formed_and_every_link_leads_somewhere(records):
    files = files_of(records, lists=(FRIDAY,))

    assert {path: page.problems for path, page in pages_of(files).items() if page.problems} == {}
    assert dead_links(files) == []


def test_the_checks_of_these_tests_see_what_is_wrong():
    bad = Page(
        '<html><body><h1>x</h1><h3>y</h3><p id="a">z<div id="a"></p><img src="x"><script></script></body></html>'
    )

    assert len(bad.problems) >= 5
    assert dead_links({"a.html": '<h1>x</h1><a href="b.html">x</a><a href="#no">y</a>'}) == [
        ("a.html", "b.html"),
        ("a.html", "#no"),
    ]


def test_hostile_titles_are_shown_as_text_and_fetch_nothing():
    files = files_of(hostile_course())
    pages = pages_of(files)

    assert "<script>alert(1)</script>" in pages["en/concepts/curse.html"].text
    for path, page in pages.items():
        assert not {"script", "iframe", "object", "style"} & set(page.tags), path
        outside = {urlsplit(link).netloc for link in page.links if "://" in link}
        assert outside <= {"arxiv.org", "doi.org", "kettles.example"}, path


def test_pictures_are_sound_and_load_nothing():
    files = files_of(hostile_course())

    for path in files:
        if path.endswith(".svg"):
            tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(files[path]).iter()}
            assert not {"script", "image", "foreignObject", "a", "use"} & tags, path


def test_pages_ask_no_other_site_for_anything(tea):
    for path, text in tea.items():
        if path.endswith(".html"):
            assert re.findall(r"<(?:link|img)[^>]* (?:href|src)=.[a-z]+:", text) == [], path

    assert "url(" not in tea["site.css"]
    assert "@import" not in tea["site.css"]


def test_a_lecture_page_says_what_to_read_why_and_how_urgently(tea):
    page = pages_of(tea)["en/lecture-1.html"]

    for said in ("Steeping is All You Need", "must read", "1–2 h", "Introduces Green tea", "A guide to kettles"):
        assert said in page.text
    assert page.tags.count("input") == 2
    assert {"concepts/green-tea.html", "https://arxiv.org/abs/2301.00001", "../lecture-1.bib"} <= set(page.links)
    assert "https://tea.example/docs/lecture-1/green" in page.links


def test_a_concept_page_says_what_it_requires_with_reason_and_source(tea):
    page = pages_of(tea)["en/concepts/blending.html"]

    for said in ("Green tea or Black tea", "one of these is enough", "blending is made from", "vocabulary/tea.yaml:3"):
        assert said in page.text
    assert {"green-tea.html", "black-tea.html", "../lecture-2.html"} <= set(page.links)


def test_a_saved_list_keeps_its_order_notes_and_what_is_gone(tea):
    page = pages_of(tea)["en/lists/friday.html"]

    titles = ["Black Tea Considered Strong", "A guide to kettles", "Green tea", "2301.99999", "A Note on Blends"]
    assert [page.text.index(f"{number}. {title}") for number, title in enumerate(titles, 1)] == sorted(
        page.text.index(f"{number}. {title}") for number, title in enumerate(titles, 1)
    )
    assert HOSTILE in page.text
    assert "No longer in the course" in page.text
    assert "../../lists/friday.bib" in page.links


def test_a_list_that_is_kept_with_a_revision_is_shown_as_it_was_there():
    newest = served(
        RecordSet.of(one for one in TEAHOUSE_RECORDS if getattr(one, "path", "") != "/docs/lecture-1/green")
    )
    keys = keys_for(newest.catalogue.papers.values())

    now = site_files(newest, TEA, keys=keys, lists=[ShownList(FRIDAY, newest)])["en/lists/friday.html"]
    then = site_files(newest, TEA, keys=keys, lists=[ShownList(FRIDAY, served())])["en/lists/friday.html"]

    assert "3. Green tea" not in Page(now).text
    assert "3. Green tea" in Page(then).text


def test_archived_lists_and_those_of_other_courses_are_not_shown():
    archived = FRIDAY.model_copy(update={"archived": True})
    elsewhere = FRIDAY.model_copy(update={"course": "coffee"})

    assert files_of(lists=(archived, elsewhere)) == files_of()


def test_a_changed_paper_changes_only_the_files_that_show_it(tmp_path):
    title = "Black Tea Considered Strong"
    before = files_of(lists=(FRIDAY,))
    after = files_of(
        RecordSet.of(
            one.model_copy(update={"title": "Black Tea Considered Weak"}) if getattr(one, "title", "") == title else one
            for one in TEAHOUSE_RECORDS
        ),
        lists=(FRIDAY,),
    )
    publish(Site("1", TEA, before), tmp_path)
    times = {path: (tmp_path / path).stat().st_mtime_ns for path in before}

    found = publish(Site("1", TEA, after), tmp_path)

    assert {path for path, text in before.items() if title in text} == set(found.written)
    assert "lecture-2.bib" not in found.written
    assert all((tmp_path / path).stat().st_mtime_ns == times[path] for path in found.unchanged)


def test_several_courses_have_a_folder_each_below_a_page_that_leads_to_them():
    other = Course(slug="en", title="Coffee", language="en")
    files = files_of(tea_with(other, Lecture(course="en", number=1, title="Beans")), course=None)

    assert {f"courses/{TEA}/lecture-1.bib", "courses/en/lecture-1.html", "courses/en/zh/index.html"} <= files.keys()
    assert {"index.html", "graph.json"} <= files.keys()
    assert "lecture-1.bib" not in files
    assert {path: page.problems for path, page in pages_of(files).items() if page.problems} == {}
    assert dead_links(files) == []


def test_the_other_language_can_be_the_main_one():
    files = files_of(language="en")

    assert pages_of(files)["index.html"].language == "en"
    assert pages_of(files)["zh/index.html"].language == "zh"
    assert dead_links(files) == []


def test_addresses_are_named_where_the_address_of_the_site_is_known():
    page = pages_of(files_of(base_url="https://tea.example/reading"))["en/lecture-1.html"]

    assert "https://tea.example/reading/lecture-1.bib" in page.text
    assert "https://tea.example/reading/en/lecture-1.html" in page.links


def test_what_is_no_course_is_not_found():
    with pytest.raises(NotFoundError, match="teahouse"):
        files_of(course="coffee")


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_stands_out_from_the_page_in_light_dark_and_print(tea):
    schemes = re.findall(r":root \{([^}]*)\}", tea["site.css"])

    assert len(schemes) == 3
    for scheme in schemes:
        colours = dict(re.findall(r"--(\w+): (#\w{6});", scheme))
        for text in ("ink", "soft", "link", "red"):
            for ground in ("paper", "card"):
                light, dark = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (text, ground, colours)


def test_every_file_has_a_name_that_any_host_can_serve(tea):
    assert all(is_name(path) and path == path.lower() and path.isascii() for path in tea)


def test_a_course_without_lectures_still_has_pages_that_hold_together():
    bare = [Course(slug="bare", title="Bare"), concept("alone")]
    files = files_of(RecordSet.of(bare), course="bare")

    assert dead_links(files) == []
    assert not any(page.problems for page in pages_of(files).values())
