"""What a reading list is: papers in order, each with its reason and its time, in groups."""

from dataclasses import dataclass

from graph.minutes import Minutes
from reading.because import Because
from reading.ordering import Foundation
from reading.references import Item
from reading.selection import Selection
from schema.records import Concept, Course, Lecture, Paper
from schema.values import Text


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper of a reading list.

    Attributes:
        number: Its place in the list, from 1.
        item: The paper with role, priority and sections, as bibliographies take it.
        minutes: How long reading takes: as the course says, else estimated.
        because: Why it is here; never empty.
        builds_on: Papers of the list that it builds on, the nearest first, without those that these build on.
        lacks: Papers that it builds on and that were left out.
        key: Its citation key.
    """

    number: int
    item: Item
    minutes: Minutes
    because: tuple[Because, ...]
    builds_on: tuple[Foundation, ...]
    lacks: tuple[Foundation, ...]
    key: str

    @property
    def paper(self) -> Paper:
        """The paper."""
        return self.item.paper


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A paper that was chosen, and for which there is no time.

    Attributes:
        item: The paper.
        minutes: How long reading it takes.
        missing: How many minutes were missing when its turn came.
        reason: Why it is left out.
        needed_by: Ids of papers that stay and build on it.
    """

    item: Item
    minutes: Minutes
    missing: int
    reason: Text
    needed_by: tuple[str, ...]

    @property
    def paper(self) -> Paper:
        """The paper."""
        return self.item.paper


@dataclass(frozen=True, slots=True)
class Group:
    """Papers that belong together.

    Attributes:
        lecture: The lecture they are recommended for, if that is what they share.
        concept: The concept they are about, if that is what they share.
        title: What to call them; None where the list is not grouped.
        items: The papers, in the order of the list.
        minutes: How long they take together.
    """

    lecture: Lecture | None
    concept: Concept | None
    title: Text | None
    items: tuple[ListedPaper, ...]
    minutes: Minutes | None


@dataclass(frozen=True, slots=True)
class ReadingList:
    """A reading list.

    Attributes:
        course: The course.
        selection: What was asked for.
        items: The papers, in order.
        groups: The same papers, in groups, each in order.
        minutes: How long all of it takes; None where there is nothing.
        left_out: What there is no time for, the most urgent first.
        revision: Revision of the graph it was made from.
    """

    course: Course
    selection: Selection
    items: tuple[ListedPaper, ...]
    groups: tuple[Group, ...]
    minutes: Minutes | None
    left_out: tuple[LeftOut, ...]
    revision: str
