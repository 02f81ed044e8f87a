"""Pictures: boxes and edges with their places, ready to be drawn, and the same as text for programs that draw."""

from typing import Annotated

import strawberry

from api.context import Info
from api.enums import Language
from api.node import Node
from graph.drawing import picture as pictures
from graph.drawing.formats import PictureFormat, written
from graph.drawing.picture import BoxRole, EdgeKind

__all__ = ["Picture", "PictureEdge", "PictureGroup", "PictureLanguage", "PictureNode", "Point", "language_of"]

PictureLanguage = Annotated[
    Language | None,
    strawberry.argument(description="The language of what is written in it, by default the first course's."),
]


def language_of(info: Info, language: Language | None) -> str:
    """Return the language asked for, or the first course's."""
    return language.value if language else info.context.shown.language


@strawberry.type(description="A point of a picture, in pixels.")
class Point:
    """A point, as clients see it."""

    x: float = strawberry.field(description="From the left.")
    y: float = strawberry.field(description="From the top.")


@strawberry.type(description="A box of a picture.")
class PictureNode:
    """A box, as clients see it."""

    record: strawberry.Private[pictures.PictureNode]

    key: str = strawberry.field(description="Its name within pictures, the same in all of them.")
    role: BoxRole = strawberry.field(description="Why it is there.")
    lines: list[str] = strawberry.field(description="What is written in it, as it was broken into lines.")
    group: str | None = strawberry.field(description="Key of the frame it lies in.")
    rank: int = strawberry.field(description="Every edge that says what is needed goes from a lower rank to a higher.")
    order: int = strawberry.field(description="Its place among those of its rank, from the left.")
    x: float = strawberry.field(description="Left side, in pixels.")
    y: float = strawberry.field(description="Upper side, in pixels.")
    width: float = strawberry.field(description="Width, in pixels.")
    height: float = strawberry.field(description="Height, in pixels.")

    @classmethod
    def of(cls, record: pictures.PictureNode) -> "PictureNode":
        """Show a box."""
        return cls(
            record=record,
            key=record.id,
            role=record.role,
            lines=[*record.title, *record.small],
            group=record.group or None,
            rank=record.rank,
            order=record.order,
            x=record.x,
            y=record.y,
            width=record.width,
            height=record.height,
        )

    @strawberry.field(description="What it stands for; nothing where edges meet of which one is enough.")
    def node(self, info: Info) -> Node | None:
        """Resolve ``node``."""
        return info.context.shown.node(self.record.node) if self.record.node else None

    @strawberry.field(description="What it is called.")
    def label(self, info: Info, language: PictureLanguage = None) -> str:
        """Resolve ``label``."""
        return info.context.text(self.record.label, language)


@strawberry.type(description="An edge of a picture.")
class PictureEdge:
    """An edge, as clients see it."""

    record: strawberry.Private[pictures.PictureEdge]

    source: str = strawberry.field(description="Key of the box it starts at.")
    target: str = strawberry.field(description="Key of the box it ends at.")
    kind: EdgeKind = strawberry.field(description="What it says.")
    says: str = strawberry.field(description="The relation or treatment, as variant-of or teaches; otherwise the kind.")
    reduced: bool = strawberry.field(
        description="Whether it is in the transitive reduction; the others say nothing new, and are not drawn."
    )
    arc: bool = strawberry.field(description="Whether it is part of the arc of the course.")
    points: list[Point] = strawberry.field(description="The way it takes; empty where it is not drawn.")

    @classmethod
    def of(cls, record: pictures.PictureEdge) -> "PictureEdge":
        """Show an edge."""
        return cls(
            record=record,
            source=record.source,
            target=record.target,
            kind=record.kind,
            says=record.says,
            reduced=record.reduced,
            arc=record.arc,
            points=[Point(x=x, y=y) for x, y in record.points],
        )

    @strawberry.field(description="Why, for a student, where that is known.")
    def reason(self, info: Info, language: PictureLanguage = None) -> str | None:
        """Resolve ``reason``."""
        return info.context.text(self.record.reason, language) if self.record.reason else None


@strawberry.type(description="A frame of a picture, around what belongs together.")
class PictureGroup:
    """A frame, as clients see it."""

    record: strawberry.Private[pictures.PictureGroup]

    key: str = strawberry.field(description="Its name within the picture.")
    x: float = strawberry.field(description="Left side, in pixels.")
    y: float = strawberry.field(description="Upper side, in pixels.")
    width: float = strawberry.field(description="Width, in pixels.")
    height: float = strawberry.field(description="Height, in pixels.")

    @classmethod
    def of(cls, record: pictures.PictureGroup) -> "PictureGroup":
        """Show a frame."""
        return cls(record=record, key=record.id, x=record.x, y=record.y, width=record.width, height=record.height)

    @strawberry.field(description="What it is called.")
    def label(self, info: Info, language: PictureLanguage = None) -> str:
        """Resolve ``label``."""
        return info.context.text(self.record.label, language)


@strawberry.type(description="A picture: boxes and edges with their places.")
class Picture:
    """A picture, as clients see it."""

    record: strawberry.Private[pictures.Picture]

    title: str = strawberry.field(description="What it shows.")
    subtitle: str = strawberry.field(description="The same in figures, or in more words.")
    notes: list[str] = strawberry.field(description="What is written below it.")
    width: float = strawberry.field(description="Width of all boxes and edges, in pixels.")
    height: float = strawberry.field(description="Height of all boxes and edges, in pixels.")
    revision: str = strawberry.field(description="Id of the revision of the graph it was made from.")

    @classmethod
    def of(cls, record: pictures.Picture) -> "Picture":
        """Show a picture."""
        return cls(
            record=record,
            title=record.title,
            subtitle=record.subtitle,
            notes=list(record.notes),
            width=record.width,
            height=record.height,
            revision=record.revision,
        )

    @strawberry.field(description="The boxes, from the top and from the left.")
    def nodes(self) -> list[PictureNode]:
        """Resolve ``nodes``."""
        return [PictureNode.of(node) for node in self.record.nodes]

    @strawberry.field(description="The edges.")
    def edges(self) -> list[PictureEdge]:
        """Resolve ``edges``."""
        return [PictureEdge.of(edge) for edge in self.record.edges]

    @strawberry.field(description="The frames.")
    def groups(self) -> list[PictureGroup]:
        """Resolve ``groups``."""
        return [PictureGroup.of(group) for group in self.record.groups]

    @strawberry.field(description="The picture as a text in a format: SVG, Mermaid, DOT, or JSON with all places.")
    def text(self, format: Annotated[PictureFormat, strawberry.argument(description="The format.")]) -> str:
        """Resolve ``text``."""
        return written(self.record, format)
