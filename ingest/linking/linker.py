"""The linker: a vocabulary made ready once, and held against pages and papers."""

from collections.abc import Iterable, Sequence

from ingest.linking.coverage import coverages_of
from ingest.linking.lab_steps import StepConcepts, steps_of
from ingest.linking.links import Link, TextKind, links_in, links_in_line
from ingest.linking.matcher import Matcher
from schema.records import Concept, Coverage, Page, Paper


class Linker:
    """Links pages and papers to a vocabulary.

    >>> from schema.values import ConceptKind, Text
    >>> name, leaves = Text(en="Green tea"), Text(en="Leaves that were not fermented.")
    >>> tea = Concept(slug="green-tea", name=name, kind=ConceptKind.THEORY, area="tea", definition=leaves)
    >>> Linker([tea]).concepts_in_title(Paper(id="tea2024", title="All you need is green tea"))
    ('green-tea',)
    """

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.matcher = Matcher(concepts)

    def links(self, page: Page) -> tuple[Link, ...]:
        """Return all places of a page that name a concept: title, description, blocks."""
        return (
            *links_in_line(page.title, TextKind.TITLE, self.matcher),
            *links_in_line(page.description or "", TextKind.DESCRIPTION, self.matcher),
            *links_in(page.blocks, self.matcher),
        )

    def coverages(self, page: Page) -> tuple[Coverage, ...]:
        """Return how a page treats each concept it names."""
        return coverages_of(page, self.links(page))

    def lab_steps(self, page: Page) -> tuple[StepConcepts, ...]:
        """Return the steps of a lab page with the concepts that each names."""
        return steps_of(page, self.links(page))

    def concepts_in_title(self, paper: Paper) -> tuple[str, ...]:
        """Return the concepts that the title of a paper names, in its order."""
        found = links_in_line(paper.title, TextKind.TITLE, self.matcher)
        return tuple(dict.fromkeys(link.concept for link in found))


def linked(page: Page, vocabulary: Sequence[Concept]) -> tuple[Coverage, ...]:
    """Return how a page treats each concept of a vocabulary that it names."""
    return Linker(vocabulary).coverages(page)
