"""The legend of a picture: what its colours, lines and frames mean, as far as they occur in it."""

from collections.abc import Iterable

from graph.drawing import words
from graph.drawing.labels import cells
from graph.drawing.picture import BoxRole, EdgeKind, Picture
from graph.drawing.svg_marks import line, px

NOTE_CELL = 6.6
"""Width of half a Chinese character in a note, in pixels."""


def legend_of(picture: Picture, width: float) -> tuple[list[str], float]:
    """Return what colours, lines and frames mean, as far as they occur."""
    entries: list[tuple[str, str]] = []
    language = picture.language
    roles = {node.role for node in picture.nodes}
    used = {node.colour for node in picture.nodes}
    for kind, name in words.KINDS.items():
        if kind.value in used:
            swatch = f'<rect class="kind kind-{kind.value}" y="-10" width="5" height="13" rx="2.5"/>'
            entries.append((swatch, name.in_language(language)))
    lines = {(edge.kind, edge.arc) for edge in picture.edges if edge.points}
    for edge_kind, name in words.EDGES.items():
        # Edges of a choice look like others, except where they meet.
        if (edge_kind, False) in lines and (edge_kind is not EdgeKind.ONE_OF or BoxRole.ONE_OF in roles):
            entries.append((_swatch(edge_kind), name.in_language(language)))
    if any(arc for _, arc in lines):
        entries.append(('<path class="edge arc" d="M0 -4H22"/>', words.ARC.in_language(language)))
    for role, name in words.ROLES.items():
        if role in roles:
            swatch = f'<g class="box {role.value}"><rect class="shape" y="-11" width="20" height="14" rx="4"/></g>'
            entries.append((swatch, name.in_language(language)))
    return _in_rows(entries, width)


def _swatch(kind: EdgeKind) -> str:
    if kind is EdgeKind.ONE_OF:
        return '<g class="box one-of"><rect class="shape" y="-10" width="22" height="12" rx="6"/></g>'
    style = "relation" if kind is EdgeKind.MATERIAL else kind.value
    return f'<path class="edge {style}" d="M0 -4H22"/>'


def _in_rows(entries: Iterable[tuple[str, str]], width: float) -> tuple[list[str], float]:
    rows: list[str] = []
    x, y = 0.0, 14.0
    for swatch, name in entries:
        indent = 12.0 if "kind-" in swatch else 28.0
        needed = indent + cells(name) * NOTE_CELL + 20
        if x and x + needed > width:
            x, y = 0.0, y + 22
        rows.append(f'<g transform="translate({px(x)} {px(y)})">{swatch}{line(indent, 0, name, "note")}</g>')
        x += needed
    return rows, y + 6 if rows else 0.0
