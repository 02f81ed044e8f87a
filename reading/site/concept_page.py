"""The page of a concept: what it is, what it requires and why, what it opens, and where it is treated."""

from collections.abc import Iterable, Iterator

from graph.nodes import acronym_of, title_of
from reading.site.markup import Markup, element, joined, markup
from reading.site.shell import document
from reading.site.source import View
from reading.site.words import bracketed, lecture_word, relation_sentence, value_word
from schema.records import Concept
from schema.values import CoverageKind


def concept_page(view: View, concept: Concept) -> str:
    """Return the page of a concept."""
    other = "zh" if view.language == "en" else "en"
    name, second, acronym = title_of(concept, view.language), title_of(concept, other), acronym_of(concept)
    slug = concept.slug
    unlocked = [one for one in view.source.served.catalogue.unlocks.get(slug, ()) if one in view.source.slugs]
    return document(
        view.shell(name, f"concepts/{slug}.html"),
        element("h1", name, f" ({acronym})" if acronym and acronym not in name else None),
        element("p", element("span", second, lang=other), class_="second") if second != name else None,
        _aliases(view, concept),
        element("p", _definition(view, concept), class_="definition"),
        _section(view, "requires", _requirements(view, slug), "needs"),
        view.section("unlocks", view.concepts(unlocked)) if unlocked else None,
        _section(view, "relations", _relations(view, slug)),
        _section(view, "taught before", _taught_before(view, slug)),
        _section(view, "taught by", _pages(view, slug, CoverageKind.TEACHES)),
        _section(view, "mentioned by", _pages(view, slug, CoverageKind.MENTIONS)),
        _section(view, "papers", _papers(view, slug)),
        _section(view, "labs", _labs(view, slug)),
    )


def _section(view: View, name: str, items: Iterable[Markup], style: str | None = None) -> Markup | None:
    kept = [element("li", one) for one in items]
    return view.section(name, element("ul", "\n", *kept, class_=style)) if kept else None


def _aliases(view: View, concept: Concept) -> Markup | None:
    assumed = [element("em", view.word("assumed"))] if concept.assumed else []
    others = [alias for alias in concept.aliases if alias != acronym_of(concept)]
    names = (", " if view.language == "en" else "、").join(others)
    aliases = [markup(view.word("aliases"), " ", names)] if names else []
    parts = [*aliases, *assumed]
    return element("p", joined(parts, " · "), class_="quiet") if parts else None


def _definition(view: View, concept: Concept) -> Markup:
    text = concept.definition.in_language(view.language)
    language = view.language if view.language in concept.definition.languages else concept.definition.languages[0]
    return markup(text) if language == view.language else element("span", text, lang=language)


def _requirements(view: View, slug: str) -> Iterator[Markup]:
    for need in view.source.served.catalogue.requirements.get(slug, ()):
        names = joined([view.concept(member) for member in need.any_of], f" {view.word('or')} ")
        remark = bracketed(view.word("one of"), view.language)
        choice = element("span", remark, class_="quiet") if len(need.any_of) > 1 else None
        reason = element("p", need.reason.in_language(view.language))
        yield markup(element("strong", names), choice, reason, view.grounds(need.evidence, need.sources))


def _relations(view: View, slug: str) -> Iterator[Markup]:
    for one in view.source.served.catalogue.relations.get(slug, ()):
        said = relation_sentence(one.kind, view.concept(one.source), view.concept(one.target), view.language)
        reason = element("p", one.reason.in_language(view.language))
        yield markup(said, reason, view.grounds(one.evidence, one.sources))


def _taught_before(view: View, slug: str) -> Iterator[Markup]:
    for one in view.source.served.catalogue.preceded_by.get(slug, ()):
        if one.course == view.source.course.slug:
            yield markup(view.concept(one.before), view.grounds(one.evidence, one.sources))


def _pages(view: View, slug: str, kind: CoverageKind) -> Iterator[Markup]:
    catalogue, course = view.source.served.catalogue, view.source.course.slug
    for one in catalogue.coverages_of_concept.get(slug, ()):
        page = catalogue.page(one.course, one.page)
        if one.kind is kind and page is not None and page.course == course:
            lecture = catalogue.lecture(course, page.lecture) if page.lecture is not None else None
            there = None
            if lecture is not None:
                name = lecture_word(lecture.number, view.language)
                there = element("a", name, href=view.to_page(f"lecture-{lecture.number}.html"))
            yield markup(view.course_page(page), " · " if there else None, there)


def _papers(view: View, slug: str) -> Iterator[Markup]:
    catalogue = view.source.served.catalogue
    for link in catalogue.papers_of_concept.get(slug, ()):
        paper = catalogue.papers.get(link.paper)
        if paper is not None:
            section = f" §{link.section}" if link.section else ""
            yield markup(
                view.paper(paper),
                element("span", f" · {value_word(link.kind.value, view.language)}{section}", class_="quiet"),
            )


def _labs(view: View, slug: str) -> Iterator[Markup]:
    catalogue, course = view.source.served.catalogue, view.source.course.slug
    for link in catalogue.labs_of_concept.get(slug, ()):
        lab = catalogue.lab(link.course, link.lab)
        if lab is not None and lab.course == course:
            yield markup(
                view.lab(lab), element("span", f" · {value_word(link.kind.value, view.language)}", class_="quiet")
            )
