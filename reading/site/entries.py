"""A paper of a reading list as people see it: what to read of it, how long it takes, and why it is there."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph.minutes import total_of
from graph.nodes import brief_title_of
from reading.advice import advice
from reading.because import Because
from reading.list_words import evidence_word
from reading.listed import ListedPaper
from reading.markdown import authors_shown
from reading.references import Item, Reference, reference_to
from reading.site.markup import Markup, element, joined, markup, outside
from reading.site.source import View
from reading.site.words import bracketed, count_of, span_of
from schema.values import Evidence, Priority, Role

_URGENT = (Priority.MUST, Priority.STRONG)


def entries(view: View, papers: Iterable[ListedPaper], *, all_papers: Sequence[ListedPaper]) -> Markup:
    """Return papers as a list to tick off; what they build on is linked where it is among all papers."""
    numbered = {one.paper.id: one for one in all_papers}
    return element("ol", "\n", *(_entry(view, one, numbered) for one in papers), class_="reading")


def _entry(view: View, one: ListedPaper, numbered: Mapping[str, ListedPaper]) -> Markup:
    reference = reference_to(one.item, key=one.key)
    title = reference.plain_title
    english = "en" if reference.arxiv_id and view.language != "en" else None
    box = element("input", type="checkbox", aria_label=f"{view.word('read it')}: {title}")
    return element(
        "li",
        box,
        element("h3", f"{one.number}. ", element("span", outside(reference.url, title), lang=english)),
        who(view, reference),
        facts_of(view, one.item, span_of(one.minutes, view.language)),
        *(element("p", sentence(view, each), class_="why") for each in _telling(one.because)),
        _builds_on(view, one, numbered),
        id=one.key,
    )


def who(view: View, reference: Reference) -> Markup:
    """Return who wrote a paper, where and when, and its citation key, linked to the bibliography."""
    where = ", ".join(part for part in (reference.container, str(reference.year or "")) if part)
    parts = [markup(part) for part in (authors_shown(reference, view.language), where) if part]
    key = element("code", reference.key)
    if reference.item.paper.id in view.source.listed:
        key = element("a", key, href=view.to_page("papers.html", reference.key))
    return element("p", joined([*parts, key], " · "), class_="who")


def facts_of(view: View, item: Item, time: str | None) -> Markup:
    """Return how urgent a paper is, how long it takes, and what to read of it."""
    urgency = advice(replace(item, role=None, lecture=None, sections=(), hours=None), language=view.language)
    style = "priority" if item.priority in _URGENT else None
    facts = [element("strong", word, class_=style) for word in urgency]
    facts += [element("span", time)] if time else []
    if item.sections:
        sections = "；".join(item.sections) if view.language != "en" else "; ".join(item.sections)
        facts.append(element("span", f"{view.word('sections')} {sections}"))
    if item.paper.withdrawn:
        facts.append(element("strong", view.word("withdrawn")))
    return element("p", joined(facts, " · "), class_="facts")


def role_of(papers: Iterable[ListedPaper], role: Role | None) -> list[ListedPaper]:
    """Return the papers of a role, in order."""
    return [one for one in papers if one.item.role is role]


def role_heading(view: View, role: Role | None) -> str:
    """Return the heading above the papers of a role."""
    return view.word(role.value) if role else view.word("role none")


def role_summary(view: View, role: Role | None, papers: Sequence[ListedPaper]) -> str:
    """Return how many papers of a role there are, and how long they take."""
    counted = count_of(len(papers), "papers", view.language)
    time = span_of(total_of(one.minutes for one in papers), view.language)
    heading = role_heading(view, role)
    return f"{heading}: {counted}, {time}" if view.language == "en" else f"{heading} {counted}，{time}"


def _telling(reasons: Sequence[Because]) -> Sequence[Because]:
    """Return the reasons that say more than that the course recommends it, where there are any."""
    return [each for each in reasons if each.concepts] or reasons


def sentence(view: View, because: Because) -> Markup:
    """Return a reason in which concepts and the page are links."""
    links = {brief_title_of(concept, view.language): view.concept_as(concept) for concept in because.concepts}
    if because.page is not None:
        links.setdefault(because.page.title, view.course_page(because.page))
    text = linked(because.text.in_language(view.language), links)
    if because.evidence in (None, Evidence.STATED):
        return text
    known = bracketed(evidence_word(because.evidence, view.language), view.language)
    return markup(text, element("span", known, class_="quiet"))


def linked(text: str, links: Mapping[str, Markup]) -> Markup:
    """Return a text in which the first occurrence of each phrase is a link.

    >>> linked("Tea & more tea", {"tea": Markup("<i>tea</i>"), "Tea": Markup("<b>Tea</b>")})
    '<b>Tea</b> &amp; more <i>tea</i>'
    """
    left = {phrase: link for phrase, link in links.items() if phrase}
    if not left:
        return markup(text)
    longest_first = "|".join(re.escape(phrase) for phrase in sorted(left, key=lambda phrase: (-len(phrase), phrase)))
    parts = re.split(f"({longest_first})", text)
    return markup(*(left.pop(part, part) for part in parts))


def _builds_on(view: View, one: ListedPaper, numbered: Mapping[str, ListedPaper]) -> Markup | None:
    before = [numbered[each.paper] for each in one.builds_on if each.paper in numbered]
    if not before:
        return None
    links = [element("a", f"[{each.number}] {brief_title_of(each.paper)}", href=f"#{each.key}") for each in before]
    colon = ": " if view.language == "en" else "："
    return element("p", view.word("builds on"), colon, joined(links, "; "), class_="after")
