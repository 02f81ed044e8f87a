"""Elements of a page's body turned into blocks.

What an element means is a list of steps: values still to be read, and things to do between them. The steps of what
is inside come before the rest, so a body of any depth is read without recursion.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeAlias

from ingest.flight.values import Collection, Element, Undefined, Value
from ingest.pages.body_writer import Writer
from ingest.pages.code_blocks import Code, code_in
from ingest.pages.component_props import shown_props
from ingest.pages.element_shapes import (
    BlockSearch,
    Callout,
    Tab,
    callout_of,
    children_of,
    elements_in,
    heading_and_rest,
    heading_level,
    is_block,
    is_card,
    is_diagram,
    is_image,
    is_present,
    string_prop,
    tabs_of,
)
from ingest.pages.shown_text import has_class, is_hidden, js_number, tex_of
from ingest.pages.table_place import TablePlace
from schema.blocks import BlockKind, SpanKind

Step: TypeAlias = Value | Callable[[], object]

_MARKS = {
    "strong": SpanKind.STRONG,
    "b": SpanKind.STRONG,
    "em": SpanKind.EMPHASIS,
    "i": SpanKind.EMPHASIS,
    "code": SpanKind.CODE,
}
_NOT_TEXT = {"iframe", "video", "audio", "object", "embed", "canvas"}


class BodyReader:
    """Reads values into blocks.

    Attributes:
        writer: What was written.
        unread: How many components of each name had text in them that was not read.
    """

    def __init__(self, anchors: dict[str, int]) -> None:
        self.writer = Writer()
        self.unread: Counter[str] = Counter()
        self._anchors = anchors
        self._holds_block = BlockSearch()
        self._tables: list[TablePlace] = []

    def read(self, value: Value) -> None:
        """Read a value and all that is in it."""
        todo: list[Step] = [value]
        while todo:
            step = todo.pop()
            if isinstance(step, str):
                self.writer.text(step)
            elif step is None or isinstance(step, bool | Undefined):
                continue
            elif isinstance(step, int | float):
                self.writer.text(js_number(step))
            elif isinstance(step, list):
                todo.extend(reversed(step))
            elif isinstance(step, Collection):
                todo.extend(reversed(step.items))
            elif isinstance(step, Element):
                todo.extend(reversed(self._steps(step)))
            elif callable(step):
                step()
            else:
                self.unread[type(step).__name__] += 1

    def _steps(self, element: Element) -> Sequence[Step]:
        if is_hidden(element):
            return ()
        if element.type == "math" or has_class(element, "katex") or has_class(element, "katex-display"):
            return self._formula(element)
        if element.type == "br":
            return (self.writer.line_break,)
        if element.type == "input":
            return ()
        if is_image(element):
            return self._image(element)
        if is_diagram(element):
            return self._diagram(string_prop(element, "chart") or "")
        code = code_in(element)
        if code is not None:
            return self._code(code)
        if element.type in _MARKS and not element.component:
            return self._marked(_MARKS[element.type], (element.props.get("children"),))
        return self._inline(element) if self.writer.flat else self._in_flow(element)

    # What may stand inside a line of text.

    def _marked(self, kind: SpanKind, inside: Sequence[Step], href: str | None = None) -> Sequence[Step]:
        return (lambda: self.writer.open_mark(kind, href), *inside, self.writer.close_mark)

    def _formula(self, element: Element) -> Sequence[Step]:
        tex = tex_of(element)
        if tex is None:
            return (element.props.get("children"),)
        displayed = has_class(element, "katex-display") or element.props.get("display") == "block"
        if displayed and not self.writer.flat:
            return (self.writer.flush, lambda: self.writer.add(BlockKind.FORMULA, tex))
        return self._marked(SpanKind.MATH, (tex,))

    def _image(self, element: Element) -> Sequence[Step]:
        source = element.props.get("src")
        for name in ("default", "src"):
            source = source.get(name, source) if isinstance(source, dict) else source
        alt, href = string_prop(element, "alt") or "", source if isinstance(source, str) else None
        return (lambda: self._write_image(" ".join(alt.split()), href),)

    def _write_image(self, alt: str, href: str | None) -> None:
        """Write a picture after the text it stands in; one that is a link also leaves its name, so the link stays."""
        if self.writer.in_link:
            self.writer.text(alt or self.writer.in_link)
        self.writer.add_later(BlockKind.IMAGE, alt, href=href)
        if not (self.writer.holds_text or self.writer.inline):
            self.writer.flush()

    def _diagram(self, source: str) -> Sequence[Step]:
        text = source.strip("\n")
        if self.writer.flat:
            return (lambda: self.writer.add_later(BlockKind.MERMAID, text),)
        return (self.writer.flush, lambda: self.writer.add(BlockKind.MERMAID, text))

    def _code(self, code: Code) -> Sequence[Step]:
        writer = self.writer
        before: tuple[Step, ...] = (writer.flush, code.title, writer.flush) if code.title else (writer.flush,)
        if code.language == "mermaid":
            return (*before, *self._diagram(code.text))
        if writer.flat:
            return (*before, *self._marked(SpanKind.CODE, (code.text,)), writer.flush)
        return (*before, lambda: writer.add(BlockKind.CODE, code.text, language=code.language))

    def _inline(self, element: Element) -> Sequence[Step]:
        """Read an element inside a heading, a label or a cell, where blocks are only lines."""
        href = string_prop(element, "href")
        if href is not None and not self._is_own_anchor(href):
            steps = self._marked(SpanKind.LINK, self._inside(element), href)
        else:
            steps = self._inside(element)
        return (self.writer.flush, *steps, self.writer.flush) if is_block(element) else steps

    def _is_own_anchor(self, href: str) -> bool:
        host = self.writer.host
        return host is not None and host.kind is BlockKind.HEADING and href == f"#{host.more.get('anchor')}"

    def _inside(self, element: Element) -> Sequence[Step]:
        """Return what a tag or component of no known kind holds, its properties among it."""
        if not element.component:
            if element.type in _NOT_TEXT:
                self.unread[element.type] += 1
            return (element.props.get("children"),)
        shown, unread = shown_props(element)
        if unread:
            self.unread[element.type] += 1
        return (*(step for prop in shown for step in (prop, self.writer.flush)), element.props.get("children"))

    # What begins a line of its own.

    def _in_flow(self, element: Element) -> Sequence[Step]:
        level = heading_level(element, self._anchors)
        if level is not None:
            return self._heading(element, level)
        if is_card(element):
            return self._card(element)
        callout = callout_of(element)
        if callout is not None:
            return self._callout(callout)
        tabs = tabs_of(element)
        if tabs is not None:
            return self._tabs(tabs)
        if (href := string_prop(element, "href")) is not None:
            holds_block = any(map(self._holds_block, elements_in(element)))
            return self._card(element) if holds_block else self._marked(SpanKind.LINK, self._inside(element), href)
        if element.component:
            return self._component(element)
        return self._tag(element)

    def _component(self, element: Element) -> Sequence[Step]:
        """Read a component of no known kind; without text around it, it stands on its own."""
        writer = self.writer
        alone = not (writer.inline or writer.holds_text or writer.host)
        inside = self._inside(element)
        if alone or self._holds_block(element) or len(inside) > 1:
            return (writer.flush, *inside, writer.flush)
        return inside

    def _tag(self, element: Element) -> Sequence[Step]:
        writer, inside = self.writer, self._inside(element)
        match element.type:
            case "p":
                return (writer.flush, self._enter_line, *inside, self._leave_line, writer.flush)
            case "ul" | "ol":
                ordered = element.type == "ol"
                return (lambda: writer.open(BlockKind.LIST, ordered=ordered), *inside, writer.close)
            case "li":
                return (lambda: writer.open(BlockKind.ITEM, hosts=True), *inside, writer.close)
            case "blockquote":
                return (lambda: writer.open(BlockKind.QUOTE), *inside, writer.close)
            case "hr":
                return (writer.flush, lambda: writer.add(BlockKind.RULE))
            case "table":
                return (self._open_table, *inside, self._close_table)
            case "thead" | "tr" | "td" | "th" if self._tables:
                return self._part_of_table(element)
        return (writer.flush, *inside, writer.flush) if is_block(element) else inside

    def _enter_line(self) -> None:
        self.writer.inline += 1

    def _leave_line(self) -> None:
        self.writer.inline -= 1

    def _heading(self, element: Element, level: int) -> Sequence[Step]:
        anchor = string_prop(element, "id")
        if anchor is None:
            links = (string_prop(child, "href") or "" for child in elements_in(element))
            anchor = next((href[1:] for href in links if href.startswith("#")), None)
        more = {"level": level, "anchor": anchor}
        return (lambda: self.writer.begin(BlockKind.HEADING, **more), element.props.get("children"), self.writer.end)

    # Containers.

    def _labelled(self, kind: BlockKind, label: Value, body: Sequence[Step], href: str | None = None) -> Sequence[Step]:
        """Return the steps of a container whose text is a label; without one, it has no text."""
        writer = self.writer
        labelled: Sequence[Step] = (writer.begin_label, label, writer.end) if is_present(label) else ()
        return (lambda: writer.open(kind, href=href), *labelled, *body, writer.close)

    def _card(self, element: Element) -> Sequence[Step]:
        href, title = string_prop(element, "href"), element.props.get("title")
        if is_present(title):
            description = element.props.get("description")
            return self._labelled(BlockKind.CARD, title, (description, self.writer.flush, *children_of(element)), href)
        heading, rest = heading_and_rest(element)
        if heading is None:
            return (lambda: self.writer.open(BlockKind.CARD, hosts=True, href=href), *rest, self.writer.close)
        return self._labelled(BlockKind.CARD, heading.props.get("children"), rest, href)

    def _callout(self, callout: Callout) -> Sequence[Step]:
        return self._labelled(BlockKind.CALLOUT, callout.title, callout.body)

    def _tabs(self, tabs: list[Tab]) -> Sequence[Step]:
        steps = [step for tab in tabs for step in self._labelled(BlockKind.TAB, tab.label, (tab.body,))]
        return (lambda: self.writer.open(BlockKind.TABS), *steps, self.writer.close)

    # Tables.

    def _open_table(self) -> None:
        self.writer.open(BlockKind.TABLE)
        self._tables.append(TablePlace())

    def _close_table(self) -> None:
        self._tables.pop()
        self.writer.close()

    def _part_of_table(self, element: Element) -> Sequence[Step]:
        table, inside = self._tables[-1], element.props.get("children")
        if element.type == "thead":
            return (table.open_head, inside, table.close_head)
        if element.type == "tr":
            return (table.next_row, inside)
        return (lambda: self.writer.begin(BlockKind.CELL, **table.next_cell(element)), inside, self.writer.end)
