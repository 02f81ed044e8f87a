"""How methods grew from one another: who varies, repairs or answers whom, the paper behind each, and its year.

A step goes from an older method to a newer one. It says what the newer one does to the older: vary, repair, answer, do
without, combine or apply it, or, where nothing else is known, require it. What papers' years contradict is no step.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from graph.catalogue import Catalogue
from graph.nodes import NodeKind
from graph.questions.best_paths import Cost, best_paths
from graph.served import Served
from schema.errors import InputError, NotFoundError
from schema.records import Concept, Paper, Relation, Requirement
from schema.values import ConceptKind, Evidence, PaperConceptKind, RelationKind

MOST_PATHS = 20
"""How many paths are told; the rest is only counted."""
MOST_MEMBERS = 100
"""How many descendants or ancestors are told; the rest is only counted."""

_UNDATED = 9999
_WAYS = {ConceptKind.METHOD, ConceptKind.STAGE, ConceptKind.TECHNIQUE, ConceptKind.OBJECTIVE, ConceptKind.DATA}
"""Kinds of concepts that are ways of doing something."""
_GROWTH = (
    RelationKind.VARIANT_OF,
    RelationKind.REPAIRS,
    RelationKind.ANSWERS,
    RelationKind.REMOVES,
    RelationKind.COMBINES,
    RelationKind.APPLIES,
)
"""What a newer method does to an older one, the most telling first."""


@dataclass(frozen=True, slots=True)
class Member:
    """A method of a lineage.

    Attributes:
        concept: The method.
        paper: The earliest paper that introduces it, if one is known.
        year: When that paper came out, if known.
        generation: Steps between it and where the lineage starts.
    """

    concept: Concept
    paper: Paper | None
    year: int | None
    generation: int


@dataclass(frozen=True, slots=True)
class Step:
    """How a newer method grew from an older one.

    Attributes:
        older: The older method.
        newer: The newer method.
        relations: What the newer one does to the older, the most telling first.
        requirement: The requirement of the newer one that the older one answers, if there is one.
    """

    older: Concept
    newer: Concept
    relations: tuple[Relation, ...]
    requirement: Requirement | None


@dataclass(frozen=True, slots=True)
class Lineage:
    """How one method grew from another, or all that grew from one, or all that one grew from.

    Attributes:
        start: Where it starts, if that was asked.
        end: Where it ends, if that was asked.
        members: The methods, by generation, year and slug.
        steps: The steps between them.
        paths: With both ends, the methods of each of the best ways from the one to the other, the oldest first.
        path_count: How many best ways there are.
        member_count: How many methods belong to it.
        backwards: Whether it is the start that grew from the end: the paths go from the end to the start.
    """

    start: Concept | None
    end: Concept | None
    members: tuple[Member, ...]
    steps: tuple[Step, ...]
    paths: tuple[tuple[Concept, ...], ...]
    path_count: int
    member_count: int
    backwards: bool = False


def lineage(served: Served, start: str | None = None, end: str | None = None) -> Lineage:
    """Return how methods grew.

    With both ends, the ways from one to the other with the fewest steps that are mere requirements, then the fewest
    steps. With a start, all that grew from it; with an end, all that it grew from; mere requirements left out.

    Args:
        served: The graph.
        start: REF of the older method.
        end: REF of the newer method.

    Raises:
        InputError: Neither is given.
        ExceptionGroup: Of ``NotFoundError``: a REF is none of a concept.
    """
    if start is None and end is None:
        raise InputError("a lineage needs a start or an end", remedy="Give one, or both")
    first, last = _ends(served, start, end)
    growth = _Growth(served.catalogue)
    if first is not None and last is not None:
        return growth.between(first, last)
    if first is not None:
        return growth.reached(first, newer=True)
    assert last is not None
    return growth.reached(last, newer=False)


def _ends(served: Served, *refs: str | None) -> list[Concept | None]:
    found: list[Concept | None] = []
    problems = []
    for ref in refs:
        try:
            node = served.refs.node(ref, kinds=[NodeKind.CONCEPT]) if ref is not None else None
            found.append(node if isinstance(node, Concept) else None)
        except NotFoundError as error:
            problems.append(error)
    if problems:
        raise ExceptionGroup(f"{len(problems)} names are none of methods", problems)
    return found


class _Growth:
    """The steps between the methods of a catalogue, looked up as they are needed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._steps: dict[tuple[str, str], Step | None] = {}

    def between(self, start: Concept, end: Concept) -> Lineage:
        paths, count = best_paths(start.slug, end.slug, self._before, most=MOST_PATHS)
        backwards = not paths
        if backwards:
            paths, count = best_paths(end.slug, start.slug, self._before, most=MOST_PATHS)
        pairs = {pair for path in paths for pair in pairwise(path)}
        generations: dict[str, int] = {}
        for path in paths:
            for place, slug in enumerate(path):
                generations[slug] = min(place, generations.get(slug, place))
        concepts = self._catalogue.concepts
        return Lineage(
            start=start,
            end=end,
            members=self._members(generations),
            steps=self._told(pairs, generations),
            paths=tuple(tuple(concepts[slug] for slug in path) for path in paths),
            path_count=count,
            member_count=len(generations),
            backwards=backwards and bool(paths),
        )

    def reached(self, here: Concept, *, newer: bool) -> Lineage:
        """Return all that grew from a method, or all that it grew from, by more than mere requirements."""
        generations, level = {here.slug: 0}, {here.slug}
        while level:
            joined = (step for slug in level for step in (self._after(slug) if newer else self._steps_to(slug)))
            reached = {(step.newer if newer else step.older).slug for step in joined if step.relations}
            level = reached - set(generations)
            generations |= dict.fromkeys(level, max(generations.values()) + 1)
        members = self._members(generations)
        kept = {member.concept.slug for member in members}
        pairs = {
            (step.older.slug, slug)
            for slug in kept
            for step in self._steps_to(slug)
            if step.relations and step.older.slug in kept
        }
        return Lineage(
            start=here if newer else None,
            end=None if newer else here,
            members=members,
            steps=self._told(pairs, generations),
            paths=(),
            path_count=0,
            member_count=len(generations),
        )

    def _before(self, newer: str) -> Iterator[tuple[str, Cost]]:
        for step in self._steps_to(newer):
            yield step.older.slug, (0 if step.relations else 1, 1)

    def _steps_to(self, newer: str) -> Iterator[Step]:
        older = {relation.target for relation in self._catalogue.relations.get(newer, ())}
        older.update(member for need in self._catalogue.requirements.get(newer, ()) for member in need.any_of)
        return self._sound((slug, newer) for slug in sorted(older))

    def _after(self, older: str) -> Iterator[Step]:
        newer = {relation.source for relation in self._catalogue.relations.get(older, ())}
        return self._sound((older, slug) for slug in sorted(newer))

    def _sound(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Step]:
        for pair in pairs:
            if pair not in self._steps:
                self._steps[pair] = self._step(*pair)
            if (step := self._steps[pair]) is not None:
                yield step

    def _step(self, older: str, newer: str) -> Step | None:
        """Return how one method grew from another, or None if it did not."""
        concepts = self._catalogue.concepts
        if older == newer or not {concepts[older].kind, concepts[newer].kind} <= _WAYS:
            return None
        relations = [
            relation
            for relation in self._catalogue.relations.get(newer, ())
            if (relation.source, relation.target) == (newer, older)
            and relation.kind in _GROWTH
            and relation.evidence is not Evidence.INFERRED
        ]
        needs = (need for need in self._catalogue.requirements.get(newer, ()) if need.evidence is not Evidence.INFERRED)
        requirement = next((need for need in needs if older in need.any_of), None)
        before, after = self._year(older), self._year(newer)
        contradicted = before is not None and after is not None and after < before
        if contradicted or not (relations or requirement):
            return None
        relations.sort(key=lambda relation: _GROWTH.index(relation.kind))
        return Step(concepts[older], concepts[newer], tuple(relations), requirement)

    def _told(self, pairs: Iterable[tuple[str, str]], generations: Mapping[str, int]) -> tuple[Step, ...]:
        ordered = sorted(pairs, key=lambda pair: (generations[pair[0]], pair[0], generations[pair[1]], pair[1]))
        return tuple(self._sound(ordered))

    def _members(self, generations: Mapping[str, int]) -> tuple[Member, ...]:
        members = [
            Member(self._catalogue.concepts[slug], self._paper(slug), self._year(slug), generation)
            for slug, generation in generations.items()
        ]
        members.sort(key=lambda one: (one.generation, one.year or _UNDATED, one.concept.slug))
        return tuple(members[:MOST_MEMBERS])

    def _paper(self, slug: str) -> Paper | None:
        papers = (
            self._catalogue.papers[link.paper]
            for link in self._catalogue.papers_of_concept.get(slug, ())
            if link.kind is PaperConceptKind.INTRODUCES and link.paper in self._catalogue.papers
        )
        return min(papers, key=lambda paper: (year_of(paper) or _UNDATED, paper.id), default=None)

    def _year(self, slug: str) -> int | None:
        paper = self._paper(slug)
        return year_of(paper) if paper else None


def year_of(paper: Paper) -> int | None:
    """Return when a paper came out: the year of its first version, or else of its venue."""
    return paper.published.year if paper.published else paper.venue_year
