"""Random small courses with papers that build on each other, cite each other, and are recommended with hours."""

import random
from datetime import date

from graph.served import Served
from reading.selection import ListOrder, Selection
from schema.record_set import RecordSet
from schema.records import Citation, Lecture, Paper, PaperConcept, Record
from schema.values import Evidence, Hours, PaperConceptKind, Priority, Role
from tests.graph.teahouse import COURSE, TEA, concept, page, recommends, requires, served, teaches


def course(seed: int) -> Served:
    """Return a random course of up to 12 papers on 8 concepts in 3 lectures."""
    chance = random.Random(seed)
    records: list[Record] = [COURSE, page("/docs/references", "All papers", 50)]
    for number in (1, 2, 3):
        records.append(Lecture(course=TEA, number=number, title=f"Lecture {number}"))
        records.append(page(f"/docs/l{number}", f"Lesson {number}", number * 2, lecture=number))
        records.append(page(f"/docs/l{number}/papers", "Papers", number * 2 + 1, kind="papers", lecture=number))
    slugs = [f"c{number}" for number in chance.sample(range(8), 8)]
    for at, slug in enumerate(slugs):
        records += [concept(slug), teaches(f"/docs/l{chance.randint(1, 3)}", slug, at)]
        groups = chance.randint(0, 2) if at else 0
        records += [
            requires(slug, *chance.sample(slugs[:at], min(at, chance.choice((1, 1, 2)))), group=n)
            for n in range(groups)
        ]
    for number in range(chance.randint(1, 12)):
        records += _paper(chance, f"p{number}", slugs)
    papers = [one.id for one in records if isinstance(one, Paper)]
    pairs = {(chance.choice(papers), chance.choice(papers)) for _ in range(len(papers))}
    records += [Citation(paper=a, cited=b, confirmed=chance.random() < 0.5) for a, b in sorted(pairs) if a != b]
    for number, paper in enumerate(papers):
        if chance.random() < 0.9:
            records.append(_recommended(chance, paper, number))
    return served(RecordSet.of(records))


def _paper(chance: random.Random, paper: str, slugs: list[str]) -> list[Record]:
    published = date(2020 + chance.randint(0, 4), 1, 1) if chance.random() < 0.5 else None
    kinds = {slug: chance.choice(list(PaperConceptKind)) for slug in chance.sample(slugs, chance.randint(0, 3))}
    evidence = chance.choice((Evidence.STATED, Evidence.CURATED))
    links = [PaperConcept(paper=paper, concept=slug, kind=kind, evidence=evidence) for slug, kind in kinds.items()]
    return [Paper(id=paper, title=f"On {paper}", published=published), *links]


def _recommended(chance: random.Random, paper: str, order: int) -> Record:
    lecture = chance.randint(1, 3)
    hours = chance.choice((None, 0.5, 1, 2, 7))
    return recommends(
        f"/docs/l{lecture}/papers",
        order,
        paper=paper,
        lecture=lecture,
        role=chance.choice(list(Role)),
        priority=chance.choice((None, *Priority)),
        hours=hours and Hours(low=hours, high=hours, text=f"{hours} h"),
        sections=chance.choice(((), ("1",), ("1", "2", "3"))),
    )


def selection(seed: int, **fields) -> Selection:
    """Return a random choice that a course can answer."""
    chance = random.Random(f"choice {seed}")
    chosen = {
        "lectures": tuple(chance.sample((1, 2, 3), chance.randint(0, 2))),
        "order": chance.choice(list(ListOrder)),
        "roles": chance.choice(((), (), (Role.CORE,))),
        "max_minutes": chance.choice((None, 30, 90, 240, 600)),
        "refs": chance.choice(((), (), ("p0",))),
        "targets": chance.choice(((), (), ("c1",))),
    }
    return Selection(**(chosen | fields))
