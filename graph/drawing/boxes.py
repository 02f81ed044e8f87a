"""Boxes: a node of the graph as it is drawn, before it has a place."""

from collections.abc import Iterable, Sequence

from graph.drawing import words
from graph.drawing.labels import cells, lines_of, shortened
from graph.drawing.picture import BoxRole, EdgeKind, PictureNode
from graph.nodes import Node, NodeKind, key_of, kind_of, title_of
from graph.refs import folded
from schema.records import Concept, Lab, Lecture, Page, Paper
from schema.values import Text

PADDING = 12.0
TITLE_CELL, TITLE_LINE = 7.1, 17.0
SMALL_CELL, SMALL_LINE = 5.6, 14.0


def id_of(kind: NodeKind, key: str) -> str:
    """Return what a node is called in every picture.

    >>> id_of(NodeKind.CONCEPT, "dpo")
    'Concept:dpo'
    """
    return f"{kind.value}:{key}"


def box_id(node: Node) -> str:
    """Return what a node is called in every picture."""
    return id_of(kind_of(node), key_of(node))


def short_name(concept: Concept) -> str | None:
    """Return the abbreviation that a concept goes by, if its slug is one: ``DPO`` for ``dpo``."""
    names = [name for name in (concept.name.zh, concept.name.en) if name]
    fitting = (alias for alias in concept.aliases if folded(alias) == folded(concept.slug))
    return next(
        (
            one
            for one in fitting
            if not any(folded(name).startswith(folded(one)) for name in names)
            and all(cells(one) < cells(name) for name in names)
        ),
        None,
    )


def name_lines(node: Node, language: str, width: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a name as drawn: the lines in large type, and those in small type."""
    large, small = int((width - 2 * PADDING) / TITLE_CELL), int((width - 2 * PADDING) / SMALL_CELL)
    match node:
        case Concept():
            name = node.name.in_language(language)
            short = short_name(node)
            if short is None:
                return lines_of(name, large), ()
            return (shortened(short, large),), lines_of(name, small)
        case Paper():
            return lines_of(node.title, large), (shortened(node.citation_key or node.id, small),)
        case _:
            return lines_of(title_of(node, language), large), ()


def room_in(node: Node, width: float) -> float:
    """Return how wide a box is for what is written in it: that of a lab has pointed sides."""
    return width - 24 if isinstance(node, Lab) else width


def small_lines(text: str, width: float) -> tuple[str, ...]:
    """Break a text into at most two lines of small type for a box."""
    return lines_of(text, int((width - 2 * PADDING) / SMALL_CELL))


def node_box(
    node: Node,
    role: BoxRole,
    *,
    language: str,
    width: float,
    small: Sequence[str] = (),
    detail: Sequence[str] = (),
    lecture: int | None = None,
    group: str = "",
) -> PictureNode:
    """Return the box of a node.

    Args:
        node: What it stands for.
        role: Why it is there.
        language: Language of its name.
        width: Its width.
        small: Lines in small type below its name; what is too long is cut.
        detail: Lines for who points at it, after its name.
        lecture: Number of the lecture that first teaches it.
        group: Frame it lies in.
    """
    room = room_in(node, width)
    title, subtitle = name_lines(node, language, room)
    most = int((room - 2 * PADDING) / SMALL_CELL)
    lines = (*subtitle, *(shortened(line, most) for line in small))
    name = title_of(node, language)
    about = (node.definition.in_language(language),) if isinstance(node, Concept) else ()
    return PictureNode(
        id=box_id(node),
        node=node,
        label=node.name if isinstance(node, Concept) else Text(zh=title_of(node)),
        title=title,
        small=lines,
        role=role,
        kind=kind_of(node).value.lower(),
        colour=node.kind.value if isinstance(node, Concept) else "",
        lecture=lecture if lecture is not None else lecture_of(node),
        group=group,
        width=width,
        height=2 * PADDING - 8 + len(title) * TITLE_LINE + len(lines) * SMALL_LINE,
        detail=(name, *about, *detail),
    )


def junction(members: Iterable[str], language: str, group: str = "") -> PictureNode:
    """Return where the edges of boxes meet of which one is enough; whatever needs one of the same shares it.

    Args:
        members: Ids of the boxes.
        language: Language of what is written in it.
        group: Frame it lies in.
    """
    return PictureNode(
        id="one-of:" + "|".join(sorted(members)),
        node=None,
        label=words.ONE_OF,
        title=(),
        small=(words.ONE_OF.in_language(language),),
        role=BoxRole.ONE_OF,
        kind="one-of",
        width=54.0,
        height=20.0,
        detail=(words.EDGES[EdgeKind.ONE_OF].in_language(language),),
        group=group,
    )


def lecture_of(node: Node) -> int | None:
    """Return the lecture that a node itself names."""
    match node:
        case Lecture():
            return node.number
        case Page() | Lab():
            return node.lecture
        case _:
            return None
