"""The page tree that every page of a Fumadocs site carries.

It is found by its shape, because the names of the components around it change from version to version: an object
with a list of children that are pages, folders and separators.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeGuard, cast
from urllib.parse import quote, unquote

from ingest.flight.payload import Payload
from ingest.flight.values import Collection, Element, Value
from ingest.pages.shown_text import text_of
from schema.errors import PageTreeMissingError, Place, SourceError
from schema.records import Finding
from schema.values import Severity

Kind = Literal["page", "folder", "separator"]
Node = dict[str, Value]

_SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")
_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_LONGEST_PATH = 500
_LONGEST_NAME = 2000


@dataclass(frozen=True, slots=True)
class TreeItem:
    """One line of the tree.

    Attributes:
        kind: What it is.
        name: What it is called.
        url: Path of a page below the site, or address of an external one; for a folder, that of its index page.
        description: What the tree says of it.
        depth: How many folders it is in.
        parent: Index of the folder around it.
        is_index: Whether it is the entrance of its folder, or of the whole tree.
        external: Whether it leads away from the site.
    """

    kind: Kind
    name: str
    url: str | None = None
    description: str | None = None
    depth: int = 0
    parent: int | None = None
    is_index: bool = False
    external: bool = False


@dataclass(frozen=True, slots=True)
class PageTree:
    """The pages, folders and separators of a site in reading order; an index page comes first in its folder."""

    name: str
    items: tuple[TreeItem, ...]

    @property
    def pages(self) -> tuple[TreeItem, ...]:
        """The pages of the site itself."""
        return tuple(item for item in self.items if item.kind == "page" and not item.external)


def page_path(url: str) -> str | None:
    """Return the path of a page as we write it, or None for an address outside the site.

    >>> page_path("/docs/green-tea/?steep=2#cup"), page_path("/docs/%E8%8C%B6/"), page_path("https://tea.example")
    ('/docs/green-tea', '/docs/茶', None)
    """
    if _SCHEME.match(url.strip()):
        return None
    path = re.split(r"[?#]", url.strip(), maxsplit=1)[0].strip("/")
    return "/" + "/".join(_readable(segment) for segment in path.split("/"))


def _readable(segment: str) -> str:
    plain = unquote(segment)
    if "\ufffd" in plain:
        return segment
    return re.sub(r"[\s?#%/\x00-\x1f\x7f\ud800-\udfff]", lambda match: quote(match[0], "", errors="replace"), plain)


def own_path(payload: Payload) -> str | None:
    """Return the path of the page a payload is of, where its root tells it."""
    segments = payload.root.get("c") if isinstance(payload.root, dict) else None
    if isinstance(segments, list):
        segments = "/".join(segment for segment in segments if isinstance(segment, str))
    return page_path(segments) if isinstance(segments, str) and segments else None


def tree_in(payload: Payload, *, source: str) -> tuple[PageTree, tuple[Finding, ...]]:
    """Return the page tree of a payload, and what is odd about it.

    Of several (one per language, or parts of it in breadcrumbs) it is one that holds the payload's own page, and of
    those the largest.

    Raises:
        PageTreeMissingError: Nothing in the payload has the shape of a page tree.
        SourceError: There is a page tree, but no page in it.
    """
    roots, looked_at = _roots(payload)
    if not roots:
        raise PageTreeMissingError(source, looked_at=looked_at)
    own = own_path(payload)
    readings = [_Reading(source).read(root) for root in roots]
    best = max(readings, key=lambda each: (own in each.paths, len(each.paths)))
    if not best.paths:
        raise SourceError(
            Place(source),
            f"the page tree lists {len(best.items)} items and none of them is a page, so there is no course to read",
            remedy="Give the site a page tree with at least one page",
        )
    return PageTree(best.name, tuple(best.items)), tuple(best.findings)


def _roots(payload: Payload) -> tuple[list[Node], int]:
    """Return the outermost values that have the shape of a tree, and how many values were looked at."""
    roots: list[Node] = []
    seen: set[int] = set()
    todo: list[Value] = [payload.root]
    looked_at = 0
    while todo:
        value = todo.pop()
        looked_at += 1
        if not isinstance(value, dict | list | Element | Collection) or id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, dict) and _is_root(value):
            roots.append(value)
        elif isinstance(value, list):
            todo.extend(reversed(value))
        elif isinstance(value, Collection):
            todo.extend(reversed(value.items))
        else:
            held = value.props if isinstance(value, Element) else value
            todo.extend(reversed(list(held.values())))
    return roots, looked_at


def _is_root(value: Node) -> bool:
    children = value.get("children")
    if not isinstance(children, list) or value.get("type") in ("page", "separator"):
        return False
    return any(map(_is_node, children)) or (not children and "$id" in value and "name" in value)


def _is_node(value: Value) -> TypeGuard[Node]:
    if not isinstance(value, dict):
        return False
    kind = value.get("type")
    return (
        kind == "separator"
        or (kind == "page" and isinstance(value.get("url"), str))
        or (kind == "folder" and isinstance(value.get("children"), list))
    )


@dataclass(slots=True)
class _Reading:
    """A tree being flattened."""

    source: str
    name: str = ""
    items: list[TreeItem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    paths: set[str | None] = field(default_factory=set)

    def read(self, root: Node) -> "_Reading":
        self.name = text_of(root.get("name"))[:_LONGEST_NAME]
        todo: list[tuple[Node, int, int | None, bool]]
        todo = [(node, 0, None, index) for node, index in reversed(self._nodes(root, whole=True))]
        while todo:
            node, depth, parent, is_index = todo.pop()
            if node["type"] != "folder":
                self._add_leaf(node, depth, parent, is_index)
                continue
            here = len(self.items)
            nodes = self._nodes(node, whole=False)
            entrance = next((page_path(cast("str", each["url"])) for each, index in nodes if index), None)
            self.items.append(self._item(node, depth, parent, url=entrance))
            todo += [(each, depth + 1, here, index) for each, index in reversed(nodes)]
        self._tell_of_hidden(root)
        return self

    def _nodes(self, folder: Node, *, whole: bool) -> list[tuple[Node, bool]]:
        """Return what is in a folder, each with whether it is its index; the index comes first."""
        children = cast("list[Value]", folder["children"])
        nodes = [child for child in children if _is_node(child)]
        if odd := sum(isinstance(child, dict) for child in children) - len(nodes):
            self._find("UNREAD_TREE_ITEM", f"{odd} items of the page tree are neither page, folder nor separator")
        index = folder.get("index")
        if _is_node(index) and index["type"] == "page":
            path = page_path(cast("str", index["url"]))
            nodes = [node for node in nodes if node["type"] != "page" or page_path(cast("str", node["url"])) != path]
        else:
            index = _index_among(nodes)
            if whole:
                return [(node, node is index) for node in nodes]
            nodes = [node for node in nodes if node is not index]
        rest = [(node, False) for node in nodes]
        return [(index, True), *rest] if index else rest

    def _add_leaf(self, node: Node, depth: int, parent: int | None, is_index: bool) -> None:
        if node["type"] == "separator":
            self.items.append(self._item(node, depth, parent))
            return
        url = cast("str", node["url"])
        path = page_path(url)
        if path is None or node.get("external") is True:
            if _WEB.match(url) or path is not None:
                self.items.append(self._item(node, depth, parent, url=url, external=True))
            else:
                self._find("ODD_URL", f"the page tree links to {url[:80]!r}, which is no web page; left out")
        elif len(path) > _LONGEST_PATH:
            self._find("ODD_URL", f"the page tree has a path of {len(path)} characters: {path[:60]}…; left out")
        elif path in self.paths:
            self._find("DUPLICATE_PAGE", f"the page tree lists {path} more than once; the first is kept", page=path)
        else:
            self.paths.add(path)
            self.items.append(self._item(node, depth, parent, url=path, is_index=is_index))

    def _item(
        self,
        node: Node,
        depth: int,
        parent: int | None,
        *,
        url: str | None = None,
        is_index: bool = False,
        external: bool = False,
    ) -> TreeItem:
        name = text_of(node.get("name"))[:_LONGEST_NAME]
        if not name and node["type"] != "separator":
            name = (url or "").rstrip("/").rpartition("/")[2] or "(unnamed)"
        description = text_of(node.get("description")) or None
        return TreeItem(cast("Kind", node["type"]), name, url, description, depth, parent, is_index, external)

    def _tell_of_hidden(self, root: Node) -> None:
        """Tell of pages that the site can be asked for but does not show in its navigation."""
        hidden = sorted(set(_paths_in(root.get("fallback"))) - self.paths)
        if hidden:
            message = f"{len(hidden)} pages are not in the navigation and were left out"
            self._find("HIDDEN_PAGES", message, severity=Severity.INFO, subjects=tuple(hidden))

    def _find(
        self,
        code: str,
        message: str,
        *,
        severity: Severity = Severity.WARNING,
        page: str | None = None,
        subjects: tuple[str, ...] = (),
    ) -> None:
        self.findings.append(
            Finding(
                code=code,
                severity=severity,
                message=message,
                remedy="Mend the site's meta.json files and build it again",
                page=page,
                source=self.source,
                place=f"page tree, item {len(self.items)}",
                subjects=subjects,
            )
        )


def _index_among(nodes: list[Node]) -> Node | None:
    """Return the page that is the entrance of a folder: its file is an index, or all other pages are below it."""
    pages = [node for node in nodes if node["type"] == "page"]
    for page in pages:
        ref = page.get("$ref")
        file = ref.get("file") if isinstance(ref, dict) else ref
        if isinstance(file, str) and file.rpartition("/")[2].partition(".")[0] == "index":
            return page
    firsts = [(next(_paths_in(node), None), node) for node in nodes]
    paths = [(len(path), path, node) for path, node in firsts if path is not None and node["type"] == "page"]
    if not paths or len(firsts) == 1:
        return None
    _, shortest, page = min(paths, key=lambda each: each[0])
    start = shortest.rstrip("/") + "/"
    return page if all(path is None or node is page or path.startswith(start) for path, node in firsts) else None


def _paths_in(tree: Value) -> Iterator[str]:
    todo = [tree]
    while todo:
        node = todo.pop()
        if isinstance(node, dict):
            url = node.get("url")
            if isinstance(url, str) and (path := page_path(url)):
                yield path
            todo += [node.get("index"), node.get("children")]
        elif isinstance(node, list):
            todo.extend(node)
