"""The language of a block of code, from whatever carries it: a class, an attribute, or only the icon beside it."""

import re
from collections.abc import Iterable

from ingest.flight.values import Element, Value

_NAMES = {
    "bash": "shell",
    "c#": "csharp",
    "c++": "cpp",
    "console": "shell",
    "cs": "csharp",
    "gql": "graphql",
    "js": "javascript",
    "md": "markdown",
    "plain": "text",
    "plaintext": "text",
    "py": "python",
    "rs": "rust",
    "sh": "shell",
    "shellscript": "shell",
    "ts": "typescript",
    "txt": "text",
    "yml": "yaml",
    "zsh": "shell",
}
# Fumadocs leaves no other trace of the language than the icon beside the code. How its drawing begins tells which.
_ICONS = {
    "M14.25.18l.9.2.7": "python",
    "m 4,4 a 1,1 0 0 ": "shell",
    "M0 0h24v24H0V0zm": "javascript",
    "M1.125 0C.502 0 ": "typescript",
    "M14.23 12.004a2.": "jsx",
    "M22.27 19.385H1.": "markdown",
    "M16.5921 9.1962s": "c",
    "M22.394 6c-.167-": "cpp",
    "M1.194 7.543v8.9": "csharp",
    "M1.811 10.231c-.": "go",
    "M12.002 0a2.138 ": "graphql",
    "M24 24H0V0h24L12": "kotlin",
    "M7.01 10.207h-.9": "php",
    "M21.8068 18.2848": "prisma",
    "M20.156.083c3.03": "ruby",
    "M23.8346 11.7033": "rust",
    "M7.508 0c-.287 0": "swift",
    "M24,1.61H14.06L1": "vue",
    "m23.53 1.02-7.68": "zig",
}
_BEGINNING = 16
_ATTRIBUTES = ("data-language", "data-lang", "language", "lang")
_CLASS = re.compile(r"(?:^|\s)lang(?:uage)?-([\w#+.-]+)")
_PATH = re.compile(r"<path\b[^>]*?\sd=\"([^\"]+)\"")


def language_of(carriers: Iterable[Element]) -> str | None:
    """Return the language that the elements around a piece of code tell, the outermost first.

    >>> language_of([Element("code", False, None, {"className": "language-py"})])
    'python'
    """
    elements = list(carriers)
    for element in elements:
        if name := _named(element):
            return _NAMES.get(name, name)
    drawings = (_drawing(element.props.get("icon"))[:_BEGINNING] for element in elements)
    return next((_ICONS[drawing] for drawing in drawings if drawing in _ICONS), None)


def _named(element: Element) -> str:
    for attribute in _ATTRIBUTES:
        value = element.props.get(attribute)
        if isinstance(value, str) and value:
            return value.lower()
    classes = element.props.get("className")
    match = _CLASS.search(classes) if isinstance(classes, str) else None
    return match[1].lower() if match else ""


def _drawing(icon: Value) -> str:
    """Return the path of an icon given as SVG source or as an element."""
    path: Value = None
    if isinstance(icon, str):
        found = _PATH.search(icon)
        path = found[1] if found else None
    elif isinstance(icon, Element):
        child = icon.props.get("children")
        path = child.props.get("d") if isinstance(child, Element) else None
    return path if isinstance(path, str) else ""
