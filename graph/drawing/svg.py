"""Pictures as SVG: one file with its own style for light and dark, no script, nothing from elsewhere."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping

from graph.drawing.boxes import PADDING, SMALL_LINE, TITLE_LINE
from graph.drawing.labels import cells, lines_of
from graph.drawing.of_course import STATION_X
from graph.drawing.picture import BoxRole, EdgeKind, Picture, PictureEdge, PictureGroup, PictureNode, Point
from graph.drawing.svg_legend import NOTE_CELL, legend_of
from graph.drawing.svg_marks import escaped, line, px
from graph.drawing.svg_style import STYLE
from graph.nodes import global_id, key_of, kind_of

MARGIN = 28.0
_HEAD = 66.0
_NOTE_LINE = 18.0
_LEAST_WIDTH = 420.0


def svg(picture: Picture) -> str:
    """Return a picture as an SVG document."""
    width = max(picture.width, _LEAST_WIDTH) + 2 * MARGIN
    notes = [part for note in picture.notes for part in lines_of(note, int((width - 2 * MARGIN) / NOTE_CELL), 4)]
    legend, legend_height = legend_of(picture, width - 2 * MARGIN)
    body = picture.height + _HEAD
    height = body + 22 + len(notes) * _NOTE_LINE + legend_height + MARGIN
    left = (width - picture.width) / 2
    stations = {end for edge in picture.edges if edge.arc for end in (edge.source, edge.target)}
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {px(width)} {px(height)}" width="{px(width)}" '
        f'height="{px(height)}" role="img" aria-labelledby="picture-title picture-desc" lang="{picture.language}">',
        f'<title id="picture-title">{escaped(picture.title)}</title>',
        f'<desc id="picture-desc">{escaped(description(picture))}</desc>',
        f"<style>{STYLE}</style>",
        _markers(),
        f'<rect class="paper" width="{px(width)}" height="{px(height)}"/>',
        line(MARGIN, 36, picture.title, "headline"),
        line(MARGIN, 55, picture.subtitle, "figures"),
        f'<g transform="translate({px(left)} {px(_HEAD)})">',
        *(_group(group, picture.language) for group in picture.groups),
        *_edges(picture),
        *(_node(node, stations) for node in picture.nodes),
        "</g>",
        *(line(MARGIN, body + 26 + at * _NOTE_LINE, note, "note") for at, note in enumerate(notes)),
        f'<g transform="translate({px(MARGIN)} {px(body + 26 + len(notes) * _NOTE_LINE)})">',
        *legend,
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def description(picture: Picture) -> str:
    """Return in words what a picture shows, for those who cannot see it."""
    names = {node.id: node.label.in_language(picture.language) for node in picture.nodes}
    into: dict[str, list[str]] = {}
    for edge in picture.edges:
        if edge.points and edge.source in names and edge.target in names:
            into.setdefault(edge.target, []).append(names[edge.source])
    said = [picture.title + ("" if not picture.subtitle else f" ({picture.subtitle})")]
    said += [f"{names[target]} ← {', '.join(sources)}" for target, sources in into.items()]
    return "; ".join(said)


def _markers() -> str:
    def marker(name: str, size: int) -> str:
        return (
            f'<marker id="{name}" class="{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="{size}" '
            f'markerHeight="{size}" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 1L9 5L0 9z"/></marker>'
        )

    return f"<defs>{marker('head', 9)}{marker('head-order', 9)}{marker('head-arc', 16)}{marker('head-other', 8)}</defs>"


def _group(group: PictureGroup, language: str) -> str:
    parts = [
        f'<rect class="frame" x="{px(group.x)}" y="{px(group.y)}" width="{px(group.width)}" '
        f'height="{px(group.height)}" rx="12"/>',
        line(group.x + 18, group.y + 27, group.label.in_language(language), "frame-name"),
    ]
    for at, name in enumerate(group.stations):
        wide = cells(name) * 8.4 + 20
        x, y = STATION_X + at * (wide + 6), group.y + 24
        parts.append(
            f'<rect class="stop" x="{px(x - wide / 2)}" y="{px(y - 13)}" width="{px(wide)}" height="26" rx="13"/>'
            + line(x, y + 5, name, "stop-name", "middle")
        )
    return "".join(parts)


def _edges(picture: Picture) -> Iterator[str]:
    drawn = [edge for edge in picture.edges if edge.points]
    for edge in sorted(drawn, key=lambda edge: edge.arc):
        yield _edge(edge, picture.language)
    degrees = Counter(end for edge in drawn for end in (edge.source, edge.target))
    for edge in drawn:
        if edge.label is not None:
            x, y = _label_place(edge, degrees)
            label = edge.label.in_language(picture.language)
            width = cells(label) * 5.6 + 8
            yield (
                f'<rect class="halo" x="{px(x - width / 2)}" y="{px(y - 8)}" width="{px(width)}" height="16" rx="4"/>'
                + line(x, y + 3.6, label, "edge-name", "middle")
            )


def _edge(edge: PictureEdge, language: str) -> str:
    style, head = {
        EdgeKind.REQUIRES: ("requires", "head"),
        EdgeKind.ONE_OF: ("one-of", "head"),
        EdgeKind.PRECEDES: ("precedes", "head-order"),
        EdgeKind.RELATION: ("relation", "head-other"),
        EdgeKind.MATERIAL: ("relation", "head-other"),
    }[edge.kind]
    if edge.arc:
        style, head = "arc", "head-arc"
    ending = "" if edge.target.startswith("one-of:") else f' marker-end="url(#{head})"'
    reason = f"<title>{escaped(edge.reason.in_language(language))}</title>" if edge.reason else ""
    return f'<path class="edge {style}" d="{_curve(edge.points)}"{ending}>{reason}</path>'


def _curve(points: tuple[Point, ...]) -> str:
    """Return a way as a line that leaves and arrives upright."""
    (x, y), *rest = points
    parts = [f"M{px(x)} {px(y)}"]
    for nx, ny in rest:
        if abs(nx - x) < 0.05:
            parts.append(f"V{px(ny)}")
        else:
            half = (ny - y) / 2
            parts.append(f"C{px(x)} {px(y + half)} {px(nx)} {px(ny - half)} {px(nx)} {px(ny)}")
        x, y = nx, ny
    return "".join(parts)


def _label_place(edge: PictureEdge, degrees: Mapping[str, int]) -> Point:
    """Return where an edge is named: near the end at which fewer edges meet, where it does not lie on others."""
    at_source = degrees[edge.source] <= degrees[edge.target]
    (x, y), (_, beyond) = edge.points[:2] if at_source else edge.points[:-3:-1]
    return x, y + (18 if beyond > y else -18)


def _node(node: PictureNode, stations: Container[str]) -> str:
    about = "\n".join(node.detail) if node.detail else node.id
    style = f"{node.role.value} {node.kind}" + (" station" if node.id in stations else "")
    parts = [f'<g class="box {style}"{_data(node)}><title>{escaped(about)}</title>', _shape(node)]
    if node.colour and node.role is not BoxRole.ONE_OF:
        parts.append(
            f'<rect class="kind kind-{node.colour}" x="{px(node.x)}" y="{px(node.y + 6)}" width="5" '
            f'height="{px(node.height - 12)}" rx="2.5"/>'
        )
    centre = node.x + node.width / 2
    y = node.y + (PADDING - 4 if node.role is not BoxRole.ONE_OF else 0)
    for at, words in enumerate(node.title):
        mark = "✓ " if node.role is BoxRole.KNOWN and at == 0 else ""
        y += TITLE_LINE
        parts.append(line(centre, y - 4, mark + words, "name", "middle"))
    for words in node.small:
        y += SMALL_LINE
        parts.append(line(centre, y - (0 if node.role is BoxRole.ONE_OF else 3), words, "small", "middle"))
    return "".join(parts) + "</g>"


def _data(node: PictureNode) -> str:
    return f' data-id="{escaped(global_id(kind_of(node.node), key_of(node.node)))}"' if node.node else ""


def _shape(node: PictureNode) -> str:
    x, y, width, height = node.x, node.y, node.width, node.height
    match node.kind:
        case "one-of":
            radius = height / 2
        case "lab":
            # A flask is too small to draw; a hexagon is not.
            edge = 12
            points = [(x + edge, y), (x + width - edge, y), (x + width, y + height / 2), (x + width - edge, y + height)]
            points += [(x + edge, y + height), (x, y + height / 2)]
            return f'<polygon class="shape" points="{" ".join(f"{px(a)},{px(b)}" for a, b in points)}"/>'
        case "paper":
            ear = 14
            return (
                f'<path class="shape" d="M{px(x)} {px(y)}H{px(x + width - ear)}L{px(x + width)} {px(y + ear)}'
                f'V{px(y + height)}H{px(x)}z"/><path class="shape ear" d="M{px(x + width - ear)} {px(y)}V{px(y + ear)}'
                f'H{px(x + width)}"/>'
            )
        case "page" | "lecture" | "course" | "resource":
            radius = 2.0
        case _:
            radius = 9.0
    return f'<rect class="shape" x="{px(x)}" y="{px(y)}" width="{px(width)}" height="{px(height)}" rx="{px(radius)}"/>'
