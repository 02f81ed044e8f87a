"""Which concepts a page explains, and which it only names."""

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.linking import weights
from ingest.linking.links import Link, TextKind
from ingest.linking.outline import sections_of
from ingest.linking.signs import signs_on
from schema.records import Coverage, Page
from schema.values import CoverageKind, Evidence, PageKind, SourceRef

_TEACHING = frozenset({PageKind.SECTION})
_SUMS_UP = re.compile(r"总结|回顾|小结|\b(?:summary|recap|conclusions?|wrap-?up)\b", re.IGNORECASE)


def coverages_of(page: Page, links: Sequence[Link]) -> tuple[Coverage, ...]:
    """Return how a page treats each concept it names, in the order in which it names them.

    By which rule, ``signs_on`` tells: the strongest sign of a concept that is explained.
    Lists of papers, labs, projects, resources and grading explain nothing; overviews, no more than the subject that
    they open with; pages that sum up, little.
    """
    by_concept: defaultdict[str, list[Link]] = defaultdict(list)
    for link in sorted(links, key=_place):
        by_concept[link.concept].append(link)
    signs = signs_on(page, links)
    enough = weights.ENOUGH_TO_SUM_UP if _SUMS_UP.search(page.title) else weights.ENOUGH
    taught = {
        concept
        for concept in by_concept
        if (page.kind in _TEACHING and signs[concept].explain and signs[concept].score >= enough)
        or (page.kind is PageKind.OVERVIEW and "opening" in signs[concept].found)
    }
    anchors = {
        position: section.heading.anchor if section.heading else None
        for position, section in sections_of(page.blocks).items()
    }
    return tuple(
        Coverage(
            course=page.course,
            page=page.path,
            concept=concept,
            kind=CoverageKind.TEACHES if concept in taught else CoverageKind.MENTIONS,
            order=order,
            rule=signs[concept].strongest or None,
            evidence=Evidence.STATED,
            sources=_sources(page, found, anchors),
        )
        for order, (concept, found) in enumerate(by_concept.items())
    )


def _place(link: Link) -> tuple[int, bool, int]:
    """Order links as a reader meets them: title, description, blocks."""
    return -1 if link.position is None else link.position, link.kind is TextKind.DESCRIPTION, link.start


def _sources(page: Page, links: Sequence[Link], anchors: dict[int, str | None]) -> tuple[SourceRef, ...]:
    """Return the places that name a concept, headings first, each block once."""
    ordered = sorted(links, key=lambda link: link.kind not in (TextKind.TITLE, TextKind.HEADING))
    positions = list(dict.fromkeys(link.position for link in ordered))
    return tuple(
        SourceRef(page=page.path, position=position, anchor=None if position is None else anchors[position])
        for position in positions[: weights.MOST_SOURCES]
    )
