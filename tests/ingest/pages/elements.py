"""Elements and payloads written by hand, for tests of what reads them."""

from ingest.flight.payload import Payload
from ingest.flight.values import Element
from ingest.pages.page_body import body_of


def tag(name, /, *children, **props):
    """A tag; ``className`` may be given as ``cls``."""
    return _element(name, False, children, props)


def component(name, /, *children, **props):
    """A component that lives in the browser."""
    return _element(name, True, children, props)


def payload(root):
    """A payload that stands for a value."""
    return Payload(root=root, rows={}, problems=(), build=None)


def page(*body, toc=(), path="/docs/tea"):
    """A payload with a page as Fumadocs lays it out: title, description, and a body of prose."""
    article = tag(
        "article",
        component("Breadcrumb"),
        [tag("h1", "Tea"), tag("p", "All about tea."), tag("div", *body, cls="prose flex-1")],
        component("Footer", items={"next": {"name": "Coffee", "url": "/docs/coffee"}}),
    )
    return payload({"c": ["", *path.strip("/").split("/"), ""], "f": component("Toc", article, toc=list(toc))})


def heading(level, text, anchor):
    """A heading with its link and icon."""
    link = tag("a", text, href=f"#{anchor}", **{"data-card": ""})
    return tag(f"h{level}", link, tag("svg", tag("path", d="M0 0"), **{"aria-label": "Link to section"}), id=anchor)


def formula(tex, *, display=False):
    """A formula as KaTeX writes it: the source, and the same again as MathML and as styled text."""
    source = tag("annotation", tex, encoding="application/x-tex")
    mathml = tag(
        "math", tag("semantics", tag("mrow", tag("mi", "again")), source), display="block" if display else None
    )
    styled = tag("span", "again", cls="katex-html", **{"aria-hidden": "true"})
    katex = tag("span", tag("span", mathml, cls="katex-mathml"), styled, cls="katex")
    return tag("span", katex, cls="katex-display") if display else katex


def read(*body, **more):
    """Read a page with a body."""
    return body_of(page(*body, **more), source="tea.txt")


def told(*body):
    """Kind, text and parent of each block."""
    return [(block.kind, block.text, block.parent) for block in read(*body).blocks]


def marked(block):
    """The kind and text of each span of a block, and where it leads."""
    return [(span.kind, block.text[span.start : span.end], span.href) for span in block.spans]


def line(*children):
    """A line of highlighted code."""
    return tag("span", *children, cls="line")


def code_block(*lines, **props):
    """A block of code as Fumadocs wraps it."""
    return component("A", component("B", tag("code", *lines)), **props)


def _element(name, is_component, children, props):
    if "cls" in props:
        props["className"] = props.pop("cls")
    if children:
        props["children"] = children[0] if len(children) == 1 else list(children)
    return Element(name, is_component, None, props)
