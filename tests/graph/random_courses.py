"""Random small courses: what requires what, what is taught where, and what is known."""

import random
from dataclasses import dataclass
from itertools import combinations

from schema.record_set import RecordSet
from schema.records import Paper, PaperConcept, Precedence, Record, Requirement
from schema.values import Evidence, PaperConceptKind, Priority
from tests.graph.estimates import page_minutes, paper_minutes
from tests.graph.teahouse import COURSE, concept, page, precedes, recommends, requires, teaches

MINUTES_OF_PAPER = {urgency: paper_minutes(urgency.value) for urgency in (Priority.MUST, Priority.STRONG)}


@dataclass(frozen=True)
class Question:
    """A course, and what is asked of it."""

    records: tuple[Record, ...]
    targets: tuple[str, ...]
    known: tuple[str, ...]

    @property
    def record_set(self) -> RecordSet:
        """The course as a set of records."""
        return RecordSet.of(self.records)

    @property
    def groups(self) -> dict[str, list[tuple[str, ...]]]:
        """What each concept requires."""
        found: dict[str, list[tuple[str, ...]]] = {one.slug: [] for one in self.record_set.concepts}
        for need in self.record_set.requirements:
            found[need.concept].append(need.any_of)
        return found

    @property
    def satisfied(self) -> set[str]:
        """What is assumed, is known, or is implied by it through groups of one."""
        implied, waiting = set(), list(self.known)
        while waiting:
            slug = waiting.pop()
            if slug not in implied:
                implied.add(slug)
                waiting += [group[0] for group in self.groups[slug] if len(group) == 1]
        return implied | {one.slug for one in self.record_set.concepts if one.assumed}

    def minutes(self, slugs: frozenset[str]) -> int:
        """Return the likely minutes of what teaches some concepts, each page and paper counted once."""
        records = self.record_set
        pages = {one.page for one in records.coverages if one.concept in slugs}
        papers = {one.paper for one in records.paper_concepts if one.concept in slugs}
        urged = {one.paper: MINUTES_OF_PAPER[one.priority] for one in records.recommendations if one.priority}
        return sum(page_minutes(one.characters) for one in records.pages if one.path in pages) + sum(
            urged[paper] for paper in papers
        )

    def least(self) -> tuple[int, int]:
        """Try every set of concepts: return the least minutes, and the fewest concepts that take no more."""
        groups, satisfied = self.groups, self.satisfied
        wanted = set(self.targets) - satisfied
        free = sorted(set(groups) - satisfied - wanted)

        def is_answered(slugs: frozenset[str]) -> bool:
            have = slugs | satisfied
            return all(not have.isdisjoint(group) for slug in slugs for group in groups[slug])

        return min(
            (self.minutes(whole), len(whole))
            for size in range(len(free) + 1)
            for chosen in combinations(free, size)
            if is_answered(whole := frozenset((*wanted, *chosen)))
        )


def question(seed: int, *, most: int = 8, prefix: str = "") -> Question:
    """Return a random question of up to so many concepts; what it is about has names that begin with the prefix."""
    chance = random.Random(seed)
    slugs = [f"{prefix}c{number}" for number in chance.sample(range(10), chance.randint(1, most))]
    records: list[Record] = [COURSE, page("/docs/papers", "Papers", 99, kind="papers")]
    records += [concept(slug, assumed=chance.random() < 0.1) for slug in slugs]
    paths = [f"/docs/{prefix}p{n}" for n in range(5)]
    records += [page(path, f"Page {n}", n, characters=900 * chance.randint(1, 9)) for n, path in enumerate(paths)]
    for at, slug in enumerate(slugs):
        records += _needs(chance, slug, slugs[:at])
        taught = chance.sample(paths, chance.choice((0, 1, 1, 2)))
        records += [teaches(path, slug) for path in taught]
        if chance.random() < 0.2:
            paper = f"on-{slug}"
            records.append(Paper(id=paper, title=f"On {slug}"))
            records.append(
                PaperConcept(paper=paper, concept=slug, kind=PaperConceptKind.INTRODUCES, evidence=Evidence.CURATED)
            )
            urgency = chance.choice(list(MINUTES_OF_PAPER))
            records.append(recommends("/docs/papers", at, paper=paper, priority=urgency))
    order = chance.sample(slugs, len(slugs))
    records += _orders(chance, order)
    targets = tuple(chance.sample(slugs, chance.randint(1, min(3, len(slugs)))))
    known = tuple(chance.sample(slugs, chance.choice((0, 0, 1, 2)) if len(slugs) > 2 else 0))
    return Question(tuple(records), targets, known)


def _needs(chance: random.Random, slug: str, earlier: list[str]) -> list[Requirement]:
    count = chance.randint(0, 3) if earlier else 0
    sizes = [min(len(earlier), chance.choice((1, 1, 2, 2, 3))) for _ in range(count)]
    return [requires(slug, *chance.sample(earlier, size), group=group) for group, size in enumerate(sizes)]


def _orders(chance: random.Random, order: list[str]) -> list[Precedence]:
    return [precedes(a, b) for a, b in combinations(order, 2) if chance.random() < 0.15]
