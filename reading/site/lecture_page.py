"""The page of a lecture: what to read for it and why, its pages, and the way to it."""

from collections.abc import Sequence

from graph.plan import LearningPath
from reading.listed import ListedPaper, ReadingList
from reading.site.downloads import downloads, formats_of
from reading.site.entries import entries, role_heading, role_of, role_summary
from reading.site.markup import Markup, element, joined, markup, outside
from reading.site.pictures import SitePicture, figure
from reading.site.plan_steps import plan_steps
from reading.site.shell import document
from reading.site.source import View
from reading.site.words import count_of, lecture_word, span_of
from schema.records import Lecture, Resource
from schema.values import PageKind, Role


def lecture_page(
    view: View, lecture: Lecture, papers: ReadingList, plan: LearningPath, picture: SitePicture | None
) -> str:
    """Return the page of a lecture.

    Args:
        view: The page.
        lecture: The lecture.
        papers: What to read for it.
        plan: The way to it.
        picture: The same as a picture, where there is anything to draw.
    """
    name = f"lecture-{lecture.number}"
    shell = view.shell(lecture.title, f"{name}.html", formats=formats_of(view, name))
    return document(
        shell,
        element("h1", view.lecture(lecture)),
        element("p", _figures(view, papers.items), class_="lead"),
        *_reading(view, papers.items),
        downloads(view, name) if papers.items else None,
        _resources(view, lecture),
        _pages(view, lecture),
        _plan(view, plan, picture),
    )


def _figures(view: View, papers: Sequence[ListedPaper]) -> Markup:
    if not papers:
        return markup(view.word("no papers"))
    parts = []
    for role in (*Role, None):
        if mine := role_of(papers, role):
            parts.append(markup(role_summary(view, role, mine)))
    return joined(parts, " · ")


def _reading(view: View, papers: Sequence[ListedPaper]) -> list[Markup]:
    found = []
    for role in (*Role, None):
        if mine := role_of(papers, role):
            found.append(element("h2", role_heading(view, role)))
            found.append(entries(view, mine, all_papers=papers))
    return found


def _resources(view: View, lecture: Lecture) -> Markup | None:
    catalogue = view.source.served.catalogue
    said = catalogue.recommendations_of_lecture.get((lecture.course, lecture.number), ())
    found: dict[str, Resource] = {}
    for one in said:
        if one.resource and (resource := catalogue.resource(lecture.course, one.resource)) is not None:
            found.setdefault(resource.url, resource)
    items = [element("li", outside(each.url, each.title)) for each in found.values()]
    return view.section("resources", element("ul", *items)) if items else None


def _pages(view: View, lecture: Lecture) -> Markup | None:
    pages = view.source.served.catalogue.pages.get(lecture.course, ())
    items = [
        element("li", element("strong", link) if page.kind is PageKind.PAPERS else link)
        for page in pages
        if page.lecture == lecture.number and (link := view.course_page(page))
    ]
    return view.section("pages", element("ul", *items)) if items else None


def _plan(view: View, plan: LearningPath, picture: SitePicture | None) -> Markup | None:
    if not plan.steps:
        return None
    time = span_of(plan.minutes, view.language)
    lead = " · ".join(part for part in (count_of(len(plan.steps), "steps", view.language), time) if part)
    return view.section(
        "plan",
        element("p", lead, class_="lead"),
        figure(view, picture, "open plan") if picture else None,
        plan_steps(view, plan),
    )


def lecture_name(view: View, number: int) -> str:
    """Return a lecture's number in words."""
    return lecture_word(number, view.language)
