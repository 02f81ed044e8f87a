"""The graph as JSON, as a table of edges in CSV, and as GraphML."""

import csv
import io
import re
from typing import Any

import networkx as nx
import orjson

from graph.catalogue import Catalogue
from graph.export.edges import End, GraphEdge, edges_of
from graph.nodes import global_id, title_of
from schema.values import plain

SCHEMA_VERSION = 1
"""Version of the shape of the JSON file; a higher one may have changed or removed fields."""

_NAMES = {"kind": "sort"}
"""What is called otherwise in the file: ``kind`` is there what a node is."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLUMNS = (
    "kind",
    "source_kind",
    "source",
    "source_title",
    "target_kind",
    "target",
    "target_title",
    "group",
    "evidence",
    "role",
    "priority",
    "reason_zh",
    "reason_en",
    "sources",
)


def graph_json(catalogue: Catalogue) -> str:
    """Return all nodes, with all that is known of them but the text of pages, and all edges."""
    nodes = [
        {
            "id": global_id(*identity),
            "kind": identity[0].value,
            "key": identity[1],
            **{_NAMES.get(name, name): value for name, value in plain(node).items() if name not in ("blocks", "id")},
        }
        for identity, node in sorted(catalogue.nodes.items())
    ]
    graph = {
        "schema_version": SCHEMA_VERSION,
        "revision": catalogue.revision,
        "nodes": nodes,
        "edges": [_edge(edge) for edge in edges_of(catalogue)],
    }
    return orjson.dumps(graph, option=orjson.OPT_INDENT_2).decode() + "\n"


def _edge(edge: GraphEdge) -> dict[str, Any]:
    return {
        "kind": edge.kind,
        "source": global_id(*edge.source),
        "target": global_id(*edge.target),
        "group": edge.group,
        "evidence": edge.evidence.value if edge.evidence else None,
        "reason": plain(edge.reason) if edge.reason else None,
        "sources": [plain(source) for source in edge.sources],
        "role": edge.role,
        "priority": edge.priority,
    }


def edges_csv(catalogue: Catalogue) -> str:
    """Return a table of all edges; no cell of it is a formula to a spreadsheet."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    for edge in edges_of(catalogue):
        reason = edge.reason
        cells = (
            edge.kind,
            *_end(catalogue, edge.source),
            *_end(catalogue, edge.target),
            "" if edge.group is None else str(edge.group),
            edge.evidence.value if edge.evidence else "",
            edge.role or "",
            edge.priority or "",
            (reason.zh if reason else None) or "",
            (reason.en if reason else None) or "",
            " | ".join(map(str, edge.sources)),
        )
        rows.writerow([harmless(cell) for cell in cells])
    return out.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("GRPO")
    ("'=1+1", 'GRPO')
    """
    cell = "".join(character for character in cell if character.isprintable() or character in "\t\n\r")
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) or cell.startswith(_FORMULA) else cell


def _end(catalogue: Catalogue, end: End) -> tuple[str, str, str]:
    return end[0].value, end[1], title_of(catalogue.nodes[end])


def graphml(catalogue: Catalogue) -> str:
    """Return all nodes and edges as GraphML; every attribute is text, an empty one is not known."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(revision=catalogue.revision)
    for identity, node in sorted(catalogue.nodes.items()):
        kind, key = identity
        titles = {"title_zh": _text(title_of(node, "zh")), "title_en": _text(title_of(node, "en"))}
        graph.add_node(global_id(kind, key), kind=kind.value, key=_text(key), **titles)
    for number, edge in enumerate(edges_of(catalogue)):
        graph.add_edge(
            global_id(*edge.source),
            global_id(*edge.target),
            key=f"e{number}",
            kind=edge.kind,
            group="" if edge.group is None else str(edge.group),
            evidence=edge.evidence.value if edge.evidence else "",
            reason_zh=_text((edge.reason.zh if edge.reason else None) or ""),
            reason_en=_text((edge.reason.en if edge.reason else None) or ""),
            role=edge.role or "",
            priority=edge.priority or "",
        )
    out = io.BytesIO()
    # Not write_graphml, which takes another writer where lxml happens to be installed.
    nx.write_graphml_xml(graph, out, prettyprint=True)
    return out.getvalue().decode() + "\n"


def _text(text: str) -> str:
    return _UNWRITABLE.sub("", text)
