"""What surrounds the body of a page: the router's state, the layout with the page tree, the table of contents."""

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

from tests.invented.blocks import Blocks, svg
from tests.invented.flight_writer import UNDEFINED, Flight, Node, Ref, element

Flavour: TypeAlias = Literal["15", "16.4", "16.8"]
SITE = "泡茶课"


def page_flight(
    url: str,
    title: str,
    description: str,
    body: Callable[[Blocks, int], list[Node]],
    tree: list[Node],
    *,
    flavour: Flavour,
    revision: int,
) -> Flight:
    """Return the payload of a page."""
    flight = Flight()
    fragment = flight.symbol("react.fragment")
    flight.hint("L", ["/_next/static/css/glaze.css", "style"])
    router = flight.client("")
    layout = _layout(flight, tree, url, flavour)
    blocks = Blocks(flight)
    content = _page(flight, blocks, title, description, body(blocks, revision))
    kept = flight.promise({"metadata": _metadata(title, description), "error": None, "digest": UNDEFINED})
    head = flight.lazy(Ref(f"${kept[2:]}:metadata"))
    outlet = element(flight.client("AsyncMetadataOutlet"), promise=kept)
    inner = element(
        fragment, "c", children=[content, None, element(flight.client("OutletBoundary"), children=[outlet])]
    )
    path = [part for part in url.split("/") if part]
    css = element("link", "0", rel="stylesheet", href="/_next/static/css/glaze.css", precedence="next")
    html = element(
        "html", lang="zh-CN", children=element("body", children=element(router, parallelRouterKey="children"))
    )
    outer = element(fragment, "c", children=[[css], html])
    page = ["__PAGE__", inner, {}, None, False]
    docs = ["docs", element(fragment, "c", children=[None, layout]), {"children": page}, None, False]
    state = [
        "",
        {"children": ["docs", {"children": [["slug", "/".join(path[1:]), "oc"], {"children": ["__PAGE__", {}]}]}]},
    ]
    flight.root(
        {
            "P": None,
            "b": f"invented-{flavour}-{revision}",
            "p": "",
            "c": ["", *path, ""],
            "i": False,
            "f": [
                [
                    state,
                    ["", outer, {"children": docs}, None, False],
                    element(fragment, "h", children=[None, head]),
                    False,
                ]
            ],
            "m": UNDEFINED,
            "G": [router, []],
            "s": False,
            "S": True,
        }
    )
    return flight


def _metadata(title: str, description: str) -> list[Node]:
    return [
        element("title", "0", children=f"{title} | {SITE}"),
        element("meta", "1", name="description", content=description),
    ]


def _layout(flight: Flight, tree: list[Node], url: str, flavour: Flavour) -> Node:
    """Return the layout; which component holds the page tree, and how, differs between flavours."""
    root = {"$id": "root", "name": SITE, "children": [_written(flight, entry, flavour) for entry in tree]}
    bar = flight.row(element(flight.client("Sidebar"), children=[element("nav", children=["首页", svg("lucide")])]))
    again = Ref(f"{bar}:props:children:0")
    if flavour != "16.8":
        return element(flight.client("TreeContextProvider"), tree=root, children=[bar, again])
    held = flight.row({"tree": root})
    tabs = [{"url": "/docs", "title": SITE, "urls": flight.set_of(["/docs", "/docs/grading"])}]
    return element(
        flight.client("LayoutBody"),
        layout={"tree": Ref(f"{held}:tree"), "tabs": tabs, "tabMode": "auto"},
        children=[bar, again],
    )


def _written(flight: Flight, entry: dict[str, Any], flavour: Flavour) -> Node:
    """Return an entry of the tree as the flavour writes it."""
    if entry["type"] == "separator":
        name = entry["name"] if flavour == "15" else element("span", children=[svg("lucide"), entry["name"]])
        return {**entry, "icon": UNDEFINED, "name": name}
    if entry["type"] == "page":
        return {**entry, "icon": _icon(flight, flavour), "$ref": _source(entry["$id"], "file", flavour)}
    children = [_written(flight, each, flavour) for each in entry["children"]]
    has_index = children[0]["url"] == f"/docs/{entry['$id']}"
    apart = has_index and (flavour == "16.4" or (flavour == "16.8" and entry["$id"] == "lecture-1"))
    return {
        "type": "folder",
        "name": entry["name"],
        "icon": _icon(flight, flavour),
        "root": {"15": UNDEFINED, "16.4": False, "16.8": entry["$id"] == "resources"}[flavour],
        "defaultOpen": UNDEFINED,
        "description": UNDEFINED,
        "index": children[0] if apart else UNDEFINED,
        "children": children[1:] if apart else children,
        "$id": entry["$id"],
        "$ref": _source(f"{entry['$id']}/meta.json", "metaFile", flavour),
    }


def _icon(flight: Flight, flavour: Flavour) -> Node:
    if flavour == "15":
        return UNDEFINED
    return "Leaf" if flavour == "16.4" else flight.lazy(svg("lucide lucide-leaf"))


def _source(file: str, name: str, flavour: Flavour) -> Node:
    return {name: file} if flavour == "15" else file


def _page(flight: Flight, blocks: Blocks, title: str, description: str, body: list[Node]) -> Node:
    """Return the page: table of contents, title, body and footer; what comes late is in rows of its own."""
    inside: list[Node] = []
    for number, node in enumerate(body):
        inside += ["\n"] if inside else []
        inside.append(node if number < 3 else flight.lazy(node))
    article = element(
        "article",
        className="flex min-w-0 w-full flex-col gap-4 pt-8",
        children=[
            element(flight.client("PageBreadcrumb")),
            [
                element("h1", ref=UNDEFINED, children=title, className="text-[1.75em] font-semibold"),
                element("p", ref=UNDEFINED, children=description, className="mb-8 text-lg text-fd-muted-foreground"),
                element("div", ref=UNDEFINED, children=inside, className="prose flex-1"),
            ],
            flight.lazy(element("div", className="empty:hidden", children=[UNDEFINED, UNDEFINED])),
            flight.lazy(element(flight.client("PageFooter"), items=UNDEFINED)),
        ],
    )
    contents = element(flight.client("PageTOC"), children=element(flight.client("I18nLabel"), label="toc"))
    whole = element("div", id="nd-page", className="flex w-full", children=[article, contents])
    return flight.lazy(element(flight.client("TOCProvider"), toc=blocks.toc, single=UNDEFINED, children=whole))
