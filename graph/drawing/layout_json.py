"""Pictures as JSON: every box with its rank, order and place, every edge with its way, for front ends that draw."""

from typing import Any

from graph.drawing.picture import Picture, PictureEdge, PictureGroup, PictureNode
from graph.nodes import global_id, key_of, kind_of
from schema.values import Text, plain


def layout(picture: Picture) -> dict[str, Any]:
    """Return a picture as plain data; lengths are in pixels."""
    return {
        "title": picture.title,
        "subtitle": picture.subtitle,
        "language": picture.language,
        "revision": picture.revision,
        "width": picture.width,
        "height": picture.height,
        "nodes": [_node(node) for node in picture.nodes],
        "edges": [_edge(edge) for edge in picture.edges],
        "groups": [_group(group) for group in picture.groups],
        "notes": list(picture.notes),
    }


def _node(node: PictureNode) -> dict[str, Any]:
    return {
        "id": node.id,
        "node": global_id(kind_of(node.node), key_of(node.node)) if node.node else None,
        "kind": node.kind,
        "role": node.role.value,
        "label": plain(node.label),
        "lines": [*node.title, *node.small],
        "concept_kind": node.colour or None,
        "lecture": node.lecture,
        "group": node.group or None,
        "rank": node.rank,
        "order": node.order,
        "x": node.x,
        "y": node.y,
        "width": node.width,
        "height": node.height,
    }


def _edge(edge: PictureEdge) -> dict[str, Any]:
    return {
        "source": edge.source,
        "target": edge.target,
        "kind": edge.kind.value,
        "says": edge.says,
        "label": _text(edge.label),
        "reason": _text(edge.reason),
        "reduced": edge.reduced,
        "arc": edge.arc,
        "points": [list(point) for point in edge.points],
    }


def _group(group: PictureGroup) -> dict[str, Any]:
    return {
        "id": group.id,
        "label": plain(group.label),
        "lecture": group.lecture,
        "x": group.x,
        "y": group.y,
        "width": group.width,
        "height": group.height,
        "stations": list(group.stations),
    }


def _text(text: Text | None) -> dict[str, Any] | None:
    return plain(text) if text else None
