"""Pictures as Mermaid: a flowchart that GitHub, GitLab and many editors draw."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from graph.drawing.picture import BoxRole, EdgeKind, Picture, PictureEdge, PictureNode

_PLAIN = re.compile(r"[\w ]")
_SHAPES = {
    "one-of": ("([", "])"),
    "lab": ("{{", "}}"),
    "paper": ("[/", "/]"),
    "page": ("[", "]"),
    "lecture": ("[[", "]]"),
    "course": ("[[", "]]"),
    "resource": ("[", "]"),
}
_ROUND = ("(", ")")
_ARROWS = {
    EdgeKind.REQUIRES: "-->",
    EdgeKind.ONE_OF: "-->",
    EdgeKind.PRECEDES: "-.->",
    EdgeKind.RELATION: "-.->",
    EdgeKind.MATERIAL: "-.->",
}
_ARC = "==>"
_CLASSES = {
    BoxRole.TARGET: "fill:#0b5394,stroke:#0b5394,color:#ffffff",
    BoxRole.FOR_ORDER: "stroke-dasharray:6 4",
    BoxRole.KNOWN: "fill:#eceff3,stroke:#c5ccd6,color:#5a6575",
    BoxRole.ASSUMED: "fill:#eceff3,stroke:#c5ccd6,color:#5a6575",
    BoxRole.ALTERNATIVE: "fill:none,stroke-dasharray:2 3,color:#5a6575",
}


def mermaid(picture: Picture) -> str:
    """Return a picture as a Mermaid flowchart; edges that others imply are left out."""
    names = {node.id: f"n{number}" for number, node in enumerate(sorted(picture.nodes, key=lambda node: node.id))}
    lines = ["---", f'title: "{_title(picture.title)}"', "---", "flowchart TB"]
    grouped = {group.id for group in picture.groups}
    for number, group in enumerate(picture.groups):
        lines.append(f'  subgraph g{number}["{escaped(group.label.in_language(picture.language))}"]')
        lines += [f"    {_node(node, names)}" for node in picture.nodes if node.group == group.id]
        lines.append("  end")
    lines += [f"  {_node(node, names)}" for node in picture.nodes if node.group not in grouped]
    lines += [f"  {line}" for line in _edges(picture, names)]
    for role, style in _CLASSES.items():
        members = [names[node.id] for node in picture.nodes if node.role is role]
        if members:
            lines += [f"  classDef {_class(role)} {style}", f"  class {','.join(members)} {_class(role)}"]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Return a text as it stands between quotes: whatever means something to Mermaid becomes a number.

    >>> escaped('a "b" `c` -->')
    'a #34;b#34; #96;c#96; #45;#45;#62;'
    """
    text = "".join(character for character in " ".join(text.split()) if _is_shown(character))
    return "".join(
        character if character.isalnum() or not character.isascii() or character == " " else f"#{ord(character)};"
        for character in text
    )


def _is_shown(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp", "Co")


def _title(text: str) -> str:
    """Return a text as it stands in quotes in the head, which is YAML."""
    shown = "".join(character for character in " ".join(text.split()) if _is_shown(character))
    return shown.replace("\\", "\\\\").replace('"', '\\"').replace("%%{", "%% {")


def _node(node: PictureNode, names: dict[str, str]) -> str:
    left, right = _SHAPES.get(node.kind, _ROUND)
    return f'{names[node.id]}{left}"{"<br>".join(map(escaped, lines_in(node)))}"{right}'


def lines_in(node: PictureNode) -> tuple[str, ...]:
    """Return what is written in a box; a check mark says that it is known."""
    mark = "✓ " if node.role is BoxRole.KNOWN else ""
    return tuple(mark + line if number == 0 else line for number, line in enumerate((*node.title, *node.small)))


def _edges(picture: Picture, names: dict[str, str]) -> Iterator[str]:
    for edge in drawn(picture.edges):
        arrow = _ARC if edge.arc else _ARROWS[edge.kind]
        label = f'|"{escaped(edge.label.in_language(picture.language))}"|' if edge.label else ""
        yield f"{names[edge.source]} {arrow}{label} {names[edge.target]}"


def _class(role: BoxRole) -> str:
    return role.value.replace("-", "")


def drawn(edges: Iterable[PictureEdge]) -> list[PictureEdge]:
    """Return the edges that no others imply."""
    return [edge for edge in edges if edge.reduced]
