"""The list of all concepts of a course, by the lecture that first teaches each."""

from collections.abc import Iterable

from graph.nodes import acronym_of, title_of
from reading.site.markup import Markup, element, markup
from reading.site.shell import document
from reading.site.source import View
from reading.site.words import count_of
from schema.records import Concept


def glossary_page(view: View) -> str:
    """Return the list of all concepts."""
    concepts = view.source.concepts
    return document(
        view.shell(view.word("glossary"), "glossary.html"),
        element("h1", view.word("glossary")),
        element("p", count_of(len(concepts), "concepts", view.language), class_="lead"),
        *(_group(view, heading, mine) for heading, mine in _groups(view)),
    )


def _groups(view: View) -> Iterable[tuple[Markup, list[Concept]]]:
    catalogue, course = view.source.served.catalogue, view.source.course.slug
    lecture_of = {concept.slug: first_lecture(view, concept.slug) for concept in view.source.concepts}
    for lecture in catalogue.lectures.get(course, ()):
        link = element("a", view.lecture(lecture), href=view.to_page(f"lecture-{lecture.number}.html"))
        yield link, [one for one in view.source.concepts if lecture_of[one.slug] == lecture.number]
    rest = [one for one in view.source.concepts if lecture_of[one.slug] is None]
    yield markup(view.word("untaught")), [one for one in rest if not one.assumed]
    yield markup(view.word("basics")), [one for one in rest if one.assumed]


def first_lecture(view: View, slug: str) -> int | None:
    """Return the number of the lecture that first teaches a concept, if one does."""
    catalogue, course = view.source.served.catalogue, view.source.course.slug
    numbers = {lecture.number for lecture in catalogue.lectures.get(course, ())}
    return next((page.lecture for page in catalogue.pages_teaching(slug, course) if page.lecture in numbers), None)


def _group(view: View, heading: Markup, concepts: list[Concept]) -> Markup | None:
    if not concepts:
        return None
    items: list[Markup] = []
    for concept in concepts:
        second = title_of(concept, "zh" if view.language == "en" else "en")
        other = element("span", f" {second}", class_="quiet", lang="zh" if view.language == "en" else "en")
        name = title_of(concept, view.language)
        acronym = acronym_of(concept)
        full = f"{name} ({acronym})" if acronym and acronym not in name else name
        items.append(element("dt", view.concept_as(concept, full), other if second != name else None))
        items.append(element("dd", concept.definition.in_language(view.language)))
    return element("section", "\n", element("h2", heading), element("dl", "\n", *items))
