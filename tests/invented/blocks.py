"""The building blocks of a Fumadocs page, as they appear in a payload."""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.invented.flight_writer import UNDEFINED, Flight, Node, Ref, element

_ICON = '<svg viewBox="0 0 24 24"><path d="M4 4h16v16H4z {name}"/></svg><!-- {name}: 语言标记\n第二行: "1:T3,x" -->'


@dataclass
class Blocks:
    """What a page is made of; headings are noted for its table of contents.

    Attributes:
        flight: Where rows are written.
        toc: The headings so far.
    """

    flight: Flight
    toc: list[dict[str, Any]] = field(default_factory=list)
    _icons: dict[str, Ref] = field(default_factory=dict)

    def link(self, href: str, text: Node) -> Node:
        """Return a link, which is a component of the browser."""
        return element(self.flight.client("default", module="link"), href=href, children=text)

    def heading(self, title: Node, depth: int = 2, anchor: str = "") -> Node:
        """Return a heading with its anchor, and note it."""
        anchor = anchor or slug_of(plain(title))
        self.toc.append({"depth": depth, "url": f"#{anchor}", "title": title})
        return element(
            f"h{depth}",
            className="flex scroll-m-28 flex-row items-center gap-2",
            id=anchor,
            children=[
                element("a", data_card="", href=f"#{anchor}", className="peer", children=title),
                svg("lucide size-3.5"),
            ],
        )

    def cards(self, *cards: Node) -> Node:
        """Return a grid of cards."""
        return element("div", className="grid grid-cols-2 gap-3 @container", children=list(cards))

    def card(self, href: str, title: str, body: Node, *, late: bool = False) -> Node:
        """Return a card; a late one has its body in a row of its own."""
        if isinstance(body, str):
            body = p(body)
        inside = element("div", className="text-sm text-fd-muted-foreground prose-no-margin", children=body)
        return element(
            self.flight.client("default", module="link"),
            href=href,
            data_card=True,
            className="block rounded-xl border bg-fd-card p-4",
            children=[
                None,
                element("h3", className="not-prose mb-1 text-sm font-medium", children=title),
                None,
                self.flight.lazy(inside) if late else inside,
            ],
        )

    def callout(self, *inside: Node, kind: str = "info", title: str | None = None) -> Node:
        """Return a callout."""
        heading = UNDEFINED if title is None else element("p", className="font-medium !my-0", children=title)
        body = list(inside) if len(inside) != 1 else inside[0]
        return element(
            "div",
            ref=UNDEFINED,
            className="flex gap-2 my-4 rounded-xl border bg-fd-card p-3",
            style={"--callout-color": f"var(--color-fd-{kind}, var(--color-fd-muted))"},
            children=[
                element("div", role="none", className="w-0.5 rounded-sm"),
                svg("lucide size-5"),
                element(
                    "div",
                    className="flex flex-col gap-2 min-w-0 flex-1",
                    children=[
                        heading,
                        element("div", className="text-fd-muted-foreground prose-no-margin", children=body),
                    ],
                ),
            ],
        )

    def tabs(self, **tabs: list[Node]) -> Node:
        """Return tabs, by name."""
        kind = self.flight.client("Tab")
        inside = [element(kind, value=name, children=body) for name, body in tabs.items()]
        return element(self.flight.client("Tabs"), items=list(tabs), children=inside)

    def mermaid(self, chart: str) -> Node:
        """Return a diagram, which the browser draws from its source."""
        return element(self.flight.client("Mermaid"), chart=chart)

    def code(self, source: str, language: str, *, title: str | None = None) -> Node:
        """Return a code block; its language is only told by an icon, a text row shared by all of that language."""
        if language not in self._icons:
            self._icons[language] = self.flight.text_row(_ICON.format(name=language))
        lines: list[Node] = []
        for line in source.split("\n"):
            lines += ["\n"] if lines else []
            lines.append(element("span", className="line", children=_coloured(line)))
        block = {} if title is None else {"title": title}
        return element(
            self.flight.client("CodeBlock"),
            className="shiki shiki-themes github-light github-dark",
            style={"--shiki-light": "#24292e", "--shiki-dark": "#e1e4e8"},
            tabIndex="0",
            icon=self._icons[language],
            **block,
            children=element(self.flight.client("Pre"), children=element("code", children=lines)),
        )

    def steps(self, *steps: list[Node]) -> Node:
        """Return numbered steps."""
        return element(
            "div", className="fd-steps", children=[element("div", className="fd-step", children=step) for step in steps]
        )


def _coloured(line: str) -> Node:
    """Return a line of code as the highlighter leaves it: spans for words, and an empty one for an empty line."""
    spans = [element("span", style={"--shiki-light": "#D73A49"}, children=part) for part in re.findall(r"\s*\S+", line)]
    return spans if len(spans) > 1 else spans[0] if spans else element("span")


def p(*children: Node) -> Node:
    """Return a paragraph."""
    return element("p", children=_only(children))


def strong(text: Node) -> Node:
    """Return strong text."""
    return element("strong", children=text)


def code(text: str) -> Node:
    """Return code within text."""
    return element("code", children=text)


def items(*items_: Node, ordered: bool = False) -> Node:
    """Return a list; each item is a node or a list of nodes."""
    inside: list[Node] = ["\n"]
    for item in items_:
        inside += [element("li", children=item), "\n"]
    return element("ol" if ordered else "ul", children=inside)


def tasks(*texts: Node) -> Node:
    """Return a list of boxes to tick."""
    box = element("input", type="checkbox", disabled=True)
    inside: list[Node] = ["\n"]
    for text in texts:
        inside += [element("li", className="task-list-item", children=[box, " ", text]), "\n"]
    return element("ul", className="contains-task-list", children=inside)


def table(head: list[Node], *rows: list[Node]) -> Node:
    """Return a table; None is a cell without content."""
    return element(
        "div",
        className="relative overflow-auto prose-no-margin my-6",
        children=element(
            "table",
            children=[
                element("thead", children=_row("th", head)),
                element("tbody", children=[_row("td", row) for row in rows]),
            ],
        ),
    )


def _row(kind: str, cells: list[Node]) -> Node:
    return element("tr", children=[element(kind) if cell is None else element(kind, children=cell) for cell in cells])


def formula(tex: str, *shown: str, display: bool = False) -> Node:
    """Return a formula as KaTeX writes it: as MathML with its source, and again as styled text."""
    symbols = [element("mi", children=symbol) for symbol in shown]
    source = element("annotation", encoding="application/x-tex", children=tex)
    semantics = element("semantics", children=[element("mrow", children=symbols), source])
    math = element("math", xmlns="http://www.w3.org/1998/Math/MathML", children=semantics)
    styled = [element("span", className="mord mathnormal", children=symbol) for symbol in shown]
    both = element(
        "span",
        className="katex",
        children=[
            element("span", className="katex-mathml", children=math),
            element(
                "span",
                className="katex-html",
                aria_hidden="true",
                children=element("span", className="base", children=styled),
            ),
        ],
    )
    return element("span", className="katex-display", children=both) if display else both


def rule() -> Node:
    """Return a line across the page."""
    return element("hr")


def quote(*children: Node) -> Node:
    """Return a quotation."""
    return element("blockquote", children=["\n", p(*children), "\n"])


def svg(kind: str) -> Node:
    """Return an icon."""
    path = element("path", "1aaaaa", d="M10 13a5 5 0 0 0 7.54.54l3-3")
    return element("svg", ref=UNDEFINED, viewBox="0 0 24 24", className=kind, children=[[path], UNDEFINED])


def plain(node: Node) -> str:
    """Return the text of a title."""
    if isinstance(node, str):
        return "" if isinstance(node, Ref) else node
    if isinstance(node, list):
        inside = node[3].get("children", "") if node[:1] == [Ref("$")] else node
        return plain(inside) if inside is not node else "".join(plain(each) for each in node)
    return "" if node is None else str(node)


def slug_of(title: str) -> str:
    """Return the anchor of a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")


def _only(children: tuple[Node, ...]) -> Node:
    return children[0] if len(children) == 1 else list(children)
