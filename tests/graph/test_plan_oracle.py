"""Ten thousand random plans against an oracle that knows nothing but the definitions and tries every set there is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import pytest

from graph.nodes import key_of
from graph.plan import LearningPath
from graph.planning import learning_path
from graph.served import Served
from schema.record_set import RecordSet
from schema.records import Record
from tests.graph.estimates import page_minutes
from tests.graph.random_courses import MINUTES_OF_PAPER, Question, question
from tests.graph.teahouse import served

BATCHES = range(100)
A_BATCH = 100
MOST_CONCEPTS = 10


@dataclass(frozen=True)
class Oracle:
    """All that can be told of a question, worked out by trying: sets are numbers, one bit for each concept."""

    question: Question

    @cached_property
    def slugs(self) -> list[str]:
        return sorted(self.question.groups)

    @cached_property
    def groups(self) -> Mapping[str, list[tuple[str, ...]]]:
        return self.question.groups

    @cached_property
    def satisfied(self) -> set[str]:
        return self.question.satisfied

    @cached_property
    def _items(self) -> Mapping[str, Mapping[str, int]]:
        """What each concept costs, item by item."""
        records = self.question.record_set
        pages = {one.path: page_minutes(one.characters) for one in records.pages if one.characters}
        urged = {one.paper: MINUTES_OF_PAPER[one.priority] for one in records.recommendations if one.priority}
        items: dict[str, dict[str, int]] = {slug: {} for slug in self.slugs}
        for coverage in records.coverages:
            items[coverage.concept][coverage.page] = pages[coverage.page]
        for link in records.paper_concepts:
            items[link.concept][link.paper] = urged[link.paper]
        return items

    def minutes(self, slugs: set[str]) -> int:
        paid: dict[str, int] = {}
        for slug in slugs:
            paid |= self._items[slug]
        return sum(paid.values())

    def best(self) -> tuple[int, int, list[str]]:
        """Return the least minutes, the number of steps and their names: of all sets that answer all needs."""
        bit = {slug: 1 << number for number, slug in enumerate(self.slugs)}
        have = sum(bit[slug] for slug in self.satisfied)
        masks = [(bit[s], [sum(bit[m] for m in group) for group in self.groups[s]]) for s in self.slugs]
        wanted = sum(bit[slug] for slug in {*self.question.targets} - self.satisfied)
        best: tuple[int, int, list[str]] | None = None
        for chosen in range(1 << len(self.slugs)):
            if chosen & wanted != wanted or chosen & have:
                continue
            if any(one & chosen and not all(group & (chosen | have) for group in groups) for one, groups in masks):
                continue
            slugs = [slug for slug in self.slugs if bit[slug] & chosen]
            found = (self.minutes(set(slugs)), len(slugs), slugs)
            best = found if best is None else min(best, found)
        assert best is not None
        return best

    def order(self, slugs: set[str]) -> list[str]:
        """Return the steps in order: of those that have all they require before them, the first the course teaches."""
        records = self.question.record_set
        positions = {one.path: one.position for one in records.pages}
        first = dict.fromkeys(slugs, 1000000)
        for coverage in records.coverages:
            if coverage.concept in first:
                first[coverage.concept] = min(first[coverage.concept], positions[coverage.page])
        done: list[str] = []
        while left := slugs - set(done):
            ready = [s for s in left if all(m not in left for group in self.groups[s] for m in group)]
            done.append(min(ready, key=lambda slug: (first[slug], slug)))
        return done


def batch(number: int) -> Iterator[tuple[Oracle, LearningPath]]:
    """Yield questions about one graph that is made of many small ones, with what the planner answers."""
    seeds = range(number * A_BATCH, (number + 1) * A_BATCH)
    questions = [question(seed, most=MOST_CONCEPTS, prefix=f"g{seed}-") for seed in seeds]
    graph = together(questions)
    for one in questions:
        yield Oracle(one), learning_path(graph, one.targets, one.known)


def together(questions: list[Question]) -> Served:
    records: dict[str, Record] = {repr(record): record for one in questions for record in one.records}
    return served(RecordSet.of(records.values()))


@pytest.mark.parametrize("number", BATCHES)
def test_no_plan_of_all_there_are_is_better_and_the_order_is_the_one_defined(number):
    for oracle, path in batch(number):
        slugs = [key_of(step.node) for step in path.steps]

        assert path.exact
        assert (oracle.minutes(set(slugs)), len(slugs), sorted(slugs)) == oracle.best(), oracle.question.targets
        assert slugs == oracle.order(set(slugs)), oracle.question.targets
        assert (path.minutes.likely if path.minutes else 0) == oracle.minutes(set(slugs))
        assert oracle.satisfied.isdisjoint(slugs)
