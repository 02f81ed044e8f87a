"""A sketch: boxes and edges that have no place yet, and the picture it becomes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import networkx as nx

from graph.drawing.layered import GAP_DOWN, layered
from graph.drawing.picture import EdgeKind, Picture, PictureEdge, PictureNode

FIRM = (EdgeKind.REQUIRES, EdgeKind.ONE_OF)
"""Edges that say what is needed."""
_LOOSE = (EdgeKind.RELATION, EdgeKind.MATERIAL)


@dataclass
class Sketch:
    """Boxes and edges, each once."""

    nodes: dict[str, PictureNode] = field(default_factory=dict)
    edges: dict[tuple[str, str, EdgeKind, str], PictureEdge] = field(default_factory=dict)

    def add(self, node: PictureNode) -> None:
        """Draw a box, unless it is there."""
        self.nodes.setdefault(node.id, node)

    def join(self, edge: PictureEdge) -> None:
        """Draw an edge, unless it is there."""
        self.edges.setdefault((edge.source, edge.target, edge.kind, edge.says), edge)

    def picture(
        self,
        *,
        title: str,
        subtitle: str,
        language: str,
        revision: str,
        notes: Iterable[str] = (),
        widest: float = 1400,
        down: float = GAP_DOWN,
    ) -> Picture:
        """Give everything its place."""
        edges = _said_once(reduced(self._sorted_edges()))
        turned = _downwards(edges)
        layout = layered(
            {node.id: (node.width, node.height) for node in self.nodes.values()},
            [ends for edge, ends in turned.items() if edge.reduced],
            widest=widest,
            down=down,
            strong={ends for edge, ends in turned.items() if edge.arc},
        )
        nodes = [
            replace(node, rank=place.rank, order=place.order, x=place.x, y=place.y)
            for node in self.nodes.values()
            for place in (layout.places[node.id],)
        ]
        drawn = []
        for edge in edges:
            way = layout.ways.get(turned.get(edge, ("", "")), ()) if edge.reduced else ()
            drawn.append(replace(edge, points=way if turned.get(edge) == (edge.source, edge.target) else way[::-1]))
        return Picture(
            title=title,
            subtitle=subtitle,
            language=language,
            nodes=tuple(sorted(nodes, key=lambda node: (node.rank, node.order, node.id))),
            edges=tuple(drawn),
            groups=(),
            notes=tuple(notes),
            width=layout.width,
            height=layout.height,
            revision=revision,
        )

    def _sorted_edges(self) -> list[PictureEdge]:
        return [self.edges[key] for key in sorted(self.edges)]


def _said_once(edges: Sequence[PictureEdge]) -> list[PictureEdge]:
    """Write a relation at the requirement that joins the same two, where there is one."""
    firm = {frozenset((edge.source, edge.target)) for edge in edges if edge.kind in FIRM and edge.reduced}
    said = {
        frozenset((edge.source, edge.target)): edge.label
        for edge in edges
        if edge.kind is EdgeKind.RELATION and frozenset((edge.source, edge.target)) in firm
    }
    required = {frozenset((edge.source, edge.target)) for edge in edges if edge.kind in FIRM}
    changed = []
    for edge in edges:
        ends = frozenset((edge.source, edge.target))
        if edge.kind in FIRM:
            changed.append(replace(edge, label=said.get(ends)))
        elif (edge.kind in _LOOSE and ends in said) or (edge.kind is EdgeKind.MATERIAL and ends in required):
            changed.append(replace(edge, reduced=False))
        else:
            changed.append(edge)
    return changed


def reduced(edges: Sequence[PictureEdge]) -> list[PictureEdge]:
    """Mark the edges that say nothing new: what is required by way of others, and order that others imply.

    Of requirements with a choice none is implied, and none implies another: a choice is no need.
    """
    firm = [(edge.source, edge.target) for edge in edges if edge.kind is EdgeKind.REQUIRES]
    kept = set(_reduction(firm).edges)
    order: nx.DiGraph[str] = nx.DiGraph(ends for ends in _downwards(edges).values())
    kept_in_order = set(_reduction(order.edges).edges)
    marked = []
    for edge in edges:
        ends = (edge.source, edge.target)
        if edge.kind is EdgeKind.REQUIRES:
            marked.append(replace(edge, reduced=ends in kept))
        elif edge.kind is EdgeKind.PRECEDES:
            # An order that is a requirement too is drawn as that; the arc is drawn whatever else there is.
            marked.append(replace(edge, reduced=edge.arc or (ends in kept_in_order and ends not in firm)))
        else:
            marked.append(edge)
    return marked


def _reduction(edges: Iterable[tuple[str, str]]) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph(edges)
    return nx.transitive_reduction(graph)


def _downwards(edges: Sequence[PictureEdge]) -> Mapping[PictureEdge, tuple[str, str]]:
    """Return from where to where each edge is drawn so that all point down; what would close a circle is turned.

    Requirements never run in a circle; an order that goes against them, or a relation, may.
    """
    graph: nx.DiGraph[str] = nx.DiGraph((edge.source, edge.target) for edge in edges if edge.kind in FIRM)
    ways: dict[PictureEdge, tuple[str, str]] = {}
    for edge in sorted(edges, key=lambda edge: (edge.kind not in FIRM, edge.kind is EdgeKind.RELATION)):
        ends = (edge.source, edge.target)
        if edge.kind not in FIRM:
            # What another is a variant or a part of was there before: it lies above.
            if edge.kind is EdgeKind.RELATION:
                ends = ends[::-1]
            if all(end in graph for end in ends) and nx.has_path(graph, ends[1], ends[0]):
                ends = ends[::-1]
            graph.add_edge(*ends)
        ways[edge] = ends
    return ways
