"""The first page of a course: its lectures with their lists and files, and all else there is."""

from collections.abc import Mapping, Sequence

from reading.listed import ReadingList
from reading.site.downloads import BIBLIOGRAPHIES, downloads, links_to_files
from reading.site.entries import role_of, role_summary
from reading.site.markup import Markup, element, joined, markup
from reading.site.saved_list_page import lists_section
from reading.site.shell import document
from reading.site.source import View
from reading.site.words import count_of
from schema.records import Lecture
from schema.values import Role


def course_page(view: View, lists: Mapping[int, ReadingList], *, papers: int, data: Sequence[str]) -> str:
    """Return the first page of a course.

    Args:
        view: The page.
        lists: What to read for each lecture, by its number.
        papers: How many papers there are in all.
        data: Where the files of the whole graph stand.
    """
    course, catalogue = view.source.course, view.source.served.catalogue
    lectures = catalogue.lectures.get(course.slug, ())
    return document(
        view.shell(course.title, "index.html"),
        element("h1", view.of_course(course.title)),
        element("p", _figures(view, len(lectures), papers), class_="lead"),
        view.section("lectures", *(_lecture(view, one, lists[one.number]) for one in lectures)),
        downloads(view, "papers", BIBLIOGRAPHIES, heading="all papers"),
        lists_section(view),
        view.section("data", element("p", _data(view, data), class_="files")),
    )


def _figures(view: View, lectures: int, papers: int) -> Markup:
    parts = [
        markup(count_of(lectures, "lectures", view.language)),
        element("a", count_of(papers, "papers", view.language), href=view.to_page("papers.html")),
        element(
            "a", count_of(len(view.source.concepts), "concepts", view.language), href=view.to_page("glossary.html")
        ),
    ]
    return joined(parts, " · ")


def _lecture(view: View, lecture: Lecture, papers: ReadingList) -> Markup:
    name = f"lecture-{lecture.number}"
    counts = [role_summary(view, role, mine) for role in (*Role, None) if (mine := role_of(papers.items, role))]
    return element(
        "article",
        "\n",
        element("h3", element("a", view.lecture(lecture), href=view.to_page(f"{name}.html"))),
        element("p", " · ".join(counts) or view.word("no papers"), class_="facts"),
        element("p", links_to_files(view, name), class_="files") if papers.items else None,
    )


def _data(view: View, data: Sequence[str]) -> Markup:
    names = {".json": "JSON", ".jsonld": "JSON-LD"}
    links = [element("a", names[path[path.rindex(".") :]], href=view.to_site_file(path)) for path in data]
    return joined(links, " · ")
