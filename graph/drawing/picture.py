"""What a picture is: boxes with a place, edges with a way, frames around what belongs together."""

from dataclasses import dataclass
from enum import StrEnum

from graph.nodes import Node
from schema.values import Text

Point = tuple[float, float]
"""Pixels from the left and from the top."""


class BoxRole(StrEnum):
    """Why something is in a picture."""

    TARGET = "target"
    """What the picture is about."""
    STEP = "step"
    """To be learnt, read or run."""
    FOR_ORDER = "for-order"
    """Here only because the course teaches it before."""
    KNOWN = "known"
    """Known already."""
    ASSUMED = "assumed"
    """A basic that the course takes for granted."""
    ALTERNATIVE = "alternative"
    """Would do as well as what was chosen."""
    AROUND = "around"
    """Stands near what the picture is about."""
    MATERIAL = "material"
    """To read or run for what the picture is about."""
    ONE_OF = "one-of"
    """No node: where edges meet of which one is enough."""


class EdgeKind(StrEnum):
    """What an edge says."""

    REQUIRES = "requires"
    """The target cannot be understood without the source."""
    ONE_OF = "one-of"
    """The source is one of several that are enough."""
    PRECEDES = "precedes"
    """The course teaches the source before the target: an order, no need."""
    RELATION = "relation"
    """How one concept stands to another, apart from needing it."""
    MATERIAL = "material"
    """A page, paper or lab treats a concept."""


@dataclass(frozen=True, slots=True)
class PictureNode:
    """A box.

    Attributes:
        id: Its name within the picture, as ``Concept:dpo``; the same in every picture.
        node: What it stands for; None where edges only meet.
        label: What it is called, in both languages where they exist.
        title: Its name as drawn, in at most two lines.
        small: Further lines in small type.
        detail: All there is to say of it, for who points at it.
        role: Why it is there.
        kind: What it is, as ``concept`` or ``paper``.
        colour: What sort of concept it is; empty for anything else.
        lecture: Number of the lecture that first teaches it.
        group: Id of the frame it lies in, or empty.
        rank: How many edges lead to it at the most: every edge goes from a lower rank to a higher one.
        order: Its place among those of its rank, from the left.
        x: Left side, in pixels.
        y: Upper side, in pixels.
        width: Width, in pixels.
        height: Height, in pixels.
    """

    id: str
    node: Node | None
    label: Text
    title: tuple[str, ...]
    small: tuple[str, ...]
    role: BoxRole
    kind: str
    width: float
    height: float
    detail: tuple[str, ...] = ()
    colour: str = ""
    lecture: int | None = None
    group: str = ""
    rank: int = 0
    order: int = 0
    x: float = 0
    y: float = 0


@dataclass(frozen=True, slots=True)
class PictureEdge:
    """An edge.

    Attributes:
        source: Id of the box it starts at.
        target: Id of the box it ends at.
        kind: What it says.
        says: The relation or treatment, as ``variant-of`` or ``teaches``; otherwise the kind.
        label: What is written at it; None for nothing.
        reduced: Whether it belongs to the transitive reduction: no longer way leads from its source to its target.
        arc: Whether it is part of the arc of the course.
        points: The way it takes; empty where it is not drawn, because others say the same or its ends lie far apart.
        reason: Why, for a student; None where nothing is to be said.
    """

    source: str
    target: str
    kind: EdgeKind
    says: str
    label: Text | None = None
    reduced: bool = True
    arc: bool = False
    points: tuple[Point, ...] = ()
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class PictureGroup:
    """A frame around boxes that belong together.

    Attributes:
        id: Its name within the picture.
        label: What it is called.
        lecture: Number of the lecture it stands for.
        stations: Names of the stations of the course's arc that lie in it.
    """

    id: str
    label: Text
    x: float
    y: float
    width: float
    height: float
    lecture: int | None = None
    stations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture.

    Attributes:
        title: What it shows, in a few words.
        subtitle: The same in figures.
        language: Language of what is drawn.
        nodes: The boxes, from top to bottom and left to right.
        edges: The edges, also those that are not drawn.
        groups: The frames.
        notes: Lines below the picture.
        width: Width without title, notes and legend, in pixels.
        height: Height without them, in pixels.
        revision: Revision of the graph.
    """

    title: str
    subtitle: str
    language: str
    nodes: tuple[PictureNode, ...]
    edges: tuple[PictureEdge, ...]
    groups: tuple[PictureGroup, ...]
    notes: tuple[str, ...]
    width: float
    height: float
    revision: str
