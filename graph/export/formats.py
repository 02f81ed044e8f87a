"""The formats of the whole graph, and of the map of a course."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.catalogue import Catalogue
from graph.drawing.formats import PictureFormat, written
from graph.drawing.of_course import map_of
from graph.export.json_ld import json_ld
from graph.export.plain_files import edges_csv, graph_json, graphml
from graph.served import Served


class GraphFormat(StrEnum):
    """What the graph is written as."""

    JSON = "json"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    CSV = "csv"
    DOT = "dot"
    MERMAID = "mermaid"
    SVG = "svg"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A file.

    Attributes:
        text: What is in it.
        media_type: What it is.
        suffix: How its name ends.
    """

    text: str
    media_type: str
    suffix: str


_KINDS: Mapping[GraphFormat, tuple[str, str]] = {
    GraphFormat.JSON: ("application/json", ".json"),
    GraphFormat.JSONLD: ("application/ld+json", ".jsonld"),
    GraphFormat.GRAPHML: ("application/graphml+xml", ".graphml"),
    GraphFormat.CSV: ("text/csv; charset=utf-8; header=present", ".csv"),
    GraphFormat.DOT: ("text/vnd.graphviz; charset=utf-8", ".dot"),
    GraphFormat.MERMAID: ("text/vnd.mermaid; charset=utf-8", ".mmd"),
    GraphFormat.SVG: ("image/svg+xml", ".svg"),
    GraphFormat.LAYOUT: ("application/json", ".layout.json"),
}
_WHOLE: Mapping[GraphFormat, Callable[[Catalogue], str]] = {
    GraphFormat.JSON: graph_json,
    GraphFormat.JSONLD: json_ld,
    GraphFormat.GRAPHML: graphml,
    GraphFormat.CSV: edges_csv,
}


def exported(served: Served, format: GraphFormat, *, course: str | None = None, language: str = "zh") -> GraphFile:
    """Return the whole graph, or the map of a course, in a format.

    Args:
        served: The graph.
        format: The format.
        course: Slug of the course whose map is drawn; the first by default. The other formats hold all courses.
        language: Language of the map.

    Raises:
        NotFoundError: There is no such course.
    """
    if format in _WHOLE:
        text = _WHOLE[format](served.catalogue)
    else:
        text = written(map_of(served, course, language=language), PictureFormat(format.value))
    return GraphFile(text, *_KINDS[format])
