"""Where on a page stands what an edge says is stated there; told when it is not found."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from ingest.statements.names import Finder
from ingest.statements.places import Sections
from schema.blocks import BlockKind
from schema.records import Finding, Page, Precedence, Relation, Requirement
from schema.values import Evidence, Severity, SourceRef

StatedEdge = TypeVar("StatedEdge", Requirement, Relation, Precedence)

_Ends = tuple[frozenset[str], frozenset[str]]
"""Slugs of the concepts of which one has to be named at either end of an edge."""


def locate(
    edges: Iterable[StatedEdge], pages: Iterable[Page], finder: Finder, *, methods: frozenset[str] = frozenset()
) -> tuple[tuple[StatedEdge, ...], tuple[Finding, ...]]:
    """Return the edges with the block that states each, and a finding for each place that does not hold what it should.

    Only edges that are stated are looked up, and only on pages that were read with their body. A section names a
    concept when its own blocks do, a heading over it, or the title of the page. A section that names one end of an edge
    may speak of the other by a pronoun or a formula: then the heading is the place, and there is nothing to find.

    Args:
        edges: The edges.
        pages: The pages of one course.
        finder: Finds concepts in a text.
        methods: Slugs of the concepts that a page names when it speaks of all other methods.
    """
    sections = {page.path: Sections(page, finder, methods) for page in pages if page.blocks}
    located: list[StatedEdge] = []
    findings: list[Finding] = []
    for edge in edges:
        if edge.evidence is not Evidence.STATED or not any(source.page in sections for source in edge.sources):
            located.append(edge)
            continue
        sources = []
        for source in edge.sources:
            position, finding = _found(source, ends_of(edge), sections)
            sources.append(source if position is None else source.model_copy(update={"position": position}))
            findings += [finding] if finding else []
        located.append(edge.model_copy(update={"sources": tuple(sources)}))
    return tuple(located), tuple(dict.fromkeys(findings))


def ends_of(edge: Requirement | Relation | Precedence) -> _Ends:
    """Return the concepts at both ends of an edge; of a group, any member stands for it."""
    match edge:
        case Requirement():
            return frozenset({edge.concept}), frozenset(edge.any_of)
        case Relation():
            return frozenset({edge.source}), frozenset({edge.target})
        case Precedence():
            return frozenset({edge.before}), frozenset({edge.after})


def _found(source: SourceRef, ends: _Ends, sections: Mapping[str, Sections]) -> tuple[int | None, Finding | None]:
    on = sections.get(source.page or "")
    if on is None:
        return None, None
    if source.anchor is not None and source.anchor not in on.anchors:
        return None, _no_anchor(source, on.page, ends)
    below = on.below(source.anchor)
    named = on.over(source.anchor).union(*(on.names(number) for number in below))
    if not any(named & end for end in ends):
        return None, _not_stated(source, on.page, ends, len(below))
    if not all(named & end for end in ends):
        return None, None
    return on.page.blocks[_best(on, below, ends)].position, None


def _best(on: Sections, below: Sequence[int], ends: _Ends) -> int:
    """Return the first block that names the most of an edge; a heading only where nothing else does."""

    def worth(number: int) -> tuple[int, bool, int]:
        is_heading = on.page.blocks[number].kind is BlockKind.HEADING
        return sum(bool(on.names(number) & end) for end in ends), not is_heading, -number

    return max(below, key=worth)


def _no_anchor(source: SourceRef, page: Page, ends: _Ends) -> Finding:
    return Finding(
        course=page.course,
        code="STATEMENT_ANCHOR_MISSING",
        severity=Severity.WARNING,
        message=f"{_named(ends)} is said to be stated under #{source.anchor}, and the page has no such heading",
        remedy="Name the heading as it is now, or look whether the page still states it",
        page=page.path,
        place=f"#{source.anchor}",
        subjects=_subjects(ends),
    )


def _not_stated(source: SourceRef, page: Page, ends: _Ends, blocks: int) -> Finding:
    where = f"the {blocks} blocks under #{source.anchor}" if source.anchor else f"the {blocks} blocks of the page"
    names = " nor ".join(" or ".join(sorted(end)) for end in ends)
    return Finding(
        course=page.course,
        code="STATEMENT_NOT_FOUND",
        severity=Severity.INFO,
        message=f"{_named(ends)} is said to be stated here, but {where} name neither {names}",
        remedy="Name the heading under which it is stated, or add the name the page uses to the vocabulary",
        page=page.path,
        place=f"#{source.anchor}" if source.anchor else None,
        subjects=_subjects(ends),
    )


def _named(ends: _Ends) -> str:
    return " – ".join(" or ".join(sorted(end)) for end in ends)


def _subjects(ends: _Ends) -> tuple[str, ...]:
    return tuple(slug for end in ends for slug in sorted(end))
