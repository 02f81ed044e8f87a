"""Edges that rules propose: what they say, how sure the rule is, and which of them are worth showing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.statements.reach import Reach
from schema.record_set import RecordSet
from schema.values import RelationKind, SourceRef

SUREST = 0.95
"""The most that rules can say together."""

_MOST_SOURCES = 8


class ProposalKind(StrEnum):
    """What a proposal says of its two concepts: a need, an order, or one of the relations."""

    REQUIRES = "requires"
    """The source cannot be understood without the target."""
    PRECEDES = "precedes"
    """The source is taught before the target."""
    PART_OF = "part-of"
    VARIANT_OF = "variant-of"
    ANSWERS = "answers"
    REPAIRS = "repairs"
    REMOVES = "removes"
    COMBINES = "combines"
    APPLIES = "applies"
    EQUALS = "equals"


_ALIKE = ({ProposalKind.ANSWERS, ProposalKind.REPAIRS}, {ProposalKind.PART_OF, ProposalKind.VARIANT_OF})
"""Relations that sentences do not tell apart: where one is known, the other is not proposed."""

Key = tuple[ProposalKind, str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edge that a rule proposes; nobody has confirmed it.

    Attributes:
        kind: What it says.
        source: Slug of the concept that needs, comes first, or does.
        target: Slug of the concept that is needed, comes next, or is done to.
        confidence: How sure the rules are, from 0 to 1.
        rule: The surest rule that proposes it.
        sources: Where it was seen.
        course: Slug of the course.
        quote: What was seen there, in the page's words.
    """

    kind: ProposalKind
    source: str
    target: str
    confidence: float
    rule: str
    sources: tuple[SourceRef, ...]
    course: str
    quote: str = ""

    @property
    def key(self) -> Key:
        """What it says, without how that is known."""
        return self.kind, self.source, self.target


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is worth showing, the surest first, and how much was left out, by reason.

    Attributes:
        proposals: The proposals.
        known: How many edges were left out because the graph has them.
        implied: How many because others, known or surer, lead to them; what is needed also comes first.
        circular: How many because they would close a circle.
    """

    proposals: tuple[Proposal, ...]
    known: int = 0
    implied: int = 0
    circular: int = 0


def weighed(found: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Return each edge once, the surest first: independent sightings and rules make it surer.

    The same rule adds to itself once for every page that it was seen on.
    """
    sightings: defaultdict[Key, dict[tuple[str, str | None], Proposal]] = defaultdict(dict)
    places: defaultdict[Key, dict[SourceRef, None]] = defaultdict(dict)
    for one in found:
        page = one.sources[0].page if one.sources else None
        before = sightings[one.key].setdefault((one.rule, page), one)
        if one.confidence > before.confidence:
            sightings[one.key][one.rule, page] = one
        places[one.key] |= dict.fromkeys(one.sources)
    merged = []
    for key, seen in sightings.items():
        best = min(seen.values(), key=lambda one: (-one.confidence, one.rule))
        doubt = 1.0
        for one in seen.values():
            doubt *= 1 - one.confidence
        sure = round(min(1 - doubt, max(SUREST, best.confidence)), 2)
        merged.append(replace(best, confidence=sure, sources=tuple(places[key])[:_MOST_SOURCES]))
    return tuple(sorted(merged, key=lambda one: (-one.confidence, *one.key)))


def worth_showing(found: Iterable[Proposal], known: RecordSet, *, least_confidence: float = 0.0) -> Proposals:
    """Return what the graph does not know, does not imply, and can hold.

    Args:
        found: What rules propose.
        known: Requirements, relations and the order of the course.
        least_confidence: How sure a proposal has to be; less sure ones are not looked at.
    """
    needs = Reach((need.concept, member) for need in known.requirements for member in need.any_of)
    order = Reach((one.before, one.after) for one in known.precedences)
    direct: set[Key] = {
        (ProposalKind.REQUIRES, need.concept, one) for need in known.requirements for one in need.any_of
    }
    direct |= {(ProposalKind.PRECEDES, one.before, one.after) for one in known.precedences}
    direct |= {(ProposalKind(one.kind.value), one.source, one.target) for one in known.relations}
    # A whole is explained by its parts, and by none of them alone.
    direct |= {
        (ProposalKind.REQUIRES, one.target, one.source) for one in known.relations if one.kind is RelationKind.PART_OF
    }
    shown: list[Proposal] = []
    counts = {"known": 0, "implied": 0, "circular": 0}
    for one in weighed(found):
        if one.source == one.target or one.confidence < least_confidence:
            continue
        if any((kind, one.source, one.target) in direct for kind in _kinds_like(one.kind)):
            counts["known"] += 1
            continue
        reach = {ProposalKind.REQUIRES: needs, ProposalKind.PRECEDES: order}.get(one.kind)
        if reach is None:
            if _undone(one, direct):
                counts["circular"] += 1
                continue
        elif reach.leads(one.source, one.target) or (reach is order and needs.leads(one.target, one.source)):
            counts["implied"] += 1
            continue
        elif reach.leads(one.target, one.source):
            counts["circular"] += 1
            continue
        else:
            reach.add(one.source, one.target)
        direct.add(one.key)
        shown.append(one)
    return Proposals(tuple(shown), **counts)


def _kinds_like(kind: ProposalKind) -> Iterable[ProposalKind]:
    return next((alike for alike in _ALIKE if kind in alike), {kind})


def _undone(one: Proposal, direct: set[Key]) -> bool:
    """Say whether the same relation is known the other way round; what is equal is so both ways."""
    return any((kind, one.target, one.source) in direct for kind in _kinds_like(one.kind))
