"""The order of papers: each after those it builds on, as the course has them, by urgency, or by date.

A paper builds on another that introduces a concept which it uses, or which its concepts require over any number of
steps; and on those it cites, where that is known. Of several concepts that would do, one that a paper of the list
introduces counts, then the one that the course teaches first. No paper builds on one that was published later. Papers
that build on each other in a circle have no order among themselves, and no citation closes a circle. Ties go by the
course's order, then by id.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from graph.catalogue import Catalogue
from graph.plans.ordering import in_order
from reading.choosing import Chosen, links_of
from reading.selection import ListOrder, Selection
from schema.records import Concept
from schema.values import Evidence, PaperConceptKind

_STRENGTHS = list(Evidence)


class Foundation(NamedTuple):
    """Something that a paper builds on.

    Attributes:
        paper: Id of the earlier paper.
        concept: The concept that the earlier one introduces, or None where it is cited.
        evidence: How it is known: as well as the weakest link in between.
    """

    paper: str
    concept: Concept | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Foundations:
    """What papers build on, among themselves.

    Attributes:
        papers: Their ids.
        direct: What each builds on, by id, the nearest first; without circles.
        before: Numbers of all that each paper comes after, over any number of steps.
    """

    papers: tuple[str, ...]
    direct: Mapping[str, tuple[Foundation, ...]]
    before: Sequence[frozenset[int]]

    def nearest(self, paper: str, among: Collection[str]) -> tuple[Foundation, ...]:
        """Return what a paper builds on, of some papers, without what those build on themselves."""
        number = {each: at for at, each in enumerate(self.papers)}
        direct = [one for one in self.direct[paper] if one.paper in among]
        implied = frozenset[int]().union(*(self.before[number[one.paper]] for one in direct))
        return tuple(one for one in direct if number[one.paper] not in implied)


def foundations_of(catalogue: Catalogue, papers: Sequence[str], least: Evidence) -> Foundations:
    """Return what papers build on among themselves, as far as it is known well enough."""
    numbers = {paper: number for number, paper in enumerate(papers)}
    introducers: defaultdict[str, list[tuple[str, Evidence]]] = defaultdict(list)
    for paper in papers:
        for link in links_of(catalogue, paper, least):
            if link.kind is PaperConceptKind.INTRODUCES:
                introducers[link.concept].append((paper, link.evidence))
    found = [
        [one for one in _by_concepts(catalogue, paper, introducers, least) if _came_first(catalogue, one.paper, paper)]
        for paper in papers
    ]
    reach = _reach([{numbers[one.paper] for one in each} for each in found])
    for one in sorted(catalogue.records.citations, key=lambda one: (one.paper, one.cited)):
        citing, earlier = numbers.get(one.paper), numbers.get(one.cited)
        evidence = Evidence.STATED if one.confirmed else Evidence.CURATED
        if citing is None or earlier is None or citing == earlier or not evidence.is_at_least(least):
            continue
        if citing not in reach[earlier] and _came_first(catalogue, one.cited, one.paper):
            if earlier not in reach[citing]:
                _join(reach, citing, earlier)
            if all(each.paper != one.cited for each in found[citing]):
                found[citing].append(Foundation(one.cited, None, evidence))
    before = [frozenset(n for n in each if number not in reach[n]) for number, each in enumerate(reach)]
    direct = {
        paper: tuple(one for one in found[number] if numbers[one.paper] in before[number])
        for paper, number in numbers.items()
    }
    return Foundations(tuple(papers), direct, before)


def ordered(
    chosen: Sequence[Chosen], selection: Selection, foundations: Callable[[], Foundations]
) -> tuple[Chosen, ...]:
    """Return papers in the order that is asked for; they come as they were chosen.

    Args:
        chosen: The papers.
        selection: What is asked for.
        foundations: What they build on among themselves, worked out only where it counts.
    """
    order = selection.order or (ListOrder.PREREQUISITE if selection.targets else None)
    by_course = sorted(chosen, key=lambda one: one.place)
    match order:
        case None:
            return tuple(chosen)
        case ListOrder.COURSE:
            return tuple(by_course)
        case ListOrder.PRIORITY:
            return tuple(sorted(by_course, key=lambda one: one.urgency))
        case ListOrder.DATE:
            return tuple(sorted(chosen, key=lambda one: (one.paper.published or date.max, one.paper.id)))
        case ListOrder.PREREQUISITE:
            found = foundations()
            place = {one.paper.id: number for number, one in enumerate(by_course)}
            before = dict(zip(found.papers, found.before, strict=True))
            after = [tuple(place[found.papers[each]] for each in before[one.paper.id]) for one in by_course]
            places = range(len(by_course))
            in_turn = in_order(places, after, places, places)
            assert in_turn is not None, "what papers come after has no circles"
            return tuple(by_course[number] for number in in_turn)


def _by_concepts(
    catalogue: Catalogue, paper: str, introducers: Mapping[str, list[tuple[str, Evidence]]], least: Evidence
) -> Iterator[Foundation]:
    """Walk from the concepts of a paper through all that they require, the nearest first."""
    links = links_of(catalogue, paper, least)
    introduced = {link.concept for link in links if link.kind is PaperConceptKind.INTRODUCES}

    def earlier(concept: str) -> bool:
        return any(_came_first(catalogue, other, paper) for other, _ in introducers.get(concept, ()))

    waiting = [(link.concept, link.evidence) for link in links]
    seen, told = {concept for concept, _ in waiting}, {paper}
    for concept, evidence in waiting:
        for other, known in introducers.get(concept, ()) if concept not in introduced else ():
            if other not in told:
                told.add(other)
                yield Foundation(other, catalogue.concepts[concept], weaker(evidence, known))
        for need in catalogue.requirements.get(concept, ()):
            if need.evidence.is_at_least(least) and not any(each in introduced for each in need.any_of):
                one = min(need.any_of, key=lambda each: (not earlier(each), *catalogue.course_order(each)))
                if one not in seen:
                    seen.add(one)
                    waiting.append((one, weaker(evidence, need.evidence)))


def _came_first(catalogue: Catalogue, earlier: str, later: str) -> bool:
    """Say whether a paper may have come before another, as far as the days of their first versions are known."""
    one, other = catalogue.papers[earlier].published, catalogue.papers[later].published
    return one is None or other is None or one <= other


def weaker(one: Evidence, other: Evidence) -> Evidence:
    """Return the weaker of two.

    >>> weaker(Evidence.STATED, Evidence.CURATED).value
    'curated'
    """
    return max(one, other, key=_STRENGTHS.index)


def _reach(direct: Sequence[set[int]]) -> list[set[int]]:
    """Return all that can be reached from each, itself only where it stands on a circle."""
    found = []
    for start in direct:
        reached, waiting = set(start), list(start)
        for one in waiting:
            more = direct[one] - reached
            reached |= more
            waiting += more
        found.append(reached)
    return found


def _join(reach: list[set[int]], later: int, earlier: int) -> None:
    more = reach[earlier] | {earlier}
    for number, reached in enumerate(reach):
        if number == later or later in reached:
            reached |= more
