"""What to read and run for each node: the course's pages and labs, the papers behind it, and how long they take."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import NamedTuple

from graph.catalogue import Catalogue
from graph.minutes import Minutes, minutes_of, most_urgent, total_of
from graph.needs import Identity
from graph.nodes import Node, NodeKind, key_of, kind_of
from schema.records import Concept, Lab, Page, Paper
from schema.values import LabConceptKind, PaperConceptKind, Priority

Material = Page | Paper | Lab
"""What takes time."""

_READ_ALONG = (Priority.MUST, Priority.STRONG)
_URGENCY = {priority: rank for rank, priority in enumerate(Priority)}
_KEPT_TOGETHER = 2
_FREE: Mapping[int, int] = MappingProxyType({})


Part = tuple[Minutes | None, tuple[Node, ...]]
"""How long some materials take, None where nothing is known, and what they are."""


class Counted(NamedTuple):
    """What takes time.

    Attributes:
        numbers: Its numbers.
        part: How long it takes, and what it is.
    """

    numbers: tuple[int, ...]
    part: Part


class Shelf(NamedTuple):
    """What there is to read and run for a node.

    Attributes:
        kind: What the node is.
        node: The node.
        pages: Pages that teach it, in course order.
        papers: Papers that introduce it, the most urgent first, then by id.
        labs: Labs that practise it, by number.
        unlocks: Concepts that directly require it.
        as_step: What takes time: the pages that teach it and the papers on it that the course urges to read; where no
            page teaches it, at least one paper. A page, paper or lab counts itself.
        as_target: The same where the node is what one wants: the labs as well.
        costs: Likely minutes of what takes time, by number, where known.
        costs_as_target: The same where the node is what one wants.
    """

    kind: NodeKind
    node: Node
    pages: tuple[Page, ...]
    papers: tuple[Paper, ...]
    labs: tuple[Lab, ...]
    unlocks: tuple[Concept, ...]
    as_step: Counted
    as_target: Counted
    costs: Mapping[int, int]
    costs_as_target: Mapping[int, int]

    @property
    def minutes(self) -> Minutes | None:
        """How long it takes; None where nothing is known."""
        return self.as_step.part[0]

    @property
    def readings(self) -> tuple[Page | Paper, ...]:
        """The pages and papers."""
        return (*self.pages, *self.papers)


class Materials:
    """The materials of one course, by numbers of nodes; each worked out once.

    Args:
        catalogue: The graph.
        course: Slug of the course.
        nodes: The nodes, by number.
        numbers: Number of each node, by kind and key.
    """

    def __init__(
        self, catalogue: Catalogue, course: str | None, nodes: Sequence[Node], numbers: Mapping[Identity, int]
    ) -> None:
        self._catalogue = catalogue
        self._course = course
        self._nodes = nodes
        self._numbers = numbers
        self._minutes: dict[int, Minutes | None] = {}
        self._parts: dict[tuple[int, ...], Part] = {(): (None, ())}
        self.shelves: Sequence[Shelf] = [self._shelf(node) for node in nodes]

    def shelf(self, number: int) -> Shelf:
        """Return what there is to read and run for a node."""
        return self.shelves[number]

    def minutes(self, number: int) -> Minutes | None:
        """Return how long a page, paper or lab takes, where anything is known."""
        if number not in self._minutes:
            self._minutes[number] = minutes_of(self._catalogue, self._nodes[number], self._course)
        return self._minutes[number]

    def number(self, material: Material) -> int:
        """Return the number of a page, paper or lab."""
        return self._numbers[kind_of(material), key_of(material)]

    def priority(self, paper: Paper) -> Priority | None:
        """Return how urgently the course recommends a paper, at most."""
        best = most_urgent(self._catalogue, paper, self._course)
        return best.priority if best else None

    def total(self, numbers: Iterable[int]) -> Minutes | None:
        """Return how long pages, papers and labs take together, or None where nothing is known."""
        return total_of(map(self.minutes, numbers))

    def part(self, counted: tuple[int, ...]) -> Part:
        """Return how long some of what a shelf counts takes, and what it is; looked up once for one or two of it."""
        if (found := self._parts.get(counted)) is None:
            found = self.total(counted), tuple([self._nodes[number] for number in counted])
            # Of more there are too many combinations to keep.
            if len(counted) <= _KEPT_TOGETHER:
                self._parts[counted] = found
        return found

    def without(self, shelf: Shelf, left_out: AbstractSet[int]) -> Shelf:
        """Return a shelf without some of its materials; a page, paper or lab keeps itself."""
        if not isinstance(shelf.node, Concept):
            return shelf
        pages = tuple(page for page in shelf.pages if self.number(page) not in left_out)
        papers = tuple(paper for paper in shelf.papers if self.number(paper) not in left_out)
        labs = tuple(lab for lab in shelf.labs if self.number(lab) not in left_out)
        if (pages, papers, labs) == shelf[2:5]:
            return shelf
        return self._filled(shelf.node, pages, papers, labs, shelf.unlocks)

    def _shelf(self, node: Node) -> Shelf:
        if not isinstance(node, Concept):
            return self._filled(node, (), (), (), ())
        unlocks = tuple(self._catalogue.concepts[slug] for slug in self._catalogue.unlocks.get(node.slug, ()))
        return self._filled(node, self._pages(node.slug), self._papers(node.slug), self._labs(node.slug), unlocks)

    def _filled(
        self,
        node: Node,
        pages: tuple[Page, ...],
        papers: tuple[Paper, ...],
        labs: tuple[Lab, ...],
        unlocks: tuple[Concept, ...],
    ) -> Shelf:
        urged = tuple(paper for paper in papers if self._urgency(paper) < len(_READ_ALONG))
        counted: tuple[Material, ...] = (*pages, *(urged if pages or urged else papers[:1]))
        if isinstance(node, Page | Paper | Lab):
            counted = (node,)
        as_step = self._counted(counted)
        costs = self._likely(as_step.numbers)
        # Labs take their time only where the concept is what one wants.
        as_target = self._counted((*counted, *labs)) if labs else as_step
        costs_as_target = self._likely(as_target.numbers) if labs else costs
        return Shelf(kind_of(node), node, pages, papers, labs, unlocks, as_step, as_target, costs, costs_as_target)

    def _counted(self, counted: Iterable[Material]) -> Counted:
        numbers = tuple(map(self.number, counted))
        return Counted(numbers, self.part(numbers))

    def _likely(self, counted: Iterable[int]) -> Mapping[int, int]:
        return {number: minutes.likely for number in counted if (minutes := self.minutes(number)) is not None} or _FREE

    def _pages(self, concept: str) -> tuple[Page, ...]:
        return self._catalogue.pages_teaching(concept, self._course)

    def _papers(self, concept: str) -> tuple[Paper, ...]:
        found = [
            self._catalogue.papers[link.paper]
            for link in self._catalogue.papers_of_concept.get(concept, ())
            if link.kind is PaperConceptKind.INTRODUCES and link.paper in self._catalogue.papers
        ]
        return tuple(sorted(found, key=lambda paper: (self._urgency(paper), paper.id)))

    def _labs(self, concept: str) -> tuple[Lab, ...]:
        found = (
            self._catalogue.lab(link.course, link.lab)
            for link in self._catalogue.labs_of_concept.get(concept, ())
            if link.kind is LabConceptKind.PRACTISES and link.course == self._course
        )
        return tuple(sorted((lab for lab in found if lab is not None), key=lambda lab: (lab.number, lab.slug)))

    def _urgency(self, paper: Paper) -> int:
        priority = self.priority(paper)
        return _URGENCY[priority] if priority else len(_URGENCY)
