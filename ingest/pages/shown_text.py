"""Text as a browser would show it: numbers, white space, and characters that nobody can see."""

import math
import re
from decimal import Decimal

from ingest.flight.values import Collection, Element, Value

BREAK = "\v"
"""Stands for a forced line break in text that is not collapsed yet; cleaned text holds none of its own."""

NEVER_SHOWN = frozenset({"svg", "style", "script", "template", "noscript", "head", "title", "meta", "link"})
"""Tags whose content is no text."""

_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_WHITE = re.compile(r"[ \t\n\r\f\v]+")
_EXACT = 2**53


def js_number(number: float) -> str:
    """Return a number as JavaScript prints it.

    >>> [js_number(n) for n in (0.00005, 5e-7, 1e21, 2.0, 64, 0.1, -1.5e-9)]
    ['0.00005', '5e-7', '1e+21', '2', '64', '0.1', '-1.5e-9']
    """
    if isinstance(number, int) and abs(number) <= _EXACT:
        return str(number)
    try:
        value = float(number)
    except OverflowError:
        value = math.inf if number > 0 else -math.inf
    if math.isnan(value):
        return "NaN"
    sign = "-" if value < 0 else ""
    return sign + ("Infinity" if math.isinf(value) else _shortest(abs(value)))


def _shortest(value: float) -> str:
    _, figures, exponent = Decimal(repr(value)).normalize().as_tuple()
    digits = "".join(map(str, figures))
    point = len(digits) + int(exponent)
    if value == 0:
        return "0"
    if 0 < point <= 21:
        whole, rest = digits[:point].ljust(point, "0"), digits[point:]
        return f"{whole}.{rest}" if rest else whole
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    mantissa = f"{digits[0]}.{digits[1:]}" if len(digits) > 1 else digits
    return f"{mantissa}e{point - 1:+d}"


def without_hidden(text: str) -> str:
    r"""Return a text with control characters and halves of surrogate pairs replaced by U+FFFD.

    >>> without_hidden("te\x00a\ttime")
    'te�a\ttime'
    """
    return _HIDDEN.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Return a text with each run of white space as one space, and none at its ends."""
    return _WHITE.sub(" ", text).strip(" ")


def has_class(element: Element, name: str) -> bool:
    """Tell whether a class name is among those of an element."""
    classes = element.props.get("className", element.props.get("class"))
    return isinstance(classes, str) and name in classes.split()


def is_hidden(element: Element) -> bool:
    """Tell whether nothing in an element is text for a reader.

    Formulas set without MathML are hidden from screen readers only, and are all there is to read.
    """
    if element.type in NEVER_SHOWN and not element.component:
        return True
    return element.props.get("aria-hidden") in (True, "true") and not has_class(element, "katex-html")


def tex_of(element: Element) -> str | None:
    """Return the TeX source that a formula carries, or None."""
    todo: list[Value] = [element]
    while todo:
        value = todo.pop()
        if isinstance(value, list):
            todo.extend(reversed(value))
        elif isinstance(value, Element):
            if value.type == "annotation" and value.props.get("encoding") == "application/x-tex":
                return "".join(strings_in(value.props.get("children"))).strip()
            todo.append(value.props.get("children"))
    return None


def strings_in(value: Value) -> list[str]:
    """Return the strings and numbers among the children of a value, in order, as they are written."""
    found: list[str] = []
    todo = [value]
    while todo:
        here = todo.pop()
        if isinstance(here, str):
            found.append(here)
        elif isinstance(here, int | float) and not isinstance(here, bool):
            found.append(js_number(here))
        elif isinstance(here, list):
            todo.extend(reversed(here))
        elif isinstance(here, Collection):
            todo.extend(reversed(here.items))
        elif isinstance(here, Element) and not is_hidden(here):
            todo.append("\n" if here.type == "br" else _inside(here))
    return found


def _inside(element: Element) -> Value:
    if element.type == "math" or has_class(element, "katex"):
        return tex_of(element) or element.props.get("children")
    return element.props.get("children")


def text_of(value: Value) -> str:
    """Return the text of a name or title: a string, or elements with text in them.

    >>> text_of([Element("b", False, None, {"children": "Green"}), "  tea ", 2])
    'Green tea 2'
    """
    return one_line(without_hidden("".join(strings_in(value))))
