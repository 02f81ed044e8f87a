"""All files of a course: its pages and pictures in both languages, its bibliographies in every format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.drawing.of_course import map_of
from graph.drawing.of_plan import picture_of_plan
from graph.plan import LearningPath
from graph.planning import learning_path
from reading.bibliography import Bibliography, BibliographyFormat, Item, bibliography
from reading.list_formats import ListFormat, written_list
from reading.listed import ReadingList
from reading.reading_list import reading_list
from reading.selection import Grouping, Selection
from reading.site.concept_page import concept_page
from reading.site.course_page import course_page
from reading.site.downloads import FILE_KINDS
from reading.site.glossary_page import glossary_page
from reading.site.lecture_page import lecture_page
from reading.site.map_page import map_page
from reading.site.papers_page import papers_page
from reading.site.pictures import site_picture
from reading.site.saved_list_page import saved_list_files, saved_list_page
from reading.site.source import CourseSource, View
from reading.site.words import LANGUAGES
from schema.records import Lecture

SiteFile = tuple[str, str]
"""Where a file stands, and what is in it."""


@dataclass(frozen=True, slots=True)
class _LectureParts:
    """What the pages and files of a lecture are made from."""

    lecture: Lecture
    papers: ReadingList
    items: tuple[Item, ...]
    plan: LearningPath


def course_files(source: CourseSource, *, data: Sequence[str]) -> Iterator[SiteFile]:
    """Yield all files of a course; the same course always has the same.

    Args:
        source: The course.
        data: Where the files of the whole graph stand, to link them.
    """
    lectures = [_parts(source, one) for one in source.served.catalogue.lectures.get(source.course.slug, ())]
    yield from _bibliographies(source, "papers", source.papers, source.course.title)
    for one in lectures:
        yield from _lecture_files(source, one)
    for shown in source.lists:
        yield from saved_list_files(source, shown)
    for language in LANGUAGES:
        yield from _pages(source, language, lectures, data)


def _parts(source: CourseSource, lecture: Lecture) -> _LectureParts:
    course = source.course.slug
    selection = Selection(lectures=(lecture.number,), group_by=Grouping.NONE, course=course)
    papers = reading_list(source.served, selection, keys=source.keys)
    plan = learning_path(source.served, [f"lecture-{lecture.number}"], course=course)
    return _LectureParts(lecture, papers, tuple(one.item for one in papers.items), plan)


def _bibliography(
    source: CourseSource, items: Sequence[Item], format: BibliographyFormat, title: str, language: str
) -> Bibliography:
    return bibliography(items, format, title=title, language=language, keys=source.keys)


def _bibliographies(source: CourseSource, name: str, items: Sequence[Item], title: str) -> Iterator[SiteFile]:
    for kind in FILE_KINDS:
        if kind.format is not None:
            text = _bibliography(source, items, kind.format, title, source.places.main).text
            yield source.places.file(f"{name}{kind.suffix}"), text


def _lecture_files(source: CourseSource, one: _LectureParts) -> Iterator[SiteFile]:
    name, title = f"lecture-{one.lecture.number}", one.lecture.title
    yield from _bibliographies(source, name, one.items, f"{source.course.title} · {title}")
    table = written_list(one.papers, ListFormat.CSV, language=source.places.main, title=title)
    yield source.places.file(f"{name}{table.suffix}"), table.text
    for language in LANGUAGES:
        text = written_list(one.papers, ListFormat.MARKDOWN, language=language, title=title).text
        yield source.places.page(f"{name}.md", language), text


def _pages(
    source: CourseSource,
    language: str,
    lectures: Sequence[_LectureParts],
    data: Sequence[str],
) -> Iterator[SiteFile]:
    def view(name: str) -> View:
        return View(source, language, source.places.page(name, language))

    lists = {one.lecture.number: one.papers for one in lectures}
    first = view("index.html")
    yield first.path, course_page(first, lists, papers=len(source.papers), data=data)
    papers = view("papers.html")
    html = _bibliography(source, source.papers, BibliographyFormat.HTML, "", language)
    yield papers.path, papers_page(papers, html)
    markdown = _bibliography(source, source.papers, BibliographyFormat.MARKDOWN, source.course.title, language)
    yield source.places.page("papers.md", language), markdown.text
    for one in lectures:
        yield from _lecture_page(view(f"lecture-{one.lecture.number}.html"), one)
    yield from _map(view("map.html"))
    glossary = view("glossary.html")
    yield glossary.path, glossary_page(glossary)
    for concept in source.concepts:
        page = view(f"concepts/{concept.slug}.html")
        yield page.path, concept_page(page, concept)
    for shown in source.lists:
        page = view(f"lists/{shown.saved.slug}.html")
        yield page.path, saved_list_page(page, shown)


def _lecture_page(view: View, one: _LectureParts) -> Iterator[SiteFile]:
    picture = None
    if one.plan.steps:
        drawn = picture_of_plan(view.source.served, one.plan, language=view.language, course=view.source.course.slug)
        picture = site_picture(f"plan-lecture-{one.lecture.number}.svg", drawn)
        yield view.source.places.page(picture.name, view.language), picture.text
    yield view.path, lecture_page(view, one.lecture, one.papers, one.plan, picture)


def _map(view: View) -> Iterator[SiteFile]:
    drawn = map_of(view.source.served, view.source.course.slug, language=view.language)
    picture = site_picture("map.svg", drawn)
    yield view.source.places.page(picture.name, view.language), picture.text
    yield view.path, map_page(view, picture)
