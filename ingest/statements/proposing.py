"""All that rules propose for a course, and what of it is worth showing."""

from collections.abc import Collection

from ingest.statements.cues import CUES
from ingest.statements.indirect import CITATION, PAGE_ORDER, from_citations, from_page_order
from ingest.statements.names import Finder
from ingest.statements.proposals import Proposal, Proposals, worth_showing
from ingest.statements.sentences import ARROWS, CHAIN, VARIANTS, said_on
from schema.record_set import RecordSet

RULES = (*(cue.name for cue in CUES), ARROWS, CHAIN, VARIANTS, PAGE_ORDER, CITATION)
"""Names of all rules."""


def found_by_rules(records: RecordSet, course: str, finder: Finder) -> tuple[Proposal, ...]:
    """Return every sighting of every rule, whether the graph knows of it or not."""
    pages = sorted((page for page in records.pages if page.course == course), key=lambda page: page.position)
    said = (one for page in pages for one in said_on(page, finder))
    return (*said, *from_page_order(records, course), *from_citations(records, course))


def proposals_of(
    records: RecordSet, course: str, finder: Finder, *, rules: Collection[str] = (), least_confidence: float = 0.0
) -> Proposals:
    """Return what rules propose for a course and its graph does not hold yet, the surest first.

    Args:
        records: All that is known.
        course: Slug of the course.
        finder: Finds concepts in a text.
        rules: Names of the rules to ask; all of them if there are none.
        least_confidence: How sure a proposal has to be.
    """
    found = (one for one in found_by_rules(records, course, finder) if not rules or one.rule in rules)
    of_course = tuple(one for one in records.precedences if one.course == course)
    known = RecordSet(requirements=records.requirements, relations=records.relations, precedences=of_course)
    return worth_showing(found, known, least_confidence=least_confidence)
