"""Pictures as DOT, for Graphviz."""

import unicodedata

from graph.drawing.mermaid import drawn, lines_in
from graph.drawing.picture import BoxRole, EdgeKind, Picture, PictureEdge, PictureNode

_SHAPES = {"one-of": "oval", "lab": "hexagon", "paper": "note", "page": "box", "lecture": "folder", "course": "folder"}
_ROLES = {
    BoxRole.TARGET: {"style": "filled,rounded", "fillcolor": "#0b5394", "fontcolor": "#ffffff"},
    BoxRole.FOR_ORDER: {"style": "rounded,dashed"},
    BoxRole.KNOWN: {"style": "filled,rounded", "fillcolor": "#eceff3", "fontcolor": "#5a6575"},
    BoxRole.ASSUMED: {"style": "filled,rounded", "fillcolor": "#eceff3", "fontcolor": "#5a6575"},
    BoxRole.ALTERNATIVE: {"style": "rounded,dotted", "fontcolor": "#5a6575"},
}
_EDGES = {
    EdgeKind.PRECEDES: {"style": "dashed", "color": "#a8672f", "constraint": "false"},
    EdgeKind.RELATION: {"style": "dotted", "constraint": "false"},
    EdgeKind.MATERIAL: {"style": "dotted"},
}
_ARC = {"color": "#c2410c", "penwidth": "4", "constraint": "false"}


def dot(picture: Picture) -> str:
    """Return a picture as a directed graph; edges that others imply are left out."""
    font = 'fontname="Helvetica,Noto Sans CJK SC,sans-serif"'
    lines = [
        f"digraph {quoted(picture.title)} {{",
        f"  graph [charset={quoted('UTF-8')}, label={quoted(picture.title)}, labelloc=t, rankdir=TB, {font}];",
        f"  node [shape=box, style=rounded, fontsize=12, {font}];",
        f"  edge [color={quoted('#6b7688')}, fontsize=10, {font}];",
    ]
    grouped = {group.id for group in picture.groups}
    for group in picture.groups:
        lines += [f"  subgraph {quoted(f'cluster_{group.id}')} {{"]
        lines += [f"    label={quoted(group.label.in_language(picture.language))};"]
        lines += [f"    {_node(node)}" for node in picture.nodes if node.group == group.id]
        lines += ["  }"]
    lines += [f"  {_node(node)}" for node in picture.nodes if node.group not in grouped]
    lines += [f"  {_edge(edge, picture.language)}" for edge in drawn(picture.edges)]
    return "\n".join([*lines, "}"]) + "\n"


def quoted(text: str) -> str:
    r"""Return a text in quotes, with nothing in it that Graphviz would read as more than text.

    >>> print(quoted('a "b" \\N &lt;'))
    "a \"b\" \\N &amp;lt;"
    """
    shown = "".join(c for c in text.replace("\n", "\0") if c == "\0" or unicodedata.category(c) not in _UNSHOWN)
    escaped = shown.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;").replace("\0", "\\n")
    return f'"{escaped}"'


_UNSHOWN = ("Cc", "Cf", "Cs", "Cn")


def _node(node: PictureNode) -> str:
    attributes = {"label": "\n".join(lines_in(node)), **_ROLES.get(node.role, {})}
    if node.kind in _SHAPES:
        attributes |= {"shape": _SHAPES[node.kind]}
    return f"{quoted(node.id)} {_attributes(attributes)};"


def _edge(edge: PictureEdge, language: str) -> str:
    attributes = dict(_ARC if edge.arc else _EDGES.get(edge.kind, {}))
    if edge.label:
        attributes["label"] = edge.label.in_language(language)
    written = f" {_attributes(attributes)}" if attributes else ""
    return f"{quoted(edge.source)} -> {quoted(edge.target)}{written};"


def _attributes(attributes: dict[str, str]) -> str:
    return "[" + ", ".join(f"{name}={quoted(value)}" for name, value in attributes.items()) + "]"
