"""How well the requirements of a vocabulary are known, in numbers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schema.records import Requirement
from schema.values import Evidence, SourceRef

LEAST_LOCATED = 0.6
"""The least share of requirements that should be stated at a place one can look up."""


@dataclass(frozen=True, slots=True)
class EvidenceCounts:
    """How many requirement groups are known in which way.

    Attributes:
        groups: All of them.
        by_evidence: How many are known in each way.
        located: Stated, at a heading of a page or a section of a paper.
    """

    groups: int
    by_evidence: Mapping[Evidence, int]
    located: int

    @property
    def located_share(self) -> float:
        """Which part of all is stated at a place one can look up; 0 where there are none."""
        return self.located / self.groups if self.groups else 0.0


def evidence_of(requirements: Iterable[Requirement]) -> EvidenceCounts:
    """Count requirement groups by how they are known."""
    kept = tuple(requirements)
    counts = Counter(need.evidence for need in kept)
    located = sum(need.evidence is Evidence.STATED and any(map(is_located, need.sources)) for need in kept)
    return EvidenceCounts(len(kept), {evidence: counts[evidence] for evidence in Evidence}, located)


def is_located(source: SourceRef) -> bool:
    """Say whether a source names more than a whole page or paper.

    >>> is_located(SourceRef(page="/docs/leaves")), is_located(SourceRef(page="/docs/leaves", anchor="green"))
    (False, True)
    """
    return bool((source.page and source.anchor) or (source.paper and source.section))
