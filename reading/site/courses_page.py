"""The first page of a site that holds several courses."""

from collections.abc import Sequence

from reading.site.markup import element, joined
from reading.site.places import Places, link_to
from reading.site.shell import Shell, document
from reading.site.source import CourseSource
from reading.site.words import LANGUAGES, count_of, word


def courses_page(
    sources: Sequence[CourseSource], places: Places, language: str, *, data: Sequence[str], base_url: str | None
) -> str:
    """Return the page that leads to each course."""
    path, title = places.page("index.html", language), word("courses", language)
    versions = {each: places.page("index.html", each) for each in LANGUAGES}
    shell = Shell(title, path, language, title, path, {}, versions, base_url=base_url)
    items = []
    for source in sources:
        first = link_to(source.places.page("index.html", language), at=path)
        lectures = len(source.served.catalogue.lectures.get(source.course.slug, ()))
        own = "en" if source.course.language.startswith("en") else "zh"
        name = element("a", source.course.title, href=first, lang=own if own != language else None)
        items.append(element("li", name, " · ", count_of(lectures, "lectures", language)))
    links = [element("a", each, href=link_to(each, at=path)) for each in data]
    return document(
        shell,
        element("h1", title),
        element("ul", *items),
        element("section", element("h2", word("data", language)), element("p", joined(links, " · "), class_="files")),
    )
