"""Which papers a selection means: of lectures, of concepts, on the way to targets, by name; with the course's word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from graph.catalogue import Catalogue
from graph.nodes import title_of
from graph.refs import folded
from reading.references import Item
from reading.selection import Meant, Selection
from schema.records import Concept, Page, Paper, PaperConcept, Recommendation
from schema.values import Evidence, PageKind, PaperConceptKind, Priority, Role

_URGENCY = {priority: rank for rank, priority in enumerate(Priority)}
_NOWHERE = (1_000_000, 0)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A paper that is meant.

    Attributes:
        paper: The paper.
        recommendation: What the course says of it, as far as the selection is concerned.
        place: What sorts papers as the course has them.
        named: Place among the papers that are named, if it is one.
    """

    paper: Paper
    recommendation: Recommendation | None
    place: tuple[int, int, str]
    named: int | None = None

    @property
    def urgency(self) -> int:
        """How urgent it is: 0 for what must be read or is named; what has no priority comes last."""
        return 0 if self.named is not None else urgency_of(self.recommendation)

    @property
    def item(self) -> Item:
        """The paper as bibliographies take it."""
        one = self.recommendation
        if one is None:
            return Item(paper=self.paper)
        return Item(
            paper=self.paper,
            role=one.role,
            priority=one.priority,
            priority_text=one.priority_text,
            lecture=one.lecture,
            sections=one.sections,
            hours=one.hours,
        )


def chosen_papers(catalogue: Catalogue, selection: Selection, meant: Meant) -> tuple[Chosen, ...]:
    """Return the papers that a selection means, each once: those that are named, then as the course has them."""
    recommended = _Recommended(catalogue, meant.course.slug)
    found: dict[str, Chosen] = {}
    for number, paper in enumerate(meant.refs):
        found.setdefault(paper.id, recommended.chosen(paper, recommended.best(paper), named=number))
    plain: dict[str, Chosen] = {}
    listed = _listed(recommended, selection, meant)
    treating = ((paper, recommended.best(paper, selection)) for paper in _treating(catalogue, selection, meant))
    for paper, one in chain(listed, (pair for pair in treating if _fits(pair[1], selection))):
        if paper.id not in found and _says(catalogue, paper, meant.words, selection):
            plain.setdefault(paper.id, recommended.chosen(paper, one))
    return (*found.values(), *sorted(plain.values(), key=lambda one: one.place))


def urgency_of(recommendation: Recommendation | None) -> int:
    """Return how urgent a recommendation is, 0 for what must be read; none at all comes last."""
    priority = recommendation.priority if recommendation else None
    return _URGENCY[priority] if priority else len(_URGENCY)


def urgency_of_item(item: Item) -> int:
    """Return how urgent a paper of a list is, as recommendations are."""
    return _URGENCY[item.priority] if item.priority else len(_URGENCY)


def links_of(catalogue: Catalogue, paper: str, least: Evidence) -> tuple[PaperConcept, ...]:
    """Return how a paper treats concepts, as far as it is known well enough."""
    return catalogue.concepts_treated(paper, least)


class _Recommended:
    """What a course recommends, its papers pages first, then its other pages, each in its order."""

    def __init__(self, catalogue: Catalogue, course: str) -> None:
        self._catalogue, self._course = catalogue, course
        pages = sorted(catalogue.pages.get(course, ()), key=_papers_pages_first)
        self._rank = {page.path: rank for rank, page in enumerate(pages)}

    def all(self) -> list[Recommendation]:
        """Return all that name a paper."""
        found = (
            one for path in self._rank for one in self._catalogue.recommendations_of_page.get((self._course, path), ())
        )
        return [one for one in found if one.paper in self._catalogue.papers]

    def best(self, paper: Paper, selection: Selection | None = None) -> Recommendation | None:
        """Return the recommendation that counts most for a paper: one that fits, core, urgent."""
        mine = self._catalogue.recommendations_of_paper.get(paper.id, ())
        here = [one for one in mine if one.course == self._course]
        fitting = [one for one in here if selection is None or _fits(one, selection)]
        return min(fitting or here, key=lambda one: (one.role is not Role.CORE, urgency_of(one)), default=None)

    def role(self, recommendation: Recommendation) -> Role:
        """Return the role a paper has for a lecture: where pages disagree, the lecture's own papers page decides."""
        same = [
            one
            for one in self._catalogue.recommendations_of_paper.get(recommendation.paper or "", ())
            if one.course == recommendation.course and one.lecture == recommendation.lecture
        ]
        pages = ((one, self._catalogue.page(one.course, one.page)) for one in same)
        own = [one for one, page in pages if page and page.kind is PageKind.PAPERS]
        return (own or [recommendation])[0].role

    def chosen(self, paper: Paper, one: Recommendation | None, named: int | None = None) -> Chosen:
        place = (self._rank.get(one.page, _NOWHERE[0]), one.order) if one else _NOWHERE
        return Chosen(paper, one, (*place, paper.id), named)

    def paper(self, one: Recommendation) -> Paper:
        return self._catalogue.papers[one.paper or ""]


def _papers_pages_first(page: Page) -> tuple[bool, int]:
    return page.kind is not PageKind.PAPERS, page.position


def _listed(
    recommended: _Recommended, selection: Selection, meant: Meant
) -> Iterator[tuple[Paper, Recommendation | None]]:
    """Yield what pages recommend for the lectures, or without any choice at all for the whole course."""
    if not selection.lectures and (meant.refs or meant.concepts or meant.path):
        return
    for one in recommended.all():
        if selection.lectures and one.lecture not in selection.lectures:
            continue
        # Where pages disagree about a role, the lecture's own papers page decides.
        in_role = not selection.roles or recommended.role(one) in selection.roles
        if in_role and (not selection.priorities or one.priority in selection.priorities):
            yield recommended.paper(one), one


def _treating(catalogue: Catalogue, selection: Selection, meant: Meant) -> Iterator[Paper]:
    """Yield the papers that treat the concepts, then those that introduce what the way to the targets needs."""
    for concept in meant.concepts:
        yield from _on(catalogue, concept, selection.least_evidence, tuple(PaperConceptKind))
    for step in meant.path.steps if meant.path else ():
        if isinstance(step.node, Paper):
            yield step.node
        elif isinstance(step.node, Concept):
            yield from _on(catalogue, step.node, selection.least_evidence, (PaperConceptKind.INTRODUCES,))


def _on(
    catalogue: Catalogue, concept: Concept, least: Evidence, kinds: tuple[PaperConceptKind, ...]
) -> Iterable[Paper]:
    for link in catalogue.papers_treating(concept.slug, least):
        if link.kind in kinds and link.paper in catalogue.papers:
            yield catalogue.papers[link.paper]


def _fits(one: Recommendation | None, selection: Selection) -> bool:
    if one is None:
        return not selection.roles and not selection.priorities
    in_role = not selection.roles or one.role in selection.roles
    return in_role and (not selection.priorities or one.priority in selection.priorities)


def _says(catalogue: Catalogue, paper: Paper, words: tuple[str, ...], selection: Selection) -> bool:
    if not words:
        return True
    concepts = (catalogue.concepts[link.concept] for link in links_of(catalogue, paper.id, selection.least_evidence))
    names = (
        name for each in concepts for name in (title_of(each, "zh"), title_of(each, "en"), each.slug, *each.aliases)
    )
    said = folded(" ".join((paper.title, *paper.aliases, *names)))
    return all(word in said for word in words)
