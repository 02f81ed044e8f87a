"""What to read and run for a step: the course's pages and labs, the papers behind it, and how long they take."""

from collections.abc import Iterable, Sequence

from graph.catalogue import Catalogue
from graph.minutes import Minutes, minutes_of, most_urgent, total_of
from graph.nodes import Node
from schema.records import Concept, Lab, Page, Paper
from schema.values import LabConceptKind, PaperConceptKind, Priority

Material = Page | Paper | Lab
"""What takes time."""

_READ_ALONG = (Priority.MUST, Priority.STRONG)
_URGENCY = {priority: rank for rank, priority in enumerate(Priority)}


class Materials:
    """The materials of one course.

    Args:
        catalogue: The graph.
        course: Slug of the course.
    """

    def __init__(self, catalogue: Catalogue, course: str | None) -> None:
        self._catalogue = catalogue
        self._course = course

    def pages(self, concept: str) -> tuple[Page, ...]:
        """Return the pages that teach a concept, in course order."""
        return self._catalogue.pages_teaching(concept, self._course)

    def papers(self, concept: str) -> tuple[Paper, ...]:
        """Return the papers that introduce a concept, the most urgent first, then by id."""
        found = [
            self._catalogue.papers[link.paper]
            for link in self._catalogue.papers_of_concept.get(concept, ())
            if link.kind is PaperConceptKind.INTRODUCES and link.paper in self._catalogue.papers
        ]
        return tuple(sorted(found, key=lambda paper: (self._urgency(paper), paper.id)))

    def labs(self, concept: str) -> tuple[Lab, ...]:
        """Return the labs that practise a concept, by number."""
        found = (
            self._catalogue.lab(link.course, link.lab)
            for link in self._catalogue.labs_of_concept.get(concept, ())
            if link.kind is LabConceptKind.PRACTISES and link.course == self._course
        )
        return tuple(sorted((lab for lab in found if lab is not None), key=lambda lab: (lab.number, lab.slug)))

    def counted(self, node: Node, *, is_target: bool) -> Sequence[Material]:
        """Return what of a node's materials takes time.

        The pages that teach a concept and the papers on it that the course urges to read; where no page teaches it, at
        least one paper; the labs only where the concept is what one wants.
        """
        if isinstance(node, Page | Paper | Lab):
            return (node,)
        if not isinstance(node, Concept):
            return ()
        pages, papers = self.pages(node.slug), self.papers(node.slug)
        urged = tuple(paper for paper in papers if self._urgency(paper) < len(_READ_ALONG))
        labs = self.labs(node.slug) if is_target else ()
        return (*pages, *(urged if pages or urged else papers[:1]), *labs)

    def minutes(self, materials: Iterable[Material]) -> Minutes | None:
        """Return how long materials take together, or None where nothing is known."""
        return total_of(minutes_of(self._catalogue, material, self._course) for material in materials)

    def _urgency(self, paper: Paper) -> int:
        best = most_urgent(self._catalogue, paper, self._course)
        return _URGENCY[best.priority] if best and best.priority else len(_URGENCY)
