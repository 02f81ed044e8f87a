"""Which papers go into a bibliography: of lectures, of concepts, by name, with the role the course gives them."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.nodes import NodeKind
from graph.served import Served
from reading.bibliography import Item
from schema.errors import NotFoundError
from schema.records import Concept, Paper, Recommendation
from schema.values import PageKind, Priority, Role

_URGENCY = {priority: rank for rank, priority in enumerate(Priority)}


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice of papers. Without lectures, concepts and refs it is the whole course.

    Attributes:
        lectures: Numbers of lectures whose papers to take.
        concepts: REFs of concepts whose papers to take.
        refs: REFs of papers to take, whatever the course says of them.
        role: Only papers recommended in this role; None for all.
        course: Slug of the course; the first by default.
    """

    lectures: tuple[int, ...] = ()
    concepts: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    role: Role | None = None
    course: str | None = None


def items_of(served: Served, selection: Selection) -> tuple[Item, ...]:
    """Return the chosen papers in the order of the course, each once, with what the course says of it.

    Raises:
        NotFoundError: There is no such course, lecture, concept or paper.
    """
    catalogue = served.catalogue
    course = catalogue.course(selection.course)
    if course is None:
        raise NotFoundError(selection.course or "(first course)", list(catalogue.courses), what="course")
    chosen: dict[str, Item] = {}
    for item in _chosen(served, selection, course.slug):
        chosen.setdefault(item.paper.id, item)
    return tuple(chosen.values())


def _chosen(served: Served, selection: Selection, course: str) -> Iterator[Item]:
    catalogue = served.catalogue
    for ref in selection.refs:
        paper = served.refs.node(ref, course=course, kinds=[NodeKind.PAPER])
        assert isinstance(paper, Paper)
        yield _item(paper, _first(catalogue, course, paper))
    for number in selection.lectures:
        if catalogue.lecture(course, number) is None:
            numbers = [str(lecture.number) for lecture in catalogue.lectures.get(course, ())]
            raise NotFoundError(str(number), numbers, what="lecture")
        yield from _recommended(catalogue, course, selection.role, lecture=number)
    for ref in selection.concepts:
        concept = served.refs.node(ref, course=course, kinds=[NodeKind.CONCEPT])
        assert isinstance(concept, Concept)
        for link in catalogue.papers_of_concept.get(concept.slug, ()):
            if (known := catalogue.papers.get(link.paper)) is not None:
                first = _first(catalogue, course, known)
                if selection.role is None or (first and first.role is selection.role):
                    yield _item(known, first)
    if not (selection.refs or selection.lectures or selection.concepts):
        yield from _recommended(catalogue, course, selection.role)


def _recommended(catalogue: Catalogue, course: str, role: Role | None, lecture: int | None = None) -> Iterator[Item]:
    """Yield what the papers pages recommend, in their order; what other pages add comes after."""
    pages = catalogue.pages.get(course, ())
    for page in sorted(pages, key=lambda page: (page.kind is not PageKind.PAPERS, page.position)):
        for one in catalogue.recommendations_of_page.get((course, page.path), ()):
            paper = catalogue.papers.get(one.paper or "")
            if paper is None or (lecture is not None and one.lecture != lecture):
                continue
            if role is None or _role(catalogue, one) is role:
                yield _item(paper, one)


def _role(catalogue: Catalogue, recommendation: Recommendation) -> Role:
    """Return the role a paper has for a lecture: where pages disagree, the lecture's own papers page decides."""
    same = [
        one
        for one in catalogue.recommendations_of_paper.get(recommendation.paper or "", ())
        if one.course == recommendation.course and one.lecture == recommendation.lecture
    ]
    own = [one for one in same if (page := catalogue.page(one.course, one.page)) and page.kind is PageKind.PAPERS]
    return (own or [recommendation])[0].role


def _first(catalogue: Catalogue, course: str, paper: Paper) -> Recommendation | None:
    found = [one for one in catalogue.recommendations_of_paper.get(paper.id, ()) if one.course == course]
    return min(found, key=lambda one: (one.role is not Role.CORE, _urgency(one)), default=None)


def _urgency(recommendation: Recommendation) -> int:
    return _URGENCY[recommendation.priority] if recommendation.priority else len(_URGENCY)


def _item(paper: Paper, recommendation: Recommendation | None) -> Item:
    if recommendation is None:
        return Item(paper=paper)
    return Item(
        paper=paper,
        role=recommendation.role,
        priority=recommendation.priority,
        priority_text=recommendation.priority_text,
        lecture=recommendation.lecture,
        sections=recommendation.sections,
        hours=recommendation.hours,
    )
