"""The text in the properties of a component that nothing is known about."""

import re

from ingest.flight.values import Element, Value
from ingest.pages.element_shapes import is_present
from ingest.pages.shown_text import strings_in

_TEXT = frozenset("title label name heading caption text description content summary".split())  # noqa: SIM905
_NO_TEXT = re.compile(
    r"children|class(Name)?|style|id|key|ref|icon|type|variant|color|size|role|dir|lang|rel|target|tabIndex|as|value|"
    r"xmlns|src|href|alt|width|height|viewBox|groupId|default(Value|Index|Open)|data-.*|aria-.*|on[A-Z].*"
)


def shown_props(element: Element) -> tuple[list[Value], bool]:
    """Return the properties of a component that are text or elements, and whether text in others is not read."""
    shown: list[Value] = []
    unread = False
    for name, value in element.props.items():
        if _NO_TEXT.fullmatch(name) or not is_present(value):
            continue
        if (name in _TEXT and isinstance(value, str | int | float)) or _is_element(value):
            shown.append(value)
        else:
            unread = unread or _holds_text(value)
    return shown, unread


def _is_element(value: Value) -> bool:
    return isinstance(value, Element) or (isinstance(value, list) and any(isinstance(each, Element) for each in value))


def _holds_text(value: Value) -> bool:
    todo = [value]
    while todo:
        here = todo.pop()
        if isinstance(here, dict):
            todo.extend(here.values())
        elif isinstance(here, list):
            todo.extend(here)
        elif isinstance(here, str | Element) and "".join(strings_in(here)).strip():
            return True
    return False
