"""A whole site: one course in the folder itself, or several, each in a folder of its own."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from graph.export.json_ld import json_ld
from graph.export.plain_files import graph_json
from graph.served import Served
from reading.site.course_files import SiteFile, course_files
from reading.site.courses_page import courses_page
from reading.site.places import STYLE, Places
from reading.site.saved_list_page import lists_of
from reading.site.source import CourseSource, ShownList
from reading.site.words import LANGUAGES
from schema.errors import NotFoundError
from schema.records import Course

_STYLE_FILE = Path(__file__).with_name("site.css")
_DATA = ("graph.json", "graph.jsonld")


def site_files(
    served: Served,
    course: str | None,
    *,
    keys: Mapping[str, str],
    language: str | None = None,
    base_url: str | None = None,
    lists: Sequence[ShownList] = (),
) -> dict[str, str]:
    """Return the files of a site by where they stand; the same graph always has the same.

    Args:
        served: The graph.
        course: Slug of the course to show; None for all, each in a folder below ``courses``.
        keys: Citation key of each paper, by id.
        language: The language of the main pages, those of the other stand in a folder; by default the course's.
        base_url: Address at which the site will be.
        lists: Lists that somebody keeps.

    Raises:
        NotFoundError: There is no such course, or none at all.
    """
    courses = served.catalogue.courses
    if (course is not None and course not in courses) or not courses:
        raise NotFoundError(course or "(first course)", list(courses), what="course")
    base = f"{base_url.rstrip('/')}/" if base_url else None
    sources = [
        CourseSource(
            served,
            one,
            Places("" if course else f"courses/{one.slug}/", language or _language_of(one)),
            keys,
            base,
            lists_of(lists, one.slug),
        )
        for one in courses.values()
        if course in (None, one.slug)
    ]
    files: dict[str, str] = {}
    for path, text in _all(served, sources, language, base, alone=course is not None):
        assert path not in files, f"two files would stand at {path}"
        files[path] = text
    return files


def _all(
    served: Served, sources: Sequence[CourseSource], language: str | None, base: str | None, *, alone: bool
) -> Iterator[SiteFile]:
    yield STYLE, _STYLE_FILE.read_text(encoding="utf-8")
    # Else GitHub Pages makes pages of its own of the Markdown files, in place of ours.
    yield ".nojekyll", ""
    yield _DATA[0], graph_json(served.catalogue)
    yield _DATA[1], json_ld(served.catalogue)
    for source in sources:
        yield from course_files(source, data=_DATA)
    if not alone:
        places = Places("", language or _language_of(sources[0].course))
        for each in LANGUAGES:
            path = places.page("index.html", each)
            yield path, courses_page(sources, places, each, data=_DATA, base_url=base)


def _language_of(course: Course) -> str:
    return "en" if course.language.startswith("en") else "zh"
