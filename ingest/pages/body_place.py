"""Where in a document the page is: its table of contents, its title and its body.

All are found by shape. The body is what holds the headings that the table of contents leads to; the title is the
nearest first-level heading before it. Breadcrumbs, neighbours and the table of contents itself are around the body.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.flight.values import Element, Value
from ingest.pages.element_shapes import children_of, heading_level
from ingest.pages.page_outline import Outline, outline_of
from ingest.pages.shown_text import has_class, text_of

TocEntry = tuple[int, str, str]
"""Depth, address (``#anchor``) and title."""

_AROUND_BODIES = frozenset({"nav", "aside", "footer"})


@dataclass(frozen=True, slots=True)
class PagePlace:
    """The parts of a page.

    Attributes:
        toc: Its table of contents.
        title: The text of its first-level heading, or what the browser's window is called.
        description: The paragraph between title and body, or what search engines are told.
        body: The values the body is made of; empty where none was found.
        missing: The addresses in the table of contents that lead to no heading.
        site_title: What the browser's window is called beside the page's title.
    """

    toc: tuple[TocEntry, ...]
    title: str | None
    description: str | None
    body: list[Value]
    missing: tuple[str, ...]
    site_title: str | None


def page_place(root: Value) -> PagePlace:
    """Return the parts of the page in a document."""
    outline = outline_of(root)
    toc = tuple(_entry(entry) for entry in outline.toc)
    anchors = {url[1:]: depth for depth, url, _ in toc}
    headings = _numbers(outline, lambda element: _is_listed(element, anchors))
    titles = _numbers(outline, lambda element: heading_level(element, {}) == 1)
    body = _body(outline, headings, titles)
    title = _title(outline, titles, body)
    description = _description(outline, title, body)
    window = _window_title(outline)
    heading = window if title is None else text_of(outline.elements[title])
    found = {outline.elements[number].props["id"] for number in headings}
    return PagePlace(
        toc=toc,
        title=heading,
        description=description,
        body=[] if body is None else _values(outline, body, title, description),
        missing=tuple(url for _, url, _ in toc if url[1:] not in found),
        site_title=_beside(heading or "", window or ""),
    )


def _entry(entry: dict[str, Value]) -> TocEntry:
    depth, url = entry["depth"], entry["url"]
    return (depth if isinstance(depth, int) else 1, str(url), text_of(entry.get("title")))


def _is_listed(element: Element, anchors: dict[str, int]) -> bool:
    anchor = element.props.get("id")
    return isinstance(anchor, str) and anchor in anchors and heading_level(element, anchors) is not None


def _numbers(outline: Outline, is_one: Callable[[Element], bool]) -> list[int]:
    return [number for number, element in enumerate(outline.elements) if is_one(element)]


def _body(outline: Outline, headings: Sequence[int], titles: Sequence[int]) -> int | None:
    """Return the element that holds the body, or the body and the title before it.

    It is the prose around the listed headings, if there is some. A page without headings has its prose, or else its
    article.
    """
    prose = _numbers(outline, lambda element: has_class(element, "prose"))
    if not headings:
        pages = prose or _numbers(outline, lambda each: each.type == "article")
        pages = pages or _numbers(outline, lambda each: each.type == "main")
        return max(pages, key=lambda number: (outline.sizes[number], -number), default=None)
    around = [
        number
        for number in outline.around(outline.parents[headings[0]])
        if len(outline.inside(number, headings)) * 2 > len(headings)
    ]
    of_prose = [number for number in around if has_class(outline.elements[number], "prose")]
    return of_prose[-1] if of_prose else _below_title(outline, around, titles)


def _below_title(outline: Outline, around: Sequence[int], titles: Sequence[int]) -> int | None:
    """Return the outermost of some elements that does not hold the title too; a mere component is not enough."""
    below: int | None = None
    for number in around:
        if outline.inside(number, titles):
            return number if below is None or outline.elements[below].component else below
        below = number
        if outline.elements[number].type in ("article", "main"):
            return number
    return around[0] if around else None


def _title(outline: Outline, titles: Sequence[int], body: int | None) -> int | None:
    """Return the nearest first-level heading before the body; the body may begin with it."""
    for number in outline.around(body):
        inside = outline.inside(number, titles)
        before = [title for title in inside if body is not None and title < body]
        if before:
            return before[-1]
        if inside:
            return inside[0]
    return None


def _description(outline: Outline, title: int | None, body: int | None) -> str | None:
    """Return the text of the paragraph between title and body, or what search engines are told."""
    if title is not None and body is not None and title < body:
        between = outline.elements[title + outline.sizes[title] : body]
        if text := next(filter(None, (text_of(each) for each in between if each.type == "p")), None):
            return text
    metas = (element.props for element in outline.elements if element.type == "meta")
    contents = (text_of(meta.get("content")) for meta in metas if meta.get("name") == "description")
    return next(filter(None, contents), None)


def _window_title(outline: Outline) -> str | None:
    """Return what the browser's window is called; an error page that waits in the document does not count."""
    titles = (text_of(element.props.get("children")) for element in outline.elements if element.type == "title")
    return next((title for title in titles if title and not title.startswith("404")), None)


def _beside(title: str, window: str) -> str | None:
    """Return what the name of a window adds to the title of a page.

    >>> _beside("Green tea", "Green tea | Tea for beginners")
    'Tea for beginners'
    """
    if not title or title not in window:
        return None
    start, _, end = window.partition(title)
    return None if start and end else (start or end).strip(" |-–—·•:：/") or None


def _values(outline: Outline, body: int, title: int | None, description: str | None) -> list[Value]:
    """Return the values of the body; where it also holds the title, those that come after it."""
    element = outline.elements[body]
    if title is None or not outline.holds(body, title):
        return [element.props.get("children")]
    values = children_of(element)
    with_title = {id(outline.elements[number]) for number in outline.around(title)}
    place = next((number for number, value in enumerate(values) if id(value) in with_title), -1)
    after = values[place + 1 :]
    if after and isinstance(after[0], Element) and after[0].type == "p" and text_of(after[0]) == description:
        del after[0]
    return [value for value in after if not (isinstance(value, Element) and value.type in _AROUND_BODIES)]
