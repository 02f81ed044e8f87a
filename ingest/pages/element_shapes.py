"""What an element of a page is, told by its tag, its properties and what is in it.

Names of components are no help: they differ between versions, and a build may shorten them.
"""

from dataclasses import dataclass

from ingest.flight.values import Collection, Element, Undefined, Value
from ingest.pages.shown_text import has_class, is_hidden, strings_in

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    *HEADINGS,
}
_CALLOUTS = {
    "info",
    "warn",
    "warning",
    "error",
    "success",
    "idea",
    "note",
    "tip",
    "caution",
    "danger",
    "important",
}


def children_of(element: Element) -> list[Value]:
    """Return what an element holds, lists in lists opened, without what shows nothing."""
    found: list[Value] = []
    todo = [element.props.get("children")]
    while todo:
        value = todo.pop()
        if isinstance(value, list):
            todo.extend(reversed(value))
        elif isinstance(value, Collection):
            todo.extend(reversed(value.items))
        elif isinstance(value, Element) and value.type == "react.fragment":
            todo.append(value.props.get("children"))
        elif not (
            value is None or isinstance(value, bool | Undefined) or (isinstance(value, str) and not value.strip())
        ):
            found.append(value)
    return found


def elements_in(element: Element) -> list[Element]:
    """Return the elements directly in an element."""
    return [child for child in children_of(element) if isinstance(child, Element)]


def string_prop(element: Element, name: str) -> str | None:
    """Return a property that is text, or None."""
    value = element.props.get(name)
    return value if isinstance(value, str) else None


def is_present(value: Value) -> bool:
    """Tell whether a property is given and is not empty."""
    return not (value is None or isinstance(value, bool | Undefined) or value in ("", []))


def heading_level(element: Element, anchors: dict[str, int]) -> int | None:
    """Return the level of a heading, or None for anything else.

    A component is one if it says which tag it becomes, or if the table of contents leads to it.
    """
    tag = string_prop(element, "as") if element.component else element.type
    if tag in HEADINGS:
        return HEADINGS[tag]
    return anchors.get(string_prop(element, "id") or "") if element.component else None


def is_block(element: Element) -> bool:
    """Tell whether an element, by itself, begins a line of its own."""
    return element.type in _BLOCKS or has_class(element, "katex-display") or is_diagram(element)


def is_diagram(element: Element) -> bool:
    """Tell whether an element draws a diagram from its source."""
    return string_prop(element, "chart") is not None


def is_card(element: Element) -> bool:
    """Tell whether an element is a card; the anchors of headings carry the same attribute, but empty."""
    return element.props.get("data-card") in (True, "true") or (
        element.component and string_prop(element, "href") is not None and is_present(element.props.get("title"))
    )


def heading_and_rest(element: Element) -> tuple[Element | None, list[Value]]:
    """Return the first heading in an element, through wrappers with nothing else in them, and what is beside it."""
    children = children_of(element)
    while True:
        heading = next((child for child in children if isinstance(child, Element) and child.type in HEADINGS), None)
        inner = children[0] if len(children) == 1 else None
        if heading is not None or not isinstance(inner, Element) or inner.type != "div":
            return heading, [child for child in children if child is not heading]
        children = children_of(inner)


def is_image(element: Element) -> bool:
    """Tell whether an element is a picture."""
    return element.type == "img" or (element.component and "src" in element.props and "alt" in element.props)


class BlockSearch:
    """Tells whether there is a block anywhere in an element; each element is looked through once."""

    def __init__(self) -> None:
        self._known: dict[int, bool] = {}

    def __call__(self, element: Element) -> bool:
        """Tell whether an element is or holds a block."""
        stack = [(element, iter(elements_in(element)))]
        while stack:
            here, children = stack[-1]
            if id(here) not in self._known and (is_block(here) or is_card(here)):
                self._known[id(here)] = True
            if id(here) in self._known:
                stack.pop()
                if stack and self._known[id(here)]:
                    self._known[id(stack[-1][0])] = True
                continue
            child = next(children, None)
            if child is None:
                self._known[id(here)] = False
            elif not is_hidden(child):
                stack.append((child, iter(elements_in(child))))
        return self._known[id(element)]


@dataclass(frozen=True, slots=True)
class Callout:
    """A callout taken apart."""

    title: Value
    body: list[Value]


def callout_of(element: Element) -> Callout | None:
    """Return the parts of a callout, or None for anything else."""
    if element.component:
        kind = string_prop(element, "type")
        known = kind in _CALLOUTS and is_present(element.props.get("children"))
        return Callout(element.props.get("title"), children_of(element)) if known else None
    inner = [child for child in elements_in(element) if children_of(child) and not is_hidden(child)]
    style = element.props.get("style")
    if not (isinstance(style, dict) and "--callout-color" in style) and not _is_old_callout(element, inner):
        return None
    parts = elements_in(inner[-1]) if inner else []
    alone = len(parts) != 2 or len(children_of(inner[-1])) != 2
    if alone or any(map(is_block, elements_in(parts[0]))):
        return Callout(None, [inner[-1].props.get("children")] if inner else [])
    return Callout(parts[0].props.get("children"), [parts[1]])


def _is_old_callout(element: Element, inner: list[Element]) -> bool:
    """Tell whether this is a callout of Fumadocs 14: an icon beside a column that ends in prose."""
    children = elements_in(element)
    if element.type != "div" or len(children) != 2 or len(inner) != 1 or children[0].type != "svg":
        return False
    parts = elements_in(inner[0])
    return 1 <= len(parts) <= 2 and has_class(parts[-1], "prose-no-margin")


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several tabs: its label and what it shows."""

    label: Value
    body: Value


def tabs_of(element: Element) -> list[Tab] | None:
    """Return the tabs of an element that has some, or None.

    Either the labels are listed and the contents follow, or contents and labels carry the same value.
    """
    items = element.props.get("items")
    if isinstance(items, list) and items and all(isinstance(item, str | int | float | Element) for item in items):
        return _listed_tabs(items, children_of(element))
    parts = elements_in(element) if string_prop(element, "defaultValue") is not None else []
    contents = [part for part in parts if string_prop(part, "value") is not None]
    if not contents:
        return None
    triggers = [each for part in parts if string_prop(part, "value") is None for each in elements_in(part)]
    labels = {string_prop(each, "value"): each.props.get("children") for each in triggers}
    values = [(string_prop(part, "value"), part.props.get("children")) for part in contents]
    return [Tab(labels.get(value) or value, body) for value, body in values]


def _listed_tabs(items: list[Value], contents: list[Value]) -> list[Tab]:
    labels = {_value_of("".join(strings_in(item))): item for item in items}
    tabs = []
    for index, content in enumerate(contents):
        value = content.props.get("value") if isinstance(content, Element) else None
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            label = labels.get(_value_of(str(value)), value)
        else:
            label = items[index] if index < len(items) else None
        tabs.append(Tab(label, content.props.get("children") if isinstance(content, Element) else content))
    return tabs or [Tab(item, None) for item in items]


def _value_of(label: str) -> str:
    """Return a label as tabs compare it."""
    return "-".join(label.lower().split())
