"""All that is odd about the numbers of a course: between its pages, and within each."""

from collections.abc import Iterable, Sequence

from ingest.claims.findings import claim_findings
from ingest.claims.lost_sets import lost_sets
from ingest.claims.table_totals import wrong_totals
from schema.claim_records import Claim
from schema.records import Finding, Page


def number_findings(claims: Iterable[Claim], pages: Sequence[Page]) -> tuple[Finding, ...]:
    """Return findings on numbers: claims on which pages disagree, lost choices, totals that do not add up."""
    within = (finding for page in pages for finding in (*lost_sets(page), *wrong_totals(page)))
    return (*claim_findings(claims, pages), *within)
