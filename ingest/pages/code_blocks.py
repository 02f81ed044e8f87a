"""Blocks of code: their exact text, language and title."""

import re
from dataclasses import dataclass

from ingest.flight.values import Collection, Element, Value
from ingest.pages.code_language import language_of
from ingest.pages.element_shapes import children_of, string_prop
from ingest.pages.shown_text import has_class, js_number


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code."""

    text: str
    language: str | None
    title: str | None


def code_in(element: Element) -> Code | None:
    """Return the code an element is there to show, or None.

    Highlighted code is wrapped in several components and tags, each with nothing else in it.
    """
    source, language = string_prop(element, "code"), language_of([element])
    if element.component and source is not None and language:
        return Code(source, language, string_prop(element, "title"))
    if not (element.component or element.type in ("pre", "figure")):
        return None
    chain = _chain_to_code(element)
    if not chain or not _is_block_of_code(chain):
        return None
    title = next((title for each in chain if (title := string_prop(each, "title"))), None)
    return Code(code_text(chain[-1]), language_of(chain), title)


def _chain_to_code(element: Element) -> list[Element]:
    """Return the elements from this one down to the code, or nothing if there is more in one of them."""
    chain = [element]
    while (here := chain[-1]).type != "code":
        if "href" in here.props:
            return []
        children = children_of(here)
        inner = [child for child in children if isinstance(child, Element)]
        if here.type == "pre":
            inner = [child for child in inner if child.type == "code"]
            if len(inner) != 1:
                return chain
        elif len(inner) != 1 or len(children) != 1:
            return []
        chain.append(inner[0])
    return chain


def _is_block_of_code(chain: list[Element]) -> bool:
    if any(element.type == "pre" or has_class(element, "shiki") for element in chain) or language_of(chain):
        return True
    lines = children_of(chain[-1])
    return any(isinstance(line, Element) and has_class(line, "line") for line in lines)


class _End:
    """Marks, among values still to be read, where a line ends."""


def code_text(code: Element) -> str:
    r"""Return the text of code as it was written, one line for each element of class ``line``.

    >>> line = Element("span", False, None, {"className": "line", "children": "pour()"})
    >>> code_text(Element("code", False, None, {"children": [line, "\n", line]}))
    'pour()\npour()'
    """
    pieces: list[str] = []
    todo: list[Value | _End] = [code.props.get("children")]
    line_start = 0
    line_before = False  # whether a line was read and no line break after it
    while todo:
        value = todo.pop()
        if isinstance(value, _End):
            line_before = not "".join(pieces[line_start:]).endswith("\n")
        elif isinstance(value, str):
            pieces.append(value)
            line_before = line_before and "\n" not in value
        elif isinstance(value, int | float) and not isinstance(value, bool):
            pieces.append(js_number(value))
        elif isinstance(value, list):
            todo.extend(reversed(value))
        elif isinstance(value, Collection):
            todo.extend(reversed(value.items))
        elif isinstance(value, Element) and value.type not in ("svg", "button"):
            if has_class(value, "line"):
                if line_before:
                    pieces.append("\n")
                line_start = len(pieces)
                todo.append(_End())
            todo.append("\n" if value.type == "br" else value.props.get("children"))
    return re.sub(r"\r\n?", "\n", "".join(pieces)).removesuffix("\n")
