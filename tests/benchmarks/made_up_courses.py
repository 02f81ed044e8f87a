"""Courses of any size, shaped like the shipped vocabulary: as many needs, choices, pages and papers a concept."""

import random

from graph.served import Served
from schema.record_set import RecordSet
from schema.records import Paper, PaperConcept, Record
from schema.values import Evidence, PaperConceptKind, Priority
from tests.graph.teahouse import COURSE, concept, page, recommends, requires, served, teaches

AREA = 80
"""Concepts that are about one thing: needs stay among them."""

GROUPS = (0, 1, 1, 1, 1, 1, 2, 2, 2, 3)
"""How many groups concepts need: 1.4 on average."""

CHOICES = 0.09
"""Which part of the groups leaves a choice."""

ASSUMED = 0.06
"""Which part of the concepts is assumed."""


def slug_of(number: int) -> str:
    """Return the slug of a concept by its number."""
    return f"c{number:06}"


def made_up(concepts: int, seed: int = 7, area: int = AREA) -> RecordSet:
    """Return a course of so many concepts, so many of them about one thing."""
    chance = random.Random(seed)
    records: list[Record] = [COURSE, page("/papers", "Papers", 0, kind="papers")]
    pages = max(1, concepts * 2 // 9)
    records += [page(f"/p{n}", f"Page {n}", n + 1, characters=500 * chance.randint(2, 20)) for n in range(pages)]
    for number in range(concepts):
        slug, first = slug_of(number), number - number % area
        assumed = chance.random() < ASSUMED
        records.append(concept(slug, assumed=assumed))
        records += [] if assumed else _needs(chance, number, first)
        # Pages teach about what is taught around them, and not always what comes first before what builds on it.
        for at in {number * 2 // 9 + chance.randint(-2, 2) for _ in range(chance.choice((0, 1, 1, 1, 1, 1, 1, 2)))}:
            if 0 <= at < pages:
                records.append(teaches(f"/p{at}", slug, number))
        if chance.random() < 0.4:
            records += _paper(chance, number, slug)
    return RecordSet.of(records)


def _needs(chance: random.Random, number: int, first: int) -> list[Record]:
    earlier = [slug_of(n) for n in range(max(first, number - 8), number)]
    count = chance.choice(GROUPS) if earlier else 0
    sizes = [min(len(earlier), chance.choice((2, 2, 2, 3)) if chance.random() < CHOICES else 1) for _ in range(count)]
    return [requires(slug_of(number), *chance.sample(earlier, size), group=at) for at, size in enumerate(sizes)]


def _paper(chance: random.Random, number: int, slug: str) -> list[Record]:
    paper = f"on-{slug}"
    priority = chance.choice((Priority.MUST, Priority.STRONG, Priority.RECOMMENDED, Priority.OPTIONAL))
    return [
        Paper(id=paper, title=f"On {slug}"),
        PaperConcept(paper=paper, concept=slug, kind=PaperConceptKind.INTRODUCES, evidence=Evidence.CURATED),
        recommends("/papers", number, paper=paper, priority=priority),
    ]


def served_course(concepts: int, area: int = AREA) -> Served:
    """Return what is served of a course of so many concepts, so many of them about one thing."""
    return served(made_up(concepts, area=area))
