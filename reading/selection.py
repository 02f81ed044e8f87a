"""A choice of papers and how they are to be listed, as it is asked for, and what its names mean."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TypeVar

from graph.nodes import Node, NodeKind
from graph.plan import LearningPath
from graph.planning import learning_path
from graph.plans.requirements import PLANNED
from graph.questions.known_set import numbers_known
from graph.refs import folded
from graph.served import Served
from schema.errors import InputError, NotFoundError, SyllagraphError
from schema.records import Concept, Course, Paper
from schema.values import Evidence, Priority, Role

MOST_MINUTES = 60 * 24 * 366
"""How long a list may take at most, so that sums of minutes stay small numbers."""
_T = TypeVar("_T")


class ListOrder(StrEnum):
    """An order of a reading list."""

    PREREQUISITE = "prerequisite"
    """Each paper after those it builds on, else as the course has them."""
    COURSE = "course"
    """As the course recommends them: its papers pages first, then its other pages."""
    PRIORITY = "priority"
    """The most urgent first, then as the course has them."""
    DATE = "date"
    """The oldest first version first."""


class Grouping(StrEnum):
    """What a reading list is grouped by."""

    LECTURE = "lecture"
    CONCEPT = "concept"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice of papers. Without lectures, targets, concepts and refs it is all that the course recommends.

    Attributes:
        lectures: Numbers of lectures whose papers to take.
        concepts: REFs of concepts whose papers to take.
        refs: REFs of papers to take, whatever the course says of them and whatever else is asked.
        targets: REFs of what to reach: the papers that introduce what a learning path there needs.
        known: REFs or tokens of what is known on the way to the targets.
        roles: Only papers recommended in these roles; empty for all.
        priorities: Only papers recommended this urgently; empty for all.
        least_evidence: How well it has to be known that a paper treats a concept.
        text: Only papers in whose title, aliases and names of concepts every word of this occurs.
        max_minutes: How many likely minutes there are; None for as many as it takes.
        order: How to order them. By default those that refs name come first, as they are named, and the rest is as
            the course has it; where there are targets, all are ordered by prerequisites.
        group_by: What to group them by.
        course: Slug of the course; the first by default.
    """

    lectures: tuple[int, ...] = ()
    concepts: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    priorities: tuple[Priority, ...] = ()
    least_evidence: Evidence = Evidence.CURATED
    text: str = ""
    max_minutes: int | None = None
    order: ListOrder | None = None
    group_by: Grouping = Grouping.LECTURE
    course: str | None = None


@dataclass(frozen=True, slots=True)
class Meant:
    """What the names of a selection mean.

    Attributes:
        course: The course.
        concepts: The concepts.
        refs: The papers that are named.
        path: The learning path to the targets, if there are any.
        words: What has to occur, without case and hyphens.
    """

    course: Course
    concepts: tuple[Concept, ...]
    refs: tuple[Paper, ...]
    path: LearningPath | None
    words: tuple[str, ...]


def meant_by(served: Served, selection: Selection) -> Meant:
    """Return what a selection means.

    Raises:
        NotFoundError: There is no such course, lecture, concept, paper or target; candidates are given.
        InputError: A number makes no sense, or something is known without a target.
        ExceptionGroup: Of these, where there are several problems.
    """
    catalogue = served.catalogue
    course = catalogue.course(selection.course)
    if course is None:
        raise NotFoundError(selection.course or "(first course)", list(catalogue.courses), what="course")
    problems: list[SyllagraphError] = [*_misfits(selection)]
    numbers = [lecture.number for lecture in catalogue.lectures.get(course.slug, ())]
    for number in selection.lectures:
        if number not in numbers:
            problems.append(NotFoundError(str(number), [*map(str, numbers)], what="lecture"))

    def nodes(refs: Iterable[str], kinds: Iterable[NodeKind]) -> list[Node]:
        return [
            node
            for ref in refs
            if (node := _told(problems, partial(served.refs.node, ref, course=course.slug, kinds=kinds)))
        ]

    concepts = nodes(selection.concepts, [NodeKind.CONCEPT])
    papers = nodes(selection.refs, [NodeKind.PAPER])
    nodes(selection.targets, PLANNED)
    _told(problems, lambda: numbers_known(served, selection.known, course=course.slug))
    if problems:
        raise problems[0] if len(problems) == 1 else ExceptionGroup("the choice of papers has problems", problems)
    path = learning_path(served, selection.targets, selection.known, course=course.slug) if selection.targets else None
    return Meant(
        course=course,
        concepts=tuple(node for node in concepts if isinstance(node, Concept)),
        refs=tuple(node for node in papers if isinstance(node, Paper)),
        path=path,
        words=tuple(folded(selection.text).split()),
    )


def _misfits(selection: Selection) -> Iterable[InputError]:
    if selection.max_minutes is not None and not 1 <= selection.max_minutes <= MOST_MINUTES:
        yield InputError(f"max minutes is {selection.max_minutes:,}, but has to be from 1 to {MOST_MINUTES:,}")
    if selection.known and not selection.targets:
        yield InputError("what is known shortens the way to targets, but there are none", remedy="Name a target")


def _told(problems: list[SyllagraphError], found: Callable[[], _T]) -> _T | None:
    """Return what is found; what keeps it from being found is added to the problems."""
    try:
        return found()
    except SyllagraphError as error:
        problems.append(error)
    except ExceptionGroup as group:
        told, rest = group.split(SyllagraphError)
        if rest is not None or told is None:
            raise
        problems += _leaves(told)
    return None


def _leaves(group: ExceptionGroup[SyllagraphError]) -> Iterable[SyllagraphError]:
    for one in group.exceptions:
        if isinstance(one, ExceptionGroup):
            yield from _leaves(one)
        else:
            yield one
