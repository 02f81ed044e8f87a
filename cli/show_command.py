"""``syllagraph show``: one node, as a good glossary would put it."""

from collections.abc import Iterable
from typing import Annotated

import typer

from cli.answers import answer
from cli.console import show, show_json
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph
from cli.words import word
from graph.catalogue import Catalogue
from graph.check import shown
from graph.nodes import Node, global_id, key_of, kind_of, title_of
from schema.records import Concept, Course, Lab, Lecture, Page, Paper, Recommendation, Resource
from schema.values import CoverageKind, SourceRef


def show_command(
    ref: Annotated[str, typer.Argument(help="A concept, paper, page, lab, lecture, resource or course, by any name.")],
    *,
    course: Annotated[str | None, typer.Option(help="Slug of the course; the first by default.")] = None,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, as GraphQL does.")] = False,
) -> None:
    """Print what is known of one thing, and how it is known."""
    served = opened_graph()
    node = served.refs.node(ref, course=course)
    if as_json:
        show_json(answer(served, "node", {"id": global_id(kind_of(node), key_of(node)), "language": language}))
        return
    spoken = chosen_language(served, language, course)
    for line in lines_of(served.catalogue, node, spoken):
        show(line)


def lines_of(catalogue: Catalogue, node: Node, language: str) -> Iterable[str]:
    """Return what is known of a node, line by line."""
    match node:
        case Concept():
            return _concept(catalogue, node, language)
        case Paper():
            return _paper(catalogue, node, language)
        case Page():
            return _page(catalogue, node, language)
        case Lab():
            return _lab(catalogue, node, language)
        case Lecture():
            return _lecture(catalogue, node, language)
        case Resource():
            mine = catalogue.recommendations_of_resource.get((node.course, node.url), ())
            return [node.title, node.url, *_section("recommended", map(_recommended_on, mine), language)]
        case Course():
            return _course(catalogue, node)


def _section(name: str, lines: Iterable[str], language: str) -> list[str]:
    """Return a heading with its lines, or nothing where there are none."""
    kept = [f"  {line}" for line in lines if line]
    return ["", word(name, language), *kept] if kept else []


def _concept(catalogue: Catalogue, concept: Concept, language: str) -> list[str]:
    other = title_of(concept, "zh" if language == "en" else "en")
    lines = [f"{title_of(concept, language)} · {other} ({concept.slug}, {concept.kind.value}, {concept.area})"]
    lines += [concept.definition.in_language(language)]
    lines += _section("also called", [", ".join(concept.aliases)], language)
    needs = []
    for need in catalogue.requirements.get(concept.slug, ()):
        members = [title_of(catalogue.concepts[slug], language) for slug in need.any_of]
        choice = f" ({word('any of', language)})" if len(members) > 1 else ""
        needs += [" | ".join(members) + choice, f"    {need.reason.in_language(language)}"]
        needs += [f"    [{need.evidence.value}: {_sources(need.sources)}]"]
    lines += _section("requires", needs, language)
    order = [
        f"{title_of(catalogue.concepts[one.before], language)} [{one.evidence.value}: {_sources(one.sources)}]"
        for one in catalogue.preceded_by.get(concept.slug, ())
    ]
    lines += _section("taught before", order, language)
    after = (title_of(catalogue.concepts[slug], language) for slug in catalogue.unlocks.get(concept.slug, ()))
    lines += _section("unlocks", [", ".join(after)], language)
    relations = [
        f"{title_of(catalogue.concepts[one.source], language)} {one.kind.value} "
        f"{title_of(catalogue.concepts[one.target], language)}: {one.reason.in_language(language)}"
        for one in catalogue.relations.get(concept.slug, ())
    ]
    lines += _section("stands to others", relations, language)
    covered = catalogue.coverages_of_concept.get(concept.slug, ())
    for name, kind in (("taught by", CoverageKind.TEACHES), ("mentioned by", CoverageKind.MENTIONS)):
        pages = (catalogue.page(one.course, one.page) for one in covered if one.kind is kind)
        lines += _section(name, (f"{page.title}  {page.path}" for page in pages if page), language)
    lines += _section("papers", _papers_of(catalogue, concept), language)
    labs = (
        f"{lab.title} ({lab.slug}, {link.kind.value})"
        for link in catalogue.labs_of_concept.get(concept.slug, ())
        if (lab := catalogue.lab(link.course, link.lab))
    )
    return lines + _section("labs", labs, language)


def _papers_of(catalogue: Catalogue, concept: Concept) -> Iterable[str]:
    for link in catalogue.papers_of_concept.get(concept.slug, ()):
        paper = catalogue.papers[link.paper]
        section = f", §{link.section}" if link.section else ""
        yield f"{link.kind.value}: {paper.title} ({paper.citation_key or paper.id}{section})"


def _sources(sources: Iterable[SourceRef]) -> str:
    return "; ".join(map(shown, sources)) or "–"


def _recommended_on(one: Recommendation) -> str:
    parts = [one.role.value, one.priority_text or "", f"lecture {one.lecture}" if one.lecture is not None else ""]
    parts += [one.hours.text if one.hours else "", f"§{', '.join(one.sections)}" if one.sections else ""]
    return f"{one.page}: " + ", ".join(part for part in parts if part)


def _paper(catalogue: Catalogue, paper: Paper, language: str) -> list[str]:
    lines = [paper.title]
    more = f" … ({paper.author_count})" if paper.author_count else ""
    lines += [", ".join(paper.authors) + more] if paper.authors else []
    published = [f"{paper.venue} {paper.venue_year or ''}".strip()] if paper.venue else []
    dates = [f"v1 {paper.published}"] if paper.published else []
    newest = [f"v{paper.latest_version} {paper.updated or ''}".strip()] if (paper.latest_version or 1) > 1 else []
    lines += [" · ".join([*published, *dates, *newest])]
    lines += [f"https://arxiv.org/abs/{paper.id}"] if paper.arxiv_id else []
    lines += [f"key {paper.citation_key}"] if paper.citation_key else []
    lines += ["WITHDRAWN"] if paper.withdrawn else []
    lines += [f"not confirmed by a source: {', '.join(paper.unverified)}"] if paper.unverified else []
    concepts = (
        f"{link.kind.value}: {title_of(catalogue.concepts[link.concept], language)} ({link.concept})"
        for link in catalogue.concepts_of_paper.get(paper.id, ())
    )
    lines += _section("teaches", concepts, language)
    mine = catalogue.recommendations_of_paper.get(paper.id, ())
    return lines + _section("recommended", map(_recommended_on, mine), language)


def _page(catalogue: Catalogue, page: Page, language: str) -> list[str]:
    site = catalogue.courses[page.course].site or ""
    lines = [page.title, f"{site}{page.path} · {page.kind.value}" + (" · stale" if catalogue.is_stale(page) else "")]
    covered = catalogue.coverages_of_page.get((page.course, page.path), ())
    for name, kind in (("teaches", CoverageKind.TEACHES), ("mentions", CoverageKind.MENTIONS)):
        found = (catalogue.concepts[one.concept] for one in covered if one.kind is kind)
        lines += _section(name, (f"{title_of(concept, language)} ({concept.slug})" for concept in found), language)
    mine = catalogue.recommendations_of_page.get((page.course, page.path), ())
    return lines + _section("recommended", (f"{_target(one)} — {_recommended_on(one)}" for one in mine), language)


def _target(one: Recommendation) -> str:
    return f"{one.label} ({one.paper or one.resource})"


def _lab(catalogue: Catalogue, lab: Lab, language: str) -> list[str]:
    lines = [lab.title, f"{lab.slug} · {catalogue.courses[lab.course].site or ''}{lab.page}"]
    links = catalogue.concepts_of_lab.get((lab.course, lab.slug), ())
    lines += _section(
        "practises",
        (f"{title_of(catalogue.concepts[one.concept], language)} ({one.concept}, {one.kind.value})" for one in links),
        language,
    )
    needs = []
    for need in catalogue.artifact_needs.get((lab.course, lab.slug), ()):
        choices = [*need.any_of, *([need.or_model] if need.or_model else [])]
        needs += [f"{need.artifact}: {' | '.join(choices)}" + (" (optional)" if need.optional else "")]
        needs += [f"    {need.reason.in_language(language)}"]
    return lines + _section("needs", needs, language)


def _lecture(catalogue: Catalogue, lecture: Lecture, language: str) -> list[str]:
    pages = [page for page in catalogue.pages.get(lecture.course, ()) if page.lecture == lecture.number]
    lines = [lecture.title, *_section("pages", (f"{page.title}  {page.path}" for page in pages), language)]
    mine = catalogue.recommendations_of_lecture.get((lecture.course, lecture.number), ())
    lines += _section("recommended", (f"{_target(one)} — {_recommended_on(one)}" for one in mine), language)
    labs = (lab for lab in catalogue.labs.get(lecture.course, ()) if lab.lecture == lecture.number)
    return lines + _section("labs", (f"{lab.title} ({lab.slug})" for lab in labs), language)


def _course(catalogue: Catalogue, course: Course) -> list[str]:
    state = catalogue.states.get(course.slug)
    lines = [course.title, f"{course.slug} · {course.site or ''}"]
    if state is not None:
        lines += [f"revision {state.revision}, ingested {state.ingested_at:%Y-%m-%d %H:%M} UTC"]
        lines += [f"from {', '.join(state.sources)}"]
    return lines + [f"  {lecture.title}" for lecture in catalogue.lectures.get(course.slug, ())]
