"""What the flowcharts of a page say of the order in which it teaches; never what is needed for what.

A flowchart is read as an order when at least two of its nodes name different stages, methods or kinds of data, none of
its nodes is a question, and its arrows run in no circle. All others draw how something works, or how to choose. What is
measured with, worked with or observed may stand anywhere in a drawing and has no place in the order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.statements.mermaid import Flowchart, Node, flowchart_in
from ingest.statements.names import Finder, heads, sentence
from ingest.statements.places import source_at
from ingest.statements.reach import Reach
from schema.blocks import BlockKind
from schema.records import Concept, Finding, Page, Precedence
from schema.values import ConceptKind, Evidence, Severity

_TAUGHT_IN_ORDER = (ConceptKind.STAGE, ConceptKind.METHOD, ConceptKind.DATA)
_SEEN_WHENEVER = (ConceptKind.EVALUATION, ConceptKind.TOOL, ConceptKind.PHENOMENON)
_MOST_TOLD = 5
_INTO, _OUT_OF = "into ", "out of "

Pair = tuple[str, str]
"""Slugs of the concept drawn first and of the one drawn next."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a page draws: the orders, and what is odd about its diagrams."""

    precedences: tuple[Precedence, ...]
    findings: tuple[Finding, ...]


def drawn_on(page: Page, finder: Finder, concepts: Mapping[str, Concept]) -> Drawn:
    """Return the order that the flowcharts of a page draw, as it stands there."""
    found: dict[Pair, Precedence] = {}
    findings: list[Finding] = []
    for block in page.blocks:
        if block.kind is not BlockKind.MERMAID:
            continue
        chart = flowchart_in(block.text)
        if chart.oddities:
            findings.append(_unreadable(page, block.position, chart))
        pairs = order_in(chart, finder, concepts)
        if _in_a_circle(pairs):
            findings.append(_circle(page, block.position, pairs))
            continue
        for before, after in pairs:
            precedence = Precedence(
                course=page.course,
                before=before,
                after=after,
                reason=sentence(
                    "页面的流程图把{a}画在{b}之前。", "The page’s diagram puts {a} before {b}.", before, after, concepts
                ),
                evidence=Evidence.STATED,
                sources=(source_at(page, block.position),),
            )
            found.setdefault((before, after), precedence)
    return Drawn(tuple(found.values()), tuple(findings))


def order_in(chart: Flowchart, finder: Finder, concepts: Mapping[str, Concept]) -> tuple[Pair, ...]:
    """Return which concepts a flowchart draws one after the other; nothing where it draws no order.

    Nodes that name no concept with a place in the order are passed through, however many there are.
    """
    if any(node.decision for node in chart.nodes):
        return ()
    named: dict[str, tuple[str, ...]] = {}
    for node in chart.nodes:
        all_named = (slug for slug in concepts_of(node, finder) if slug in concepts)
        if found := tuple(slug for slug in all_named if concepts[slug].kind not in _SEEN_WHENEVER):
            named[node.id] = found
    if not _is_an_order(named.values(), concepts):
        return ()
    after = _arrows(chart)
    pairs: dict[Pair, None] = {}
    for id_, firsts in named.items():
        for next_ in _next_named(id_, after, named):
            shared = {*firsts} & {*named[next_]}
            pairs |= {(a, b): None for a in firsts for b in named[next_] if not {a, b} & shared}
    return tuple(pairs)


def concepts_of(node: Node, finder: Finder) -> tuple[str, ...]:
    """Return what a node stands for: what its first line names, or else the other lines.

    A node whose label does not name what its id is the name of is described by the label; then the id counts.
    """
    lines = node.label.split("\n")
    all_named = [finder(line) for line in lines]
    for slug, start, end in finder(node.id):
        if (start, end) == (0, len(node.id)) and not any(slug == other for named in all_named for other, _, _ in named):
            return (slug,)
    first, *rest = map(heads, all_named)
    return first or tuple(dict.fromkeys(slug for named in rest for slug in named))


def _is_an_order(named: Iterable[tuple[str, ...]], concepts: Mapping[str, Concept]) -> bool:
    taught = [{slug for slug in found if concepts[slug].kind in _TAUGHT_IN_ORDER} for found in named]
    taught = [found for found in taught if found]
    return len(taught) > 1 and len(set.union(*taught)) > 1


def _arrows(chart: Flowchart) -> dict[str, list[str]]:
    """Return which nodes follow which; an arrow at a subgraph is one at each of its nodes.

    A subgraph has a door that leads to all that lies in it, and one that all in it lead to.
    """
    after: defaultdict[str, list[str]] = defaultdict(list)
    groups = {group.id for group in chart.groups}
    lie_in = [(node.id, node.id, node.group) for node in chart.nodes]
    lie_in += [(f"{_INTO}{group.id}", f"{_OUT_OF}{group.id}", group.parent) for group in chart.groups]
    for way_in, way_out, group in lie_in:
        if group is not None:
            after[f"{_INTO}{group}"].append(way_in)
            after[way_out].append(f"{_OUT_OF}{group}")
    for arrow in chart.arrows:
        if arrow.directed:
            source = f"{_OUT_OF}{arrow.source}" if arrow.source in groups else arrow.source
            target = f"{_INTO}{arrow.target}" if arrow.target in groups else arrow.target
            after[source].append(target)
    return after


def _next_named(start: str, after: Mapping[str, list[str]], named: Mapping[str, tuple[str, ...]]) -> list[str]:
    found: list[str] = []
    waiting, seen = [start], {start}
    while waiting:
        for node in after.get(waiting.pop(), ()):
            if node not in seen:
                seen.add(node)
                (found if node in named else waiting).append(node)
    return found


def _in_a_circle(pairs: Iterable[Pair]) -> bool:
    reach = Reach()
    for before, after in pairs:
        if reach.leads(after, before):
            return True
        reach.add(before, after)
    return False


def _unreadable(page: Page, position: int, chart: Flowchart) -> Finding:
    told = "; ".join(f"line {odd.line}: {odd.message}" for odd in chart.oddities[:_MOST_TOLD])
    more = len(chart.oddities) - _MOST_TOLD
    return Finding(
        course=page.course,
        code="DIAGRAM_UNREADABLE",
        severity=Severity.WARNING,
        message=f"a flowchart was read in part: {told}" + (f"; and {more} more" if more > 0 else ""),
        remedy="Correct the Mermaid source",
        page=page.path,
        place=f"block {position}",
    )


def _circle(page: Page, position: int, pairs: Iterable[Pair]) -> Finding:
    return Finding(
        course=page.course,
        code="DIAGRAM_IN_A_CIRCLE",
        severity=Severity.INFO,
        message="a flowchart of methods runs in a circle, so it was not read as an order of teaching",
        page=page.path,
        place=f"block {position}",
        subjects=tuple(dict.fromkeys(slug for pair in pairs for slug in pair)),
    )
