"""A plan as a list of steps, in the words of one language."""

from graph.nodes import Node
from graph.plan import LearningPath, Step
from reading.site.markup import Markup, element, joined, markup
from reading.site.source import View
from reading.site.words import span_of
from schema.records import Concept, Lab, Lecture, Page, Paper


def plan_steps(view: View, plan: LearningPath) -> Markup:
    """Return the steps of a plan in order, folded away, each with its time, its pages and the reason for it."""
    return element(
        "details",
        element("summary", view.word("in order")),
        element("ol", "\n", *(_step(view, step) for step in plan.steps), class_="steps"),
        _assumed(view, plan),
    )


def _step(view: View, step: Step) -> Markup:
    time = span_of(step.minutes, view.language)
    pages = joined([view.course_page(page) for page in step.pages], " · ")
    reason = step.why[0].reason.in_language(view.language)
    return element(
        "li",
        _named(view, step.node),
        element("span", f" · {time}", class_="quiet") if time else None,
        element("p", reason, class_="why"),
        element("p", pages, class_="who") if pages else None,
    )


def _named(view: View, node: Node) -> Markup:
    match node:
        case Concept():
            return view.concept(node.slug)
        case Paper():
            return view.paper(node)
        case Page():
            return view.course_page(node)
        case Lecture():
            return element("a", view.lecture(node), href=view.to_page(f"lecture-{node.number}.html"))
        case Lab():
            return view.lab(node)
        case _:
            return markup(node.title)


def _assumed(view: View, plan: LearningPath) -> Markup | None:
    if not plan.assumed:
        return None
    colon = ": " if view.language == "en" else "："
    names = joined([view.concept(concept.slug) for concept in plan.assumed], ", " if view.language == "en" else "、")
    return element("p", view.word("assumed").capitalize(), colon, names, class_="quiet")
