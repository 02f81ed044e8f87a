"""The formats that pictures are written in."""

from enum import StrEnum

import orjson

from graph.drawing.dot import dot
from graph.drawing.layout_json import layout
from graph.drawing.mermaid import mermaid
from graph.drawing.picture import Picture
from graph.drawing.svg import svg


class PictureFormat(StrEnum):
    """What a picture is written as."""

    SVG = "svg"
    MERMAID = "mermaid"
    DOT = "dot"
    LAYOUT = "layout"


def written(picture: Picture, format: PictureFormat) -> str:
    """Return a picture in a format; the same picture is always the same text."""
    match format:
        case PictureFormat.SVG:
            return svg(picture)
        case PictureFormat.MERMAID:
            return mermaid(picture)
        case PictureFormat.DOT:
            return dot(picture)
        case PictureFormat.LAYOUT:
            return orjson.dumps(layout(picture), option=orjson.OPT_INDENT_2).decode() + "\n"
