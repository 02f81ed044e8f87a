"""An invented shelf of papers, and what is read from pages that hold it."""

from ingest.recommended.recommendations import recommendations_in
from schema.records import Lecture
from tests.ingest.recommended.block_pages import card, page_of

LECTURES = tuple(Lecture(course="tea", number=number, title=f"第{number}课") for number in (1, 2, 3))
ABS = "https://arxiv.org/abs/"
LEAF = card("LeafMemory: How Leaves Remember Rain", f"{ABS}2601.00001", "Kessel 等（2026）——叶子记得哪一年下过雨。")
WATER = card("SlowWater: Curves of Patient Kettles", f"{ABS}2601.00002", "Brook et al. (2026) — how kettles cool")
STEAM = card("A Small Theory of Steam", f"{ABS}2601.00003", "Fenn（2026）——蒸汽去了哪里，比 Kessel 等更远。")
LIDS = card("Why Lids Fit (OptimalLids)", f"{ABS}2601.00004", "Brook 等（POT 2025）——盖子为何刚好。")
REPORT = card("Oolong3 Technical Report", f"{ABS}2601.00005", "Oolong Team (2026)")
DOCTOR = card("Dr. Sencha", f"{ABS}2601.00006")
SHELF = (LEAF, WATER, STEAM, LIDS, REPORT, DOCTOR)


def said(*parts, **more):
    return recommendations_in(page_of(*parts, **more), LECTURES)


def rows(*parts, **more):
    return said(*parts, **more).recommendations


def targets(*parts, **more):
    return [row.paper or row.resource for row in rows(*parts, **more)]


def codes(*parts, **more):
    return [finding.code for finding in said(*parts, **more).findings]


def priorities(*parts):
    """The last digit of each paper that has a priority, with the page's word for it."""
    return {row.paper[-1]: row.priority_text for row in rows(*SHELF, *parts) if row.priority_text}


def sections(*parts):
    return rows(LEAF, *parts)[0].sections
